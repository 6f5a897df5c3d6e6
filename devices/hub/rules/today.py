"""Until when something holds that the leader orders for today."""

from __future__ import annotations

from datetime import MAXYEAR, MINYEAR, datetime

from devices.link.refusals import Refused


def later_today(until: datetime, now: datetime) -> datetime:
    """A moment that is still to come today, in the hall's zone.

    Args:
        until: the moment, with its zone.
        now: the hall's time, in its zone.

    Raises:
        Refused: ``bad_until``.
    """
    # In the calendar's first and last year, the same moment may have no date in the hall's zone.
    if until.tzinfo is None or not MINYEAR < until.year < MAXYEAR:
        raise Refused("bad_until")
    here = until.astimezone(now.tzinfo)
    if here <= now or here.date() != now.date():
        raise Refused("bad_until")
    return here
