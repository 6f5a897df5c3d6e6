"""Cases are taken, and what is lacking is told at once, on paper, with a limit.

Only a window that takes cases takes them: a consult desk advises and never accepts. Nobody who has to come
again waits like a stranger: a supplement or deferral notice gives second-visit priority until its last day.
"""

from __future__ import annotations

from config.calendar import add_working_days
from config.schema import Item
from devices.hub.events import (
    AnyEvent,
    CaseAccepted,
    ClassGranted,
    ReprintOffered,
    SlipIssued,
    SlipOverdue,
    SlipReturned,
    SlipSettled,
)
from devices.hub.rules.asked import Asked, own_ticket, own_window
from devices.hub.rules.errand import item_and_queue
from devices.hub.rules.no_number import no_number
from devices.hub.rules.notices import no_more, notice
from devices.hub.rules.printing import next_number, print_paper, print_ticket
from devices.hub.rules.rulebook import Rulebook
from devices.hub.rules.tickets import at_kiosk, class_of, is_printing, taken, waiting_in
from devices.hub.state import LIVE, Hall, Slip, Ticket
from devices.link import commands as c
from devices.link.refusals import Refused
from devices.link.words import (
    Role,
    SlipKind,
    SlipOutcome,
    TicketState,
    VisitorClass,
)

RULES = Rulebook()

LETTERS = {
    SlipKind.ONE_TIME_NOTICE: "GZ",
    SlipKind.SUPPLEMENT: "BZ",
    SlipKind.DEFERRAL_PROMISE: "CN",
    SlipKind.DEFERRAL_NOTICE: "RQ",
}
"""How the numbers of slips begin (告知, 补正, 承诺, 容缺); that of a receipt is SL (受理)."""


def materials_of(item: Item) -> tuple[str, ...]:
    """The materials on an item's list."""
    parts = item.materials.replace("；", ";").split(";")
    return tuple(part.strip() for part in parts if part.strip())


@RULES.rule(c.Accept)
def accept(hall: Hall, command: c.Accept, asked: Asked) -> list[AnyEvent]:
    """Take the case of the ticket being served, once for each of its items."""
    ticket = _served(hall, asked)
    item = _item(hall, ticket, command.item)
    if any(a.ticket == ticket.id and a.item == item.code for a in hall.acceptances.values()):
        raise Refused("already_accepted")
    if command.first_pass and command.lacking:
        raise Refused("passed_and_lacking")
    _on_the_list(item, command.lacking)
    case = hall.cases.get(command.case_number)
    if case is not None and ticket.person is not None and case.person != ticket.person:
        # Whoever's case it is gets its result by card: nobody else's number may be typed by mistake.
        raise Refused("case_of_another")
    number, count = next_number(hall, "SL", asked)
    taken_case = CaseAccepted(
        at=asked.at,
        by=asked.by.name,
        paper=asked.fresh,
        number=number,
        count=count,
        ticket=ticket.id,
        ticket_number=ticket.number,
        window=asked.by.window,
        clerk=hall.windows[asked.by.window].clerk,
        item=item.code,
        case_number=command.case_number,
        first_pass=command.first_pass,
        lacking=command.lacking,
        advised=bool(hall.visits[ticket.visit].advice),
        person=ticket.person,
    )
    # Whoever came back with a supplement notice has handed in what it asked for.
    answered = [
        event
        for slip in hall.slips.values()
        if slip.kind is SlipKind.SUPPLEMENT and slip.asks and slip.item == item.code
        if slip.back and _same_visit(hall, slip.back, ticket)
        for event in _settled(hall, asked, slip, SlipOutcome.HANDED_IN)
    ]
    printed = print_paper(hall, asked, taken_case.paper, command.paper, command.language)
    return [taken_case, *answered, *printed]


