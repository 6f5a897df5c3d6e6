"""A pretend second-generation ID card reader (SAM-V) that refuses what the protocol forbids.

Wrong checksum: 10. Wrong length: 11. Unknown command: 21. Selecting without finding: 81. Reading without
selecting: 41. After a card was read, finding answers 80 until the card is lifted and put back.
"""

from __future__ import annotations

import asyncio
import re

from devices.virtual.cards import Card
from devices.virtual.lines import Wire

SAM_ID = bytes.fromhex("05000100A5DC320187D61200B168DE3A")

_START = re.compile(rb"\xaa{3,}\x96\x69")
_NO_ARGUMENT = {
    (0x10, 0xFF),
    (0x11, 0xFF),
    (0x12, 0xFF),
    (0x20, 0x01),
    (0x20, 0x02),
    (0x30, 0x01),
    (0x30, 0x03),
}
_BAUD_CODES = range(5)


class VirtualIdCardReader:
    """The reader on one wire; ``put`` and ``lift`` are the visitor's hand, the attributes its bad days.

    Attributes:
        silent: answer nothing.
        garbage: bytes sent in front of every answer.
        broken: flip a bit of every answer.
        echoes: how often every answer is sent.
        late_s: seconds by which every answer comes late (needs the event loop).
        health: what is answered to everything but 90: 60 self test failed, 66 not authorised.
        fail_reads: so many of the next reads fail with 41.
        heard: the commands understood so far, as CMD and PARA.
    """

    def __init__(self, wire: Wire) -> None:
        self.silent = False
        self.garbage = b""
        self.broken = False
        self.echoes = 1
        self.late_s = 0.0
        self.health = 0x90
        self.fail_reads = 0
        self.heard: list[tuple[int, int]] = []
        self._wire = wire
        self._buffer = b""
        self._card: Card | None = None
        self._read = False
        self._found = False
        self._selected = False
        wire.on_bytes = self.receive

    def put(self, card: Card) -> None:
        """Put a card on the reader, instead of one that lies there."""
        self._card = card
        self._read = self._found = self._selected = False

    def lift(self) -> None:
        """Take the card away."""
        self._card = None
        self._read = self._found = self._selected = False

    def receive(self, data: bytes) -> None:
        """Bytes of the host."""
        self._buffer += data
        while start := _START.search(self._buffer):
            rest = self._buffer[start.end() :]
            if len(rest) < 2:
                return
            length = rest[0] * 256 + rest[1]
            if length > 64:  # the longest command has four bytes
                self._buffer = rest[2:]
                self._answer(0x11)
                continue
            if len(rest) < 2 + length:
                return
            self._buffer = rest[2 + length :]
            self._command(rest[: 2 + length])
        self._buffer = self._buffer[-8:]

    def _command(self, frame: bytes) -> None:
        checksum = 0
        for byte in frame[:-1]:
            checksum ^= byte
        if len(frame) < 5:
            self._answer(0x11)
        elif checksum != frame[-1]:
            self._answer(0x10)
        elif self.health != 0x90:
            self._answer(self.health)
        else:
            self._obey(frame[2], frame[3], frame[4:-1])

    def _obey(self, command: int, parameter: int, argument: bytes) -> None:
        self.heard.append((command, parameter))
        known = (command, parameter)
        if known in _NO_ARGUMENT and argument:
            self._answer(0x11)
        elif known in {(0x10, 0xFF), (0x11, 0xFF)}:
            self._answer(0x90)
        elif known == (0x12, 0xFF):
            self._answer(0x90, SAM_ID)
        elif known == (0x20, 0x01):
            self._find()
        elif known == (0x20, 0x02):
            self._select()
        elif known == (0x30, 0x01):
            self._read_card()
        elif known == (0x30, 0x03):
            self._answer(0x91 if self._selected else 0x41)
        else:
            self._answer(0x90 if _sets_something(command, parameter, argument) else 0x21)

    def _find(self) -> None:
        self._found = self._card is not None and not self._read
        self._selected = False
        if self._card is not None and self._found:
            self._answer(0x9F, self._card.iin)
        else:
            self._answer(0x80)

    def _select(self) -> None:
        self._selected = self._found
        self._found = False
        if self._card is not None and self._selected:
            self._answer(0x90, self._card.serial)
        else:
            self._answer(0x81)

    def _read_card(self) -> None:
        selected, self._selected = self._selected, False
        if self._card is None or not selected:
            self._answer(0x41)
        elif self.fail_reads:
            self.fail_reads -= 1
            self._answer(0x41)
        else:
            self._read = True
            self._answer(0x90, b"\x01\x00\x04\x00" + self._card.text + self._card.photo)

    def _answer(self, status: int, payload: bytes = b"") -> None:
        if self.silent:
            return
        body = b"\x00\x00" + bytes((status,)) + payload
        frame = bytearray((len(body) + 1).to_bytes(2, "big") + body)
        checksum = 0
        for byte in frame:
            checksum ^= byte
        frame.append(checksum ^ (0x40 if self.broken else 0))
        answer = (self.garbage + b"\xaa\xaa\xaa\x96\x69" + bytes(frame)) * self.echoes
        if self.late_s:
            asyncio.get_running_loop().call_later(self.late_s, self._wire.send, answer)
        else:
            self._wire.send(answer)


def _sets_something(command: int, parameter: int, argument: bytes) -> bool:
    """Whether it sets the baud rate (60 0n) or the most bytes sent over the air (61 FF nn)."""
    if command == 0x60:
        return parameter in _BAUD_CODES and not argument
    return (command, parameter) == (0x61, 0xFF) and len(argument) == 1
