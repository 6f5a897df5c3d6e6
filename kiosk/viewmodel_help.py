"""The call for help of this kiosk: whether it was heard, and who comes.

It belongs to the place and not to a visit: it goes on when the screen is home again, until a guide has been
there or somebody takes it back.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from devices.link.commands import CallHelp, EndHelp
from devices.link.messages import Done, No
from devices.link.qt import HubLink
from devices.link.rows import AnyRow, HelpRow
from devices.link.session import TooMuchUnanswered
from devices.link.words import HelpTopic

QML_IMPORT_NAME = "Kiosk.Model"
QML_IMPORT_MAJOR_VERSION = 1
QML_IMPORT_MINOR_VERSION = 0

log = logging.getLogger(__name__)


@QmlElement
class HelpCall(QObject):
    """A call for help; ``state`` is empty, or one of calling, called, accepted, failed."""

    changed = Signal()

    def __init__(self, link: HubLink, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._link = link
        self._row: HelpRow | None = None
        self._asked = False
        self._heard = False
        self._failed = False

    def show(self, rows: Mapping[str, AnyRow]) -> None:
        """Show what has become of the call; a kiosk sees its own only."""
        self._row = next((row for row in rows.values() if isinstance(row, HelpRow)), None)
        if self._row is not None:
            self._asked = self._heard = self._failed = False
        elif self._heard:
            # It was ended as soon as it was heard.
            self._asked = self._heard = False
        self.changed.emit()

    def call(self, about: HelpTopic) -> None:
        """Call, unless somebody is called already."""
        if self._row is not None or self._asked:
            return
        self._failed, self._asked = False, True
        try:
            self._link.do(CallHelp(about=about), self._answered)
        except TooMuchUnanswered:
            self._failed, self._asked = True, False
        self.changed.emit()

    @Slot()
    def cancel(self) -> None:
        """Nobody need come."""
        if self._row is None:
            return
        try:
            self._link.do(EndHelp(help=self._row.id))
        except TooMuchUnanswered:
            log.warning("A call for help could not be taken back: the hub has been away for too long.")

    def _answered(self, answer: Done | No) -> None:
        match answer:
            case Done():
                # It is shown by its row, which comes at about the same time.
                self._heard = self._asked
            case No():
                self._failed, self._asked = True, False
                self.changed.emit()

    def _state(self) -> str:
        if self._row is not None:
            return "accepted" if self._row.accepted else "called"
        if self._failed:
            return "failed"
        return "calling" if self._asked else ""

    def _name(self) -> str:
        return self._row.accepted_by if self._row else ""

    state = Property(str, _state, notify=changed)
    name = Property(str, _name, notify=changed)
