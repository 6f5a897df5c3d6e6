"""Devices at no place, on a line that is another's, or of no kind; and texts that are put to use."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from config.check.places import TOML, known
from config.ports import line_of, port_fault
from config.problems import Problem, did_you_mean
from config.schema import HallConfig


def misplaced(config: HallConfig, kinds: Collection[str] | None) -> Iterator[Problem]:
    """Devices of an unknown kind, at an unknown place, or with an address that cannot be read."""
    zones = {zone.id for zone in config.zones}
    kiosks = {place.id for places in (config.kiosks, config.desks) for place in places}
    windows = {window.number for window in config.windows}
    lines: dict[str, int] = {}
    hosts = {"hub", *kiosks, *(f"window-{number}" for number in windows)}
    for at, device in enumerate(config.devices):
        key = f"devices[{at}]"
        if kinds is not None:
            yield from known(TOML, f"{key}.kind", device.kind, kinds, "a kind of device")
        computer = 'a computer: "hub", a kiosk, a desk or "window-5"'
        yield from known(TOML, f"{key}.host", device.host, hosts, computer)
        yield from known(TOML, f"{key}.zone", device.zone, zones, "a zone")
        if device.kiosk and device.kiosk not in kiosks:
            text = f'"{device.kiosk}" is not a kiosk or a desk{did_you_mean(device.kiosk, kiosks)}'
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


def texts(config: HallConfig) -> Iterator[Problem]:
    """Texts that are put to use and must have the right parts. A password is never shown."""
    url = config.tickets.show_ticket_url
    if url and (url.count("{id}") != 1 or re.search(r"[{}]", url.replace("{id}", ""))):
        text = 'needs {id} exactly once and no other braces, as in "https://hall.example/t/{id}"'
        yield Problem(TOML, "tickets.show_ticket_url", text)
    if re.search(r"password\s*=|://[^/@]*:[^/@]*@", config.sync.postgres, re.IGNORECASE):
        text = "holds a password; take it out and give a passfile, as in passfile=/etc/hall/pgpass"
        yield Problem(TOML, "sync.postgres", text)
