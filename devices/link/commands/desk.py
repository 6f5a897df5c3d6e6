"""What guides at the desk do for visitors, and how they are called."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from devices.link.commands.base import Command, Short
from devices.link.words import HelpTopic


class GrantClass(Command, frozen=True, kw_only=True, tag="grant_class"):
    """A waiting visitor is to go first (优先), on a ground of the hall's table and the evidence seen."""

    ticket: Short
    ground: Short
    evidence: Annotated[str, Meta(max_length=64)] = ""


class RevokeClass(Command, frozen=True, kw_only=True, tag="revoke_class"):
    """A ground was granted to this waiting ticket by mistake."""

    ticket: Short


class CallHelp(Command, frozen=True, kw_only=True, tag="call_help"):
    """Somebody at the session's kiosk or window wants a guide to come."""

    about: HelpTopic


class AcceptHelp(Command, frozen=True, kw_only=True, tag="accept_help"):
    """The guide signed in at the session's desk goes there."""

    help: Short


class EndHelp(Command, frozen=True, kw_only=True, tag="end_help"):
    """The help was given, or is no longer wanted."""

    help: Short


DeskCommand = GrantClass | RevokeClass | CallHelp | AcceptHelp | EndHelp
