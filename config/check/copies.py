"""Backups that would never be made, or would be lost together with what they are of."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from config.check.places import TOML, repeated
from config.problems import Problem
from config.schema import HallConfig


def faults(config: HallConfig) -> Iterator[Problem]:
    """Find a target without times, times said twice, and a target inside of the data or around it."""
    backup = config.backup
    yield from repeated("backup.times", backup.times)
    if not backup.target:
        return
    if not backup.times:
        text = 'is empty, so that no copy is ever made; give times as in ["12:30", "18:30"]'
        yield Problem(TOML, "backup.times", text)
    target, data = PurePath(backup.target), PurePath(config.hub.data)
    if target == data or data in target.parents or target in data.parents:
        text = f'"{target}" and hub.data = "{data}" lie in one another; a copy belongs on another disk'
        yield Problem(TOML, "backup.target", text)
