"""What every device family offers: a driver that turns work and bytes into bytes and news, without I/O.

``devices.runner`` is the only caller. It owns the transport and the clock, and keeps one promise that
drivers rely on: all ``news()`` are told, and answered, before any of ``outbox()`` is written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from devices.link.jobs import AnyNews, AnyWork


class DeviceFault(Exception):
    """A line or a device does not work; ``kind`` is a stable code such as ``unplugged`` or ``paper_out``."""

    def __init__(self, kind: str, text: str = "") -> None:
        """Remember the code and, for the technician, what was seen."""
        super().__init__(f"{kind}: {text}" if text else kind)
        self.kind = kind
        self.text = text


class BadFrame(Exception):
    """Bytes that are no frame of the protocol; the frame is dropped, the device stays."""


class Transport(Protocol):
    """A line to a device. Every call ends: with bytes, or with ``DeviceFault``."""

    async def open(self) -> None:
        """Open the line.

        Raises:
            DeviceFault: ``absent`` (nothing there), ``denied`` (no permission), ``taken`` (in use).
        """
        ...

    async def read(self) -> bytes:
        """Wait for the next bytes, at least one.

        Raises:
            DeviceFault: ``unplugged`` when the line ends.
        """
        ...

    async def write(self, data: bytes) -> None:
        """Hand all bytes to the line.

        Raises:
            DeviceFault: ``unplugged``, or ``stalled`` when the device takes no bytes in time.
        """
        ...

    async def close(self) -> None:
        """Close the line; closing twice is nothing."""
        ...


class Driver(Protocol):
    """One device's protocol. Times are seconds of a monotonic clock, given by the runner."""

    @property
    def idle(self) -> bool:
        """Whether a new job may begin."""
        ...

    @property
    def deadline(self) -> float | None:
        """When ``tick`` wants to be called, or None."""
        ...

    def connected(self, now: float) -> None:
        """The line is open (again): greet the device, ask its state."""
        ...

    def lost(self, now: float, fault: str) -> None:
        """The line ended: settle the job in hand (failed or unknown) and forget half a frame."""
        ...

    def begin(self, job: str, work: AnyWork, now: float) -> None:
        """Take a job; only when ``idle`` and connected. Work of the wrong sort fails with ``wrong_work``."""
        ...

    def revoke(self, job: str, now: float) -> None:
        """Stop waiting for a card or a code; nothing for a job that is not in hand."""
        ...

    def receive(self, data: bytes, now: float) -> None:
        """Bytes came, split anyhow."""
        ...

    def tick(self, now: float) -> None:
        """The deadline has passed."""
        ...

    def news(self) -> list[AnyNews]:
        """Take what was learned since the last call."""
        ...

    def outbox(self) -> list[bytes]:
        """Take the bytes to write since the last call, one element a frame."""
        ...


@dataclass(frozen=True, kw_only=True)
class DriverKind:
    """A row of the catalogue: how a ``kind`` of the hall's file becomes a driver."""

    kind: str
    sentence: str
    options: Mapping[str, str]
    frame_gap_s: float = 0.0
