"""The audit finds whatever a broken hub could leave: each test forges one thing in a good journal."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from devices.hub import events as e
from devices.hub.events import AnyEvent
from devices.hub.journal import GENESIS, Journal, chain
from devices.link import commands as c
from devices.link.messages import Done, No, TicketResult
from devices.link.words import AwayOutcome, VisitorClass
from tests.crash.audit import audit
from tests.crash.ledger import Ledger, Saying, read
from tests.halls import MORNING, small_hall

CLERK, CLERK_2, KIOSK = "clerk:window-1", "clerk:window-2", "kiosk:K1"


class Forged:
    """A journal that is written as a test wants it, and the ledger of those who were answered."""

    def __init__(self, path: Path) -> None:
        Journal(path).close()
        self.path = path
        self.ledger = Ledger()
        self.seq = 0
        self.last = GENESIS
        self.write("day:first", "agent:hub", None, e.DayBegan(at=MORNING, by="agent:hub", day=MORNING.date()))

    def write(self, name: str, by: str, result: TicketResult | None, *events: AnyEvent) -> None:
        """Write a command with its events, whatever they are."""
        conn = sqlite3.connect(self.path, isolation_level=None)
        first = self.seq + 1
        for event in events:
            self.seq += 1
            kind, body = str(event.__struct_config__.tag), msgspec.json.encode(event).decode()
            day = event.at.date().isoformat()
            self.last = chain(self.last, self.seq, day, name, kind, body)
            row = (self.seq, event.at.isoformat(), day, name, kind, body, self.last.hex())
            conn.execute("INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?)", row)
            if isinstance(event, e.TicketTaken):
                conn.execute("INSERT OR IGNORE INTO numbers VALUES (?, ?, ?)", (day, event.number, self.seq))
        answer = msgspec.json.encode(result).decode()
        conn.execute("INSERT INTO commands VALUES (?, ?, '', ?, ?, ?)", (name, by, answer, first, self.seq))
        conn.close()

    def hears(self, name: str, by: str, command: c.AnyCommand, result: TicketResult | None) -> None:
        """Somebody was answered."""
        self.ledger.say(Saying(id=name, by=by, command=command))
        self.ledger.hear(Done(id=name, result=result))

    def take(self, ticket: str, count: int) -> None:
        """A kiosk takes a number and is told so."""
        result = TicketResult(ticket=ticket, number=f"A{count:03}")
        self.write(f"take-{ticket}", KIOSK, result, taken(ticket, count))
        self.hears(f"take-{ticket}", KIOSK, c.TakeTicket(item="a-1"), result)

    def call(self, ticket: str, call: int, window: int = 1) -> None:
        """A window calls a ticket and is told so."""
        by = f"clerk:window-{window}"
        result = TicketResult(ticket=ticket, number="A001")
        self.write(f"call-{call:04}", by, result, called(ticket, call, window))
        self.hears(f"call-{call:04}", by, c.CallNext(), result)

    def sql(self, statement: str) -> None:
        conn = sqlite3.connect(self.path, isolation_level=None)
        conn.execute(statement)
        conn.close()

    @property
    def findings(self) -> list[str]:
        return audit(self.path, self.ledger, small_hall()).findings


def taken(ticket: str, count: int) -> e.TicketTaken:
    return e.TicketTaken(
        at=MORNING,
        by=KIOSK,
        ticket=ticket,
        number=f"A{count:03}",
        count=count,
        queue="a",
        item="a-1",
        visitor_class=VisitorClass.ORDINARY,
        place="K1",
        order_at=MORNING,
    )


def called(ticket: str, call: int, window: int = 1) -> e.TicketCalled:
    by = f"clerk:window-{window}"
    return e.TicketCalled(
        at=MORNING, by=by, ticket=ticket, window=window, clerk="0101", call=call, why="first_come"
    )


@pytest.fixture
def forged(tmp_path: Path) -> Forged:
    """Two took a number, the first was called."""
    made = Forged(tmp_path / "journal.db")
    made.take("t1", 1)
    made.take("t2", 2)
    made.call("t1", 1)
    return made


def finds(forged: Forged, words: str) -> bool:
    return any(words in finding for finding in forged.findings)


def test_a_good_journal_is_good(forged: Forged) -> None:
    found = audit(forged.path, forged.ledger, small_hall())

    assert found.findings == []
    assert (found.events, found.commands, found.unheard, found.unkept) == (4, 4, 0, 0)


def test_the_audit_leaves_the_journal_as_it_found_it(forged: Forged) -> None:
    before = {path.name: path.read_bytes() for path in forged.path.parent.iterdir()}

    assert forged.findings == []
    assert {path.name: path.read_bytes() for path in forged.path.parent.iterdir()} == before


def test_what_a_kill_left_in_the_write_ahead_log_is_read(forged: Forged) -> None:
    held = sqlite3.connect(forged.path, isolation_level=None)  # keeps the log from being put in order
    held.execute("SELECT count(*) FROM events").fetchone()
    forged.take("t3", 3)

    assert forged.path.with_name("journal.db-wal").stat().st_size > 0
    assert audit(forged.path, forged.ledger, small_hall()).kinds["ticket_taken"] == 3
    held.close()


def test_an_answered_command_that_is_not_in_the_journal_is_found(forged: Forged) -> None:
    forged.hears("lost-001", KIOSK, c.TakeTicket(item="a-1"), TicketResult(ticket="t9", number="A009"))

    assert finds(forged, "take_ticket lost-001 was answered and is not in the journal")


def test_an_answer_other_than_the_journals_is_found(forged: Forged) -> None:
    forged.write("take-t3", KIOSK, TicketResult(ticket="t3", number="A003"), taken("t3", 3))
    forged.hears("take-t3", KIOSK, c.TakeTicket(item="a-1"), TicketResult(ticket="t3", number="A004"))

    assert finds(forged, "take-t3 was answered otherwise than the journal says")
    assert finds(forged, "take-t3 was told A004 and got A003")


def test_an_answer_that_changes_is_found(forged: Forged) -> None:
    forged.ledger.hear(No(id="take-t1", code="full", zh="", en=""))

    assert finds(forged, "take-t1 was answered otherwise when it was said again")


def test_a_refusal_before_the_first_done_is_no_change(forged: Forged) -> None:
    forged.ledger.sayings["take-t1"].answers.insert(0, No(id="take-t1", code="busy", zh="", en=""))

    assert forged.findings == []


def test_a_refusal_of_what_was_done_is_found(forged: Forged) -> None:
    forged.ledger.sayings["take-t1"].answers[:] = [No(id="take-t1", code="full", zh="", en="")]

    assert finds(forged, "take-t1 is in the journal and was refused")


def test_a_number_given_twice_is_found_in_the_journal_and_among_the_answers(forged: Forged) -> None:
    forged.take("t3", 2)

    assert finds(forged, "number A002 had been given to ticket t2")
    assert finds(forged, "take-t3 was told A002, as take-t2 had been")


def test_the_same_number_on_another_day_is_none_given_twice(forged: Forged) -> None:
    tomorrow = MORNING + timedelta(days=1)
    ends = [e.TicketExpired(at=tomorrow, by="agent:hub", ticket=t, reason="end_of_day") for t in ("t1", "t2")]
    began = e.DayBegan(at=tomorrow, by="agent:hub", day=tomorrow.date())
    forged.write("day:next", "agent:hub", None, *ends, began)
    again = msgspec.structs.replace(taken("t3", 1), at=tomorrow)
    result = TicketResult(ticket="t3", number="A001")
    forged.write("take-t3", KIOSK, result, again)
    forged.hears("take-t3", KIOSK, c.TakeTicket(item="a-1"), result)

    assert forged.findings == []


def test_somebody_called_twice_is_found(forged: Forged) -> None:
    forged.call("t1", 2, window=2)

    assert finds(forged, "ticket_called: ticket t1 was called")


def test_somebody_called_to_a_window_that_is_not_free_is_found(forged: Forged) -> None:
    forged.call("t2", 2)

    assert finds(forged, "ticket t1 is still at window 1")


def test_a_call_that_nobody_announced_is_found(forged: Forged) -> None:
    forged.call("t2", 7, window=2)

    assert finds(forged, "it is call 7 after call 1")


def test_a_visitor_served_at_another_window_is_found(forged: Forged) -> None:
    started = e.ServiceStarted(at=MORNING, by=CLERK_2, ticket="t1", window=2)
    forged.write("start-001", CLERK_2, TicketResult(ticket="t1", number="A001"), started)
    forged.hears("start-001", CLERK_2, c.Start(), TicketResult(ticket="t1", number="A001"))

    assert finds(forged, "ticket t1 is not at window 2")


def test_a_service_handed_in_of_a_ticket_that_had_ended_is_found(forged: Forged) -> None:
    forged.write("give-up-2", KIOSK, None, e.TicketCancelled(at=MORNING, by=KIOSK, ticket="t2"))
    served = e.ServiceHandedIn(
        at=MORNING,
        by=CLERK_2,
        ticket="t2",
        window=2,
        clerk="0101",
        called_at=MORNING,
        outcome=AwayOutcome.SERVED,
    )
    beaten = msgspec.structs.replace(served, beaten=True)
    forged.write("hand-in-1", CLERK_2, None, beaten)
    assert not finds(forged, "service_handed_in")

    forged.write("hand-in-2", CLERK_2, None, served)

    assert finds(forged, "service_handed_in: ticket t2 was cancelled")


def test_a_ticket_out_of_nowhere_is_found(forged: Forged) -> None:
    forged.write("cancel-1", KIOSK, None, e.TicketCancelled(at=MORNING, by=KIOSK, ticket="t8"))

    assert finds(forged, "ticket_cancelled: ticket t8 was never taken")
    assert finds(forged, "ticket_cancelled does not replay")


def test_a_command_that_nobody_said_is_found(forged: Forged) -> None:
    forged.write("take-t3", KIOSK, None, taken("t3", 3))

    assert finds(forged, "command take-t3 of kiosk:K1 was done and never said")


def test_a_command_kept_as_somebody_elses_is_found(forged: Forged) -> None:
    forged.sql("UPDATE commands SET principal = 'clerk:window-2' WHERE id = 'call-0001'")

    assert finds(forged, "call-0001 is kept as said by clerk:window-2")


def test_a_command_done_twice_is_found(forged: Forged) -> None:
    forged.sql("DELETE FROM commands WHERE id = 'take-t2'")
    forged.write("take-t2", KIOSK, TicketResult(ticket="t2", number="A002"), taken("t3", 3))

    assert finds(forged, "command take-t2 has other events than it says")


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        (
            "UPDATE events SET body = replace(body, 'K1', 'K2') WHERE seq = 2",
            "event 2 is not what was written",
        ),
        ("UPDATE events SET command_id = 'take-t2' WHERE seq = 2", "event 2 is not what was written"),
        ("DELETE FROM events WHERE seq = 2", "event 2 is missing"),
        ("DELETE FROM numbers WHERE number = 'A002'", "number A002 of 2026-03-02 is not guarded"),
        ("INSERT INTO numbers VALUES ('2026-03-02', 'A077', 2)", "number A077 of 2026-03-02 was never given"),
        ("DELETE FROM commands WHERE id = 'day:first'", "events [1] are of day:first, a command that is not"),
    ],
)
def test_a_changed_row_is_found(forged: Forged, statement: str, words: str) -> None:
    forged.sql(statement)

    assert any(finding.startswith(words) for finding in forged.findings)


@pytest.mark.parametrize(
    "forget",
    [
        lambda forged: forged.path.unlink(),
        lambda forged: forged.path.write_bytes(b"no journal at all" * 1000),
    ],
)
def test_a_journal_that_is_gone_or_none_is_found(forged: Forged, forget: Callable[[Forged], None]) -> None:
    forget(forged)

    assert forged.findings != []


def test_what_was_said_and_not_heard_is_counted(forged: Forged) -> None:
    forged.ledger.say(Saying(id="take-t3", by=KIOSK, command=c.TakeTicket(item="a-1")))
    forged.ledger.say(Saying(id="take-t4", by=KIOSK, command=c.TakeTicket(item="a-1")))
    forged.write("take-t3", KIOSK, TicketResult(ticket="t3", number="A003"), taken("t3", 3))
    found = audit(forged.path, forged.ledger, small_hall())

    assert (found.findings, found.unheard, found.unkept) == ([], 1, 1)


def test_a_ledger_can_be_kept_in_a_file(forged: Forged, tmp_path: Path) -> None:
    forged.ledger.write(tmp_path / "ledger")

    assert read(tmp_path / "ledger").sayings == forged.ledger.sayings
