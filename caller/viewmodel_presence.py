"""Whether somebody is at the panel: each touch and key is told to the hub, which ends a sign-in without any.

The hub alone knows when that is, and says it with the window's day; here it is only counted down and told.
"""

from __future__ import annotations

import math

from PySide6.QtCore import Property, QEvent, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from caller.desk import Desk
from devices.link.commands import Present
from devices.link.messages import Done, No
from devices.link.qt import HubLink

QML_IMPORT_NAME = "Caller.Model"
QML_IMPORT_MAJOR_VERSION = 1
QML_IMPORT_MINOR_VERSION = 0

COUNT_S = 60.0
"""Seconds before the sign-in ends in which the panel counts down."""
SAY_S = 60.0
"""Least time between two touches that are told, while it does not count down."""
AGAIN_S = 5.0
"""Seconds that the hub is given to take a touch in before another is told, while it counts down."""

TOUCHES = frozenset(
    {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin, QEvent.Type.Wheel}
)


@QmlElement
class Presence(QObject):
    """The countdown of one panel.

    Signals:
        changed(): some property has another value.
    """

    changed = Signal()

    def __init__(self, link: HubLink, desk: Desk, parent: QObject | None = None) -> None:
        """Say over ``link`` that somebody is there, and count by the clock of ``desk``."""
        super().__init__(parent)
        self._link = link
        self._desk = desk
        self._touched = False
        self._said_at = -SAY_S
        self._shown: int | None = None

    @Slot(QObject)
    def watch(self, window: QObject) -> None:
        """Take every touch and key of this window as a sign that somebody is there."""
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """See what the window is given; what answers the countdown goes no further."""
        return event.type() in TOUCHES and self.touched()

    @Slot(result=bool)
    def touched(self) -> bool:
        """Somebody is there.

        Returns:
            Whether that is all it means: it answered the countdown. Whoever comes running and hits the space
            bar wants to call nobody.
        """
        answers = self._shown is not None
        self._touched = True
        self.look()
        return answers

    def look(self) -> None:
        """Tell of a touch if it is time to, and see how long is left."""
        left = self._left()
        if left is None:
            # Nobody is signed in, or a visitor is there: whoever touches now keeps nothing.
            self._touched = False
        elif self._touched and self._desk.clock.steady() >= self._said_at + (
            AGAIN_S if left <= COUNT_S else SAY_S
        ):
            self._touched = False
            self._said_at = self._desk.clock.steady()
            self._link.do(Present(), self._answered)
        self._show(left)

    def _answered(self, answer: Done | No) -> None:
        """Nothing: the hub's rows say until when the sign-in lasts now, or that it has ended."""

    def _left(self) -> float | None:
        day = self._desk.day
        if day is None or day.ends_at is None or not self._desk.live:
            return None
        return (day.ends_at - self._desk.clock.now()).total_seconds()

    def _show(self, left: float | None) -> None:
        # Whoever has just touched sees at once that it counts; if the hub did not take it, it comes back.
        told = self._desk.clock.steady() < self._said_at + AGAIN_S
        counts = left is not None and left <= COUNT_S and not told
        shown = max(0, math.ceil(left)) if left is not None and counts else None
        if shown != self._shown:
            self._shown = shown
            self.changed.emit()

    def _asks(self) -> bool:
        return self._shown is not None

    def _seconds(self) -> int:
        return self._shown or 0

    asks = Property(bool, _asks, notify=changed)
    seconds = Property(int, _seconds, notify=changed)
