"""Tidal windows (潮汐): the leader lends a window to queues for a time; it ends without forgetting anybody.

When the time is over the window drains: it calls nobody from the queues, and ends when whoever is at it,
comes back, or was sent to it alone has been served. Then it is again what the hall's file says.
"""

from __future__ import annotations

from config.schema import Queue
from devices.hub.events import AnyEvent, TidalClosed, TidalEnded, TidalOpened
from devices.hub.rules.asked import Asked
from devices.hub.rules.notices import no_more, notice
from devices.hub.rules.rulebook import Rulebook
from devices.hub.rules.today import later_today
from devices.hub.state import Hall, WindowNow
from devices.link import commands as c
from devices.link.refusals import Refused
from devices.link.words import WindowState

RULES = Rulebook()


@RULES.rule(c.OpenTidal)
def open_tidal(hall: Hall, command: c.OpenTidal, asked: Asked) -> list[AnyEvent]:
    """Lend a window to queues; a tidal one at any time, another one while it has nobody."""
    window = _known(hall, command.window)
    file = hall.window_of[window.number]
    queues = tuple(dict.fromkeys(command.queues)) or file.queues
    if not queues:
        raise Refused("nowhere")
    if any(queue not in hall.queue_of for queue in queues):
        raise Refused("unknown_queue")
    if file.type == "consult" and not set(queues) <= set(file.queues):
        # Whoever was called there for a case would find that none is taken.
        raise Refused("consult_takes_no_cases")
    until = later_today(command.until, asked.at)
    if file.type != "tidal" and window.lent is None and not _empty(hall, window):
        raise Refused("window_busy")
    if (window.lent, window.lent_until, window.draining) == (queues, until, False):
        return []
    return [TidalOpened(at=asked.at, by=asked.by.name, window=window.number, queues=queues, until=until)]


@RULES.rule(c.CloseTidal)
def close_tidal(hall: Hall, command: c.CloseTidal, asked: Asked) -> list[AnyEvent]:
    """Take nobody new at a lent window."""
    window = _known(hall, command.window)
    if window.lent is None:
        raise Refused("not_lent")
    return _closed(hall, window, asked)


@RULES.due
def ebb(hall: Hall, asked: Asked) -> list[AnyEvent]:
    """Close what was lent until now, and end what has drained."""
    events: list[AnyEvent] = []
    for window in hall.windows.values():
        over = window.lent_until is not None and window.lent_until <= asked.at
        if window.draining or over:
            events += _closed(hall, window, asked)
    return events


def _closed(hall: Hall, window: WindowNow, asked: Asked) -> list[AnyEvent]:
    events: list[AnyEvent] = []
    if not window.draining:
        events.append(TidalClosed(at=asked.at, by=asked.by.name, window=window.number))
    if _empty(hall, window):
        events.append(TidalEnded(at=asked.at, by=asked.by.name, window=window.number))
    return events


def _known(hall: Hall, number: int) -> WindowNow:
    window = hall.windows.get(number)
    if window is None:
        raise Refused("unknown_window")
    return window


def _empty(hall: Hall, window: WindowNow) -> bool:
    """Whether nobody is at a window, comes back to it, or waits for it alone."""
    return not (window.ticket or window.held or hall.waiting(f"@{window.number}"))


@RULES.due
def hints(hall: Hall, asked: Asked) -> list[AnyEvent]:
    """Name a free tidal window while too many wait at a queue's open windows."""
    most = hall.config.staff.tidal_hint
    if not most:
        return []
    return [event for queue in hall.config.queues for event in _hint(hall, asked, queue, most)]


def _hint(hall: Hall, asked: Asked, queue: Queue, most: int) -> list[AnyEvent]:
    waiting = hall.waiting(queue.id)
    serving = sum(
        window.state is WindowState.OPEN and queue.id in hall.serves(window.number)
        for window in hall.windows.values()
    )
    if waiting <= most * max(serving, 1):
        # Not at once below the mark: a hint that comes and goes with every visitor is soon overlooked.
        return no_more(hall, asked, "tidal_hint", queue.id) if 2 * waiting <= most * max(serving, 1) else []
    free = _free(hall, queue)
    if free is None:
        return []
    words = {
        "queue": queue.name,
        "queue_en": queue.name_en or queue.name,
        "waiting": str(waiting),
        "open": str(serving),
        "window": str(free.number),
    }
    return notice(hall, asked, "tidal_hint", queue.id, words, zone=queue.zone, window=free.number)


def _free(hall: Hall, queue: Queue) -> WindowNow | None:
    """A tidal window that nobody uses, rather of the queue's own zone."""
    found = [
        hall.windows[known.number]
        for known in sorted(hall.config.windows, key=lambda known: known.zone != queue.zone)
        if known.type == "tidal"
    ]
    return next(
        (w for w in found if w.lent is None and w.state is not WindowState.OPEN and _empty(hall, w)), None
    )
