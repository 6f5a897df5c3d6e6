"""Who works in the demo hall: a pretend card and a PIN of their own, in the hall's real staff register.

PINs are made anew for every demo and said by it once; nothing keeps them but their hashes.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial

from config.schema import HallConfig
from devices.hub.main import Files
from devices.hub.pins import weakness
from devices.hub.staff_cards import CardKind
from devices.hub.staff_register import MARK, StaffRegister
from devices.hub.vault import Vault
from devices.virtual.cards import Card, mainland, number

STAFF = ("1001", "1002", "1003", "2001")
"""Staff numbers of those who can sign in: a leader, two clerks, a guide."""

BY = "demo"


@dataclass(frozen=True, kw_only=True)
class Colleague:
    """Somebody who works here.

    Attributes:
        card: their own ID card, which is their staff card.
        identity: the number on it.
    """

    number: str
    name: str
    role: str
    card: Card = field(repr=False)
    identity: str = field(repr=False)
    pin: str = field(repr=False)


def employ(config: HallConfig, files: Files) -> dict[str, Colleague]:
    """Enrol everybody's card and set everybody's PIN, before the hub runs.

    Returns:
        The colleagues by staff number.
    """
    known = {clerk.number: clerk for clerk in config.clerks}
    colleagues = {}
    vault = Vault(files.vault, files.key)
    try:
        register = StaffRegister(files.staff, partial(vault.mark, MARK), partial(datetime.now, UTC))
        try:
            for order, staff in enumerate(STAFF, start=901):
                identity = number("410199", "19880101", order)
                colleague = Colleague(
                    number=staff,
                    name=known[staff].name,
                    role=known[staff].role,
                    card=mainland(known[staff].name, identity),
                    identity=identity,
                    pin=_pin(staff),
                )
                register.enrol(identity, staff, CardKind.ID, BY)
                register.set_pin(staff, colleague.pin, BY)
                colleagues[staff] = colleague
        finally:
            register.close()
    finally:
        vault.close()
    return colleagues


def _pin(staff: str) -> str:
    while True:
        pin = f"{secrets.randbelow(10_000):04d}"
        if not weakness(staff, pin):
            return pin
