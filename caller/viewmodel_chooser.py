"""A list to choose from by keyboard: typing narrows it, the arrows move, Enter takes.

It knows nothing of what is chosen; whoever opened it hears the key of the chosen line.
"""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from caller.choices import Choice, Then
from devices.link.qtmodel import RowModel

QML_IMPORT_NAME = "Caller.Model"
QML_IMPORT_MAJOR_VERSION = 1
QML_IMPORT_MINOR_VERSION = 0

Line = tuple[int, Choice]


@QmlElement
class Chooser(QObject):
    """The list that is open now, if any.

    Signals:
        changed(): some property has another value.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._about = ""
        self._whom = ""
        self._choices: list[Choice] = []
        self._then: Then | None = None
        self._letters = ""
        self._current = 0
        self._shown = RowModel[Line](
            {
                "code": lambda line: line[1].code,
                "name": lambda line: line[1].name,
                "tag": lambda line: line[1].tag,
                "amount": lambda line: line[1].amount,
            },
            order=lambda line: line[0],
            key=lambda line: line[1].key,
            parent=self,
        )

    @property
    def about(self) -> str:
        """What the open list is about; empty while none is open."""
        return self._about

    def ask(self, about: str, choices: list[Choice], then: Then, *, whom: str = "") -> None:
        """Open a list for the ticket ``whom``; ``then`` hears the chosen key."""
        self._about = about
        self._whom = whom
        self._then = then
        self._letters = ""
        self._current = 0
        self._choices = choices
        self._look()

    def refresh(self, choices: list[Choice]) -> None:
        """Show these choices instead, and keep what was typed and which line is marked."""
        if choices == self._choices:
            return
        marked = self._marked()
        self._choices = choices
        keys = [choice.key for choice in self._matching()]
        if marked is not None and marked.key in keys:
            self._current = keys.index(marked.key)
        self._look()

    @Slot()
    def close(self) -> None:
        """Put the list away without choosing."""
        if self._about:
            self._about = ""
            self._then = None
            self._choices = []
            self._look()

    @Slot(str)
    def type(self, letters: str) -> None:
        """Narrow the list to lines whose code begins with, or at least holds, what was typed."""
        typed = self._letters + "".join(c for c in letters.upper() if c.isalnum() or c in "-_")
        if typed != self._letters and any(typed in choice.code.upper() for choice in self._choices):
            self._letters = typed
            self._current = 0
            self._look()

    @Slot()
    def erase(self) -> None:
        """Take back the last typed letter."""
        self._letters = self._letters[:-1]
        self._look()

    @Slot(int)
    def move(self, lines: int) -> None:
        """Mark another line, so many further down."""
        self._current += lines
        self._look()

    @Slot()
    def take(self) -> None:
        """Choose the marked line."""
        self.pick(self._current)

    @Slot(int)
    def pick(self, line: int) -> None:
        """Choose a line by its place."""
        matching, then = self._matching(), self._then
        if then is not None and 0 <= line < len(matching):
            self.close()
            then(matching[line].key)

    def _matching(self) -> list[Choice]:
        begin = [c for c in self._choices if c.code.upper().startswith(self._letters)]
        hold = [c for c in self._choices if self._letters in c.code.upper() and c not in begin]
        return begin + hold

    def _marked(self) -> Choice | None:
        matching = self._matching()
        return matching[self._current] if 0 <= self._current < len(matching) else None

    def _look(self) -> None:
        matching = self._matching()
        self._current = max(0, min(self._current, len(matching) - 1))
        self._shown.show(list(enumerate(matching)))
        self.changed.emit()

    def _subject(self) -> str:
        return self._whom

    def _what(self) -> str:
        return self._about

    def _typed(self) -> str:
        return self._letters

    def _line(self) -> int:
        return self._current

    def _count(self) -> int:
        return len(self._choices)

    def _lines(self) -> RowModel[Line]:
        return self._shown

    kind = Property(str, _what, notify=changed)
    ticket = Property(str, _subject, notify=changed)
    typed = Property(str, _typed, notify=changed)
    current = Property(int, _line, notify=changed)
    count = Property(int, _count, notify=changed)
    lines = Property(QObject, _lines, notify=changed)
