"""The register's file: one for all processes, readable by its owner, and no use to a thief."""

from __future__ import annotations

import logging
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import pytest

from devices.hub.pins import PinAnswer
from devices.hub.staff_cards import CardKind, CardState
from devices.hub.staff_register import CardTaken, StaffRegister, StaffRegisterFailed
from tests.devices.hub.clocks import Clock
from tests.devices.hub.registers import CHEAP, IC_CARD, ID_CARD, LI, OTHER_PIN, PIN, WANG, mark, opened

ROOT = Path(__file__).parents[3]
TECHNICIAN = """
import sys
from pathlib import Path
from devices.hub.staff_cards import CardKind, CardState
from tests.devices.hub.clocks import Clock
from tests.devices.hub.registers import IC_CARD, LI, OTHER_PIN, PIN, WANG, opened

register = opened(Path(sys.argv[1]), Clock())
register.set_pin(WANG, OTHER_PIN, "technician")
register.enrol(IC_CARD, LI, CardKind.IC, "technician")
register.set_card_state(register.cards(WANG)[0].id, CardState.LOST, "technician")
print([register.check_pin(LI, "190274").answer.value for _ in range(4)])
register.close()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "hall" / "staff.db"


@pytest.fixture
def register(path: Path, clock: Clock) -> Iterator[StaffRegister]:
    made = opened(path, clock)
    yield made
    made.close()


def test_a_running_hub_goes_at_once_by_what_another_process_changed(
    register: StaffRegister, path: Path
) -> None:
    register.set_pin(WANG, PIN, "technician")
    register.set_pin(LI, PIN, "technician")
    register.enrol(ID_CARD, WANG, CardKind.ID, "technician")
    done = subprocess.run(
        [sys.executable, "-c", TECHNICIAN, str(path)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == (f"{['wrong'] * 4}\n", "")
    assert register.check_pin(WANG, PIN).answer is PinAnswer.WRONG
    assert register.check_pin(WANG, OTHER_PIN).answer is PinAnswer.GOOD
    lost, enrolled = register.clerk_of_card(ID_CARD), register.clerk_of_card(IC_CARD)
    assert lost is not None
    assert lost.state is CardState.LOST
    assert enrolled is not None
    assert enrolled.number == LI
    # Four wrong ones were said there, the fifth is said here.
    assert register.check_pin(LI, "190274").locked_until is not None


def test_a_card_held_to_two_readers_at_once_becomes_one_clerks(
    register: StaffRegister, path: Path, clock: Clock
) -> None:
    other = opened(path, clock)

    def enrol(n: int) -> bool:
        try:
            (register, other)[n % 2].enrol(IC_CARD, (WANG, LI)[n % 2], CardKind.IC, "technician")
        except CardTaken:
            return False
        return True

    with ThreadPoolExecutor(8) as desks:
        done = list(desks.map(enrol, range(16)))
    other.close()
    holder = register.clerk_of_card(IC_CARD)
    assert holder is not None
    assert done == [(WANG, LI)[n % 2] == holder.number for n in range(16)]
    assert len(register.cards(WANG) + register.cards(LI)) == 1


def test_an_outsider_who_holds_the_file_makes_the_register_say_so(register: StaffRegister) -> None:
    register._file._conn.execute("ALTER TABLE cards RENAME TO hidden")
    with pytest.raises(StaffRegisterFailed, match="the staff register cannot be used"):
        register.clerk_of_card(ID_CARD)
    with pytest.raises(StaffRegisterFailed, match="the staff register cannot be used"):
        register.enrol(ID_CARD, WANG, CardKind.ID, "technician")
    # What failed half way is not half done: the file can be changed again.
    register.set_pin(WANG, PIN, "technician")
    assert register.check_pin(WANG, PIN).answer is PinAnswer.GOOD


def test_only_the_owner_may_read_the_file(register: StaffRegister, path: Path) -> None:
    register.set_pin(WANG, PIN, "technician")
    files = list(path.parent.glob("staff.db*"))
    assert len(files) == 3
    for file in files:
        assert file.stat().st_mode & 0o077 == 0, file.name


def test_no_card_and_no_pin_lies_on_the_disk_or_is_said(
    register: StaffRegister, path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    said = [register.enrol(ID_CARD, WANG, CardKind.ID, "technician")]
    said.append(register.enrol(IC_CARD, WANG, CardKind.IC, "technician"))
    register.set_pin(WANG, OTHER_PIN, "technician")
    heard = [register.clerk_of_card(ID_CARD), register.check_pin(WANG, OTHER_PIN), register.pin_status(WANG)]
    words = f"{said} {heard} {register!r} {vars(register)} {caplog.text}".encode()
    on_disk = b"".join(file.read_bytes() for file in path.parent.iterdir())
    for secret in (ID_CARD, ID_CARD[:6], ID_CARD[6:14], IC_CARD, OTHER_PIN):
        assert secret.encode() not in words + on_disk
    assert mark(ID_CARD) in on_disk
    assert mark(ID_CARD).hex().encode() not in words


def test_a_register_made_with_another_key_is_not_opened(
    register: StaffRegister, path: Path, clock: Clock
) -> None:
    register.set_pin(WANG, PIN, "technician")
    with pytest.raises(StaffRegisterFailed, match=r"staff\.db was made with another key"):
        opened(path, clock, key=b"a new key because the old one was lost")
    assert register.check_pin(WANG, PIN).answer is PinAnswer.GOOD


def test_a_file_that_is_no_database_is_no_register(path: Path, clock: Clock) -> None:
    path.parent.mkdir()
    path.write_bytes(b"a list of names" * 100)
    with pytest.raises(StaffRegisterFailed, match=r"staff\.db cannot be opened"):
        opened(path, clock)


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path, clock: Clock) -> None:
    (tmp_path / "hall").write_text("a file")
    with pytest.raises(StaffRegisterFailed, match=r"staff\.db cannot be opened"):
        opened(tmp_path / "hall" / "staff.db", clock)


def test_a_full_disk_leaves_the_pin_as_it_was(register: StaffRegister, path: Path) -> None:
    register.set_pin(WANG, PIN, "technician")
    conn = sqlite3.connect(path, isolation_level=None)
    conn.execute("CREATE TRIGGER full BEFORE UPDATE OF hash ON pins BEGIN SELECT RAISE(ABORT, 'full'); END")
    with pytest.raises(StaffRegisterFailed, match="cannot be used: full"):
        register.set_pin(WANG, OTHER_PIN, "technician")
    conn.execute("DROP TRIGGER full")
    conn.close()
    assert register.check_pin(WANG, PIN).answer is PinAnswer.GOOD


def test_a_clock_without_a_zone_is_a_mistake_of_the_program(path: Path) -> None:
    with pytest.raises(ValueError, match="tells no zone"):
        StaffRegister(path, mark, lambda: datetime(2026, 3, 2, 9, 30), hasher=CHEAP())  # noqa: DTZ001
    assert not path.exists()


def test_everything_is_there_again_after_a_restart(register: StaffRegister, path: Path, clock: Clock) -> None:
    register.set_pin(LI, PIN, "technician", must_change=True)
    card = register.enrol(ID_CARD, WANG, CardKind.ID, "technician")
    register.close()
    again = opened(path, clock)
    assert again.numbers() == {WANG, LI}
    assert again.cards(WANG) == (card,)
    assert again.check_pin(LI, PIN).must_change
    again.close()
    assert [file.name for file in path.parent.iterdir()] == ["staff.db"]
