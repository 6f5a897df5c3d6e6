"""After any history, the views say of every ticket, booking, slip and result what the hall itself says."""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from random import Random

import psycopg
import pytest
from psycopg.rows import dict_row

from devices.hub import events as e
from devices.hub.evolve import evolve
from devices.hub.fates import Fates
from devices.hub.journal import Journal
from devices.hub.state import Hall, Result, Slip, Ticket
from devices.hub.wait_table import ALL
from devices.hub.wait_table import rows as wait_rows
from devices.link import commands as c
from devices.link.refusals import Refused
from devices.link.words import CounterStep, ResultState, TicketState
from devices.sync.postgres import Address, exchange
from devices.sync.protocol import Batch
from tests.devices.hub.histories import NEVER_WERE, PARTS, PEOPLE, PLAIN, Lived, played
from tests.devices.hub.played import DESK, Played, clerk
from tests.devices.sync.conftest import Server, fresh_database, note

FINAL = (TicketState.FINISHED, TicketState.TRANSFERRED, TicketState.CANCELLED, TicketState.EXPIRED)
AT_COUNTER = [
    *PLAIN,
    *(say for part in ("counter", "away", "desk", "bookings", "staff") for say in PARTS[part]),
]

Rows = list[dict[str, object]]


def busy_day(seed: int) -> Played:
    """A day at the windows on which much is taken back, and much is done without the hub."""
    dice = Random(f"busy {seed}")
    p = Lived()
    for name, visitor_class in PEOPLE.items():
        p.person(name, visitor_class)
    for window in (1, 2, 3, 6, 7):
        p.staff(window)
    for _ in range(500):
        p.later(minutes=dice.choice([0, 0.05, 0.1, 0.5]))
        undoable = [number for number, window in p.hall.windows.items() if window.last is not None]
        by, command = dice.choice(AT_COUNTER)(p, dice)
        if undoable and dice.random() < 0.3:
            by, command = clerk(dice.choice(undoable)), c.Undo()
        with contextlib.suppress(Refused):
            p.say(by, command)
    return p


def second_thoughts() -> Played:
    """Steps that are taken back one upon the other."""
    p = Played()
    by = p.staff(1)
    # A service without a number goes on after its transfer was taken back; another one never was.
    served: list[c.AnyCommand] = [c.ServeDirect(item="a-1"), c.Transfer(queue="b"), c.Undo(), c.Finish()]
    for command in (*served, c.ServeDirect(item="a-1"), c.Undo()):
        p.say(by, command)
    # A call, and then the last no-show that is allowed, are taken back.
    ticket = p.take()
    p.call(1)
    p.say(by, c.Undo())
    for _ in range(p.config.tickets.returns + 1):
        p.call(1)
        p.say(by, c.MarkNoShow())
        if p.hall.missed:
            p.say(DESK, c.ReturnTicket(ticket=ticket.id))
    p.say(by, c.Undo())
    # A visitor who went away for a while is back, or gone for good, and both are taken back.
    for command in (c.Start(), c.Hold()):
        p.say(by, command)
    for command in (c.Resume(ticket=ticket.id), c.Undo(), c.MarkNoShow(ticket=ticket.id), c.Undo()):
        p.say(by, command)
    p.say(by, c.Resume(ticket=ticket.id))
    p.say(by, c.Finish())
    p.take()
    p.call(1)
    # Transferred, taken back, and transferred after all.
    for command in (c.Start(), c.Transfer(queue="b"), c.Undo(), c.Transfer(queue="a"), c.CallNext()):
        p.say(by, command)
    # Finished with a next step, taken back, and with another one; then one more that never was.
    (here,) = (window.ticket for window in p.hall.windows.values() if window.ticket)
    p.say(by, c.Start())
    for command in (c.AddStep(ticket=here, queue="b"), c.Undo(), c.Finish()):
        p.say(by, command)
    for command in (c.AddStep(ticket=here, queue="b"), c.Undo(), c.AddStep(ticket=here, queue="a")):
        p.say(by, command)
    return p


