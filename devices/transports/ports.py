"""From a port's URL in the hall's file to its transport.

A URL that says something we do not understand is refused whole: a baud rate with a typing error must not
quietly become 9600.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal, cast
from urllib.parse import SplitResult, parse_qsl, urlsplit

from devices.base import Transport
from devices.transports.serial import SerialSettings, SerialTransport
from devices.transports.tcp import TcpTransport

SCHEMES = ("tcp", "serial", "camera", "alsa", "folder")


def open_port(url: str, base: Path) -> Transport:
    """Make the transport of a port; it is opened by its user.

    Args:
        url: as in ``[[devices]] port``: ``tcp://192.0.2.7:9100``, ``serial:///dev/ttyUSB0?baud=115200``,
            ``serial://lines/printer``, ``camera://0``, ``alsa://default``, ``folder://announcements``.
        base: folder below which relative paths are.

    Raises:
        ValueError: with a sentence that says what is wrong with the URL.
    """
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise ValueError(f'the port "{url}" cannot be read: {error}') from error
    match parts.scheme:
        case "tcp":
            return _tcp(url, parts)
        case "serial":
            return _serial(url, parts, base)
        case "camera":
            # Imported only where a camera is: its libraries are large and not for every host.
            from devices.transports.camera import CameraTransport

            return CameraTransport(url, base)
        case "alsa":
            from devices.transports.sound import AlsaTransport

            return AlsaTransport(url)
        case "folder":
            from devices.transports.sound import FolderTransport

            return FolderTransport(url, base)
        case _:
            kinds = ", ".join(f"{scheme}://" for scheme in SCHEMES)
            raise ValueError(f'the port "{url}" begins with none of {kinds}')


def _tcp(url: str, parts: SplitResult) -> TcpTransport:
    try:
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise ValueError(f'the port "{url}" has a bad number behind the colon: {error}') from error
    if not host or not port or parts.path not in ("", "/") or parts.query or parts.username:
        raise ValueError(f'the port "{url}" is not like tcp://host:9100')
    return TcpTransport(host, port)


def _serial(url: str, parts: SplitResult, base: Path) -> SerialTransport:
    path = Path(parts.netloc + parts.path)
    if str(path) in ("", ".", "/") or ".." in path.parts or parts.fragment:
        raise ValueError(f'the port "{url}" is not like serial:///dev/ttyUSB0 or serial://lines/printer')
    return SerialTransport(base / path, serial_settings(url, parts.query))


def serial_settings(url: str, query: str) -> SerialSettings:
    """Read ``baud``, ``bits``, ``parity``, ``stop`` and ``flow`` of a serial port's URL.

    Raises:
        ValueError: a word is unknown, said twice, or has a value that a serial port cannot have.
    """
    chosen = {"baud": "9600", "bits": "8", "parity": "N", "stop": "1", "flow": "none"}
    allowed = {
        "bits": ("7", "8"),
        "parity": ("N", "E", "O"),
        "stop": ("1", "2"),
        "flow": ("none", "rtscts", "xonxoff"),
    }
    said: set[str] = set()
    for word, value in parse_qsl(query, keep_blank_values=True):
        if word not in chosen:
            raise ValueError(f'the port "{url}" says "{word}"; known are {", ".join(chosen)}')
        if word in said:
            raise ValueError(f'the port "{url}" says "{word}" twice')
        if word in allowed and value not in allowed[word]:
            raise ValueError(f'the port "{url}" says {word}={value}; it may be {" or ".join(allowed[word])}')
        said.add(word)
        chosen[word] = value
    baud = chosen["baud"]
    if not (baud.isascii() and baud.isdigit() and 50 <= int(baud) <= 4_000_000):
        raise ValueError(f'the port "{url}" says baud={baud}; it must be a number such as 9600')
    return SerialSettings(
        baud=int(baud),
        bits=cast(Literal[7, 8], int(chosen["bits"])),
        parity=cast(Literal["N", "E", "O"], chosen["parity"]),
        stop=cast(Literal[1, 2], int(chosen["stop"])),
        flow=cast(Literal["none", "rtscts", "xonxoff"], chosen["flow"]),
    )
