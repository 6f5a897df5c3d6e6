from __future__ import annotations

from fractions import Fraction
from itertools import chain, combinations
from math import ceil

from hypothesis import given, settings
from hypothesis import strategies as st

from devices.forecast.pool import Pools, Window

QUEUES = ("A", "B", "C", "D", "E")


def window(number: int, *queues: str, is_open: bool = True) -> Window:
    return Window(number=number, open=is_open, queues=queues)


def test_people_of_every_queue_that_the_same_windows_serve_are_ahead() -> None:
    pools = Pools([window(1, "A", "B"), window(2, "B", "A"), window(3, "D")])

    assert pools.ahead("A", {"A": 1, "B": 20, "D": 4000}) == 21
    assert pools.of("A").windows == (1, 2)
    assert pools.ahead("D", {"A": 1, "D": 4000}) == 4000


def test_a_window_that_is_lent_to_a_short_queue_does_not_bring_its_own_thirty_with_it() -> None:
    # Given thirty windows for A, two for B, and one of the thirty that was lent to B as well
    estate = [window(n, "A") for n in range(1, 30)]
    pools = Pools([*estate, window(30, "A", "B"), window(31, "B"), window(32, "B")])

    # Then six people of B still wait for three windows, and the thirty are not waited for
    assert pools.servers("B") == 3
    assert pools.ahead("B", {"B": 6}) == 6
    assert pools.ahead("B", {"B": 6, "A": 3}) == 6
    # And when A has so many that the lent window has no time for B, B has two windows
    assert pools.ahead("B", {"B": 6, "A": 900}) == ceil((6 + 1) / 2 * 3) - 1
    assert pools.servers("A") == 30


def test_people_who_hold_one_window_for_long_do_not_hold_those_that_they_cannot_use() -> None:
    pools = Pools([window(1, "A", "B"), window(2, "B", "C"), window(3, "C")])

    # C's three hundred keep windows 2 and 3; those of A and B share window 1.
    assert pools.ahead("A", {"A": 1, "B": 20, "C": 300}) == 21
    assert pools.ahead("C", {"A": 1, "B": 20, "C": 300}) == 300


def test_a_window_that_has_nobody_to_call_takes_whoever_comes() -> None:
    pools = Pools([window(1, "A", "B"), window(2, "A")])

    assert pools.ahead("A", {"B": 10}, idle=[2]) == 0
    assert pools.ahead("A", {"B": 10}) == 1
    assert pools.ahead("A", {"A": 1, "B": 10}, idle=[2]) >= pools.free("A", [2])
    assert pools.ahead("B", {"B": 10}, idle=[2]) == 10


def test_a_closed_window_joins_nobody() -> None:
    pools = Pools([window(1, "A"), window(2, "A", "B", is_open=False), window(3, "B")])

    assert pools.ahead("A", {"A": 2, "B": 9}) == 2
    assert pools.of("A").windows == (1,)


def test_queues_without_an_open_window_stand_by_their_configured_windows() -> None:
    pools = Pools([window(1, "A", "B", is_open=False), window(2, "B", is_open=False), window(3, "C")])

    assert pools.of("A").windows == (1, 2)
    assert not pools.of("A").served
    assert pools.ahead("B", {"A": 1, "B": 5, "C": 9}) == 6
    assert pools.servers("A") == 1


def test_a_queue_whose_window_pauses_does_not_drag_in_those_who_are_served_elsewhere() -> None:
    pools = Pools([window(1, "A", "B", is_open=False), window(2, "B")])

    assert pools.of("A").queues == ("A",)
    assert pools.of("A").windows == (1,)
    assert pools.of("B").windows == (2,)


def test_a_queue_that_no_window_is_configured_for_still_has_one_to_reckon_with() -> None:
    pools = Pools([window(1, "A")], ["A", "Z"])

    assert pools.servers("Z") == 1
    assert not pools.of("Z").served
    assert pools.ahead("Z", {"Z": 3}) == 3
    assert pools.of("never heard of").queues == ("never heard of",)


def test_only_an_open_window_that_serves_the_queue_itself_is_free_for_it() -> None:
    pools = Pools([window(1, "A", "B"), window(2, "B"), window(3, "A", is_open=False)])

    assert pools.free("A", {2, 3}) == 0
    assert pools.free("A", {1, 2, 3}) == 1
    assert pools.free("B", {1, 2}) == 2


halls = st.lists(
    st.tuples(st.booleans(), st.lists(st.sampled_from(QUEUES), unique=True, max_size=3)), max_size=8
).map(
    lambda rows: [
        Window(number=number, open=is_open, queues=tuple(queues))
        for number, (is_open, queues) in enumerate(rows, 1)
    ]
)


@given(halls)
def test_every_queue_is_in_one_pool_and_sees_all_who_share_an_open_window(windows: list[Window]) -> None:
    pools = Pools(windows, QUEUES)

    for queue in QUEUES:
        pool = pools.of(queue)
        assert queue in pool.queues
        assert all(pools.of(other) == pool for other in pool.queues)
        for one in windows:
            if one.open and queue in one.queues:
                assert set(one.queues) <= set(pool.queues)
                assert one.number in pool.windows


@given(halls, st.dictionaries(st.sampled_from(QUEUES), st.integers(0, 50)), st.sampled_from(QUEUES))
def test_one_more_person_anywhere_never_makes_fewer_ahead(
    windows: list[Window], waiting: dict[str, int], joined: str
) -> None:
    pools = Pools(windows, QUEUES)
    more = {**waiting, joined: waiting.get(joined, 0) + 1}

    for queue in QUEUES:
        assert pools.ahead(queue, more) >= pools.ahead(queue, waiting) >= waiting.get(queue, 0)


def density(
    some: tuple[str, ...], people: dict[str, int], numbers: dict[int, set[str]]
) -> tuple[Fraction, int]:
    """People of some queues for each of their windows; of equal ones the larger set counts."""
    serving = sum(not queues.isdisjoint(some) for queues in numbers.values())
    return Fraction(sum(people[name] for name in some), serving), len(some)


def by_enumeration(windows: list[Window], queue: str, waiting: dict[str, int]) -> Fraction:
    """Calls of each window until a newcomer's: the densest queues first, each with its windows."""
    people = {name: waiting.get(name, 0) + (name == queue) for name in QUEUES}
    numbers = {w.number: set(w.queues) for w in windows if w.open}
    left = {name for queues in numbers.values() for name in queues}
    while True:
        sets = chain.from_iterable(combinations(sorted(left), size) for size in range(1, len(left) + 1))
        densest = max(sets, key=lambda some: density(some, people, numbers))
        if queue in densest:
            return density(densest, people, numbers)[0]
        left -= set(densest)
        numbers = {number: queues for number, queues in numbers.items() if not queues & set(densest)}


@settings(max_examples=150, deadline=None)
@given(halls, st.dictionaries(st.sampled_from(QUEUES), st.integers(0, 50)), st.sampled_from(QUEUES))
def test_people_spread_over_windows_as_water_does(
    windows: list[Window], waiting: dict[str, int], queue: str
) -> None:
    pools = Pools(windows, QUEUES)
    if not pools.of(queue).served:
        return
    exact = by_enumeration(windows, queue, waiting) * pools.servers(queue) - 1

    ahead = pools.ahead(queue, waiting)

    assert abs(ahead - ceil(exact)) <= (0 if exact.denominator == 1 else 1)
    assert waiting.get(queue, 0) <= ahead <= sum(waiting.get(name, 0) for name in pools.of(queue).queues)
