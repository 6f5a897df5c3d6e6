"""Devices and their health."""

from __future__ import annotations

from datetime import datetime

from devices.link.rows.base import Row
from devices.link.words import DeviceState


class DeviceRow(Row, frozen=True, kw_only=True, tag="device"):
    """A device and its health."""

    id: str
    kind: str
    host: str
    state: DeviceState
    serves: str = ""
    fault: str = ""
    since: datetime | None = None

    @property
    def key(self) -> str:
        """By device id."""
        return f"device/{self.id}"


HealthRow = DeviceRow
