"""Notices: raised once for one thing, and settled by staff or when it is so no more."""

from __future__ import annotations

from datetime import datetime, timedelta

from devices.hub.certificate_status import CertificateState
from devices.hub.events import AnyEvent, NoticeRaised, NoticeSettled
from devices.hub.rules.asked import Asked
from devices.hub.rules.rulebook import Rulebook
from devices.hub.state import Hall, Notice
from devices.link import commands as c
from devices.link.refusals import Refused

RULES = Rulebook()


def open_notice(hall: Hall, code: str, about: str) -> Notice | None:
    """The notice that staff have not settled yet."""
    return next((n for n in hall.notices.values() if n.code == code and n.about == about), None)


def notice(
    hall: Hall,
    asked: Asked,
    code: str,
    about: str,
    words: dict[str, str] | None = None,
    *,
    zone: str = "",
    window: int = 0,
) -> list[AnyEvent]:
    """Tell staff, unless they have yet to see to the same, or did so today and it was so ever since.

    Args:
        hall: the hall.
        asked: when, and through whom.
        code: a key of ``devices.link.notices``.
        about: what it is about, such as a window's number or a ticket's id.
        words: what fills the gaps of the sentence; no personal data.
        zone: zone whose staff it concerns; empty for all.
        window: window that it concerns; 0 for none.
    """
    if (code, about) in hall.told or open_notice(hall, code, about):
        return []
    name = f"{code}:{about}:{asked.at.strftime('%Y%m%dT%H%M%S')}"
    return [
        NoticeRaised(
            at=asked.at,
            by=asked.by.name,
            notice=name,
            code=code,
            about=about,
            words=words or {},
            zone=zone,
            window=window,
        )
    ]


def no_more(hall: Hall, asked: Asked, code: str, about: str) -> list[AnyEvent]:
    """It is so no more: settle the notice, if one is open."""
    found = open_notice(hall, code, about)
    return [NoticeSettled(at=asked.at, by=asked.by.name, notice=found.id)] if found else []


@RULES.rule(c.SettleNotice)
def settle(hall: Hall, command: c.SettleNotice, asked: Asked) -> list[AnyEvent]:
    """Staff have seen to it."""
    if command.notice not in hall.notices:
        raise Refused("unknown_notice")
    return [
        NoticeSettled(
            at=asked.at, by=asked.by.name, notice=command.notice, clerk=asked.clerk or asked.by.name
        )
    ]


@RULES.due
def calendar_ends(hall: Hall, asked: Asked) -> list[AnyEvent]:
    """Warn before the lists of holidays run out."""
    calendar = hall.config.calendar
    if calendar.until is None or asked.at.date() < calendar.until - timedelta(days=calendar.warn_days):
        return []
    until = calendar.until.isoformat()
    return notice(hall, asked, "calendar_ends", until, {"until": until})


@RULES.due
def clock_jumped(hall: Hall, asked: Asked) -> list[AnyEvent]:
    """Tell staff that the computer's clock and the hall's time have parted, as long as they have."""
    if asked.clock_off_min == 0:
        return no_more(hall, asked, "clock_jumped", "clock")
    return notice(hall, asked, "clock_jumped", "clock", {"minutes": f"{asked.clock_off_min:+d}"})


@RULES.due
def backup_failed(hall: Hall, asked: Asked) -> list[AnyEvent]:
    """Tell staff that no backup can be made, as long as none can."""
    if asked.backup_failed_at is None:
        return no_more(hall, asked, "backup_failed", "backup")
    since = f"{asked.backup_failed_at:%m-%d %H:%M}"
    return notice(hall, asked, "backup_failed", "backup", {"since": since})


@RULES.due
def certificate_ends(hall: Hall, asked: Asked) -> list[AnyEvent]:
    """Warn before screens can no longer believe the hub, until its certificates are new."""
    now = asked.certificates
    return [
        *_ends(hall, asked, "certificate_ends", now.hub, now.hub_ends_at),
        *_ends(hall, asked, "authority_ends", now.authority, now.authority_ends_at),
    ]


def _ends(
    hall: Hall, asked: Asked, code: str, state: CertificateState, ends_at: datetime | None
) -> list[AnyEvent]:
    if ends_at is None or state is CertificateState.GOOD:
        return no_more(hall, asked, code, "hub")
    until = ends_at.astimezone(asked.at.tzinfo).date().isoformat()
    return notice(hall, asked, code, "hub", {"until": until})
