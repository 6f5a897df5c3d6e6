"""The staff register's cards: whose each is, and whether it opens; of numbers there are keyed hashes only."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from datetime import datetime

from devices.hub.staff_cards import Card, CardHolder, CardKind, CardState, spelt, why_no_card
from devices.hub.staff_file import StaffFile, StaffRegisterFailed

STAFF_NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,31}")


class CardTaken(StaffRegisterFailed):
    """The card is another clerk's and was not revoked there."""


class CardUnknown(StaffRegisterFailed):
    """No card of the register has this id."""


class CardUnreadable(StaffRegisterFailed):
    """What should be a card's number is none."""


def must_be_staff(number: str) -> None:
    """Take a staff number, and nothing else.

    Raises:
        StaffRegisterFailed: it is none.
    """
    if not STAFF_NUMBER.fullmatch(number):
        raise StaffRegisterFailed("a staff number is 1 to 32 letters, digits, - and _")


class CardRegister:
    """The cards of one hall's staff; a file that cannot be used raises ``StaffRegisterFailed``."""

    def __init__(self, file: StaffFile, mark: Callable[[str], bytes], now: Callable[[], datetime]) -> None:
        """Keep cards in this file.

        Args:
            file: where they are kept.
            mark: a keyed hash of a text.
            now: tells the time, in UTC.
        """
        self._file = file
        self._mark = mark
        self._time = now

    def clerk_of_card(self, card: str) -> CardHolder | None:
        """Whose card it is, also when it was lost or revoked; None when the hall does not know it.

        Args:
            card: the number of an ID card or the UID of an IC card, as the reader gives it.
        """
        number = spelt(card)
        if not number:
            return None
        mark = self._mark(number)
        with self._file.read() as conn:
            row = conn.execute("SELECT number, state FROM cards WHERE mark = ?", (mark,)).fetchone()
            return None if row is None else CardHolder(number=str(row[0]), state=CardState(row[1]))

    def enrol(self, card: str, number: str, kind: CardKind, by: str) -> Card:
        """Let a card open for a clerk, also one of theirs that was lost or revoked before.

        Args:
            card: as the reader gives it.
            number: the clerk's staff number.
            kind: what the card is.
            by: who does it, for the register.

        Raises:
            CardTaken: it is another clerk's and was not revoked there.
            CardUnreadable: it is no card's number.
        """
        must_be_staff(number)
        why = why_no_card(card, kind)
        if why:
            raise CardUnreadable(why)
        mark = self._mark(spelt(card))
        with self._file.changed() as conn:
            row = conn.execute("SELECT id, number, state FROM cards WHERE mark = ?", (mark,)).fetchone()
            if row is not None and row[1] != number and CardState(row[2]) is not CardState.REVOKED:
                raise CardTaken(f"the card is {row[1]}'s; it must be revoked there first")
            own = row is not None and row[1] == number
            made = Card(
                id=str(row[0]) if own else secrets.token_hex(4),
                number=number,
                kind=kind,
                state=CardState.ENROLLED,
                since=self._time(),
                by=by,
            )
            conn.execute("DELETE FROM cards WHERE mark = ?", (mark,))
            conn.execute(
                "INSERT INTO cards VALUES (?, ?, ?, ?, ?, ?, ?)",
                (made.id, mark, number, kind.value, made.state.value, made.since.isoformat(), by),
            )
        return made

    def set_card_state(self, card: str, state: CardState, by: str) -> Card:
        """Say that a card was lost, or revoke it; it opens no more.

        Args:
            card: its id, as ``cards`` gives it: whoever lost a card has no number to read.
            state: lost or revoked.
            by: who says so.

        Raises:
            CardUnknown: there is no such card.
            ValueError: the state is enrolled, which takes the card itself.
        """
        if state is CardState.ENROLLED:
            raise ValueError("a card is enrolled by reading it")
        with self._file.changed() as conn:
            conn.execute(
                "UPDATE cards SET state = ?, since = ?, by = ? WHERE id = ? AND state != ?",
                (state.value, self._time().isoformat(), by, card, state.value),
            )
            rows = conn.execute("SELECT id, number, kind, state, since, by FROM cards WHERE id = ?", (card,))
            found = [_card(row) for row in rows]
        if not found:
            raise CardUnknown("no card of the register has this id")
        return found[0]

    def cards(self, number: str) -> tuple[Card, ...]:
        """A clerk's cards, also lost and revoked ones, the newest change last."""
        with self._file.read() as conn:
            rows = conn.execute(
                "SELECT id, number, kind, state, since, by FROM cards WHERE number = ? ORDER BY since, id",
                (number,),
            ).fetchall()
            return tuple(_card(row) for row in rows)


def _card(row: tuple[str, str, str, str, str, str]) -> Card:
    return Card(
        id=row[0],
        number=row[1],
        kind=CardKind(row[2]),
        state=CardState(row[3]),
        since=datetime.fromisoformat(row[4]),
        by=row[5],
    )
