"""What every event says: when it happened and through whom."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct


class Event(Struct, frozen=True, kw_only=True, tag_field="event", omit_defaults=True):
    """Something that happened, when, and through whom."""

    at: datetime
    by: str

    @property
    def made(self) -> str:
        """Name of what the event made and its asker is told, beside tickets; empty for nothing."""
        return ""
