"""The announcer in a Qt program: fed with the hub's calls, and woken when a turn is over."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from devices.link.qt import HubLink
from devices.link.qtclock import HallClock
from devices.link.rows import CallRow, HallRow
from display.announcer import Announcer


class Turns(QObject):
    """Which call a screen shows large now.

    Signals:
        changed(): what ``announcer`` shows may have changed.
        began(): another call has its turn.
    """

    changed = Signal()
    began = Signal()

    def __init__(self, link: HubLink, clock: HallClock, parent: QObject | None = None) -> None:
        """Follow the calls that the hub shows on ``link``."""
        super().__init__(parent)
        self.announcer = Announcer()
        self._link = link
        self._clock = clock
        self._shown: tuple[CallRow, ...] = ()
        self._wake = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._wake.timeout.connect(self.tick)
        clock.ticked.connect(self.tick)
        link.rowsChanged.connect(self._see)

    def tick(self) -> None:
        """Let the next call have its turn when the one before had its seconds."""
        self.announcer.tick(self._clock.steady())
        self._tell()

    def _see(self) -> None:
        hall = self._link.rows.get("hall")
        if isinstance(hall, HallRow):
            self.announcer.call_s = hall.call_s
        calls = [row for row in self._link.rows.values() if isinstance(row, CallRow)]
        self.announcer.see(calls, self._clock.steady(), self._clock.now())
        self._tell()

    def _tell(self) -> None:
        due_at = self.announcer.due_at
        if due_at is not None:
            self._wake.start(max(1, round(1000 * (due_at - self._clock.steady()))))
        announced = self.announcer.announced
        another = bool(announced) and announced != self._shown
        self._shown = announced
        self.changed.emit()
        if another:
            self.began.emit()
