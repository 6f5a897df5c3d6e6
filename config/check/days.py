"""Days that contradict each other: holidays that are workdays, and what ends before it begins."""

from __future__ import annotations

from collections.abc import Iterator

from config.check.places import TOML
from config.problems import Problem
from config.schema import HallConfig


def faults(config: HallConfig) -> Iterator[Problem]:
    """Find every contradiction between days."""
    calendar = config.calendar
    workdays = set(calendar.workdays)
    for name, days in (("holidays", calendar.holidays), ("workdays", calendar.workdays)):
        for at, day in enumerate(days):
            key = f"calendar.{name}[{at}]"
            if name == "holidays" and day in workdays:
                yield Problem(TOML, key, f"{day} is among the workdays too; take it out of one of the lists")
            if calendar.until is not None and day > calendar.until:
                text = f"{day} is after calendar.until = {calendar.until}; move that to the end of the lists"
                yield Problem(TOML, key, text)
    for at, clerk in enumerate(config.clerks):
        if clerk.valid_from is not None and clerk.valid_to is not None and clerk.valid_to < clerk.valid_from:
            text = f"{clerk.valid_to} is before valid_from = {clerk.valid_from}; nobody could sign in"
            yield Problem(TOML, f"clerks[{at}].valid_to", text)
    for at, season in enumerate(config.seasons):
        if season.last < season.first:
            text = f"{season.last} is before first = {season.first}; the season would have no day"
            yield Problem(TOML, f"seasons[{at}].last", text)