@dataclass
class Told:
    """What the hall says after its events, of whatever day: values as they were last, by their ids."""

    p: Played
    fates: Fates = field(default_factory=Fates)
    tickets: dict[str, Ticket] = field(default_factory=dict)
    bookings: dict[tuple[str, datetime], tuple[str, str]] = field(default_factory=dict)
    grants: dict[tuple[str, datetime], datetime | None] = field(default_factory=dict)
    slips: dict[str, Slip] = field(default_factory=dict)
    results: dict[str, Result] = field(default_factory=dict)
    matters: dict[str, datetime | None] = field(default_factory=dict)
    accepted: dict[str, list[e.CaseAccepted]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Follow the events, and keep what each new day makes the hall forget."""
        hall = Hall(self.p.config)
        taken_back: set[str] = set()
        booked: dict[str, tuple[str, datetime]] = {}
        granted: dict[str, tuple[str, datetime]] = {}
        for event in self.p.events:
            if isinstance(event, e.Undone) and event.what in NEVER_WERE:
                last = hall.windows[event.window].last
                assert last is not None
                taken_back.add(last.step or last.ticket)
            evolve(hall, event)
            self.fates.follow(event)
            self.tickets |= hall.tickets
            self.slips |= hall.slips
            self.results |= hall.results
            self._desk(event, hall, booked, granted)
        for name in taken_back:
            del self.tickets[name]

    def _desk(
        self,
        event: e.AnyEvent,
        hall: Hall,
        booked: dict[str, tuple[str, datetime]],
        granted: dict[str, tuple[str, datetime]],
    ) -> None:
        match event:
            case e.AppointmentBooked():
                booked[event.code] = (event.code, event.at)
                self.bookings[booked[event.code]] = ("booked", "")
            case e.AppointmentCancelled():
                self.bookings[booked[event.code]] = ("cancelled", "")
            case e.AppointmentMissed():
                self.bookings[booked[event.code]] = ("missed", "")
            case e.AppointmentJoined():
                self.bookings[booked[event.code]] = ("used", event.ticket)
            case e.TicketTaken(appointment=str(code)):
                self.bookings[booked[code]] = ("used", event.ticket)
            case e.ClassGranted():
                visit = hall.tickets[event.ticket].visit
                granted[visit] = (event.ticket, event.at)
                self.grants[granted[visit]] = None
            case e.ClassRevoked():
                self.grants[granted[hall.tickets[event.ticket].visit]] = event.at
            case e.MatterRegistered():
                self.matters[event.matter] = None
            case e.MatterAnswered():
                self.matters[event.matter] = event.at
            case e.CaseAccepted():
                self.accepted.setdefault(event.ticket, []).append(event)
            case _:
                pass


@dataclass
class Halls:
    """A database that holds many halls, each with its history."""

    told: dict[str, Told]
    url: str

    def rows(self, view: str) -> Iterator[tuple[Told, Rows]]:
        """A view's rows, hall by hall."""
        with psycopg.connect(self.url, row_factory=dict_row) as connection:
            for hall, told in self.told.items():
                query = f"SELECT * FROM {view} WHERE hall_id = %s"  # noqa: S608 - a view of ours
                yield told, connection.execute(query.encode(), [hall]).fetchall()


async def merged(url: str, journals: dict[str, Journal]) -> None:
    async with exchange(Address(url)) as remote:
        for hall, journal in journals.items():
            await remote.merge(Batch(hall_id=hall, rows=tuple(journal.after(0, 100_000))))


@pytest.fixture(scope="module")
def halls(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Halls]:
    """Many histories in one database."""
    place = tmp_path_factory.mktemp("journals")
    days: dict[str, Played] = {f"any-{n}": played(numbers(n)) for n in range(11, 23)}
    days |= {f"busy-{n}": busy_day(n) for n in range(12)}
    days["second thoughts"] = second_thoughts()
    journals = {hall: Journal(place / f"{hall}.db") for hall in days}
    with fresh_database(server) as url:
        for hall, journal in journals.items():
            note(journal, days[hall].events)
        asyncio.run(merged(url, journals))
        yield Halls({hall: Told(p) for hall, p in days.items()}, url)
    for journal in journals.values():
        journal.close()


def numbers(seed: int) -> list[int]:
    dice = Random(f"any {seed}")
    return [dice.randrange(2**20) for _ in range(300)]


def test_the_histories_hold_everything_that_views_tell_of(halls: Halls) -> None:
    kinds: Counter[type[e.Event]] = Counter(
        type(event) for told in halls.told.values() for event in told.p.events
    )
    wanted: set[type[e.Event]] = {
        e.ServiceHandedIn,
        e.StepAdded,
        e.DirectServiceStarted,
        e.ItemsCorrected,
        e.TicketHandedOver,
        e.ClassRevoked,
        e.AppointmentJoined,
        e.CaseAccepted,
        e.SlipSettled,
        e.ResultHandedOver,
    }
    assert not [kind for kind in wanted if not kinds[kind]]
    undone = {
        event.what for told in halls.told.values() for event in told.p.events if isinstance(event, e.Undone)
    }
    assert undone == set(CounterStep)


def test_every_ticket_is_what_the_hall_says_of_it(halls: Halls) -> None:
    for told, rows in halls.rows("hall_tickets"):
        found = {str(row["ticket"]): row for row in rows}
        assert set(found) == set(told.tickets)
        for name, ticket in told.tickets.items():
            row = found[name]
            said = {
                "visit": ticket.visit,
                "number": ticket.number,
                "queue": ticket.queue,
                "item": ticket.item,
                "items": list(ticket.items),
                "visitor_class": ticket.visitor_class,
                "ground": ticket.ground,
                "state": ticket.state,
                "started_at": ticket.started_at,
                "ended_at": ticket.ended_at if ticket.state in FINAL else None,
                "grade": ticket.rating,
                "slot": ticket.slot,
                "source": ticket.source,
                "bundle": ticket.bundle,
                "away": ticket.away,
                "printed": ticket.printed,
                "place": ticket.kiosk,
            }
            assert {key: row[key] for key in said} == said, name
            assert (row["clerk"] or "") == ticket.clerk, name
            # Whoever came back after a missed call waits for no window; the row still tells of the last one.
            assert ticket.window in (0, row["window_number"]), name
            cases = told.accepted.get(name, [])
            assert row["case_number"] == next((a.case_number for a in cases[::-1] if a.case_number), None)
            assert row["first_pass"] == (all(a.first_pass for a in cases) if cases else None)


def test_every_ticket_waited_and_was_served_as_long_as_its_events_say(halls: Halls) -> None:
    for told, rows in halls.rows("hall_tickets"):
        assert {row["ticket"] for row in rows} == set(told.fates.of)
        for row in rows:
            fate = told.fates.of[str(row["ticket"])]
            # What the fates say is what the hall says, too.
            ticket = told.tickets[str(row["ticket"])]
            assert (fate.state, fate.visitor_class, fate.clerk) == (
                ticket.state,
                ticket.visitor_class,
                ticket.clerk,
            )
            assert row["called_at"] == min(fate.calls, default=None)
            assert row["no_shows"] == fate.misses
            assert row["direct"] == fate.direct
            assert row["declined"] == fate.declined
            assert row["late"] == fate.late
            assert minutes(row["wait_min"]) == minutes(fate.wait_min)
            assert minutes(row["service_min"]) == minutes(service_min(ticket))


def service_min(ticket: Ticket) -> float | None:
    """Minutes from the begin of the service to its end, time on hold included; None without one."""
    over = ticket.state in (TicketState.FINISHED, TicketState.TRANSFERRED)
    if not over or ticket.started_at is None or ticket.ended_at is None:
        return None
    return (ticket.ended_at - ticket.started_at).total_seconds() / 60


def minutes(value: object) -> object:
    return None if value is None else pytest.approx(float(str(value)), abs=0.0051)


def test_waits_are_those_of_the_day_report(halls: Halls) -> None:
    for told, rows in halls.rows("hall_class_waits"):
        days = {row["day"] for row in rows}
        if len(days) > 1:
            continue
        expected = {
            (row.queue, row.visitor_class): row
            for row in wait_rows(told.p.config, told.fates.of.values())
            if ALL not in (row.queue, row.visitor_class)
        }
        found = {(str(row["queue"]), str(row["visitor_class"])): row for row in rows if row["tickets"]}
        assert set(found) == set(expected)
        for key, row in found.items():
            report = expected[key]
            assert (row["tickets"], row["called"], row["finished"], row["transferred"], row["no_shows"]) == (
                report.tickets,
                report.called,
                report.served,
                report.moved,
                report.no_shows,
            )
            if report.called:
                waits = (report.mean, report.median, report.p90, report.longest)
                names = ("mean_wait_min", "median_wait_min", "p90_wait_min", "longest_wait_min")
                assert [float(str(row[name])) for name in names] == [
                    pytest.approx(w, abs=0.06) for w in waits
                ]


def test_every_booking_is_booked_used_cancelled_or_missed(halls: Halls) -> None:
    states: Counter[object] = Counter()
    for told, rows in halls.rows("hall_bookings"):
        found = {(str(row["code"]), row["booked_at"]): (row["state"], row["ticket"] or "") for row in rows}
        assert found == told.bookings
        states.update(row["state"] for row in rows)
    assert set(states) == {"booked", "used", "cancelled", "missed"}


def test_every_grant_says_whether_it_was_taken_back(halls: Halls) -> None:
    taken_back = 0
    for told, rows in halls.rows("hall_grants"):
        found = {(str(row["ticket"]), row["granted_at"]): row["revoked_at"] for row in rows}
        assert found == told.grants
        taken_back += sum(at is not None for at in found.values())
    assert taken_back


def test_every_slip_is_what_the_hall_says_of_it(halls: Halls) -> None:
    for told, rows in halls.rows("hall_papers"):
        found = {str(row["slip"]): row for row in rows}
        assert set(found) == set(told.slips)
        for name, slip in told.slips.items():
            said = {
                "number": slip.number,
                "kind": slip.kind,
                "ticket": slip.ticket,
                "item": slip.item,
                "case_number": slip.case_number,
                "materials": list(slip.materials),
                "due": slip.due,
                "outcome": slip.outcome,
                "back": slip.back or None,
                "overdue": slip.overdue,
                "issued_at": slip.at,
            }
            assert {key: found[name][key] for key in said} == said


def test_every_result_is_what_the_hall_says_of_it(halls: Halls) -> None:
    for told, rows in halls.rows("hall_results"):
        found = {str(row["result"]): row for row in rows}
        assert set(found) == set(told.results)
        for name, result in told.results.items():
            given = result.state is ResultState.HANDED_OVER
            said = {
                "code": result.code,
                "delivery": result.delivery,
                "state": result.state,
                "arrived_at": result.at,
                "notices": len(result.told),
                "notified_how": result.told[-1][0] if result.told else None,
                "notified_at": result.told[-1][1] if result.told else None,
                "ended_at": result.ended_at,
                "receipt": result.number if given else None,
                "handed_on": ("card" if result.person_checked else result.evidence) if given else None,
                "window_number": (result.window or None) if given else None,
                "overdue": result.overdue,
            }
            assert {key: found[name][key] for key in said} == said


def test_every_matter_says_when_it_was_answered(halls: Halls) -> None:
    for told, rows in halls.rows("hall_matters"):
        assert {str(row["matter"]): row["answered_at"] for row in rows} == told.matters
