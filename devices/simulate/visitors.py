"""What visitors do: take numbers at kiosks and desks, check in, ask for priority, give up, come back.

A visitor who is refused does what the refusal says: waits for the next hours or slot, goes to the desk, or
goes away; who goes away is counted, by the reason.
"""

from __future__ import annotations

from collections import Counter as Counts
from datetime import datetime
from functools import partial

from devices.hub.events import AnyEvent, PrintRequested, ReprintOffered, TicketTaken
from devices.hub.people import HUB, Principal
from devices.hub.rules.hours import spans_on
from devices.hub.state import Hall, Ticket
from devices.link import commands as c
from devices.link.refusals import Refused
from devices.link.words import Language, Role, TicketState
from devices.simulate.clock import Clock
from devices.simulate.counter import Counter
from devices.simulate.population import Booking, Population, Visitor

IMPORTED = -6 * 3600
"""The booking system tells the day's appointments at six on the evening before."""
ENGLISH = 0.01
TRIES = 3
WAITS_FOR_HOURS, WAITS_FOR_SLOT = 0.75, 0.5

BOOKINGS = Principal(role=Role.INTEGRATION)


class Visitors:
    """Everybody who comes on the day.

    Attributes:
        came: how many came.
        turned_away: how many went away without a number, by the code of the refusal.
        too_late: when and for which queue somebody came after its numbers had ended.
    """

    def __init__(self, clock: Clock, counter: Counter, who: Population) -> None:
        """Plan everybody's way."""
        self._clock = clock
        self._counter = counter
        self._stage = clock.stage
        self.came = 0
        self.turned_away: Counts[str] = Counts()
        self.too_late: list[tuple[datetime, str]] = []
        desks = {desk.id for desk in self._stage.config.desks} or {"desk"}
        self._desks = [Principal(role=Role.DESK, place=desk) for desk in sorted(desks)]
        for booking in who.bookings:
            clock.at(IMPORTED, partial(self._book, booking))
        for visitor in who.visitors:
            clock.at(visitor.at, partial(self._come, visitor))

    @property
    def _hall(self) -> Hall:
        return self._stage.hall

    def _book(self, booking: Booking) -> None:
        book = c.BookAppointment(
            code=booking.code,
            item=booking.item,
            starts_at=self._stage.time(booking.starts),
            ends_at=self._stage.time(booking.ends),
        )
        self._stage.may(BOOKINGS, book)

    # A number ---------------------------------------------------------------------------------------

    def _come(self, visitor: Visitor) -> None:
        self.came += 1
        self._try(visitor, visitor.desk, 1)

    def _try(self, visitor: Visitor, desk: bool, tries: int) -> None:
        """Stand at a kiosk, or before a guide."""
        by = self._place(visitor.item, desk)
        if visitor.person:
            known = c.IdentifyPerson(
                person=visitor.person,
                visitor_class=visitor.by_card,
                ground=visitor.ground if visitor.by_card != "ordinary" else "",
            )
            self._stage.may(HUB, known)
        language = Language.EN if self._clock.luck(ENGLISH) else Language.ZH
        wish: c.AnyCommand = c.CheckIn(code=visitor.appointment, language=language)
        if not visitor.appointment:
            wish = c.TakeTicket(
                item=visitor.item,
                also=visitor.also,
                bundle=visitor.bundle,
                person=visitor.person or None,
                language=language,
            )
        try:
            events = self._stage.say(by, wish)
        except Refused as error:
            self._refused(visitor, error.code, tries)
            return
        self._has(visitor, events)

    def _place(self, item: str, desk: bool) -> Principal:
        """A kiosk of the item's zone, rather than another; or a desk."""
        kiosks = self._stage.config.kiosks
        if desk or not kiosks:
            return self._clock.dice.choice(self._desks)
        zone = self._hall.queue_of[self._hall.item(item).queue].zone
        near = [kiosk for kiosk in kiosks if kiosk.zone == zone]
        return Principal(role=Role.KIOSK, place=self._clock.dice.choice(near or list(kiosks)).id)

    def _refused(self, visitor: Visitor, code: str, tries: int) -> None:
        again = 0
        if code == "too_late" and tries == 1:
            self.too_late.append((self._stage.now, self._hall.item(visitor.item).queue))
        if tries < TRIES:
            again = self._comes_at(visitor, code)
        if code == "real_name" and tries < TRIES:
            self._clock.after(60, 300, partial(self._try, visitor, True, tries + 1))
        elif again > self._clock.second:
            self._clock.at(again, partial(self._try, visitor, visitor.desk, tries + 1))
        else:
            self.turned_away[code] += 1

    def _comes_at(self, visitor: Visitor, code: str) -> int:
        """When a visitor who was refused tries again today, 0 for never."""
        dice, now = self._clock.dice, self._stage.now
        queue = self._hall.queue_of[self._hall.item(visitor.item).queue]
        if code == "too_early":
            return self._clock.second + dice.randint(600, 1200)
        if code in ("closed", "too_late") and self._clock.luck(WAITS_FOR_HOURS):
            spans = spans_on(self._hall, queue, now.date())
            following = next((span.start for span in spans if span.start > now), None)
            return self._stage.second_of(following) + dice.randint(0, 1200) if following else 0
        if code == "slot_full" and self._clock.luck(WAITS_FOR_SLOT):
            return self._clock.second - self._clock.second % 1800 + 1800 + dice.randint(0, 600)
        return 0

    def _has(self, visitor: Visitor, events: list[AnyEvent]) -> None:
        """The number is given: paper comes out, and the visitor sits down or goes to the desk."""
        for event in events:
            if isinstance(event, PrintRequested):
                self._print(event)
        ticket = next((event.ticket for event in events if isinstance(event, TicketTaken)), "")
        if not ticket:
            return
        self._counter.wake(ticket)
        if visitor.ground and visitor.by_card == "ordinary":
            self._clock.after(20, 150, partial(self._ask_priority, visitor, ticket))
        if visitor.patience_s:
            self._clock.at(self._clock.second + visitor.patience_s, partial(self._give_up, visitor, ticket))
        if visitor.asks_twice:
            self._clock.after(120, 900, partial(self._ask_twice, visitor))

    def _print(self, asked: PrintRequested) -> None:
        """The kiosk's agent tells how its printer fares."""
        device = self._hall.device_of[asked.device]
        agent = Principal(role=Role.AGENT, place=device.host)
        self._clock.after(1, 1, partial(self._stage.may, agent, c.PrintStarted(job=asked.job)))
        self._clock.after(3, 5, partial(self._stage.may, agent, c.PrintConfirmed(job=asked.job)))

    # While they wait --------------------------------------------------------------------------------

    def _ask_priority(self, visitor: Visitor, ticket: str) -> None:
        grant = c.GrantClass(ticket=ticket, ground=visitor.ground, evidence=visitor.evidence)
        self._stage.may(self._clock.dice.choice(self._desks), grant)

    def _give_up(self, visitor: Visitor, ticket: str) -> None:
        if self._hall.tickets[ticket].state is TicketState.WAITING:
            self._stage.may(self._place(visitor.item, False), c.CancelTicket(ticket=ticket))

    def _ask_twice(self, visitor: Visitor) -> None:
        """The same card again is offered a reprint, and no second number."""
        by = self._place(visitor.item, False)
        try:
            events = self._stage.say(by, c.TakeTicket(item=visitor.item, person=visitor.person))
        except Refused:
            return
        offered = next((event.ticket for event in events if isinstance(event, ReprintOffered)), "")
        if offered:
            self._reprint(by, offered)
        else:
            self._has(visitor, events)

    def _reprint(self, by: Principal, ticket: str) -> None:
        try:
            events = self._stage.say(by, c.Reprint(ticket=ticket))
        except Refused:
            return
        for event in events:
            if isinstance(event, PrintRequested):
                self._print(event)

    # Back again -------------------------------------------------------------------------------------

    def will_be_back(self, ticket: Ticket) -> None:
        """Somebody missed the call and comes back."""
        self._clock.after(120, 1500, partial(self._is_back, ticket.id))

    def _is_back(self, ticket: str) -> None:
        """Whoever missed the call tells the guide, who lets them wait again."""
        if self._stage.may(self._clock.dice.choice(self._desks), c.ReturnTicket(ticket=ticket)):
            self._counter.wake(ticket)

    def will_bring(self, slip: str, ticket: Ticket) -> None:
        """Somebody was told what lacks, and fetches it."""
        self._clock.after(3600, 4 * 3600, partial(self._bring, slip, ticket.item))

    def _bring(self, slip: str, item: str) -> None:
        """What a notice asked for is here: the notice itself gives the number."""
        try:
            events = self._stage.say(self._place(item, False), c.ReturnWithSlip(slip=slip))
        except Refused:
            return
        for event in events:
            if isinstance(event, PrintRequested):
                self._print(event)
            elif isinstance(event, TicketTaken):
                self._counter.wake(event.ticket)
