"""Which kind of device is which driver: the one table that knows them all.

Drivers are imported when one is made, so that a host loads only what is plugged into it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from config.schema import Device, HallConfig
from devices.base import Driver, DriverKind, Transport
from devices.runner import DeviceRunner, Sink
from devices.transports.ports import open_port


def runner(config: HallConfig, device: Device, folder: Path, data: Path, sink: Sink) -> DeviceRunner:
    """The runner of a device of the hall's file.

    Args:
        config: the hall.
        device: one of its devices.
        folder: the hall's folder, for its clips.
        data: folder below which relative ports lie.
        sink: who is told what the device says.

    Raises:
        ValueError: kind, port or options are wrong; says what and what to do.
    """
    make = DRIVERS.get(device.kind)
    if make is None:
        raise ValueError(f"device {device.id}: kind {device.kind!r} is none of {', '.join(sorted(DRIVERS))}")
    try:
        transport: Transport = open_port(device.port, data)
        driver, gap_s = make(config, device, folder)
    except ValueError as error:
        raise ValueError(f"device {device.id}: {error}") from error
    return DeviceRunner(device.id, driver, transport, sink, frame_gap_s=gap_s)


def wrong_options(config: HallConfig, folder: Path) -> list[str]:
    """Every device of the hall's file that its driver would not take, as lines of a check.

    Args:
        config: the hall.
        folder: the hall's folder, for its clips.
    """
    found = []
    for n, device in enumerate(config.devices):
        try:
            DRIVERS[device.kind](config, device, folder)
        except ValueError as error:
            found.append(f"hall.toml: devices[{n}].options ({device.id}): {error}")
    return found


def _printer(config: HallConfig, device: Device, folder: Path) -> tuple[Driver, float]:
    from devices.printers.driver import EscPosPrinter

    return EscPosPrinter(device.options), 0.0


def _card_reader(config: HallConfig, device: Device, folder: Path) -> tuple[Driver, float]:
    from devices.readers.driver import IDCARD_READER, IdCardReader

    _check_options(device, IDCARD_READER)
    return IdCardReader(device.options), 0.0


def _scanner(config: HallConfig, device: Device, folder: Path) -> tuple[Driver, float]:
    from devices.scanners.driver import CAMERA_SCANNER, SERIAL_SCANNER, CodeScanner

    _check_options(device, CAMERA_SCANNER if device.kind == CAMERA_SCANNER.kind else SERIAL_SCANNER)
    return CodeScanner(device.options), 0.0


def _strip(config: HallConfig, device: Device, folder: Path) -> tuple[Driver, float]:
    from devices.boards.driver import StripDriver
    from devices.boards.strip import strip

    made = strip(device.options)
    return StripDriver(made), made.profile.gap_s


def _speaker(config: HallConfig, device: Device, folder: Path) -> tuple[Driver, float]:
    from devices.speakers.clips import SHIPPED, load_clips
    from devices.speakers.driver import SPEAKER, SpeakerDriver

    _check_options(device, SPEAKER)
    clips = folder / config.voice.clips if config.voice.clips else SHIPPED
    return SpeakerDriver(load_clips(clips)), 0.0


def _check_options(device: Device, kind: DriverKind) -> None:
    unknown = sorted(device.options.keys() - kind.options.keys())
    if unknown:
        known = ", ".join(kind.options) or "none"
        raise ValueError(f"unknown option {unknown[0]!r}; known are {known}")


DRIVERS: dict[str, Callable[[HallConfig, Device, Path], tuple[Driver, float]]] = {
    "escpos-printer": _printer,
    "idcard-reader": _card_reader,
    "serial-scanner": _scanner,
    "camera-scanner": _scanner,
    "led-strip": _strip,
    "speaker": _speaker,
}
