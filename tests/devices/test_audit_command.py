"""``hall audit``, and what ``hall`` itself notes of what is done at the hub's keyboard."""

from __future__ import annotations

import csv
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from devices.__main__ import main
from devices.command_line import BAD_SETTINGS, FAILED
from devices.hub.audit import Audit
from devices.hub.audit_file import Wanted
from devices.hub.audit_kinds import Kind
from devices.hub.audit_reading import found
from devices.hub.files import Files
from tests.config.conftest import CSV, TOML
from tests.devices.hub.data_folders import CARD, data_of
from tests.devices.hub.histories import played

CLERKS = '[[clerks]]\nnumber = "0101"\nname = "王芳"\n'


class Technician:
    """Somebody at a keyboard, with a hall that has had some days."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.hall = folder / "myhall"
        self.hall.mkdir()
        (self.hall / "hall.toml").write_text(f'{TOML}\n[hub]\ndata = "{folder}/data"\n{CLERKS}', "utf-8")
        (self.hall / "items.csv").write_text(CSV, "utf-8")
        data_of(folder, played(list(range(10))))
        self.files = Files(folder / "data")
        self.target = folder / "target"
        self.target.mkdir()

    def types(self, *words: str, unseen: str = "", code: int = 0) -> Result:
        result = CliRunner().invoke(main, [*words, "--hall", str(self.hall)], input=unseen)
        assert result.exit_code == code, result.output
        return result

    def kinds(self) -> list[Kind]:
        return [kept.note.kind for kept in found(self.files.audit, Wanted())]

    def note(self, **more: str) -> None:
        with closing(Audit(self.files.audit)) as audit:
            audit.note(Kind.CARD_LOOKED_UP, by="clerk:window-1", **more).result(5)


@pytest.fixture
def technician(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Technician:
    monkeypatch.setenv("SUDO_USER", "wang")
    return Technician(tmp_path)


def test_notes_are_listed_in_the_halls_time_and_chosen(technician: Technician) -> None:
    technician.note(staff="0101", about="row-1", place="window-1", why="card")
    technician.note(staff="0102", about="row-2")

    everything = technician.types("audit", "list").stdout.splitlines()
    chosen = technician.types("audit", "list", "--by", "0101", "--kind", "card_looked_up").stdout

    assert len(everything) == 2
    assert "card_looked_up" in everything[0]
    assert "clerk:window-1 (0101)" in chosen
    assert "about row-1  at window-1  for card" in chosen
    assert "row-2" not in chosen
    assert technician.types("audit", "list", "--until", "2020-01-01").stdout == ""
    assert len(technician.types("audit", "list", "--since", "2020-01-01T00:00").stdout.splitlines()) == 2
    assert len(technician.types("audit", "list", "--about", "row-2").stdout.splitlines()) == 1


def test_what_is_asked_wrongly_is_told(technician: Technician) -> None:
    technician.note()
    assert "--kind is one of" in technician.types("audit", "list", "--kind", "x", code=BAD_SETTINGS).stderr
    assert "is no time" in technician.types("audit", "list", "--since", "noon", code=BAD_SETTINGS).stderr


def test_where_there_is_no_log_none_is_made(technician: Technician) -> None:
    for words in (("list",), ("verify",), ("export", str(technician.folder / "x.csv"))):
        assert "does not exist" in technician.types("audit", *words, code=FAILED).stderr
    assert not technician.files.audit.exists()


def test_a_log_is_verified_and_a_change_found(technician: Technician) -> None:
    technician.note()
    good = technician.types("audit", "verify").stdout
    with closing(sqlite3.connect(technician.files.audit, isolation_level=None)) as conn:
        conn.execute("DROP TRIGGER notes_stay")
        conn.execute("UPDATE notes SET by = 'nobody'")

    assert "1 notes, each as it was written; the chain ends at note 1" in good
    assert "note 1 is not what was written" in technician.types("audit", "verify", code=FAILED).stderr


def test_an_export_is_a_file_of_its_owner_with_every_hash_and_is_noted(technician: Technician) -> None:
    technician.note(about="row-1")
    out = technician.folder / "audit.csv"

    technician.types("audit", "export", str(out))

    with out.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["about"], len(row["hash"])) for row in rows] == [("row-1", 64)]
    assert out.stat().st_mode & 0o777 == 0o600
    assert technician.kinds()[-1] is Kind.AUDIT_EXPORTED
    assert "cannot be written" in technician.types("audit", "export", str(out), code=FAILED).stderr


def test_what_is_done_at_the_keyboard_is_noted_with_the_account(technician: Technician) -> None:
    card = technician.folder / "card.txt"
    card.write_text(CARD.id_number)
    pin = technician.folder / "pin.txt"
    pin.write_text("274915")
    technician.types("staff", "pin", "0101", "--pin-file", str(pin))
    technician.types("staff", "enrol", "0101", "--kind", "id", "--card-file", str(card))
    technician.types("staff", "list")
    technician.types("staff", "lost", "0101")
    technician.types("staff", "revoke", "0101")
    technician.types("report", "results")
    technician.types("token", "new", "--role", "integration", "--scope", "hall")
    technician.types("enrol", "new", "--role", "leader")
    technician.types("vault", "rotate")
    technician.types("vault", "erase", "--card-file", str(card), "--by", "0200")
    technician.types("backup", "--to", str(technician.target))

    assert technician.kinds() == [
        Kind.PIN_SET,
        Kind.CARD_ENROLLED,
        Kind.STAFF_LISTED,
        Kind.CARD_LOST,
        Kind.CARD_REVOKED,
        Kind.NAMES_REPORTED,
        Kind.TOKEN_MADE,
        Kind.ENROLMENT_CODE_MADE,
        Kind.KEY_ROTATED,
        Kind.PERSON_ERASED,
        Kind.PERSON_ERASED,
        Kind.BACKUP_MADE,
    ]
    notes = [kept.note for kept in found(technician.files.audit, Wanted())]
    assert {note.by for note in notes} == {"technician:wang"}
    assert [note.outcome for note in notes if note.kind is Kind.PERSON_ERASED] == ["begun", "done"]
    content = b"".join(path.read_bytes() for path in technician.files.data.glob("audit.db*"))
    for secret in (CARD.id_number, "274915", "陈静"):
        assert secret.encode() not in content


def test_nothing_is_shown_or_erased_that_cannot_be_noted(technician: Technician) -> None:
    technician.files.audit.write_bytes(b"a letter to somebody" * 100)
    card = technician.folder / "card.txt"
    card.write_text(CARD.id_number)

    for words in (
        ("staff", "list"),
        ("report", "results"),
        ("vault", "erase", "--card-file", str(card), "--by", "0200"),
    ):
        result = technician.types(*words, code=FAILED)
        assert "could not be noted in the audit log" in result.stderr
        assert result.stdout == ""
    with closing(sqlite3.connect(technician.files.vault)) as conn:
        assert conn.execute("SELECT COUNT(*) FROM people").fetchone() == (1,)


def test_an_orphan_is_swept_by_hand(technician: Technician) -> None:
    with closing(sqlite3.connect(technician.files.vault, isolation_level=None)) as conn:
        conn.execute("UPDATE unnamed SET at = '2020-01-01T00:00:00+00:00'")

    said = technician.types("vault", "sweep").stdout

    assert said == "3 rows that no event names are gone; 0 were named after all\n"
    assert technician.kinds() == [Kind.VAULT_SWEPT]


def test_a_restore_says_whom_it_erased_again_and_is_noted_in_the_log_that_goes_on(
    technician: Technician,
) -> None:
    technician.types("backup", "--to", str(technician.target))
    (old,) = (path for path in technician.target.iterdir() if path.name.startswith("myhall"))
    card = technician.folder / "card.txt"
    card.write_text(CARD.id_number)
    technician.types("vault", "erase", "--card-file", str(card), "--by", "0200")

    said = technician.types("restore", "--from", str(old), "--data", str(technician.folder / "new"))

    assert "1 rows of people who were erased since are erased again" in said.stdout
    assert "the audit log is the one that was here, and goes on" in said.stdout
    notes = [kept.note.kind for kept in found(technician.folder / "new" / "audit.db", Wanted())]
    assert notes == [Kind.BACKUP_MADE, Kind.PERSON_ERASED, Kind.PERSON_ERASED, Kind.RESTORED]


def test_a_restore_where_nothing_newer_is_says_who_may_be_back(technician: Technician) -> None:
    technician.types("backup", "--to", str(technician.target))
    (path,) = (path for path in technician.target.iterdir() if path.name.startswith("myhall"))
    for file in technician.files.data.glob("*.db*"):
        file.unlink()

    said = technician.types("restore", "--from", str(path), "--data", str(technician.folder / "new"))

    assert "Nothing here knows who was erased since this backup" in said.stderr
