"""Away from the hub: whom windows called and served meanwhile, and who goes first for having been overtaken.

Whatever is handed in has happened: it is never refused for being late, closed or full, nothing of it is lost,
and the hall is the same afterwards in whatever order it comes. What cannot both be so is kept in the journal,
one side of it holds by a rule that knows no order, and staff are told.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta

from msgspec import structs

from config.calendar import moment
from devices.hub.events import (
    AnyEvent,
    AwayConflict,
    AwayMerged,
    ClassGranted,
    ServiceHandedIn,
)
from devices.hub.rules.asked import Asked, own_window
from devices.hub.rules.notices import notice
from devices.hub.rules.rulebook import Rulebook
from devices.hub.state import AwayCall, Hall, Ticket, WindowNow
from devices.hub.state.standings import PREFERRED
from devices.link import commands as c
from devices.link.refusals import Refused
from devices.link.words import (
    AwayConflictKind,
    AwayOutcome,
    TicketState,
    VisitorClass,
)

RULES = Rulebook()
MERGED_AFTER = timedelta(seconds=60)
"""How long nothing more must have been handed in before an outage counts as told."""
OLDEST = timedelta(days=60)
"""Nothing is believed to have happened longer ago; a clock that says so is wrong."""
_AT_WINDOW = (TicketState.CALLED, TicketState.SERVING, TicketState.HELD)
_OVER = (TicketState.CANCELLED, TicketState.EXPIRED, TicketState.TRANSFERRED)


def day_began(hall: Hall, at: datetime) -> datetime:
    """When the hall's day began; what happened before is over."""
    return moment(hall.config, hall.day or at.date(), time())


@RULES.rule(c.HandInService)
def hand_in_service(hall: Hall, command: c.HandInService, asked: Asked) -> list[AnyEvent]:
    """Take over what became of a ticket at a window; of two windows that had it, one keeps it.

    A panel that was away hands in before it does anything else. Where the hub has heard of other work since
    that call, the window was not away: the visitor was called out of order, which staff are told.
    """
    window = own_window(hall, asked)
    ticket = hall.tickets.get(command.ticket)
    if ticket is None:
        if command.called_at < day_began(hall, asked.at):
            long_ago = max(command.called_at, asked.at - OLDEST)
            return [_handed_in(command, window, asked, long_ago, late=True)]
        raise Refused("unknown_ticket")
    before = hall.away_calls.get(ticket.id)
    if ticket.window == window.number and ticket.state in _AT_WINDOW:
        online = before is None or before.online
        # Who was served without a number was never called.
        since = ticket.called_at or ticket.taken_at
        event = _handed_in(command, window, asked, since, known=ticket, online=online)
        return [] if _is_so(ticket, event, told=before is not None) else [event]
    called_at = min(max(command.called_at, ticket.taken_at), asked.at)
    event = _handed_in(command, window, asked, called_at)
    if ticket.state is TicketState.WAITING:
        if window.live_at is not None and called_at < window.live_at:
            return [structs.replace(event, live=True), *_out_of_order(hall, asked, ticket, window)]
        return [event]
    return _of_two(hall, asked, ticket, event)


def _out_of_order(hall: Hall, asked: Asked, ticket: Ticket, window: WindowNow) -> list[AnyEvent]:
    queue = hall.queue_of.get(ticket.queue)
    words = {"number": ticket.number, "window": str(window.number)}
    zone = queue.zone if queue else ""
    return notice(hall, asked, "called_past_hub", ticket.id, words, zone=zone, window=window.number)


def _of_two(hall: Hall, asked: Asked, ticket: Ticket, event: ServiceHandedIn) -> list[AnyEvent]:
    """One of two windows keeps a ticket that both have called; what one tells of its own is no conflict."""
    call = AwayCall(event.outcome is AwayOutcome.NO_SHOW, event.called_at, event.window)
    own = ticket.window == event.window
    holds = _present(ticket, hall.away_calls.get(ticket.id))
    if holds is not None and call.rank < holds.rank:
        windows = (event.window, ticket.window)
        return [event] if own else [event, *_called_twice(hall, asked, ticket, windows)]
    if own or (ticket.id, event.window) in hall.beaten_calls:
        return []
    beaten = structs.replace(event, beaten=True)
    return [beaten, *_called_twice(hall, asked, ticket, (ticket.window, event.window))]


