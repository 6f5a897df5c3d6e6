"""Turns a text into the frames of one strip, as its profile says, and finds the strip's answers.

Whatever the text: a frame is always whole. What the code page or the protocol cannot carry is replaced,
what is too long is cut between two characters.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from devices.boards.profile import PROFILES, QUEUE_STRIP, Carries, FrameShape, StripProfile

COLOURS = {"red": 1, "green": 2, "yellow": 3}
MISSING_WIDE = "〓"  # the printers' mark for a character that the font lacks; it is in GB 2312
MISSING_NARROW = "?"
FULL_WIDTH = 0xFEE0  # from an ASCII sign to its full-width form in Unicode
CELL_PX = 8
COLUMNS_MAX = 250
HEARD_MAX = 64


@dataclass(frozen=True, kw_only=True)
class Strip:
    """One strip: its make, its address on the line, and how many half-width characters it shows."""

    profile: StripProfile
    address: int
    columns: int

    def frames(self, text: str, colour: str) -> list[bytes]:
        """The frames that make the strip show a text (red, green or yellow), in order."""
        shapes = self.profile.show
        carried = self.carried(text)
        if not carried.strip(b" "):
            shapes = self.profile.clear or shapes
            carried = b" "
        return [self._frame(shape, carried, colour) for shape in shapes]

    def fits(self, text: str) -> bool:
        """Whether the whole text stands on the strip at once, neither cut nor moving."""
        return sum(len(self._encoded(character)) for character in text.strip()) <= self.columns

    def carried(self, text: str) -> bytes:
        """The text as the strip will get it: clean, encoded, and cut where it has to be."""
        room = self.profile.longest if self.profile.scrolls else min(self.columns, self.profile.longest)
        carried = b""
        for character in text.strip():
            code = self._encoded(character)
            if len(carried) + len(code) > room:
                break
            carried += code
        return carried

    def _encoded(self, character: str) -> bytes:
        if unicodedata.category(character) in ("Mn", "Me", "Cf", "Cs"):
            return b""  # marks and joiners have no cell of their own
        if unicodedata.category(character).startswith("C"):
            return b" "
        if character in self.profile.reserved:
            character = chr(ord(character) + FULL_WIDTH)
        try:
            return character.encode(self.profile.encoding)
        except UnicodeEncodeError:
            if character.isspace():
                return b" "
            wide = unicodedata.east_asian_width(character) in ("W", "F")
            return (MISSING_WIDE if wide else MISSING_NARROW).encode(self.profile.encoding)

    def _frame(self, shape: FrameShape, carried: bytes, colour: str) -> bytes:
        moves = len(carried) > self.columns
        settings = shape.settings.format(
            columns=self.columns,
            pixels=self.columns * CELL_PX,
            colour=COLOURS[colour],
            effect=self.profile.effects[moves],
        ).encode("ascii")
        match shape.carries:
            case Carries.TEXT:
                load = carried.ljust(self.columns) if shape.pad_to_columns else carried
            case Carries.TEXT_LENGTH:
                load = bytes([len(carried)])
            case Carries.NOTHING:
                load = b""
        body = self._address(shape) + shape.opcode + settings + load
        if shape.length is not None:
            tail = len(shape.checksum.of(body)) + len(shape.suffix)
            count = len(body) + tail if shape.length.fixed is None else shape.length.fixed
            body = count.to_bytes(shape.length.width, "big") + body
        return shape.prefix + body + shape.checksum.of(body) + shape.suffix

    def _address(self, shape: FrameShape) -> bytes:
        form = shape.address
        if form.base == "decimal":
            return f"{self.address:0{form.width}d}".encode("ascii")
        return self.address.to_bytes(form.width, "big")


def strip(options: Mapping[str, str]) -> Strip:
    """The strip of a device's options in the hall's file: profile, address, columns.

    Raises:
        ValueError: An option is unknown or has no such value; the text names it.
    """
    unknown = set(options) - {"profile", "address", "columns"}
    if unknown:
        raise ValueError(f"unknown option {', '.join(sorted(unknown))}")
    name = options.get("profile", QUEUE_STRIP.name)
    if name not in PROFILES:
        raise ValueError(f"profile is {name!r}; it must be one of {', '.join(PROFILES)}")
    profile = PROFILES[name]
    highest = min(shape.address.highest for shape in profile.show)
    return Strip(
        profile=profile,
        address=_whole("address", options.get("address", "1"), 0, highest),
        columns=_whole("columns", options.get("columns", str(profile.columns)), 4, COLUMNS_MAX),
    )


class AnswerDecoder:
    """Finds a strip's acknowledgements among whatever it sends, however the bytes are split."""

    def __init__(self, profile: StripProfile) -> None:
        """Take the make, which says what an answer looks like."""
        self._acknowledges = profile.acknowledges
        self._heard = b""

    def feed(self, data: bytes) -> int:
        """How many acknowledgements these bytes complete."""
        if self._acknowledges is None:
            return 0
        count = 0
        for place in range(len(data)):
            # Byte by byte, so that the tail that is kept does not depend on how the line splits an answer.
            self._heard = (self._heard + data[place : place + 1])[-HEARD_MAX:]
            if self._acknowledges.search(self._heard):
                count += 1
                self._heard = b""
        return count

    def forget(self) -> None:
        """Drop half an answer."""
        self._heard = b""


def _whole(option: str, text: str, lowest: int, highest: int) -> int:
    if not (text.isascii() and text.isdecimal() and lowest <= int(text) <= highest):
        raise ValueError(f"{option} is {text!r}; it must be a number from {lowest} to {highest}")
    return int(text)
