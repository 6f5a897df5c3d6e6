"""What a card or a code means in this hall: who it is, and what they hold here.

A card's reading goes into the vault and no further; the kiosk learns a row's id, 张*, and the class.
"""

from __future__ import annotations

import logging
import secrets
from datetime import date
from urllib.parse import urlsplit

from config.schema import HallConfig
from devices.hub.audit_kinds import Kind
from devices.hub.hub import Hub
from devices.hub.people import HUB, Principal
from devices.hub.rules.results import results_of
from devices.hub.rules.tickets import waiting_of
from devices.hub.staff_register import StaffRegisterFailed
from devices.hub.state import Appointment, Hall, Result, Slip, Ticket
from devices.hub.waits import Waits
from devices.link import commands as c
from devices.link.jobs import CardRead, CodeRead
from devices.link.messages import (
    AppointmentSeen,
    CardSeen,
    CodeSeen,
    No,
    ResultSeen,
    SlipSeen,
    StaffSeen,
    TicketResult,
)
from devices.link.refusals import Refused
from devices.link.words import ResultState, Role, TicketState, VisitorClass

log = logging.getLogger(__name__)

NOTED = 5
"""Things of one code that the audit log names; the first ones stand for all."""
LONGEST_CODE = 512
"""Characters of a code that could be ours; longer ones are somebody else's."""


async def seen_staff(hub: Hub, by: Principal, read: CardRead | CodeRead) -> StaffSeen | None:
    """Whose staff card this is, at a window or desk where nobody is signed in yet.

    Elsewhere, and when somebody works there already, a clerk's card is that of any visitor.

    Raises:
        Refused: the card was lost, the register cannot be asked, or it could not be noted.
    """
    if by.role not in (Role.CLERK, Role.DESK) or hub.hall.clerk_at(by.place):
        return None
    number = read.id_number if isinstance(read, CardRead) else _text(read.data)
    try:
        holder = await hub.proofs.holder(number)
    except StaffRegisterFailed as error:
        log.error("A card could not be looked up: %s", error)
        raise Refused("register_failed") from error
    if holder is None or holder.number not in hub.hall.clerk_of:
        return None
    if not holder.opens:
        raise Refused("card_lost")
    await hub.looks.look(hub.hall, Kind.STAFF_CARD_READ, by, about=holder.number, why="sign_in")
    name = hub.hall.clerk_of[holder.number].name
    return StaffSeen(clerk=holder.number, name=name, voucher=hub.proofs.voucher(by, holder.number))


async def seen_card(hub: Hub, card: CardRead, by: Principal) -> CardSeen:
    """Remember the holder and find their tickets and appointments of today, and results that wait for them.

    That it is looked at is in the audit log before anything is shown. At a window or desk, where somebody
    else looks at what a card brings, the look-up is journalled too.

    Raises:
        Refused: the hub did not take it, for what it says itself, or it could not be noted.
        VaultFailed: the vault did not take it.
    """
    person = await hub.remember(card)
    staff = by.role in (Role.CLERK, Role.DESK)
    kind = Kind.CARD_LOOKED_UP if staff else Kind.CARD_READ
    await hub.looks.look(hub.hall, kind, by, about=person.id, why="card")
    today = hub.now().date()
    visitor_class, ground = class_by_age(hub.config, person.age_on(today))
    known = await hub.do(
        HUB,
        # No client's command can have this name: theirs have no colon.
        f"person:{person.id}:{today.isoformat()}:{visitor_class.value}:{ground}",
        c.IdentifyPerson(person=person.id, visitor_class=visitor_class, ground=ground),
    )
    if isinstance(known, No):
        raise Refused(known.code)
    if staff:
        look_up = c.LookUpCard(person=person.id, place=by.place)
        logged = await hub.do(HUB, f"lookup:{secrets.token_urlsafe(12)}", look_up)
        if isinstance(logged, No):
            raise Refused(logged.code)

    def see(hall: Hall, waits: Waits) -> CardSeen:
        return CardSeen(
            person=person.id,
            masked_name=person.masked_name,
            visitor_class=visitor_class,
            tickets=tuple(_ticket(hall, waits, ticket) for ticket in _held_by(hall, person.id, staff)),
            appointments=tuple(
                _appointment(hall, booked)
                for booked in hall.appointments.values()
                if booked.person == person.id and not booked.ticket
            ),
            results=tuple(_result(hall, result) for result in results_of(hall, person.id)),
        )

    return await hub.look(see)


