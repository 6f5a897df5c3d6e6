"""What a ticket printer says, out of the bytes it sends: nothing is taken for what it is not.

One line carries four sorts of answers, mixed: DLE EOT (at once), ASB (unasked, on change), GS r and
GS ( H (in order with the print data). Their bits tell the sorts apart; within DLE EOT and GS r only the order
of the questions does. So an answer that nobody asked for is noise, never the answer to the next question.
Layouts: Epson, ESC/POS Command Reference, DLE EOT, GS a, GS r, GS ( H.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

FRAME_GAP_S = 1.0
"""A frame whose bytes come further apart than this is none; at 9600 baud they come 1 ms apart."""

LONGEST_BLOCK = 128


@dataclass(frozen=True, kw_only=True)
class Status:
    """What one status message says of the printer; None where it says nothing."""

    offline: bool | None = None
    cover_open: bool | None = None
    paper_out: bool | None = None
    paper_low: bool | None = None
    cutter: bool | None = None
    error: bool | None = None


@dataclass(frozen=True)
class RealTime:
    """The answer to ``DLE EOT n``."""

    n: int
    status: Status


@dataclass(frozen=True)
class Automatic:
    """An ASB message: the whole state, sent because something changed."""

    status: Status


@dataclass(frozen=True)
class Queued:
    """The answer to ``GS r 1``: everything sent before it has been processed."""

    status: Status


@dataclass(frozen=True)
class Echo:
    """The answer to ``GS ( H`` function 48: everything sent before it has been printed."""

    ident: bytes


@dataclass(frozen=True)
class Flow:
    """XON or XOFF."""

    go: bool


@dataclass(frozen=True)
class Noise:
    """Bytes that are no answer, or an answer to nothing."""

    data: bytes


Fact = RealTime | Automatic | Queued | Echo | Flow | Noise


def real_time(n: int, byte: int) -> Status:
    """Read the answer byte to ``DLE EOT n``; n is 1 to 4."""
    match n:
        case 1:
            return Status(offline=bool(byte & 0x08))
        case 2:
            # 0x20 is "stopped by paper end"; when it is clear there may still be no paper, n=4 says that.
            return Status(
                cover_open=bool(byte & 0x04), paper_out=bool(byte & 0x20) or None, error=bool(byte & 0x40)
            )
        case 3:
            return Status(cutter=bool(byte & 0x08), error=bool(byte & 0x6C))
        case _:
            return Status(paper_low=bool(byte & 0x0C), paper_out=bool(byte & 0x60))


def automatic(frame: bytes) -> Status:
    """Read the four bytes of an ASB message."""
    first, second, third = frame[0], frame[1], frame[2]
    return Status(
        offline=bool(first & 0x08),
        cover_open=bool(first & 0x20),
        cutter=bool(second & 0x08),
        error=bool(second & 0x6C),
        paper_low=bool(third & 0x03),
        paper_out=bool(third & 0x0C),
    )


def is_queued(byte: int) -> bool:
    """Whether a byte can be the answer to ``GS r 1``.

    Both bits of each paper sensor are equal and no other bit is set, which refuses all text and CR, LF.
    """
    return byte in (0x00, 0x03, 0x0C, 0x0F)


class StatusDecoder:
    """Turns a printer's bytes into facts, however they are split.

    The driver says what it asks (``asked_real_time``, ``await_queued``) before the question is sent.
    """

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._heard_at = 0.0
        self._real_time: deque[int] = deque()
        self._queued = 0

    def asked_real_time(self, n: int) -> None:
        """Expect one more answer to ``DLE EOT n``."""
        self._real_time.append(n)

    def await_queued(self, count: int) -> None:
        """Expect so many answers to ``GS r 1``, and take any further for noise."""
        self._queued = count

    def forget_real_time(self) -> None:
        """Expect no answer to a ``DLE EOT`` any more: the printer is silent."""
        self._real_time.clear()

    def reset(self) -> None:
        """Begin anew with a new line."""
        self._buffer.clear()
        self._real_time.clear()
        self._queued = 0

    def feed(self, data: bytes, now: float) -> list[Fact]:
        """Take bytes and return the facts they complete.

        Args:
            data: as they came, split anyhow.
            now: seconds; half a frame from more than ``FRAME_GAP_S`` ago is given up as noise.
        """
        facts: list[Fact] = []
        if self._buffer and now - self._heard_at > FRAME_GAP_S:
            facts.append(Noise(bytes(self._buffer)))
            self._buffer.clear()
        self._heard_at = now
        self._buffer += data
        while self._buffer:
            taken = self._next()
            if taken is None:
                break
            length, fact = taken
            facts.append(fact)
            del self._buffer[:length]
        return facts

    def _next(self) -> tuple[int, Fact] | None:
        """Return the length and the fact of the frame in front, or None while it is incomplete."""
        first = self._buffer[0]
        if first in (0x11, 0x13):
            return 1, Flow(first == 0x11)
        if first & 0x93 == 0x12:
            return 1, self._answer_real_time(first)
        if first & 0x93 == 0x10:
            return self._automatic()
        if first in (0x35, 0x37, 0x3B, 0x3D, 0x5F):
            return self._block()
        return 1, self._answer_queued(first)

    def _automatic(self) -> tuple[int, Fact] | None:
        """Take an ASB message, or drop its first byte when the next ones cannot belong to it."""
        # The other three bytes have bits 4 and 7 clear, so no other answer can pass for them but GS r's.
        for index in range(1, min(4, len(self._buffer))):
            if self._buffer[index] & 0x90:
                return 1, Noise(bytes(self._buffer[:1]))
        if len(self._buffer) < 4:
            return None
        return 4, Automatic(automatic(bytes(self._buffer[:4])))

    def _block(self) -> tuple[int, Fact] | None:
        """Take a block: it ends with NUL; the echo of a process id is ``37 22``, four bytes, NUL."""
        end = self._buffer.find(0, 0, LONGEST_BLOCK)
        if end < 0:
            return None if len(self._buffer) < LONGEST_BLOCK else (1, Noise(bytes(self._buffer[:1])))
        block = bytes(self._buffer[: end + 1])
        if block[:2] == b"\x37\x22" and len(block) == 7:
            return 7, Echo(block[2:6])
        return end + 1, Noise(block)

    def _answer_real_time(self, byte: int) -> Fact:
        if not self._real_time:
            return Noise(bytes((byte,)))
        n = self._real_time.popleft()
        return RealTime(n, real_time(n, byte))

    def _answer_queued(self, byte: int) -> Fact:
        if not self._queued or not is_queued(byte):
            return Noise(bytes((byte,)))
        self._queued -= 1
        return Queued(Status(paper_low=bool(byte & 0x03), paper_out=bool(byte & 0x0C)))
