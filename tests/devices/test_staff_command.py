"""``hall staff``: what the technician types, what is said, and what is never shown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from devices.__main__ import main
from devices.command_line import BAD_SETTINGS, FAILED
from devices.hub.files import Files
from devices.hub.pins import PinAnswer
from devices.hub.staff_cards import CardKind, CardState
from devices.hub.staff_register import MARK, StaffRegister
from devices.hub.vault import Vault
from tests.config.conftest import CSV, TOML
from tests.devices.hub.registers import CHEAP, IC_CARD, ID_CARD, OTHER_PIN, PIN

WANG, ZHOU = "1001", "1002"
STAFF = """
[[clerks]]
number = "1002"
name = "周正"
role = "leader"
valid_from = 2026-03-01
valid_to = 2026-08-31
"""


class Technician:
    """Somebody at a keyboard, with a hall in one folder and its data in another, while the hub runs."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.hall = folder / "hall"
        self.files = Files(folder / "data")
        self.hall.mkdir()
        (self.hall / "hall.toml").write_text(TOML + STAFF, "utf-8")
        (self.hall / "items.csv").write_text(CSV, "utf-8")
        self.vault = Vault(self.files.vault, self.files.key)
        self.register = StaffRegister(
            self.files.staff, partial(self.vault.mark, MARK), partial(datetime.now, UTC), hasher=CHEAP()
        )

    def types(self, *words: str, unseen: str = "") -> Result:
        where = ["--hall", str(self.hall), "--data", str(self.files.data)]
        return CliRunner().invoke(main, ["staff", *words, *where], input=unseen)

    def keeps(self, content: str | bytes) -> str:
        """A file for a script."""
        file = self.folder / "secret.txt"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(file)

    def lists(self) -> list[str]:
        result = self.types("list")
        assert result.exit_code == 0, result.stderr
        return [" ".join(line.split()) for line in result.stdout.splitlines()]

    def pin(self, number: str, pin: str) -> PinAnswer:
        return self.register.check_pin(number, pin).answer


@pytest.fixture
def technician(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Technician]:
    # Argon2id at its real cost is made to be slow.
    monkeypatch.setattr("devices.hub.staff_register.PasswordHasher", CHEAP)
    at_work = Technician(tmp_path)
    yield at_work
    at_work.register.close()
    at_work.vault.close()


def test_the_list_names_clerks_with_role_dates_cards_and_pins(technician: Technician) -> None:
    assert technician.lists() == [
        "1001 clerk 王小燕 no PIN",
        "1002 leader 周正 valid 2026-03-01..2026-08-31 no PIN",
    ]
    card = technician.register.enrol(ID_CARD, WANG, CardKind.ID, "leader:1002")
    technician.register.set_pin(WANG, PIN, "technician", must_change=True)
    first, second, third = technician.lists()
    assert first == "1001 clerk 王小燕 PIN set, to be changed"
    assert second.startswith(f"card {card.id} id enrolled 20")
    assert second.endswith(" by leader:1002")
    assert third.endswith("no PIN")
    assert ID_CARD not in f"{first}{second}{third}"


def test_the_list_shows_times_of_the_halls_own_clock(technician: Technician) -> None:
    technician.register.set_pin(WANG, PIN, "technician")
    until = [technician.register.check_pin(WANG, "190274") for _ in range(5)][-1].locked_until
    assert until is not None
    hour = (until.astimezone(UTC).hour + 8) % 24
    assert technician.lists()[0] == f"1001 clerk 王小燕 PIN set, locked until {hour:02}:{until:%M:%S}"


def test_a_number_that_is_no_longer_in_the_halls_file_is_listed_and_can_be_revoked(
    technician: Technician,
) -> None:
    card = technician.register.enrol(IC_CARD, "0999", CardKind.IC, "technician")
    assert "0999 not in hall.toml no PIN" in technician.lists()
    assert technician.types("revoke", "0999").exit_code == 0
    assert technician.register.cards("0999")[0].state is CardState.REVOKED
    assert f"card {card.id} ic revoked" in technician.lists()[-1]


# pin ----------------------------------------------------------------------------------------------


