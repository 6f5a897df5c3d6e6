"""When a queue gives numbers, as far as the shift leader decides it."""

from __future__ import annotations

from devices.link.commands.base import Command, Short
from devices.link.words import ClosingReason


class CloseTicketing(Command, frozen=True, kw_only=True, tag="close_ticketing"):
    """A queue gives no more numbers until its hours end, for a reason that visitors are told."""

    queue: Short
    reason: ClosingReason = ClosingReason.ORDER


class ReopenTicketing(Command, frozen=True, kw_only=True, tag="reopen_ticketing"):
    """A queue gives numbers again until its hours end, whatever the forecast says."""

    queue: Short


TicketingCommand = CloseTicketing | ReopenTicketing
