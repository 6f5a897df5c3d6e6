"""Visits: what one person does today, in one or more steps, each of them a ticket."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Visit:
    """One person's day in the hall (办事).

    Attributes:
        id: id of its first ticket.
        tickets: ids of its steps, in their order.
        first_asked: staff number of whoever dealt with the visitor first and is responsible (首问负责).
        advice: ids of the slips of the consult desk that travel with it.
        to_do: codes of the items still to be done after this ticket, in their order.
        case_number: the business system's case (办件编号), once it is known.
    """

    id: str
    tickets: list[str] = field(default_factory=list)
    first_asked: str = ""
    advice: list[str] = field(default_factory=list)
    case_number: str = ""
    to_do: list[str] = field(default_factory=list)
