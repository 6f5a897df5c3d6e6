"""Logs that would be gone before the law lets them."""

from __future__ import annotations

from collections.abc import Iterator

from config.check.places import TOML
from config.problems import Problem
from config.schema import HallConfig

SHORTEST_DAYS = 183
"""网络安全法 wants logs of a network for no fewer than six months (art. 21, since 2026 art. 23)."""


def faults(config: HallConfig) -> Iterator[Problem]:
    """Find an audit log that is kept too short a time."""
    days = config.audit.keep_days
    if days < SHORTEST_DAYS:
        text = f"is {days}; the law wants logs for six months, so give at least {SHORTEST_DAYS}"
        yield Problem(TOML, "audit.keep_days", text)
