"""Numbers that kiosks gave away from the hub: their holders wait since then, and nobody gets one twice.

A number that was given is never refused for being late, closed or full.
"""

from __future__ import annotations

from datetime import datetime

from config.schema import Queue
from devices.hub.events import (
    AnyEvent,
    AwayConflict,
    PaperHandedIn,
    TicketExpired,
    TicketTaken,
)
from devices.hub.rules.asked import Asked
from devices.hub.rules.away import OLDEST, day_began
from devices.hub.rules.errand import Errand, errand_of
from devices.hub.rules.notices import notice
from devices.hub.rules.numbers import beyond, next_number
from devices.hub.rules.rulebook import Rulebook
from devices.hub.rules.staffed import set_aside
from devices.hub.rules.tickets import at_kiosk
from devices.hub.state import LIVE, Hall
from devices.hub.state.numbers import away_range
from devices.link import commands as c
from devices.link.refusals import Refused
from devices.link.words import (
    AwayConflictKind,
    AwayPaper,
    PrintState,
    VisitorClass,
)

RULES = Rulebook()
BEFORE_ALL = -(10**9)
"""Order of arrival of what kiosks gave without the hub: before the hub's own of the same moment."""

_PAPERS = {
    AwayPaper.PRINTED: PrintState.CONFIRMED,
    AwayPaper.FAILED: PrintState.FAILED,
    AwayPaper.UNKNOWN: PrintState.UNKNOWN,
}


@RULES.rule(c.HandInTicket)
def hand_in_ticket(hall: Hall, command: c.HandInTicket, asked: Asked) -> list[AnyEvent]:
    """Take over a number that a kiosk gave; its holder waits since then."""
    at_kiosk(hall, asked)
    known = hall.tickets.get(command.ticket)
    if known is not None:
        if not (known.away and known.kiosk == asked.by.place):
            raise Refused("ticket_exists")
        return []
    errand = _errand(hall, command)
    if command.count not in away_range(hall.config, errand.queue, asked.by.place):
        raise Refused("not_your_range")
    taken_at = min(max(command.taken_at, asked.at - OLDEST), asked.at)
    if taken_at < day_began(hall, asked.at):
        late = _taken(hall, command, errand, asked, taken_at, person=None, late=True)
        ended = TicketExpired(at=asked.at, by=asked.by.name, ticket=late.ticket, reason="end_of_day")
        return [late, *_paper(hall, command, asked), ended]
    person = command.person if command.person in hall.persons else None
    given = _taken(hall, command, errand, asked, taken_at, person=person, late=False)
    events = [given, *_paper(hall, command, asked)]
    if given.printed:
        words = {"printed": given.printed, "number": given.number}
        events += notice(hall, asked, "number_replaced", given.ticket, words, zone=errand.queue.zone)
    return [*events, *_same_card(hall, given, errand.queue, asked)]


def _errand(hall: Hall, command: c.HandInTicket) -> Errand:
    """What the visitor comes for; what the hall no longer has, or does not put on one ticket, is left out."""
    also = [code for code in command.also if code in hall.item_of and code != command.item]
    fits = tuple(dict.fromkeys(also))[: hall.config.tickets.items_max - 1]
    return errand_of(hall, c.TakeTicket(item=command.item, also=fits))


def _taken(
    hall: Hall,
    command: c.HandInTicket,
    errand: Errand,
    asked: Asked,
    taken_at: datetime,
    *,
    person: str | None,
    late: bool,
) -> TicketTaken:
    visitor_class, ground = _class_of(hall, person, command.elder)
    count, band, printed = command.count, "", ""
    number = text = away_number(errand.queue.prefix, hall.config.tickets.width, command.count)
    if not late and text in hall.numbers:
        # A kiosk that has forgotten what it gave: the holder gets a number that nobody else has.
        free = next_number(hall, errand.queue, visitor_class) or beyond(hall, errand.queue)
        count, band, number, printed = free.count, free.band, free.text, text
    kiosks = [kiosk.id for kiosk in hall.config.kiosks]
    return TicketTaken(
        at=asked.at,
        by=asked.by.name,
        ticket=command.ticket,
        number=number,
        count=count,
        band=band,
        queue=errand.queue.id,
        item=errand.item.code,
        items=errand.items if len(errand.items) > 1 else (),
        to_do=errand.to_do,
        visitor_class=visitor_class,
        ground=ground,
        only=set_aside(hall, errand.items, asked.at),
        place=asked.by.place,
        order_at=taken_at,
        person=person,
        away=True,
        taken_at=taken_at,
        away_order=BEFORE_ALL + kiosks.index(asked.by.place) * 1_000_000 + command.count,
        printed=printed,
        late=late,
    )


def away_number(prefix: str, width: int, count: int) -> str:
    """A number as a kiosk without the hub puts it on a ticket."""
    return f"{prefix}{count:0{width}d}"


def _class_of(hall: Hall, person: str | None, elder: bool) -> tuple[VisitorClass, str]:
    if person is not None and hall.persons[person] is not VisitorClass.ORDINARY:
        return hall.persons[person], hall.grounds_of.get(person, "")
    if not elder:
        return VisitorClass.ORDINARY, ""
    ground = next((ground for ground in hall.config.grounds if ground.by_age), None)
    return (VisitorClass(ground.visitor_class), ground.id) if ground else (VisitorClass.PRIORITY, "")


def _paper(hall: Hall, command: c.HandInTicket, asked: Asked) -> list[AnyEvent]:
    state = _PAPERS.get(command.paper)
    if state is None:
        return []
    return [
        PaperHandedIn(
            at=asked.at,
            by=asked.by.name,
            job=f"p-{command.ticket}",
            ticket=command.ticket,
            device=hall.device_for(asked.by.place, "printer") or "",
            state=state,
            language=command.language,
        )
    ]


def _same_card(hall: Hall, given: TicketTaken, queue: Queue, asked: Asked) -> list[AnyEvent]:
    """Both tickets of one card in one queue stay: the visitor has both in hand."""
    if given.person is None:
        return []
    # Whom a window served meanwhile had the other number too, be that told before this or after.
    names = [
        name
        for name in hall.tickets_of.get(given.person, ())
        if hall.tickets[name].queue == queue.id
        and (hall.tickets[name].state in LIVE or name in hall.away_calls)
    ]
    if not names:
        return []
    conflict = AwayConflict(
        at=asked.at, by=asked.by.name, kind=AwayConflictKind.SAME_CARD, ticket=given.ticket, other=names[0]
    )
    numbers = sorted([given.number, *(hall.tickets[name].number for name in names)])
    words = {"numbers": "、".join(numbers)}
    # Three tickets of one card are one thing to tell, in whatever order they come.
    about = f"{queue.id}:{given.person}"
    return [conflict, *notice(hall, asked, "same_card", about, words, zone=queue.zone)]
