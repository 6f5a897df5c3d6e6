"""A device on a serial port, opened and set up by pyserial and then read by the event loop.

The port is ours alone while it is open, and no write waits for ever: pyserial is always told ``exclusive``
and ``write_timeout``, though its own blocking calls are used for nothing but opening and closing.
"""

from __future__ import annotations

import contextlib
import errno
import termios
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import serial

from devices.base import DeviceFault
from devices.transports.descriptor import DescriptorTransport

FAULTS = {
    errno.EACCES: "denied",
    errno.EPERM: "denied",
    errno.EAGAIN: "taken",
    errno.EBUSY: "taken",
}


def fault_of(error: Exception) -> DeviceFault:
    """Say why a port did not open: ``denied``, ``taken``, or ``absent`` for everything else."""
    number = error.errno if isinstance(error, OSError) else None
    return DeviceFault(FAULTS.get(number or 0, "absent"), str(error))


@dataclass(frozen=True, kw_only=True)
class SerialSettings:
    """How the two ends of a serial line agree to talk."""

    baud: int = 9600
    bits: Literal[7, 8] = 8
    parity: Literal["N", "E", "O"] = "N"
    stop: Literal[1, 2] = 1
    flow: Literal["none", "rtscts", "xonxoff"] = "none"


class SerialTransport(DescriptorTransport):
    """A serial port for one device."""

    def __init__(self, path: Path, settings: SerialSettings, *, stall_s: float = 5.0) -> None:
        """Name the port; nothing is opened yet.

        Args:
            path: the port's device file, or a stable link to it.
            settings: baud, parity and so on.
            stall_s: seconds without a byte taken after which a write gives up.
        """
        super().__init__(stall_s)
        self._path = path
        self._settings = settings
        self._port: serial.Serial | None = None

    async def open(self) -> None:
        """Open the port and forget what it received before.

        Raises:
            DeviceFault: ``absent``, ``denied`` or ``taken``.
        """
        await self.close()
        settings = self._settings
        try:
            # pyserial opens with O_NONBLOCK: a port without a carrier does not hold up the loop.
            port = serial.Serial(
                str(self._path),
                baudrate=settings.baud,
                bytesize=settings.bits,
                parity=settings.parity,
                stopbits=settings.stop,
                rtscts=settings.flow == "rtscts",
                xonxoff=settings.flow == "xonxoff",
                timeout=0,
                write_timeout=self._stall_s,
                exclusive=True,
            )
        except (OSError, termios.error, ValueError) as error:
            raise fault_of(error) from error
        self._port = port
        self._begin(port.fileno())

    async def close(self) -> None:
        """Let go of the port; what is not yet sent is dropped."""
        self._end()
        if self._port is not None:
            # Linux would wait up to 30 s in close() for a stalled device to take the rest.
            with contextlib.suppress(OSError, termios.error):
                self._port.reset_output_buffer()
            self._port.close()
            self._port = None
