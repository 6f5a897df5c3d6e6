"""A list for QML: always the wanted rows in order, by the smallest changes, never by a reset."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QByteArray, QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester

from devices.link.qtmodel import RowModel


@dataclass(frozen=True)
class Line:
    """A row: where it stands, its name, what it says."""

    place: int
    name: str
    text: str = ""


@dataclass
class Watched:
    """A model and a view's idea of it, kept by its signals alone."""

    resets: int = 0
    counts: int = 0
    changes: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.model: RowModel[Line] = RowModel(
            {"name": lambda line: line.name, "text": lambda line: line.text},
            order=lambda line: line.place,
            key=lambda line: line.name,
        )
        self.tester = QAbstractItemModelTester(
            self.model, QAbstractItemModelTester.FailureReportingMode.Fatal
        )
        self.shown: list[Line] = []
        self.model.rowsInserted.connect(self._inserted)
        self.model.rowsRemoved.connect(self._removed)
        self.model.dataChanged.connect(self._changed)
        self.model.modelReset.connect(self._reset)
        self.model.countChanged.connect(self._counted)

    def show(self, *lines: Line) -> list[str]:
        """Show rows; returns what the model said it did."""
        self.changes.clear()
        self.model.show(list(lines))
        return list(self.changes)

    def _inserted(self, parent: QModelIndex, first: int, last: int) -> None:
        self.shown[first:first] = self.model.rows[first : last + 1]
        self.changes.append(f"+{first}" if first == last else f"+{first}-{last}")

    def _removed(self, parent: QModelIndex, first: int, last: int) -> None:
        del self.shown[first : last + 1]
        self.changes.append(f"-{first}" if first == last else f"-{first}-{last}")

    def _changed(self, first: QModelIndex, last: QModelIndex) -> None:
        assert first.row() == last.row()
        self.shown[first.row()] = self.model.rows[first.row()]
        self.changes.append(f"={first.row()}")

    def _reset(self) -> None:
        self.resets += 1

    def _counted(self) -> None:
        self.counts += 1


@pytest.fixture
def list_(qapp: QGuiApplication) -> Watched:
    return Watched()


A, B, C, D = (Line(n, name) for n, name in enumerate("abcd", start=1))


def test_rows_are_shown_in_their_order(list_: Watched) -> None:
    assert list_.show(C, A, B) == ["+0-2"]
    assert list_.model.rows == [A, B, C]


def test_equal_places_are_ordered_by_name(list_: Watched) -> None:
    lines = [replace(line, place=0) for line in (D, B, C, A)]
    list_.show(*lines)
    assert [line.name for line in list_.model.rows] == ["a", "b", "c", "d"]


def test_showing_the_same_again_says_nothing(list_: Watched) -> None:
    list_.show(A, B, C)
    assert list_.show(C, B, A) == []
    assert list_.counts == 1


@pytest.mark.parametrize(
    ("after", "changes"),
    [
        ((A, B, C, D), ["+3"]),
        ((B, C), ["-0"]),
        ((A, C), ["-1"]),
        ((D,), ["-0-2", "+0"]),
        ((A, replace(B, text="new"), C), ["=1"]),
        ((replace(A, place=9), B, C), ["-0", "+2"]),
        ((A, replace(B, place=0), C), ["-1", "+0"]),
        ((Line(0, "x"), A, Line(1, "b1"), B, C), ["+0", "+2"]),
        ((), ["-0-2"]),
    ],
)
def test_only_what_differs_is_touched(list_: Watched, after: tuple[Line, ...], changes: list[str]) -> None:
    list_.show(A, B, C)
    assert list_.show(*after) == changes


def test_the_count_is_told_when_it_changes(list_: Watched) -> None:
    list_.show(A, B)
    list_.show(A, C)
    assert list_.counts == 1
    list_.show(A)
    assert (list_.counts, list_.model.property("count")) == (2, 1)


def test_qml_reads_rows_by_name(list_: Watched) -> None:
    list_.show(A, replace(B, text="你好"))
    roles = {bytes(name.data()).decode(): role for role, name in list_.model.roleNames().items()}
    second = list_.model.index(1)
    assert list_.model.data(second, roles["text"]) == "你好"
    assert list_.model.data(second, roles["name"]) == "b"
    assert list_.model.data(second, Qt.ItemDataRole.DisplayRole) is None
    assert list_.model.data(second, max(roles.values()) + 1) is None
    assert list_.model.data(QModelIndex(), roles["text"]) is None
    assert list_.model.rowCount(second) == 0


def test_the_roles_are_named_as_they_were_given(list_: Watched) -> None:
    assert list(list_.model.roleNames().values()) == [QByteArray(b"name"), QByteArray(b"text")]


LINES = st.dictionaries(
    st.sampled_from("abcdefghij"), st.tuples(st.integers(0, 5), st.sampled_from(["", "x"])), max_size=10
).map(lambda found: [Line(place, name, text) for name, (place, text) in found.items()])


@settings(max_examples=200, deadline=None)
@given(st.lists(LINES, max_size=8))
def test_a_view_that_follows_the_signals_shows_the_wanted_rows(
    qapp: QGuiApplication, steps: list[list[Line]]
) -> None:
    list_ = Watched()
    for lines in steps:
        before = {line.name: line for line in list_.model.rows}
        changes = list_.show(*lines)
        wanted = sorted(lines, key=lambda line: (line.place, line.name))
        assert list_.model.rows == list_.shown == wanted
        stayed = [line for line in lines if line.name in before and before[line.name].place == line.place]
        changed = [line for line in stayed if before[line.name] != line]
        assert sum(change.startswith("=") for change in changes) == len(changed)
        # What stays where it was is neither taken out nor put in.
        assert taken(changes, "+") == len(lines) - len(stayed)
        assert taken(changes, "-") == len(before) - len(stayed)
    assert list_.resets == 0


def taken(changes: list[str], sign: str) -> int:
    spans = [change[1:].split("-") for change in changes if change.startswith(sign)]
    return sum(int(span[-1]) - int(span[0]) + 1 for span in spans)
