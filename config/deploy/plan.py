"""Every file and link that one computer of a hall gets, before anything is written."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from config.deploy.fill import fill, words_of
from config.deploy.machine import Machine

TREE = Path(__file__).resolve().parent / "tree"
SETTINGS = PurePosixPath("etc/hall/settings")
UNITS = PurePosixPath("etc/systemd/system")
USER_UNITS = PurePosixPath("etc/systemd/user")
NOWHERE = "/dev/null"
LARGEST = 50_000_000
"""Bytes of settings that are copied at most; a hall's folder holds clips and a logo, not its days."""

# Off on every computer of the hall: who changes programs while the hall is open, who sleeps, who answers
# strangers, and who takes serial lines for modems (ModemManager) or for Braille (brltty takes CH340).
HARD_MASKS = (
    "apt-daily.timer",
    "apt-daily-upgrade.timer",
    "avahi-daemon.service",
    "avahi-daemon.socket",
    "bluetooth.service",
    "brltty.service",
    "brltty-udev.service",
    "cups-browsed.service",
    "debug-shell.service",
    "hibernate.target",
    "hybrid-sleep.target",
    "ModemManager.service",
    "packagekit.service",
    "sleep.target",
    "snapd.service",
    "snapd.socket",
    "suspend.target",
    "suspend-then-hibernate.target",
    "unattended-upgrades.service",
)
# Off where visitors stand: every way to a prompt.
LOCKED_MASKS = (
    "autovt@.service",
    "console-getty.service",
    "container-getty@.service",
    "ctrl-alt-del.target",
    "display-manager.service",
    "getty@.service",
    "getty.target",
    "serial-getty@.service",
    "udisks2.service",
)


@dataclass(frozen=True, kw_only=True)
class Item:
    """A file or a link of a computer.

    Attributes:
        path: where, below the root of its file system.
        content: what the file holds; None for a link.
        link: what the link names.
    """

    path: PurePosixPath
    content: bytes | None = None
    link: str = ""


def parts_of(machine: Machine) -> list[str]:
    """Name the folders of ``tree/`` that a computer is made of."""
    if machine.kind == "hub":
        return ["hard", "devices", "hub"]
    if machine.kind == "caller":
        # A clerk's own computer with other work on it: only what the panel and its devices need.
        return ["caller", *(["devices", "agent"] if machine.has_agent else [])]
    parts = ["hard", "devices", "guest", *(["agent"] if machine.has_agent else [])]
    return parts if machine.kind == "agent" else [*parts, "locked", machine.kind]


def plan(machine: Machine) -> list[Item]:
    """List what a computer gets.

    Raises:
        WrongMachine: what was said does not fit the hall.
        OSError: the hall's files cannot be read.
        ValueError: the hall's folder holds far more than settings.
    """
    machine.check()
    words = words_of(machine)
    items: dict[PurePosixPath, Item] = {}
    for part in parts_of(machine):
        for file in sorted((TREE / part).rglob("*")):
            if file.is_file():
                path = PurePosixPath(file.relative_to(TREE / part))
                items[path] = Item(path=path, content=fill(file.read_text("utf-8"), words).encode())
    items |= {item.path: item for item in _started(list(items.values()))}
    items |= {item.path: item for item in _masked(machine)}
    if machine.kind == "hub" or machine.has_agent:
        items |= {item.path: item for item in _settings(machine.settings)}
    return [items[path] for path in sorted(items)]


def _started(items: list[Item]) -> list[Item]:
    """Links that start units at boot, as ``systemctl enable`` makes them from ``[Install]``."""
    links = []
    for item in items:
        if item.path.suffix not in (".service", ".mount"):
            continue
        unit = read_unit((item.content or b"").decode())
        for target in unit.get("Install", {}).get("WantedBy", []):
            path = item.path.parent / f"{target}.wants" / item.path.name
            links.append(Item(path=path, link=f"/{item.path}"))
    return links


def _masked(machine: Machine) -> list[Item]:
    if machine.kind == "caller":
        return []
    names = HARD_MASKS + (LOCKED_MASKS if machine.locked else ())
    links = [Item(path=UNITS / name, link=NOWHERE) for name in names]
    if machine.locked:
        links.append(Item(path=UNITS / "default.target", link="/lib/systemd/system/multi-user.target"))
    return links


def _settings(folder: Path) -> list[Item]:
    files = [file for file in sorted(folder.rglob("*")) if file.is_file() and not file.is_symlink()]
    if sum(file.stat().st_size for file in files) > LARGEST:
        raise ValueError(f"{folder} holds more than a hall's settings: are its days in it?")
    return [
        Item(path=SETTINGS / file.relative_to(folder).as_posix(), content=file.read_bytes()) for file in files
    ]


def read_unit(text: str) -> dict[str, dict[str, list[str]]]:
    """Read a unit: its sections, their keys, and every value of each, an empty one among them."""

    unit: dict[str, dict[str, list[str]]] = {}
    section: dict[str, list[str]] = {}
    for line in map(str.strip, text.splitlines()):
        if line.startswith("["):
            section = unit.setdefault(line.strip("[]"), {})
        elif line and not line.startswith(("#", ";")):
            key, _, value = line.partition("=")
            section.setdefault(key.strip(), []).append(value.strip())
    return unit
