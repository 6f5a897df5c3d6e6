"""What is sent next and when it is tried again, without any database."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.hub.journal import JournalRow
from devices.sync.outbox import RETRY_S, Outbox
from devices.sync.protocol import Diverged, Mark, SyncState


def row(seq: int, mark: str = "") -> JournalRow:
    return JournalRow(
        seq=seq,
        at="2026-03-02T09:00:00+08:00",
        day="2026-03-02",
        command_id="c",
        kind="window_opened",
        body="{}",
        hash=mark or f"{seq:064x}",
    )


def rows(first: int, last: int) -> list[JournalRow]:
    return [row(seq) for seq in range(first, last + 1)]


@pytest.fixture
def outbox() -> Outbox:
    return Outbox("demo", batch=10, every_s=5.0)


def test_an_empty_exchange_gets_the_journal_from_its_first_event(outbox: Outbox) -> None:
    outbox.met(Mark(), None, newest=3)
    batch = outbox.offer(rows(1, 3), newest=3)
    assert batch is not None
    assert (batch.hall_id, batch.first, batch.last) == ("demo", 1, 3)


def test_the_exchange_says_where_to_go_on(outbox: Outbox) -> None:
    outbox.met(Mark(seq=7, hash=row(7).hash), row(7), newest=9)
    assert outbox.cursor == 7
    assert outbox.status.state is SyncState.BEHIND
    assert outbox.status.behind_by == 2


def test_nothing_to_send_is_idle_and_waits_for_the_next_look(outbox: Outbox) -> None:
    outbox.met(Mark(seq=7, hash=row(7).hash), row(7), newest=7)
    assert outbox.offer([], newest=7) is None
    assert outbox.status.state is SyncState.IDLE
    assert outbox.pause_s == 5.0


def test_what_does_not_fit_one_batch_follows_without_a_pause(outbox: Outbox) -> None:
    outbox.met(Mark(), None, newest=25)
    batch = outbox.offer(rows(1, 25), newest=25)
    assert batch is not None
    assert batch.last == 10
    outbox.merged(batch)
    assert outbox.status.behind_by == 15
    assert outbox.pause_s == 0


def test_tries_come_further_apart_up_to_a_minute(outbox: Outbox) -> None:
    pauses = []
    for _ in range(8):
        outbox.failed("refused", newest=1)
        pauses.append(outbox.pause_s)
    assert pauses == [1, 2, 5, 10, 30, 60, 60, 60]


def test_only_a_committed_batch_ends_the_row_of_failures(outbox: Outbox) -> None:
    outbox.failed("no connection", newest=2)
    outbox.failed("no connection", newest=2)
    outbox.met(Mark(), None, newest=2)
    outbox.failed("the batch was not taken", newest=2)
    assert outbox.pause_s == RETRY_S[2]
    outbox.met(Mark(), None, newest=2)
    batch = outbox.offer(rows(1, 2), newest=2)
    assert batch is not None
    outbox.merged(batch)
    outbox.failed("no connection", newest=2)
    assert outbox.pause_s == RETRY_S[0]


def test_being_offline_counts_what_waits(outbox: Outbox) -> None:
    outbox.met(Mark(seq=2, hash=row(2).hash), row(2), newest=2)
    outbox.failed("no connection", newest=1502)
    assert outbox.status.behind_by == 1500
    assert outbox.status.last_error == "no connection"


def test_another_event_at_the_mark_is_a_divergence(outbox: Outbox) -> None:
    with pytest.raises(Diverged, match=r"another event 7 of hall 'demo'"):
        outbox.met(Mark(seq=7, hash="ff" * 32), row(7), newest=9)


def test_a_journal_shorter_than_the_exchange_is_a_divergence(outbox: Outbox) -> None:
    with pytest.raises(Diverged, match=r"has event 7 .* ends at 4"):
        outbox.met(Mark(seq=7, hash=row(7).hash), None, newest=4)


def test_a_journal_with_a_hole_is_not_sent(outbox: Outbox) -> None:
    outbox.met(Mark(), None, newest=4)
    with pytest.raises(Diverged, match="has no event 3; it goes on with 4"):
        outbox.offer([row(1), row(2), row(4)], newest=4)


def test_a_divergence_keeps_what_was_known(outbox: Outbox) -> None:
    outbox.met(Mark(seq=7, hash=row(7).hash), row(7), newest=9)
    outbox.diverged("two halls")
    assert outbox.status.state is SyncState.DIVERGED
    assert (outbox.cursor, outbox.status.behind_by, outbox.status.last_error) == (7, 2, "two halls")


@given(
    total=st.integers(1, 60),
    already=st.integers(0, 60),
    size=st.integers(1, 20),
    lost=st.lists(st.booleans(), max_size=40),
)
def test_every_event_is_sent_once_in_order_whatever_is_lost_on_the_way(
    total: int, already: int, size: int, lost: list[bool]
) -> None:
    # Given an exchange that has some events, and commits each batch or loses it.
    remote = [r.seq for r in rows(1, min(already, total))]
    outbox = Outbox("demo", batch=size, every_s=5.0)
    fates = iter(lost)
    # When the outbox is asked until it has nothing left, meeting the exchange anew after every loss.
    met = False
    while True:
        if not met:
            seq = len(remote)
            outbox.met(Mark(seq=seq, hash=row(seq).hash if seq else ""), row(seq) if seq else None, total)
            met = True
        batch = outbox.offer(rows(outbox.cursor + 1, min(total, outbox.cursor + size)), total)
        if batch is None:
            break
        if next(fates, False):
            outbox.failed("cut", total)
            met = False
        else:
            remote.extend(r.seq for r in batch.rows)
            outbox.merged(batch)
    # Then the exchange has each event once, in order.
    assert remote == list(range(1, total + 1))
    assert outbox.status.state is SyncState.IDLE
