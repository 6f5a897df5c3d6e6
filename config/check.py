"""What must hold between the parts of a hall: nothing named twice, nothing named that is not there.

``config.walk`` has looked at each value alone; here only values that were read are compared, and every
problem says where it stands in ``hall.toml`` or ``items.csv``.
"""

from __future__ import annotations

import re
import zoneinfo
from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from config.ports import line_of, port_fault
from config.problems import Problem, did_you_mean
from config.schema import HallConfig

TOML, CSV = "hall.toml", "items.csv"
FIRST_ITEM_ROW = 2  # As a spreadsheet counts: the header is row 1.


def problems_of(config: HallConfig, kinds: Collection[str] | None = None) -> list[Problem]:
    """Find everything that does not fit together; ``kinds`` are the drivers there are, None skips them."""
    return [
        *_twice(config),
        *_references(config),
        *_service(config),
        *_numbers(config),
        *_clock(config),
        *_devices(config, kinds),
        *_texts(config),
    ]


def _item_key(at: int, column: str) -> str:
    """Name a cell of items.csv."""
    return f"row {at + FIRST_ITEM_ROW}, {column}"


def _twice(config: HallConfig) -> Iterator[Problem]:
    """Names that must be the only ones of their sort."""
    sorts: tuple[tuple[str, str, Iterable[str | int]], ...] = (
        ("zones", "id", (zone.id for zone in config.zones)),
        ("queues", "id", (queue.id for queue in config.queues)),
        ("queues", "prefix", (queue.prefix for queue in config.queues)),
        ("windows", "number", (window.number for window in config.windows)),
        ("kiosks", "id", (kiosk.id for kiosk in config.kiosks)),
        ("clerks", "number", (clerk.number for clerk in config.clerks)),
        ("pauses", "id", (pause.id for pause in config.pauses)),
        ("devices", "id", (device.id for device in config.devices)),
    )
    for table, field, values in sorts:
        first: dict[str | int, int] = {}
        for at, value in enumerate(values):
            if value and first.setdefault(value, at) != at:
                text = f"{_quoted(value)} is already {table}[{first[value]}].{field}; each must be unique"
                yield Problem(TOML, f"{table}[{at}].{field}", text)
    rows: dict[str, int] = {}
    for at, item in enumerate(config.items):
        if item.code and rows.setdefault(item.code, at) != at:
            there = rows[item.code] + FIRST_ITEM_ROW
            yield Problem(
                CSV, _item_key(at, "code"), f'"{item.code}" is already in row {there}; each must be unique'
            )
    for at, kiosk in enumerate(config.kiosks):
        if kiosk.id == "hub" or re.fullmatch(r"window-\d+", kiosk.id):
            text = f'"{kiosk.id}" is the name of another computer; call the kiosk something else'
            yield Problem(TOML, f"kiosks[{at}].id", text)
    for at, window in enumerate(config.windows):
        yield from _repeated(f"windows[{at}].queues", window.queues)
    for at, kiosk in enumerate(config.kiosks):
        yield from _repeated(f"kiosks[{at}].featured", kiosk.featured)
    yield from _repeated("hours.days", config.hours.days)


def _repeated(key: str, names: Iterable[str]) -> Iterator[Problem]:
    """Names that stand twice in one list."""
    for name, count in Counter(names).items():
        if name and count > 1:
            yield Problem(TOML, key, f'names "{name}" {count} times; once is enough')


def _quoted(value: str | int) -> str:
    """Write a name in quotes and a number without."""
    return f'"{value}"' if isinstance(value, str) else str(value)


def _references(config: HallConfig) -> Iterator[Problem]:
    """Names that must be there. A table that could not be read at all is not asked."""
    zones = {zone.id for zone in config.zones if zone.id}
    queues = {queue.id for queue in config.queues if queue.id}
    codes = {item.code for item in config.items if item.code}
    standing = {
        "queues": [queue.zone for queue in config.queues],
        "windows": [window.zone for window in config.windows],
        "kiosks": [kiosk.zone for kiosk in config.kiosks],
    }
    for table, names in standing.items():
        for at, zone in enumerate(names):
            yield from _known(TOML, f"{table}[{at}].zone", zone, zones, "a zone")
    for at, window in enumerate(config.windows):
        for place, queue in enumerate(window.queues):
            yield from _known(TOML, f"windows[{at}].queues[{place}]", queue, queues, "a queue")
    for at, kiosk in enumerate(config.kiosks):
        for place, code in enumerate(kiosk.featured):
            key = f"kiosks[{at}].featured[{place}]"
            yield from _known(TOML, key, code, codes, "the code of an item in items.csv")
    for at, item in enumerate(config.items):
        yield from _known(CSV, _item_key(at, "queue"), item.queue, queues, "a queue")


def _known(file: str, key: str, name: str, names: Collection[str], sort: str) -> Iterator[Problem]:
    """A name that is not among those there are."""
    if name and names and name not in names:
        yield Problem(file, key, f'"{name}" is not {sort}{did_you_mean(name, names)}')


