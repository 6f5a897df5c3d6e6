"""How a printer proves that something is on paper: by an echo, or by an answer that waits its turn.

``GS ( H`` function 48 echoes an id once everything before it is printed. Where that is not understood,
``GS r 1`` behind the cut is answered in order with the print data. Either may come late, for a ticket that
nobody waits for any more: the echo names its job, and of the other the order tells whose it is.
"""

from __future__ import annotations

import zlib
from collections import deque
from typing import Literal

Confirm = Literal["auto", "process_id", "gs_r"]

PROCESS_ID = b"\x1d\x28\x48\x06\x00\x30\x30"
FENCE = b"\x1d\x72\x01"
INIT = b"\x1b\x40"
PROBE = "probe"
"""Stands for no job: the question whether the printer knows ``GS ( H``."""

PROBE_S = 2.0
DRAIN_S = 5.0
"""How long a printer that can print may take to answer what an earlier ticket asked."""


def ident_of(job: str) -> bytes:
    """Return four characters 20 to 7E that name a job; another job has the same once in 80 million."""
    number = zlib.crc32(job.encode())
    characters = bytearray()
    for _ in range(4):
        number, digit = divmod(number, 95)
        characters.append(0x20 + digit)
    return bytes(characters)


class Proofs:
    """Which proof this printer gives, and which ones are still awaited on this line."""

    def __init__(self, confirm: Confirm) -> None:
        """Choose the proof, or ``auto`` to ask the printer."""
        self._chosen = confirm
        self._fences: deque[str] = deque()
        self._probe_until: float | None = None
        self._drain_until: float | None = None

    @property
    def deadline(self) -> float | None:
        """When ``settled`` may answer otherwise, or None."""
        return self._drain_until if self._probe_until is None else self._probe_until

    @property
    def unknown(self) -> bool:
        """Whether the printer has not shown yet which proof it gives."""
        return self._chosen == "auto"

    def probe(self, now: float) -> bytes:
        """Ask which proof it gives, without leaving a trace on the paper.

        A printer that does not know ``GS ( H`` may take its letters for text: ``ESC @`` clears them.
        """
        self._probe_until = now + PROBE_S
        self._fences.append(PROBE)
        return INIT + PROCESS_ID + ident_of(PROBE) + FENCE + INIT

    def settled(self, now: float) -> bool:
        """Whether nothing of before stands between the printer and a new ticket.

        Answers that do not come from a printer that could give them are lost, and given up after a while.
        """
        if self._probe_until is not None:
            if now < self._probe_until:
                return False
            self._probe_until = None
        if self._fences:
            if self._drain_until is None:
                self._drain_until = now + DRAIN_S
            if now < self._drain_until:
                return False
            self._fences.clear()
        self._drain_until = None
        return True

    def demand(self, job: str) -> bytes:
        """Return the bytes that go behind the cut."""
        if self._chosen == "process_id":
            return PROCESS_ID + ident_of(job)
        self._fences.append(job)
        return FENCE

    @property
    def fences(self) -> int:
        """How many fences are not answered."""
        return len(self._fences)

    def fence_answered(self) -> str:
        """Take the answer to the oldest fence; return the job that it proves, if any."""
        owner = self._fences.popleft()
        if owner == PROBE:
            self._probe_until = None
            if self._chosen == "auto":
                self._chosen = "gs_r"
            return ""
        return owner

    def echoed(self, ident: bytes, job: str) -> str:
        """Take an echo; return ``job`` if it is the one."""
        if ident == ident_of(PROBE):
            if self._chosen == "auto":
                self._chosen = "process_id"
            return ""
        return job if ident == ident_of(job) else ""

    def pause(self) -> None:
        """Start the wait for old answers anew at the next ``settled``: the printer cannot give them now."""
        self._drain_until = None

    def forget(self) -> None:
        """Await nothing any more: the printer has lost what it had, or this is another line."""
        self._fences.clear()
        self._probe_until = self._drain_until = None
