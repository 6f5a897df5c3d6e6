"""What a hall may well want and should know that it has: nothing here keeps a hall from opening."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from config.calendar import weekday
from config.check import CSV, TOML
from config.check.clock import is_span
from config.check.places import item_key
from config.problems import Problem
from config.reach import is_loopback
from config.schema import HallConfig, Queue, Weekday, Window


def warnings(config: HallConfig, today: date | None = None) -> list[Problem]:
    """Find what is allowed and yet worth a second look.

    Args:
        config: a hall without problems.
        today: the hall's day; None leaves out what only time makes wrong.
    """
    return [
        *_reach(config),
        *_queues(config),
        *_windows(config),
        *_clerks(config),
        *_calendar(config),
        *(_overdue(config, today) if today else ()),
        *_items(config),
    ]


def _reach(config: HallConfig) -> Iterator[Problem]:
    """Who reaches the hub, and whether the hall ever opens."""
    host = config.hub.host
    if not is_loopback(host):
        text = (
            f'the hub listens on "{host}", so other computers reach it, over TLS (hall pki init); '
            "keep that network the hall's own"
        )
        yield Problem(TOML, "hub.host", text)
    if not config.hours.days:
        yield Problem(TOML, "hours.days", "is empty; the hall never opens")
    if config.hours.closing == "fixed" and config.hours.closing_min == 0:
        yield Problem(TOML, "hours.closing", _FIXED)


_FIXED = '"fixed" with closing_min = 0 is the same as "end"; give the minutes'


def _queues(config: HallConfig) -> Iterator[Problem]:
    """Limits that are never reached, and hours or days at which nobody is there."""
    for at, queue in enumerate(config.queues):
        key = f"queues[{at}]"
        if queue.quota > queue.last - queue.first + 1 and not queue.wrap:
            text = f"is never reached: the numbers {queue.first} to {queue.last} are used up before"
            yield Problem(TOML, f"{key}.quota", text)
        if not queue.hours and not config.hours.open:
            yield Problem(TOML, f"{key}.hours", "neither it nor [hours] ever opens")
        least = config.hours.closing_min if queue.closing_min < 0 else queue.closing_min
        if queue.closing == "fixed" and least == 0:
            yield Problem(TOML, f"{key}.closing", _FIXED)
        serving = [window for window in config.windows if queue.id in window.queues]
        if serving and all(window.type == "tidal" for window in serving):
            yield Problem(TOML, key, "only tidal windows serve it; nobody does until the leader opens one")
        yield from _alone(config, key, queue, serving)


def _alone(config: HallConfig, key: str, queue: Queue, serving: list[Window]) -> Iterator[Problem]:
    """Days and hours at which a queue is open and no window has a shift."""
    days: tuple[Weekday, ...] = queue.days or config.hours.days
    there = {day for window in serving for day in window.days or config.hours.days}
    if serving and (missing := [day for day in days if day not in there]):
        yield Problem(TOML, f"{key}.days", f"no window that serves it works on {', '.join(missing)}")
    shifts = {shift for window in serving for shift in window.shifts or config.hours.open if is_span(shift)}
    for span in queue.hours or config.hours.open:
        if is_span(span) and serving and (gap := _gap(span, shifts)):
            yield Problem(TOML, f"{key}.hours", f"no window that serves it has a shift from {gap}")


def _gap(span: str, shifts: set[str]) -> str:
    """The first part of a span that no shift covers, as "12:00 to 13:00"; empty when there is none."""
    reached, end = span[:5], span[6:]
    for shift in sorted(shifts):
        if shift[:5] > reached:
            break
        reached = max(reached, shift[6:])
    if reached >= end:
        return ""
    following = min((shift[:5] for shift in shifts if shift[:5] > reached), default=end)
    return f"{reached} to {min(following, end)}"


def _windows(config: HallConfig) -> Iterator[Problem]:
    """Windows to which nobody is called."""
    seasonal = {number for season in config.seasons for number in season.windows}
    for at, window in enumerate(config.windows):
        if not window.queues and window.type != "dedicated" and window.number not in seasonal:
            yield Problem(TOML, f"windows[{at}].queues", "is empty; nobody is ever called to it")


def _clerks(config: HallConfig) -> Iterator[Problem]:
    """Clerks who find no window at which they could serve anybody."""
    for at, clerk in enumerate(config.clerks):
        if not clerk.skills or clerk.role in ("guide", "admin"):
            continue
        here = [window for window in config.windows if not clerk.zones or window.zone in clerk.zones]
        if not any(skill in window.queues for window in here for skill in clerk.skills):
            text = "no window in the clerk's zones serves any of them; the clerk could call nobody"
            yield Problem(TOML, f"clerks[{at}].skills", text)


def _calendar(config: HallConfig) -> Iterator[Problem]:
    """Lists of days that nobody is warned of, and workdays that are so anyway."""
    calendar = config.calendar
    if (calendar.holidays or calendar.workdays) and calendar.until is None:
        text = "is not given; nobody will be warned when the lists of days run out"
        yield Problem(TOML, "calendar.until", text)
    for at, day in enumerate(calendar.workdays):
        if weekday(day) in config.hours.days:
            yield Problem(TOML, f"calendar.workdays[{at}]", f"{day} is a day of [hours] days already")


def _overdue(config: HallConfig, today: date) -> Iterator[Problem]:
    """What has run out since it was written."""
    until = config.calendar.until
    if until is not None and until < today:
        text = f"{until} is over; give the holidays since and the new end of the lists"
        yield Problem(TOML, "calendar.until", text)
    for at, season in enumerate(config.seasons):
        if season.last < today:
            yield Problem(TOML, f"seasons[{at}]", f"ended on {season.last}; remove it or give its new days")
    for at, clerk in enumerate(config.clerks):
        if clerk.valid_to is not None and clerk.valid_to < today:
            text = f"{clerk.valid_to} is over; the clerk can no longer sign in"
            yield Problem(TOML, f"clerks[{at}].valid_to", text)


def _items(config: HallConfig) -> Iterator[Problem]:
    """Items for the elderly that only a firm may apply for, and items that no official list names."""
    for at, item in enumerate(config.items):
        if item.elder and item.subject == "legal":
            text = "is on the list of items for the elderly, and only a legal person may apply"
            yield Problem(CSV, item_key(at, "elder"), text)
    examples = sum(item.example for item in config.items)
    if examples:
        text = f"{examples} of {len(config.items)} items are examples and not from an official list"
        yield Problem(CSV, "example", text)
