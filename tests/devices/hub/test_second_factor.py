"""An admin proves PIN and code; no code opens twice, and no wrong part can be told from another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config.schema import Clerk
from devices.hub import totp
from devices.hub.pins import PinAnswer, weakness
from devices.hub.second_factor import AdminProof
from devices.hub.staff_register import CodeRefused, PinRefused, StaffRegisterFailed, is_admin
from tests.devices.hub.clocks import Clock
from tests.devices.hub.registers import LI, OTHER_PIN, WANG, opened
from tests.halls import MORNING, small_hall

CHEN, PIN, SECOND_PIN = "0901", "7391620584", "4815162342"
WRONG_PIN, WRONG_CODE = "9052716384", "000000"
SECRET = bytes(range(20))


class Admin:
    """An admin with a phone, at a register whose clock is turned."""

    def __init__(self, path: Path, clock: Clock) -> None:
        self.path, self.clock = path, clock
        self.register = opened(path, clock, admins=(CHEN, "0903"))

    def code(self, late_s: int = 0) -> str:
        """What the phone shows, whose clock is this late."""
        return totp.code_at(SECRET, int(self.clock.now.timestamp() - late_s) // totp.STEP_S)

    def next_code(self) -> str:
        self.clock.turn(seconds=totp.STEP_S)
        return self.code()

    def set_up(self) -> tuple[str, ...]:
        self.register.set_pin(CHEN, PIN, "technician")
        codes = self.register.set_totp(CHEN, SECRET, self.code(), "technician")
        self.clock.turn(seconds=totp.STEP_S)
        return codes

    def says(self, *said: str) -> AdminProof:
        return self.register.prove_admin(CHEN, *said)


@pytest.fixture
def chen(tmp_path: Path, clock: Clock) -> Iterator[Admin]:
    made = Admin(tmp_path / "staff.db", clock)
    yield made
    made.register.close()


# what opens ---------------------------------------------------------------------------------------


def test_pin_and_code_together_open_and_either_alone_does_not(chen: Admin) -> None:
    chen.set_up()
    assert chen.says(WRONG_PIN, chen.code()) is AdminProof.WRONG
    assert chen.says(PIN, WRONG_CODE) is AdminProof.WRONG
    assert chen.says(PIN, "") is AdminProof.WRONG
    assert chen.says("", chen.code()) is AdminProof.WRONG
    assert chen.says(PIN, chen.code()) is AdminProof.GOOD


def test_a_code_that_opened_opens_nothing_any_more(chen: Admin) -> None:
    chen.set_up()
    code = chen.code()
    assert chen.says(PIN, code) is AdminProof.GOOD
    assert chen.says(PIN, code) is AdminProof.WRONG
    # Nor does one of a step before it that would still be taken.
    assert chen.says(PIN, chen.code(late_s=totp.STEP_S)) is AdminProof.WRONG
    assert chen.says(PIN, chen.next_code()) is AdminProof.GOOD


def test_the_code_that_set_the_app_up_opens_nothing(chen: Admin) -> None:
    chen.register.set_pin(CHEN, PIN, "technician")
    code = chen.code()
    chen.register.set_totp(CHEN, SECRET, code, "technician")
    assert chen.says(PIN, code) is AdminProof.WRONG


def test_of_many_who_say_one_code_at_once_one_is_let_in(chen: Admin) -> None:
    chen.set_up()
    code = chen.code()
    others = [opened(chen.path, chen.clock, admins=(CHEN,)) for _ in range(3)]
    with ThreadPoolExecutor(4) as browsers:
        said = list(browsers.map(lambda register: register.prove_admin(CHEN, PIN, code), others))
    for register in others:
        register.close()
    assert said.count(AdminProof.GOOD) == 1


def test_a_recovery_code_opens_once_however_it_is_typed(chen: Admin) -> None:
    first, second, *_ = chen.set_up()
    assert chen.says(PIN, first.lower().replace("-", " ")) is AdminProof.GOOD
    assert chen.says(PIN, first) is AdminProof.WRONG
    assert chen.register.totp_status(CHEN).codes_left == 7  # type: ignore[union-attr]
    assert chen.says(PIN, second) is AdminProof.GOOD


def test_a_used_code_stays_used_over_a_restart(chen: Admin) -> None:
    recovery, *_ = chen.set_up()
    code = chen.code()
    assert chen.says(PIN, code) is AdminProof.GOOD
    assert chen.says(PIN, recovery) is AdminProof.GOOD
    chen.register.close()
    chen.register = opened(chen.path, chen.clock, admins=(CHEN,))
    assert chen.says(PIN, code) is AdminProof.WRONG
    assert chen.says(PIN, recovery) is AdminProof.WRONG


def test_a_new_app_ends_the_one_before_and_its_recovery_codes(chen: Admin) -> None:
    recovery, *_ = chen.set_up()
    other = bytes(20)
    step = int(chen.clock.now.timestamp()) // totp.STEP_S
    chen.register.set_totp(CHEN, other, totp.code_at(other, step), "technician")
    assert chen.says(PIN, chen.next_code()) is AdminProof.WRONG
    assert chen.says(PIN, recovery) is AdminProof.WRONG
    assert chen.says(PIN, totp.code_at(other, step + 1)) is AdminProof.GOOD


def test_an_app_that_shows_another_code_is_not_kept(chen: Admin) -> None:
    recovery, *_ = chen.set_up()
    with pytest.raises(CodeRefused, match="not the code the app shows"):
        chen.register.set_totp(CHEN, bytes(20), WRONG_CODE, "technician")
    assert chen.says(PIN, chen.code()) is AdminProof.GOOD
    assert chen.says(PIN, recovery) is AdminProof.GOOD


def test_without_the_second_factor_nobody_is_let_in(chen: Admin) -> None:
    chen.register.set_pin(CHEN, PIN, "technician")
    assert chen.says(PIN, chen.code()) is AdminProof.NONE_SET
    chen.register.set_totp(CHEN, SECRET, chen.code(), "technician")
    assert chen.register.remove_totp(CHEN)
    assert not chen.register.remove_totp(CHEN)
    assert chen.says(PIN, chen.next_code()) is AdminProof.NONE_SET


def test_whoever_is_no_admin_today_is_not_let_in_with_everything_right(chen: Admin) -> None:
    chen.set_up()
    chen.register.close()
    chen.register = opened(chen.path, chen.clock)
    assert chen.says(PIN, chen.code()) is AdminProof.NOT_ADMIN
    assert chen.says(WRONG_PIN, chen.code()) is AdminProof.WRONG


def test_a_number_that_is_no_admins_is_not_locked_however_often_it_is_tried(chen: Admin) -> None:
    chen.set_up()
    chen.register.close()
    chen.register = opened(chen.path, chen.clock)
    for _ in range(20):
        assert chen.says(WRONG_PIN, WRONG_CODE) is AdminProof.WRONG
    assert chen.register.check_pin(CHEN, PIN).answer is PinAnswer.GOOD


def test_what_an_admin_came_in_by_is_another_once_any_of_it_was_set_anew(chen: Admin) -> None:
    assert chen.register.standing(CHEN) is None
    chen.set_up()
    seen = {chen.register.standing(CHEN)}
    assert chen.says(WRONG_PIN, chen.code()) is AdminProof.WRONG
    assert chen.says(PIN, chen.next_code()) is AdminProof.GOOD
    assert chen.register.standing(CHEN) in seen, "signing in changes nothing of it"
    chen.register.set_pin(CHEN, "4815162342", "technician")
    seen.add(chen.register.standing(CHEN))
    chen.register.set_totp(CHEN, SECRET, chen.next_code(), "technician")
    seen.add(chen.register.standing(CHEN))
    assert (len(seen), None in seen) == (3, False)
    assert chen.register.standing("0903") is None, "an admin with neither"


def test_the_halls_files_say_who_is_an_admin_and_until_when() -> None:
    config = small_hall()
    temporary = Clerk(number="0902", name="贺新", role="admin", valid_to=MORNING.date())
    config = msgspec.structs.replace(
        config, clerks=(*config.clerks, Clerk(number=CHEN, name="陈明", role="admin"), temporary)
    )
    assert is_admin(config, CHEN, MORNING)
    assert not is_admin(config, WANG, MORNING)
    assert not is_admin(config, "", MORNING)
    assert is_admin(config, "0902", MORNING)
    assert not is_admin(config, "0902", MORNING + timedelta(days=1))


# a PIN that somebody else chose -------------------------------------------------------------------


def test_a_pin_that_somebody_else_chose_is_changed_first_and_the_code_is_not_used_up(chen: Admin) -> None:
    chen.set_up()
    chen.register.set_pin(CHEN, PIN, "technician", must_change=True)
    code = chen.code()
    assert chen.says(PIN, code) is AdminProof.MUST_CHANGE
    assert chen.says(PIN, code, PIN) is AdminProof.TOO_EASY
    assert chen.says(PIN, code, "12345678") is AdminProof.TOO_EASY
    assert chen.says(PIN, code, OTHER_PIN[:6]) is AdminProof.TOO_EASY
    assert chen.says(PIN, WRONG_CODE, SECOND_PIN) is AdminProof.WRONG
    assert chen.says(PIN, code, SECOND_PIN) is AdminProof.GOOD
    assert chen.says(PIN, chen.next_code()) is AdminProof.WRONG
    assert chen.says(SECOND_PIN, chen.code()) is AdminProof.GOOD


@pytest.mark.parametrize(
    "pin", ["7391620", "7391620584613", "73916a0584", "12345678", "73737373", "11223344"]
)
def test_an_admins_pin_is_longer_and_has_more_kinds_of_digits(chen: Admin, pin: str) -> None:
    with pytest.raises(PinRefused) as no:
        chen.register.set_pin(CHEN, pin, "technician")
    assert pin not in str(no.value)
    chen.register.set_pin(CHEN, PIN, "technician")


def test_a_clerks_pin_is_as_it_was() -> None:
    assert weakness(WANG, "2719") == ""
    assert "4 to 8 digits" in weakness(WANG, PIN)
    assert weakness(CHEN, PIN, admin=True) == ""


# the lock -----------------------------------------------------------------------------------------


def test_wrong_codes_and_wrong_pins_lock_together_and_for_panels_too(chen: Admin) -> None:
    chen.set_up()
    for said in [(WRONG_PIN, chen.code()), (PIN, WRONG_CODE)] * 2 + [(WRONG_PIN, WRONG_CODE)]:
        assert chen.says(*said) is AdminProof.WRONG
    assert chen.says(PIN, chen.code()) is AdminProof.LOCKED
    assert chen.register.check_pin(CHEN, PIN).answer is PinAnswer.LOCKED
    chen.clock.turn(minutes=5)
    assert chen.says(PIN, chen.code()) is AdminProof.GOOD


def test_the_lock_outlives_a_restart_and_ends_when_the_technician_says(chen: Admin) -> None:
    chen.set_up()
    for _ in range(5):
        chen.says(PIN, WRONG_CODE)
    chen.register.close()
    chen.register = opened(chen.path, chen.clock, admins=(CHEN,))
    assert chen.says(PIN, chen.code()) is AdminProof.LOCKED
    status = chen.register.totp_status(CHEN)
    assert status is not None
    assert status.locked_until == chen.clock.now + timedelta(minutes=5)
    assert chen.register.unlock(CHEN)
    assert not chen.register.unlock(CHEN)
    assert chen.says(PIN, chen.code()) is AdminProof.GOOD


def test_a_good_pin_in_between_does_not_make_up_for_wrong_codes(chen: Admin) -> None:
    chen.set_up()
    for _ in range(5):
        assert chen.says(PIN, WRONG_CODE) is AdminProof.WRONG
        chen.register.check_pin(CHEN, PIN)
    assert chen.says(PIN, chen.code()) is AdminProof.LOCKED


def test_whoever_has_the_pin_is_locked_out_for_longer_each_time_they_guess_codes(chen: Admin) -> None:
    chen.set_up()
    waits = []
    for _ in range(11):
        begun = chen.clock.now
        for _ in range(5):
            assert chen.says(PIN, WRONG_CODE) is AdminProof.WRONG
            chen.register.check_pin(CHEN, PIN)
        while chen.register.totp_status(CHEN).locked_until is not None:  # type: ignore[union-attr]
            chen.clock.turn(minutes=5)
        waits.append((chen.clock.now - begun) // timedelta(minutes=1))
    assert waits == [5, 10, 20, 40, 80, 160, 320, 640, 1280, 1440, 1440]
    assert chen.says(PIN, chen.code()) is AdminProof.GOOD
    for _ in range(4):
        chen.says(PIN, WRONG_CODE)
    assert chen.says(PIN, chen.next_code()) is AdminProof.GOOD


def test_a_clock_that_is_set_back_locks_nobody_out_for_longer_than_the_lock(chen: Admin) -> None:
    chen.set_up()
    for _ in range(5):
        chen.says(PIN, WRONG_CODE)
        chen.register.check_pin(CHEN, PIN)
    recovery = chen.code()
    chen.clock.turn(days=-30)
    assert chen.says(PIN, recovery) is AdminProof.LOCKED
    chen.clock.turn(minutes=5)
    assert chen.register.totp_status(CHEN).locked_until is None  # type: ignore[union-attr]


def test_many_guesses_at_once_do_not_outrun_the_lock(chen: Admin) -> None:
    chen.set_up()
    with ThreadPoolExecutor(8) as guessers:
        said = list(guessers.map(lambda n: chen.says(PIN, f"0000{n:02}"), range(24)))
    assert said.count(AdminProof.WRONG) <= 5
    assert AdminProof.GOOD not in said


# what an attacker learns --------------------------------------------------------------------------


def _statements(admin: Admin, *said: str) -> list[str]:
    """What is done on the disk for a try, without what it is about."""
    done: list[str] = []
    conn = admin.register._file._conn
    conn.set_trace_callback(done.append)
    assert admin.register.prove_admin(*said) not in (AdminProof.GOOD, AdminProof.MUST_CHANGE)
    conn.set_trace_callback(None)
    shape = [re.sub(r"'[^']*'|X'[^']*'|\b\d+\b|NULL", "?", statement) for statement in done]
    return [
        re.sub(r"UPDATE (pins|strangers) .*tries \+.*|UPDATE pins .*", "UPDATE one row", s) for s in shape
    ]


def test_every_wrong_try_is_the_same_work_whatever_is_wrong(chen: Admin) -> None:
    chen.set_up()
    chen.register.set_pin(LI, OTHER_PIN, "technician")
    chen.register.set_pin("0903", PIN, "technician")
    wrong = [
        (CHEN, WRONG_PIN, WRONG_CODE),
        (CHEN, PIN, WRONG_CODE),
        (CHEN, WRONG_PIN, chen.code()),
        (LI, OTHER_PIN, chen.code()),
        ("0903", PIN, chen.code()),
        ("9999", PIN, chen.code()),
        ("\udcff", "\udcff", "\udcff"),
    ]
    shapes = {tuple(_statements(chen, *said)) for said in wrong}
    locked = [chen.says(WRONG_PIN, WRONG_CODE) for _ in range(3)]
    assert locked[-1] is AdminProof.LOCKED
    shapes.add(tuple(_statements(chen, CHEN, PIN, chen.code())))
    assert len(shapes) == 1, shapes


def test_tries_of_numbers_that_nobody_has_are_counted(chen: Admin) -> None:
    assert chen.register.tries_of_strangers() == 0
    chen.register.prove_admin("9999", PIN, WRONG_CODE)
    chen.register.check_pin("9998", PIN)
    assert chen.register.tries_of_strangers() == 2


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(number=st.text(st.characters(exclude_categories=())), said=st.tuples(st.text(), st.text(), st.text()))
def test_garbage_is_wrong_and_never_an_error(chen: Admin, number: str, said: tuple[str, str, str]) -> None:
    assert chen.register.prove_admin(number, *said) is AdminProof.WRONG


def test_nothing_of_the_second_factor_lies_on_the_disk_or_is_said(
    chen: Admin, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    recovery = chen.set_up()
    said = [chen.says(PIN, recovery[0]), chen.register.totp_status(CHEN), chen.register]
    words = f"{said} {caplog.text}".encode()
    on_disk = b"".join(file.read_bytes() for file in chen.path.parent.iterdir())
    for secret in (SECRET, totp.typed(SECRET).encode(), PIN.encode(), *(code.encode() for code in recovery)):
        assert secret not in words + on_disk
        assert secret.replace(b"-", b"") not in words + on_disk


def test_a_secret_moved_to_another_row_does_not_open(chen: Admin) -> None:
    chen.set_up()
    with chen.register._file.changed() as conn:
        conn.execute("UPDATE factors SET number = ?", (LI,))
    with pytest.raises(StaffRegisterFailed, match="does not open with the hall's key"):
        chen.register._factors.matches(LI, chen.code())


def test_the_list_of_numbers_names_whoever_has_only_a_second_factor(chen: Admin) -> None:
    chen.register.set_totp(CHEN, SECRET, chen.code(), "technician")
    assert chen.register.numbers() == {CHEN}
    status = chen.register.totp_status(CHEN)
    assert status is not None
    assert (status.by, status.codes_left, status.locked_until) == ("technician", 8, None)
