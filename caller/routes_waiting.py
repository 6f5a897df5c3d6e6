"""What can be done for somebody who waits: call them out of turn with a reason, or let them go first."""

from __future__ import annotations

from caller import lists
from caller.asking import Asking
from caller.choices import Choice
from caller.steps import Step
from devices.link import commands as c
from devices.link.rows import GroundRow

REASON_NEEDED = "reason_needed"
"""The hub's refusal of a call out of order that gives no reason."""


def look_at(ask: Asking, name: str) -> None:
    """Say why a waiting ticket is where it is, and what can be done for its visitor."""
    ticket = ask.desk.ticket(name)
    if ticket is None:
        return

    def lines() -> list[Choice]:
        row = ask.desk.ticket(name)
        free = ask.can(Step.CALL_NEXT)
        by_name = free and ask.desk.consults and row is not None and bool(row.person)
        return lists.for_waiting(call=free, by_name=by_name)

    def chosen(what: str) -> None:
        if what == "grant":
            _grant(ask, name)
        else:
            _call(ask, name, by_name=what == "by_name")

    why = ask.desk.said(ticket.why_zh, ticket.why_en)
    ask.of_waiting(name, "ticket", lines, chosen, note=why)


def _call(ask: Asking, name: str, *, by_name: bool) -> None:
    ticket = ask.desk.ticket(name)

    def for_reason(reason: str) -> None:
        ask.do(c.CallTicket(ticket=name, reason=reason, by_name=by_name))

    def ask_reason() -> None:
        ask.of_waiting(name, "call_reason", ask.lists.call_reasons, for_reason)

    if ticket is None:
        return
    if ticket.order == 1 or ask.desk.consults:
        ask.do_unless(REASON_NEEDED, c.CallTicket(ticket=name, by_name=by_name), ask_reason)
    else:
        ask_reason()


def _grant(ask: Asking, name: str) -> None:
    def on_ground(ground: str) -> None:
        row = next((row for row in ask.desk.rows if isinstance(row, GroundRow) and row.id == ground), None)
        kinds = row.evidence if row else ()
        if kinds:
            ask.of_waiting(
                name, "evidence", lambda: lists.evidence(kinds), lambda kind: on_evidence(ground, kind)
            )
        else:
            on_evidence(ground, "")

    def on_evidence(ground: str, kind: str) -> None:
        ask.do(c.GrantClass(ticket=name, ground=ground, evidence=kind))

    ask.of_waiting(name, "ground", ask.lists.grounds, on_ground)