def _service(config: HallConfig) -> Iterator[Problem]:
    """Visitors who would wait for a window that never calls them."""
    for at, window in enumerate(config.windows):
        if window.type == "dedicated" and window.queues:
            text = 'a "dedicated" window serves no walk-in queue; empty the list or change its type'
            yield Problem(TOML, f"windows[{at}].queues", text)
    if not config.windows:
        return
    served = {name for window in config.windows for name in window.queues}
    for at, queue in enumerate(config.queues):
        if queue.id and queue.id not in served:
            text = f'no window serves the queue "{queue.id}"; add it to the queues of a window'
            yield Problem(TOML, f"queues[{at}]", text)
    known = {queue.id for queue in config.queues}
    waiting: dict[str, list[int]] = {}
    for at, item in enumerate(config.items):
        if item.queue in known and item.queue not in served:
            waiting.setdefault(item.queue, []).append(at)
    for name, rows in waiting.items():
        more = f" (and {len(rows) - 1} more rows)" if len(rows) > 1 else ""
        text = f'visitors would wait in "{name}", which no window serves{more}; choose another queue'
        yield Problem(CSV, _item_key(rows[0], "queue"), text)


def _numbers(config: HallConfig) -> Iterator[Problem]:
    """Ticket numbers that do not fit."""
    width = config.tickets.width
    for at, queue in enumerate(config.queues):
        if queue.last < queue.first:
            text = f"is {queue.last}, less than first = {queue.first}; the queue would have no number"
            yield Problem(TOML, f"queues[{at}].last", text)
        if len(str(queue.last)) > width:
            text = f"is {queue.last}, too long for tickets.width = {width}; lower it or widen the tickets"
            yield Problem(TOML, f"queues[{at}].last", text)


def _clock(config: HallConfig) -> Iterator[Problem]:
    """Hours that no clock shows, and a zone that no clock is in."""
    yield from _spans("hours.open", config.hours.open)
    for at, queue in enumerate(config.queues):
        yield from _spans(f"queues[{at}].hours", queue.hours)
    name = config.hall.timezone
    try:
        zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        guess = did_you_mean(name, zoneinfo.available_timezones())
        yield Problem(TOML, "hall.timezone", f'"{name}" is not a time zone{guess}; as in "Asia/Shanghai"')


def _spans(key: str, spans: tuple[str, ...]) -> Iterator[Problem]:
    """Spans that are no times of day, end before they begin, or overlap."""
    until = ""
    for at, span in enumerate(spans):
        start, _, end = span.partition("-")
        if not all(re.fullmatch(r"[0-2]\d:[0-5]\d", time) for time in (start, end)):
            continue  # Its shape was already told.
        if not (_is_time(start) and _is_time(end)):
            yield Problem(TOML, f"{key}[{at}]", f'"{span}" is no span of a day; use 00:00 to 23:59')
            continue
        if end <= start:
            yield Problem(TOML, f"{key}[{at}]", f'"{span}" does not end after it begins; swap its times')
        elif start < until:
            yield Problem(TOML, f"{key}[{at}]", f'"{span}" begins before {until}; put spans in order, apart')
        until = max(until, end)


def _is_time(text: str) -> bool:
    """Whether a clock shows this time."""
    return re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", text, re.ASCII) is not None


def _devices(config: HallConfig, kinds: Collection[str] | None) -> Iterator[Problem]:
    """Devices of an unknown kind, at an unknown place, or with an address that cannot be read."""
    zones = {zone.id for zone in config.zones}
    kiosks = {kiosk.id for kiosk in config.kiosks}
    windows = {window.number for window in config.windows}
    lines: dict[str, int] = {}
    hosts = {"hub", *kiosks, *(f"window-{number}" for number in windows)}
    for at, device in enumerate(config.devices):
        key = f"devices[{at}]"
        if kinds is not None:
            yield from _known(TOML, f"{key}.kind", device.kind, kinds, "a kind of device")
        yield from _known(TOML, f"{key}.host", device.host, hosts, 'a computer: "hub", a kiosk or "window-5"')
        yield from _known(TOML, f"{key}.zone", device.zone, zones, "a zone")
        if device.kiosk and device.kiosk not in kiosks:
            text = f'"{device.kiosk}" is not a kiosk{did_you_mean(device.kiosk, kiosks)}'
            yield Problem(TOML, f"{key}.kiosk", text)
        if device.window and windows and device.window not in windows:
            yield Problem(TOML, f"{key}.window", f"{device.window} is not the number of a window")
        fault = port_fault(device.port) if device.port else None
        if fault:
            yield Problem(TOML, f"{key}.port", fault)
        line = "" if fault else line_of(device.host, device.port)
        first = lines.setdefault(line, at) if line else at
        if first != at:
            text = f'"{device.port}" is already the line of devices[{first}]; give each its own'
            yield Problem(TOML, f"{key}.port", text)


def _texts(config: HallConfig) -> Iterator[Problem]:
    """Texts that are put to use and must have the right parts. A password is never shown."""
    url = config.tickets.show_ticket_url
    if url and (url.count("{id}") != 1 or re.search(r"[{}]", url.replace("{id}", ""))):
        text = 'needs {id} exactly once and no other braces, as in "https://hall.example/t/{id}"'
        yield Problem(TOML, "tickets.show_ticket_url", text)
    if re.search(r"password\s*=|://[^/@]*:[^/@]*@", config.sync.postgres, re.IGNORECASE):
        text = "holds a password; take it out and give a passfile, as in passfile=/etc/hall/pgpass"
        yield Problem(TOML, "sync.postgres", text)
