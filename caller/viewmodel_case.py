"""The form in which a case is taken (受理): its number in the business system, and whether all was there."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

QML_IMPORT_NAME = "Caller.Model"
QML_IMPORT_MAJOR_VERSION = 1
QML_IMPORT_MINOR_VERSION = 0

NUMBER = re.compile(r"[A-Za-z0-9_-]{0,64}")
"""A case number as the hub takes it; empty where the business system has not given one yet."""

Taken = Callable[[str, bool], None]
"""Hears the case number and whether everything was there at the first try."""


@dataclass(frozen=True, kw_only=True)
class Case:
    """What is to be taken.

    Attributes:
        then: hears number and first pass.
        still_right: whether it still makes sense; otherwise the form closes.
        whom: number of the ticket.
        item: name of the item.
    """

    then: Taken
    still_right: Callable[[], bool]
    whom: str
    item: str


@QmlElement
class CaseForm(QObject):
    """The case that is being taken, if any.

    Signals:
        changed(): some property has another value.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._case: Case | None = None

    @property
    def is_open(self) -> bool:
        """Whether the form is in front."""
        return self._case is not None

    def ask(self, case: Case) -> None:
        """Open the form."""
        self._case = case
        self.changed.emit()

    def look(self) -> None:
        """Close a form that has lost its sense."""
        if self._case is not None and not self._case.still_right():
            self.close()

    @Slot()
    def close(self) -> None:
        """Put the form away."""
        if self._case is not None:
            self._case = None
            self.changed.emit()

    @Slot(str, result=bool)
    def fits(self, number: str) -> bool:
        """Whether that can be a case number."""
        return NUMBER.fullmatch(number.strip()) is not None

    @Slot(str, bool)
    def take(self, number: str, first_pass: bool) -> None:
        """It is complete."""
        case = self._case
        if case is not None and self.fits(number):
            self.close()
            case.then(number.strip(), first_pass)

    def _is_in_front(self) -> bool:
        return self.is_open

    def _subject(self) -> str:
        return self._case.whom if self._case else ""

    def _item_name(self) -> str:
        return self._case.item if self._case else ""

    open = Property(bool, _is_in_front, notify=changed)
    ticket = Property(str, _subject, notify=changed)
    item = Property(str, _item_name, notify=changed)
