"""What waits for slow clients is bounded by frames, by bytes, and for all of them together."""

from __future__ import annotations

import asyncio

from hypothesis import given
from hypothesis import strategies as st

from devices.hub.outbox import FRAMES, Backlog, Outbox


class Shelf:
    """Queues, and which of them were given up."""

    def __init__(self, total: int = 10_000) -> None:
        self.backlog = Backlog(total)
        self.given_up: list[str] = []

    def box(self, name: str = "one", most: int = 1000) -> Outbox:
        return self.backlog.box(most, lambda: self.given_up.append(name))


async def test_frames_come_out_as_they_went_in() -> None:
    box = Shelf().box()
    box.put(b"a", 0)
    box.put(b"b", 1)

    assert box.oldest_s(5) == 5
    assert [await box.get(), await box.get()] == [b"a", b"b"]
    assert box.empty()
    assert box.oldest_s(5) == 0
    waiting = asyncio.create_task(box.get())
    await asyncio.sleep(0)
    box.put(b"c", 2)
    assert await waiting == b"c"


async def test_too_many_bytes_give_a_client_up_once() -> None:
    shelf = Shelf()
    box = shelf.box(most=1000)

    for _ in range(5):
        box.put(b"x" * 400, 0)

    assert shelf.given_up == ["one"]
    assert box.empty()
    assert box.size == shelf.backlog.size == 0


async def test_one_frame_may_be_larger_than_the_queue() -> None:
    shelf = Shelf()
    box = shelf.box(most=1000)
    box.put(b"a snapshot" * 200, 0)

    assert shelf.given_up == []
    assert await box.get() == b"a snapshot" * 200


async def test_a_frame_that_is_being_written_counts_until_the_next_is_wanted() -> None:
    shelf = Shelf()
    box = shelf.box()
    box.put(b"x" * 900, 0)
    await box.get()

    assert box.size == 900
    box.put(b"x" * 50, 0)
    await box.get()
    assert box.size == shelf.backlog.size == 50


async def test_too_many_frames_give_a_client_up() -> None:
    shelf = Shelf()
    box = shelf.box(most=10**6)
    for _ in range(FRAMES + 1):
        box.put(b"x", 0)

    assert shelf.given_up == ["one"]


async def test_the_slowest_makes_room_when_all_together_hold_too_much() -> None:
    shelf = Shelf(total=1000)
    little, much = shelf.box("little"), shelf.box("much")
    little.put(b"x" * 300, 0)
    much.put(b"x" * 350, 0)
    much.put(b"x" * 350, 0)
    assert shelf.given_up == []

    little.put(b"x", 0)

    assert shelf.given_up == ["much"]
    assert shelf.backlog.size == 301


async def test_a_closed_queue_takes_nothing_and_tells_nothing() -> None:
    shelf = Shelf()
    box = shelf.box()
    box.put(b"x", 0)
    box.close()
    box.close()
    box.give_up()
    box.put(b"x", 0)

    assert shelf.given_up == []
    assert (box.empty(), box.size, shelf.backlog.size) == (True, 0, 0)


@given(st.lists(st.tuples(st.integers(0, 3), st.sampled_from(["put", "get", "close"]), st.integers(1, 400))))
def test_the_reckoning_is_always_that_of_the_queues(steps: list[tuple[int, str, int]]) -> None:
    async def play() -> None:
        backlog = Backlog(1500)
        boxes = [backlog.box(800, lambda: None) for _ in range(4)]
        for at, step, size in steps:
            if step == "put":
                boxes[at].put(b"x" * size, 0)
            elif step == "get" and not boxes[at].empty():
                await boxes[at].get()
            elif step == "close":
                boxes[at].close()
            assert backlog.size == sum(box.size for box in boxes) <= 1500

    asyncio.run(play())
