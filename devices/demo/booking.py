"""The city's booking system, as far as the demo needs one: it books an appointment through the hub's API."""

from __future__ import annotations

import urllib.request
import uuid
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec

from devices.demo.premises import Premises
from devices.link.commands import BookAppointment

APPOINTMENT = "YY20260001"
"""Code of the appointment that the demo books, as its QR code says it."""


def book(premises: Premises) -> None:
    """Book an appointment for the half hour that begins now.

    Raises:
        OSError: the hub does not answer, or refuses.
    """
    now = datetime.now(ZoneInfo(premises.config.hall.timezone))
    command = BookAppointment(
        code=APPOINTMENT, item="business-01", starts_at=now, ends_at=now + timedelta(minutes=30)
    )
    request = urllib.request.Request(  # noqa: S310 - our own loopback address
        f"{premises.url}/api/v1/commands",
        data=msgspec.json.encode(command),
        headers={
            "Authorization": f"Bearer {premises.token_file('booking').read_text()}",
            "Content-Type": "application/json",
            "Idempotency-Key": uuid.uuid4().hex,
        },
    )
    with urllib.request.urlopen(request, timeout=10) as reply:  # noqa: S310
        reply.read()
