"""What every command is: a wish, without who or where."""

from __future__ import annotations

from typing import Annotated, ClassVar

from msgspec import Meta, Struct

Short = Annotated[str, Meta(min_length=1, max_length=64)]
Words = Annotated[str, Meta(max_length=500)]
Name = Annotated[str, Meta(max_length=64)]
Phone = Annotated[str, Meta(max_length=32)]
PRIVATE = frozenset({"name", "phone", "words", "pin", "new_pin", "card", "voucher"})
"""Fields that no log and no ``repr`` shows."""


class Command(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="do", omit_defaults=True
):
    """Something that is asked of the hall.

    Fields called ``name``, ``phone`` and ``words`` hold personal data: the hub keeps them in the vault and an
    event knows only the row. They, a PIN and a card's number are in no ``repr``.
    """

    keeps_contact: ClassVar[bool] = True
    """Whether a name and a phone are kept; otherwise they are only looked for."""

    def __repr__(self) -> str:
        """Say what is asked, and nothing of what is private."""
        shown = (f"{name}={getattr(self, name)!r}" for name in self.__struct_fields__ if name not in PRIVATE)
        return f"{type(self).__name__}({', '.join(shown)})"
