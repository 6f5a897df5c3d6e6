"""Pretend ID cards of invented people, in the four layouts of the card's 256 bytes of text.

Nobody's number: the area codes 410199 and 520299 are given to no place, names say that they are examples.
Check digits are right all the same, since readers and drivers look at them.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

PHOTO_BYTES = 1024


@dataclass(frozen=True)
class Card:
    """A card as the reader's field sees it: its two serial numbers and what is stored on it."""

    iin: bytes
    serial: bytes
    text: bytes
    photo: bytes

    def __repr__(self) -> str:
        """Say no more of a pretend card than of a real one."""
        return f"Card(serial={self.serial.hex()})"


def _padded(text: str, characters: int) -> str:
    if len(text) > characters:
        raise ValueError(f"longer than the {characters} characters of its field")
    return text + " " * (characters - len(text))


def _card(text: str) -> Card:
    stored = text.encode("utf-16-le")
    if len(stored) != 256:
        raise ValueError("a card's text is 256 bytes; characters outside the BMP do not fit their fields")
    serial = hashlib.blake2b(stored, digest_size=8).digest()
    return Card(serial[:4], serial, stored, bytes(index * 31 % 256 for index in range(PHOTO_BYTES)))


def number(area: str, born: str, order: int) -> str:
    """An 18-character identity number: area (6), birthday YYYYMMDD, order 0..999 (odd for men), check digit.

    The check digit by ISO 7064's recursion: doubling modulo 11 from the left until everything adds up to 1.
    """
    digits = f"{area}{born}{order:03d}"
    remainder = 0
    for digit in digits:
        remainder = (remainder + int(digit)) * 2 % 11
    value = (1 - remainder) % 11
    return digits + ("X" if value == 10 else str(value))


def mainland(
    name: str,
    identity: str,
    *,
    sex: str = "1",
    nation: str = "01",
    born: str | None = None,
    address: str = "样例省虚构市示范路1号",
    issuer: str = "虚构市公安局",
    valid: tuple[str, str] = ("20200101", "20400101"),
) -> Card:
    """A resident identity card; ``valid`` ends with a day or with 长期."""
    text = (
        _padded(name, 15)
        + _padded(sex, 1)
        + _padded(nation, 2)
        + _padded(born or identity[6:14], 8)
        + _padded(address, 35)
        + _padded(identity, 18)
        + _padded(issuer, 15)
        + _padded(valid[0], 8)
        + _padded(valid[1], 8)
        + _padded("", 18)
    )
    return _card(text)


def hmt(
    name: str,
    identity: str,
    *,
    sex: str = "1",
    permit: str = "H00000000",
    address: str = "样例省虚构市示范路2号",
    issuer: str = "虚构市公安局",
    valid: tuple[str, str] = ("20240101", "20290101"),
) -> Card:
    """A residence permit for people of Hong Kong, Macau or Taiwan."""
    text = (
        _padded(name, 15)
        + _padded(sex, 1)
        + _padded("", 2)
        + _padded(identity[6:14], 8)
        + _padded(address, 35)
        + _padded(identity, 18)
        + _padded(issuer, 15)
        + _padded(valid[0], 8)
        + _padded(valid[1], 8)
        + _padded(permit, 9)
        + _padded("01", 2)
        + _padded("", 3)
        + "J"
        + _padded("", 3)
    )
    return _card(text)


def foreigner(
    english: str,
    identity: str,
    *,
    chinese: str = "",
    sex: str = "2",
    nationality: str = "UTO",
    valid: tuple[str, str] = ("20240101", "20340101"),
) -> Card:
    """A foreigner's permanent residence card of 2023; English names of up to 46 characters."""
    text = (
        _padded(chinese, 15)
        + _padded(sex, 1)
        + _padded("00", 2)
        + _padded(identity[6:14], 8)
        + _padded(english[:35], 35)
        + _padded(identity, 18)
        + _padded("", 15)
        + _padded(valid[0], 8)
        + _padded(valid[1], 8)
        + _padded(english[35:], 11)
        + _padded(nationality, 3)
        + "Y"
        + _padded("000", 3)
    )
    return _card(text)


def foreigner_2017(
    english: str,
    permit: str,
    born: str,
    *,
    chinese: str = "",
    sex: str = "2",
    nationality: str = "UTO",
    valid: tuple[str, str] = ("20180101", "20280101"),
) -> Card:
    """A foreigner's permanent residence card of 2017; the permit is three letters and twelve digits."""
    text = (
        _padded(english, 60)
        + _padded(sex, 1)
        + _padded(permit, 15)
        + _padded(nationality, 3)
        + _padded(chinese, 15)
        + _padded(valid[0], 8)
        + _padded(valid[1], 8)
        + _padded(born, 8)
        + _padded("01", 2)
        + _padded("0000", 4)
        + "I"
        + _padded("", 3)
    )
    return _card(text)


ZHANG = mainland("张样例", number("410199", "19900307", 911), valid=("20200101", "20400101"))
LI_ELDER = mainland("李长者样例", number("410199", "19450612", 912), sex="2", valid=("20150612", "长期"))
WANG = mainland("王虚构", number("520299", "20010228", 913))
CHAN = hmt("陈样本", number("810000", "19880808", 915))
EXAMPLE_LADY = foreigner("EXAMPLE, ANNA INVENTED", number("911199", "19910116", 916), chinese="安娜样例")
SAMPLE_LADY = foreigner_2017("SAMPLE, MARY INVENTED", "UTO410099123456", "19750504")

PEOPLE = {
    "zhang": ZHANG,
    "li": LI_ELDER,
    "wang": WANG,
    "chan": CHAN,
    "anna": EXAMPLE_LADY,
    "mary": SAMPLE_LADY,
}
"""The invented people of demo and training, by short name."""
