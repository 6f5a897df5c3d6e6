"""Who works in the demo hall: a pretend card and a PIN of their own, in the hall's real staff register.

PINs are made anew for every demo and said by it once; nothing keeps them but their hashes.
"""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial

from config.schema import HallConfig
from devices.hub import totp
from devices.hub.files import Files
from devices.hub.pins import weakness
from devices.hub.staff_cards import CardKind
from devices.hub.staff_register import MARK, StaffRegister, is_admin
from devices.hub.vault import Vault
from devices.virtual.cards import Card, mainland, number

STAFF = ("1001", "1002", "1003", "2001", "9001")
"""Staff numbers of those who can sign in: a leader, two clerks, a guide, an admin."""
ADMIN = "9001"
"""Who signs in at the admins' pages, with a PIN and a code of an authenticator app."""

BY = "demo"
PIN_DIGITS, ADMIN_DIGITS = 4, 8


@dataclass(frozen=True, kw_only=True)
class Colleague:
    """Somebody who works here.

    Attributes:
        card: their own ID card, which is their staff card.
        identity: the number on it.
        secret: what an admin's authenticator app was shown; empty for everybody else.
    """

    number: str
    name: str
    role: str
    card: Card = field(repr=False)
    identity: str = field(repr=False)
    pin: str = field(repr=False)
    secret: bytes = field(default=b"", repr=False)


def employ(config: HallConfig, files: Files) -> dict[str, Colleague]:
    """Enrol everybody's card and set everybody's PIN, before the hub runs.

    Returns:
        The colleagues by staff number.
    """
    known = {clerk.number: clerk for clerk in config.clerks}
    colleagues = {}
    vault = Vault(files.vault, files.key, config.vault.cipher)
    try:
        register = StaffRegister(
            files.staff,
            partial(vault.mark, MARK),
            partial(datetime.now, UTC),
            is_admin=partial(is_admin, config),
        )
        try:
            for order, staff in enumerate(STAFF, start=901):
                identity = number("410199", "19880101", order)
                colleague = Colleague(
                    number=staff,
                    name=known[staff].name,
                    role=known[staff].role,
                    card=mainland(known[staff].name, identity),
                    identity=identity,
                    pin=_pin(staff, ADMIN_DIGITS if staff == ADMIN else PIN_DIGITS),
                    secret=totp.new_secret() if staff == ADMIN else b"",
                )
                register.enrol(identity, staff, CardKind.ID, BY)
                register.set_pin(staff, colleague.pin, BY)
                if colleague.secret:
                    # The step before now: the demo itself signs in with the one of now.
                    step = int(time.time()) // totp.STEP_S - 1
                    register.set_totp(staff, colleague.secret, totp.code_at(colleague.secret, step), BY)
                colleagues[staff] = colleague
        finally:
            register.close()
    finally:
        vault.close()
    return colleagues


def _pin(staff: str, digits: int) -> str:
    while True:
        pin = f"{secrets.randbelow(10**digits):0{digits}d}"
        if not weakness(staff, pin, admin=staff == ADMIN):
            return pin