@RULES.rule(c.IssueSlip)
def issue(hall: Hall, command: c.IssueSlip, asked: Asked) -> list[AnyEvent]:
    """Give the visitor a slip; a deferral notice only for what was promised before."""
    ticket = _served(hall, asked, advice=command.kind is SlipKind.ONE_TIME_NOTICE)
    item = _item(hall, ticket, command.item)
    _on_the_list(item, command.materials)
    materials, words = command.materials, asked.words
    promised: Slip | None = None
    if command.kind is SlipKind.DEFERRAL_NOTICE:
        promised = _promise(hall, ticket, item)
        if promised is None or not set(materials) <= set(promised.materials):
            raise Refused("promise_first")
        materials, words = materials or promised.materials, words or promised.words
    elif command.kind is SlipKind.ONE_TIME_NOTICE:
        materials = materials or materials_of(item)
    if not materials and words is None:
        raise Refused("nothing_lacking")
    number, count = next_number(hall, LETTERS[command.kind], asked)
    papers = hall.config.papers
    default = {
        SlipKind.ONE_TIME_NOTICE: 0,
        SlipKind.SUPPLEMENT: papers.supplement_days,
        SlipKind.DEFERRAL_PROMISE: papers.deferral_days,
        SlipKind.DEFERRAL_NOTICE: papers.deferral_days,
    }[command.kind]
    days = command.days or default
    due = add_working_days(hall.config, asked.at.date(), days) if days else None
    if promised is not None and not command.days:
        due = promised.due
    given = SlipIssued(
        at=asked.at,
        by=asked.by.name,
        slip=asked.fresh,
        number=number,
        count=count,
        kind=command.kind,
        ticket=ticket.id,
        ticket_number=ticket.number,
        window=asked.by.window,
        clerk=hall.windows[asked.by.window].clerk,
        item=item.code,
        case_number=command.case_number or hall.visits[ticket.visit].case_number,
        materials=materials,
        words=words,
        due=due,
        person=ticket.person,
    )
    return [given, *print_paper(hall, asked, given.slip, command.paper, command.language)]


@RULES.rule(c.SettleSlip)
def settle(hall: Hall, command: c.SettleSlip, asked: Asked) -> list[AnyEvent]:
    """What a slip asked for came in, or never will."""
    slip = known_slip(hall, command.slip)
    if not slip.asks:
        raise Refused("slip_settled")
    return _settled(hall, asked, slip, command.outcome)


@RULES.rule(c.ReturnWithSlip)
def return_with_slip(hall: Hall, command: c.ReturnWithSlip, asked: Asked) -> list[AnyEvent]:
    """Give whoever comes back a number before others; after the slip's last day, one like anybody's."""
    at_kiosk(hall, asked)
    # A number can be guessed; the code on the paper cannot.
    by_number = asked.by.role is not Role.KIOSK
    slip = known_slip(hall, command.slip) if by_number else hall.slips.get(command.slip)
    if slip is None:
        raise Refused("unknown_slip")
    if not slip.asks:
        raise Refused("slip_settled")
    own = next((name for name in _visit_of(hall, slip.back) if hall.tickets[name].state in LIVE), "")
    if own:
        return [ReprintOffered(at=asked.at, by=asked.by.name, ticket=own, place=asked.by.place)]
    item, queue = item_and_queue(hall, slip.item)
    visitor_class, ground = class_of(hall, command.person)
    if asked.by.role is Role.KIOSK and queue.real_name and command.person is None:
        raise Refused("real_name")
    first = slip.due is None or asked.at.date() <= slip.due
    if command.person is not None and (held := waiting_in(hall, command.person, queue)):
        return _joined(hall, slip, hall.tickets[held], first, asked)
    if first:
        visitor_class, ground = VisitorClass.SECOND_VISIT, _second_visit(hall)
    if no := no_number(hall, queue, asked.at, asked.wait, visitor_class):
        raise no
    given = taken(hall, item, queue, asked, visitor_class, person=command.person, ground=ground)
    returned = SlipReturned(at=asked.at, by=asked.by.name, slip=slip.id, ticket=given.ticket)
    printed = print_ticket(hall, asked, given.ticket, command.paper, command.language)
    return [given, returned, *printed]


def _joined(hall: Hall, slip: Slip, ticket: Ticket, first: bool, asked: Asked) -> list[AnyEvent]:
    """Whoever waits in the queue already keeps the number, and goes first with it from now on."""
    events: list[AnyEvent] = [SlipReturned(at=asked.at, by=asked.by.name, slip=slip.id, ticket=ticket.id)]
    ordinary = ticket.visitor_class is VisitorClass.ORDINARY
    if first and ordinary and ticket.state is TicketState.WAITING:
        events.append(
            ClassGranted(
                at=asked.at,
                by=asked.by.name,
                ticket=ticket.id,
                ground=_second_visit(hall),
                visitor_class=VisitorClass.SECOND_VISIT,
                evidence=slip.number,
                grantor=asked.clerk or asked.by.name,
            )
        )
    return [*events, ReprintOffered(at=asked.at, by=asked.by.name, ticket=ticket.id, place=asked.by.place)]


