"""Clerks and guides who come and go, and what the leader orders for them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from msgspec import Meta

from devices.link.commands.base import Command, Short, Words
from devices.link.words import AttendanceMark

_Number = Annotated[str, Meta(max_length=64)]
_Secret = Annotated[str, Meta(max_length=64)]
_Window = Annotated[int, Meta(ge=1, le=9999)]


class SignIn(Command, frozen=True, kw_only=True, tag="sign_in"):
    """A clerk takes the session's window, or a guide its desk, and proves what [staff] sign_in asks.

    ``clerk`` may stay empty when a card says who it is: ``card`` as a reader typed it, or the ``voucher``
    that the hub gave for a card that lay on the reader of this place. ``new_pin`` replaces a PIN that
    somebody else had chosen.
    """

    clerk: _Number = ""
    card: _Secret = ""
    voucher: _Secret = ""
    pin: _Secret = ""
    new_pin: _Secret = ""


class SignOut(Command, frozen=True, kw_only=True, tag="sign_out"):
    """The clerk leaves the session's window, which closes, or the guide the desk.

    What is served or held goes to the colleague whose staff number is ``hand_over``.
    """

    hand_over: _Number = ""


class Present(Command, frozen=True, kw_only=True, tag="present"):
    """Somebody touched the panel at which a clerk or guide is signed in: they are still there.

    A panel says it at most once a minute, and at once while it counts down to the end of the sign-in.
    """


class PostClerk(Command, frozen=True, kw_only=True, tag="post_clerk"):
    """The leader lets a clerk work at a window outside of the own zones until then (机动)."""

    clerk: Short
    window: _Window
    until: datetime


class CorrectAttendance(Command, frozen=True, kw_only=True, tag="correct_attendance"):
    """The leader corrects how a clerk's day counts, and says why."""

    clerk: Short
    day: date
    mark: AttendanceMark
    words: Words


StaffCommand = SignIn | SignOut | Present | PostClerk | CorrectAttendance
