"""The consult desk: advice, rooms, and matters that nobody here can serve (窗口无否决权).

To be advised is the visitor's free choice: no other rule asks for it. The consult desk never takes cases,
and whatever cannot be served is written down, with a day by which it is answered.
"""

from __future__ import annotations

from datetime import MAXYEAR, MINYEAR

from config.calendar import add_working_days, local
from devices.hub.events import (
    AdviceAttached,
    AdviceGiven,
    AnyEvent,
    MatterAnswered,
    MatterRegistered,
    RoomBooked,
    RoomFreed,
)
from devices.hub.rules.asked import Asked, known_ticket
from devices.hub.rules.errand import item_and_queue
from devices.hub.rules.notices import no_more, notice, open_notice
from devices.hub.rules.printing import print_paper
from devices.hub.rules.rulebook import Rulebook
from devices.hub.state import Hall
from devices.link import commands as c
from devices.link.advice import told_words
from devices.link.refusals import Refused
from devices.link.words import Role

RULES = Rulebook()


# Advice -------------------------------------------------------------------------------------------


@RULES.rule(c.GiveAdvice)
def advise(hall: Hall, command: c.GiveAdvice, asked: Asked) -> list[AnyEvent]:
    """Write down what a visitor was told; it travels with the visit, if there is a ticket already."""
    _at_consult(hall, asked)
    item, _ = item_and_queue(hall, command.item)
    if command.ticket:
        known_ticket(hall, command.ticket)
    told = []
    for point in command.told:
        words = told_words(point, item.materials)
        if words is None:
            raise Refused("unknown_point")
        if words not in told:
            told.append(words)
    if not told and asked.words is None:
        raise Refused("nothing_told")
    given = AdviceGiven(
        at=asked.at,
        by=asked.by.name,
        advice=asked.fresh,
        number=hall.next_serial("F"),
        item=item.code,
        told=tuple(told),
        ticket=command.ticket,
        words=asked.words,
        paper=command.paper,
        clerk=asked.clerk,
    )
    return [given, *print_paper(hall, asked, given.advice, command.paper)]


@RULES.rule(c.AttachAdvice)
def attach(hall: Hall, command: c.AttachAdvice, asked: Asked) -> list[AnyEvent]:
    """Let a slip travel with the visit of whoever brought it."""
    ticket = known_ticket(hall, command.ticket)
    said = command.advice.strip().upper()
    found = next((a.id for a in hall.advice.values() if command.advice == a.id or said == a.number), None)
    if found is None:
        raise Refused("unknown_advice")
    if found in hall.visits[ticket.visit].advice:
        return []
    return [AdviceAttached(at=asked.at, by=asked.by.name, advice=found, ticket=ticket.id)]


def _at_consult(hall: Hall, asked: Asked) -> None:
    """Let desks pass, and the clerks of consult windows.

    Raises:
        Refused: ``not_consult`` or ``not_signed_in``.
    """
    if asked.by.role is Role.DESK:
        return
    window = hall.window_of.get(asked.by.window)
    if window is None or window.type != "consult":
        raise Refused("not_consult")
    if not asked.clerk:
        raise Refused("not_signed_in")


# Rooms --------------------------------------------------------------------------------------------


@RULES.rule(c.BookRoom)
def book_room(hall: Hall, command: c.BookRoom, asked: Asked) -> list[AnyEvent]:
    """Take a room for a time of one day on which nobody else has it."""
    if command.room not in hall.room_of:
        raise Refused("unknown_room")
    first, last = command.starts_at, command.ends_at
    for edge in (first, last):
        if edge.tzinfo is None or not MINYEAR < edge.year < MAXYEAR:
            raise Refused("bad_slot")
    if last <= first or local(hall.config, first).date() != local(hall.config, last).date():
        raise Refused("bad_slot")
    if last <= asked.at:
        raise Refused("room_time_over")
    if command.ticket:
        known_ticket(hall, command.ticket)
    for taken in hall.rooms.values():
        if taken.room == command.room and first < taken.ends_at and taken.starts_at < last:
            clock = local(hall.config, taken.ends_at).strftime("%H:%M")
            raise Refused("room_taken", {"until": clock})
    return [
        RoomBooked(
            at=asked.at,
            by=asked.by.name,
            booking=asked.fresh,
            room=command.room,
            starts_at=first,
            ends_at=last,
            ticket=command.ticket,
            clerk=asked.clerk,
        )
    ]


@RULES.rule(c.FreeRoom)
def free_room(hall: Hall, command: c.FreeRoom, asked: Asked) -> list[AnyEvent]:
    """Give the room back."""
    if command.booking not in hall.rooms:
        raise Refused("unknown_booking")
    return [RoomFreed(at=asked.at, by=asked.by.name, booking=command.booking, clerk=asked.clerk)]


# Matters ------------------------------------------------------------------------------------------


@RULES.rule(c.RegisterMatter)
def register(hall: Hall, command: c.RegisterMatter, asked: Asked) -> list[AnyEvent]:
    """Write down what cannot be served here and whom to answer; a name is enough for whoever has no phone."""
    if not asked.clerk:
        raise Refused("not_signed_in")
    department = command.department
    if command.item:
        item, _ = item_and_queue(hall, command.item)
        department = department or item.department
    if command.department and command.department not in _departments(hall):
        # A free word here could be a name, which no journal keeps.
        raise Refused("unknown_department")
    if asked.words is None or not command.words.strip():
        raise Refused("words_needed")
    if asked.contact is None:
        raise Refused("contact_needed")
    registered = MatterRegistered(
        at=asked.at,
        by=asked.by.name,
        matter=asked.fresh,
        number=hall.next_serial("S"),
        reply_by=add_working_days(hall.config, asked.at.date(), hall.config.papers.reply_days),
        item=command.item,
        department=department,
        words=asked.words,
        contact=asked.contact,
        clerk=asked.clerk,
    )
    return [registered, *print_paper(hall, asked, registered.matter, True)]


@RULES.rule(c.AnswerMatter)
def answer(hall: Hall, command: c.AnswerMatter, asked: Asked) -> list[AnyEvent]:
    """The visitor was answered, whichever colleague wrote the matter down."""
    if command.matter not in hall.matters:
        raise Refused("unknown_matter")
    if not asked.clerk and asked.by.role is not Role.LEADER:
        raise Refused("not_signed_in")
    if asked.words is None or not command.words.strip():
        raise Refused("words_needed")
    answered = MatterAnswered(
        at=asked.at,
        by=asked.by.name,
        matter=command.matter,
        words=asked.words,
        clerk=asked.clerk or asked.by.name,
    )
    return [answered, *no_more(hall, asked, "matter_overdue", command.matter)]


@RULES.due
def overdue(hall: Hall, asked: Asked) -> list[AnyEvent]:
    """Tell staff of matters whose day is over, and again on each new day."""
    events: list[AnyEvent] = []
    for matter in hall.matters.values():
        if matter.reply_by >= asked.at.date() or open_notice(hall, "matter_overdue", matter.id):
            continue
        words = {
            "number": matter.number,
            "day": local(hall.config, matter.at).date().isoformat(),
            "due": matter.reply_by.isoformat(),
        }
        events += notice(hall, asked, "matter_overdue", matter.id, words)
    return events


def _departments(hall: Hall) -> set[str]:
    items = {item.department for item in hall.config.items}
    return {name for name in items | {clerk.department for clerk in hall.config.clerks} if name}
