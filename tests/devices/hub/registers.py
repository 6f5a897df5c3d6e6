"""A staff register for tests: a key of its own, and PINs that are hashed in no time."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path

from argon2 import PasswordHasher

from devices.hub.staff_register import StaffRegister
from tests.devices.hub.clocks import Clock
from tests.halls import ZONE

WANG, LI = "0101", "0102"
ID_CARD = "11010519491231002X"
IC_CARD = "04A1B2C3"
PIN, OTHER_PIN = "739162", "51840263"
CHEAP = partial(PasswordHasher, time_cost=1, memory_cost=8, parallelism=1)


def mark(text: str, key: bytes = b"the hall's key") -> bytes:
    """What the vault does, with a key in clear."""
    return hmac.digest(key, text.encode(), hashlib.sha256)


def opened(
    path: Path,
    clock: Clock,
    hasher: PasswordHasher | None = None,
    key: bytes = b"",
    admins: Sequence[str] = (),
) -> StaffRegister:
    return StaffRegister(
        path,
        partial(mark, key=key) if key else mark,
        partial(clock, ZONE),
        hasher=hasher or CHEAP(),
        tries=5,
        lock_for=timedelta(minutes=5),
        is_admin=lambda number, now: number in admins,
    )
