"""The command ``hall``: what it prints, and how it ends when something is wrong."""

from __future__ import annotations

import socket
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from devices.__main__ import main
from devices.command_line import BAD_SETTINGS, FAILED
from devices.hub.events import WindowOpened
from devices.hub.journal import Entry, Journal
from devices.hub.main import AlreadyRunning, Files, only_one
from devices.hub.tokens import Tokens
from devices.link.words import Role
from tests.config.conftest import CSV, TOML
from tests.halls import MORNING


class Technician:
    """Somebody at a keyboard, with a hall in one folder and its data in another."""

    def __init__(self, folder: Path) -> None:
        self.hall = folder / "hall"
        self.data = folder / "data"
        self.files = Files(self.data)
        self.hall.mkdir()
        self.writes(TOML)
        (self.hall / "items.csv").write_text(CSV, "utf-8")

    def writes(self, toml: str) -> None:
        (self.hall / "hall.toml").write_text(toml, "utf-8")

    def types(self, *words: str, hall: bool = True, env: dict[str, str] | None = None) -> Result:
        where = ["--hall", str(self.hall), "--data", str(self.data)] if hall else []
        return CliRunner().invoke(main, [*words, *where], env=env)


@pytest.fixture
def technician(tmp_path: Path) -> Technician:
    return Technician(tmp_path)


# config check -------------------------------------------------------------------------------------


def test_a_good_hall_is_said_to_be_good(technician: Technician) -> None:
    result = technician.types("config", "check", str(technician.hall), hall=False)
    assert result.exit_code == 0
    assert "All good." in result.stdout


def test_all_problems_of_a_hall_are_said_at_once(technician: Technician) -> None:
    technician.writes(TOML.replace("escpos-printer", "toaster").replace('zone = "main"', 'zone = "nowhere"'))
    result = technician.types("config", "check", str(technician.hall), hall=False)
    assert result.exit_code == BAD_SETTINGS
    assert result.stdout == ""
    assert "toaster" in result.stderr
    assert result.stderr.count("nowhere") >= 3


@pytest.mark.parametrize(
    "words",
    [
        ("hub",),
        ("agent", "--host", "K1"),
        ("token", "list"),
        ("token", "new", "--role", "admin"),
        ("token", "revoke", "x"),
        ("journal", "verify"),
    ],
)
def test_no_command_runs_on_a_hall_with_problems(technician: Technician, words: tuple[str, ...]) -> None:
    technician.writes(TOML.replace("escpos-printer", "toaster"))
    result = technician.types(*words)
    assert result.exit_code == BAD_SETTINGS
    assert "toaster" in result.stderr
    assert not technician.data.exists()


# token --------------------------------------------------------------------------------------------


def test_a_token_is_made_listed_and_revoked(technician: Technician) -> None:
    made = technician.types("token", "new", "--role", "kiosk", "--place", "K1")
    assert made.exit_code == 0
    secret = made.stdout.strip()
    tokens = Tokens(technician.files.tokens)
    by = tokens.prove(secret)
    assert by is not None
    assert (by.role, by.place) == (Role.KIOSK, "K1")
    listed = technician.types("token", "list").stdout
    assert listed.split()[:3] == [by.token, "kiosk", "K1"]
    assert listed.rstrip().endswith("good")
    assert secret not in listed
    assert technician.types("token", "revoke", by.token).exit_code == 0
    assert tokens.prove(secret) is None
    assert "revoked 20" in technician.types("token", "list").stdout
    tokens.close()


def test_a_token_that_cannot_be_revoked_is_said(technician: Technician) -> None:
    result = technician.types("token", "revoke", "deadbeef")
    assert result.exit_code == FAILED
    assert "no good token has the id deadbeef" in result.stderr


@pytest.mark.parametrize(
    ("role", "place", "said"),
    [
        ("clerk", "window-9", "window-1, window-2"),
        ("clerk", "", "--place of a clerk must be one of"),
        ("pad", "zone-main", "window-1, window-2"),
        ("screen", "main", "window-1, window-2, zone-main"),
        ("kiosk", "K2", "must be one of: K1"),
        ("agent", "hub", "must be one of: K1"),
        ("desk", "hub", "the hub needs no token for itself"),
    ],
)
def test_a_token_for_a_place_that_is_none_is_not_made(
    technician: Technician, role: str, place: str, said: str
) -> None:
    result = technician.types("token", "new", "--role", role, "--place", place)
    assert result.exit_code == BAD_SETTINGS
    assert said in result.stderr
    assert result.stdout == ""
    assert not technician.files.tokens.exists()


@pytest.mark.parametrize(
    ("role", "place"),
    [("clerk", "window-2"), ("screen", "zone-main"), ("agent", "K1"), ("desk", "desk-1"), ("admin", "")],
)
def test_a_token_for_a_place_of_the_hall_is_made(technician: Technician, role: str, place: str) -> None:
    assert technician.types("token", "new", "--role", role, "--place", place).exit_code == 0


