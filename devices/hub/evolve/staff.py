"""Clerks who come and go."""

from __future__ import annotations

from devices.hub import events as e
from devices.hub.evolve.changebook import Changebook
from devices.hub.state import Hall

CHANGES = Changebook()


@CHANGES.on(e.ClerkSignedIn)
def _signed_in(hall: Hall, event: e.ClerkSignedIn) -> None:
    hall.window(event.window).clerk = event.clerk
    hall.clerks[event.clerk] = event.window


@CHANGES.on(e.ClerkSignedOut)
def _signed_out(hall: Hall, event: e.ClerkSignedOut) -> None:
    hall.window(event.window).clerk = ""
    hall.clerks.pop(event.clerk, None)
