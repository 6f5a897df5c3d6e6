"""Rows of official papers and of results, for the windows, desks and leaders that deal with them.

Whom a result is for is shown as 张* at the most; the vault's rows themselves never leave the hub, so that
nobody can claim a card that was not read.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from heapq import nlargest

from msgspec.structs import replace

from devices.hub.sheets import TITLES
from devices.hub.state import PAPERS_KEPT, Hall, Result
from devices.hub.views.row_of import RowOf
from devices.link import rows as r
from devices.link.words import ResultState

RESULTS_SHOWN = 200
"""Results that still wait, the newest ones; older ones are found by card or code."""
ENDED_SHOWN = 30
"""Results handed over or sent today, the newest ones."""


def papers(hall: Hall, number: int) -> Iterator[r.PaperRow]:
    """Papers that a window made today, and slips with which its visitors came back."""
    window = hall.windows[number]
    here = [hall.tickets[name].visit for name in (window.ticket, *window.held) if name in hall.tickets]
    steps = (step for visit in here for step in hall.visits[visit].tickets)
    brought = [hall.slips_back[step] for step in steps if step in hall.slips_back]
    receipts: dict[str, Result] = {}
    made = hall.papers_at.get(number, [])
    if hall.window_of[number].type == "issue":
        receipts = {result.receipt: result for result in hall.results.values() if result.receipt in made}
    for name in dict.fromkeys((*brought, *made)):
        if name in hall.acceptances:
            case = hall.acceptances[name]
            row = _paper(hall, name, "acceptance", case.number, case.item, case.at)
            yield replace(row, ticket_number=case.ticket_number, case_number=case.case_number)
        elif name in hall.slips:
            slip = hall.slips[name]
            row = _paper(hall, name, slip.kind.value, slip.number, slip.item, slip.at)
            row = replace(row, ticket_number=slip.ticket_number, case_number=slip.case_number)
            yield replace(row, materials=slip.materials, due=slip.due, open=slip.asks)
        elif name in receipts:
            result = receipts[name]
            row = _paper(hall, name, "collection", result.number, result.item, _ended_at(result))
            yield replace(row, case_number=result.case_number)


def told(hall: Hall) -> Iterator[r.PaperRow]:
    """Papers of the consult desk: what visitors were told, and matters that are to be answered."""
    for advice in list(hall.advice.values())[-PAPERS_KEPT:]:
        yield _paper(hall, advice.id, "advice", advice.number, advice.item, advice.at)
    for matter in list(hall.matters.values())[-PAPERS_KEPT:]:
        row = _paper(hall, matter.id, "matter", matter.number, matter.item, matter.at)
        yield replace(row, due=matter.reply_by, open=True)


def results(hall: Hall, of: RowOf) -> tuple[r.ResultRow, ...]:
    """Results that wait, and those that were handed over or sent today; made once for one moment."""
    if of.results is None:
        waiting = [result for result in hall.results.values() if result.here]
        ended = [
            result
            for result in hall.results.values()
            if result.ended_at is not None and result.ended_at.date() == hall.day
        ]
        shown = [*waiting[-RESULTS_SHOWN:], *nlargest(ENDED_SHOWN, ended, key=_ended_at)]
        of.results = tuple(_result(hall, of, result) for result in shown)
    return of.results


def _ended_at(result: Result) -> datetime:
    return result.ended_at or result.at


def _paper(hall: Hall, name: str, kind: str, number: str, item: str, at: datetime) -> r.PaperRow:
    job = hall.jobs.get(hall.paper_jobs.get(name, ""))
    known = hall.item(item)
    return r.PaperRow(
        id=name,
        kind=kind,
        number=number,
        name=TITLES[kind].zh,
        name_en=TITLES[kind].en,
        item=item,
        item_name=known.name,
        item_name_en=known.name_en or known.name,
        made_at=at,
        print_state=job.state if job else None,
        print_cause=job.cause if job else "",
    )


def _result(hall: Hall, of: RowOf, result: Result) -> r.ResultRow:
    item = hall.item(result.item)
    how, at = result.told[-1] if result.told else (None, None)
    return r.ResultRow(
        id=result.id,
        code=result.code,
        item=result.item,
        item_name=item.name,
        item_name_en=item.name_en or item.name,
        state=result.state,
        delivery=result.delivery,
        arrived_at=result.at,
        person=of.whose(result.person, result.contact),
        by_card=result.person is not None,
        case_number=result.case_number,
        queue=result.queue,
        told=len(result.told),
        told_how=how,
        told_at=at,
        locker=result.locker if result.state is ResultState.IN_LOCKER else "",
        waybill=result.waybill,
        ended_at=result.ended_at,
        overdue=result.overdue,
    )
