"""A list of which any lines may be ticked, with a word to add: what is lacking, what is promised.

It knows nothing of papers; whoever asked hears the ticked lines in their order, and the words.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from devices.link.qtmodel import RowModel

QML_IMPORT_NAME = "Caller.Model"
QML_IMPORT_MAJOR_VERSION = 1
QML_IMPORT_MINOR_VERSION = 0

WORDS_LONGEST = 200
"""Characters of the words that may be added."""

Told = Callable[[tuple[str, ...], str], None]
"""Hears the ticked lines and the words."""


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What is to be ticked.

    Attributes:
        about: what the list is about; QML has a title for each.
        lines: its lines.
        then: hears what was ticked.
        whom: number of the ticket that it is for.
        item: name of the item that it is for.
        due: day by which what is ticked is wanted, empty for none.
        worded: whether words may be added.
        may_be_empty: whether it may be sent without a tick and without words.
        still_right: whether it still makes sense; otherwise it closes.
    """

    about: str
    lines: tuple[str, ...]
    then: Told
    still_right: Callable[[], bool]
    whom: str = ""
    item: str = ""
    due: str = ""
    worded: bool = True
    may_be_empty: bool = False


@dataclass(frozen=True)
class Line:
    """One line, ticked or not."""

    place: int
    name: str
    ticked: bool
    current: bool


@QmlElement
class Checklist(QObject):
    """The list that is open now, if any.

    Signals:
        changed(): some property has another value.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sheet: Sheet | None = None
        self._ticked: set[int] = set()
        self._current = 0
        self._shown = RowModel[Line](
            {
                "name": lambda line: line.name,
                "ticked": lambda line: line.ticked,
                "current": lambda line: line.current,
            },
            order=lambda line: line.place,
            key=lambda line: str(line.place),
            parent=self,
        )

    @property
    def is_open(self) -> bool:
        """Whether a list is in front."""
        return self._sheet is not None

    def ask(self, sheet: Sheet) -> None:
        """Open a list."""
        self._sheet = sheet
        self._ticked = set()
        self._current = 0
        self._show()

    def look(self) -> None:
        """Close a list that has lost its sense."""
        if self._sheet is not None and not self._sheet.still_right():
            self.close()

    @Slot()
    def close(self) -> None:
        """Put the list away."""
        if self._sheet is not None:
            self._sheet = None
            self._show()

    @Slot(int)
    def move(self, lines: int) -> None:
        """Stand on another line, so many further down."""
        self._current += lines
        self._show()

    @Slot()
    def toggle(self) -> None:
        """Tick the current line, or take its tick away."""
        self.pick(self._current)

    @Slot(int)
    def pick(self, line: int) -> None:
        """Tick a line, or take its tick away."""
        if self._sheet is not None and 0 <= line < len(self._sheet.lines):
            self._current = line
            self._ticked ^= {line}
            self._show()

    @Slot(str)
    def take(self, words: str) -> None:
        """It is complete, with these words added."""
        sheet, words = self._sheet, words.strip()[:WORDS_LONGEST]
        if sheet is None or not (self._ticked or (sheet.worded and words) or sheet.may_be_empty):
            return
        ticked = tuple(sheet.lines[n] for n in sorted(self._ticked))
        self.close()
        sheet.then(ticked, words if sheet.worded else "")

    def _show(self) -> None:
        lines = self._sheet.lines if self._sheet else ()
        self._current = max(0, min(self._current, len(lines) - 1))
        self._shown.show(
            [Line(n, name, n in self._ticked, n == self._current) for n, name in enumerate(lines)]
        )
        self.changed.emit()

    def _what(self) -> str:
        return self._sheet.about if self._sheet else ""

    def _subject(self) -> str:
        return self._sheet.whom if self._sheet else ""

    def _item_name(self) -> str:
        return self._sheet.item if self._sheet else ""

    def _due_day(self) -> str:
        return self._sheet.due if self._sheet else ""

    def _is_worded(self) -> bool:
        return self._sheet is not None and self._sheet.worded

    def _may_be_empty(self) -> bool:
        return self._sheet is not None and self._sheet.may_be_empty

    def _count(self) -> int:
        return len(self._ticked)

    def _line(self) -> int:
        return self._current

    def _lines(self) -> RowModel[Line]:
        return self._shown

    kind = Property(str, _what, notify=changed)
    ticket = Property(str, _subject, notify=changed)
    item = Property(str, _item_name, notify=changed)
    due = Property(str, _due_day, notify=changed)
    worded = Property(bool, _is_worded, notify=changed)
    mayBeEmpty = Property(bool, _may_be_empty, notify=changed)  # noqa: N815
    ticked = Property(int, _count, notify=changed)
    current = Property(int, _line, notify=changed)
    lines = Property(QObject, _lines, notify=changed)
