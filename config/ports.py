"""The addresses of devices: which schemes there are and whether one can be read.

Only the words are judged here, as strictly as the transports read them; whether anything answers there is
the transport's business.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePosixPath
from urllib.parse import SplitResult, parse_qsl, urlsplit

from config.problems import did_you_mean

EXAMPLES = {
    "tcp": "tcp://printer-1:9100",
    "serial": "serial:///dev/ttyUSB0?baud=9600",
    "camera": "camera://0",
    "alsa": "alsa://default",
    "folder": "folder://announcements",
}

Allowed = tuple[str, ...] | range
SERIAL: dict[str, Allowed] = {
    "baud": range(50, 4_000_001),
    "bits": ("7", "8"),
    "parity": ("N", "E", "O"),
    "stop": ("1", "2"),
    "flow": ("none", "rtscts", "xonxoff"),
}
CAMERA: dict[str, Allowed] = {name: range(1, 10_001) for name in ("fps", "width", "height")}


def port_fault(port: str) -> str | None:
    """Say what is wrong with a device's port and what to write instead, None when it can be read."""
    scheme, colon, place = port.partition("://")
    if not colon or scheme not in EXAMPLES:
        known = ", ".join(f"{name}://" for name in EXAMPLES)
        guess = did_you_mean(scheme, EXAMPLES) if colon else ""
        return f'"{port}" begins with no known way to a device{guess}; use one of {known}'
    try:
        fault = _PLACES[scheme](urlsplit(port), place)
    except ValueError:  # Brackets that do not close, or a port number that is none.
        fault = "cannot be read"
    return f'"{port}" {fault}; write it as "{EXAMPLES[scheme]}"' if fault else None


def line_of(host: str, port: str) -> str:
    """Name the line of a device that only one device can have, empty where several can share it.

    Serial lines and cameras are the computer's that they hang on; a network address is the whole hall's
    unless it is loopback. Sound cards and folders are shared.
    """
    scheme, _, place = port.partition("://")
    place = place.partition("?")[0].rstrip("/")
    if scheme == "tcp":
        return f"tcp://{place}" if not place.startswith(("127.", "localhost", "[::1]")) else f"{host} {place}"
    return f"{host} {scheme}://{place}" if scheme in ("serial", "camera") else ""


def _tcp(parts: SplitResult, place: str) -> str:
    if not parts.hostname or not parts.port:
        return "needs a host and a port number from 1 to 65535"
    if parts.path not in ("", "/") or parts.query or parts.username:
        return "says more than a host and a port number"
    return ""


def _path(parts: SplitResult, words: dict[str, Allowed]) -> str:
    path = PurePosixPath(parts.netloc + parts.path)
    if ".." in path.parts:
        return "leads out of its folder by .."
    if not str(path).strip("/.") or parts.fragment:
        return f"says no place after {parts.scheme}://"
    said: set[str] = set()
    for word, value in parse_qsl(parts.query, keep_blank_values=True):
        if word not in words:
            return f'says "{word}"{did_you_mean(word, words)}; known are {", ".join(words)}'
        if word in said:
            return f'says "{word}" twice'
        said.add(word)
        allowed = words[word]
        if isinstance(allowed, range):
            if not (value.isascii() and value.isdigit() and int(value) in allowed):
                return f"says {word}={value}, which is no number from {allowed.start} to {allowed.stop - 1}"
        elif value not in allowed:
            return f"says {word}={value}, which is none of {', '.join(allowed)}"
    return ""


def _serial(parts: SplitResult, place: str) -> str:
    return _path(parts, SERIAL)


def _camera(parts: SplitResult, place: str) -> str:
    return _path(parts, CAMERA)


def _sound(parts: SplitResult, place: str) -> str:
    if not place:
        return f"says no place after {parts.scheme}://"
    if parts.scheme == "folder" and ".." in PurePosixPath(place).parts:
        return "leads out of its folder by .."
    return ""


_PLACES: dict[str, Callable[[SplitResult, str], str]] = {
    "tcp": _tcp,
    "serial": _serial,
    "camera": _camera,
    "alsa": _sound,
    "folder": _sound,
}
