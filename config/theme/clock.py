"""The hall's clock for screens: the time on the wall of the hall, whatever zone the computer is in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import Property, QObject, QTimer, Signal
from PySide6.QtQml import QmlElement

QML_IMPORT_NAME = "Hall.Clock"
QML_IMPORT_MAJOR_VERSION = 1
QML_IMPORT_MINOR_VERSION = 0


def utc_now() -> datetime:
    """The computer's time."""
    return datetime.now(UTC)


@QmlElement
class WallClock(QObject):
    """Time and date as QML shows them, told when the minute changes.

    Args:
        now: gives the time of day; an aware datetime.
        zone: IANA name of the hall's zone.
    """

    changed = Signal()

    def __init__(
        self,
        now: Callable[[], datetime] = utc_now,
        zone: str = "Asia/Shanghai",
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._now = now
        self._zone = ZoneInfo(zone)
        self._shown = now().astimezone(self._zone)
        # Coarse enough to cost nothing, fine enough that the minute never lags visibly.
        self._beat = QTimer(self, interval=1000)
        self._beat.timeout.connect(self.look)
        self._beat.start()

    @property
    def now(self) -> datetime:
        """The hall's time at this moment."""
        return self._now().astimezone(self._zone)

    def set_zone(self, zone: str) -> None:
        """Show the time of a zone, as it is now.

        Raises:
            ZoneInfoNotFoundError: there is no such zone.
        """
        if zone != self._zone.key:
            self._zone = ZoneInfo(zone)
        self.look()

    def look(self) -> None:
        """Look at the computer's clock and tell when the shown minute differs."""
        now = self.now
        # As the hands stand: the same moment reads differently in another zone.
        if now.replace(second=0, microsecond=0, tzinfo=None) != self._shown.replace(
            second=0, microsecond=0, tzinfo=None
        ):
            self._shown = now
            self.changed.emit()

    def _time(self) -> str:
        return self._shown.strftime("%H:%M")

    def _month(self) -> int:
        return self._shown.month

    def _day(self) -> int:
        return self._shown.day

    def _weekday(self) -> int:
        return self._shown.isoweekday()

    time = Property(str, _time, notify=changed)
    month = Property(int, _month, notify=changed)
    day = Property(int, _day, notify=changed)
    weekday = Property(int, _weekday, notify=changed)
