"""Codes out of a scanner's bytes: where one ends, and what of it the symbol really holds.

Scanners only promise "data, then a suffix", and the suffix is a setting: CR, LF, both, ETX, or silence. A
frame that begins with STX ends with ETX; one that begins with DLE STX is transparent (every DLE inside is
doubled) and carries any bytes. What is handed on is what the symbol holds, byte by byte.
"""

from __future__ import annotations

import hashlib
import re
from typing import Literal

Suffix = Literal["auto", "line", "etx", "idle"]

MAX_BYTES = 4096
"""Longest code believed; a QR code holds at most 2953 bytes."""

BROKEN_OFF_S = 1.0
"""Silence after which a frame that says its own end is taken for broken off."""

_STX, _ETX, _DLE = 0x02, 0x03, 0x10
_LINE_ENDS = b"\r\n"
_ENDS: dict[Suffix, bytes] = {
    "auto": _LINE_ENDS + bytes((_ETX,)),
    "line": _LINE_ENDS,
    "etx": bytes((_ETX,)),
    "idle": b"",
}
_AIM = re.compile(rb"\][A-Za-z][0-9A-Za-z]")


class ScanCollector:
    """Collects one scanner's bytes to codes.

    Args:
        suffix: what ends a code that did not begin with STX; ``auto`` takes CR, LF, ETX and silence. With
            ``line`` and ``etx`` silence drops the half code instead of handing it on.
        aim: whether an AIM identifier (``]Q1``) in front is taken off.
        answers: bytes by which the scanner answers triggers (ACK, NAK, ENQ), not part of any code.
        idle_s: how long a silence is.
    """

    def __init__(
        self, suffix: Suffix = "auto", *, aim: bool = True, answers: bytes = b"", idle_s: float = 0.08
    ) -> None:
        self._ends = _ENDS[suffix]
        self._silence_ends = suffix in ("auto", "idle")
        self._aim = aim
        self._answers = answers
        self._idle_s = idle_s
        self._buffer = bytearray()
        self._dropped = False
        self._heard_at = 0.0

    @property
    def deadline(self) -> float | None:
        """When ``tick`` ends the code that has begun by silence."""
        if not self._buffer:
            return None
        ends_itself = self._transparent or self._framed or not self._silence_ends
        return self._heard_at + (BROKEN_OFF_S if ends_itself else self._idle_s)

    def feed(self, data: bytes, now: float) -> list[bytes]:
        """Take bytes; return the codes that they complete."""
        codes = self.tick(now)
        for byte in data:
            if not self._buffer and byte in self._answers:
                continue
            self._buffer.append(byte)
            codes += self._ended()
        self._heard_at = now
        return codes

    def tick(self, now: float) -> list[bytes]:
        """After a silence: return the code that it ends, if any."""
        if self.deadline is None or now < self.deadline:
            return []
        whole = self._silence_ends and not self._transparent
        return self._scanned(bytes(self._buffer) if whole else b"")

    def disown(self) -> None:
        """The code that has begun is not wanted; its end is still looked for."""
        self._dropped = bool(self._buffer)

    def reset(self) -> None:
        """Forget the code that has begun: the line it came on has ended."""
        self._buffer.clear()
        self._dropped = False

    @property
    def _framed(self) -> bool:
        """Whether the frame began with STX, so that CR and LF inside belong to the code."""
        return self._buffer[:1] == bytes((_STX,)) and _ETX in self._ends

    @property
    def _transparent(self) -> bool:
        return self._buffer[:2] == bytes((_DLE, _STX))

    def _ended(self) -> list[bytes]:
        """Look at the byte that came last: whether it ends the code."""
        buffer = self._buffer
        if self._transparent:
            # An odd run of DLE in front of ETX: the last one is not half of a doubled DLE.
            if buffer[-1] == _ETX and _odd_run_of_dle(buffer[2:-1]):
                return self._scanned(bytes(buffer[2:-2]).replace(b"\x10\x10", b"\x10"), exact=True)
        elif buffer[-1] in (_ENDS["etx"] if self._framed else self._ends):
            return self._scanned(bytes(buffer[:-1]))
        if len(buffer) > 2 * MAX_BYTES:
            # Keep only the mark of the frame, to find its end.
            self._dropped = True
            del buffer[2:]
        return []

    def _scanned(self, data: bytes, *, exact: bool = False) -> list[bytes]:
        dropped = self._dropped
        self.reset()
        if not exact:
            data = data.removeprefix(bytes((_STX,))).rstrip(_LINE_ENDS)
            if self._aim and _AIM.match(data):
                data = data[3:]
        return [data] if not dropped and 0 < len(data) <= MAX_BYTES else []


def _odd_run_of_dle(data: bytearray) -> bool:
    return (len(data) - len(data.rstrip(bytes((_DLE,))))) % 2 == 1


class Repeats:
    """Tells a code apart from the same one shown a moment ago: scanners fire twice.

    It keeps a digest, never the code.
    """

    def __init__(self, within_s: float = 2.0) -> None:
        self._within_s = within_s
        self._digest = b""
        self._at = 0.0

    def again(self, data: bytes, now: float) -> bool:
        """Whether this code was accepted less than ``within_s`` ago; if not, it is accepted now."""
        digest = hashlib.blake2b(data, digest_size=16).digest()
        if digest == self._digest and now - self._at < self._within_s:
            return True
        self._digest, self._at = digest, now
        return False
