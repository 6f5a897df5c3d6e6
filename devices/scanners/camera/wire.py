"""What the camera's worker process and its transport say to each other.

The worker writes one READY when the camera delivers, then each code as a transparent frame, DLE STX … DLE
ETX with every DLE inside doubled, so that any bytes pass. It obeys the Honeywell triggers and ends when its
standard input ends. Its exit status says why it ended.
"""

from __future__ import annotations

READY = b"\x06"

LOOK = b"\x16T\x0d"
"""Start looking for codes; it looks from the start until it was told REST."""
REST = b"\x16U\x0d"
"""Stop looking: frames are thrown away undecoded."""

ENDED = 0
EXITS = {"absent": 3, "unplugged": 4, "denied": 5, "taken": 6}
"""Exit status for each fault code; 1 is a crash, 2 an argument that the worker does not know."""

_DLE, _START, _END = b"\x10", b"\x10\x02", b"\x10\x03"


def framed(code: bytes) -> bytes:
    """A code in a transparent frame (ISO 1745 and ISO 2111)."""
    return _START + code.replace(_DLE, _DLE * 2) + _END


def fault_of(status: int) -> str:
    """The fault code of a worker that ended with this exit status."""
    return next((fault for fault, exit_status in EXITS.items() if exit_status == status), "crashed")
