"""One computer of a hall: what it runs, whom it speaks to, and what is wrong with what was said about it.

Everything that differs between two computers of one kind is here; the files themselves lie in ``tree/``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from pathlib import Path
from typing import Literal, NamedTuple, get_args
from urllib.parse import urlsplit

from config.schema import Device, HallConfig

Kind = Literal["hub", "kiosk", "display", "pad", "caller", "agent"]
KINDS: tuple[Kind, ...] = get_args(Kind)
LOCKED: frozenset[Kind] = frozenset({"kiosk", "display", "pad"})
"""Computers that visitors can reach: one program on the whole screen and nothing else."""
Network = IPv4Network | IPv6Network
HUB_PLACE = "hub"
KEYBOARD = re.compile(r"[0-9a-f]{4}:[0-9a-f]{4}")
USER = re.compile(r"[a-z_][a-z0-9_-]{0,30}")


class Address(NamedTuple):
    """A host, by number or by name, and its TCP port."""

    host: str
    port: int

    @property
    def number(self) -> IPv4Address | IPv6Address | None:
        """The host's number, None when it is a name."""
        try:
            return ip_address(self.host)
        except ValueError:
            return None


class WrongMachine(Exception):
    """What was said about the computer does not fit the hall; one line for each mistake."""


@dataclass(frozen=True, kw_only=True)
class Machine:
    """A computer of a hall.

    Attributes:
        kind: what it is for.
        config: the hall's settings.
        settings: the folder that they were read from.
        place: ``K1``, ``window-5``, ``zone-tax``, or the host whose devices an agent runs.
        hub: where the hub's link is; None on the hub itself.
        user: account of the hall's programs.
        keyboards: USB keyboards and scanners that type, as ``vendor:product``.
        reach: what else it speaks to.
        admins: networks from which a technician may come in by SSH; none closes it.
        clocks: servers that the hub takes its time from.
        networks: from where the hub can be reached.
    """

    kind: Kind
    config: HallConfig
    settings: Path
    place: str = ""
    hub: Address | None = None
    user: str = "hall"
    keyboards: tuple[str, ...] = ()
    reach: tuple[Address, ...] = ()
    admins: tuple[Network, ...] = ()
    clocks: tuple[str, ...] = ()
    networks: tuple[Network, ...] = ()

    @property
    def devices(self) -> list[Device]:
        """The devices whose cable ends here."""
        host = HUB_PLACE if self.kind == "hub" else self.place
        return [device for device in self.config.devices if device.host == host]

    @property
    def has_agent(self) -> bool:
        """Whether a device agent runs here."""
        return self.kind == "agent" or (self.kind != "hub" and bool(self.devices))

    @property
    def locked(self) -> bool:
        """Whether visitors can reach it."""
        return self.kind in LOCKED

    @property
    def lines(self) -> list[Address]:
        """Addresses of the devices that hang on the network instead of a cable."""
        found = [urlsplit(device.port) for device in self.devices if device.port.startswith("tcp://")]
        return [Address(part.hostname or "", part.port or 0) for part in found]

    def schemes(self) -> set[str]:
        """How its devices are reached: ``serial``, ``tcp``, ``camera``, ``alsa``, ``folder``."""
        return {device.port.partition("://")[0] for device in self.devices}

    def check(self) -> None:
        """See whether all that was said fits the hall.

        Raises:
            WrongMachine: says each thing that does not.
        """
        wrong = list(self._faults())
        if wrong:
            raise WrongMachine("\n".join(wrong))

    def _faults(self) -> Iterator[str]:
        places = self._places()
        if places and self.place not in places:
            yield f"--place of {self.kind} must be one of: {', '.join(sorted(places))}"
        if self.kind == "hub" and self.place not in ("", HUB_PLACE):
            yield "--place is not for the hub: there is one"
        if self.kind != "hub" and self.hub is None:
            yield "say where the hub is with --hub wss://ADDRESS:PORT/link"
        if self.kind == "hub" and not self.networks and self.config.hub.host != "127.0.0.1":
            yield "say from where the hub may be reached with --network, such as 10.1.0.0/16"
        if USER.fullmatch(self.user) is None or self.user == "root":
            yield f"--user {self.user} is no account for programs"
        for keyboard in self.keyboards:
            if KEYBOARD.fullmatch(keyboard) is None:
                yield f"--keyboard {keyboard} is not like 1a2c:0b23 (lsusb shows it)"

    def _places(self) -> set[str]:
        windows = {f"window-{window.number}" for window in self.config.windows}
        match self.kind:
            case "kiosk":
                return {kiosk.id for kiosk in self.config.kiosks}
            case "display":
                return windows | {f"zone-{zone.id}" for zone in self.config.zones}
            case "pad" | "caller":
                return windows
            case "agent":
                return {device.host for device in self.config.devices} - {HUB_PLACE} or {
                    "(no device has one)"
                }
            case "hub":
                return set()


def link_address(url: str) -> Address:
    """Read where the hub's link is.

    Raises:
        ValueError: it is no link, or one that anybody on the way could read.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("ws", "wss") or not parts.hostname:
        raise ValueError(f"{url} is not like wss://10.1.0.2:8710/link")
    address = Address(parts.hostname, parts.port or (443 if parts.scheme == "wss" else 80))
    if parts.scheme == "ws" and not (
        address.host == "localhost" or (address.number or ip_address("::")).is_loopback
    ):
        raise ValueError(f"{url} is not encrypted; beyond one computer the link is wss://")
    return address


def host_port(text: str) -> Address:
    """Read ``host:port`` or ``[v6]:port``.

    Raises:
        ValueError: it is none.
    """
    parts = urlsplit(f"//{text}")
    if not parts.hostname or not parts.port or parts.path or parts.username:
        raise ValueError(f"{text} is not like 10.1.0.9:5432")
    if re.fullmatch(r"[A-Za-z0-9.:_-]+", parts.hostname) is None:
        raise ValueError(f"{text} names no host")
    return Address(parts.hostname, parts.port)
