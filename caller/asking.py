"""How a step asks before it is said: with the panel's lists, and only while it still makes sense.

Nothing is decided here. Where only the hub can know that something is missing, its refusal opens the list
that asks for it.
"""

from __future__ import annotations

from collections.abc import Callable

from caller import lists
from caller.choices import Choice, Question, Then
from caller.desk import Desk
from caller.errands import Errands
from caller.steps import Step, possible
from caller.viewmodel_chooser import Chooser
from devices.link.commands import AnyCommand
from devices.link.messages import No

Lines = Callable[[], list[Choice]]


class Lists:
    """The panel's lists as the hub's rows make them now."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def clerks(self) -> list[Choice]:
        """Everybody who may sign in."""
        return lists.clerks(self._desk.rows)

    def colleagues(self) -> list[Choice]:
        """Clerks at other windows."""
        return lists.colleagues(self._desk.rows, self._desk.number)

    def pauses(self) -> list[Choice]:
        """Reasons for a pause."""
        return lists.reasons(self._desk.rows, self._desk.english)

    def call_reasons(self) -> list[Choice]:
        """Reasons for a call out of order."""
        return lists.reasons(self._desk.rows, self._desk.english, "call")

    def destinations(self) -> list[Choice]:
        """Queues and other windows."""
        return lists.destinations(self._desk.rows, self._desk.number, self._desk.english)

    def items(self) -> list[Choice]:
        """Items of this window."""
        return lists.items(self._desk.rows, self._desk.english)

    def items_of_ticket(self) -> list[Choice]:
        """Items of the ticket that is served."""
        return lists.items(self._desk.rows, self._desk.english, self._desk.items)

    def grounds(self) -> list[Choice]:
        """Grounds on which somebody goes first."""
        return lists.grounds(self._desk.rows, self._desk.english)

    def held(self) -> list[Choice]:
        """Tickets that are held."""
        return lists.tickets(self._desk.held, self._desk.english)

    def missed(self) -> list[Choice]:
        """Tickets that missed their call here."""
        return lists.tickets(self._desk.missed, self._desk.english)

    def served(self) -> list[Choice]:
        """Tickets that were finished here."""
        return lists.tickets(self._desk.served, self._desk.english)


class Asking:
    """Asks a clerk, then says what was chosen.

    Attributes:
        desk: what the hub shows.
        lists: the lists of now.
    """

    def __init__(self, desk: Desk, errands: Errands, chooser: Chooser) -> None:
        """Ask with ``chooser``, and say with ``errands`` what the window's state allows."""
        self.desk = desk
        self.lists = Lists(desk)
        self._errands = errands
        self._chooser = chooser

    @property
    def possible(self) -> frozenset[Step]:
        """Steps that the window's state allows."""
        return possible(self.desk.window, self.desk.around)

    def can(self, step: Step) -> bool:
        """Whether this step makes sense now; an open list goes on while an answer is awaited."""
        if step is Step.UNDO:
            return self._errands.undo_left > 0
        return self._errands.ready and step in self.possible

    def for_step(self, step: Step, about: str, lines: Lines, then: Then) -> None:
        """Ask something that a step needs, about the visitor at the window if there is one."""
        window = self.desk.window
        self._ask(
            Question(
                about=about,
                lines=lines,
                then=then,
                whom=window.number_shown if window else "",
                at_once=step is Step.MORE,
                still_right=lambda: self.can(step),
            )
        )

    def of_waiting(self, name: str, about: str, lines: Lines, then: Then, note: str = "") -> None:
        """Ask something about a ticket that waits, as long as it does."""
        ticket = self.desk.ticket(name)
        if ticket is not None:
            self._ask(
                Question(
                    about=about,
                    lines=lines,
                    then=then,
                    whom=ticket.number,
                    note=note,
                    at_once=about == "ticket",
                    still_right=lambda: self._errands.ready and self._waits(name),
                )
            )

    def do(self, *commands: AnyCommand) -> None:
        """Say it."""
        self._errands.carry_out(*commands)

    def do_unless(self, code: str, command: AnyCommand, ask: Callable[[], None]) -> None:
        """Say it, and ask when the hub refuses with this code because something was not told."""

        def refused(no: No) -> bool:
            if no.code == code:
                ask()
            return no.code == code

        self._errands.carry_out(command, refused=refused)

    def think_over(self, step: Step, command: AnyCommand) -> None:
        """Say it in a few seconds, unless it is taken back or makes no sense any more."""
        self._errands.think_over(step, lambda: step in self.possible, command)

    def _ask(self, question: Question) -> None:
        if self._errands.ready:
            self._chooser.ask(question)

    def _waits(self, name: str) -> bool:
        ticket = self.desk.ticket(name)
        return ticket is not None and ticket.order > 0