def test_a_pin_is_typed_twice_unseen_and_must_be_changed(technician: Technician) -> None:
    result = technician.types("pin", WANG, unseen=f"{PIN}\n{PIN}\n")
    assert result.exit_code == 0
    assert result.stdout == "1001 has a new PIN, to be changed at the next sign-in.\n"
    assert PIN not in result.output
    check = technician.register.check_pin(WANG, PIN)
    assert (check.answer, check.must_change) == (PinAnswer.GOOD, True)


def test_a_pin_mistyped_the_second_time_is_asked_for_again(technician: Technician) -> None:
    result = technician.types("pin", WANG, unseen=f"{PIN}\n{OTHER_PIN}\n{OTHER_PIN}\n{OTHER_PIN}\n")
    assert result.exit_code == 0
    assert technician.pin(WANG, OTHER_PIN) is PinAnswer.GOOD


def test_a_pin_that_the_clerk_chose_may_be_kept(technician: Technician) -> None:
    result = technician.types("pin", WANG, "--keep", "--pin-file", technician.keeps(f"{PIN}\r\n"))
    assert (result.exit_code, result.stdout) == (0, "1001 has a new PIN.\n")
    assert not technician.register.check_pin(WANG, PIN).must_change


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("", "4 to 8 digits"),
        ("\n739162", "4 to 8 digits"),
        (b"\xff\xfe7\x003\x00", "4 to 8 digits"),
        (b"9" * 1_000_000, "4 to 8 digits"),
        ("1234", "counts up or down"),
    ],
)
def test_a_pin_that_is_refused_is_said_without_it(
    technician: Technician, content: str | bytes, why: str
) -> None:
    result = technician.types("pin", WANG, "--pin-file", technician.keeps(content))
    assert result.exit_code == BAD_SETTINGS
    assert why in result.stderr
    assert "1234" not in result.output
    assert technician.pin(WANG, "1234") is PinAnswer.NONE_SET


def test_a_pin_cannot_be_said_on_the_command_line(technician: Technician) -> None:
    assert technician.types("pin", WANG, PIN).exit_code == BAD_SETTINGS
    assert technician.types("pin", WANG, "--pin", PIN).exit_code == BAD_SETTINGS
    assert technician.pin(WANG, PIN) is PinAnswer.NONE_SET


def test_whoever_goes_away_from_the_question_has_changed_nothing(technician: Technician) -> None:
    assert technician.types("pin", WANG, unseen="").exit_code == FAILED
    assert technician.types("enrol", WANG, "--kind", "ic", unseen="").exit_code == FAILED
    assert technician.register.numbers() == frozenset()


def test_a_locked_clerk_is_unlocked_at_once(technician: Technician) -> None:
    technician.register.set_pin(WANG, PIN, "technician")
    for _ in range(5):
        technician.pin(WANG, "190274")
    assert technician.pin(WANG, PIN) is PinAnswer.LOCKED
    assert technician.types("unlock", WANG).stdout == "1001 may try again.\n"
    assert technician.pin(WANG, PIN) is PinAnswer.GOOD
    again = technician.types("unlock", WANG)
    assert (again.exit_code, again.stderr) == (FAILED, "hall staff: 1001 is not locked\n")


# cards --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "number"), [("id", ID_CARD), ("ic", IC_CARD)])
def test_a_card_is_read_unseen_and_opens_at_once(technician: Technician, kind: str, number: str) -> None:
    result = technician.types("enrol", WANG, "--kind", kind, unseen=f"{number}\n")
    assert result.exit_code == 0
    assert number not in result.output
    holder = technician.register.clerk_of_card(number)
    assert holder is not None
    assert (holder.number, holder.opens) == (WANG, True)
    card = technician.register.cards(WANG)[0]
    assert result.stdout == f"Card {card.id} opens for 1001.\n"
    assert (card.kind.value, card.by) == (kind, "technician")


def test_a_card_is_read_from_a_file(technician: Technician) -> None:
    words = ("enrol", WANG, "--kind", "ic", "--card-file", technician.keeps("04:a1:b2:c3\n"))
    assert technician.types(*words).exit_code == 0
    assert technician.register.clerk_of_card(IC_CARD) is not None


