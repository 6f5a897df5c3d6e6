"""A paper's way into the printer: never more of it under way than the smallest buffer holds.

A printer that runs out of paper stops taking bytes once its buffer is full, and a line that takes none looks
broken. So the next piece of a long paper waits until the printer has proved an earlier one; what is never
sent then, is known.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from devices.printers.proof import Proofs

BUFFER_BYTES = 4000
"""Printers hold 4 KB or more; a little of it is for questions of the state."""


class Delivery:
    """The pieces of one paper, those that wait and those that are not proved yet."""

    def __init__(self, job: str, pieces: Sequence[bytes]) -> None:
        """Send nothing yet; the last piece's proof is the job's own."""
        self._job = job
        self._waiting = deque(pieces)
        self._flying: deque[tuple[str, int]] = deque()

    @property
    def size(self) -> int:
        """How many bytes wait to be sent."""
        return sum(len(piece) for piece in self._waiting)

    @property
    def torn(self) -> bool:
        """Whether the printer does not have the whole paper."""
        return bool(self._waiting)

    @property
    def done(self) -> bool:
        """Whether the last piece is proved."""
        return not self._waiting and not self._flying

    @property
    def awaited(self) -> str:
        """The name of the piece whose proof comes next, or empty."""
        return self._flying[0][0] if self._flying else ""

    def in_one(self) -> None:
        """Put all pieces together, for a printer that proves nothing: only the line can hold it back."""
        self._waiting = deque([b"".join(self._waiting)])

    def after(self, ahead: bytes) -> None:
        """Put bytes in front of the first piece."""
        self._waiting[0] = ahead + self._waiting[0]

    def send(self, proofs: Proofs) -> list[bytes]:
        """Take the pieces that the printer has room for, each with the demand for its proof."""
        frames: list[bytes] = []
        while self._waiting and (not self._flying or self._fits(self._waiting[0])):
            piece = self._waiting.popleft()
            name = f"{self._job}/{len(self._waiting)}" if self._waiting else self._job
            self._flying.append((name, len(piece)))
            frames.append(piece + proofs.demand(name))
        return frames

    def proved(self, name: str) -> bool:
        """Take a proof; returns whether it was the one that is awaited."""
        if not name or name != self.awaited:
            return False
        self._flying.popleft()
        return True

    def _fits(self, piece: bytes) -> bool:
        return sum(size for _, size in self._flying) + len(piece) <= BUFFER_BYTES
