"""``hall vault`` and ``hall journal archive``: erasing, a new key, old months, and who must not run then."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from devices.__main__ import main
from devices.command_line import BAD_SETTINGS, FAILED
from devices.hub.files import Files, only_one
from devices.hub.vault import Vault
from tests.config.conftest import CSV, TOML
from tests.devices.hub.data_folders import CARD, data_of, long_life


class Technician:
    """Somebody at a keyboard, with a hall that was open in March and in November."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.hall = folder / "myhall"
        self.hall.mkdir()
        (self.hall / "hall.toml").write_text(TOML, "utf-8")
        (self.hall / "items.csv").write_text(CSV, "utf-8")
        data_of(folder, long_life(list(range(60)), list(range(60, 90))))
        self.files = Files(folder / "data")

    def types(self, *words: str, unseen: str = "") -> Result:
        where = ["--hall", str(self.hall), "--data", str(self.files.data)]
        return CliRunner().invoke(main, [*words, *where], input=unseen)

    def names(self) -> list[str]:
        """Everybody in the vault, as the hall shows them."""
        with closing(Vault(self.files.vault, self.files.key)) as vault:
            row = vault.row_of_card(CARD.id_number)
            return [vault.masked_name(row)] if row else []


@pytest.fixture
def technician(tmp_path: Path) -> Technician:
    return Technician(tmp_path)


def test_a_person_is_erased_by_card_from_a_file_and_the_number_is_nowhere(technician: Technician) -> None:
    card = technician.folder / "card.txt"
    card.write_text(f"{CARD.id_number}\n")

    result = technician.types("vault", "erase", "--card-file", str(card), "--by", "0200")

    assert result.exit_code == 0, result.output
    assert "erased 1 name" in result.stdout
    assert CARD.id_number not in result.output
    assert technician.names() == []
    assert technician.types("journal", "verify").exit_code == 0


def test_a_card_may_be_typed_unseen_and_a_row_named(technician: Technician) -> None:
    with closing(Vault(technician.files.vault, technician.files.key)) as vault:
        row = vault.row_of_card(CARD.id_number)
    assert row is not None

    typed = technician.types("vault", "erase", "--card", "--by", "0200", unseen=f"{CARD.id_number}\n")
    named = technician.types("vault", "erase", row, "--by", "0200")
    unknown = technician.types("vault", "erase", "--card", "--by", "0200", unseen=f"{CARD.id_number}\n")

    assert CARD.id_number not in typed.output
    assert "erased 1 name" in typed.stdout
    assert "erased 0 name" in named.stdout, "what is gone may be said again, and the log says so"
    assert (unknown.exit_code, "nobody with this card" in unknown.stderr) == (FAILED, True)


def test_one_way_of_naming_a_person_is_needed(technician: Technician) -> None:
    assert technician.types("vault", "erase", "--by", "0200").exit_code == BAD_SETTINGS
    assert technician.types("vault", "erase", "row", "--card", "--by", "0200").exit_code == BAD_SETTINGS
    assert technician.names() == ["陈*"]


def test_a_key_is_changed_while_no_hub_runs(technician: Technician) -> None:
    old = technician.files.key.read_bytes()
    with only_one(technician.files):
        refused = technician.types("vault", "rotate")

    done = technician.types("vault", "rotate")

    assert (refused.exit_code, "another hub is running" in refused.stderr) == (FAILED, True)
    assert "3 rows were sealed anew" in done.stdout
    assert technician.files.key.read_bytes() != old
    assert technician.names() == ["陈*"]


def test_nothing_is_made_where_there_is_no_vault(technician: Technician) -> None:
    technician.files.vault.unlink()

    assert technician.types("vault", "rotate").exit_code == FAILED
    assert technician.types("vault", "erase", "row", "--by", "0200").exit_code == FAILED
    assert not technician.files.vault.exists()


def test_old_months_leave_while_no_hub_runs_and_are_verified_with_the_rest(technician: Technician) -> None:
    with only_one(technician.files):
        refused = technician.types("journal", "archive", "--before", "2026-05")

    done = technician.types("journal", "archive", "--before", "2026-05")

    assert (refused.exit_code, "another hub is running" in refused.stderr) == (FAILED, True)
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith("journal-2026-03.db: ")
    verified = technician.types("journal", "verify")
    assert "events in the archives, each as it was written" in verified.stdout
    assert "Nothing was old enough" in technician.types("journal", "archive", "--before", "2026-05").stdout


def test_an_archive_that_is_gone_is_told(technician: Technician) -> None:
    technician.types("journal", "archive", "--before", "2026-05")
    (technician.files.data / "archive" / "journal-2026-03.db").unlink()

    verified = technician.types("journal", "verify")
    erased = technician.types("vault", "erase", "row", "--by", "0200")

    assert (verified.exit_code, erased.exit_code) == (FAILED, FAILED)
    assert "journal-2026-03.db is missing" in verified.stderr


@pytest.mark.parametrize(("before", "code"), [("2026-06", FAILED), ("May", BAD_SETTINGS)])
def test_half_a_year_stays_and_a_month_must_be_one(technician: Technician, before: str, code: int) -> None:
    assert technician.types("journal", "archive", "--before", before).exit_code == code
