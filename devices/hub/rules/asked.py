"""What a rule is told beside the hall and the command: who asks, when, and a fresh name for what is new."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from devices.hub.certificate_status import CertificateStatus
from devices.hub.people import Principal
from devices.hub.rules.proof import NOTHING, Proof
from devices.hub.state import Hall, Ticket, WindowNow
from devices.link.refusals import Refused
from devices.link.words import TicketState


def _no_wait(queue: str) -> float:
    return 0.0


@dataclass(frozen=True, kw_only=True)
class Asked:
    """The circumstances of a command.

    Attributes:
        at: now, in the hall's zone; never earlier than the hall's newest event.
        fresh: a random name nobody can guess, for the ticket that may be made.
        words: row of the vault that keeps the command's free words, if it has any.
        contact: row of the vault that keeps the name and phone of the command, if it has any and they are
            kept already or the command lets them be kept.
        clerk: staff number of whoever is signed in where this is said, if anybody is.
        proof: what whoever signs in has proved.
        wait: minutes that somebody likely waits who takes a number of this queue now: the forecast's middle.
        clock_off_min: minutes by which the computer's clock has jumped away from the hall's time.
        backup_failed_at: since when no backup can be made; None while they are well, or off.
        certificates: how the hub's certificate and its authority stand.
    """

    by: Principal
    at: datetime
    fresh: str
    words: str | None = None
    contact: str | None = None
    clerk: str = ""
    proof: Proof = NOTHING
    wait: Callable[[str], float] = _no_wait
    clock_off_min: int = 0
    backup_failed_at: datetime | None = None
    certificates: CertificateStatus = field(default_factory=CertificateStatus)


def own_window(hall: Hall, asked: Asked) -> WindowNow:
    """The session's window.

    Raises:
        Refused: ``no_window``.
    """
    window = hall.windows.get(asked.by.window)
    if window is None:
        raise Refused("no_window")
    return window


def own_ticket(hall: Hall, window: WindowNow, *states: TicketState, code: str) -> Ticket:
    """The ticket before a window, in one of these states.

    Raises:
        Refused: ``code``.
    """
    ticket = hall.tickets.get(window.ticket)
    if ticket is None or ticket.state not in states:
        raise Refused(code)
    return ticket


def known_ticket(hall: Hall, name: str) -> Ticket:
    """Today's ticket by its id.

    Raises:
        Refused: ``unknown_ticket``.
    """
    ticket = hall.tickets.get(name)
    if ticket is None:
        raise Refused("unknown_ticket")
    return ticket
