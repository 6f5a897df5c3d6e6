"""What one make of text strip wants to hear, as data: a new make is a new ``StripProfile``, not new code.

Every frame has the same bones, each of them optional:
``prefix | length | address | opcode | settings | what it carries | checksum | suffix``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import Literal


def sum8(data: bytes) -> bytes:
    """Sum of all bytes, lowest eight bits."""
    return bytes([sum(data) & 0xFF])


def xor8(data: bytes) -> bytes:
    """Exclusive or of all bytes."""
    value = 0
    for byte in data:
        value ^= byte
    return bytes([value])


def crc16_arc(data: bytes) -> bytes:
    """CRC-16/ARC (polynomial 8005 reflected, start 0), low byte first."""
    value = 0
    for byte in data:
        value ^= byte
        for _ in range(8):
            value = value >> 1 ^ (0xA001 if value & 1 else 0)
    return value.to_bytes(2, "little")


class Checksum(Enum):
    """Which checksum stands behind what a frame carries, over everything between prefix and checksum."""

    NONE = "none"
    SUM8 = "sum8"
    XOR8 = "xor8"
    CRC16_ARC = "crc16-arc"

    def of(self, data: bytes) -> bytes:
        """The checksum's bytes."""
        return _CHECKSUMS[self](data)


_CHECKSUMS: Mapping[Checksum, Callable[[bytes], bytes]] = {
    Checksum.NONE: lambda _: b"",
    Checksum.SUM8: sum8,
    Checksum.XOR8: xor8,
    Checksum.CRC16_ARC: crc16_arc,
}


@dataclass(frozen=True, kw_only=True)
class Length:
    """A field of ``width`` bytes, high byte first, that counts all bytes behind it.

    ``fixed`` stands there instead when a maker counts otherwise.
    """

    width: int = 1
    fixed: int | None = None


@dataclass(frozen=True, kw_only=True)
class Address:
    """How a strip's number stands in a frame: ``width`` bytes, or as many decimal digits."""

    width: int = 1
    base: Literal["binary", "decimal"] = "binary"

    @property
    def highest(self) -> int:
        """The highest address that has room."""
        return (1 << 8 * self.width) - 1 if self.base == "binary" else int("9" * self.width)


class Carries(Enum):
    """What a frame brings to the strip."""

    NOTHING = "nothing"
    TEXT = "text"
    TEXT_LENGTH = "text_length"


@dataclass(frozen=True, kw_only=True)
class FrameShape:
    """One frame. ``settings`` is ASCII with the fields columns, pixels, colour and effect in braces."""

    prefix: bytes
    address: Address
    length: Length | None = None
    opcode: bytes = b""
    settings: str = ""
    carries: Carries = Carries.TEXT
    pad_to_columns: bool = False
    checksum: Checksum = Checksum.NONE
    suffix: bytes = b""


@dataclass(frozen=True, kw_only=True)
class StripProfile:
    """One make of strip.

    Attributes:
        name: as the hall's file names it.
        encoding: Python's name of the code page; one byte is one column, two bytes are two.
        show: frames that put a text on the strip, in order.
        clear: frames that empty it; without them a blank is shown.
        columns: half-width characters that the strip is wide unless the hall says otherwise.
        longest: bytes of text that a frame may carry.
        scrolls: whether the strip can move a text that is wider than it is.
        reserved: ASCII signs that mean something in the protocol; a text has them in full width instead.
        effects: code for a text that fits, and for one that has to move.
        acknowledges: what the strip answers to a good frame, or None when it is mute.
        gap_s: silence the strip needs between two frames, in seconds.
    """

    name: str
    encoding: str
    show: tuple[FrameShape, ...]
    clear: tuple[FrameShape, ...] = ()
    columns: int
    longest: int
    scrolls: bool = False
    reserved: str = ""
    effects: tuple[str, str] = ("", "")
    acknowledges: re.Pattern[bytes] | None = None
    gap_s: float


_ADDRESS_BYTE = Address(width=1)

QUEUE_STRIP = StripProfile(
    name="queue-strip",
    encoding="gbk",
    show=(
        FrameShape(
            prefix=b"\xaa\x55", length=Length(), address=_ADDRESS_BYTE, opcode=b"\xf8\x21\x00", suffix=b"\x00"
        ),
        FrameShape(
            prefix=b"\xaa\x55",
            # Four, though five bytes follow: the last one is not counted in this frame.
            length=Length(fixed=4),
            address=_ADDRESS_BYTE,
            opcode=b"\xf8\x51",
            carries=Carries.TEXT_LENGTH,
            suffix=b"\x00",
        ),
    ),
    columns=16,
    longest=250,  # LEN is one byte and counts address, opcode and the final zero too
    gap_s=0.05,
)
"""Window strips of Chinese queue systems (永泰新欣 style): two frames, no checksum, no answer."""

_EQ_CARD = Address(width=3, base="decimal")

EQ2013 = StripProfile(
    name="eq2013",
    encoding="gb2312",
    show=(
        FrameShape(
            prefix=b"!#",
            address=_EQ_CARD,
            # Area 1 over the whole strip, 16 px high; speed 10, hold 0; 16 px font, left, in the middle.
            settings="%ZD00%ZI01%ZC00000000{pixels:04d}0016%ZA{effect}%ZS10%ZH0000%F16%AH1%AV2%C{colour}",
            suffix=b"$$",
        ),
    ),
    clear=(
        FrameShape(prefix=b"!#", address=_EQ_CARD, opcode=b"%ZD00", carries=Carries.NOTHING, suffix=b"$$"),
    ),
    columns=16,
    longest=200,
    scrolls=True,
    reserved="!#$%",
    effects=("01", "49"),  # 01 at once, 49 moving left without end
    acknowledges=re.compile(rb"##[FK]OK\$\$\$"),
    gap_s=0.05,
)
"""EQ 诣阔 EQ2013 font cards: one ASCII frame, answered with ##FOK$$$ or ##KOK$$$."""

PROFILES: Mapping[str, StripProfile] = MappingProxyType({each.name: each for each in (QUEUE_STRIP, EQ2013)})
