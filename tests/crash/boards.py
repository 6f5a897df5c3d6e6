"""What stands on the screens of a hall, held against what its journal says must stand there.

The journal is read from a copy and replayed; the screens are read through the socket by which the demo
touches them. Nobody says anything meanwhile, so both come to rest, and then they agree or they never will.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from time import monotonic
from zoneinfo import ZoneInfo

from config.theme.touch_client import Finger, TouchFailed
from devices.hub.journal import JournalFailed
from devices.hub.rules.order import calling_order
from devices.hub.state import Hall
from devices.link.words import TicketState, WindowState
from tests.crash.audit import replayed
from tests.crash.journal_copy import alive
from tests.crash.programs import PANEL, WINDOW, Programs
from tests.hubs.premises import Premises

AGREE_S = 90.0
"""How long a screen may take to start on a busy machine, to be welcomed, and to show the truth."""
LOOK_S = 0.2
LAST_SHOWN = 4
CALLS_SHOWN = 12
"""A zone's board knows so many calls, and shows the newest and four more."""


class Shown:
    """What one screen shows, read item by item."""

    def __init__(self, finger: Finger) -> None:
        self._finger = finger
        self.texts = finger.texts()

    def item(self, name: str) -> str | None:
        """The words of a named item, or None when it is not to be seen."""
        return str(self._finger.get(name)["text"]) if self._finger.sees(name) else None


def zone(hall: Hall, shown: Shown, fresh: bool) -> Iterator[str]:
    """The board of the zone: the last calls, who waits, who was missed.

    One that was there through the storm is still busy with calls that had no turn yet; one that has just
    started shows the newest call large and those before it below.
    """
    waiting = [int(text.split()[0]) for text in shown.texts if text.endswith("人等候")]
    wanted = [hall.waiting(queue.id) for queue in hall.config.queues]
    if sorted(waiting) != sorted(wanted):
        yield f"says that {waiting} wait, and {wanted} do"
    missed = [hall.tickets[name].number for name in hall.missed]
    named = [word for word in (shown.item("missed") or "").split("  ") if word[:1] in ("A", "B")]
    if not set(named) <= set(missed) or bool(named) != bool(missed):
        yield f"names {named} as missed, and {missed} are"
    called = dict.fromkeys(call.ticket for call in reversed(hall.calls[-CALLS_SHOWN:]))
    newest = [hall.tickets[name].number for name in called][: LAST_SHOWN + 1]
    listed = [text for text in shown.texts if text in newest][: LAST_SHOWN + 1]
    if fresh and listed != newest:
        yield f"lists the calls {listed}, and the last were {newest}"
    if fresh and newest and shown.item("large-number") != newest[0]:
        yield f"shows {shown.item('large-number')} large, and {newest[0]} was called last"


def window(hall: Hall, shown: Shown, fresh: bool) -> Iterator[str]:
    """The screen of one window: the number that it serves."""
    number = _number_at(hall, WINDOW)
    if (shown.item("number") or "") != number:
        yield f"shows {shown.item('number')!r}, and {number!r} is at the window"
    state = hall.windows[WINDOW].state
    if not number and (shown.item("state") == "请等候叫号") != (state is WindowState.OPEN):
        yield f"says {shown.item('state')!r}, and the window is {state}"


def panel(hall: Hall, shown: Shown, fresh: bool) -> Iterator[str]:
    """A clerk's panel: whom the window serves, or else who is called next; and how many wait."""
    number = _number_at(hall, PANEL)
    if (shown.item("number") or "") != number:
        yield f"shows {shown.item('number')!r}, and {number!r} is at the window"
    if number or hall.windows[PANEL].state is not WindowState.OPEN:
        return
    now = datetime.now(ZoneInfo(hall.config.hall.timezone))
    first = next((choice.ticket.number for choice in calling_order(hall, PANEL, now)), "")
    said = shown.item("nobody") or ""
    if (f"下一位 {first}" if first else "无人等候") != said:
        yield f"says {said!r}, and {first!r} is the next"


def kiosk(hall: Hall, shown: Shown, fresh: bool) -> Iterator[str]:
    """A kiosk's home page: how many wait, and how many windows are open."""
    waiting = sum(hall.waiting(queue.id) for queue in hall.config.queues)
    free = sum(each.state is WindowState.OPEN for each in hall.windows.values())
    for words in (f"{waiting} 人", f"{free} 个"):
        if words not in shown.texts:
            yield f"does not say {words!r}"


LOOKS: dict[str, Callable[[Hall, Shown, bool], Iterator[str]]] = {
    "zone": zone,
    "window": window,
    "panel": panel,
    "kiosk": kiosk,
}


async def disagree(premises: Premises, programs: Programs, fresh: frozenset[str]) -> list[str]:
    """Wait until all screens agree with the journal, while nobody says anything.

    Args:
        premises: the hall; its hub runs.
        programs: the screens that run.
        fresh: names of those that have been started since the last call.

    Returns:
        A sentence for each thing that is wrong on a screen, and stays so.
    """
    until, loop = monotonic() + AGREE_S, asyncio.get_running_loop()
    # A finger waits for its screen, and those who are shown rows go on meanwhile.
    with ThreadPoolExecutor(1) as aside:
        while True:
            found = await loop.run_in_executor(aside, _look, premises, programs, fresh)
            if not found or monotonic() > until:
                return found
            await asyncio.sleep(LOOK_S)


def _look(premises: Premises, programs: Programs, fresh: frozenset[str]) -> list[str]:
    try:
        with alive(premises.journal) as copy:
            hall = replayed(copy, premises.config)
    except (JournalFailed, sqlite3.DatabaseError, OSError) as error:
        return [f"the journal cannot be read: {error}"]
    found = []
    for name in programs.screens:
        try:
            with Finger(programs.touch(name), timeout_s=1.0).connect(within_s=0.0) as finger:
                if finger.sees("waiting"):
                    found.append(f"the screen {name} waits for its hub")
                    continue
                shown = Shown(finger)
                found += [f"the screen {name} {what}" for what in LOOKS[name](hall, shown, name in fresh)]
        except TouchFailed as error:
            found.append(f"the screen {name} cannot be read: {error}")
    return found


def _number_at(hall: Hall, window: int) -> str:
    name = hall.windows[window].ticket
    ticket = hall.tickets.get(name)
    at_it = ticket is not None and ticket.state in (TicketState.CALLED, TicketState.SERVING)
    return ticket.number if ticket is not None and at_it else ""
