"""The programs beside the hall, as far as the demo needs them: the city's booking system, the guides' desk.

They say commands over the hub's API, each with a token of its own.
"""

from __future__ import annotations

import urllib.request
import uuid
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec

from devices.demo.premises import Premises
from devices.link.commands import AnyCommand, BookAppointment, SignIn

APPOINTMENT = "YY20260001"
"""Code of the appointment that is checked in by its QR code."""
PHONED = "YY20260002"
"""Code of the appointment whose visitor knows only the telephone number."""
PHONE = "13900000000"
"""That number; nobody has it."""
GUIDE = "2001"
TIDAL_WINDOW = 8
LENT_FOR = timedelta(hours=1)


def lent_until(premises: Premises) -> str:
    """An hour from now, or the end of the day when that is sooner, as commands say a moment."""
    now = datetime.now(ZoneInfo(premises.config.hall.timezone)).replace(second=0, microsecond=0)
    return min(now + LENT_FOR, now.replace(hour=23, minute=59)).isoformat()


def book(premises: Premises, code: str, item: str, phone: str = "") -> None:
    """Book an appointment for the half hour that begins now.

    Raises:
        OSError: the hub does not answer, or refuses.
    """
    now = datetime.now(ZoneInfo(premises.config.hall.timezone))
    end = now + timedelta(minutes=30)
    say(premises, "booking", BookAppointment(code=code, item=item, starts_at=now, ends_at=end, phone=phone))


def staff_the_desk(premises: Premises) -> None:
    """Let the guide sign in at the desk, whose reader types what is on the card.

    Raises:
        OSError: the hub does not answer, or refuses.
    """
    guide = premises.staff[GUIDE]
    say(premises, "desk", SignIn(card=guide.identity, pin=guide.pin))


def say(premises: Premises, who: str, command: AnyCommand) -> None:
    """Say a command with the token of ``who``.

    Raises:
        OSError: the hub does not answer, or refuses.
    """
    request = urllib.request.Request(  # noqa: S310 - our own loopback address
        f"{premises.url}/api/v1/commands",
        data=msgspec.json.encode(command),
        headers={
            "Authorization": f"Bearer {premises.token_file(who).read_text()}",
            "Content-Type": "application/json",
            "Idempotency-Key": uuid.uuid4().hex,
        },
    )
    with urllib.request.urlopen(request, timeout=10) as reply:  # noqa: S310
        reply.read()
