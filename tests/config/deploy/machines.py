"""Computers of the demo hall, one of each kind, as a technician would say them."""

from __future__ import annotations

from functools import cache
from ipaddress import ip_network

from config.deploy.machine import KINDS, Address, Kind, Machine
from config.deploy.plan import Item, plan
from config.load import load
from config.schema import HallConfig
from devices.kinds import FAMILIES
from tests.house.tree import ROOT

HALL = ROOT / "config" / "halls" / "demo"
HUB = Address("10.1.0.2", 8710)
PLACES: dict[Kind, str] = {
    "hub": "",
    "kiosk": "K1",
    "display": "zone-general",
    "pad": "window-5",
    "caller": "window-5",
    "agent": "K1",
}


@cache
def demo_hall() -> HallConfig:
    """The demo hall's settings."""
    return load(HALL, kinds=FAMILIES)


def machine(kind: Kind, config: HallConfig | None = None, hub: Address = HUB) -> Machine:
    """A computer of the demo hall, or of another with the same places."""
    return Machine(
        kind=kind,
        config=config or demo_hall(),
        settings=HALL,
        place=PLACES[kind],
        hub=None if kind == "hub" else hub,
        networks=(ip_network("10.1.0.0/16"),) if kind == "hub" else (),
        clocks=("10.9.0.1",) if kind == "hub" else (),
        keyboards=("1a2c:0b23",) if kind == "kiosk" else (),
        admins=(ip_network("10.1.9.0/24"),),
    )


@cache
def files(kind: Kind) -> dict[str, Item]:
    """All that a computer of the demo hall gets, by path."""
    return {str(item.path): item for item in plan(machine(kind))}


def text(kind: Kind, path: str) -> str:
    """One of its files."""
    return (files(kind)[path].content or b"").decode()


def units(kind: Kind) -> dict[str, str]:
    """Its own services and mounts, by file name."""
    return {
        item.path.name: (item.content or b"").decode()
        for item in files(kind).values()
        if item.content is not None and item.path.suffix in (".service", ".mount")
    }


__all__ = ["HALL", "HUB", "KINDS", "demo_hall", "files", "machine", "text", "units"]
