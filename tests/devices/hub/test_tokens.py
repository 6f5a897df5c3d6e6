"""Tokens: shown once, kept as hashes, good until they are revoked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from devices.hub.people import Principal
from devices.hub.tokens import Tokens, TokensFailed
from devices.link.words import Role


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "hall" / "tokens.db"


@pytest.fixture
def tokens(path: Path) -> Iterator[Tokens]:
    made = Tokens(path)
    yield made
    made.close()


def proven(tokens: Tokens, secret: str) -> Principal:
    by = tokens.prove(secret)
    assert by is not None
    return by


@pytest.mark.parametrize("role", list(Role))
def test_a_token_proves_the_role_and_place_it_was_made_for(tokens: Tokens, role: Role) -> None:
    by = proven(tokens, tokens.make(role, "window-5"))
    assert (by.role, by.place) == (role, "window-5")


def test_no_two_tokens_are_alike(tokens: Tokens) -> None:
    assert len({tokens.make(Role.KIOSK, "K1") for _ in range(20)}) == 20


@pytest.mark.parametrize("guess", ["", "x", "' OR 1=1 --", "\0", "令牌", "a" * 10_000])
def test_anything_else_proves_nothing(tokens: Tokens, guess: str) -> None:
    tokens.make(Role.ADMIN)
    assert tokens.prove(guess) is None


def test_a_part_of_a_token_or_its_hash_proves_nothing(tokens: Tokens) -> None:
    secret = tokens.make(Role.ADMIN)
    (digest,) = tokens._conn.execute("SELECT digest FROM tokens").fetchone()
    for guess in (secret[:-1], secret + "A", secret.swapcase(), digest, proven(tokens, secret).token):
        assert tokens.prove(guess) is None


def test_the_secret_is_kept_nowhere(tokens: Tokens, path: Path) -> None:
    secret = tokens.make(Role.KIOSK, "K1")
    files = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert secret.encode() not in files
    assert secret not in repr(tokens.all())
    assert secret not in repr(proven(tokens, secret))


def test_a_revoked_token_holds_no_more_and_others_do(tokens: Tokens) -> None:
    lost, other = tokens.make(Role.KIOSK, "K1"), tokens.make(Role.KIOSK, "K1")
    name = proven(tokens, lost).token
    assert tokens.valid(name)
    assert tokens.revoke(name)
    assert not tokens.valid(name)
    assert tokens.prove(lost) is None
    assert tokens.prove(other) is not None
    assert not tokens.revoke(name)
    assert not tokens.revoke("unknown")


def test_a_running_hub_sees_what_another_process_made_and_revoked(tokens: Tokens, path: Path) -> None:
    technician = Tokens(path)
    secret = technician.make(Role.PAD, "window-1")
    by = proven(tokens, secret)
    technician.revoke(by.token)
    technician.close()
    assert tokens.prove(secret) is None
    assert not tokens.valid(by.token)


def test_a_list_names_every_token_ever_made(tokens: Tokens) -> None:
    names = [proven(tokens, tokens.make(Role.SCREEN, f"zone-{n}")).token for n in range(3)]
    tokens.revoke(names[1])
    rows = {row.id: row for row in tokens.all()}
    assert set(rows) == set(names)
    assert [rows[name].revoked_at is not None for name in names] == [False, True, False]
    assert rows[names[0]].place == "zone-0"


def test_nobody_is_the_hub_by_token(tokens: Tokens) -> None:
    with pytest.raises(ValueError, match="the hub needs no token"):
        tokens.make(Role.AGENT, "hub")


def test_only_the_owner_may_read_the_file(tokens: Tokens, path: Path) -> None:
    tokens.make(Role.KIOSK, "K1")
    for file in path.parent.glob("tokens.db*"):
        assert file.stat().st_mode & 0o077 == 0, file.name


def test_a_file_that_is_no_database_holds_no_tokens(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"no tokens in here" * 100)
    with pytest.raises(TokensFailed, match=r"tokens\.db cannot be opened"):
        Tokens(path)
