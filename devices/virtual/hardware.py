"""All the pretend hardware of a hall's file, on the very ports that the file names.

For the demo and for training: whatever the file says is plugged in, is; nothing above the line can tell.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from config.schema import Device, HallConfig
from devices.virtual.board import VirtualBoard
from devices.virtual.idcard import VirtualIdCardReader
from devices.virtual.lines import Line, PtyLine, TcpLine
from devices.virtual.printer import VirtualPrinter
from devices.virtual.scanner import VirtualScanner

PRINT_S = 0.4
"""Seconds a pretend printer takes for a ticket, as a real one would."""


@dataclass
class PretendHardware:
    """The counterparts by device id; folders that record sound need none."""

    lines: dict[str, Line] = field(default_factory=dict)
    printers: dict[str, VirtualPrinter] = field(default_factory=dict)
    readers: dict[str, VirtualIdCardReader] = field(default_factory=dict)
    scanners: dict[str, VirtualScanner] = field(default_factory=dict)
    boards: dict[str, VirtualBoard] = field(default_factory=dict)

    def start(self) -> None:
        """Plug everything in; needs the running event loop.

        Raises:
            OSError: a port of the file is taken on this machine.
        """
        for line in self.lines.values():
            line.start()

    def close(self) -> None:
        """Unplug everything."""
        for line in self.lines.values():
            line.close()


def furnish(config: HallConfig, data: Path, frames: Path) -> PretendHardware:
    """Pretend counterparts for every device of a hall that sits on a serial line or a socket.

    Args:
        config: the hall.
        data: folder below which relative ports lie.
        frames: folder for the strips' logs.
    """
    hardware = PretendHardware()
    for device in config.devices:
        line = _line(device, data)
        if line is None:
            continue
        match device.kind:
            case "escpos-printer":
                dots = 384 if device.options.get("paper") == "58" else 576
                hardware.printers[device.id] = VirtualPrinter(line, dots=dots, print_s=PRINT_S)
            case "idcard-reader":
                hardware.readers[device.id] = VirtualIdCardReader(line)
            case "serial-scanner":
                hardware.scanners[device.id] = VirtualScanner(
                    line, trigger=device.options.get("trigger", "none")
                )
            case "led-strip":
                frames.mkdir(parents=True, exist_ok=True)
                hardware.boards[device.id] = VirtualBoard(
                    line,
                    make=device.options.get("profile", "queue-strip"),
                    address=int(device.options.get("address", "1")),
                    columns=int(device.options.get("columns", "16")),
                    log=frames / f"{device.id}.txt",
                )
            case _:
                continue
        hardware.lines[device.id] = line
    return hardware


def _line(device: Device, data: Path) -> Line | None:
    parts = urlsplit(device.port)
    if parts.scheme == "tcp":
        return TcpLine(parts.hostname or "127.0.0.1", parts.port or 9100)
    if parts.scheme == "serial":
        path = data / (parts.netloc + parts.path)
        path.parent.mkdir(parents=True, exist_ok=True)
        return PtyLine(path)
    return None