def test_a_desk_is_one_of_the_halls_where_it_has_any(technician: Technician) -> None:
    technician.writes(TOML + '\n[[desks]]\nid = "desk-1"\nname = "总服务台"\n')
    assert technician.types("token", "new", "--role", "desk", "--place", "desk-1").exit_code == 0
    result = technician.types("token", "new", "--role", "desk", "--place", "desk-2")
    assert (result.exit_code, result.stdout) == (BAD_SETTINGS, "")
    assert "--place of a desk must be one of: desk-1" in result.stderr


def test_a_role_that_is_none_is_refused(technician: Technician) -> None:
    result = technician.types("token", "new", "--role", "king")
    assert result.exit_code == BAD_SETTINGS
    assert "king" in result.stderr


@pytest.mark.parametrize("words", [("list",), ("new", "--role", "admin"), ("revoke", "x")])
def test_a_tokens_file_that_is_none_is_said(technician: Technician, words: tuple[str, ...]) -> None:
    technician.data.mkdir()
    technician.files.tokens.write_bytes(b"not a database" * 100)
    result = technician.types("token", *words)
    assert result.exit_code == FAILED
    assert "tokens.db cannot be opened" in result.stderr


# journal verify -----------------------------------------------------------------------------------


@pytest.fixture
def journal(technician: Technician) -> Iterator[Journal]:
    journal = Journal(technician.files.journal)
    events = tuple(WindowOpened(at=MORNING, by="clerk:window-1", window=n) for n in (1, 2, 3))
    journal.append(
        [Entry(command_id="x", principal="clerk:window-1", digest="", answer=b"null", events=events)]
    )
    yield journal
    journal.close()


def test_a_journal_that_is_whole_is_said_to_be(technician: Technician, journal: Journal) -> None:
    result = technician.types("journal", "verify")
    assert (result.exit_code, result.stdout) == (0, "3 events, each as it was written\n")


def test_a_journal_that_was_changed_is_said_to_be(technician: Technician, journal: Journal) -> None:
    conn = sqlite3.connect(technician.files.journal)
    conn.execute("DELETE FROM events WHERE seq = 2")
    conn.commit()
    conn.close()
    result = technician.types("journal", "verify")
    assert result.exit_code == FAILED
    assert result.stderr == "hall journal: event 2 is missing\n"


def test_a_journal_that_is_not_there_is_not_said_to_be_whole(technician: Technician) -> None:
    result = technician.types("journal", "verify")
    assert result.exit_code == FAILED
    assert "does not exist" in result.stderr
    assert not technician.data.exists()


# hub and agent ------------------------------------------------------------------------------------


def test_a_hub_says_why_it_does_not_start(technician: Technician) -> None:
    technician.data.mkdir()
    technician.files.journal.write_bytes(b"not a database" * 100)
    result = technician.types("hub")
    assert result.exit_code == FAILED
    assert result.stderr.startswith("hall hub: journal.db cannot be opened")
    technician.files.journal.unlink()
    technician.files.vault.write_bytes(b"")
    result = technician.types("hub")
    assert result.exit_code == FAILED
    assert "its key file vault.key does not" in result.stderr


def test_a_second_hub_on_the_same_data_is_refused(technician: Technician) -> None:
    with only_one(technician.files):
        result = technician.types("hub")
        with pytest.raises(AlreadyRunning), only_one(technician.files):
            pass
    assert result.exit_code == FAILED
    assert "another hub is running" in result.stderr
    with only_one(technician.files):
        pass


def test_a_port_that_is_taken_is_said(technician: Technician) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        technician.writes(TOML.replace("[[zones]]", f"[hub]\nport = {port}\n\n[[zones]]", 1))
        result = technician.types("hub")
    assert result.exit_code == FAILED
    assert str(port) in result.stderr


def test_an_agent_wants_a_token(technician: Technician) -> None:
    result = technician.types("agent", "--host", "K1", env={"HALL_TOKEN": ""})
    assert result.exit_code == BAD_SETTINGS
    assert "--token-file or HALL_TOKEN" in result.stderr
    result = technician.types("agent", "--host", "K1", "--token-file", "no-such-file")
    assert result.exit_code == BAD_SETTINGS
    assert "no-such-file" in result.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--host", "K9"), "no device of the hall's file has host = 'K9'"),
        (("--host", "K1", "--hub", "http://127.0.0.1:8710"), "is not like ws://"),
    ],
)
def test_an_agent_says_what_is_wrong_with_its_settings(
    technician: Technician, words: tuple[str, ...], said: str
) -> None:
    result = technician.types("agent", *words, env={"HALL_TOKEN": "x"})
    assert result.exit_code == BAD_SETTINGS
    assert said in result.stderr


def test_help_names_every_command() -> None:
    result = CliRunner().invoke(main, ["-h"])
    for command in ("hub", "agent", "token", "config", "journal", "demo"):
        assert f"  {command} " in result.output
