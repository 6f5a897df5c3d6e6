"""Names that stand for nothing: a zone, a queue, an item or a window that the hall does not have."""

from __future__ import annotations

from collections.abc import Iterator

from config.check.places import CSV, TOML, item_key, known
from config.problems import Problem
from config.schema import HallConfig

AN_ITEM = "the code of an item in items.csv"


def unknown(config: HallConfig) -> Iterator[Problem]:
    """Find every name that must be there and is not."""
    queues = {queue.id for queue in config.queues if queue.id}
    codes = {item.code for item in config.items if item.code}
    yield from _zones(config)
    for at, window in enumerate(config.windows):
        for place, queue in enumerate(window.queues):
            yield from known(TOML, f"windows[{at}].queues[{place}]", queue, queues, "a queue")
    for at, clerk in enumerate(config.clerks):
        for place, queue in enumerate(clerk.skills):
            yield from known(TOML, f"clerks[{at}].skills[{place}]", queue, queues, "a queue")
    for at, kiosk in enumerate(config.kiosks):
        for place, code in enumerate(kiosk.featured):
            yield from known(TOML, f"kiosks[{at}].featured[{place}]", code, codes, AN_ITEM)
    for at, bundle in enumerate(config.bundles):
        for place, code in enumerate(bundle.items):
            yield from known(TOML, f"bundles[{at}].items[{place}]", code, codes, AN_ITEM)
    yield from _seasons(config, codes)
    for at, item in enumerate(config.items):
        yield from known(CSV, item_key(at, "queue"), item.queue, queues, "a queue")
        yield from known(CSV, item_key(at, "next"), item.next, queues, "a queue")
        if item.next and item.next == item.queue:
            text = f'"{item.next}" is the queue it waited in already; name another one or none'
            yield Problem(CSV, item_key(at, "next"), text)


def _zones(config: HallConfig) -> Iterator[Problem]:
    """Places in a zone that there is not."""
    zones = {zone.id for zone in config.zones if zone.id}
    standing = {
        "queues": [queue.zone for queue in config.queues],
        "windows": [window.zone for window in config.windows],
        "kiosks": [kiosk.zone for kiosk in config.kiosks],
        "desks": [desk.zone for desk in config.desks],
        "rooms": [room.zone for room in config.rooms],
    }
    for table, names in standing.items():
        for at, zone in enumerate(names):
            yield from known(TOML, f"{table}[{at}].zone", zone, zones, "a zone")
    for at, clerk in enumerate(config.clerks):
        for place, zone in enumerate(clerk.zones):
            yield from known(TOML, f"clerks[{at}].zones[{place}]", zone, zones, "a zone")


def _seasons(config: HallConfig, codes: set[str]) -> Iterator[Problem]:
    """Seasons of no item, or at no window."""
    windows = {window.number: window.type for window in config.windows if window.number}
    for at, season in enumerate(config.seasons):
        yield from known(TOML, f"seasons[{at}].item", season.item, codes, AN_ITEM)
        for place, number in enumerate(season.windows):
            key = f"seasons[{at}].windows[{place}]"
            if number and windows and number not in windows:
                yield Problem(TOML, key, f"{number} is not the number of a window")
            elif windows.get(number) == "dedicated":
                text = f'{number} is a "dedicated" window, which calls nobody; name another window'
                yield Problem(TOML, key, text)
