"""What staff must know or do, and that they did."""

from __future__ import annotations

from msgspec import field

from devices.hub.events.base import Event


class NoticeRaised(Event, frozen=True, kw_only=True, tag="notice_raised"):
    """Staff must know: ``code`` is a key of ``devices.link.notices``, ``about`` what it is about."""

    notice: str
    code: str
    about: str
    words: dict[str, str] = field(default_factory=dict)
    zone: str = ""
    window: int = 0


class NoticeSettled(Event, frozen=True, kw_only=True, tag="notice_settled"):
    """Somebody saw to it, or it is so no more."""

    notice: str
    clerk: str = ""


NoticesEvent = NoticeRaised | NoticeSettled
