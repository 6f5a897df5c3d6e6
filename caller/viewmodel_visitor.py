"""Whom the window serves now: number, business, standing, why this one, and what was told before.

Everything is the hub's row of that ticket; nothing is known of a person but a masked name.
"""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

from caller.desk import Desk
from devices.link.rows import TicketRow

QML_IMPORT_NAME = "Caller.Model"
QML_IMPORT_MAJOR_VERSION = 1
QML_IMPORT_MINOR_VERSION = 0


@QmlElement
class VisitorCard(QObject):
    """The ticket before the window, if any.

    Signals:
        changed(): some property has another value.
    """

    changed = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        """Show the current ticket of ``desk``."""
        super().__init__(parent)
        self._desk = desk

    def _ticket(self) -> TicketRow | None:
        return self._desk.current

    def _number(self) -> str:
        window = self._desk.window
        return window.number_shown if window else ""

    def _item(self) -> str:
        ticket = self._ticket()
        return self._desk.said(ticket.item_name, ticket.item_name_en) if ticket else ""

    def _also(self) -> str:
        """Names of the further items of the ticket."""
        ticket = self._ticket()
        codes = [code for code in ticket.items if code != ticket.item] if ticket else []
        return self._desk.said("、", ", ").join(self._desk.item_name(code) for code in codes)

    def _person(self) -> str:
        ticket = self._ticket()
        return ticket.person if ticket else ""

    def _visitor_class(self) -> str:
        ticket = self._ticket()
        return ticket.visitor_class.value if ticket else ""

    def _ground(self) -> str:
        ticket = self._ticket()
        return self._desk.said(ticket.ground_name, ticket.ground_name_en) if ticket else ""

    def _why(self) -> str:
        """The one sentence that says why this ticket was called."""
        ticket = self._ticket()
        return self._desk.said(ticket.why_zh, ticket.why_en) if ticket else ""

    def _advice(self) -> str:
        """What the consult desk told the visitor, point by point."""
        ticket = self._ticket()
        return self._desk.said("；", "; ").join(ticket.advice) if ticket else ""

    def _first_asked(self) -> str:
        """Name of whoever dealt with this visitor first, if it was somebody else."""
        ticket, window = self._ticket(), self._desk.window
        if ticket is None or window is None or ticket.first_asked in ("", window.clerk):
            return ""
        return self._desk.name_of_clerk(ticket.first_asked) or ticket.first_asked

    def _is_from_away(self) -> bool:
        ticket = self._ticket()
        return ticket is not None and ticket.away

    def _next_code(self) -> str:
        """The letter of the queue in which the visit would go on."""
        queue = self._desk.queue(self._next_queue_id())
        return queue.prefix if queue else ""

    def _next_name(self) -> str:
        """What the visit would go on with: the proposed item, or else the queue."""
        ticket = self._ticket()
        if ticket is not None and ticket.next_item:
            return self._desk.item_name(ticket.next_item)
        queue = self._desk.queue(self._next_queue_id())
        return self._desk.said(queue.name, queue.name_en) if queue else ""

    def _next_queue_id(self) -> str:
        ticket = self._ticket()
        if ticket is None:
            return ""
        item = self._desk.item(ticket.next_item)
        return ticket.next_queue or (item.queue if item else "")

    def _waited(self) -> int:
        """Minutes that the visitor waited until the call."""
        ticket = self._ticket()
        if ticket is None:
            return 0
        until = ticket.called_at or self._desk.clock.now()
        return max(0, int((until - ticket.taken_at).total_seconds() // 60))

    def _recalls(self) -> int:
        ticket = self._ticket()
        return ticket.recalls if ticket else 0

    def _seconds(self) -> int:
        """Seconds since the service began, or since the call while nobody is there yet."""
        window = self._desk.window
        if window is None or window.since is None or not window.ticket:
            return 0
        return max(0, int((self._desk.clock.now() - window.since).total_seconds()))

    number = Property(str, _number, notify=changed)
    item = Property(str, _item, notify=changed)
    also = Property(str, _also, notify=changed)
    person = Property(str, _person, notify=changed)
    visitorClass = Property(str, _visitor_class, notify=changed)  # noqa: N815
    ground = Property(str, _ground, notify=changed)
    why = Property(str, _why, notify=changed)
    advice = Property(str, _advice, notify=changed)
    firstAsked = Property(str, _first_asked, notify=changed)  # noqa: N815
    fromAway = Property(bool, _is_from_away, notify=changed)  # noqa: N815
    nextCode = Property(str, _next_code, notify=changed)  # noqa: N815
    nextName = Property(str, _next_name, notify=changed)  # noqa: N815
    waited = Property(int, _waited, notify=changed)
    recalls = Property(int, _recalls, notify=changed)
    seconds = Property(int, _seconds, notify=changed)
