"""Who works where: one clerk, one place; and what the leader orders and corrects."""

from __future__ import annotations

from devices.hub.events import (
    AnyEvent,
    AttendanceCorrected,
    ClerkPosted,
    ClerkSignedIn,
    ClerkSignedOut,
    GuideSignedIn,
    GuideSignedOut,
)
from devices.hub.rules.asked import Asked, own_window
from devices.hub.rules.posts import absence_over, post_filled
from devices.hub.rules.proof import proven
from devices.hub.rules.rulebook import Rulebook
from devices.hub.rules.today import later_today
from devices.hub.rules.windows import closed
from devices.hub.state import Hall, WindowNow
from devices.link import commands as c
from devices.link.refusals import Refused
from devices.link.words import Role

RULES = Rulebook()
AT_WINDOWS = frozenset({"clerk", "leader"})
"""What whoever signs in at a window is in the hall's file; an admin serves nobody and signs in elsewhere."""
AT_DESKS = frozenset({"guide", "leader"})
"""What whoever signs in at a desk is."""


@RULES.rule(c.SignIn)
def sign_in(hall: Hall, command: c.SignIn, asked: Asked) -> list[AnyEvent]:
    """A clerk takes the session's window, or a guide its desk: one clerk, one place."""
    if asked.by.role is Role.DESK:
        return _at_desk(hall, command, asked)
    window = own_window(hall, asked)
    number = proven(hall, command, asked.proof)
    if hall.clerk_of[number].role not in AT_WINDOWS:
        raise Refused("not_a_clerk")
    if window.clerk == number:
        return []
    if window.clerk:
        raise Refused("window_taken")
    _free_and_valid(hall, number, asked)
    if not _in_zone(hall, number, hall.window_of[window.number].zone) and not _posted(
        hall, number, window, asked
    ):
        raise Refused("wrong_zone")
    how = hall.config.staff.sign_in
    signed = ClerkSignedIn(at=asked.at, by=asked.by.name, clerk=number, window=window.number, how=how)
    return [signed, *post_filled(hall, window, asked, number)]


def _at_desk(hall: Hall, command: c.SignIn, asked: Asked) -> list[AnyEvent]:
    desk = asked.by.place
    if not desk or asked.by.window:
        raise Refused("no_desk")
    number = proven(hall, command, asked.proof)
    if hall.clerk_of[number].role not in AT_DESKS:
        raise Refused("not_a_guide")
    there = hall.desks.get(desk)
    if there == number:
        return []
    if there:
        raise Refused("desk_taken")
    _free_and_valid(hall, number, asked)
    zone = next((known.zone for known in hall.config.desks if known.id == desk), "")
    if zone and not _in_zone(hall, number, zone):
        raise Refused("wrong_zone")
    how = hall.config.staff.sign_in
    return [GuideSignedIn(at=asked.at, by=asked.by.name, clerk=number, desk=desk, how=how)]


def _free_and_valid(hall: Hall, number: str, asked: Asked) -> None:
    if number in hall.clerks or number in hall.desks.values():
        raise Refused("clerk_elsewhere")
    clerk, today = hall.clerk_of[number], asked.at.date()
    if (clerk.valid_from and today < clerk.valid_from) or (clerk.valid_to and today > clerk.valid_to):
        raise Refused("not_valid_today")


def _in_zone(hall: Hall, number: str, zone: str) -> bool:
    clerk = hall.clerk_of[number]
    return clerk.role == "leader" or not clerk.zones or zone in clerk.zones


def _posted(hall: Hall, number: str, window: WindowNow, asked: Asked) -> bool:
    posting = hall.postings.get(number)
    return posting is not None and posting.window == window.number and asked.at < posting.until


@RULES.rule(c.SignOut)
def sign_out(hall: Hall, command: c.SignOut, asked: Asked) -> list[AnyEvent]:
    """The clerk leaves and hands over what is not finished; the window closes with the clerk."""
    if asked.by.role is Role.DESK:
        return _from_desk(hall, asked)
    window = own_window(hall, asked)
    if not window.clerk:
        raise Refused("not_signed_in")
    out = ClerkSignedOut(at=asked.at, by=asked.by.name, clerk=window.clerk, window=window.number)
    return [*closed(hall, window, asked, command.hand_over), *absence_over(hall, window, asked), out]


def _from_desk(hall: Hall, asked: Asked) -> list[AnyEvent]:
    desk = asked.by.place
    if desk not in hall.desks:
        raise Refused("not_signed_in")
    return [GuideSignedOut(at=asked.at, by=asked.by.name, clerk=hall.desks[desk], desk=desk)]


@RULES.rule(c.PostClerk)
def post(hall: Hall, command: c.PostClerk, asked: Asked) -> list[AnyEvent]:
    """Let a clerk work at a window outside of the own zones until then."""
    if command.clerk not in hall.clerk_of:
        raise Refused("unknown_clerk")
    if hall.clerk_of[command.clerk].role not in AT_WINDOWS:
        raise Refused("not_a_clerk")
    if command.window not in hall.windows:
        raise Refused("unknown_window")
    until = later_today(command.until, asked.at)
    return [
        ClerkPosted(at=asked.at, by=asked.by.name, clerk=command.clerk, window=command.window, until=until)
    ]


@RULES.rule(c.CorrectAttendance)
def correct(hall: Hall, command: c.CorrectAttendance, asked: Asked) -> list[AnyEvent]:
    """Correct how a clerk's day counts; the sheet shows what it was, and by whom it was corrected."""
    if command.clerk not in hall.clerk_of:
        raise Refused("unknown_clerk")
    if command.day > asked.at.date():
        raise Refused("day_to_come")
    if asked.words is None:
        raise Refused("why_needed")
    return [
        AttendanceCorrected(
            at=asked.at,
            by=asked.by.name,
            clerk=command.clerk,
            day=command.day,
            mark=command.mark,
            words=asked.words,
        )
    ]
