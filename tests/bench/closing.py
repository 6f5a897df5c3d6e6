"""What closing by forecast costs: who was sent away in vain, and who got a number and was called too late.

``python -m tests.bench.closing HALL`` plays days of a hall and looks at each with the eyes of the evening.
Somebody who came too late for a number was sent away in vain, if a window of their queue stood free
afterwards for long enough before the hours ended; of several, each takes such time away from the next.
Somebody with a number was called too late, if that was after the end of the hours in which they took it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from statistics import fmean
from tempfile import TemporaryDirectory

import click

from config.load import load
from config.schema import HallConfig
from devices.hub import events as e
from devices.hub.evolve import evolve
from devices.hub.journal import Journal
from devices.hub.rules.hours import span_now
from devices.hub.state import Hall
from devices.link.words import ClosingReason, WindowState
from devices.simulate.command import MONDAY
from devices.simulate.day import play

BREATH = timedelta(seconds=25)
"""A window that stands free for less is only between two calls."""


@dataclass
class Free:
    """A window that could have called somebody of these queues."""

    start: datetime
    end: datetime
    queues: tuple[str, ...]


@dataclass(frozen=True)
class Evening:
    """How a day's closings look in the evening.

    Attributes:
        came: visitors who came.
        sent_away: those who came too late for a number; ``in_vain`` those of them who could have been served.
        late_min: minutes after the hours at which somebody with a number was called.
        never: those with a number who were never called and had not given up.
        closed: closings by forecast, and ``opened`` how often the forecast opened a queue again.
    """

    came: int
    sent_away: int
    in_vain: int
    late_min: tuple[float, ...]
    never: int
    closed: int
    opened: int


def evening(config: HallConfig, seed: int, day: date, visitors: int | None = None) -> Evening:
    """Play a day and look back at it."""
    with TemporaryDirectory() as folder:
        journal = Journal(Path(folder) / "journal.db")
        try:
            ledger = play(config, day, seed, visitors, journal, lambda clock, stage: None)
            events = tuple(journal.replay())
        finally:
            journal.close()
    hall = Hall(config)
    late, never = unserved(hall, events)
    return Evening(
        came=ledger.came,
        sent_away=len(ledger.too_late),
        in_vain=in_vain(hall, ledger.too_late, free_times(config, events)),
        late_min=late,
        never=never,
        closed=sum(isinstance(v, e.TicketingClosed) and v.reason is ClosingReason.FORECAST for v in events),
        opened=sum(isinstance(v, e.TicketingReopened) and v.by_forecast for v in events),
    )


def free_times(config: HallConfig, events: Iterable[e.AnyEvent]) -> list[Free]:
    """When windows were open and had nobody, by the queues that they served then."""
    hall = Hall(config)
    now: dict[int, Free] = {}
    found: list[Free] = []
    for event in events:
        evolve(hall, event)
        number = getattr(event, "window", 0)
        for window in [hall.windows[number]] if number in hall.windows else []:
            free = window.state is WindowState.OPEN and not window.ticket
            queues = hall.serves(number) if free else ()
            before = now.get(number)
            if before is not None and before.queues != queues:
                before.end = event.at
                found.append(now.pop(number))
            if free and number not in now:
                now[number] = Free(event.at, event.at, queues)
    return found


def in_vain(hall: Hall, came: Iterable[tuple[datetime, str]], free: Iterable[Free]) -> int:
    """How many of those who came too late could have been served after all, one after the other."""
    left = sorted(free, key=lambda some: some.start)
    count = 0
    for at, name in sorted(came):
        queue = hall.queue_of[name]
        span, service = span_now(hall, queue, at), timedelta(minutes=queue.minutes)
        for some in left:
            start = max(some.start, at)
            if name in some.queues and span and some.end - start >= BREATH and start + service <= span.end:
                left.remove(some)
                left.append(Free(some.start, start, some.queues))
                left.append(Free(start + service, some.end, some.queues))
                left.sort(key=lambda some: some.start)
                count += 1
                break
    return count


def unserved(hall: Hall, events: Iterable[e.AnyEvent]) -> tuple[tuple[float, ...], int]:
    """Minutes after the hours of those who were called then; how many were never called."""
    ends: dict[str, datetime] = {}
    late: list[float] = []
    never = 0
    for event in events:
        match event:
            case e.TicketTaken():
                span = span_now(hall, hall.queue_of[event.queue], event.at)
                if span is not None:
                    ends[event.ticket] = span.end
            case e.TicketCalled() if event.ticket in ends:
                over = (event.at - ends.pop(event.ticket)).total_seconds() / 60
                if over > 0:
                    late.append(over)
            case e.TicketExpired():
                never += event.ticket in ends
            case e.TicketCancelled():
                ends.pop(event.ticket, None)
            case _:
                pass
    return tuple(late), never


def report(days: list[Evening]) -> str:
    """The figures of the mean day."""
    late = [minutes for day in days for minutes in day.late_min]
    return "\n".join(
        [
            f"visitors      {fmean(day.came for day in days):.0f} on each of {len(days)} days",
            f"sent away     {fmean(day.sent_away for day in days):.1f} a day came too late for a number, "
            f"{fmean(day.in_vain for day in days):.1f} of them in vain",
            f"called late   {len(late) / len(days):.1f} a day with a number, on average "
            f"{fmean(late) if late else 0:.1f} min after the hours; never called "
            f"{fmean(day.never for day in days):.1f}",
            f"closings      {fmean(day.closed for day in days):.1f} a day by forecast, "
            f"{fmean(day.opened for day in days):.1f} opened again",
        ]
    )


@click.command()
@click.argument("hall", type=click.Path(exists=True, path_type=Path))
@click.option("--seeds", default="7,1,2,3,4", show_default=True)
@click.option("--date", "on", type=click.DateTime(["%Y-%m-%d"]), default=MONDAY, show_default=True)
@click.option("--visitors", type=int, help="How many come, else as windows can serve.")
def main(hall: Path, seeds: str, on: datetime, visitors: int | None) -> None:
    """Play days of HALL (its folder) and print what closing by forecast cost."""
    config = load(hall)
    days = [evening(config, int(seed), on.date(), visitors) for seed in seeds.split(",")]
    sys.stdout.write(report(days) + "\n")


if __name__ == "__main__":
    main()