@RULES.rule(c.ReprintPaper)
def reprint(hall: Hall, command: c.ReprintPaper, asked: Asked) -> list[AnyEvent]:
    """Put a paper on paper once more, marked 补打; never while it may still come out by itself."""
    if command.paper not in papers_of(hall):
        raise Refused("unknown_paper")
    job = hall.paper_jobs.get(command.paper, "")
    if is_printing(hall, job):
        raise Refused("printing")
    again = print_paper(hall, asked, command.paper, True, command.language, again=job in hall.jobs)
    if not again:
        raise Refused("no_printer")
    return again


@RULES.due
def slips_overdue(hall: Hall, asked: Asked) -> list[AnyEvent]:
    """Tell staff once that the last day of a slip is over."""
    found: list[AnyEvent] = []
    for slip in hall.slips.values():
        if slip.asks and not slip.overdue and slip.due is not None and asked.at.date() > slip.due:
            words = {"number": slip.number, "item": hall.item(slip.item).name, "due": slip.due.isoformat()}
            window = slip.window if slip.window in hall.windows else 0
            zone = hall.window_of[window].zone if window else ""
            found.append(SlipOverdue(at=asked.at, by=asked.by.name, slip=slip.id))
            found += notice(hall, asked, "slip_overdue", slip.number, words, zone=zone, window=window)
    return found


def papers_of(hall: Hall) -> set[str]:
    """Ids of all papers that can be printed now."""
    receipts = {result.receipt for result in hall.results.values() if result.receipt}
    return {*hall.acceptances, *hall.slips, *hall.advice, *hall.matters, *receipts}


def known_slip(hall: Hall, name: str) -> Slip:
    """A slip by its id or its number.

    Raises:
        Refused: ``unknown_slip``.
    """
    slip = hall.slips.get(name) or next((s for s in hall.slips.values() if s.number == name), None)
    if slip is None:
        raise Refused("unknown_slip")
    return slip


def _served(hall: Hall, asked: Asked, *, advice: bool = False) -> Ticket:
    """The ticket that the window serves; a consult window has one only for advice.

    Raises:
        Refused: ``consult_takes_no_cases``, ``no_window`` or ``nothing_serving``.
    """
    settings = hall.window_of.get(asked.by.window)
    consults = asked.by.role is Role.DESK or (settings is not None and settings.type == "consult")
    if consults and not advice:
        raise Refused("consult_takes_no_cases")
    return own_ticket(hall, own_window(hall, asked), TicketState.SERVING, code="nothing_serving")


def _item(hall: Hall, ticket: Ticket, code: str) -> Item:
    """One of the ticket's items.

    Raises:
        Refused: ``not_of_ticket``.
    """
    if code and code != ticket.item and code not in ticket.items:
        raise Refused("not_of_ticket")
    return hall.item(code or ticket.item)


def _on_the_list(item: Item, materials: tuple[str, ...]) -> None:
    """Hold the journal to names of papers, which are nobody's: what else is to be said are words.

    Raises:
        Refused: ``unknown_material``.
    """
    known = materials_of(item)
    if any(material not in known for material in materials):
        raise Refused("unknown_material")


def _promise(hall: Hall, ticket: Ticket, item: Item) -> Slip | None:
    """The newest promise that this visit's applicant made for an item."""
    made = (
        slip
        for slip in reversed(hall.slips.values())
        if slip.kind is SlipKind.DEFERRAL_PROMISE and slip.item == item.code
        if _same_visit(hall, slip.ticket, ticket)
    )
    return next(made, None)


def _visit_of(hall: Hall, name: str) -> list[str]:
    """Ids of all of today's tickets that belong to the visit of this one."""
    ticket = hall.tickets.get(name)
    return [] if ticket is None else hall.visits[ticket.visit].tickets


def _same_visit(hall: Hall, name: str, ticket: Ticket) -> bool:
    return ticket.id in _visit_of(hall, name)


def _second_visit(hall: Hall) -> str:
    """The hall's ground for those who had to come again, empty where its table has none."""
    grounds = (ground.id for ground in hall.config.grounds if ground.visitor_class == "second_visit")
    return next(grounds, "")


def _settled(hall: Hall, asked: Asked, slip: Slip, outcome: SlipOutcome) -> list[AnyEvent]:
    settled = SlipSettled(at=asked.at, by=asked.by.name, slip=slip.id, outcome=outcome, clerk=asked.clerk)
    return [settled, *no_more(hall, asked, "slip_overdue", slip.number)]
