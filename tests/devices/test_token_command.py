"""``hall token``: shown once, for some things, for some time, and for places that the hall has."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from devices.command_line import BAD_SETTINGS, FAILED
from devices.hub.tokens import Scope, Tokens
from devices.link.words import Role
from tests.devices.technicians import Technician


@pytest.fixture
def technician(tmp_path: Path) -> Technician:
    return Technician(tmp_path)


def test_a_token_is_made_listed_and_revoked(technician: Technician) -> None:
    made = technician.types(
        "token", "new", "--role", "kiosk", "--place", "K1", "--scope", "hall", "--name", "自建预约系统"
    )
    assert made.exit_code == 0
    secret = made.stdout.strip()
    with closing(Tokens(technician.files.tokens)) as tokens:
        bearer = tokens.prove(secret)
        assert bearer is not None
        assert (bearer.by.role, bearer.by.place) == (Role.KIOSK, "K1")
        assert bearer.scopes == {Scope.HALL}
        name = bearer.by.credential
        listed = technician.types("token", "list").stdout
        assert listed.split()[:6] == [name, "kiosk", "K1", "hall", "good", "until"]
        assert listed.rstrip().endswith("自建预约系统")
        assert secret not in listed
        assert technician.types("token", "revoke", name).exit_code == 0
        assert tokens.prove(secret) is None
        assert "revoked 20" in technician.types("token", "list").stdout


def test_a_token_that_cannot_be_revoked_is_said(technician: Technician) -> None:
    result = technician.types("token", "revoke", "deadbeef")
    assert result.exit_code == FAILED
    assert "no good token has the id deadbeef" in result.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--role", "admin"), "--scope"),
        (("--role", "king", "--scope", "hall"), "king"),
        (("--role", "kiosk", "--place", "K2", "--scope", "hall"), "must be one of: K1"),
        (("--role", "admin", "--scope", "hall", "--days", "900"), "holds for 1 to 730 days"),
    ],
)
def test_a_token_that_would_be_wrong_is_not_made(
    technician: Technician, words: tuple[str, ...], said: str
) -> None:
    result = technician.types("token", "new", *words)
    assert (result.exit_code, result.stdout) == (BAD_SETTINGS, "")
    assert said in result.stderr


@pytest.mark.parametrize("words", [("list",), ("new", "--role", "admin", "--scope", "hall"), ("revoke", "x")])
def test_a_tokens_file_that_is_none_is_said(technician: Technician, words: tuple[str, ...]) -> None:
    technician.data.mkdir()
    technician.files.tokens.write_bytes(b"not a database" * 100)
    result = technician.types("token", *words)
    assert result.exit_code == FAILED
    assert "tokens.db cannot be opened" in result.stderr
