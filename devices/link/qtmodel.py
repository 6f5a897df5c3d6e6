"""A list of rows for QML that is patched, never reset: views keep their place and delegates their state."""

from __future__ import annotations

import bisect
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
        names = {self._key(row) for row in wanted}
        before = len(self._rows)
        for position in range(len(self._rows) - 1, -1, -1):
            if self._key(self._rows[position]) not in names:
                self._take_out(position)
        for row in wanted:
            self.put(row)
        if len(self._rows) != before:
            self.countChanged.emit()

    def put(self, row: T) -> None:
        """Show a row that is new or changed at its place."""
        name = self._key(row)
        for position, old in enumerate(self._rows):
            if self._key(old) == name:
                if old == row:
                    return
                if self._place(old) == self._place(row):
                    self._rows[position] = row
                    self.dataChanged.emit(self.index(position), self.index(position))
                    return
                self._take_out(position)
                break
        position = bisect.bisect_right([self._place(other) for other in self._rows], self._place(row))
        self.beginInsertRows(QModelIndex(), position, position)
        self._rows.insert(position, row)
        self.endInsertRows()

    def _place(self, row: T) -> tuple[Any, str]:
        return (self._order(row), self._key(row))

    def _take_out(self, position: int) -> None:
        self.beginRemoveRows(QModelIndex(), position, position)
        del self._rows[position]
        self.endRemoveRows()

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
