"""What happens to a ticket at a window."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from devices.hub.events.base import Event
from devices.link.words import CounterStep, TransferPlace, WorkSource


class Claim(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a ticket has to show in the calling order: ``score = weight × (waited + head start − cost)``.

    Attributes:
        number: the ticket's number.
        standing: id of its ground, or its class.
        waited_s: whole seconds that count; negative before an appointment's time.
        weight: how fast its waiting counts.
        head_start_s: seconds that it is taken to have waited already.
        preference_s: seconds that its queue's place in the window's list costs.
        score: weighted seconds.
        age: its place by age among all that are compared, 1 for the oldest.
        front: whether it was put in front of all.
        early: whether it is an appointment whose time has not come.
    """

    number: str
    standing: str
    waited_s: int
    weight: int = 1
    head_start_s: int = 0
    preference_s: int = 0
    score: int
    age: int
    front: bool = False
    early: bool = False


class Reckoning(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Why a ticket was called: the rule that decided, and what it was compared with.

    Attributes:
        rule: front, score, turn, green, early, number or name.
        winner: the one that was called.
        others: the best of every other standing and the next of its own, in calling order; of a call by
            number or name, the one whose turn it was comes first.
        streak: priority calls in a row at the window until then.
        cap: how many there may be.
        reason: id of the reason of a call out of order.
    """

    rule: str
    winner: Claim
    others: tuple[Claim, ...] = ()
    streak: int = 0
    cap: int = 0
    reason: str = ""


class TicketCalled(Event, frozen=True, kw_only=True, tag="ticket_called"):
    """A ticket was called to a window; ``why`` it was the next one, or by number or name, with a reason."""

    ticket: str
    window: int
    clerk: str
    call: int
    why: str
    reckoning: Reckoning | None = None
    reason: str = ""
    by_name: bool = False


class TicketRecalled(Event, frozen=True, kw_only=True, tag="ticket_recalled"):
    """The called ticket was called once more."""

    ticket: str
    window: int
    call: int


class ServiceStarted(Event, frozen=True, kw_only=True, tag="service_started"):
    """The visitor is at the window."""

    ticket: str
    window: int


class DirectServiceStarted(Event, frozen=True, kw_only=True, tag="direct_service_started"):
    """A window serves without a number; ``reason`` is that of serving while others waited."""

    ticket: str
    window: int
    clerk: str
    item: str
    queue: str
    source: WorkSource = WorkSource.COUNTER
    reason: str = ""


class ItemsCorrected(Event, frozen=True, kw_only=True, tag="items_corrected"):
    """The clerk said what the ticket is really for."""

    ticket: str
    window: int
    items: tuple[str, ...]


class ServiceFinished(Event, frozen=True, kw_only=True, tag="service_finished"):
    """The service is over; the window's pad may ask for a rating."""

    ticket: str
    window: int
    clerk: str


class TicketMissed(Event, frozen=True, kw_only=True, tag="ticket_missed"):
    """The visitor did not come, or went away for a while and never came back (过号)."""

    ticket: str
    window: int


class TicketReturned(Event, frozen=True, kw_only=True, tag="ticket_returned"):
    """The visitor came back and waits again.

    Attributes:
        behind: the ticket behind which it stands.
        order_at: since when it is taken to wait, where it stands behind none.
        standing: among whom it waits until it is called; empty for its own.
    """

    ticket: str
    behind: str | None
    order_at: datetime | None = None
    standing: str = ""


class TicketHeld(Event, frozen=True, kw_only=True, tag="ticket_held"):
    """The visitor went away for a while and comes back to this window (挂起)."""

    ticket: str
    window: int


class TicketResumed(Event, frozen=True, kw_only=True, tag="ticket_resumed"):
    """The held visitor is back."""

    ticket: str
    window: int


class TicketTransferred(Event, frozen=True, kw_only=True, tag="ticket_transferred"):
    """The visit goes on as a new step, with the same number, in another line.

    Attributes:
        items: what the new step is for; empty for what the old one was for.
        only: item of a season by which it waits (``Ticket.only``); empty for none.
        number: its first number, where the old step had none.
        count: the count that gave it, of the counter ``band``.
    """

    ticket: str
    step: str
    window: int
    queue: str
    to_window: int
    place: TransferPlace
    order_at: datetime
    items: tuple[str, ...] = ()
    only: str = ""
    number: str = ""
    count: int = 0
    band: str = ""


class StepAdded(Event, frozen=True, kw_only=True, tag="step_added"):
    """A finished visit goes on as a new step, with the same number; fields as of TicketTransferred.

    Attributes:
        back: whether the visitor came back from paying or copying.
        window: where a clerk said so, 0 for elsewhere.
        finishes: whether the service before was finished by it.
    """

    ticket: str
    step: str
    queue: str
    to_window: int
    place: TransferPlace
    order_at: datetime
    items: tuple[str, ...] = ()
    only: str = ""
    number: str = ""
    count: int = 0
    band: str = ""
    back: bool = False
    window: int = 0
    finishes: bool = False


class Undone(Event, frozen=True, kw_only=True, tag="undone"):
    """The window's last step was taken back: everything is as it was before."""

    ticket: str
    window: int
    what: CounterStep


CounterEvent = (
    TicketCalled
    | TicketRecalled
    | ServiceStarted
    | DirectServiceStarted
    | ItemsCorrected
    | ServiceFinished
    | TicketMissed
    | TicketReturned
    | TicketHeld
    | TicketResumed
    | TicketTransferred
    | StepAdded
    | Undone
)
