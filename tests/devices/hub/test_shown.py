"""Every role and every kind of row: nobody is shown more than the table says, least of all of visitors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

import pytest

from devices.hub.people import Principal
from devices.hub.shown import SHOWN, Shown, Viewer, shown
from devices.hub.state import Ticket
from devices.link import rows as r
from devices.link.rows.base import Row
from devices.link.words import Role, TicketState
from tests.devices.hub.desks import CONSULT
from tests.devices.hub.full_house import ISSUE, full
from tests.devices.hub.played import Played
from tests.devices.hub.seeing import views_of

PLACES: dict[Viewer, tuple[str, ...]] = {
    Viewer.KIOSK: ("K1", "K2"),
    Viewer.CLERK: ("window-1", "window-2", "window-3"),
    Viewer.CONSULT: (f"window-{CONSULT}",),
    Viewer.ISSUE: (f"window-{ISSUE}",),
    Viewer.PAD: ("window-1", "window-2", "window-3"),
    Viewer.WINDOW_SCREEN: ("window-1", "window-2", "window-3"),
    Viewer.ZONE_SCREEN: ("zone-one", "zone-two"),
    Viewer.DESK: ("desk-1", "desk-2"),
    Viewer.AGENT: ("K1", "hub"),
}
KINDS: tuple[type[Row], ...] = get_args(r.AnyRow)
PLAYED = full()
"""Looked at and never changed."""


def _looks(p: Played) -> dict[tuple[Viewer, str], Mapping[str, r.AnyRow]]:
    views = views_of(p)
    return {
        (viewer, place): views.rows(Principal(role=viewer.role, place=place), p.now)
        for viewer in Viewer
        for place in PLACES.get(viewer, ("", "elsewhere"))
    }


SEEN = _looks(PLAYED)


def name(row: Row) -> str:
    """A row's key, and whose it is where two places have one of the same key."""
    assert isinstance(row, get_args(r.AnyRow))
    return f"{row.key}:{row.ticket}" if isinstance(row, r.RatingRow) else row.key


def names(viewer: Viewer, place: str, kind: type[Row]) -> set[str]:
    return {name(row) for row in SEEN[viewer, place].values() if type(row) is kind}


EVERYTHING = {kind: {n for viewer, place in SEEN for n in names(viewer, place, kind)} for kind in KINDS}


def _may_call(p: Played, window: int, ticket: Ticket) -> bool:
    return ticket.state is TicketState.WAITING and p.hall.line_name(ticket) in p.hall.lines_of(window)


def is_own(p: Played, place: str, row: r.AnyRow) -> bool:
    """Whether a row is about this place and no other, by what the hall itself knows."""
    zone, number = place.removeprefix("zone-"), int(place.removeprefix("window-")) if "window" in place else 0
    zones = {p.hall.window_of[number].zone} if number else {zone}
    match row:
        case r.TicketRow():
            ticket = p.hall.tickets[row.id]
            if not number:
                return ticket.kiosk == place
            return ticket.window == number or _may_call(p, number, ticket)
        case r.RatingRow():
            return p.hall.tickets[row.ticket].window == number
        case r.WindowRow():
            return row.number == number or row.zone in zones
        case r.CallRow() | r.MissedRow():
            return row.window == number or p.hall.window_of[row.window].zone == zone
        case r.DayRow():
            return row.window == number
        case r.HelpRow():
            return row.place == place
        case r.KioskRow():
            return row.id == place
        case r.DeviceRow():
            device = p.hall.device_of[row.id]
            return place in (device.kiosk, f"window-{device.window}")
        case r.ZoneRow():
            return row.id == zone
        case r.QueueRow():
            return row.zone == zone
        case r.ItemRow():
            # What a window serves, or what a ticket came for that it has in hand.
            had = {ticket.item for ticket in p.hall.tickets.values() if ticket.window == number}
            return row.queue in p.hall.queues_of(number) or row.code in had
        case r.PaperRow():
            told = {*p.hall.advice, *p.hall.matters} if number == CONSULT else set()
            return row.id in {*p.hall.papers_at.get(number, []), *told}
        case _:
            return False


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("viewer", list(Viewer))
def test_a_session_is_shown_what_the_table_says(viewer: Viewer, kind: type[Row]) -> None:
    assert EVERYTHING[kind], "the hall must have one, or nothing is proved"
    much = shown(viewer, kind)
    places = [place for seen, place in SEEN if seen is viewer]
    for place in places:
        found = names(viewer, place, kind)
        rows = [row for row in SEEN[viewer, place].values() if type(row) is kind]
        match much:
            case Shown.NONE:
                assert not found
            case Shown.ALL:
                assert found == EVERYTHING[kind]
            case Shown.PART:
                assert found < EVERYTHING[kind]
                assert found == names(viewer, places[0], kind)
            case Shown.OWN:
                assert all(is_own(PLAYED, place, row) for row in rows)
    if much is not Shown.NONE:
        assert any(names(viewer, place, kind) for place in places) or viewer in (Viewer.CONSULT, Viewer.ISSUE)


def test_no_window_is_shown_whom_another_serves_holds_or_missed() -> None:
    for place in PLACES[Viewer.CLERK]:
        for row in SEEN[Viewer.CLERK, place].values():
            if isinstance(row, r.TicketRow) and row.state is not TicketState.WAITING:
                assert f"window-{row.window}" == place


def test_no_row_of_a_visitor_goes_to_whoever_is_not_named() -> None:
    visitors: set[type[Row]] = {r.TicketRow, r.RatingRow, r.PaperRow, r.ResultRow, r.MatterRow}
    outside = {Viewer.AGENT, Viewer.INTEGRATION, Viewer.WINDOW_SCREEN, Viewer.ZONE_SCREEN}
    for kind in visitors:
        assert outside.isdisjoint(SHOWN[kind])
    # Only staff and the kiosk that gave it see a ticket as such; no desk, leader or admin lists them.
    assert {viewer.role for viewer in SHOWN[r.TicketRow]} == {Role.KIOSK, Role.CLERK}


def test_the_table_has_every_kind_of_row_and_every_role() -> None:
    assert set(SHOWN) == set(KINDS)
    assert {viewer.role for viewer in Viewer} == set(Role)
