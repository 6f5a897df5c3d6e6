"""The day in one table: waits by queue and class, and the hall's totals.

Every ticket stands in one row, by its queue and the class it had in the end, and in one of the columns
served, moved on, cancelled and expired; so the rows add up to the tickets, and those to the day.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from devices.hub import wait_table
from devices.hub.wait_table import CLASSES, Row
from devices.link.words import TicketState
from devices.simulate.ledger import Ledger


def rows(ledger: Ledger) -> list[Row]:
    """A row for each queue and class that had a ticket, one for each queue, and one for all."""
    return wait_table.rows(ledger.config, ledger.fates.values())


def as_csv(ledger: Ledger) -> str:
    """The rows as csv; waits are in minutes."""
    return wait_table.as_csv(rows(ledger))


def as_text(ledger: Ledger) -> str:
    """The rows for people, with the queues' own names, and the totals below."""
    names = {queue.id: queue.name for queue in ledger.config.queues} | {"all": "全部"}
    classes = {c.value: name for c, name in CLASSES.items()} | {"all": "合计"}
    head = ["队列", "类别", "号票", "办结", "转移", "取消", "过期", "过号", "平均", "中位", "P90", "最长"]
    body = [
        [
            names[row.queue] if at == 0 or row.queue != before else "",
            classes[row.visitor_class],
            *(str(number) for number in row[2:8]),
            *(f"{wait:.1f}" for wait in row[8:12]),
        ]
        for at, (row, before) in enumerate(_with_before(rows(ledger)))
    ]
    widths = [max(_width(line[at]) for line in [head, *body]) for at in range(len(head))]
    lines = []
    for line in [head, *body]:
        cells = zip(line, widths, strict=True)
        lines.append(
            "  ".join(_padded(text, width, at < 2) for at, (text, width) in enumerate(cells)).rstrip()
        )
    return "\n".join([*lines, "", *totals(ledger)])


def _with_before(found: list[Row]) -> Iterable[tuple[Row, str]]:
    return zip(found, ["", *(row.queue for row in found)], strict=False)


def totals(ledger: Ledger) -> list[str]:
    """The hall's day in a few lines."""
    kinds, fates = ledger.kinds, list(ledger.fates.values())
    away = ", ".join(f"{code} {count}" for code, count in sorted(ledger.turned_away.items()))

    def said(*parts: tuple[str, str]) -> str:
        return ", ".join(f"{kinds[kind]} {words}" for kind, words in parts)

    def ended(state: TicketState) -> int:
        return sum(fate.state is state for fate in fates)

    return [
        f"{ledger.came} visitors came; {len(ledger.numbers)} numbers were given, "
        f"{sum(ledger.turned_away.values())} went without one{f' ({away})' if away else ''}",
        f"{len(fates)} tickets with all steps: {ended(TicketState.FINISHED)} served, "
        f"{ended(TicketState.TRANSFERRED)} moved on, {ended(TicketState.CANCELLED)} cancelled, "
        f"{ended(TicketState.EXPIRED)} expired; {len(ledger.direct)} served without a number",
        said(
            ("ticket_called", "calls"),
            ("ticket_recalled", "recalls"),
            ("ticket_missed", "no-shows"),
            ("ticket_returned", "of them returned"),
            ("ticket_held", "held"),
            ("ticket_transferred", "transferred"),
            ("step_added", "next steps"),
            ("undone", "taken back"),
        ),
        said(
            ("appointment_booked", "appointments"),
            ("appointment_missed", "missed"),
            ("class_granted", "grants at the desk"),
            ("slip_returned", "second visits with a notice"),
            ("reprint_offered", "reprints offered"),
        ),
        said(
            ("clerk_signed_in", "sign-ins"),
            ("window_paused", "pauses"),
            ("ticket_handed_over", "handed over"),
            ("tidal_opened", "windows lent"),
            ("post_empty", "empty posts"),
            ("ticketing_closed", "times ticketing closed"),
        ),
        said(("case_accepted", "cases accepted"), ("rated", "ratings"), ("rating_declined", "declined")),
    ]


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def _padded(text: str, width: int, left: bool) -> str:
    gap = " " * (width - _width(text))
    return text + gap if left else gap + text
