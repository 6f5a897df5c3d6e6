"""A large hall for a hub process: zones with windows, kiosks and screens, and whoever is enrolled there."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct

from config.load import load
from devices.hub.clients import Clients
from devices.hub.files import Files
from devices.kinds import FAMILIES
from devices.link.words import Role
from tests.hubs.premises import Premises, free_port, identity, noon_zone

TOML = """\
[hall]
name = "万人大厅"
name_en = "Large Hall"
consult_phone = "12345"
complaint_phone = "12345"
timezone = "{zone}"

[staff]
sign_in = "number"

[hub]
port = {port}

[hours]
days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
open = ["00:00-23:59"]

[tickets]
width = 5
recall_guard_s = 0

[limits]
{limits}

[[desks]]
id = "desk-1"
name = "总咨询台"

[[desks]]
id = "desk-2"
name = "总服务台"
"""
ZONE = """
[[zones]]
id = "{zone}"
name = "{zone}区"
"""
QUEUE = """
[[queues]]
id = "{zone}-{n}"
prefix = "{prefix}"
name = "{zone}区第{n}类"
zone = "{zone}"
last = 89999
"""
WINDOW = """
[[windows]]
number = {n}
zone = "{zone}"
queues = {queues}

[[clerks]]
number = "{n:04}"
name = "王{n}"
"""
KIOSK = """
[[kiosks]]
id = "K{n}"
zone = "{zone}"
"""
ZONES = ("east", "west", "south", "north", "upper", "lower")
QUEUES_EACH = 3
"""Queues of each zone, served by all of its windows."""
ZONE_SCREENS = 4


SLOW, DEAD, FLOOD = "slow:leader", "dead:leader", "flood:pad"
"""Names of the identities that will not behave; leaders are shown most."""
FLOODERS = 4


class Size(Struct, frozen=True):
    """How large a hall is.

    Attributes:
        slow: lines, beside those of the hall, that will not be read, and as many of a program that will stop.
    """

    windows: int
    kiosks: int
    slow: int


WHOLE = Size(180, 30, 40)
"""A panel, a screen and a pad at each window, four screens in each of six zones, desks, leader, admin and two
other programs: 600 lines."""
SMALL = Size(12, 6, 4)


def prepare(folder: Path, size: Size, limits: str = "") -> Premises:
    """Make a hall in an empty folder; identities are named like ``screen:zone-east#2``.

    Args:
        folder: where its files and days will lie.
        size: how many windows and kiosks.
        limits: lines for ``[limits]`` of its settings.
    """
    hall = folder / "hall"
    hall.mkdir(parents=True)
    zones = ZONES[: min(len(ZONES), size.windows, size.kiosks)]
    names = {zone: [f"{zone}-{n}" for n in range(1, QUEUES_EACH + 1)] for zone in zones}
    queues = [(zone, n) for zone in zones for n in range(1, QUEUES_EACH + 1)]
    parts = [
        TOML.format(zone=noon_zone(datetime.now(UTC)), port=free_port(), limits=limits),
        *(ZONE.format(zone=zone) for zone in zones),
        *(QUEUE.format(zone=zone, n=n, prefix=chr(65 + at)) for at, (zone, n) in enumerate(queues)),
        *(
            WINDOW.format(n=n, zone=zone, queues=str(names[zone]).replace("'", '"'))
            for n in range(1, size.windows + 1)
            for zone in [zone_of(n, zones)]
        ),
        *(KIOSK.format(n=n, zone=zone_of(n, zones)) for n in range(1, size.kiosks + 1)),
    ]
    (hall / "hall.toml").write_text("".join(parts), "utf-8")
    items = [f"{zone}-{n}-{i},事项{zone}{n}{i},{zone}-{n}" for zone, n in queues for i in (1, 2)]
    (hall / "items.csv").write_text("code,name,queue\n" + "\n".join(items) + "\n", "utf-8")
    config = load(hall, kinds=FAMILIES)
    url = f"ws://127.0.0.1:{config.hub.port}/link"
    files: dict[str, Path] = {}
    with closing(Clients(Files(folder / "data").clients)) as clients:
        for name, (role, place) in everybody(size, zones).items():
            files[name] = folder / "keys" / f"{name.replace(':', '-')}.json"
            identity(clients, url, role, place).save(files[name])
    return Premises(folder, config, files)


def zone_of(number: int, zones: tuple[str, ...] = ZONES) -> str:
    """The zone of a window or kiosk."""
    return zones[(number - 1) % len(zones)]


def everybody(size: Size, zones: tuple[str, ...]) -> dict[str, tuple[Role, str]]:
    """Who has a line to the hub, by name."""
    found = {}
    for n in range(1, size.windows + 1):
        for role in (Role.CLERK, Role.SCREEN, Role.PAD):
            found[f"{role.value}:window-{n}"] = role, f"window-{n}"
    for n in range(1, size.kiosks + 1):
        found[f"kiosk:K{n}"] = Role.KIOSK, f"K{n}"
    for zone in zones:
        for n in range(1, ZONE_SCREENS + 1):
            found[f"screen:zone-{zone}#{n}"] = Role.SCREEN, f"zone-{zone}"
    for n in (1, 2):
        found[f"desk:desk-{n}"] = Role.DESK, f"desk-{n}"
        found[f"integration:#{n}"] = Role.INTEGRATION, ""
    found["leader:"] = Role.LEADER, ""
    found["admin:"] = Role.ADMIN, ""
    for n in range(size.slow):
        found[f"{SLOW}#{n}"] = found[f"{DEAD}#{n}"] = Role.LEADER, ""
    for n in range(FLOODERS):
        found[f"{FLOOD}#{n}"] = Role.PAD, f"window-{n + 1}"
    return found
