"""Citizen identity numbers (GB 11643): check digit, date of birth, sex, and the 15-digit numbers before 1999.

No error and no message here contains a digit of the number.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Literal

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"

_CURRENT = re.compile(r"[0-9]{17}[0-9X]", re.ASCII)
_LEGACY = re.compile(r"[0-9]{15}", re.ASCII)
_FOREIGNER_2017 = re.compile(r"[A-Z]{3}[0-9]{12}", re.ASCII)


class BadNumber(ValueError):
    """The text is no identity number; the message says which rule it breaks and nothing of the number."""


def check_digit(first_17: str) -> str:
    """The last character of a number (ISO 7064 MOD 11-2, GB 11643 section 4).

    Raises:
        BadNumber: not 17 digits.
    """
    if not re.fullmatch(r"[0-9]{17}", first_17, re.ASCII):
        raise BadNumber("the check digit is made from 17 digits")
    total = sum(int(digit) * weight for digit, weight in zip(first_17, _WEIGHTS, strict=True))
    return _CHECK_DIGITS[total % 11]


def checked(number: str) -> str:
    """The number in its one right spelling: 18 characters, a final x as X, an old one converted.

    Raises:
        BadNumber: wrong length, wrong characters, wrong check digit, or no such day of birth.
    """
    number = number.strip().upper()
    if _LEGACY.fullmatch(number):
        number = from_legacy(number)
    if not _CURRENT.fullmatch(number):
        raise BadNumber("not 17 digits and a check digit")
    if check_digit(number[:17]) != number[17]:
        raise BadNumber("the check digit is wrong")
    born(number)
    return number


def from_legacy(number: str) -> str:
    """A 15-digit number of before 1999 in 18 characters: the century 19 is put in, the check digit added.

    Raises:
        BadNumber: not 15 digits.
    """
    if not _LEGACY.fullmatch(number):
        raise BadNumber("an old number has 15 digits")
    first_17 = f"{number[:6]}19{number[6:]}"
    return first_17 + check_digit(first_17)


def born(number: str) -> date:
    """Day of birth in an 18-character number.

    Raises:
        BadNumber: wrong length, or no such day.
    """
    if not _CURRENT.fullmatch(number):
        raise BadNumber("not 17 digits and a check digit")
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        # Not chained: the original sentence could name a part of the date.
        raise BadNumber("there is no such day of birth") from None


def sex(number: str) -> Literal["male", "female"]:
    """Sex in an 18-character number: the 17th digit is odd for men.

    Raises:
        BadNumber: wrong length.
    """
    if not _CURRENT.fullmatch(number):
        raise BadNumber("not 17 digits and a check digit")
    return "male" if int(number[16]) % 2 else "female"


def is_foreigner_2017(number: str) -> bool:
    """Whether it looks like a permit number of 2017: three letters and twelve digits, without check digit."""
    return _FOREIGNER_2017.fullmatch(number) is not None
