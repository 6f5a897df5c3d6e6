"""Lines to other computers that would not be encrypted, or to whoever answers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from config.check.places import TOML
from config.problems import Problem
from config.reach import is_loopback
from config.schema import HallConfig

_WEAK = re.compile(r"sslmode\s*=\s*'?(disable|allow|prefer|require)\b", re.IGNORECASE)
_HOST = re.compile(r"\bhost(?:addr)?\s*=\s*'?([^'\s&]+)|://(?:[^@/]*@)?(\[[^\]]+\]|[^:/?]+)")


def faults(config: HallConfig) -> Iterator[Problem]:
    """Find a hub that others would reach without TLS, and a database elsewhere that need not prove itself."""
    hub = config.hub
    if hub.tls == "off" and not is_loopback(hub.host):
        text = f'is "off", and hub.host = "{hub.host}" is reached by other computers; take it out'
        yield Problem(TOML, "hub.tls", text)
    weak = _WEAK.search(config.sync.postgres)
    hosts = [found[1] or found[2] for found in _HOST.finditer(config.sync.postgres)]
    if weak and not all(is_loopback(host) or host.startswith("/") for host in hosts):
        text = f"says sslmode={weak[1]}, so that anybody may answer; use verify-full, with sslrootcert"
        yield Problem(TOML, "sync.postgres", text)
