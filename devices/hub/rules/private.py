"""No ID number reaches the journal, in whatever field of a command somebody writes it.

Fields that hold people's names, phones and free words go into the vault (``PRIVATE``); an event may keep all
others. A clerk in a hurry types an ID number where a case's number belongs, and a business system may number
its results by their holders: both are refused with a sentence that says why.
"""

from __future__ import annotations

import re

from devices.link.commands import PRIVATE, AnyCommand
from devices.readers.idnumber import BadNumber, checked

_MAYBE = re.compile(r"(?<![0-9])[0-9]{17}[0-9Xx](?![0-9])", re.ASCII)


def shows_id_number(command: AnyCommand) -> bool:
    """Whether a field that is not private holds the number of an ID card."""
    fields = (getattr(command, name) for name in command.__struct_fields__ if name not in PRIVATE)
    return any(map(_is_shown_in, fields))


def _is_shown_in(value: object) -> bool:
    if isinstance(value, tuple):
        return any(map(_is_shown_in, value))
    return isinstance(value, str) and any(map(_is_id_number, _MAYBE.findall(value)))


def _is_id_number(text: str) -> bool:
    try:
        checked(text)
    except BadNumber:
        return False
    return True
