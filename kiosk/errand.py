"""The one thing that a kiosk wants of the hub at a time: a command, or a card or code to be read.

A second touch while one is under way does nothing. A visitor may leave while the hub is away; a ticket
that comes too late is given back, so that nobody is called who is not there.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from devices.link.commands import AnyCommand, CancelTicket, ReturnWithSlip, TakeTicket
from devices.link.jobs import ReadCard, ReadCode
from devices.link.messages import Done, No, TicketResult
from devices.link.qt import HubLink
from devices.link.refusals import REFUSALS
from devices.link.session import TooMuchUnanswered

log = logging.getLogger(__name__)


class Errand:
    """A command on its way.

    Args:
        link: the link to the hub.
        done: called with the command and its answer when it was carried out.
        refused: called with the refusal otherwise.
    """

    def __init__(
        self, link: HubLink, done: Callable[[AnyCommand, Done], None], refused: Callable[[No], None]
    ) -> None:
        self._link = link
        self._done = done
        self._refused = refused
        self._visit = 0
        self._command: AnyCommand | None = None
        self._busy = False

    @property
    def busy(self) -> bool:
        """Whether a command is not answered yet and somebody waits for it."""
        return self._busy

    def run(self, command: AnyCommand) -> bool:
        """Ask for a command unless one is under way.

        Returns:
            Whether it was asked for.
        """
        if self._busy:
            return False
        self._busy = True
        self._command = command
        self._visit += 1
        visit = self._visit
        try:
            self._link.do(command, lambda answer: self._answered(visit, command, answer))
        except TooMuchUnanswered:
            self._busy = False
            zh, en = REFUSALS["busy"]
            self._refused(No(id="", code="busy", zh=zh, en=en))
        return True

    def again(self) -> bool:
        """Ask for the last command once more, as a new one."""
        return self._command is not None and self.run(self._command)

    def leave(self) -> None:
        """Nobody waits for the answer any more."""
        self._busy = False
        self._command = None
        self._visit += 1

    def _answered(self, visit: int, command: AnyCommand, answer: Done | No) -> None:
        if visit != self._visit:
            self._late(command, answer)
            return
        self._busy = False
        match answer:
            case Done():
                self._done(command, answer)
            case No():
                self._refused(answer)

    def _late(self, command: AnyCommand, answer: Done | No) -> None:
        match command, answer:
            case ((TakeTicket() | ReturnWithSlip()), Done(result=TicketResult(ticket=ticket, offer=False))):
                log.info("Ticket %s came after its visitor had left; it is given back.", ticket)
                self._link.do(CancelTicket(ticket=ticket))
            case _:
                # A booked visitor's check-in stands, and so does a number that was only offered again:
                # the desk finds the ticket.
                pass


class Reading:
    """A card or a code that this kiosk's reader waits for."""

    def __init__(self, link: HubLink, answered: Callable[[Done | No], None]) -> None:
        self._link = link
        self._answered = answered
        self._ask = ""

    def start(self, work: ReadCard | ReadCode) -> None:
        """Wait for something to be read, and for nothing else any more.

        Raises:
            TooMuchUnanswered: the hub has been away for too long.
        """
        self.stop()
        self._ask = self._link.ask(work, self._heard)

    def stop(self) -> None:
        """Give up waiting."""
        if self._ask:
            ask, self._ask = self._ask, ""
            self._link.drop(ask)

    def _heard(self, answer: Done | No) -> None:
        if answer.id == self._ask:
            self._ask = ""
            self._answered(answer)
