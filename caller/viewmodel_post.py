"""The clerk's post: the window, who works there and for which queues, its devices, its day."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

from caller.desk import Desk
from devices.link.words import DeviceState

QML_IMPORT_NAME = "Caller.Model"
QML_IMPORT_MAJOR_VERSION = 1
QML_IMPORT_MINOR_VERSION = 0

WORKS = (DeviceState.READY, DeviceState.DEGRADED, DeviceState.STARTING)


@QmlElement
class Post(QObject):
    """What frames the panel: its head and its foot.

    Signals:
        changed(): some property has another value.
    """

    changed = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        """Show the window of ``desk``."""
        super().__init__(parent)
        self._desk = desk

    def _is_live(self) -> bool:
        return self._desk.live

    def _number(self) -> int:
        return self._desk.number

    def _state(self) -> str:
        """One of: unknown, signed_out, closed, paused, free, called, serving."""
        window = self._desk.window
        if window is None:
            return "unknown"
        return window.phase if window.clerk else "signed_out"

    def _kind(self) -> str:
        window = self._desk.window
        return window.type if window else ""

    def _reason(self) -> str:
        window = self._desk.window
        return self._desk.said(window.reason, window.reason_en) if window else ""

    def _clerk_name(self) -> str:
        return self._desk.clerk_name

    def _serves(self) -> str:
        """Letters of the queues that the window serves now, the preferred one first."""
        window = self._desk.window
        queues = [self._desk.queue(name) for name in window.queues] if window else []
        return " ".join(queue.prefix for queue in queues if queue is not None)

    def _lent_until(self) -> str:
        """Until when the window is lent (潮汐), as 11:50; empty while it is not."""
        window = self._desk.window
        if window is None or window.lent_until is None:
            return ""
        return window.lent_until.astimezone(self._desk.clock.now().tzinfo).strftime("%H:%M")

    def _is_draining(self) -> bool:
        window = self._desk.window
        return window is not None and window.draining

    def _finished(self) -> int:
        day = self._desk.day
        return day.finished if day else 0

    def _mean(self) -> float:
        day = self._desk.day
        return day.mean_minutes if day else 0.0

    def _broken(self) -> str:
        """Ids of the window's devices that do not work."""
        return " ".join(device.id for device in self._desk.devices if device.state not in WORKS)

    def _device_count(self) -> int:
        return len(self._desk.devices)

    def _help(self) -> str:
        """One of: none, ringing, coming."""
        help_ = self._desk.help
        if help_ is None:
            return "none"
        return "coming" if help_.accepted else "ringing"

    def _guide(self) -> str:
        """Name of the guide who is on the way."""
        help_ = self._desk.help
        return help_.accepted_by if help_ else ""

    live = Property(bool, _is_live, notify=changed)
    window = Property(int, _number, notify=changed)
    state = Property(str, _state, notify=changed)
    kind = Property(str, _kind, notify=changed)
    reason = Property(str, _reason, notify=changed)
    clerkName = Property(str, _clerk_name, notify=changed)  # noqa: N815
    serves = Property(str, _serves, notify=changed)
    lentUntil = Property(str, _lent_until, notify=changed)  # noqa: N815
    draining = Property(bool, _is_draining, notify=changed)
    finished = Property(int, _finished, notify=changed)
    mean = Property(float, _mean, notify=changed)
    broken = Property(str, _broken, notify=changed)
    devices = Property(int, _device_count, notify=changed)
    help = Property(str, _help, notify=changed)
    guide = Property(str, _guide, notify=changed)
