"""A list to choose from by keyboard: typing narrows it, the arrows move, Enter takes.

It knows nothing of what is chosen; whoever asked hears the key of the chosen line.
"""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from caller.choices import Choice, Question
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
        self._question: Question | None = None
        self._choices: list[Choice] = []
        self._letters = ""
        self._current = 0
        self._shown = RowModel[Line](
            {
                "code": lambda line: line[1].code,
                "name": lambda line: line[1].name,
                "tag": lambda line: line[1].tag,
                "amount": lambda line: line[1].amount,
                "second": lambda line: line[1].detail,
            },
            order=lambda line: line[0],
            key=lambda line: line[1].key,
            parent=self,
        )

    @property
    def about(self) -> str:
        """What the open list is about; empty while none is open."""
        return self._question.about if self._question else ""

    def ask(self, question: Question) -> None:
        """Open a list."""
        self._question = question
        self._letters = ""
        self._current = 0
        self._choices = question.lines()
        self._show()

    def look(self) -> None:
        """Keep up with the hall: show the lines of now, or close when the question has lost its sense."""
        if self._question is None:
            return
        if not self._question.still_right():
            self.close()
            return
        choices = self._question.lines()
        if choices != self._choices:
            marked = self._marked()
            self._choices = choices
            keys = [choice.key for choice in self._matching()]
            if marked is not None and marked.key in keys:
                self._current = keys.index(marked.key)
            self._show()

    @Slot()
    def close(self) -> None:
        """Put the list away without choosing."""
        if self._question is not None:
            self._question = None
            self._choices = []
            self._show()

    @Slot(str)
    def type(self, letters: str) -> None:
        """Narrow the list to lines whose code begins with what was typed, or that hold it."""
        typed = self._letters + "".join(c for c in letters.upper() if c.isalnum() or c in "-_")
        if typed == self._letters or not any(_holds(choice, typed) for choice in self._choices):
            return
        self._letters = typed
        self._current = 0
        self._show()
        codes = [choice.code.upper() for choice in self._matching()]
        if self._question is not None and self._question.at_once and typed in codes:
            self.pick(codes.index(typed))

    @Slot()
    def erase(self) -> None:
        """Take back the last typed letter."""
        self._letters = self._letters[:-1]
        self._show()

    @Slot(int)
    def move(self, lines: int) -> None:
        """Mark another line, so many further down."""
        self._current += lines
        self._show()

    @Slot()
    def take(self) -> None:
        """Choose the marked line."""
        self.pick(self._current)

    @Slot(int)
    def pick(self, line: int) -> None:
        """Choose a line by its place."""
        matching, question = self._matching(), self._question
        if question is not None and 0 <= line < len(matching):
            self.close()
            question.then(matching[line].key)

    def _matching(self) -> list[Choice]:
        typed = self._letters
        begin = [c for c in self._choices if c.code.upper().startswith(typed)]
        sound = [c for c in self._choices if c.sound.startswith(typed) and c not in begin]
        hold = [c for c in self._choices if _holds(c, typed) and c not in begin and c not in sound]
        return begin + sound + hold

    def _marked(self) -> Choice | None:
        matching = self._matching()
        return matching[self._current] if 0 <= self._current < len(matching) else None

    def _show(self) -> None:
        matching = self._matching()
        self._current = max(0, min(self._current, len(matching) - 1))
        self._shown.show(list(enumerate(matching)))
        self.changed.emit()

    def _subject(self) -> str:
        return self._question.whom if self._question else ""

    def _sentence(self) -> str:
        return self._question.note if self._question else ""

    def _what(self) -> str:
        return self.about

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
    note = Property(str, _sentence, notify=changed)
    typed = Property(str, _typed, notify=changed)
    current = Property(int, _line, notify=changed)
    count = Property(int, _count, notify=changed)
    lines = Property(QObject, _lines, notify=changed)


def _holds(choice: Choice, typed: str) -> bool:
    return typed in choice.code.upper() or typed in choice.sound
