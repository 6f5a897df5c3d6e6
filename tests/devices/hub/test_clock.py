"""The hall's time never goes back and never stands still, whatever becomes of the computer's clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.hub.clock import ADOPT_S, NEAR_S, SLEW, SteadyClock, fixed
from tests.devices.hub.clocks import Computer
from tests.halls import MORNING, ZONE

BERLIN = ZoneInfo("Europe/Berlin")


def watch(computer: Computer, clock: SteadyClock, *, empty: bool = False, **time: float) -> None:
    """Let time pass while the hub looks at its clock every five seconds."""
    for _ in range(int(timedelta(**time).total_seconds() // 5)):
        computer.pass_by(seconds=5)
        clock.look(empty)


def off(computer: Computer, clock: SteadyClock) -> float:
    """Seconds by which the computer's clock is ahead of the hall's time."""
    return computer.wall_s - clock(ZONE).timestamp()


def test_the_hall_has_the_computers_time() -> None:
    computer = Computer()
    clock = computer.clock()

    computer.pass_by(minutes=7)

    assert clock(ZONE) == MORNING + timedelta(minutes=7)
    assert clock(ZONE).utcoffset() == timedelta(hours=8)


def test_a_clock_that_starts_behind_the_newest_event_goes_on_from_there() -> None:
    computer = Computer(MORNING)

    clock = computer.clock(newest=MORNING + timedelta(hours=1))
    computer.pass_by(minutes=1)

    assert clock(ZONE) == MORNING + timedelta(hours=1, minutes=1)


@pytest.mark.parametrize("seconds", [-45, -2, -0.5, 0.5, 2, 45])
def test_a_clock_that_drifts_is_followed_without_a_jump(seconds: float) -> None:
    computer = Computer()
    clock = computer.clock()
    computer.jump(seconds=seconds)
    before = clock(ZONE)

    watch(computer, clock, seconds=abs(seconds) / SLEW + 5)

    assert off(computer, clock) == pytest.approx(0, abs=1e-3)
    assert clock(ZONE) > before
    assert clock.off_min == 0


def test_small_steps_of_time_are_a_tenth_faster_or_slower_at_the_most() -> None:
    computer = Computer()
    clock = computer.clock()
    computer.jump(seconds=50)
    before = clock(ZONE)

    computer.pass_by(seconds=10)

    assert (clock(ZONE) - before).total_seconds() == pytest.approx(11)


@pytest.mark.parametrize("minutes", [60, -60, 24 * 60, -24 * 60, 500_000])
def test_a_jump_is_told_and_not_followed_while_anybody_is_there(minutes: int) -> None:
    computer = Computer(MORNING + timedelta(days=400))
    clock = computer.clock()
    before = clock(ZONE)

    computer.jump(minutes=minutes)
    watch(computer, clock, minutes=20)

    assert clock(ZONE) - before == timedelta(minutes=20)
    assert clock.off_min == minutes


def test_a_jump_forward_that_lasts_is_followed_when_the_hall_is_empty() -> None:
    computer = Computer()
    clock = computer.clock()
    computer.jump(hours=1)
    clock.look(True)

    watch(computer, clock, empty=True, seconds=ADOPT_S - 10)
    assert clock.off_min == 60
    watch(computer, clock, empty=True, seconds=15)

    assert off(computer, clock) == pytest.approx(0)
    assert clock.off_min == 0


def test_a_jump_that_goes_back_by_itself_leaves_nothing() -> None:
    computer = Computer()
    clock = computer.clock()
    before = clock(ZONE)
    computer.jump(hours=1)
    watch(computer, clock, empty=True, minutes=9)
    computer.jump(hours=-1)
    watch(computer, clock, empty=True, minutes=9)

    assert clock(ZONE) - before == timedelta(minutes=18)
    assert clock.off_min == 0


def test_a_jump_that_is_another_one_all_the_time_is_not_followed() -> None:
    computer = Computer()
    clock = computer.clock()
    before = clock(ZONE)
    for _ in range(10):
        computer.jump(hours=1)
        watch(computer, clock, empty=True, minutes=5)

    assert clock(ZONE) - before == timedelta(minutes=50)


def test_after_a_jump_back_an_empty_hall_waits_for_the_computers_clock_without_going_back() -> None:
    computer = Computer()
    clock = computer.clock()
    computer.jump(hours=-1)
    before = clock(ZONE)

    watch(computer, clock, empty=True, hours=11)

    assert off(computer, clock) == pytest.approx(0, abs=1e-3)
    assert clock(ZONE) - before == pytest.approx(timedelta(hours=10), abs=timedelta(seconds=1))
    assert clock.off_min == 0


def test_the_hour_that_is_there_twice_goes_on_and_waits_stay_right() -> None:
    # 2026-10-25, 03:00 in Berlin becomes 02:00 once more.
    computer = Computer(datetime(2026, 10, 25, 0, 30, tzinfo=UTC))
    clock = computer.clock()
    taken = clock(BERLIN)

    computer.pass_by(minutes=45)
    called = clock(BERLIN)

    assert (taken.hour, called.hour) == (2, 2)
    assert called > taken
    assert called - taken == timedelta(minutes=45)


def test_the_hour_that_is_left_out_is_waited_by_nobody() -> None:
    # 2026-03-29, 02:00 in Berlin is 03:00.
    computer = Computer(datetime(2026, 3, 29, 0, 50, tzinfo=UTC))
    clock = computer.clock()
    taken = clock(BERLIN)

    computer.pass_by(minutes=20)

    assert clock(BERLIN).hour == 3
    assert clock(BERLIN) - taken == timedelta(minutes=20)


def test_a_time_of_a_zone_becomes_the_same_moment_with_an_offset() -> None:
    late = datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN, fold=1)

    assert fixed(late).timestamp() == late.timestamp()
    assert fixed(late).tzinfo is not BERLIN


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(
            st.floats(0.001, 30),
            st.one_of(st.just(0.0), st.floats(-90, 90), st.floats(-1e8, 1e8)),
            st.booleans(),
        ),
        max_size=60,
    )
)
def test_whatever_the_computer_says_time_goes_on(steps: list[tuple[float, float, bool]]) -> None:
    computer = Computer(datetime(2030, 1, 1, tzinfo=UTC))
    clock = computer.clock()
    for seconds, jump, empty in steps:
        before = clock(ZONE)
        computer.pass_by(seconds=seconds)
        computer.jump(seconds=jump)
        now = clock(ZONE)
        went = (now - before).total_seconds()
        assert (1 - SLEW) * seconds - 1e-4 <= went <= (1 + SLEW) * seconds + 1e-4
        clock.look(empty)
        followed = clock(ZONE)
        assert followed >= now
        if followed > now:
            assert empty
            assert off(computer, clock) == pytest.approx(0, abs=1e-3)
        assert clock.off_min == 0 or abs(off(computer, clock)) > NEAR_S
