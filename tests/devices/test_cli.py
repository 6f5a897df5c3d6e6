"""The command ``hall``: what it prints, and how it ends when something is wrong."""

from __future__ import annotations

import socket
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from devices.__main__ import main
from devices.command_line import BAD_SETTINGS, FAILED
from devices.hub.events import WindowOpened
from devices.hub.files import AlreadyRunning, only_one
from devices.hub.journal import Entry, Journal
from devices.link.words import Role
from tests.config.conftest import TOML
from tests.devices.technicians import Technician
from tests.halls import MORNING
from tests.hubs.identities import stranger


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
        ("agent", "--identity", "none.json"),
        ("token", "list"),
        ("token", "new", "--role", "admin", "--scope", "hall"),
        ("enrol", "list"),
        ("enrol", "new", "--role", "admin"),
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


def test_an_agent_wants_an_identity(technician: Technician, tmp_path: Path) -> None:
    result = technician.types("agent", env={"HALL_IDENTITY": ""})
    assert result.exit_code == BAD_SETTINGS
    assert "--identity" in result.stderr
    result = technician.types("agent", "--identity", "no-such-file")
    assert result.exit_code == BAD_SETTINGS
    assert "hall enrol join --out no-such-file" in result.stderr


@pytest.mark.parametrize(
    ("host", "url", "said"),
    [
        ("K9", "ws://127.0.0.1:1/link", "no device of the hall's file has host = 'K9'"),
        ("K1", "http://127.0.0.1:8710", "is not like wss://"),
    ],
)
def test_an_agent_says_what_is_wrong_with_its_settings(
    technician: Technician, tmp_path: Path, host: str, url: str, said: str
) -> None:
    stranger(url, Role.AGENT, host).save(tmp_path / "agent.json")
    result = technician.types("agent", "--identity", str(tmp_path / "agent.json"))
    assert result.exit_code == BAD_SETTINGS
    assert said in result.stderr


def test_help_names_every_command() -> None:
    result = CliRunner().invoke(main, ["-h"])
    for command in ("hub", "agent", "enrol", "token", "config", "journal", "demo"):
        assert f"  {command} " in result.output
