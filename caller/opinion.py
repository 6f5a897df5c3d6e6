"""What a visitor says about one service (好差评), before it is said.

Nothing is ever chosen for the visitor: without a grade there is nothing to send.
"""

from __future__ import annotations

from dataclasses import dataclass

from config.reasons import is_offered
from devices.link.commands import Rate
from devices.link.words import Grade


@dataclass(frozen=True, kw_only=True)
class Opinion:
    """What is chosen so far about the service of a ticket.

    Attributes:
        ticket: id of the ticket whose service is rated.
        grade: the grade that was touched, or None.
        reasons: codes of the reasons that are ticked, in the order of the touches.
    """

    ticket: str
    grade: Grade | None = None
    reasons: tuple[str, ...] = ()

    def with_grade(self, grade: Grade) -> Opinion:
        """Choose a grade; reasons of another grade are no reasons for this one."""
        return self if grade is self.grade else Opinion(ticket=self.ticket, grade=grade)

    def without_grade(self) -> Opinion:
        """Choose anew."""
        return Opinion(ticket=self.ticket)

    def toggled(self, code: str) -> Opinion:
        """Tick a reason, or take the tick away; a code that the grade does not offer changes nothing."""
        if self.grade is None or not is_offered(code, self.grade):
            return self
        ticked = tuple(each for each in self.reasons if each != code)
        if ticked == self.reasons:
            ticked = (*ticked, code)
        return Opinion(ticket=self.ticket, grade=self.grade, reasons=ticked)

    @property
    def needs_reason(self) -> bool:
        """Whether the grade is one of the two for which the hall must know why."""
        return self.grade is not None and self.grade <= Grade.DISSATISFIED

    def rating(self) -> Rate | None:
        """Put it in the hub's words; None while something is still to be chosen."""
        if self.grade is None or (self.needs_reason and not self.reasons):
            return None
        return Rate(ticket=self.ticket, grade=self.grade, reasons=self.reasons)