def _handed_in(
    command: c.HandInService,
    window: WindowNow,
    asked: Asked,
    called_at: datetime,
    *,
    known: Ticket | None = None,
    online: bool = False,
    late: bool = False,
) -> ServiceHandedIn:
    """The service with its times in order, however the panel's clock went; ``known`` is what goes on."""
    outcome = command.outcome
    started_at = (known.started_at if known else None) or command.started_at
    if outcome is AwayOutcome.NO_SHOW and started_at is not None:
        outcome = AwayOutcome.SERVED
    if outcome in (AwayOutcome.CALLED, AwayOutcome.NO_SHOW):
        started_at = None
    else:
        started_at = min(max(started_at or called_at, called_at), asked.at)
    ended_at = None
    if outcome in (AwayOutcome.SERVED, AwayOutcome.NO_SHOW):
        earliest = started_at or called_at
        ended_at = min(max(command.ended_at or earliest, earliest), asked.at)
    return ServiceHandedIn(
        at=asked.at,
        by=asked.by.name,
        ticket=command.ticket,
        window=window.number,
        clerk=window.clerk or asked.clerk,
        called_at=called_at,
        outcome=outcome,
        started_at=started_at,
        ended_at=ended_at,
        online=online,
        late=late,
    )


def _is_so(ticket: Ticket, event: ServiceHandedIn, *, told: bool) -> bool:
    """Whether a window tells of its own ticket what it ``told`` before, or what is no longer so."""
    match event.outcome:
        case AwayOutcome.CALLED:
            return told or ticket.state is not TicketState.CALLED
        case AwayOutcome.SERVING:
            return told and ticket.state is TicketState.SERVING
        case AwayOutcome.HELD:
            return told and ticket.state is TicketState.HELD
        case _:
            return False


def _present(ticket: Ticket, before: AwayCall | None) -> AwayCall | None:
    """The call by which a ticket is where it is; None where nothing handed in may change it any more.

    Whoever was seen at a window while the hub was there stays with it, and what has ended has ended.
    """
    if ticket.state in _OVER or ticket.called_at is None:
        return None
    if before is not None:
        return before
    if ticket.started_at is not None:
        return None
    return AwayCall(ticket.state is TicketState.NO_SHOW, ticket.called_at, ticket.window, online=True)


def _called_twice(hall: Hall, asked: Asked, ticket: Ticket, windows: tuple[int, int]) -> list[AnyEvent]:
    conflict = AwayConflict(
        at=asked.at,
        by=asked.by.name,
        kind=AwayConflictKind.CALLED_TWICE,
        ticket=ticket.id,
        windows=tuple(number for number in windows if number),
    )
    queue = hall.queue_of.get(ticket.queue)
    words = {
        "number": ticket.number,
        "windows": "、".join(str(number) for number in sorted({*windows} - {0})),
    }
    zone = queue.zone if queue else ""
    return [conflict, *notice(hall, asked, "called_twice", ticket.id, words, zone=zone)]


@RULES.due
def merged(hall: Hall, asked: Asked) -> list[AnyEvent]:
    """Once nothing more comes: who was overtaken meanwhile goes first now (二次优先)."""
    merge = hall.merge
    if merge is None or asked.at - merge.at < MERGED_AFTER:
        return []
    ground = next((g.id for g in hall.config.grounds if g.visitor_class == "second_visit"), "")
    granted: list[AnyEvent] = [
        ClassGranted(
            at=asked.at,
            by=asked.by.name,
            ticket=ticket.id,
            ground=ground,
            visitor_class=VisitorClass.SECOND_VISIT,
            evidence="away",
            grantor=asked.by.name,
        )
        for ticket in (overtaken(hall) if hall.config.away.second_visit else ())
    ]
    end = AwayMerged(
        at=asked.at,
        by=asked.by.name,
        tickets=merge.tickets,
        services=merge.services,
        overtaken=len(granted),
    )
    return [*granted, end]


def overtaken(hall: Hall) -> list[Ticket]:
    """Who still waits although somebody behind them in their line was called without the hub."""
    if hall.merge is None:
        return []
    passed: dict[tuple[str, str], list[Ticket]] = {}
    for name in sorted(hall.merge.called & hall.away_calls.keys()):
        if not hall.away_calls[name].online:
            ticket = hall.tickets[name]
            passed.setdefault((hall.line_name(ticket), ticket.standing), []).append(ticket)
    found = []
    for key, others in passed.items():
        line = hall.lines.get(key)
        if line is None or hall.standings.get(key[1]) in PREFERRED:
            continue
        for n in range(len(line)):
            ticket = line[n]
            if any(
                ticket.place < other.place and ticket.taken_at <= hall.away_calls[other.id].called_at
                for other in others
            ):
                found.append(ticket)
    return found
