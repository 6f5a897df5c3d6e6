"""What the hall server's operator sees through the views, from the hub's own events."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

import devices.sync
from devices.hub import events as e
from devices.hub.journal import Journal
from devices.link.words import Grade, TransferPlace, VisitorClass
from devices.sync.postgres import Address, exchange
from devices.sync.protocol import Batch
from tests.devices.sync.conftest import NINE, Ask, note


def at(minutes: float) -> datetime:
    return NINE + timedelta(minutes=minutes)


def taken(ticket: str, number: str, minutes: float, queue: str = "tax") -> e.TicketTaken:
    return e.TicketTaken(
        at=at(minutes),
        by="kiosk:K1",
        ticket=ticket,
        number=number,
        count=int(number[1:]),
        queue=queue,
        item="tax-01",
        visitor_class=VisitorClass.ORDINARY,
        place="K1",
        order_at=at(minutes),
    )


def called(ticket: str, minutes: float, window: int = 5, clerk: str = "1001") -> e.TicketCalled:
    return e.TicketCalled(
        at=at(minutes), by="clerk:window-5", ticket=ticket, window=window, clerk=clerk, call=1, why="first"
    )


def started(ticket: str, minutes: float, window: int = 5) -> e.ServiceStarted:
    return e.ServiceStarted(at=at(minutes), by="clerk:window-5", ticket=ticket, window=window)


def finished(ticket: str, minutes: float, window: int = 5, clerk: str = "1001") -> e.ServiceFinished:
    return e.ServiceFinished(at=at(minutes), by="clerk:window-5", ticket=ticket, window=window, clerk=clerk)


def missed(ticket: str, minutes: float) -> e.TicketMissed:
    return e.TicketMissed(at=at(minutes), by="clerk:window-5", ticket=ticket, window=5)


A_DAY: list[e.AnyEvent] = [
    # Served at once, rated, after a hold.
    taken("t1", "D001", 0),
    called("t1", 4),
    started("t1", 5),
    e.TicketHeld(at=at(6), by="clerk:window-5", ticket="t1", window=5),
    e.TicketResumed(at=at(9), by="clerk:window-5", ticket="t1", window=5),
    finished("t1", 17),
    e.Rated(
        at=at(18),
        by="pad:window-5",
        ticket="t1",
        window=5,
        clerk="1001",
        grade=Grade.DISSATISFIED,
        reasons=("213", "214"),
    ),
    # Missed, returned, called again, and moved on twice.
    taken("t2", "D002", 1),
    called("t2", 11),
    missed("t2", 12),
    e.TicketReturned(at=at(13), by="desk", ticket="t2", behind=None),
    called("t2", 15),
    started("t2", 16),
    e.TicketTransferred(
        at=at(20),
        by="clerk:window-5",
        ticket="t2",
        step="t2b",
        window=5,
        queue="collect",
        to_window=0,
        place=TransferPlace.END,
        order_at=at(20),
    ),
    called("t2b", 22, window=6, clerk="1002"),
    e.TicketTransferred(
        at=at(23),
        by="clerk:window-6",
        ticket="t2b",
        step="t2c",
        window=6,
        queue="collect",
        to_window=6,
        place=TransferPlace.FRONT,
        order_at=at(23),
    ),
    # Given up; still waiting; missed and left; ended with the day.
    taken("t3", "D003", 2),
    e.TicketCancelled(at=at(3), by="kiosk:K1", ticket="t3"),
    taken("t4", "D004", 3),
    taken("t5", "D005", 4),
    called("t5", 24),
    missed("t5", 25),
    taken("t6", "D006", 5),
    e.TicketExpired(at=at(24 * 60), by="hub", ticket="t6", reason="end_of_day"),
]


@pytest.fixture
async def exchanged(database: str, journal: Journal) -> None:
    """The day above in the exchange database, as two halls' day, so that each must be kept apart."""
    note(journal, A_DAY)
    rows = tuple(journal.after(0, 100))
    async with exchange(Address(database)) as remote:
        await remote.merge(Batch(hall_id="east", rows=rows))
        await remote.merge(Batch(hall_id="west", rows=rows))


async def test_each_step_of_a_visit_is_a_ticket_with_its_end(exchanged: None, ask: Ask) -> None:
    rows = ask(
        "SELECT ticket, visit, number, queue, state, no_shows, grade FROM hall_tickets "
        "WHERE hall_id = 'east' AND day = '2026-03-02' ORDER BY ticket"
    )
    assert rows == [
        ("t1", "t1", "D001", "tax", "finished", 0, 2),
        ("t2", "t2", "D002", "tax", "transferred", 1, None),
        ("t2b", "t2", "D002", "collect", "transferred", 0, None),
        ("t2c", "t2", "D002", "collect", "waiting", 0, None),
        ("t3", "t3", "D003", "tax", "cancelled", 0, None),
        ("t4", "t4", "D004", "tax", "waiting", 0, None),
        ("t5", "t5", "D005", "tax", "no_show", 1, None),
        ("t6", "t6", "D006", "tax", "expired", 0, None),
    ]


async def test_a_wait_ends_with_the_first_call_and_a_service_with_its_end(exchanged: None, ask: Ask) -> None:
    rows = ask(
        "SELECT ticket, wait_min, service_min, window_number, clerk FROM hall_tickets "
        "WHERE hall_id = 'east' AND called_at IS NOT NULL ORDER BY ticket"
    )
    assert rows == [
        ("t1", Decimal("4.00"), Decimal("12.00"), 5, "1001"),
        ("t2", Decimal("10.00"), Decimal("4.00"), 5, "1001"),
        ("t2b", Decimal("2.00"), None, 6, "1002"),
        ("t5", Decimal("20.00"), None, 5, "1001"),
    ]


async def test_waits_are_told_by_queue(exchanged: None, ask: Ask) -> None:
    rows = ask(
        "SELECT queue, tickets, called, waiting, finished, cancelled, expired, no_shows, mean_wait_min, "
        "median_wait_min, p90_wait_min, longest_wait_min, mean_service_min FROM hall_waits "
        "WHERE hall_id = 'east' AND day = '2026-03-02' ORDER BY queue"
    )
    number = Decimal
    assert rows == [
        ("collect", 2, 1, 1, 0, 0, 0, 0, number("2.0"), number("2.0"), number("2.0"), number("2.0"), None),
        (
            *("tax", 6, 3, 1, 1, 1, 1, 2),
            *(number("11.3"), number("10.0"), number("18.0"), number("20.0"), number("8.0")),
        ),
    ]


async def test_services_and_ratings_are_told_by_clerk(exchanged: None, ask: Ask) -> None:
    services = ask("SELECT window_number, clerk, finished, rated, mean_grade FROM hall_services LIMIT 1")
    assert services == [(5, "1001", 1, 1, Decimal("2.00"))]
    ratings = ask(
        "SELECT ticket, window_number, clerk, grade, reasons FROM hall_ratings WHERE hall_id = 'west'"
    )
    assert ratings == [("t1", 5, "1001", 2, ["213", "214"])]


async def test_the_readme_names_every_view_and_every_column(exchanged: None, ask: Ask) -> None:
    text = (Path(devices.sync.__file__).parent / "README.md").read_text("utf-8")
    columns = ask(
        "SELECT table_name || '.' || column_name FROM information_schema.columns "
        "WHERE table_schema = 'public'"
    )
    assert len(columns) > 40
    for (column,) in columns:
        table, _, name = str(column).partition(".")
        section = text.partition(f"### `{table}`")[2].partition("### ")[0]
        assert f"`{name}`" in section, f"{table} {name}"
