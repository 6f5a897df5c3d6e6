"""The waits of a day by queue and class, and what the tickets of each came to.

Every ticket that joined a line stands in one row, by its queue and the class it had in the end, so the rows
add up to the queues and those to the hall. Whoever a window served without a number waited in no line, and
a ticket that was handed in after its day had ended belongs to that day.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Sequence
from statistics import fmean
from typing import NamedTuple

from config.schema import HallConfig
from devices.hub.fates import Fate
from devices.link.words import TicketState, VisitorClass

CLASSES = {
    VisitorClass.PRIORITY: "优先",
    VisitorClass.SECOND_VISIT: "二次优先",
    VisitorClass.APPOINTMENT: "预约",
    VisitorClass.ORDINARY: "普通",
}
"""How the classes are written in a table, in the order in which they stand there."""
ALL = "all"
"""Queue or class of a row that sums up."""
COLUMNS = ("queue", "class", "tickets", "served", "moved", "cancelled", "expired", "no_shows")
WAITS = ("mean", "median", "p90", "max")


class Row(NamedTuple):
    """One queue and class; waits are minutes from joining the line to the first call, 0 without any call.

    ``no_shows`` counts calls to which nobody came; ``open`` tickets that are in none of the columns before.
    """

    queue: str
    visitor_class: str
    tickets: int
    served: int
    moved: int
    cancelled: int
    expired: int
    no_shows: int
    mean: float
    median: float
    p90: float
    longest: float
    called: int
    open: int


def rows(config: HallConfig, fates: Collection[Fate]) -> list[Row]:
    """A row for each queue and class that had a ticket, one for each queue, and one for all."""
    waited = [fate for fate in fates if not fate.direct and not fate.late]
    known = [queue.id for queue in config.queues]
    found: list[Row] = []
    for queue in (*known, *sorted({fate.queue for fate in waited} - set(known))):
        own = [fate for fate in waited if fate.queue == queue]
        if own:
            found += [*_by_class(queue, own), _row(queue, ALL, own)]
    return [*found, *_by_class(ALL, waited), _row(ALL, ALL, waited)]


def _by_class(queue: str, fates: list[Fate]) -> list[Row]:
    by_class = {c: [fate for fate in fates if fate.visitor_class is c] for c in CLASSES}
    return [_row(queue, c.value, of_class) for c, of_class in by_class.items() if of_class]


def _row(queue: str, visitor_class: str, fates: list[Fate]) -> Row:
    waits = sorted(wait for fate in fates if (wait := fate.wait_min) is not None)

    def ended(state: TicketState) -> int:
        return sum(fate.state is state for fate in fates)

    served, moved = ended(TicketState.FINISHED), ended(TicketState.TRANSFERRED)
    cancelled, expired = ended(TicketState.CANCELLED), ended(TicketState.EXPIRED)
    return Row(
        queue=queue,
        visitor_class=visitor_class,
        tickets=len(fates),
        served=served,
        moved=moved,
        cancelled=cancelled,
        expired=expired,
        no_shows=sum(fate.misses for fate in fates),
        mean=fmean(waits) if waits else 0.0,
        median=percentile(waits, 0.5),
        p90=percentile(waits, 0.9),
        longest=waits[-1] if waits else 0.0,
        called=len(waits),
        open=len(fates) - served - moved - cancelled - expired,
    )


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which a share of them lies, between neighbours in proportion, 0 of none.

    PostgreSQL's ``percentile_cont`` says the same, so that the hall and the exchange database agree.

    Args:
        values: in ascending order.
        share: 0 to 1.
    """
    if not values:
        return 0.0
    place = share * (len(values) - 1)
    low = int(place)
    high = min(low + 1, len(values) - 1)
    return values[low] + (values[high] - values[low]) * (place - low)


def as_csv(found: Sequence[Row]) -> str:
    """The rows as csv; waits are in minutes."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*COLUMNS, *(f"{name}_min" for name in WAITS)])
    for row in found:
        writer.writerow([*row[:8], *(f"{wait:.2f}" for wait in row[8:12])])
    return text.getvalue()
