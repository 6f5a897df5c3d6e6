from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from devices.forecast.pool import Pools, Window

QUEUES = ("A", "B", "C", "D", "E")


def window(number: int, *queues: str, is_open: bool = True) -> Window:
    return Window(number=number, open=is_open, queues=queues)


def test_people_of_every_queue_that_the_same_windows_serve_are_ahead() -> None:
    pools = Pools([window(1, "A", "B"), window(2, "B", "C"), window(3, "D")])

    assert pools.ahead("A", {"A": 1, "B": 20, "C": 300, "D": 4000}) == 321
    assert pools.of("A").windows == (1, 2)
    assert pools.ahead("D", {"A": 1, "D": 4000}) == 4000


def test_a_closed_window_joins_nobody() -> None:
    pools = Pools([window(1, "A"), window(2, "A", "B", is_open=False), window(3, "B")])

    assert pools.ahead("A", {"A": 2, "B": 9}) == 2
    assert pools.of("A").windows == (1,)


def test_queues_without_an_open_window_stand_by_their_configured_windows() -> None:
    pools = Pools([window(1, "A", "B", is_open=False), window(2, "B", is_open=False), window(3, "C")])

    assert pools.of("A").windows == (1, 2)
    assert not pools.of("A").served
    assert pools.ahead("A", {"A": 1, "B": 5, "C": 9}) == 6


def test_a_queue_whose_window_pauses_does_not_drag_in_those_who_are_served_elsewhere() -> None:
    pools = Pools([window(1, "A", "B", is_open=False), window(2, "B")])

    assert pools.of("A").queues == ("A",)
    assert pools.of("A").windows == (1,)
    assert pools.of("B").windows == (2,)


def test_a_queue_that_no_window_is_configured_for_still_has_one_to_reckon_with() -> None:
    pools = Pools([window(1, "A")], ["A", "Z"])

    assert pools.of("Z").servers == 1
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
