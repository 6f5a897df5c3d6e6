"""The table adds up, and its waits are those of the events."""

from __future__ import annotations

import csv
import io
from collections import Counter
from datetime import UTC, datetime, timedelta

from devices.hub import events as e
from devices.hub.state import Hall
from devices.link.words import CounterStep, TicketState, VisitorClass
from devices.simulate.ledger import Ledger
from devices.simulate.table import as_csv, as_text, rows
from tests.devices.simulate.days import MONDAY, shipped
from tests.halls import small_hall

NINE = datetime(2026, 11, 23, 1, tzinfo=UTC)


def test_each_row_is_the_sum_of_its_ends() -> None:
    for row in rows(shipped("liupanshui").ledger):
        assert row.tickets == row.served + row.moved + row.cancelled + row.expired
        assert row.median <= row.p90 <= row.longest
        assert row.mean <= row.longest


def test_classes_add_up_to_queues_and_queues_to_the_hall() -> None:
    ledger = shipped("liupanshui").ledger
    found = rows(ledger)
    whole = found[-1]
    assert (whole.queue, whole.visitor_class, whole.tickets) == ("all", "all", len(ledger.fates))
    for column in ("tickets", "served", "moved", "cancelled", "expired", "no_shows"):
        sums: Counter[tuple[bool, bool]] = Counter()
        for row in found:
            sums[row.queue == "all", row.visitor_class == "all"] += getattr(row, column)
        assert set(sums.values()) == {getattr(whole, column)}


def test_the_csv_has_the_same_rows() -> None:
    ledger = shipped("liupanshui").ledger
    read = list(csv.DictReader(io.StringIO(as_csv(ledger))))
    assert [int(row["tickets"]) for row in read] == [row.tickets for row in rows(ledger)]
    assert [row["mean_min"] for row in read] == [f"{row.mean:.2f}" for row in rows(ledger)]


def test_the_text_lines_up_under_chinese_heads() -> None:
    lines = as_text(shipped("liupanshui").ledger).splitlines()
    body = lines[: lines.index("")]

    def width(line: str) -> int:
        return sum(2 if ord(letter) > 0x2E80 else 1 for letter in line)

    assert len({width(line) for line in body}) == 1
    assert "visitors came" in lines[len(body) + 1]


def at(minutes: float) -> datetime:
    return NINE + timedelta(minutes=minutes)


def taken(ticket: str, minutes: float, **more: object) -> e.TicketTaken:
    values: dict[str, object] = {
        "at": at(minutes),
        "by": "kiosk:K1",
        "ticket": ticket,
        "number": "A001",
        "count": 1,
        "queue": "a",
        "item": "a-1",
        "visitor_class": VisitorClass.ORDINARY,
        "place": "K1",
        "order_at": at(minutes),
        "person": None,
        "appointment": None,
        "slot": None,
    }
    return e.TicketTaken(**{**values, **more})  # type: ignore[arg-type]


def called(ticket: str, minutes: float) -> e.TicketCalled:
    return e.TicketCalled(
        at=at(minutes), by="clerk:window-1", ticket=ticket, window=1, clerk="0101", call=1, why="first_come"
    )


def undone(ticket: str, minutes: float, what: CounterStep) -> e.Undone:
    return e.Undone(at=at(minutes), by="clerk:window-1", ticket=ticket, window=1, what=what)


def told(*events: e.AnyEvent) -> Ledger:
    hall = small_hall()
    ledger = Ledger(hall, MONDAY)
    for event in events:
        ledger.follow(event, Hall(hall))
    return ledger


def test_a_wait_ends_with_the_first_call_and_a_second_one_makes_it_no_longer() -> None:
    missed = e.TicketMissed(at=at(12), by="clerk:window-1", ticket="t", window=1)
    ledger = told(taken("t", 0), called("t", 10), missed, called("t", 30))
    assert ledger.fates["t"].wait_min == 10
    assert ledger.fates["t"].misses == 1


def test_a_call_that_is_taken_back_ends_no_wait() -> None:
    ledger = told(taken("t", 0), called("t", 10), undone("t", 10.05, CounterStep.CALLED), called("t", 14))
    assert ledger.fates["t"].wait_min == 14


def test_a_no_show_that_is_taken_back_is_none() -> None:
    missed = e.TicketMissed(at=at(12), by="clerk:window-1", ticket="t", window=1)
    ledger = told(taken("t", 0), called("t", 10), missed, undone("t", 12.05, CounterStep.NO_SHOW))
    assert ledger.fates["t"].misses == 0
    assert ledger.fates["t"].state is TicketState.CALLED


def test_who_is_booked_waits_from_the_booked_time_on() -> None:
    early = taken("t", 0, visitor_class=VisitorClass.APPOINTMENT, slot=at(20))
    ledger = told(early, called("t", 25))
    assert ledger.fates["t"].wait_min == 5
    assert told(early, called("t", 15)).fates["t"].wait_min == 0
