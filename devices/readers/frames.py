"""Frames of ID card readers with a SAM-V module (GA 450 family), both directions.

``AA AA AA 96 69 | length (2, big endian) | body | XOR``; the length counts everything after itself, the XOR
goes over length and body. Noise between frames costs nothing but itself: the decoder hunts on.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import reduce
from operator import xor

PREAMBLE = b"\xaa\xaa\xaa\x96\x69"

MAX_LENGTH = 4096
"""Longest frame believed; the longest one a reader sends (text, photo, fingerprints) is 2321 bytes."""

_MIN_LENGTH = 4  # three status words and the checksum
_MAX_SERIAL = 16  # bytes of a card's serial number in the answer to SELECT; 8 by the protocol


class Request(bytes, Enum):
    """What the host says: CMD and PARA of the SAM-V protocol."""

    STATUS = b"\x11\xff"
    FIND = b"\x20\x01"
    SELECT = b"\x20\x02"
    READ = b"\x30\x01"


class Status:
    """SW3 of a reply: what the reader's security module says (published status table of the family)."""

    OK = 0x90
    FOUND = 0x9F
    NO_CARD = 0x80
    SELECT_FAILED = 0x81
    READ_FAILED = 0x41
    UNKNOWN_CARD = 0x40
    NO_CONTENT = 0x91
    BAD_CHECKSUM = 0x10
    BAD_LENGTH = 0x11
    SELF_TEST_FAILED = 0x60
    NOT_AUTHORISED = 0x66


_OF_THE_MODULE = {Status.SELF_TEST_FAILED, Status.NOT_AUTHORISED}
_OF_FINDING = {Status.FOUND, Status.NO_CARD}
_OF_A_FOUND_CARD = {Status.SELECT_FAILED, Status.READ_FAILED, Status.UNKNOWN_CARD, Status.NO_CONTENT}


@dataclass(frozen=True)
class Reply:
    """One answer of the reader; a payload may be somebody's card and is never shown."""

    status: int
    payload: bytes = b""

    def __repr__(self) -> str:
        """Say the status and how much was sent."""
        return f"Reply(status={self.status:#04x}, <{len(self.payload)} bytes>)"


def encode(request: Request) -> bytes:
    """The frame that carries a request to the reader."""
    body = (len(request) + 1).to_bytes(2, "big") + request
    return PREAMBLE + body + bytes((_checksum(body),))


def answers(reply: Reply, request: Request) -> bool:
    """Whether a reply can be the answer to a request; one that cannot is late, or was said twice.

    Replies do not name their request. Good ones differ in status and length, and some errors fit only one.
    """
    ok = reply.status == Status.OK
    match request:
        case Request.STATUS:
            return reply.status in _OF_THE_MODULE or (ok and not reply.payload)
        case Request.FIND:
            return not ok and reply.status not in _OF_A_FOUND_CARD
        case Request.SELECT:
            return 0 < len(reply.payload) <= _MAX_SERIAL if ok else reply.status not in _OF_FINDING
        case Request.READ:
            if ok:
                return len(reply.payload) > _MAX_SERIAL
            return reply.status not in _OF_FINDING and reply.status != Status.SELECT_FAILED


class FrameDecoder:
    """Turns a reader's bytes into replies, however they are split and whatever lies between them."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    @property
    def partial(self) -> bool:
        """Whether a frame has begun and not ended."""
        return len(self._buffer) >= len(PREAMBLE)

    def feed(self, data: bytes) -> list[Reply]:
        """Take bytes and return the replies that are now complete; broken ones are dropped."""
        self._buffer += data
        return self._drain()

    def give_up(self) -> list[Reply]:
        """Stop waiting for the rest of the frame that has begun, and look for whole ones behind its start.

        Call it when bytes have stayed away: a broken length must not swallow the next answer.
        """
        found: list[Reply] = []
        while self.partial:
            del self._buffer[0]
            found += self._drain()
        self._buffer.clear()
        return found

    def _drain(self) -> list[Reply]:
        found: list[Reply] = []
        while self._seek():
            if len(self._buffer) < len(PREAMBLE) + 2:
                break
            start = len(PREAMBLE) + 2
            length = int.from_bytes(self._buffer[len(PREAMBLE) : start], "big")
            if not _MIN_LENGTH <= length <= MAX_LENGTH:
                del self._buffer[0]
                continue
            if len(self._buffer) < start + length:
                break
            body = bytes(self._buffer[len(PREAMBLE) : start + length])
            if _checksum(body) != 0:  # the XOR over a body and its own checksum
                del self._buffer[0]
                continue
            del self._buffer[: start + length]
            found.append(Reply(body[4], body[5:-1]))
        return found

    def _seek(self) -> bool:
        """Drop what cannot be the start of a frame; whether the whole preamble is there."""
        at = self._buffer.find(PREAMBLE)
        if at >= 0:
            del self._buffer[:at]
            return True
        keep = next(
            (size for size in range(len(PREAMBLE) - 1, 0, -1) if self._buffer.endswith(PREAMBLE[:size])), 0
        )
        del self._buffer[: len(self._buffer) - keep]
        return False


def _checksum(body: bytes) -> int:
    return reduce(xor, body, 0)
