"""What the hub does with a bug of its own: it refuses one command, and everybody else goes on."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

import msgspec
import pytest

from devices.hub import events as e
from devices.hub.evolve import evolve
from devices.hub.hub import Hub
from devices.hub.journal import Journal
from devices.hub.people import Principal
from devices.hub.state import Hall
from devices.hub.vault import Vault, VaultFailed
from devices.hub.waits import Waits
from devices.link import commands as c
from devices.link.messages import Done
from devices.link.words import Grade, TicketState
from tests.devices.hub.clocks import Clock
from tests.devices.hub.played import DESK, KIOSK, clerk, pad
from tests.devices.hub.test_histories import vars_of
from tests.devices.hub.test_hub import code_of, ticket_of
from tests.halls import small_hall

TAKE = c.TakeTicket(item="a-1", paper=False)
LOST = c.TakeTicket(item="lost", paper=False)
"""Its item names a queue that is not there: no hall's file says so, and no rule expects it."""


class Failing(Journal):
    """A journal that meets a bug when it is told to."""

    bug = False

    def _insert(self, seq: int, before: bytes, command_id: str, event: e.AnyEvent) -> bytes:
        if self.bug:
            raise ValueError("a bug in the writer")
        return super()._insert(seq, before, command_id, event)


class Full(Vault):
    """A vault on a disk that is full when it is told to be."""

    full = False

    def keep_words(self, name: str, words: str) -> None:
        if self.full:
            raise VaultFailed("the disk is full")
        super().keep_words(name, words)


@pytest.fixture
def made(tmp_path: Path, clock: Clock) -> Hub:
    config = small_hall()
    lost = msgspec.structs.replace(config.items[0], code="lost", queue="nowhere")
    return Hub(
        small_hall(items=(*config.items, lost)),
        Failing(tmp_path / "journal.db"),
        Full(tmp_path / "vault.db", tmp_path / "keys" / "vault.key"),
        clock,
    )


async def at_once(hub: Hub, *commands: c.AnyCommand) -> Sequence[Done | str]:
    """Say commands so that they share a batch; the answers, a refusal by its code."""
    replies = await asyncio.gather(
        *(hub.do(DESK, f"touch-{n:03}", command) for n, command in enumerate(commands))
    )
    return [reply if isinstance(reply, Done) else reply.code for reply in replies]


async def test_a_rule_with_a_bug_refuses_its_own_command_and_no_other(
    hub: Hub, expects_log: Callable[[str], None]
) -> None:
    expects_log("A bug: the command take_ticket was not done")
    first, broken, last = await at_once(hub, TAKE, LOST, TAKE)
    assert broken == "fault"
    assert isinstance(first, Done)
    assert isinstance(last, Done)
    assert [ticket_of(first).number, ticket_of(last).number] == ["A001", "A002"]
    assert hub.journal.verify() == hub.journal.seq == 3


async def test_a_day_that_turned_with_a_bug_is_kept(
    hub: Hub, clock: Clock, expects_log: Callable[[str], None]
) -> None:
    expects_log("A bug: the command take_ticket was not done")
    await hub.do(KIOSK, "touch-001", TAKE)
    clock.turn(days=1)
    assert code_of(await hub.do(DESK, "touch-002", LOST)) == "fault"
    days = [event.day.isoformat() for event in hub.journal.replay() if isinstance(event, e.DayBegan)]
    assert days == ["2026-03-02", "2026-03-03"]
    assert not hub.hall.tickets


async def test_a_change_that_breaks_off_in_the_middle_is_undone_and_the_rest_of_the_batch_is_not(
    hub: Hub, expects_log: Callable[[str], None]
) -> None:
    expects_log("A bug: the command cancel_ticket was not done")
    ticket = ticket_of(await hub.do(KIOSK, "touch-100", TAKE)).ticket
    cancel = c.CancelTicket(ticket=ticket)
    # The ticket says that it waits and stands in no line: the change will stop half-way.
    hub.hall.lines.clear()
    before, broken, after = await at_once(hub, c.TakeTicket(item="b-1", paper=False), cancel, cancel)
    assert isinstance(before, Done)
    assert broken == "fault"
    # The hall was made again from the journal, so the same command now finds it whole.
    assert isinstance(after, Done)
    assert hub.journal.verify() == hub.journal.seq
    assert await hub.look(numbers_waiting) == ["B001"]