def _held_by(hall: Hall, person: str, staff: bool) -> list[Ticket]:
    """Whatever stands for somebody in the hall; staff see missed calls too, from which they may return."""
    held = [hall.tickets[name] for name in waiting_of(hall, person)]
    missed = (hall.tickets[name] for name in hall.missed) if staff else ()
    return [*held, *(ticket for ticket in missed if ticket.person == person)]


async def seen_code(hub: Hub, by: Principal, code: CodeRead) -> CodeSeen:
    """Find what a code stands for, by itself or as the end of an address: a ticket, a slip, a case, …

    A code that brings what is somebody's is a look, in the audit log before it is shown.

    Raises:
        Refused: it could not be noted.
    """
    text = _text(code.data)

    def see(hall: Hall, waits: Waits) -> tuple[CodeSeen, str]:
        booked = hall.appointments.get(text)
        ticket = hall.tickets.get(text)
        slip = hall.slips.get(text)
        results = [
            result
            for result in hall.results.values()
            if text and text in (result.code, result.case_number)
            if result.state is not ResultState.HANDED_OVER
        ]
        seen = CodeSeen(
            appointment=_appointment(hall, booked) if booked else None,
            ticket=_ticket(hall, waits, ticket) if ticket else None,
            slip=_slip(hall, slip, hub.now().date()) if slip and slip.asks else None,
            results=tuple(_result(hall, result) for result in results),
            advice=text if text in hall.advice else "",
        )
        # Never the code itself: whoever reads the log must not be able to use it.
        whose = [booked.who or "appointment"] if booked else []
        whose += [thing.id for thing in (ticket, slip, *results) if thing]
        return seen, ",".join(whose[:NOTED])

    seen, about = await hub.look(see)
    if about:
        await hub.looks.look(hub.hall, Kind.CODE_LOOKED_UP, by, about=about, why="code")
    return seen


def _text(data: bytes) -> str:
    try:
        text = data.decode().strip()
    except UnicodeDecodeError:
        return ""
    if len(text) > LONGEST_CODE:
        return ""
    if text.startswith(("http://", "https://")):
        try:
            path = urlsplit(text).path
        except ValueError:
            return ""
        return path.rstrip("/").rpartition("/")[2]
    return text


def class_by_age(config: HallConfig, age: int) -> tuple[VisitorClass, str]:
    """Class and ground that a card's age gives, by the hall's table."""
    ground = next((g for g in config.grounds if g.by_age), None)
    if ground is None or age < config.tickets.elder_age:
        return VisitorClass.ORDINARY, ""
    return VisitorClass(ground.visitor_class), ground.id


def _ticket(hall: Hall, waits: Waits, ticket: Ticket) -> TicketResult:
    item = hall.item(ticket.item)
    waiting = ticket.state is TicketState.WAITING
    ahead = waits.ahead_of(hall, ticket) if waiting else -1
    return TicketResult(
        ticket=ticket.id,
        number=ticket.number,
        item_name=item.name,
        item_name_en=item.name_en or item.name,
        ahead=ahead,
        wait=waits.wait_of(hall, ticket, ahead) if waiting else None,
        state=ticket.state,
        window=ticket.window,
    )


def _appointment(hall: Hall, booked: Appointment) -> AppointmentSeen:
    item = hall.item(booked.item)
    return AppointmentSeen(
        code=booked.code,
        item=booked.item,
        item_name=item.name,
        item_name_en=item.name_en or item.name,
        starts_at=booked.starts_at,
        ends_at=booked.ends_at,
        ticket=booked.ticket,
    )


def _slip(hall: Hall, slip: Slip, today: date) -> SlipSeen:
    item = hall.item(slip.item)
    return SlipSeen(
        slip=slip.id,
        number=slip.number,
        item=slip.item,
        item_name=item.name,
        item_name_en=item.name_en or item.name,
        due=slip.due,
        first=slip.due is None or today <= slip.due,
    )


def _result(hall: Hall, result: Result) -> ResultSeen:
    item = hall.item(result.item)
    here = result.here and bool(result.queue)
    return ResultSeen(
        result=result.id,
        code=result.code,
        item_name=item.name,
        item_name_en=item.name_en or item.name,
        state=result.state,
        delivery=result.delivery,
        queue=result.queue if here else "",
        windows=tuple(w.number for w in hall.config.windows if here and result.queue in w.queues),
        collect=next((i.code for i in hall.config.items if here and i.queue == result.queue), ""),
        locker=result.locker,
    )
