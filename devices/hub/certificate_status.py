"""When the hub's certificates end, and whether somebody should see to it."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from msgspec import Struct

HUB_WARNED = timedelta(days=30)
AUTHORITY_WARNED = timedelta(days=90)
"""A change of the authority takes as long as the last kiosk is switched off."""


class CertificateState(StrEnum):
    """How a certificate stands; ``off`` where none is used."""

    OFF = "off"
    GOOD = "good"
    ENDING = "ending"
    ENDED = "ended"


class CertificateStatus(Struct, frozen=True, kw_only=True):
    """How the hub's certificate and its authority's stand.

    Attributes:
        hub_ends_at: when the hub's ends, in UTC; None without TLS.
        authority_ends_at: when that of the newest authority ends.
    """

    hub: CertificateState = CertificateState.OFF
    authority: CertificateState = CertificateState.OFF
    hub_ends_at: datetime | None = None
    authority_ends_at: datetime | None = None


def judged(hub_ends_at: datetime, authority_ends_at: datetime, now: datetime) -> CertificateStatus:
    """How certificates stand that end then."""
    return CertificateStatus(
        hub=_state(hub_ends_at, now, HUB_WARNED),
        authority=_state(authority_ends_at, now, AUTHORITY_WARNED),
        hub_ends_at=hub_ends_at,
        authority_ends_at=authority_ends_at,
    )


def _state(ends_at: datetime, now: datetime, warned: timedelta) -> CertificateState:
    if now >= ends_at:
        return CertificateState.ENDED
    return CertificateState.ENDING if now >= ends_at - warned else CertificateState.GOOD
