"""The single writer: once, durable before told, whole again after a failure."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from config.schema import Hours
from devices.hub.events import TicketTaken
from devices.hub.hub import INBOX, Hub
from devices.hub.journal import Journal, JournalFailed
from devices.hub.people import HUB
from devices.hub.vault import Vault
from devices.link import commands as c
from devices.link.messages import Done, No, TicketResult
from devices.link.words import Grade, VisitorClass
from tests.devices.hub.clocks import Clock
from tests.devices.hub.played import BOOKING, KIOSK, clerk, pad
from tests.halls import small_hall


def ticket_of(reply: Done | No) -> TicketResult:
    assert isinstance(reply, Done), reply
    assert isinstance(reply.result, TicketResult)
    return reply.result


def code_of(reply: Done | No) -> str:
    assert isinstance(reply, No), reply
    return reply.code


async def test_a_command_said_again_is_answered_again_and_not_done_again(hub: Hub) -> None:
    first = await hub.do(KIOSK, "touch-001", c.TakeTicket(item="a-1"))
    again = await hub.do(KIOSK, "touch-001", c.TakeTicket(item="a-1"))
    assert again == first
    assert ticket_of(await hub.do(KIOSK, "touch-002", c.TakeTicket(item="a-1"))).number == "A002"


async def test_a_command_said_twice_at_once_is_done_once(hub: Hub) -> None:
    replies = await asyncio.gather(*(hub.do(KIOSK, "touch-001", c.TakeTicket(item="a-1")) for _ in range(20)))
    assert len({ticket_of(reply).ticket for reply in replies}) == 1
    assert hub.hall.counts == {"a": 1}


async def test_a_command_is_answered_again_after_a_restart(hub: Hub, tmp_path: Path, clock: Clock) -> None:
    first = await hub.do(KIOSK, "touch-001", c.TakeTicket(item="a-1"))
    again = Hub(small_hall(), Journal(hub.journal.path), hub.vault, clock)
    running = asyncio.create_task(again.run())
    try:
        assert await again.do(KIOSK, "touch-001", c.TakeTicket(item="a-1")) == first
        assert ticket_of(await again.do(KIOSK, "touch-002", c.TakeTicket(item="a-1"))).number == "A002"
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        again.journal.close()


async def test_an_id_used_for_another_command_or_by_another_is_refused(hub: Hub) -> None:
    await hub.do(KIOSK, "touch-001", c.TakeTicket(item="a-1"))
    assert code_of(await hub.do(KIOSK, "touch-001", c.TakeTicket(item="b-1"))) == "command_id_used"
    assert code_of(await hub.do(clerk(1), "touch-001", c.TakeTicket(item="a-1"))) == "command_id_used"


async def test_what_was_refused_may_be_said_again_when_it_is_allowed(hub: Hub) -> None:
    by = clerk(1)
    assert code_of(await hub.do(by, "next-0001", c.CallNext())) == "not_signed_in"
    await hub.do(by, "in-000001", c.SignIn(clerk="0101"))
    await hub.do(by, "open-0001", c.OpenWindow())
    assert code_of(await hub.do(by, "next-0001", c.CallNext())) == "nobody_waiting"


class Breaking(Journal):
    """A journal on a disk that fails when it is told to."""

    broken = False

    def _commit(self) -> None:
        if self.broken:
            self._conn.execute("ROLLBACK")
            raise_full()
        super()._commit()


def raise_full() -> None:
    import sqlite3

    raise sqlite3.OperationalError("database or disk is full")


@pytest.fixture
def made(tmp_path: Path, clock: Clock) -> Hub:
    """A hub whose hall gives numbers to the end of its hours, however many wait."""
    return Hub(
        small_hall(hours=Hours(closing="end")),
        Breaking(tmp_path / "journal.db"),
        Vault(tmp_path / "vault.db", tmp_path / "keys" / "vault.key"),
        clock,
    )


async def test_a_write_that_fails_has_not_happened_and_the_hub_goes_on(
    hub: Hub, expects_log: Callable[[str], None]
) -> None:
    expects_log("could not be written")
    first = await hub.do(KIOSK, "touch-001", c.TakeTicket(item="a-1"))
    assert isinstance(hub.journal, Breaking)
    hub.journal.broken = True
    assert code_of(await hub.do(KIOSK, "touch-002", c.TakeTicket(item="a-1"))) == "journal_failed"
    assert hub.commit_failing
    assert hub.hall.counts == {"a": 1}
    assert await hub.do(KIOSK, "touch-001", c.TakeTicket(item="a-1")) == first
    hub.journal.broken = False
    assert ticket_of(await hub.do(KIOSK, "touch-002", c.TakeTicket(item="a-1"))).number == "A002"
    assert vars(hub)["commit_failing"] is False
    assert hub.journal.verify() == hub.journal.seq


async def test_nobody_is_told_before_it_is_on_disk(hub: Hub) -> None:
    heard: list[int] = []
    hub.after_commit = lambda events: heard.append(rows_on_disk(hub))
    reply = await hub.do(KIOSK, "touch-001", c.TakeTicket(item="a-1"))
    assert rows_on_disk(hub) >= 2
    assert heard == [rows_on_disk(hub)]
    assert isinstance(reply, Done)


def rows_on_disk(hub: Hub) -> int:
    """What another process would find in the journal now."""
    return len(hub.journal.after(0, 100))


async def test_many_who_wait_share_one_transaction(hub: Hub) -> None:
    await hub.do(KIOSK, "touch-000", c.TakeTicket(item="a-1"))
    before = sum(hub.tally.commits)
    await asyncio.gather(*(hub.do(KIOSK, f"touch-1{n:02}", c.TakeTicket(item="a-1")) for n in range(100)))
    assert sum(hub.tally.commits) - before == 1
    assert hub.tally.answers["take_ticket", "done"] == 101


async def test_more_than_the_inbox_holds_is_refused_as_busy(made: Hub) -> None:
    waiting = [
        asyncio.create_task(made.do(KIOSK, f"touch-{n:05}", c.TakeTicket(item="a-1"))) for n in range(INBOX)
    ]
    await asyncio.sleep(0)
    assert code_of(await made.do(KIOSK, "touch-one-more", c.TakeTicket(item="a-1"))) == "busy"
    for task in waiting:
        task.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
    made.close()


async def test_a_stopping_hub_refuses_what_is_new(hub: Hub) -> None:
    hub.stop()
    assert code_of(await hub.do(KIOSK, "touch-001", c.TakeTicket(item="a-1"))) == "stopping"


async def test_time_never_goes_back_behind_what_is_written(hub: Hub, clock: Clock) -> None:
    await hub.do(KIOSK, "touch-001", c.TakeTicket(item="a-1"))
    clock.turn(minutes=-5)
    await hub.do(KIOSK, "touch-002", c.TakeTicket(item="a-1"))
    times = [ticket.taken_at for ticket in hub.hall.tickets.values()]
    assert times[0] <= times[1]


async def test_the_day_turns_even_with_a_command_that_is_refused(hub: Hub, clock: Clock) -> None:
    await hub.do(KIOSK, "touch-001", c.TakeTicket(item="a-1"))
    clock.turn(days=1)
    assert code_of(await hub.do(clerk(1), "next-0001", c.CallNext())) == "not_signed_in"
    assert not hub.hall.tickets
    assert ticket_of(await hub.do(KIOSK, "touch-002", c.TakeTicket(item="a-1"))).number == "A001"
    assert len({event.number for event in hub.journal.replay() if isinstance(event, TicketTaken)}) == 1


async def test_free_words_go_to_the_vault_and_leave_when_refused(hub: Hub) -> None:
    by = clerk(1)
    ticket = ticket_of(await hub.do(KIOSK, "touch-001", c.TakeTicket(item="a-1"))).ticket
    steps: list[c.AnyCommand] = [c.SignIn(clerk="0101"), c.OpenWindow(), c.CallNext(), c.Start(), c.Finish()]
    for n, command in enumerate(steps):
        await hub.do(by, f"step-{n:04}", command)
    rating = c.Rate(ticket=ticket, grade=Grade.SATISFIED, words="王敏帮了大忙")
    assert isinstance(await hub.do(pad(1), "rate-0001", rating), Done)
    assert code_of(await hub.do(pad(1), "rate-0002", rating)) == "already_rated"
    bodies = "".join(row.body for row in hub.journal.after(0, 100))
    assert "王敏帮了大忙" not in bodies
    kept = hub.vault._conn.execute("SELECT id FROM words").fetchall()
    assert [hub.vault.words(row[0]) for row in kept] == ["王敏帮了大忙"]


async def test_a_look_that_fails_is_the_lookers_error_only(hub: Hub) -> None:
    def wrong(hall: object, waits: object) -> None:
        raise KeyError("nobody")

    with pytest.raises(KeyError):
        await hub.look(wrong)
    assert isinstance(await hub.do(KIOSK, "touch-001", c.TakeTicket(item="a-1")), Done)


async def test_a_journal_that_cannot_be_read_ends_the_hub(
    made: Hub, expects_log: Callable[[str], None]
) -> None:
    expects_log("could not be written")

    def unreadable() -> None:
        raise JournalFailed("the disk is gone")

    failing: Callable[[], None] = unreadable
    assert isinstance(made.journal, Breaking)
    made.journal.broken = True
    made.journal.day_began = failing  # type: ignore[method-assign]
    running = asyncio.create_task(made.run())
    asking = asyncio.create_task(made.do(KIOSK, "touch-001", c.TakeTicket(item="a-1")))
    with pytest.raises(JournalFailed):
        await running
    asking.cancel()
    await asyncio.gather(asking, return_exceptions=True)
    made.close()


async def test_the_hub_alone_identifies_people(hub: Hub) -> None:
    command = c.IdentifyPerson(person="p", visitor_class=VisitorClass.PRIORITY)
    assert code_of(await hub.do(KIOSK, "person-01", command)) == "not_allowed"
    assert isinstance(await hub.do(HUB, "person-02", command), Done)


async def test_a_hub_starts_from_the_last_days_and_forgets_no_appointment(hub: Hub, clock: Clock) -> None:
    start = clock.now + timedelta(days=100)
    booking = c.BookAppointment(code="x", item="a-1", starts_at=start, ends_at=start + timedelta(hours=1))
    await hub.do(BOOKING, "book-0001", booking)
    for day in range(100):
        await hub.do(KIOSK, f"touch-{day:04}", c.TakeTicket(item="a-1", paper=False))
        clock.turn(days=1)
    await hub.do(KIOSK, "touch-last", c.TakeTicket(item="a-1", paper=False))
    recent = list(hub.journal.recent())
    assert 0 < len(recent) < len(list(hub.journal.replay()))
    again = Hub(small_hall(), hub.journal, hub.vault, clock)
    assert again.hall.tickets.keys() == hub.hall.tickets.keys()
    assert again.hall.appointments == hub.hall.appointments != {}
    assert again.hall.day == hub.hall.day
