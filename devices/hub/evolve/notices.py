"""Notices that are raised and settled."""

from __future__ import annotations

from devices.hub import events as e
from devices.hub.evolve.changebook import Changebook
from devices.hub.state import Hall, Notice

CHANGES = Changebook()


@CHANGES.on(e.NoticeRaised)
def _raised(hall: Hall, event: e.NoticeRaised) -> None:
    hall.notices[event.notice] = Notice(
        event.notice, event.code, event.about, event.at, dict(event.words), event.zone, event.window
    )
    hall.told.add((event.code, event.about))


@CHANGES.on(e.NoticeSettled)
def _settled(hall: Hall, event: e.NoticeSettled) -> None:
    settled = hall.notices.pop(event.notice, None)
    if settled is not None and not event.clerk:
        hall.told.discard((settled.code, settled.about))
