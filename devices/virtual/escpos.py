"""The pretend ticket printer's ear: a byte stream as the ESC/POS commands that the manual defines.

It is stricter than most printers: what the manual does not define, or forbids, is a command with a
``fault``. How the bytes were split does not matter. (Epson, ESC/POS Command Reference; GB 18030 models.)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

ESC, GS, FS, DLE = 0x1B, 0x1D, 0x1C, 0x10

Check = Callable[[bytes], bool]


def _among(*values: int) -> Check:
    return lambda parameters: parameters[0] in values


def _any(_: bytes) -> bool:
    return True


def _sizes(parameters: bytes) -> bool:
    """Bits 3 and 7 of ``GS !`` are not defined."""
    return not parameters[0] & 0x88


FIXED: dict[bytes, tuple[str, int, Check]] = {
    b"\x1b@": ("ESC @", 0, _any),
    b"\x1b2": ("ESC 2", 0, _any),
    b"\x1b3": ("ESC 3", 1, _any),
    b"\x1bE": ("ESC E", 1, _any),
    b"\x1bJ": ("ESC J", 1, _any),
    b"\x1bM": ("ESC M", 1, _among(0, 1, 48, 49)),
    b"\x1ba": ("ESC a", 1, _among(0, 1, 2, 48, 49, 50)),
    b"\x1bd": ("ESC d", 1, _any),
    b"\x1b-": ("ESC -", 1, _among(0, 1, 2, 48, 49, 50)),
    b"\x1d!": ("GS !", 1, _sizes),
    b"\x1dB": ("GS B", 1, _any),
    b"\x1da": ("GS a", 1, _any),
    b"\x1dr": ("GS r", 1, _among(1, 2, 49, 50)),
    b"\x1dI": ("GS I", 1, _any),
    b"\x1c&": ("FS &", 0, _any),
    b"\x1c.": ("FS .", 0, _any),
    b"\x10\x04": ("DLE EOT", 1, _among(1, 2, 3, 4)),
}
"""Commands of fixed length: name, number of parameter bytes, which values are allowed."""


@dataclass(frozen=True)
class Command:
    """One command, or one character.

    Attributes:
        name: as the manual writes it; ``char`` for a character, ``?`` for what is no command.
        raw: all its bytes.
        parameters: the bytes behind the name.
        fault: what the manual has against it, or empty.
    """

    name: str
    raw: bytes
    parameters: bytes = b""
    fault: str = ""


class CommandParser:
    """Cuts a byte stream into commands."""

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._kanji = False

    @property
    def waiting(self) -> int:
        """How many bytes of an unfinished command are held."""
        return len(self._buffer)

    def reset(self) -> None:
        """Forget everything, as without power."""
        self._buffer.clear()
        self._kanji = False

    def feed(self, data: bytes) -> list[Command]:
        """Take bytes and return the commands they complete."""
        self._buffer += data
        commands = []
        while self._buffer:
            command = self._next(bytes(self._buffer[:8]))
            if command is None:
                break
            del self._buffer[: len(command.raw)]
            if command.name in ("FS &", "FS .", "ESC @"):
                self._kanji = command.name == "FS &"
            commands.append(command)
        return commands

    def _next(self, head: bytes) -> Command | None:
        first = head[0]
        if first in (ESC, GS, FS, DLE):
            return None if len(head) < 2 else self._escape(head)
        if first >= 0x80:
            return self._wide(head)
        if first >= 0x20:
            return Command("char", head[:1], head[:1])
        if first == 0x0A:
            return Command("LF", head[:1])
        return Command("?", head[:1], fault=f"control character {first:02X}")

    def _wide(self, head: bytes) -> Command | None:
        """A character of two bytes, or of GB 18030's four."""
        if not self._kanji:
            return Command("char", head[:1], head[:1], "Chinese text outside kanji mode")
        if len(head) < 2:
            return None
        if 0x30 <= head[1] <= 0x39:
            fault = "a four-byte character, which the font does not have"
            return None if len(head) < 4 else Command("char", head[:4], head[:4], fault)
        good = 0x81 <= head[0] <= 0xFE and 0x40 <= head[1] <= 0xFE and head[1] != 0x7F
        fault = "" if good else "no character of GB 18030"
        return Command("char", head[:2], head[:2], fault) if good else Command("?", head[:1], fault=fault)

    def _escape(self, head: bytes) -> Command | None:
        known = FIXED.get(head[:2])
        if known is not None:
            name, count, check = known
            if len(head) < 2 + count:
                return None
            parameters = head[2 : 2 + count]
            fault = "" if check(parameters) else f"{name} with {parameters.hex(' ')}"
            return Command(name, head[: 2 + count], parameters, fault)
        match head[:2]:
            case b"\x1dV":
                return _cut(head)
            case b"\x1dv":
                return self._raster(head)
            case b"\x1d(":
                return self._counted(head)
            case _:
                return Command("?", head[:2], fault=f"unknown command {head[:2].hex(' ')}")

    def _raster(self, head: bytes) -> Command | None:
        """``GS v 0 m xL xH yL yH`` and x times y bytes."""
        if len(head) < 8:
            return None
        size = int.from_bytes(head[4:6], "little") * int.from_bytes(head[6:8], "little")
        if len(self._buffer) < 8 + size:
            return None
        raw = bytes(self._buffer[: 8 + size])
        fault = _hidden(raw[8:])
        if head[2] != 0x30 or head[3] not in (0, 1, 2, 3, 48, 49, 50, 51) or not size:
            fault = f"GS v with {head[2:].hex(' ')}"
        return Command("GS v 0", raw, raw[3:], fault)

    def _counted(self, head: bytes) -> Command | None:
        """``GS ( X pL pH`` and p bytes."""
        if len(head) < 5:
            return None
        length = 5 + int.from_bytes(head[3:5], "little")
        if len(self._buffer) < length:
            return None
        raw = bytes(self._buffer[:length])
        name = f"GS ( {chr(head[2])}"
        checks = {"GS ( k": _code_fault, "GS ( H": _answer_fault}
        if name not in checks:
            return Command("?", raw, fault=f"unknown command {name}")
        return Command(name, raw, raw[5:], checks[name](raw[5:]) or _hidden(raw[5:]))


