"""Lines to other computers that would not be encrypted."""

from __future__ import annotations

from collections.abc import Iterator

from config.check.places import TOML
from config.problems import Problem
from config.reach import is_loopback
from config.schema import HallConfig


def faults(config: HallConfig) -> Iterator[Problem]:
    """Find a hub that other computers would reach without TLS."""
    hub = config.hub
    if hub.tls == "off" and not is_loopback(hub.host):
        text = f'is "off", and hub.host = "{hub.host}" is reached by other computers; take it out'
        yield Problem(TOML, "hub.tls", text)
