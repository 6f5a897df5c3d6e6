"""What is written into the files of ``tree/`` for one computer: each ``@WORD@`` and its lines.

A line whose word has nothing to say is left out whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from config.deploy.machine import Address, Machine, Network

HERE = Path(__file__).resolve().parent
WORD = re.compile(r"@([A-Z_]+)@")
# Kinds of device nodes, as /proc/devices names them, by the scheme of a device's port.
NODES = {
    "serial": ("char-ttyUSB", "char-ttyACM", "char-ttyS", "char-usb", "char-hidraw", "char-usb_device"),
    "camera": ("char-video4linux",),
    "alsa": ("char-alsa",),
}


def fill(text: str, words: dict[str, list[str]]) -> str:
    """Put each word's lines in; a word inside a line takes its only line.

    Raises:
        KeyError: a word is not known.
    """
    lines: list[str] = []
    for line in text.splitlines():
        alone = WORD.fullmatch(line.strip())
        if alone:
            lines += words[alone[1]]
        else:
            lines.append(WORD.sub(lambda found: " ".join(words[found[1]]), line))
    return "\n".join(lines) + "\n"


def words_of(machine: Machine) -> dict[str, list[str]]:
    """Say what this computer's files hold."""
    kind, _, which = machine.place.partition("-")
    backup = PurePosixPath(machine.config.backup.target or ".")
    return {
        "USER": [machine.user],
        "PORT": [str(machine.config.hub.port)],
        "HUB_HOST": [machine.hub.host if machine.hub else "127.0.0.1"],
        "HUB_LINK": [link_of(machine)],
        "SHOWS": [f"--{kind} {which}"] if machine.kind == "display" else [],
        "SANDBOX": (HERE / "sandbox.conf").read_text("utf-8").splitlines(),
        "DEVICES": _nodes(machine),
        "REACH": _addresses(machine),
        # The minus: a share that is not mounted yet keeps no hub from starting.
        "WRITABLE": [f"ReadWritePaths=-{backup}"] if backup.is_absolute() else [],
        "INPUT": _input(machine),
        "OUTPUT": _output(machine),
        "ALLOW": [f"allow {network}" for network in machine.networks],
        "SOURCES": [f"server {clock} iburst" for clock in machine.clocks],
        "KEYBOARDS": [
            f'ATTRS{{idVendor}}=="{vendor}", ATTRS{{idProduct}}=="{product}", GOTO="hall_strangers_end"'
            for vendor, _, product in (keyboard.partition(":") for keyboard in machine.keyboards)
        ],
    }


def link_of(machine: Machine) -> str:
    """The hub's link as this computer opens it; empty on the hub itself."""
    return f"wss://{machine.hub.host}:{machine.hub.port}/link" if machine.hub else ""


def _nodes(machine: Machine) -> list[str]:
    kinds = [node for scheme, nodes in NODES.items() if scheme in machine.schemes() for node in nodes]
    return [f"DeviceAllow={kind} rw" for kind in kinds]


def _addresses(machine: Machine) -> list[str]:
    """A second wall beside the firewall, where every address is a number; a name would need its server."""
    wanted = [address for address in (machine.hub, *machine.lines, *machine.reach) if address is not None]
    if not wanted or not all(address.number for address in wanted):
        return []
    return ["IPAddressDeny=any", f"IPAddressAllow={' '.join(sorted({a.host for a in wanted}))}"]


def _input(machine: Machine) -> list[str]:
    rules: list[str] = []
    if machine.kind == "hub":
        rules += _from(machine.networks, f"tcp dport {machine.config.hub.port}", "the hub's one port")
        rules += _from(machine.networks, "udp dport 123", "the hall's clock")
    return [f"\t\t{rule}" for rule in rules + _from(machine.admins, "tcp dport 22", "a technician")]


def _output(machine: Machine) -> list[str]:
    wanted = [(address, "a device") for address in machine.lines]
    wanted += [(address, "said with --reach") for address in machine.reach]
    rules: list[str] = []
    if machine.hub is not None:
        wanted.insert(0, (machine.hub, "the hub"))
        rules.append(_to(machine.hub, "udp dport 123", "the hub's clock"))
    if machine.kind == "hub":
        # Time servers are often named, and change their numbers.
        rules.append('udp dport 123 accept comment "time servers"')
    rules = [_to(address, f"tcp dport {address.port}", why) for address, why in wanted] + rules
    named = [address for address, _ in wanted if address.number is None]
    if named or any(any(letter.isalpha() for letter in clock) for clock in machine.clocks):
        rules += ['udp dport 53 accept comment "names"', 'tcp dport 53 accept comment "names"']
    return [f"\t\t{rule}" for rule in dict.fromkeys(rules)]


def _from(networks: Iterable[Network], what: str, why: str) -> list[str]:
    return [
        f'{_family(network.version)} saddr {network} {what} accept comment "{why}"' for network in networks
    ]


def _to(address: Address, what: str, why: str) -> str:
    number = address.number
    where = f"{_family(number.version)} daddr {number} " if number else ""
    return f'{where}{what} accept comment "{why}"'


def _family(version: int) -> str:
    return "ip" if version == 4 else "ip6"
