"""The two makes of LED strip that ``devices.virtual.board`` can be, each reading its protocol strictly.

Every sequence of bytes comes out as a frame that was taken or a frame that was refused; none is skipped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Protocol

EQ_FRAME_MAX = 1024


@dataclass(frozen=True, kw_only=True)
class Frame:
    """A frame that the strip took or refused.

    Attributes:
        at_s: seconds since the strip was made.
        raw: its bytes.
        said: what it means, or why it was refused.
        refused: whether it was.
        shows: the text that stands on the strip from now on; None when the frame changes nothing.
        colour: of that text.
        answer: bytes the strip sends back.
    """

    at_s: float = 0.0
    raw: bytes
    said: str
    refused: bool = False
    shows: str | None = None
    colour: str = "red"
    answer: bytes = b""

    def __str__(self) -> str:
        """One line of the log: when, the bytes, what they say."""
        return f"{self.at_s:9.3f} s  {self.raw.hex(' ').upper()}  {self.said}"


class Refusal(Exception):
    """Why a frame is against the protocol."""


class Make(Protocol):
    """One make's protocol: bytes to frames, however they are split."""

    def feed(self, data: bytes) -> Iterator[Frame]:
        """Frames that these bytes complete."""
        ...


class QueueStrip:
    """``AA 55 LEN ADDR F8 21 00 text 00`` loads a text, ``AA 55 04 ADDR F8 51 length 00`` shows it.

    LEN counts all bytes behind it, but in the second frame not the last one.
    """

    def __init__(self, address: int, columns: int) -> None:
        """Name the strip's address and its width in half-width characters."""
        self._address = address
        self._columns = columns
        self._buffer = b""
        self._loaded = b""

    def feed(self, data: bytes) -> Iterator[Frame]:
        """Frames that these bytes complete."""
        self._buffer += data
        while (start := self._buffer.find(b"\xaa\x55")) >= 0:
            if start:
                yield _noise(self._buffer[:start])
                self._buffer = self._buffer[start:]
            if len(self._buffer) < 6:
                return
            end = 3 + self._buffer[2] + (self._buffer[5] == 0x51)
            if len(self._buffer) < end:
                return
            raw = self._buffer[:end]
            if unlike := _unlike_queue_strip(raw):
                yield Frame(raw=raw, said=f"refused: {unlike}", refused=True)
                self._buffer = self._buffer[2:]  # the length may be wrong: look for the next start
                continue
            self._buffer = self._buffer[end:]
            try:
                yield self._read(raw)
            except Refusal as why:
                yield Frame(raw=raw, said=f"refused: {why}", refused=True)
        keep = 1 if self._buffer.endswith(b"\xaa") else 0
        noise = self._buffer[: len(self._buffer) - keep]
        if noise:
            yield _noise(noise)
            self._buffer = self._buffer[len(noise) :]

    def _read(self, raw: bytes) -> Frame:
        if raw[3] != self._address:
            return Frame(raw=raw, said=f"for strip {raw[3]}")
        return self._load(raw) if raw[5] == 0x21 else self._show(raw)

    def _load(self, raw: bytes) -> Frame:
        text = raw[7:-1]
        if raw[6] != 0 or not text:
            raise Refusal("no text to load")
        said = _decoded(text, "gbk")
        self._loaded = text
        return Frame(raw=raw, said=f"loads {said.strip() or 'a blank'}")

    def _show(self, raw: bytes) -> Frame:
        if raw[2] != 4:
            raise Refusal("the length of this frame is always 4")
        if not self._loaded:
            raise Refusal("nothing is loaded")
        if raw[6] != len(self._loaded):
            raise Refusal(f"shows {raw[6]} bytes, but {len(self._loaded)} are loaded")
        text = _first_cells(self._loaded.decode("gbk"), "gbk", self._columns).rstrip()
        return Frame(raw=raw, said=f"shows {text}" if text else "shows nothing", shows=text)


def _unlike_queue_strip(raw: bytes) -> str:
    """Why these bytes cannot be a frame at all; empty when they can."""
    if raw[2] < 4 or raw[4] != 0xF8 or raw[5] not in (0x21, 0x51):
        return "no command of this strip"
    return "" if raw[-1] == 0 else "no zero at the end, or a wrong length"


_EQ_DIGITS: Final = {
    b"ZD": 2,
    b"ZI": 2,
    b"ZC": 16,
    b"ZA": 2,
    b"ZS": 2,
    b"ZH": 4,
    b"F": 2,
    b"AH": 1,
    b"AV": 1,
    b"C": 1,
}
_EQ_NEEDED: Final = frozenset((b"ZI", b"ZC", b"ZA", b"ZS", b"ZH", b"F", b"C"))
_EQ_TAG: Final = re.compile(b"%(" + b"|".join(_EQ_DIGITS) + b")")
_EQ_ALLOWED: Final = {
    b"ZA": (1, 2, 49),
    b"F": (16, 24, 32),
    b"AH": (1, 2, 3),
    b"AV": (1, 2, 3),
    b"C": (1, 2, 3),
}
_EQ_COLOURS: Final = {1: "red", 2: "green", 3: "yellow"}
_EQ_HEIGHT_PX: Final = 16


