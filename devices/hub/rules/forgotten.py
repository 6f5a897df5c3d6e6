"""Nobody who holds a ticket is forgotten: staff are told of those whom no clerk can call or go on with.

That may be because windows are closed, because nobody there has the skill, because the leader lent the
queue's only window elsewhere, or because the hall's file lost the window. The rules leave such people in
their line; only staff can open or lend a window, or send them on. Whoever waits over a break, by the shifts
of the line's windows, is not forgotten.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from devices.hub.events import AnyEvent
from devices.hub.rules.asked import Asked
from devices.hub.rules.notices import no_more, notice
from devices.hub.rules.posts import in_line_since
from devices.hub.rules.rulebook import Rulebook
from devices.hub.rules.staffed import is_break, is_served_today
from devices.hub.state import Hall, Ticket, WindowNow
from devices.link.words import WindowState

RULES = Rulebook()


@RULES.due
def left_behind(hall: Hall, asked: Asked) -> list[AnyEvent]:
    """Tell of people who are at a window without a clerk, come back to it, or wait for it alone."""
    events: list[AnyEvent] = []
    for window in (*hall.windows.values(), *hall.former.values()):
        about = str(window.number)
        people = 0 if window.clerk and window.number in hall.windows else _people_of(hall, window, asked.at)
        if people:
            words = {"window": about, "waiting": str(people)}
            known = hall.window_of.get(window.number)
            zone = known.zone if known else ""
            events += notice(hall, asked, "left_behind", about, words, zone=zone, window=window.number)
        else:
            events += no_more(hall, asked, "left_behind", about)
    return events


def _people_of(hall: Hall, window: WindowNow, now: datetime) -> int:
    own = f"@{window.number}"
    waiting = hall.waiting(own)
    if waiting and is_break(hall, own, now):
        waiting = 0
    return bool(window.ticket) + len(window.held) + waiting


@RULES.due
def nobody_serves(hall: Hall, asked: Asked) -> list[AnyEvent]:
    """Tell of lines that no window has called from for ``absent_min`` while somebody waited.

    Of a line that nobody will serve any more today staff are told at once, as long as somebody is there.
    """
    minutes = hall.config.staff.absent_min
    if not minutes:
        return []
    lines: dict[str, list[Ticket]] = {}
    served = _called_from(hall, lambda window: window.state is WindowState.OPEN)
    for (name, _), line in hall.lines.items():
        if line and name not in served:
            lines.setdefault(name, []).extend(line[n] for n in range(len(line)))
    before = asked.at - timedelta(minutes=minutes)
    rests = _called_from(hall, lambda window: _was_here(window, before)) if lines else set()
    events: list[AnyEvent] = []
    for name, tickets in lines.items():
        long = name not in rests and min(_since(hall, ticket) for ticket in tickets) <= before
        if is_break(hall, name, asked.at):
            events += no_more(hall, asked, "nobody_serves", name)
        elif not _is_told(hall, name) and (long or not is_served_today(hall, name, asked.at)):
            words = {**_said(hall, name), "waiting": str(len(tickets))}
            events += notice(hall, asked, "nobody_serves", name, words, zone=_zone(hall, name))
    for told in hall.notices.values():
        if told.code == "nobody_serves" and told.about not in lines:
            events += no_more(hall, asked, "nobody_serves", told.about)
    return events


def _called_from(hall: Hall, serves: Callable[[WindowNow], bool]) -> set[str]:
    """Names of the lines of these windows."""
    return {name for w in hall.windows.values() if serves(w) for name in hall.lines_of(w.number)}


def _was_here(window: WindowNow, before: datetime) -> bool:
    """Whether somebody left a window just now: whoever rests or is relieved will soon be back."""
    left = window.acted_at if window.clerk else window.free_since
    return left is not None and left > before


def _since(hall: Hall, ticket: Ticket) -> datetime:
    """Since when somebody waits to be called; a booked visitor not before the booked time."""
    since = in_line_since(hall, ticket)
    return since if ticket.slot is None else max(since, ticket.slot)


def _is_told(hall: Hall, name: str) -> bool:
    """Whether ``left_behind`` tells of a line: that of a window where nobody is."""
    window = hall.windows.get(_window(name))
    return window is not None and not window.clerk


def _window(name: str) -> int:
    return int(name[1:]) if name.startswith("@") else 0


def _said(hall: Hall, name: str) -> dict[str, str]:
    """What a line is called."""
    if name.startswith("@"):
        return {"line": f"{name[1:]} 号窗口", "line_en": f"window {name[1:]}"}
    if name.startswith("~"):
        item = hall.item(name[1:])
        return {"line": item.name, "line_en": item.name_en or item.name}
    queue = hall.queue_of.get(name)
    zh = queue.name if queue else name
    return {"line": zh, "line_en": (queue.name_en if queue else "") or zh}


def _zone(hall: Hall, name: str) -> str:
    known = hall.window_of.get(_window(name))
    if known is not None:
        return known.zone
    queue = hall.queue_of.get(hall.item(name[1:]).queue if name.startswith("~") else name)
    return queue.zone if queue else ""
