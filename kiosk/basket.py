"""What a visitor wants to have done in one visit, and the command that asks for it. Pure."""

from __future__ import annotations

from devices.link.commands import TakeTicket
from devices.link.words import Language
from kiosk.offers import Shelf

ROOM = 5
"""Items that the kiosk's page has room for; who brings more is helped at the desk."""


class Basket:
    """Items chosen for one ticket, in the order in which they were chosen.

    Attributes:
        codes: their codes; fewer than two are no basket, but an item.
    """

    def __init__(self) -> None:
        self.codes: list[str] = []

    def put(self, code: str) -> None:
        """Choose one more; what is chosen already is chosen once."""
        if code and code not in self.codes:
            self.codes.append(code)

    def take_out(self, code: str) -> None:
        """Do without one of them."""
        if code in self.codes:
            self.codes.remove(code)

    def clear(self) -> None:
        """Begin anew."""
        self.codes.clear()

    def order(self, chosen: str, shelf: Shelf, person: str | None, language: str) -> TakeTicket | None:
        """The command for everything chosen: the basket, or else the one item or life event.

        Args:
            chosen: key of the item or life event that is looked at; empty for none.
            shelf: what is offered.
            person: the vault's row of whoever showed a card.
            language: the visitor's.
        """
        words = Language(language)
        if self.codes:
            first, *also = self.codes
            return TakeTicket(item=first, also=tuple(also), person=person, language=words)
        if not chosen:
            return None
        if bundle := shelf.bundle(chosen):
            name, first = bundle
            return TakeTicket(item=first, bundle=name, person=person, language=words)
        return TakeTicket(item=chosen, person=person, language=words)