class Eq2013:
    """``!#`` card, tags, text ``$$``. The order of the tags is free, the number of their digits is not."""

    def __init__(self, card: int, columns: int) -> None:
        """Name the card's number and the strip's width in half-width characters."""
        self._card = card
        self._columns = columns
        self._buffer = b""

    def feed(self, data: bytes) -> Iterator[Frame]:
        """Frames that these bytes complete."""
        self._buffer += data
        while (end := self._buffer.find(b"$$")) >= 0:
            raw, self._buffer = self._buffer[: end + 2], self._buffer[end + 2 :]
            start = raw.rfind(b"!#")
            if start:
                yield _noise(raw if start < 0 else raw[:start])
            if start >= 0:
                try:
                    yield self._read(raw[start:])
                except Refusal as why:
                    yield Frame(raw=raw[start:], said=f"refused: {why}", refused=True)
        if len(self._buffer) > EQ_FRAME_MAX:
            yield _noise(self._buffer)
            self._buffer = b""

    def _read(self, raw: bytes) -> Frame:
        card, rest = raw[2:5], raw[5:-2]
        if not re.fullmatch(rb"[0-9]{3}", card):
            raise Refusal("no card number")
        if int(card) != self._card:
            return Frame(raw=raw, said=f"for card {int(card)}")
        tags, text = self._split(rest)
        if not text and set(tags) == {b"ZD"}:
            return Frame(raw=raw, said="clears", shows="", answer=b"##FOK$$$")
        if not text or _EQ_NEEDED - set(tags):
            raise Refusal("a tag or the text is missing")
        self._check(tags)
        said = _decoded(text, "gb2312")
        moves = int(tags[b"ZA"]) != 1
        cells = int(tags[b"ZC"][8:12]) * 2 // int(tags[b"F"])
        shown = said if moves else _first_cells(said, "gb2312", cells).rstrip()
        colour = _EQ_COLOURS[int(tags[b"C"])]
        return Frame(
            raw=raw,
            said=f"{'moves' if moves else 'shows'} {shown} ({colour})",
            shows=shown,
            colour=colour,
            answer=b"##FOK$$$",
        )

    def _split(self, rest: bytes) -> tuple[dict[bytes, bytes], bytes]:
        """Tags with their digits, and the text behind the last one."""
        tags: dict[bytes, bytes] = {}
        while tag := _EQ_TAG.match(rest):
            name = tag[1]
            digits = rest[tag.end() : tag.end() + _EQ_DIGITS[name]]
            if name in tags or not re.fullmatch(rb"[0-9]{%d}" % _EQ_DIGITS[name], digits):
                raise Refusal(f"tag {name.decode()} stands twice or has no {_EQ_DIGITS[name]} digits")
            tags[name] = digits
            rest = rest[tag.end() + len(digits) :]
        if re.search(rb"[%$]|!#", rest):
            raise Refusal("a sign of the protocol inside the text")
        return tags, rest

    def _check(self, tags: dict[bytes, bytes]) -> None:
        for name, allowed in _EQ_ALLOWED.items():
            if name in tags and int(tags[name]) not in allowed:
                raise Refusal(f"tag {name.decode()} cannot be {int(tags[name])}")
        x, y, width, height = (int(tags[b"ZC"][place : place + 4]) for place in (0, 4, 8, 12))
        if not (width and height and x + width <= self._columns * 8 and y + height <= _EQ_HEIGHT_PX):
            raise Refusal("the area is not on the strip")
        if int(tags[b"F"]) > height:
            raise Refusal("the letters are higher than the area")


def _noise(raw: bytes) -> Frame:
    return Frame(raw=raw, said="refused: no frame", refused=True)


def _decoded(text: bytes, code_page: str) -> str:
    """The text, if the strip's font has all of it.

    Raises:
        Refusal: Bytes of no character, or control characters.
    """
    try:
        said = text.decode(code_page)
    except UnicodeDecodeError as error:
        raise Refusal(f"bytes that are no {code_page}") from error
    if any(ord(character) < 32 or ord(character) == 127 for character in said):
        raise Refusal("a control character inside the text")
    return said


def _first_cells(text: str, code_page: str, cells: int) -> str:
    """What fits: a character of one byte takes one cell, of two bytes two."""
    fitting = ""
    for character in text:
        cells -= len(character.encode(code_page))
        if cells < 0:
            break
        fitting += character
    return fitting
