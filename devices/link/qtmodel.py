"""A list of rows for QML that is patched, never reset: views keep their place and delegates their state."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    Property,
    QAbstractListModel,
    QByteArray,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

T = TypeVar("T")
Index = QModelIndex | QPersistentModelIndex


class RowModel(QAbstractListModel, Generic[T]):
    """Rows in order, each shown through named roles.

    Args:
        roles: role name to the function that gives its value for a row.
        order: sort key of a row; equal keys keep the order of arrival by row key.
        key: unique name of a row.
    """

    countChanged = Signal()  # noqa: N815

    def __init__(
        self,
        roles: dict[str, Callable[[T], object]],
        order: Callable[[T], Any],
        key: Callable[[T], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._roles = list(roles.items())
        self._order = order
        self._key = key
        self._rows: list[T] = []

    @property
    def rows(self) -> list[T]:
        """The rows as shown, in order."""
        return list(self._rows)

    def _count(self) -> int:
        return len(self._rows)

    count = Property(int, _count, notify=countChanged)

    def show(self, rows: list[T]) -> None:
        """Show exactly these rows, changing only what differs."""
        wanted = sorted(rows, key=self._place)
        places = {self._key(row): self._place(row) for row in wanted}
        before = len(self._rows)
        self._take_out([places.get(self._key(old)) != self._place(old) for old in self._rows])
        # What is left stands in the wanted order: new rows go in between, changed ones stay where they are.
        position = 0
        while position < len(wanted):
            if position < len(self._rows) and self._key(self._rows[position]) == self._key(wanted[position]):
                self._change(position, wanted[position])
                position += 1
            else:
                position = self._put_in(position, wanted)
        if len(self._rows) != before:
            self.countChanged.emit()

    def _take_out(self, leaving: list[bool]) -> None:
        """Take rows out, those that stand together at once, the last ones first."""
        end = len(leaving)
        while end:
            start = end - 1
            if leaving[start]:
                while start and leaving[start - 1]:
                    start -= 1
                self.beginRemoveRows(QModelIndex(), start, end - 1)
                del self._rows[start:end]
                self.endRemoveRows()
            end = start

    def _put_in(self, start: int, wanted: list[T]) -> int:
        """Put in the rows that come before the next one shown; returns the position behind them."""
        following = self._key(self._rows[start]) if start < len(self._rows) else None
        end = start
        while end < len(wanted) and self._key(wanted[end]) != following:
            end += 1
        self.beginInsertRows(QModelIndex(), start, end - 1)
        self._rows[start:start] = wanted[start:end]
        self.endInsertRows()
        return end

    def _change(self, position: int, row: T) -> None:
        if self._rows[position] != row:
            self._rows[position] = row
            self.dataChanged.emit(self.index(position), self.index(position))

    def _place(self, row: T) -> tuple[Any, str]:
        return (self._order(row), self._key(row))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        """How many rows are shown."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A row's value for one role."""
        position = role - Qt.ItemDataRole.UserRole - 1
        if not index.isValid() or not 0 <= position < len(self._roles):
            return None
        return self._roles[position][1](self._rows[index.row()])

    def roleNames(self) -> dict[int, QByteArray]:  # noqa: N802
        """The roles as QML names them."""
        return {
            Qt.ItemDataRole.UserRole + 1 + n: QByteArray(name.encode())
            for n, (name, _) in enumerate(self._roles)
        }
