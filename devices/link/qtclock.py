"""The hall's clock on a screen: the hub's time of day, counted on by this computer's steady clock.

Screens never read their own time of day: a screen whose clock is wrong would show wrong waits.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, QTimer, Signal

from devices.link.qt import HubLink
from devices.link.rows import HallRow

DEFAULT_ZONE = "Asia/Shanghai"
"""Zone of every hall that does not say otherwise."""


class HallClock(QObject):
    """What time it is in the hall.

    Signals:
        ticked(): about every second while ``start``ed, and whenever the hub told the time anew.
    """

    ticked = Signal()

    def __init__(
        self, link: HubLink, parent: QObject | None = None, read: Callable[[], float] = time.monotonic
    ) -> None:
        """Follow the hub's clock; ``read`` gives steady seconds."""
        super().__init__(parent)
        self._link = link
        self._read = read
        self._told: datetime | None = None
        self._told_at = 0.0
        self._timer = QTimer(self, interval=1000)
        self._timer.timeout.connect(self.ticked)
        link.welcomed.connect(self._welcomed)
        self._welcomed()

    def start(self) -> None:
        """Tick from now on."""
        self._timer.start()

    def steady(self) -> float:
        """Seconds that never jump, for how long something has been shown."""
        return self._read()

    @property
    def zone(self) -> str:
        """IANA name of the hall's zone; the default one until the hub has told it."""
        hall = self._link.rows.get("hall")
        return hall.timezone if isinstance(hall, HallRow) else DEFAULT_ZONE

    def now(self) -> datetime:
        """The hall's time of day, in its own zone; this computer's until the hub has told it."""
        told = self._told
        now = datetime.now(UTC) if told is None else told + timedelta(seconds=self._read() - self._told_at)
        return now.astimezone(ZoneInfo(self.zone))

    def _welcomed(self) -> None:
        welcome = self._link.welcome
        if welcome is not None:
            self._told = welcome.now
            self._told_at = self._read()
            self.ticked.emit()
