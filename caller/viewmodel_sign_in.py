"""The form in which a clerk proves who they are: staff card, PIN, and a new PIN where one is due.

A PIN lives here from its first digit to the hub's answer and no longer; QML learns how many digits there are.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from caller.proof import Proof
from devices.link.jobs import ReadCard
from devices.link.messages import Done, No, StaffSeen
from devices.link.qt import HubLink

QML_IMPORT_NAME = "Caller.Model"
QML_IMPORT_MAJOR_VERSION = 1
QML_IMPORT_MINOR_VERSION = 0

READ_S = 60.0
"""How long the reader waits for a card, in seconds."""
CARD_AGAIN = frozenset({"card_needed", "card_lost", "card_unknown", "card_not_yours"})
"""Refusals after which the card is to be put down once more."""


@QmlElement
class SignInForm(QObject):
    """The sign-in that is under way, if any.

    Signals:
        changed(): some property has another value.
    """

    changed = Signal()

    def __init__(self, link: HubLink, said: Callable[[str, str], str], parent: QObject | None = None) -> None:
        """Sign in over ``link``; ``said`` chooses between Chinese and English words."""
        super().__init__(parent)
        self._link = link
        self._said = said
        self._stage = ""
        self._asked = ""
        self._turn = 0
        self._sending = False
        self._with_pin = False
        self._no: No | None = None
        self._proof = Proof()

    @property
    def is_open(self) -> bool:
        """Whether the form is in front."""
        return bool(self._stage)

    # What the panel asks for ----------------------------------------------------------------------

    def ask_card(self, with_pin: bool) -> None:
        """Ask for the staff card and, ``with_pin``, for the PIN after it."""
        self.close()
        self._with_pin = with_pin
        self._read_card()

    def ask_pin(self, clerk: str, name: str) -> None:
        """Ask for the PIN of this staff number."""
        self.close()
        self._with_pin = True
        self._proof.clerk, self._proof.name = clerk, name
        self._go("pin")

    @Slot()
    def close(self) -> None:
        """Put the form away, and forget all that was typed and read."""
        self._drop()
        self._turn += 1
        self._sending = False
        self._no = None
        self._proof.forget()
        self._go("")

    # What the clerk does --------------------------------------------------------------------------

    @Slot(str)
    def type(self, letters: str) -> None:
        """Take a digit of the PIN, or what a reader types that acts as a keyboard."""
        if self._sending:
            return
        if self._stage == "card":
            self._proof.type_card(letters)
        elif self._stage:
            if self._proof.type_digits(letters):
                self._no = None
            self.changed.emit()

    @Slot()
    def erase(self) -> None:
        """Take back the last digit."""
        if not self._sending:
            self._proof.digits = self._proof.digits[:-1]
            self.changed.emit()

    @Slot()
    def take(self) -> None:
        """What was typed is complete."""
        if self._sending:
            return
        if not self._link.property("live"):
            # What is said now would lie in the queue until the hub is back, and a PIN with it.
            self._no = _own("hub_away")
            self.changed.emit()
            return
        match self._stage:
            case "card" if self._proof.card:
                self._drop()
                self._card_known()
            case "card" if not self._asked:
                self._read_card()
            case "pin" if self._proof.is_complete:
                self._proof.pin, self._proof.digits = self._proof.digits, ""
                self._say()
            case "new" if self._proof.is_complete:
                self._proof.new_pin, self._proof.digits = self._proof.digits, ""
                self._go("again")
            case "again" if self._proof.is_complete:
                self._compare()
            case _:
                pass

    # From step to step ----------------------------------------------------------------------------

    def _go(self, stage: str) -> None:
        self._stage = stage
        self._proof.digits = ""
        self.changed.emit()

    def _read_card(self, no: No | None = None) -> None:
        self._proof.forget()
        self._no = no
        self._asked = self._link.ask(ReadCard(timeout_s=READ_S), self._read)
        self._go("card")

    def _read(self, answer: Done | No) -> None:
        if answer.id != self._asked:
            return
        self._asked = ""
        if isinstance(answer, No):
            if answer.code != "dropped":
                self._no = answer
        elif isinstance(answer.result, StaffSeen):
            seen = answer.result
            self._no = None
            self._proof.clerk, self._proof.name, self._proof.voucher = seen.clerk, seen.name, seen.voucher
            self._card_known()
            return
        else:
            self._no = _own("card_unknown")
        self.changed.emit()

    def _card_known(self) -> None:
        if self._with_pin:
            self._go("pin")
        else:
            self._say()

    def _compare(self) -> None:
        if self._proof.digits == self._proof.new_pin:
            self._say()
        else:
            self._proof.new_pin = ""
            self._no = _own("pins_differ")
            self._go("new")

    def _say(self) -> None:
        self._sending = True
        self._no = None
        self._turn += 1
        turn = self._turn
        self._link.do(self._proof.command(), lambda answer: self._answered(turn, answer))
        self.changed.emit()

    def _answered(self, turn: int, answer: Done | No) -> None:
        if turn != self._turn:
            return
        self._sending = False
        if isinstance(answer, Done):
            self.close()
            return
        self._no = answer
        self._proof.new_pin = ""
        if answer.code in ("pin_change_needed", "pin_too_easy"):
            # The old PIN was right; it goes with the new one.
            self._go("new")
            return
        self._proof.pin = ""
        if answer.code in CARD_AGAIN or (self._stage == "card" and answer.code != "register_failed"):
            self._read_card(answer)
        elif self._stage in ("new", "again"):
            self._go("pin")
        else:
            self._go(self._stage)

    def _drop(self) -> None:
        if self._asked:
            asked, self._asked = self._asked, ""
            self._link.drop(asked)

    # What QML sees --------------------------------------------------------------------------------

    def _what(self) -> str:
        """One of: empty while closed, card, pin, new, again."""
        return self._stage

    def _who(self) -> str:
        return self._proof.name

    def _is_complete(self) -> bool:
        return self._proof.is_complete

    def _count(self) -> int:
        return len(self._proof.digits)

    def _is_sending(self) -> bool:
        return self._sending

    def _is_reading(self) -> bool:
        return bool(self._asked)

    def _why_not(self) -> str:
        return self._no.code if self._no else ""

    def _sentence(self) -> str:
        return self._said(self._no.zh, self._no.en) if self._no else ""

    stage = Property(str, _what, notify=changed)
    name = Property(str, _who, notify=changed)
    digits = Property(int, _count, notify=changed)
    complete = Property(bool, _is_complete, notify=changed)
    sending = Property(bool, _is_sending, notify=changed)
    reading = Property(bool, _is_reading, notify=changed)
    refusalCode = Property(str, _why_not, notify=changed)  # noqa: N815
    refusal = Property(str, _sentence, notify=changed)


def _own(code: str) -> No:
    """What the form itself says no to; QML has the words."""
    return No(id="", code=code, zh="", en="")
