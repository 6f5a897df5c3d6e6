"""Clerks who come and go."""

from __future__ import annotations

from devices.link.commands.base import Command, Short


class SignIn(Command, frozen=True, kw_only=True, tag="sign_in"):
    """A clerk takes the session's window."""

    clerk: Short


class SignOut(Command, frozen=True, kw_only=True, tag="sign_out"):
    """The clerk leaves the session's window, which closes."""


StaffCommand = SignIn | SignOut
