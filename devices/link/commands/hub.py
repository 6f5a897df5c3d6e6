"""What the hub says to itself, and what staff do with its notices."""

from __future__ import annotations

from devices.link.commands.base import Command, Short


class Tick(Command, frozen=True, kw_only=True, tag="tick"):
    """Time has passed: whatever is due now happens; said only by the hub itself."""


class SettleNotice(Command, frozen=True, kw_only=True, tag="settle_notice"):
    """Staff have seen to a notice."""

    notice: Short


HubCommand = Tick | SettleNotice
