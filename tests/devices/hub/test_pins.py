"""PINs: easy ones are refused, wrong ones lock, and nobody learns whom the hall knows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Literal

import pytest
from argon2 import PasswordHasher
from argon2.exceptions import HashingError
from hypothesis import given
from hypothesis import strategies as st

from devices.hub.pins import PinAnswer, PinCheck, PinStatus, weakness
from devices.hub.staff_register import PinRefused, StaffRegister, StaffRegisterFailed
from tests.devices.hub.clocks import Clock
from tests.devices.hub.registers import CHEAP, LI, OTHER_PIN, PIN, WANG, opened

GOOD = PinCheck(answer=PinAnswer.GOOD)
NOT_IT = "190274"


class Watched(PasswordHasher):
    """Argon2id in no time, which counts, and lets something happen while a PIN is looked at."""

    def __init__(self) -> None:
        super().__init__(time_cost=1, memory_cost=8, parallelism=1)
        self.looked: list[str] = []
        self.meanwhile: Callable[[], None] = lambda: None

    def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:
        self.looked.append(str(hash))
        self.meanwhile()
        return super().verify(hash, password)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "staff.db"


@pytest.fixture
def hasher() -> Watched:
    return Watched()


@pytest.fixture
def register(path: Path, clock: Clock, hasher: Watched) -> Iterator[StaffRegister]:
    made = opened(path, clock, hasher)
    yield made
    made.close()


def answers(register: StaffRegister, *pins: str) -> list[PinAnswer]:
    return [register.check_pin(WANG, pin).answer for pin in pins]


def kept(register: StaffRegister, number: str = WANG) -> str:
    with register._file.read() as conn:
        (found,) = conn.execute("SELECT hash FROM pins WHERE number = ?", (number,)).fetchone()
    return str(found)


def test_only_the_clerks_own_pin_is_good(register: StaffRegister) -> None:
    register.set_pin(WANG, PIN, "technician")
    register.set_pin(LI, OTHER_PIN, "technician")
    assert register.check_pin(WANG, PIN) == GOOD
    assert register.check_pin(LI, OTHER_PIN) == GOOD
    for wrong in (OTHER_PIN, PIN[:-1], PIN[::-1]):
        assert answers(register, wrong, PIN) == [PinAnswer.WRONG, PinAnswer.GOOD]


def test_a_clerk_without_a_pin_is_told_so(register: StaffRegister) -> None:
    assert register.check_pin(WANG, PIN) == PinCheck(answer=PinAnswer.NONE_SET)
    assert register.pin_status(WANG) == PinStatus(is_set=False)


# easy ones ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("pin", ["0000", "111111", "99999999", "1234", "456789", "4321", "7890", "2109"])
def test_a_pin_that_counts_or_stands_still_is_too_easy(pin: str) -> None:
    assert "counts up or down" in weakness(WANG, pin)


@pytest.mark.parametrize("pin", ["1212", "68686", "909090", "27272727"])
def test_a_pin_of_two_digits_over_and_over_is_too_easy(pin: str) -> None:
    assert "two digits" in weakness(WANG, pin)


@pytest.mark.parametrize(("number", "pin"), [("2719", "2719"), ("2719", "27195"), ("JX-27195", "2719")])
def test_a_pin_that_stands_on_the_badge_is_too_easy(number: str, pin: str) -> None:
    assert "staff number" in weakness(number, pin)


@pytest.mark.parametrize(
    "pin", ["", "123", "123456789", "12a4", "１２７４", "٢٧٣٩", "27 39", "+2739", "\udcff739"]
)
def test_a_pin_is_4_to_8_digits(register: StaffRegister, pin: str) -> None:
    with pytest.raises(PinRefused, match="4 to 8 digits"):
        register.set_pin(WANG, pin, "technician")
    assert not register.pin_status(WANG).is_set


@pytest.mark.parametrize("pin", ["2719", "1949", "12311949", "0012", "1122", "1357"])
def test_other_pins_can_be_taken(pin: str) -> None:
    assert weakness("0101", pin) == ""
    assert weakness("2", pin) == ""


@given(st.text(st.characters(exclude_categories=())), st.text("0123456789", min_size=4, max_size=8))
def test_no_refusal_says_the_pin(number: str, pin: str) -> None:
    assert pin not in weakness(number, pin)


# the lock -----------------------------------------------------------------------------------------


def test_five_wrong_ones_in_a_row_lock_for_five_minutes_also_for_the_right_one(
    register: StaffRegister, clock: Clock
) -> None:
    register.set_pin(WANG, PIN, "technician")
    ends = clock.now + timedelta(minutes=5)
    checks = [register.check_pin(WANG, NOT_IT) for _ in range(5)]
    assert [check.answer for check in checks] == [PinAnswer.WRONG] * 5
    assert [check.tries_left for check in checks] == [4, 3, 2, 1, 0]
    assert [check.locked_until for check in checks] == [None] * 4 + [ends]
    assert register.check_pin(WANG, PIN) == PinCheck(answer=PinAnswer.LOCKED, locked_until=ends)
    clock.turn(minutes=4, seconds=59)
    assert answers(register, PIN) == [PinAnswer.LOCKED]
    assert register.pin_status(WANG).locked_until == ends
    clock.turn(seconds=1)
    assert register.pin_status(WANG).locked_until is None
    assert register.check_pin(WANG, PIN) == GOOD


def test_tries_while_it_is_locked_make_the_lock_no_longer(register: StaffRegister, clock: Clock) -> None:
    register.set_pin(WANG, PIN, "technician")
    answers(register, *[NOT_IT] * 5)
    clock.turn(minutes=4)
    assert answers(register, *[NOT_IT] * 9) == [PinAnswer.LOCKED] * 9
    clock.turn(minutes=1)
    assert answers(register, PIN) == [PinAnswer.GOOD]


def test_after_the_lock_five_more_lock_again(register: StaffRegister, clock: Clock) -> None:
    register.set_pin(WANG, PIN, "technician")
    answers(register, *[NOT_IT] * 5)
    clock.turn(minutes=5)
    assert answers(register, *[NOT_IT] * 6) == [PinAnswer.WRONG] * 5 + [PinAnswer.LOCKED]


def test_a_good_one_in_between_begins_the_row_anew(register: StaffRegister) -> None:
    register.set_pin(WANG, PIN, "technician")
    answers(register, *[NOT_IT] * 4, PIN)
    assert answers(register, *[NOT_IT] * 4, PIN)[-1] is PinAnswer.GOOD


def test_a_fifth_one_that_is_good_does_not_lock(register: StaffRegister) -> None:
    register.set_pin(WANG, PIN, "technician")
    answers(register, *[NOT_IT] * 4, PIN)
    assert register.pin_status(WANG).locked_until is None


def test_one_clerks_wrong_ones_lock_nobody_else(register: StaffRegister) -> None:
    register.set_pin(WANG, PIN, "technician")
    register.set_pin(LI, OTHER_PIN, "technician")
    answers(register, *[NOT_IT] * 5)
    assert register.check_pin(LI, OTHER_PIN) == GOOD


def test_a_lock_outlives_a_restart(register: StaffRegister, path: Path, clock: Clock) -> None:
    register.set_pin(WANG, PIN, "technician")
    answers(register, *[NOT_IT] * 5)
    register.close()
    again = opened(path, clock)
    assert answers(again, PIN) == [PinAnswer.LOCKED]
    again.close()


@pytest.mark.parametrize("end", ["unlocked", "new PIN"])
def test_staff_can_end_a_lock(register: StaffRegister, end: str) -> None:
    register.set_pin(WANG, PIN, "technician")
    assert not register.unlock(WANG)
    assert not register.unlock(LI)
    answers(register, *[NOT_IT] * 5)
    if end == "unlocked":
        assert register.unlock(WANG)
    else:
        register.set_pin(WANG, PIN, "technician")
    assert answers(register, *[NOT_IT] * 4, PIN)[-1] is PinAnswer.GOOD


def test_a_clock_that_is_set_back_does_not_lock_for_a_day(register: StaffRegister, clock: Clock) -> None:
    register.set_pin(WANG, PIN, "technician")
    answers(register, *[NOT_IT] * 5)
    clock.turn(days=-1)
    assert answers(register, PIN) == [PinAnswer.LOCKED]
    clock.turn(minutes=5)
    assert answers(register, PIN) == [PinAnswer.GOOD]


def test_many_guesses_at_once_do_not_outrun_the_lock(
    register: StaffRegister, path: Path, clock: Clock
) -> None:
    register.set_pin(WANG, PIN, "technician")
    other = opened(path, clock)
    with ThreadPoolExecutor(8) as guessers:
        said = list(
            guessers.map(lambda n: (register, other)[n % 2].check_pin(WANG, f"7000{n:02}").answer, range(24))
        )
    other.close()
    assert said.count(PinAnswer.WRONG) == 5
    assert said.count(PinAnswer.LOCKED) == 19


def test_a_try_that_broke_off_was_a_try(register: StaffRegister, hasher: Watched) -> None:
    def memory_ends() -> None:
        raise HashingError("Memory allocation error")

    register.set_pin(WANG, PIN, "technician")
    hasher.meanwhile = memory_ends
    for _ in range(5):
        with pytest.raises(StaffRegisterFailed, match="a PIN cannot be checked: Memory"):
            register.check_pin(WANG, NOT_IT)
    assert answers(register, PIN) == [PinAnswer.LOCKED]


# equal work ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("pin", [PIN, NOT_IT, "", "no digits", "１２７４", "\udcff", "9" * 100_000])
def test_an_unknown_number_is_as_much_work_as_a_wrong_pin(
    register: StaffRegister, hasher: Watched, pin: str
) -> None:
    register.set_pin(WANG, OTHER_PIN, "technician")
    assert answers(register, pin) == [PinAnswer.WRONG]
    for nobody in (LI, "9999", "", "工号", "' OR 1=1 --", "\udcff", "0" * 33):
        assert register.check_pin(nobody, pin) == PinCheck(answer=PinAnswer.NONE_SET)
    assert len(hasher.looked) == 8
    cost = {looked.split("$")[3] for looked in hasher.looked}
    assert cost == {"m=8,t=1,p=1"}


def test_what_stands_in_for_nobody_is_never_good(register: StaffRegister) -> None:
    @given(st.text(st.characters(exclude_categories=())), st.text(st.characters(exclude_categories=())))
    def say(number: str, pin: str) -> None:
        assert register.check_pin(number, pin).answer is PinAnswer.NONE_SET

    say()


# what is kept -------------------------------------------------------------------------------------


def test_a_pin_somebody_else_chose_must_be_changed_to_another(register: StaffRegister) -> None:
    register.set_pin(WANG, PIN, "technician", must_change=True)
    assert register.check_pin(WANG, PIN) == PinCheck(answer=PinAnswer.GOOD, must_change=True)
    with pytest.raises(PinRefused, match="still the same"):
        register.set_pin(WANG, PIN, "clerk:0101")
    assert register.pin_status(WANG) == PinStatus(is_set=True, must_change=True)
    register.set_pin(WANG, OTHER_PIN, "clerk:0101")
    assert register.check_pin(WANG, OTHER_PIN) == GOOD
    assert answers(register, PIN) == [PinAnswer.WRONG]


def test_whoever_chose_a_pin_may_set_the_same_again_to_be_changed(register: StaffRegister) -> None:
    register.set_pin(WANG, PIN, "technician", must_change=True)
    register.set_pin(WANG, PIN, "technician", must_change=True)
    assert register.check_pin(WANG, PIN) == PinCheck(answer=PinAnswer.GOOD, must_change=True)


def test_equal_pins_are_not_kept_alike(register: StaffRegister) -> None:
    register.set_pin(WANG, PIN, "technician")
    register.set_pin(LI, PIN, "technician")
    assert kept(register, WANG) != kept(register, LI)


def test_a_kept_pin_is_argon2id_and_opens_for_no_other_number(register: StaffRegister) -> None:
    register.set_pin(WANG, PIN, "technician")
    register.set_pin(LI, OTHER_PIN, "technician")
    stolen = kept(register)
    assert stolen.startswith("$argon2id$")
    with register._file.changed() as conn:
        conn.execute("UPDATE pins SET hash = ? WHERE number = ?", (stolen, LI))
    assert register.check_pin(LI, PIN).answer is PinAnswer.WRONG


def test_a_pin_kept_at_an_older_cost_is_kept_anew_when_it_is_good(
    register: StaffRegister, path: Path, clock: Clock
) -> None:
    register.set_pin(WANG, PIN, "technician", must_change=True)
    dearer = opened(path, clock, CHEAP(time_cost=2))
    assert dearer.check_pin(WANG, NOT_IT).answer is PinAnswer.WRONG
    assert "t=1" in kept(dearer)
    assert dearer.check_pin(WANG, PIN) == PinCheck(answer=PinAnswer.GOOD, must_change=True)
    assert "t=2" in kept(dearer)
    assert dearer.check_pin(WANG, PIN).answer is PinAnswer.GOOD
    dearer.close()


def test_a_pin_replaced_while_it_is_looked_at_is_good_no_more(
    register: StaffRegister, hasher: Watched, path: Path, clock: Clock
) -> None:
    def replaced() -> None:
        technician = opened(path, clock)
        technician.set_pin(WANG, OTHER_PIN, "technician")
        technician.close()

    register.set_pin(WANG, PIN, "technician")
    hasher.meanwhile = replaced
    assert answers(register, PIN) == [PinAnswer.WRONG]
    assert answers(register, OTHER_PIN) == [PinAnswer.WRONG]
    hasher.meanwhile = lambda: None
    assert answers(register, OTHER_PIN) == [PinAnswer.GOOD]


def test_a_kept_pin_that_is_none_is_said_and_not_good(register: StaffRegister) -> None:
    register.set_pin(WANG, PIN, "technician")
    with register._file.changed() as conn:
        conn.execute("UPDATE pins SET hash = 'scribble'")
    with pytest.raises(StaffRegisterFailed, match="a PIN cannot be checked"):
        register.check_pin(WANG, PIN)


@pytest.mark.parametrize("number", ["", "工号", "0" * 33, "\udcff"])
def test_nobody_without_a_staff_number_gets_a_pin(register: StaffRegister, number: str) -> None:
    with pytest.raises(StaffRegisterFailed, match="a staff number is"):
        register.set_pin(number, PIN, "technician")
