"""Posts without anybody, noticed and over."""

from __future__ import annotations

from devices.hub import events as e
from devices.hub.evolve.changebook import Changebook
from devices.hub.state import Hall

CHANGES = Changebook()


@CHANGES.on(e.AbsenceNoticed)
def _absent(hall: Hall, event: e.AbsenceNoticed) -> None:
    hall.window(event.window).absent_since = event.since


@CHANGES.on(e.AbsenceEnded)
def _back(hall: Hall, event: e.AbsenceEnded) -> None:
    hall.window(event.window).absent_since = None


@CHANGES.on(e.PostEmpty)
def _empty(hall: Hall, event: e.PostEmpty) -> None:
    hall.window(event.window).empty_since = event.since


@CHANGES.on(e.PostFilled)
def _filled(hall: Hall, event: e.PostFilled) -> None:
    hall.window(event.window).empty_since = None