def numbers_waiting(hall: Hall, waits: Waits) -> list[str]:
    return [line[n].number for line in hall.lines.values() for n in range(len(line))]


async def test_a_bug_in_the_writer_refuses_the_batch_and_leaves_no_open_transaction(
    hub: Hub, expects_log: Callable[[str], None]
) -> None:
    expects_log("A bug: 2 commands could not be written")
    assert isinstance(hub.journal, Failing)
    hub.journal.bug = True
    assert await at_once(hub, TAKE, TAKE) == ["fault", "fault"]
    assert hub.commit_failing
    hub.journal.bug = False
    assert ticket_of(await hub.do(KIOSK, "touch-100", TAKE)).number == "A001"
    assert not hub.commit_failing


async def test_a_bug_in_what_follows_an_event_leaves_the_answer_and_the_hub_alone(
    hub: Hub, expects_log: Callable[[str], None]
) -> None:
    expects_log("A bug: what follows from 2 events was not done")

    def broken(events: list[e.AnyEvent]) -> None:
        raise ValueError("a bug in an effect")

    hub.after_commit = broken
    assert ticket_of(await hub.do(KIOSK, "touch-001", TAKE)).number == "A001"
    hub.after_commit = lambda events: None
    assert ticket_of(await hub.do(KIOSK, "touch-002", TAKE)).number == "A002"


async def test_a_caller_that_goes_away_meanwhile_changes_nothing(hub: Hub) -> None:
    asking = asyncio.create_task(hub.do(KIOSK, "touch-001", TAKE))
    await asyncio.sleep(0)
    asking.cancel()
    await asyncio.gather(asking, return_exceptions=True)
    await hub.settle()
    assert hub.hall.counts == {"a": 1}
    assert ticket_of(await hub.do(KIOSK, "touch-001", TAKE)).number == "A001"
    assert hub.hall.counts == {"a": 1}


async def test_a_hub_that_ends_answers_those_it_never_looked_at(made: Hub) -> None:
    running = asyncio.create_task(made.run())
    await asyncio.sleep(0)
    asking = [asyncio.create_task(made.do(KIOSK, f"touch-{n:03}", TAKE)) for n in range(3)]
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    async with asyncio.timeout(5):
        assert [code_of(await each) for each in asking] == ["stopping"] * 3
    assert made.journal.seq == 0
    made.close()


async def test_a_command_id_cannot_stand_in_the_way_of_tomorrow(hub: Hub, clock: Clock) -> None:
    await hub.do(KIOSK, "day-2026-03-03", TAKE)
    clock.turn(days=1)
    assert code_of(await hub.do(clerk(1), "next-0001", c.CallNext())) == "not_signed_in"
    assert not hub.hall.tickets


async def served(hub: Hub) -> str:
    """A ticket that has just been served at window 1."""
    ticket = ticket_of(await hub.do(KIOSK, "serve-0", TAKE)).ticket
    steps: list[c.AnyCommand] = [c.SignIn(clerk="0101"), c.OpenWindow(), c.CallNext(), c.Start(), c.Finish()]
    for n, command in enumerate(steps, start=1):
        assert isinstance(await hub.do(clerk(1), f"serve-{n}", command), Done)
    return ticket


def kept(hub: Hub) -> list[str | None]:
    return [hub.vault.words(row[0]) for row in hub.vault._conn.execute("SELECT id FROM words")]


async def test_words_the_vault_cannot_keep_refuse_the_rating_and_leave_no_trace(
    hub: Hub, expects_log: Callable[[str], None]
) -> None:
    expects_log("could not be written")
    ticket = await served(hub)
    assert isinstance(hub.vault, Full)
    hub.vault.full = True
    rating = c.Rate(ticket=ticket, grade=Grade.SATISFIED, words="谢谢")
    assert code_of(await hub.do(pad(1), "rate-001", rating)) == "journal_failed"
    assert hub.hall.tickets[ticket].rating is None
    hub.vault.full = False
    assert isinstance(await hub.do(pad(1), "rate-001", rating), Done)
    assert kept(hub) == ["谢谢"]


async def test_words_leave_the_vault_when_the_journal_fails(
    hub: Hub, expects_log: Callable[[str], None]
) -> None:
    expects_log("A bug: 1 commands could not be written")
    ticket = await served(hub)
    assert isinstance(hub.journal, Failing)
    hub.journal.bug = True
    rating = c.Rate(ticket=ticket, grade=Grade.SATISFIED, words="谢谢")
    assert code_of(await hub.do(pad(1), "rate-001", rating)) == "fault"
    assert kept(hub) == []


