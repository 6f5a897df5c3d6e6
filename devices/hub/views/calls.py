"""Calls and missed numbers, for the screens that show them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from devices.hub.state import Call, Hall
from devices.hub.views.row_of import RowOf
from devices.link import rows as r

CALLS_SHOWN = 12
"""Calls that a screen is shown; a zone's as many as windows called there, for all may call at once."""


def everywhere(of: RowOf) -> Iterator[r.AnyRow]:
    """The newest calls of the hall, and everybody who missed one."""
    yield from _calls(of, lambda window, ticket: True)
    yield from _missed(of.state, lambda window, ticket: True)


def at_window(of: RowOf, number: int) -> Iterator[r.AnyRow]:
    """The calls of one window."""
    return _calls(of, lambda window, ticket: window == number)


def of_zone(of: RowOf, zone: str) -> Iterator[r.AnyRow]:
    """Calls, and missed ones, for whoever waits in a zone."""
    hall = of.state

    def heard(window: int, ticket: str) -> bool:
        return window in hall.window_of and zone in hall.heard_in(window, ticket)

    yield from _calls(of, heard, all_windows=True)
    yield from _missed(hall, heard)


def _calls(of: RowOf, here: Callable[[int, str], bool], *, all_windows: bool = False) -> Iterator[r.AnyRow]:
    hall, known = of.state, of.state.window_of
    found = [call for call in hall.calls if call.window in known and here(call.window, call.ticket)]
    windows = len({call.window for call in found}) if all_windows else 0
    for call in found[-max(CALLS_SHOWN, windows) :]:
        window, ticket = known[call.window], hall.tickets[call.ticket]
        yield r.CallRow(
            id=call.id,
            ticket=call.ticket,
            number=ticket.number,
            window=call.window,
            zone=window.zone,
            where=window.where,
            where_en=window.where_en or window.where,
            called_at=call.at,
            again=call.again,
            name=_name_called(of, call),
            away=ticket.away,
        )


def _name_called(of: RowOf, call: Call) -> str:
    """The masked name by which a consult desk called somebody."""
    person = of.state.tickets[call.ticket].person
    return of.whose(person, None) if call.by_name and person else ""


def _missed(hall: Hall, here: Callable[[int, str], bool]) -> Iterator[r.AnyRow]:
    for name in hall.missed:
        ticket = hall.tickets[name]
        if here(ticket.window, name) and ticket.ended_at is not None:
            yield r.MissedRow(
                ticket=name, number=ticket.number, window=ticket.window, missed_at=ticket.ended_at
            )
