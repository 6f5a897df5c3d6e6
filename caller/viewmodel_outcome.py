"""What came of the clerk's last step: it can be undone, is still being thought over, or was refused."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

from caller.desk import Desk
from caller.errands import Errands

QML_IMPORT_NAME = "Caller.Model"
QML_IMPORT_MAJOR_VERSION = 1
QML_IMPORT_MINOR_VERSION = 0


@QmlElement
class Outcome(QObject):
    """The last step, for as long as there is something to say of it.

    Signals:
        changed(): some property has another value.
    """

    changed = Signal()

    def __init__(self, desk: Desk, errands: Errands, parent: QObject | None = None) -> None:
        """Tell of ``errands`` in the language of ``desk``."""
        super().__init__(parent)
        self._desk = desk
        self._errands = errands

    def _undo_left(self) -> int:
        """Seconds for which the last step can be undone, 0 when it cannot."""
        return self._errands.undo_left

    def _thinking(self) -> str:
        """The step that waits a few seconds, empty for none."""
        return self._errands.thinking.value if self._errands.thinking else ""

    def _seconds_left(self) -> int:
        return self._errands.seconds_left

    def _refusal(self) -> str:
        refusal = self._errands.refusal
        return self._desk.said(refusal.zh, refusal.en) if refusal else ""

    def _refusal_code(self) -> str:
        return self._errands.refusal.code if self._errands.refusal else ""

    def _is_unsent(self) -> bool:
        return self._errands.unsent

    undoLeft = Property(int, _undo_left, notify=changed)  # noqa: N815
    thinking = Property(str, _thinking, notify=changed)
    secondsLeft = Property(int, _seconds_left, notify=changed)  # noqa: N815
    refusal = Property(str, _refusal, notify=changed)
    refusalCode = Property(str, _refusal_code, notify=changed)  # noqa: N815
    unsent = Property(bool, _is_unsent, notify=changed)
