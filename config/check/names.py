"""Names that must be the only ones of their sort, and lists that name something twice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from config.check.places import CSV, FIRST_ITEM_ROW, TOML, item_key, quoted, repeated
from config.problems import Problem
from config.schema import HallConfig

CLASSES = ("ordinary", "priority", "appointment", "second_visit")


def twice(config: HallConfig) -> Iterator[Problem]:
    """Find every name that stands for two things."""
    sorts: tuple[tuple[str, str, Iterable[str | int]], ...] = (
        ("zones", "id", (zone.id for zone in config.zones)),
        ("queues", "id", (queue.id for queue in config.queues)),
        ("queues", "prefix", (queue.prefix for queue in config.queues)),
        ("windows", "number", (window.number for window in config.windows)),
        ("kiosks", "id", (kiosk.id for kiosk in config.kiosks)),
        ("desks", "id", (desk.id for desk in config.desks)),
        ("rooms", "id", (room.id for room in config.rooms)),
        ("clerks", "number", (clerk.number for clerk in config.clerks)),
        ("grounds", "id", (ground.id for ground in config.grounds)),
        ("pauses", "id", (pause.id for pause in config.pauses)),
        ("call_reasons", "id", (reason.id for reason in config.call_reasons)),
        ("bundles", "id", (bundle.id for bundle in config.bundles)),
        ("devices", "id", (device.id for device in config.devices)),
    )
    for table, field, values in sorts:
        first: dict[str | int, int] = {}
        for at, value in enumerate(values):
            if value and first.setdefault(value, at) != at:
                text = f"{quoted(value)} is already {table}[{first[value]}].{field}; each must be unique"
                yield Problem(TOML, f"{table}[{at}].{field}", text)
    rows: dict[str, int] = {}
    for at, item in enumerate(config.items):
        if item.code and rows.setdefault(item.code, at) != at:
            there = rows[item.code] + FIRST_ITEM_ROW
            text = f'"{item.code}" is already in row {there}; each must be unique'
            yield Problem(CSV, item_key(at, "code"), text)
    yield from _computers(config)
    yield from _grounds(config)
    yield from _lists(config)


def _computers(config: HallConfig) -> Iterator[Problem]:
    """Kiosks and desks that are named as another computer is."""
    named = {"kiosks": [kiosk.id for kiosk in config.kiosks], "desks": [desk.id for desk in config.desks]}
    for table, ids in named.items():
        for at, name in enumerate(ids):
            if name == "hub" or re.fullmatch(r"window-\d+", name):
                text = f'"{name}" is the name of another computer; call the {table[:-1]} something else'
                yield Problem(TOML, f"{table}[{at}].id", text)
    kiosks = {kiosk.id: at for at, kiosk in enumerate(config.kiosks) if kiosk.id}
    for at, desk in enumerate(config.desks):
        if desk.id in kiosks:
            text = f'"{desk.id}" is already kiosks[{kiosks[desk.id]}].id; a desk has a computer of its own'
            yield Problem(TOML, f"desks[{at}].id", text)


def _grounds(config: HallConfig) -> Iterator[Problem]:
    """Grounds that would be taken for a class, and a second one that a card's age gives."""
    by_age = [at for at, ground in enumerate(config.grounds) if ground.by_age]
    for at, ground in enumerate(config.grounds):
        if ground.id in CLASSES and ground.id != ground.visitor_class:
            text = (
                f'"{ground.id}" is the name of a class, and this ground gives {ground.visitor_class}; '
                "rename it"
            )
            yield Problem(TOML, f"grounds[{at}].id", text)
        if at in by_age[1:]:
            text = f"grounds[{by_age[0]}] is already given by age; a card can give only one"
            yield Problem(TOML, f"grounds[{at}].by_age", text)


def _lists(config: HallConfig) -> Iterator[Problem]:
    """Lists that name something twice."""
    for at, window in enumerate(config.windows):
        yield from repeated(f"windows[{at}].queues", window.queues)
        yield from repeated(f"windows[{at}].days", window.days)
    for at, kiosk in enumerate(config.kiosks):
        yield from repeated(f"kiosks[{at}].featured", kiosk.featured)
    yield from repeated("hours.days", config.hours.days)
    for at, queue in enumerate(config.queues):
        yield from repeated(f"queues[{at}].days", queue.days)
        for place, band in enumerate(queue.bands):
            yield from repeated(f"queues[{at}].bands[{place}].classes", band.classes)
    for at, clerk in enumerate(config.clerks):
        yield from repeated(f"clerks[{at}].skills", clerk.skills)
        yield from repeated(f"clerks[{at}].zones", clerk.zones)
    for at, bundle in enumerate(config.bundles):
        yield from repeated(f"bundles[{at}].items", bundle.items)
    for at, season in enumerate(config.seasons):
        yield from repeated(f"seasons[{at}].windows", season.windows)
    yield from repeated("calendar.holidays", config.calendar.holidays)
    yield from repeated("calendar.workdays", config.calendar.workdays)
