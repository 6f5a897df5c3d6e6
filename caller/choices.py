"""What a clerk can choose from in each list of the panel; pure, from the hub's rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from devices.link.rows import AnyRow, ClerkRow, QueueRow, ReasonRow, TicketRow, WindowRow
from devices.link.words import TransferPlace, WindowState

Then = Callable[[str], None]
"""Hears the key of what was chosen."""


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One line of a list.

    Attributes:
        key: what the opener hears.
        code: what the clerk types, such as a queue's letter or a window's number.
        name: what the line says; empty where QML has the words for ``tag``.
        tag: kind of the line, for words that QML has.
        amount: a figure that goes with the tag.
    """

    key: str
    code: str
    name: str = ""
    tag: str = ""
    amount: int = 0


def clerks(rows: Iterable[AnyRow]) -> list[Choice]:
    """Everybody who may sign in, by staff number."""
    found = sorted((row for row in rows if isinstance(row, ClerkRow)), key=lambda row: row.number)
    return [Choice(key=row.number, code=row.number, name=row.name) for row in found]


def reasons(rows: Iterable[AnyRow], english: bool) -> list[Choice]:
    """The hall's reasons for a pause, numbered."""
    found = [row for row in rows if isinstance(row, ReasonRow)]
    return [
        Choice(key=row.id, code=str(n), name=(row.name_en or row.name) if english else row.name)
        for n, row in enumerate(found, start=1)
    ]


def destinations(rows: Iterable[AnyRow], own: int, english: bool) -> list[Choice]:
    """Where a visitor can be sent: all queues by their letters, then the other windows by number."""
    known = list(rows)
    queues = sorted((row for row in known if isinstance(row, QueueRow)), key=lambda row: row.prefix)
    windows = sorted((row for row in known if isinstance(row, WindowRow)), key=lambda row: row.number)
    lines = [
        Choice(
            key=row.key,
            code=row.prefix,
            name=(row.name_en or row.name) if english else row.name,
            tag="waiting",
            amount=row.waiting,
        )
        for row in queues
    ]
    return lines + [
        Choice(
            key=row.key,
            code=str(row.number),
            name=_window(row, queues) if english else row.name,
            tag="window_open" if row.state is WindowState.OPEN else "window_not_open",
        )
        for row in windows
        if row.number != own
    ]


def _window(row: WindowRow, queues: Iterable[QueueRow]) -> str:
    """A window in English: by what it serves, as halls name their windows in Chinese only."""
    serves = (queue.name_en or queue.name for queue in queues if queue.id in row.queues)
    return ", ".join(serves) or row.where_en or row.name


def places() -> list[Choice]:
    """Where in the other line: by the time of the number, in front, or at the end."""
    order = (TransferPlace.BY_TIME, TransferPlace.FRONT, TransferPlace.END)
    return [Choice(key=place.value, code=str(n), tag=place.value) for n, place in enumerate(order, start=1)]


def tickets(rows: Iterable[TicketRow], english: bool) -> list[Choice]:
    """Tickets of this window, held or missed, by number."""
    return [
        Choice(key=row.id, code=row.number, name=row.item_name_en if english else row.item_name)
        for row in rows
    ]
