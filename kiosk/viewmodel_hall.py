"""The hall as a kiosk's home page shows it: how busy it is, which windows are open, what works here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Property, QAbstractItemModel, QObject, Signal
from PySide6.QtQml import QmlElement

from devices.link.qtmodel import RowModel
from devices.link.rows import AnyRow, DeviceRow, HallRow, WindowRow, ZoneRow
from devices.link.words import DeviceState, WindowState

QML_IMPORT_NAME = "Kiosk.Model"
QML_IMPORT_MAJOR_VERSION = 1
QML_IMPORT_MINOR_VERSION = 0

WORKS = (DeviceState.READY, DeviceState.DEGRADED)


@QmlElement
class HallNow(QObject):
    """The hall now.

    Args:
        zone: the zone in which the kiosk stands; empty for the whole hall.
    """

    changed = Signal()

    def __init__(self, zone: str = "", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._here = zone
        self._english = False
        self._hall: HallRow | None = None
        self._zone: ZoneRow | None = None
        self._devices: tuple[DeviceRow, ...] = ()
        self._highest = 0
        self._windows: RowModel[WindowRow] = RowModel(
            {
                "number": lambda row: row.number,
                "name": lambda row: row.name,
                "sort": lambda row: row.type,
                # One that drains takes nobody who comes now.
                "phase": lambda row: "draining" if row.draining else row.state.value,
                "busy": lambda row: bool(row.ticket),
                "lent": lambda row: row.lent_until is not None,
            },
            order=lambda row: row.number,
            key=lambda row: row.key,
            parent=self,
        )

    def stand_in(self, zone: str) -> None:
        """Stand in a zone; shown with the next ``show``."""
        self._here = zone

    def show(self, rows: Mapping[str, AnyRow], english: bool) -> None:
        """Show what the rows say, in one of the two languages."""
        hall = rows.get("hall")
        zone = rows.get(f"zone/{self._here}")
        self._english = english
        self._hall = hall if isinstance(hall, HallRow) else None
        self._zone = zone if isinstance(zone, ZoneRow) else None
        self._devices = tuple(row for row in rows.values() if isinstance(row, DeviceRow))
        windows = list(self._windows_here(rows.values()))
        self._highest = max((row.number for row in windows), default=0)
        self._windows.show(windows)
        self.changed.emit()

    def works(self, sort: str) -> bool:
        """Whether a device of a sort works here ("printer", "reader", "scanner"); true when none is known."""
        mine = [row for row in self._devices if row.kind.endswith(f"-{sort}")]
        return not mine or any(row.state in WORKS for row in mine)

    @property
    def here(self) -> str:
        """The zone in which the kiosk stands; empty for the whole hall."""
        return self._here

    @property
    def timezone(self) -> str:
        """IANA name of the hall's zone; empty before the hub has told."""
        return self._hall.timezone if self._hall else ""

    @property
    def items_max(self) -> int:
        """Most items on one ticket; one before the hub has told."""
        return self._hall.items_max if self._hall else 1

    def _windows_here(self, rows: Iterable[AnyRow]) -> Iterable[WindowRow]:
        for row in rows:
            # A 专职 window serves no walk-in visitor.
            if isinstance(row, WindowRow) and row.queues and self._here in ("", row.zone):
                yield row

    def _known(self) -> bool:
        return self._hall is not None

    def _name(self) -> str:
        if self._hall is None:
            return ""
        return self._hall.name_en or self._hall.name if self._english else self._hall.name

    def _zone_name(self) -> str:
        if self._zone is None:
            return ""
        return self._zone.name_en or self._zone.name if self._english else self._zone.name

    def _floor(self) -> int:
        return self._zone.floor if self._zone else 0

    def _phone(self) -> str:
        return self._hall.consult_phone if self._hall else ""

    def _waiting(self) -> int:
        return self._hall.waiting if self._hall else 0

    def _open(self) -> int:
        return self._hall.windows_open if self._hall else 0

    def _low(self) -> int:
        return self._hall.wait.low if self._hall else 0

    def _high(self) -> int:
        return self._hall.wait.high if self._hall else 0

    def _highest_number(self) -> int:
        return self._highest

    def _is_lent(self) -> bool:
        """Whether a lent window takes people; until its clerk is there it has no colour of its own."""
        return any(
            row.lent_until is not None and row.state is WindowState.OPEN and not row.draining
            for row in self._windows.rows
        )

    def _prints(self) -> bool:
        return self.works("printer")

    def _reads(self) -> bool:
        return self.works("reader")

    def _scans(self) -> bool:
        return self.works("scanner")

    def _shown_windows(self) -> QAbstractItemModel:
        return self._windows

    known = Property(bool, _known, notify=changed)
    name = Property(str, _name, notify=changed)
    zone = Property(str, _zone_name, notify=changed)
    floor = Property(int, _floor, notify=changed)
    phone = Property(str, _phone, notify=changed)
    waiting = Property(int, _waiting, notify=changed)
    open = Property(int, _open, notify=changed)
    low = Property(int, _low, notify=changed)
    high = Property(int, _high, notify=changed)
    highest = Property(int, _highest_number, notify=changed)
    lent = Property(bool, _is_lent, notify=changed)
    prints = Property(bool, _prints, notify=changed)
    reads = Property(bool, _reads, notify=changed)
    scans = Property(bool, _scans, notify=changed)
    windows = Property(QAbstractItemModel, _shown_windows, notify=changed)
