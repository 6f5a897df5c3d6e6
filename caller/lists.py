"""The lines of each list of the panel; pure, from the hub's rows."""

from __future__ import annotations

from collections.abc import Container, Iterable

from caller.choices import Choice
from caller.initials import initials
from caller.steps import KEYS, Step
from devices.link.rows import (
    AnyRow,
    ClerkRow,
    GroundRow,
    ItemRow,
    QueueRow,
    ReasonRow,
    TicketRow,
    WindowRow,
)
from devices.link.words import HelpTopic, SlipKind, TransferPlace, WindowState, WorkSource

PLACES = (TransferPlace.BY_TIME, TransferPlace.FRONT, TransferPlace.END)
"""Where in the other line, the usual place first."""


def clerks(rows: Iterable[AnyRow]) -> list[Choice]:
    """Everybody who may sign in, by staff number."""
    found = sorted((row for row in rows if isinstance(row, ClerkRow)), key=lambda row: row.number)
    return [
        Choice(
            key=row.number,
            code=row.number,
            name=row.name,
            detail=row.department,
            sound=initials(row.name),
        )
        for row in found
    ]


def colleagues(rows: Iterable[AnyRow], own: int) -> list[Choice]:
    """Clerks who are signed in at other windows, by window."""
    known = list(rows)
    names = {row.number: row.name for row in known if isinstance(row, ClerkRow)}
    there = (row for row in known if isinstance(row, WindowRow) and row.clerk and row.number != own)
    return [
        Choice(
            key=row.clerk,
            code=str(row.number),
            name=names.get(row.clerk) or row.clerk_name or row.clerk,
            tag="colleague_open" if row.state is WindowState.OPEN else "colleague_not_open",
            amount=row.number,
            sound=initials(names.get(row.clerk, "")),
        )
        for row in sorted(there, key=lambda row: row.number)
    ]


def reasons(rows: Iterable[AnyRow], english: bool, kind: str = "pause") -> list[Choice]:
    """The hall's reasons for a pause, or for a call out of order, numbered."""
    found = [row for row in rows if isinstance(row, ReasonRow) and row.kind == kind]
    return [
        Choice(key=row.id, code=str(n), name=_said(row, english), sound=initials(row.name))
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
            name=_said(row, english),
            tag="waiting",
            amount=row.waiting,
            sound=initials(row.name),
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


def items(rows: Iterable[AnyRow], english: bool, only: Iterable[str] | None = None) -> list[Choice]:
    """Items by code, those of ``only`` in its order; an item is found by its code or its first letters."""
    found = {row.code: row for row in rows if isinstance(row, ItemRow)}
    chosen = sorted(found) if only is None else [code for code in only if code in found]
    return [
        Choice(
            key=code,
            code=code,
            name=_said(found[code], english),
            detail=found[code].department,
            sound=initials(found[code].name + found[code].keywords),
        )
        for code in chosen
    ]


def grounds(rows: Iterable[AnyRow], english: bool) -> list[Choice]:
    """Grounds on which somebody may go first, numbered."""
    found = [row for row in rows if isinstance(row, GroundRow)]
    return [
        Choice(
            key=row.id,
            code=str(n),
            name=_said(row, english),
            tag=row.visitor_class.value,
            sound=initials(row.name),
        )
        for n, row in enumerate(found, start=1)
    ]


def evidence(kinds: Iterable[str]) -> list[Choice]:
    """Kinds of evidence that were looked at, numbered."""
    return [
        Choice(key=kind, code=str(n), name=kind, sound=initials(kind))
        for n, kind in enumerate(kinds, start=1)
    ]


def places() -> list[Choice]:
    """Where in the other line: by the time of the number, in front, or at the end."""
    return _worded(place.value for place in PLACES)


def sources() -> list[Choice]:
    """How the work came that has no number, from afar first."""
    order = (WorkSource.ONLINE, WorkSource.POST, WorkSource.PHONE, WorkSource.COUNTER)
    return _worded(source.value for source in order)


def corrections() -> list[Choice]:
    """How an item that the visitor is here for is to be taken: instead, or as well."""
    return _worded(("instead", "also"))


def for_waiting(*, call: bool, by_name: bool) -> list[Choice]:
    """What can be done for somebody who waits."""
    known = (("call", call), ("by_name", by_name), ("grant", True))
    return _worded(word for word, can in known if can)


def help_over(call: str) -> list[Choice]:
    """The one thing that can be said about a call for help that was made."""
    return [Choice(key=call, code="1", tag="help_over")]


def steps(found: Iterable[Step], can: Container[Step]) -> list[Choice]:
    """Steps that are seldom needed, each by its own key."""
    return [Choice(key=step.value, code=KEYS[step], tag=step.value) for step in found if step in can]


def materials(words: str) -> tuple[str, ...]:
    """Materials of an item's list, each once."""
    parts = (part.strip() for part in words.replace("；", ";").split(";"))
    return tuple(dict.fromkeys(part for part in parts if part))


def slips(consult: bool) -> list[Choice]:
    """Papers that may be given; a consult desk only tells at once what is needed."""
    return _worded(kind.value for kind in ((SlipKind.ONE_TIME_NOTICE,) if consult else SlipKind))


def topics() -> list[Choice]:
    """What a call for help is about, the topics of a window first."""
    first = (HelpTopic.URGENT, HelpTopic.FRAIL, HelpTopic.LANGUAGE, HelpTopic.QUESTION)
    return _worded(topic.value for topic in (*first, HelpTopic.OTHER))


def tickets(rows: Iterable[TicketRow], english: bool) -> list[Choice]:
    """Tickets of this window, held, missed or finished, by number."""
    return [
        Choice(key=row.id, code=row.number, name=row.item_name_en if english else row.item_name)
        for row in rows
    ]


def _worded(words: Iterable[str]) -> list[Choice]:
    """Numbered lines whose words QML has."""
    return [Choice(key=word, code=str(n), tag=word) for n, word in enumerate(words, start=1)]


def _said(row: ReasonRow | QueueRow | ItemRow | GroundRow, english: bool) -> str:
    return (row.name_en or row.name) if english else row.name


def _window(row: WindowRow, queues: Iterable[QueueRow]) -> str:
    """A window in English: by what it serves, as halls name their windows in Chinese only."""
    serves = (queue.name_en or queue.name for queue in queues if queue.id in row.queues)
    return ", ".join(serves) or row.where_en or row.name
