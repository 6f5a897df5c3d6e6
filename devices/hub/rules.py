"""The hall's rules: what a command makes happen, or why it is refused.

Nothing here reads a clock, a file or a socket. ``decide`` says what would happen; ``devices.hub.evolve`` says
what the hall is afterwards. Adding a command makes the type checker point at every place that must know it.
"""

from __future__ import annotations

from datetime import datetime
from typing import assert_never

from devices.hub import reporting, serving, staffing, taking
from devices.hub.asked import Asked
from devices.hub.events import AnyEvent, ClerkSignedOut, DayBegan, TicketExpired, WindowClosed
from devices.hub.people import may
from devices.hub.state import LIVE, Hall
from devices.link import commands as c
from devices.link.refusals import Refused
from devices.link.words import TicketState, WindowState


def decide(hall: Hall, command: c.AnyCommand, asked: Asked) -> list[AnyEvent]:
    """What the command makes happen; nothing when it is so already.

    Raises:
        Refused: with a code of ``devices.link.refusals``.
    """
    if not may(asked.by, command):
        raise Refused("not_allowed")
    match command:
        case c.TakeTicket():
            return taking.take(hall, command, asked)
        case c.CheckIn():
            return taking.check_in(hall, command, asked)
        case c.CancelTicket():
            return taking.cancel(hall, command, asked)
        case c.Reprint():
            return taking.reprint(hall, command, asked)
        case c.BookAppointment():
            return taking.book(hall, command, asked)
        case c.CallNext():
            return serving.call_next(hall, asked)
        case c.Recall():
            return serving.recall(hall, asked)
        case c.Start():
            return serving.start(hall, asked)
        case c.Finish():
            return serving.finish(hall, asked)
        case c.MarkNoShow():
            return serving.mark_no_show(hall, asked)
        case c.ReturnTicket():
            return serving.return_ticket(hall, command, asked)
        case c.Hold():
            return serving.hold(hall, asked)
        case c.Resume():
            return serving.resume(hall, command, asked)
        case c.Transfer():
            return serving.transfer(hall, command, asked)
        case c.Rate():
            return serving.rate(hall, command, asked)
        case c.DeclineRating():
            return serving.decline_rating(hall, command, asked)
        case c.OpenWindow():
            return staffing.open_window(hall, asked)
        case c.PauseWindow():
            return staffing.pause(hall, command, asked)
        case c.CloseWindow():
            return staffing.close(hall, asked)
        case c.SignIn():
            return staffing.sign_in(hall, command, asked)
        case c.SignOut():
            return staffing.sign_out(hall, asked)
        case c.PrintStarted():
            return reporting.print_started(hall, command, asked)
        case c.PrintConfirmed():
            return reporting.print_confirmed(hall, command, asked)
        case c.PrintFailed():
            return reporting.print_failed(hall, command, asked)
        case c.PrintUnknown():
            return reporting.print_unknown(hall, command, asked)
        case c.ReportDevice():
            return reporting.report_device(hall, command, asked)
        case c.IdentifyPerson():
            return reporting.identify_person(hall, command, asked)
        case _ as never:
            assert_never(never)


def turn_day(hall: Hall, at: datetime, by: str) -> list[AnyEvent]:
    """End yesterday and begin today: nothing open is carried over in silence.

    Returns:
        The events, or nothing while the hall's day (``at`` is in its zone) is still the same.
    """
    day = at.date()
    if hall.day is not None and day <= hall.day:
        return []
    events: list[AnyEvent] = [
        TicketExpired(at=at, by=by, ticket=ticket.id, reason="end_of_day")
        for ticket in hall.tickets.values()
        if ticket.state in LIVE or ticket.state is TicketState.NO_SHOW
    ]
    for window in hall.windows.values():
        if window.state is not WindowState.CLOSED:
            events.append(WindowClosed(at=at, by=by, window=window.number))
        if window.clerk:
            events.append(ClerkSignedOut(at=at, by=by, clerk=window.clerk, window=window.number))
    return [*events, DayBegan(at=at, by=by, day=day)]
