"""A hall for a hub process of its own: its files, a port, and an identity for everybody in it.

Every window serves every queue and no number runs out, so that whoever took a number can be called at once.
The hall's clock stands around noon, so that no day turns while the hub runs.
"""

from __future__ import annotations

import random
import socket
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from config.load import load
from config.schema import HallConfig
from devices.hub.clients import Clients
from devices.hub.files import Files
from devices.kinds import FAMILIES
from devices.link.identity import Identity
from devices.link.words import Role

TOML = """\
[hall]
name = "试验大厅"
name_en = "Hall under Trial"
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
width = 6
recalls = 1000000
returns = 1000000
recall_guard_s = 0

[limits]
sessions_per_client = 50
commands_per_s = 100000
commands_burst = 100000
messages_per_s = 100000
messages_burst = 100000
token_requests_per_s = 100000

[away]
per_kiosk = {per_kiosk}

[[zones]]
id = "one"
name = "综合区"

[[pauses]]
id = "tea"
name = "短暂休息"
"""
QUEUE = """
[[queues]]
id = "{id}"
prefix = "{prefix}"
name = "{name}"
zone = "one"
last = 899999
away_first = {away_first}
"""
WINDOW = """
[[windows]]
number = {n}
zone = "one"
queues = ["a", "b"]

[[kiosks]]
id = "K{n}"
zone = "one"

[[clerks]]
number = "{n:04}"
name = "王{n}"
"""
ITEMS = "code,name,queue\na-1,居住证办理,a\nb-1,养老金查询,b\n"
ITEM_CODES = ("a-1", "b-1")
AWAY_FIRST, PER_KIOSK = 900001, 999
"""Numbers of each queue that kiosks give without the hub: so many each, one kiosk's behind the other's."""


@dataclass(frozen=True)
class Premises:
    """A hall's folder and whoever may speak to its hub.

    Attributes:
        folder: holds the hall's files, its days and the hub's log.
        identities: files of enrolment by the principal's name, such as ``clerk:window-5``.
    """

    folder: Path
    config: HallConfig
    identities: dict[str, Path]

    @property
    def hall(self) -> Path:
        """The hall's files."""
        return self.folder / "hall"

    @property
    def data(self) -> Path:
        """The hall's days."""
        return self.folder / "data"

    @property
    def windows(self) -> range:
        """Numbers of the windows; kiosks and clerks have the same."""
        return range(1, len(self.config.windows) + 1)

    @property
    def journal(self) -> Path:
        """The journal."""
        return Files(self.data).journal

    @property
    def log(self) -> Path:
        """What all hubs that ran here have logged."""
        return self.folder / "hub.log"

    @property
    def link(self) -> str:
        """The hub's link."""
        return f"ws://127.0.0.1:{self.config.hub.port}/link"

    @property
    def pages(self) -> str:
        """The hub's pages."""
        return f"http://127.0.0.1:{self.config.hub.port}"


def prepare(folder: Path, windows: int) -> Premises:
    """Make a hall of so many windows, with as many kiosks and clerks, in an empty folder."""
    hall = folder / "hall"
    hall.mkdir(parents=True)
    queues = (("a", "A", "社会事务"), ("b", "B", "社保"))
    parts = [
        TOML.format(zone=noon_zone(datetime.now(UTC)), port=free_port(), per_kiosk=PER_KIOSK),
        *(QUEUE.format(id=id_, prefix=p, name=name, away_first=AWAY_FIRST) for id_, p, name in queues),
        *(WINDOW.format(n=n) for n in range(1, windows + 1)),
    ]
    (hall / "hall.toml").write_text("".join(parts), "utf-8")
    (hall / "items.csv").write_text(ITEMS, "utf-8")
    people = [(Role.DESK, "desk-1"), (Role.INTEGRATION, "")]
    for n in range(1, windows + 1):
        people += [(Role.KIOSK, f"K{n}"), (Role.CLERK, f"window-{n}"), (Role.PAD, f"window-{n}")]
    config = load(hall, kinds=FAMILIES)
    return Premises(folder, config, enrolled(folder, config, people))


def enrolled(folder: Path, config: HallConfig, people: Iterable[tuple[Role, str]]) -> dict[str, Path]:
    """Enrol these in a hall whose days lie in ``folder/data``; their files lie in ``folder/keys``."""
    files: dict[str, Path] = {}
    with closing(Clients(Files(folder / "data").clients)) as clients:
        for role, place in people:
            name = f"{role.value}:{place}" if place else role.value
            files[name] = folder / "keys" / f"{name.replace(':', '-')}.json"
            identity(clients, f"ws://127.0.0.1:{config.hub.port}/link", role, place).save(files[name])
    return files


def identity(clients: Clients, url: str, role: Role, place: str = "") -> Identity:
    """A new program that is enrolled already."""
    key = Ed25519PrivateKey.generate()
    client = clients.admit(key.public_key().public_bytes_raw(), role, place, "test")
    return Identity(hub=url, client=client, role=role, place=place, hall="试验大厅", key=key)


def noon_zone(now: datetime) -> str:
    """The zone without summer time in which it is between 12 and 13 o'clock; ``now`` is in UTC."""
    ahead = 12 - now.hour
    # Etc's signs are those of POSIX: west is positive.
    return "Etc/GMT" if ahead == 0 else f"Etc/GMT{-ahead:+d}"


def free_port() -> int:
    """A free port below those that the system gives to outgoing lines.

    A client that dials a port of that range while no hub listens there may be connected to itself.
    """
    lowest = int(Path("/proc/sys/net/ipv4/ip_local_port_range").read_text().split()[0])
    for port in random.sample(range(10_000, max(lowest, 10_100)), 100):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise OSError("no port of 127.0.0.1 is free")
