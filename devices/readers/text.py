"""The 256 bytes of text on an ID card, in its four layouts, to what the hall may know of the holder.

UTF-16LE, fields padded with spaces (some readers pad with NUL); the letter at byte 248 tells the layout. Only
name, number, day of birth and expiry are taken: nation, address, issuer and photo are never decoded.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from devices.base import BadFrame
from devices.link.jobs import CardRead
from devices.readers import idnumber

TEXT_BYTES = 256
_LETTER_AT = 248
_FOREVER = "长期"
_PADDING = " \x00\u3000"


@dataclass(frozen=True)
class Layout:
    """Where a card keeps the fields we take, as (offset, length) in bytes.

    ``names`` are tried in this order; a name may go on in a second place.
    """

    card_type: str
    names: tuple[tuple[tuple[int, int], ...], ...]
    number: tuple[int, int]
    born: tuple[int, int]
    valid_to: tuple[int, int]


MAINLAND = Layout("mainland", names=(((0, 30),),), number=(122, 36), born=(36, 16), valid_to=(204, 16))
HMT = Layout("hmt", names=(((0, 30),),), number=(122, 36), born=(36, 16), valid_to=(204, 16))
FOREIGNER = Layout(
    "foreigner",
    names=(((0, 30),), ((52, 70), (220, 22))),
    number=(122, 36),
    born=(36, 16),
    valid_to=(204, 16),
)
FOREIGNER_2017 = Layout(
    "foreigner_2017", names=(((158, 30),), ((0, 120),)), number=(122, 30), born=(220, 16), valid_to=(204, 16)
)
"""Residents of the mainland; residence permits for people of Hong Kong, Macau and Taiwan (letter J);
permanent residence of foreigners of 2023 (Y) and of 2017 (I)."""

_BY_LETTER = {"J": HMT, "Y": FOREIGNER, "I": FOREIGNER_2017}


def text_in(payload: bytes) -> bytes:
    """The text block in the answer to READ: ``text length | photo length | text | photo``; the photo is left.

    Raises:
        BadFrame: the lengths do not fit what was sent.
    """
    text_bytes = int.from_bytes(payload[:2], "big")
    photo_bytes = int.from_bytes(payload[2:4], "big")
    if text_bytes != TEXT_BYTES or len(payload) != 4 + text_bytes + photo_bytes:
        raise BadFrame("the answer's lengths do not add up")
    return payload[4 : 4 + TEXT_BYTES]


def layout_of(text: bytes) -> Layout:
    """The layout that the letter at byte 248 names; without one it is a mainland card."""
    return _BY_LETTER.get(text[_LETTER_AT : _LETTER_AT + 2].decode("utf-16-le", "replace"), MAINLAND)


def card_in(text: bytes, job: str = "") -> CardRead:
    """What a text block says of the card's holder.

    Raises:
        BadFrame: not 256 bytes of UTF-16, no name, a number with a wrong check digit, or no such date.
    """
    if len(text) != TEXT_BYTES:
        raise BadFrame(f"a text block has {TEXT_BYTES} bytes")
    layout = layout_of(text)
    name = next(filter(None, (_field(text, *places) for places in layout.names)), "")
    if not name:
        raise BadFrame("no name on the card")
    expiry = _field(text, layout.valid_to)
    return CardRead(
        job=job,
        card_type=layout.card_type,
        name=name,
        id_number=_number(_field(text, layout.number), layout),
        born=_day(_field(text, layout.born)),
        valid_to=None if expiry == _FOREVER else _day(expiry),
    )


def _field(text: bytes, *places: tuple[int, int]) -> str:
    raw = b"".join(text[at : at + size] for at, size in places)
    try:
        return raw.decode("utf-16-le").strip(_PADDING)
    except UnicodeDecodeError:
        # Not chained: the original error carries the bytes.
        raise BadFrame("no UTF-16 text") from None


def _number(number: str, layout: Layout) -> str:
    if layout is FOREIGNER_2017:
        if not idnumber.is_foreigner_2017(number):
            raise BadFrame("not three letters and twelve digits")
        return number
    try:
        return idnumber.checked(number)
    except idnumber.BadNumber as error:
        raise BadFrame(str(error)) from None


def _day(text: str) -> date:
    if len(text) != 8 or not (text.isascii() and text.isdigit()):
        raise BadFrame("a date has eight digits")
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        raise BadFrame("there is no such day") from None