def test_another_clerks_card_is_refused_until_it_is_revoked(technician: Technician) -> None:
    words = ("enrol", ZHOU, "--kind", "ic", "--card-file", technician.keeps(IC_CARD))
    technician.register.enrol(IC_CARD, WANG, CardKind.IC, "technician")
    refused = technician.types(*words)
    assert refused.exit_code == FAILED
    assert refused.stderr == "hall staff: the card is 1001's; it must be revoked there first\n"
    assert technician.types("lost", WANG).exit_code == 0
    assert technician.types(*words).exit_code == FAILED
    assert technician.types("revoke", WANG).exit_code == 0
    assert technician.types(*words).exit_code == 0
    holder = technician.register.clerk_of_card(IC_CARD)
    assert holder is not None
    assert holder.number == ZHOU


def test_what_is_no_card_is_refused_without_saying_it(technician: Technician) -> None:
    wrong = f"{ID_CARD[:-1]}1"
    result = technician.types("enrol", WANG, "--kind", "id", unseen=f"{wrong}\n")
    assert result.exit_code == BAD_SETTINGS
    assert "the check digit is wrong" in result.stderr
    assert wrong not in result.output


def test_a_lost_card_opens_no_more(technician: Technician) -> None:
    card = technician.register.enrol(ID_CARD, WANG, CardKind.ID, "technician")
    result = technician.types("lost", WANG)
    assert result.stdout == f"Card {card.id} of 1001 is lost and opens no more.\n"
    holder = technician.register.clerk_of_card(ID_CARD)
    assert holder is not None
    assert not holder.opens
    again = technician.types("lost", WANG)
    assert (again.exit_code, "has no such card" in again.stderr) == (FAILED, True)


def test_of_several_cards_one_must_be_named(technician: Technician) -> None:
    kept = technician.register.enrol(ID_CARD, WANG, CardKind.ID, "technician")
    lost = technician.register.enrol(IC_CARD, WANG, CardKind.IC, "technician")
    which = technician.types("lost", WANG)
    assert which.exit_code == BAD_SETTINGS
    assert kept.id in which.stderr
    assert lost.id in which.stderr
    assert technician.types("lost", ZHOU, "--card", lost.id).exit_code == FAILED
    assert technician.types("lost", WANG, "--card", lost.id).exit_code == 0
    states = {card.id: card.state for card in technician.register.cards(WANG)}
    assert states == {kept.id: CardState.ENROLLED, lost.id: CardState.LOST}


# what is wrong ------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", [("pin", "1009"), ("enrol", "1009", "--kind", "ic"), ("pin", "\udcff")])
def test_nobody_but_the_halls_clerks_gets_a_pin_or_a_card(
    technician: Technician, words: tuple[str, ...]
) -> None:
    result = technician.types(*words)
    assert result.exit_code == BAD_SETTINGS
    assert "hall.toml has no clerk of the number" in result.stderr
    assert technician.register.numbers() == frozenset()


ALL = [
    ("list",),
    ("pin", WANG),
    ("enrol", WANG, "--kind", "id"),
    ("lost", WANG),
    ("revoke", WANG),
    ("unlock", WANG),
]


@pytest.mark.parametrize("words", ALL)
def test_no_command_runs_on_a_hall_with_problems(technician: Technician, words: tuple[str, ...]) -> None:
    (technician.hall / "hall.toml").write_text(TOML.replace("escpos-printer", "toaster"), "utf-8")
    result = technician.types(*words)
    assert result.exit_code == BAD_SETTINGS
    assert "toaster" in result.stderr


@pytest.mark.parametrize("words", ALL)
def test_no_command_runs_without_the_halls_key(technician: Technician, words: tuple[str, ...]) -> None:
    technician.files.key.unlink()
    result = technician.types(*words)
    assert result.exit_code == FAILED
    assert "its key file vault.key does not" in result.stderr
    assert not technician.files.key.exists()


def test_a_new_key_is_not_the_old_one(technician: Technician) -> None:
    technician.files.key.write_bytes(bytes(64))
    result = technician.types("list")
    assert result.exit_code == FAILED
    assert result.stderr == "hall staff: staff.db was made with another key than the hall's key file holds\n"
