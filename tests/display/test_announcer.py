"""The zone screen's turn-taking: whatever comes and goes, every fresh call has its seconds exactly once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from devices.link.rows import CallRow
from display.announcer import AT_ONCE, CROWD, MAX_WAITING, Announcer

NINE = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


def call(number: int, *, ticket: str = "", age_s: float = 0.0, again: bool = False) -> CallRow:
    return CallRow(
        id=number,
        ticket=ticket or f"t{number}",
        number=f"B{number:03}",
        window=5,
        zone="house",
        where="",
        where_en="",
        called_at=NINE - timedelta(seconds=age_s),
        again=again,
    )


def started(*calls: CallRow) -> Announcer:
    announcer = Announcer(call_s=8)
    announcer.see(calls, now=0.0, hall_time=NINE)
    return announcer


def ids(calls: tuple[CallRow, ...]) -> list[int]:
    return [call.id for call in calls]


def test_calls_from_before_the_screen_started_are_listed_and_not_announced() -> None:
    announcer = started(call(1), call(2), call(3))

    assert not announcer.calling
    assert announcer.large == call(3)
    assert ids(announcer.last) == [2, 1]


def test_a_screen_without_calls_shows_none() -> None:
    announcer = started()

    assert announcer.large is None
    assert announcer.last == ()
    assert announcer.due_at is None


def test_a_call_is_large_at_once_and_stays_for_its_seconds() -> None:
    announcer = started(call(1))

    announcer.see([call(1), call(2)], now=10.0, hall_time=NINE)
    assert announcer.calling
    assert announcer.large == call(2)
    assert announcer.due_at == 18.0

    seen = []
    for now in (17.9, 18.0):
        announcer.tick(now)
        seen.append((announcer.large, announcer.calling))
    assert seen == [(call(2), True), (call(2), False)], "the last call stays, and is no longer announced"


def test_calls_at_once_take_turns_in_the_order_they_were_called() -> None:
    announcer = started()
    announcer.see([call(3), call(1), call(2)], now=0.0, hall_time=NINE)

    turns = []
    for now in (0.0, 8.0, 16.0):
        announcer.tick(now)
        turns.append((announcer.large, ids(announcer.upcoming)))

    assert turns == [(call(1), [2, 3]), (call(2), [3]), (call(3), [])]


def test_a_call_that_waits_for_its_turn_is_not_yet_among_the_last() -> None:
    announcer = started(call(1))
    announcer.see([call(1), call(2), call(3)], now=0.0, hall_time=NINE)

    assert announcer.large == call(2)
    assert ids(announcer.last) == [1]


def test_a_recall_is_announced_again_and_listed_once() -> None:
    announcer = started(call(1, ticket="t"), call(2))
    again = call(3, ticket="t", again=True)
    announcer.see([call(1, ticket="t"), call(2), again], now=0.0, hall_time=NINE)

    assert announcer.large == again
    assert announcer.calling
    assert ids(announcer.last) == [2]


def test_after_a_break_a_recent_call_is_announced_and_an_old_one_only_listed() -> None:
    announcer = started(call(1))

    announcer.see([call(1), call(2, age_s=300), call(3, age_s=59)], now=400.0, hall_time=NINE)

    assert announcer.large == call(3, age_s=59)
    assert announcer.calling
    assert ids(announcer.last) == [2, 1]


def test_a_call_that_was_shown_is_not_announced_again_after_a_break() -> None:
    announcer = started()
    announcer.see([call(1)], now=0.0, hall_time=NINE)
    announcer.tick(8.0)
    announcer.see([], now=9.0, hall_time=NINE)

    announcer.see([call(1)], now=10.0, hall_time=NINE)

    assert not announcer.calling


def test_a_hub_with_a_new_journal_counts_from_one_and_is_announced() -> None:
    announcer = started(call(1, age_s=3600))

    announcer.see([call(1, ticket="another")], now=10.0, hall_time=NINE)

    assert announcer.calling


def test_a_call_keeps_its_turn_when_the_hub_shows_only_newer_ones() -> None:
    announcer = started()
    announcer.see([call(1), call(2)], now=0.0, hall_time=NINE)
    announcer.see([call(3)], now=1.0, hall_time=NINE)

    turns = []
    for now in (1.0, 8.0, 16.0):
        announcer.tick(now)
        turns.append(announcer.large)

    assert turns == [call(1), call(2), call(3)]


def test_when_too_many_wait_the_oldest_is_listed_without_its_turn() -> None:
    announcer = started()
    announcer.see([call(n) for n in range(1, MAX_WAITING + 3)], now=0.0, hall_time=NINE)

    assert len(announcer.upcoming) == MAX_WAITING - AT_ONCE
    assert ids(announcer.announced) == [3, 4, 5]
    assert ids(announcer.last) == [2, 1]


def test_of_a_crowd_several_are_shown_at_once_and_then_one_by_one_again() -> None:
    announcer = started()
    announcer.see([call(n) for n in range(1, 8)], now=0.0, hall_time=NINE)

    turns = []
    for turn in range(5):
        announcer.tick(8.0 * turn)
        turns.append(ids(announcer.announced))
    assert turns == [[1, 2, 3], [4, 5, 6], [7], [], []]


def test_a_ticket_that_is_called_twice_in_a_crowd_stands_once_on_the_screen() -> None:
    announcer = started()
    again = call(2, ticket="t1", again=True)
    announcer.see([call(1), again, *(call(n) for n in range(3, 6))], now=0.0, hall_time=NINE)

    assert ids(announcer.announced) == [1, 3, 4]
    assert ids(announcer.upcoming) == [2, 5]


def test_what_is_shown_at_once_is_not_yet_among_the_last() -> None:
    announcer = started(call(1))
    announcer.see([call(n) for n in range(1, 7)], now=0.0, hall_time=NINE)

    assert ids(announcer.announced) == [2, 3, 4]
    assert ids(announcer.last) == [1]


@given(calls=st.integers(1, 150))
def test_however_many_are_called_at_once_none_waits_long_for_its_turn(calls: int) -> None:
    announcer = started()
    announcer.see([call(n) for n in range(1, calls + 1)], now=0.0, hall_time=NINE)
    shown = ids(announcer.announced)
    latest = 0.0
    while announcer.upcoming:
        assert announcer.due_at is not None
        latest = announcer.due_at
        announcer.tick(latest)
        shown += ids(announcer.announced)

    assert shown == list(range(1, calls + 1))
    assert latest <= 8.0 * (calls / AT_ONCE + CROWD)


def test_after_thousands_of_calls_those_still_shown_are_not_announced_again() -> None:
    announcer = started()
    for first in range(1, 3000, 6):
        calls = [call(n) for n in range(first, first + 12)]
        announcer.see(calls, now=8.0 * first, hall_time=NINE)
    while announcer.due_at is not None:
        announcer.tick(announcer.due_at)

    announcer.see(calls, now=1e6, hall_time=NINE)

    assert not announcer.calling


steps = st.lists(
    st.tuples(
        st.integers(0, 4),  # new calls
        st.floats(0.0, 30.0, allow_nan=False),  # seconds until they come
        st.booleans(),  # whether the screen sees them now or only after the next step
    ),
    max_size=25,
)


@given(before=st.integers(0, 3), steps=steps)
def test_every_fresh_call_is_large_once_in_order_for_its_seconds(
    before: int, steps: list[tuple[int, float, bool]]
) -> None:
    calls = [call(n) for n in range(1, before + 1)]
    announcer = started(*calls)
    turns: list[tuple[list[int], float]] = []
    now, told = 0.0, list(calls)
    called_now: dict[int, float] = {}
    fresh: list[int] = []

    def look(moment: float) -> None:
        if announcer.calling:
            shown = ids(announcer.announced)
            if not turns or turns[-1][0] != shown:
                turns.append((shown, moment))
            assert announcer.large == announcer.announced[0]
            assert set(shown).isdisjoint(ids(announcer.last))

    def run_to(moment: float) -> None:
        nonlocal now
        while (due := announcer.due_at) is not None and due <= moment:
            now = due
            announcer.tick(now)
            look(now)
        now = moment

    for new, pause, connected in steps:
        run_to(now + pause)
        for _ in range(new):
            number = len(calls) + 1
            calls.append(call(number, age_s=-now))
            called_now[number] = now
        if connected:
            unseen = [c.id for c in calls[len(told) :]]
            told = list(calls)
            fresh += [n for n in unseen if now - called_now[n] <= 60.0]
            announcer.see(told[-12:], now=now, hall_time=NINE + timedelta(seconds=now))
            fresh = [n for n in fresh if n not in unseen or n > len(calls) - 12]
            look(now)
    run_to(now + 8.0 * (len(calls) + 1))

    assert [number for numbers, _ in turns for number in numbers] == fresh
    assert all(later - sooner >= 8.0 - 1e-6 for (_, sooner), (_, later) in pairwise(turns))
    assert announcer.upcoming == ()