def _cut(head: bytes) -> Command | None:
    if len(head) < 3:
        return None
    if head[2] in (0, 1, 48, 49):
        return Command("GS V", head[:3], head[2:3])
    if head[2] in (65, 66):
        return None if len(head) < 4 else Command("GS V", head[:4], head[2:4])
    return Command("?", head[:3], fault=f"GS V with {head[2]:02x}")


def _code_fault(parameters: bytes) -> str:
    """``GS ( k``, QR codes: functions 65, 67, 69, 80, 81 with code type 49."""
    if len(parameters) < 3 or parameters[0] != 49:
        return "GS ( k for something that is no QR code"
    function, rest = parameters[1], parameters[2:]
    good = {
        65: len(rest) == 2 and rest[0] in (49, 50) and rest[1] == 0,
        67: len(rest) == 1 and 1 <= rest[0] <= 16,
        69: len(rest) == 1 and rest[0] in (48, 49, 50, 51),
        80: 2 <= len(rest) <= 7090 and rest[0] == 48,
        81: rest == b"0",
    }
    return "" if good.get(function) else f"GS ( k function {function} with {rest[:8].hex(' ')}"


def _answer_fault(parameters: bytes) -> str:
    """``GS ( H`` function 48: m = 48 and four characters 20 to 7E."""
    good = len(parameters) == 6 and parameters[:2] == b"00" and all(0x20 <= d <= 0x7E for d in parameters[2:])
    return "" if good else f"GS ( H with {parameters.hex(' ')}"


def _hidden(data: bytes) -> str:
    """Say when data hold what a printer would obey at once, in the middle of it."""
    for code, allowed in ((b"\x10\x04", range(1, 9)), (b"\x10\x05", range(3)), (b"\x10\x14", range(1, 9))):
        at = data.find(code)
        while at >= 0:
            if at + 2 < len(data) and data[at + 2] in allowed:
                return "a real-time command inside data"
            at = data.find(code, at + 1)
    return ""