async def test_words_said_twice_at_once_or_by_somebody_who_left_are_kept_once(hub: Hub) -> None:
    ticket = await served(hub)
    rating = c.Rate(ticket=ticket, grade=Grade.SATISFIED, words="谢谢")
    asking = [asyncio.create_task(hub.do(pad(1), "rate-001", rating)) for _ in range(5)]
    asking.append(asyncio.create_task(hub.do(pad(1), "rate-002", rating)))
    await asyncio.sleep(0)
    asking[0].cancel()
    await asyncio.gather(*asking, return_exceptions=True)
    await hub.settle()
    rated = [event for event in hub.journal.replay() if isinstance(event, e.Rated)]
    assert [hub.vault.words(event.words or "") for event in rated] == ["谢谢"]
    assert kept(hub) == ["谢谢"]


async def test_a_journal_that_cannot_be_asked_refuses_and_the_hub_goes_on(
    hub: Hub, expects_log: Callable[[str], None]
) -> None:
    expects_log("The journal could not be read")
    hub.journal._reader.execute("PRAGMA query_only=OFF")
    hub.journal._reader.execute("ALTER TABLE commands RENAME TO hidden")
    assert code_of(await hub.do(KIOSK, "touch-001", TAKE)) == "journal_failed"
    hub.journal._reader.execute("ALTER TABLE hidden RENAME TO commands")
    assert ticket_of(await hub.do(KIOSK, "touch-001", TAKE)).number == "A001"


async def test_answers_older_than_memory_come_from_the_journal(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("devices.hub.hub.ANSWERS", 2)
    first = await hub.do(KIOSK, "touch-001", TAKE)
    for n in range(2, 6):
        await hub.do(KIOSK, f"touch-{n:03}", TAKE)
    assert len(hub._answers) == 2
    assert await hub.do(KIOSK, "touch-001", TAKE) == first
    assert hub.hall.counts == {"a": 5}


async def test_whatever_fails_the_hall_is_what_the_journal_says_and_answers_are_true(
    hub: Hub, expects_log: Callable[[str], None]
) -> None:
    expects_log("A bug: ")
    assert isinstance(hub.journal, Failing)
    dice = Random(7)
    done: set[str] = set()
    refused: set[str] = set()
    for burst in range(60):
        hub.journal.bug = dice.random() < 0.3
        names = [f"burst-{burst}-{n}" for n in range(dice.randint(1, 6))]
        sayings = [anything(hub, dice) for _ in names]
        waiting = [t.id for t in hub.hall.tickets.values() if t.state is TicketState.WAITING]
        if waiting and dice.random() < 0.2:
            # The first command of this burst breaks off in the middle of its change.
            hub.hall.lines.clear()
            sayings[0] = (DESK, c.CancelTicket(ticket=waiting[0]))
        replies = await asyncio.gather(
            *(hub.do(by, name, command) for name, (by, command) in zip(names, sayings, strict=True))
        )
        for reply in replies:
            (done if isinstance(reply, Done) else refused).add(reply.id)
    hub.journal.bug = False
    written = {row.command_id for row in hub.journal.after(0, 10_000)}
    assert done
    assert refused
    assert all(hub.journal.answered(name) for name in done)
    assert not any(hub.journal.answered(name) for name in refused)
    assert written - done <= {"day:2026-03-02"}
    await hub.do(DESK, "after-all", TAKE)
    again = Hall(hub.config)
    for event in hub.journal.replay():
        evolve(again, event)
    assert vars_of(again) == vars_of(hub.hall)


def anything(hub: Hub, dice: Random) -> tuple[Principal, c.AnyCommand]:
    ticket = dice.choice(list(hub.hall.tickets) or ["nobody"])
    sayings: list[tuple[Principal, c.AnyCommand]] = [
        (DESK, TAKE),
        (DESK, LOST),
        (DESK, c.CancelTicket(ticket=ticket)),
        (clerk(1), c.SignIn(clerk="0101")),
        (clerk(1), c.OpenWindow()),
        (clerk(1), c.CallNext()),
        (clerk(1), c.Start()),
        (clerk(1), c.Finish()),
    ]
    return dice.choice(sayings)
