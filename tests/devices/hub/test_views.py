"""Each role sees its rows, and nobody's name where visitors look."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings

from devices.hub.people import Principal
from devices.hub.rules.order import calling_order
from devices.hub.views import WAITING_SHOWN
from devices.link import commands as c
from devices.link import rows as r
from devices.link.words import (
    Role,
    TicketState,
)
from tests.devices.hub.histories import HISTORIES
from tests.devices.hub.played import DESK, KIOSK, Played, clerk, pad
from tests.devices.hub.seeing import LEADER, NAMES, PUBLIC, busy_hall, kinds, of_kind, screen, seen, views_of
from tests.halls import small_hall


@pytest.fixture
def busy() -> Played:
    return busy_hall()


# Who sees which kinds of rows -------------------------------------------------------------------


def test_a_kiosk_sees_what_it_offers_and_what_it_gave(busy: Played) -> None:
    rows = seen(busy, KIOSK)
    assert kinds(rows) == {
        "hall": 1,
        "kiosk": 1,
        "zone": 2,
        "queue": 3,
        "window": 4,
        "item": 4,
        "device": 3,
        "ticket": 6,
    }
    assert {row.id for row in of_kind(rows, r.DeviceRow)} == {"printer", "cards", "codes"}
    assert {row.code: row.featured for row in of_kind(rows, r.ItemRow)} == {
        "a-1": 1,
        "b-1": 2,
        "a-2": 0,
        "t-1": 0,
    }
    another = Principal(role=Role.KIOSK, place="K2")
    assert "ticket" not in kinds(seen(busy, another))
    assert "device" not in kinds(seen(busy, another))


def test_a_window_screen_sees_its_window_and_its_calls(busy: Played) -> None:
    rows = seen(busy, screen("window-2"))
    assert kinds(rows) == {"hall": 1, "window": 1, "call": 2}
    assert {row.window for row in of_kind(rows, r.CallRow)} == {2}


def test_a_zone_screen_sees_its_zone(busy: Played) -> None:
    one, two = seen(busy, screen("zone-one")), seen(busy, screen("zone-two"))
    assert kinds(one) == {"hall": 1, "zone": 1, "queue": 2, "window": 2, "call": 4, "missed": 1}
    assert kinds(two) == {"hall": 1, "zone": 1, "queue": 1, "window": 2}
    assert kinds(seen(busy, screen("zone-nowhere"))) == {"hall": 1}


def test_a_pad_sees_its_window_and_a_rating_while_one_may_be_given(busy: Played) -> None:
    assert kinds(seen(busy, pad(1))) == {"hall": 1, "window": 1, "rating": 1}
    assert kinds(seen(busy, pad(2))) == {"hall": 1, "window": 1}


def test_a_clerk_sees_tickets_reasons_clerks_and_the_day(busy: Played) -> None:
    rows = seen(busy, clerk(1))
    assert kinds(rows) == {
        "hall": 1,
        "zone": 2,
        "queue": 3,
        "window": 4,
        "ticket": 4,
        "reason": 6,
        "ground": 9,
        "item": 3,
        "clerk": 3,
        "device": 1,
        "rating": 1,
        "day": 1,
    }
    states = {row.number: row.state for row in of_kind(rows, r.TicketRow)}
    # A003 stands at window 2 and A001 missed the call there: neither is of this window.
    assert states == {
        "A002": TicketState.FINISHED,
        "B001": TicketState.HELD,
        "B002": TicketState.WAITING,
        "B003": TicketState.WAITING,
    }
    missed = [row.number for row in of_kind(seen(busy, clerk(2)), r.TicketRow) if row.state == "no_show"]
    assert missed == ["A001"]


def test_a_leader_a_desk_and_the_dashboard_see_the_whole_hall(busy: Played) -> None:
    for rows, staff in ((seen(busy, LEADER), {"clerk": 3}), (seen(busy, DESK), {})):
        assert kinds(rows) == {
            **staff,
            "hall": 1,
            "zone": 2,
            "queue": 3,
            "window": 4,
            "item": 4,
            "device": 5,
            "call": 4,
            "missed": 1,
        }
    assert kinds(views_of(busy).dashboard(busy.now)) == {
        "hall": 1,
        "zone": 2,
        "queue": 3,
        "window": 4,
        "device": 5,
        "call": 4,
        "missed": 1,
    }


@pytest.mark.parametrize("role", [Role.AGENT, Role.INTEGRATION])
def test_programs_are_shown_the_hall_row_only(busy: Played, role: Role) -> None:
    assert kinds(seen(busy, Principal(role=role, place="K1"))) == {"hall": 1}


@pytest.mark.parametrize("role", [Role.CLERK, Role.PAD])
@pytest.mark.parametrize("place", ["", "window-99", "zone-one", "1"])
def test_who_sits_at_no_window_of_the_hall_is_shown_none(busy: Played, role: Role, place: str) -> None:
    assert kinds(seen(busy, Principal(role=role, place=place))) == {"hall": 1}


# Nothing of a person where visitors look -------------------------------------------------------------


@settings(max_examples=40, deadline=None)
@given(HISTORIES)
def test_only_a_clerk_is_shown_a_name_and_only_a_masked_one(p: Played) -> None:
    views = views_of(p)
    shown = [row for by in PUBLIC for row in views.rows(by, p.now).values()]
    # Whom a consult desk calls by name hears and sees the masked name; nobody else is named.
    names = {row.name for row in of_kind({row.key: row for row in shown}, r.CallRow)}
    assert names <= {"", *NAMES.values()}
    public = [msgspec.structs.replace(row, name="") if isinstance(row, r.CallRow) else row for row in shown]
    # Desks and the leader are staff: they see whose a result is, masked.
    results = [row for row in public if isinstance(row, r.ResultRow)]
    assert {row.person for row in results} <= {"", *NAMES.values()}
    assert all(by in (DESK, LEADER) for by in PUBLIC if of_kind(views.rows(by, p.now), r.ResultRow))
    public = [row for row in public if not isinstance(row, r.ResultRow)]
    public += views.dashboard(p.now).values()
    public += [row for name in p.hall.tickets if (row := views.ticket(name, p.now))]
    said = msgspec.json.encode(public).decode()
    for word in (*NAMES, *NAMES.values()):
        assert f'"{word}"' not in said, word
    for window in (1, 2, 3):
        rows = views.rows(clerk(window), p.now)
        assert {row.person for row in of_kind(rows, r.TicketRow)} <= {"", *NAMES.values()}
        said = msgspec.json.encode(list(rows.values())).decode()
        assert not any(f'"{row}"' in said for row in NAMES)


def test_a_clerk_is_shown_the_masked_name_of_whom_they_may_call(busy: Played) -> None:
    shown = {row.number: row.person for row in of_kind(seen(busy, clerk(2)), r.TicketRow)}
    assert shown["A001"] == "钱*"
    assert set(shown.values()) <= {"", "钱*", "孙*"}


@pytest.mark.parametrize(("names", "shown"), [("masked", "王*"), ("full", "王敏"), ("number", "")])
def test_visitors_see_clerks_named_as_the_hall_wants(names: str, shown: str) -> None:
    config = small_hall()
    screens = msgspec.structs.replace(config.screens, staff_names=names)
    hall = Played(small_hall(screens=screens))
    hall.staff(1)
    (row,) = of_kind(seen(hall, screen("window-1")), r.WindowRow)
    assert (row.clerk, row.clerk_name) == ("0101", shown)


# Order ---------------------------------------------------------------------------------------------


@settings(max_examples=40, deadline=None)
@given(HISTORIES)
def test_a_clerks_order_is_the_order_in_which_tickets_would_be_called(p: Played) -> None:
    for window in (1, 2, 3):
        rows = of_kind(seen(p, clerk(window)), r.TicketRow)
        waiting = sorted((row for row in rows if row.order), key=lambda row: row.order)
        calling = list(calling_order(p.hall, window, p.now))[:WAITING_SHOWN]
        assert [(row.id, row.why) for row in waiting] == [
            (choice.ticket.id, choice.why) for choice in calling
        ]
        assert [row.order for row in waiting] == list(range(1, len(waiting) + 1))


def test_a_clerk_is_shown_no_more_than_a_screen_full() -> None:
    hall = Played()
    hall.staff(1)
    for _ in range(WAITING_SHOWN + 5):
        hall.say(KIOSK, c.TakeTicket(item="a-1", paper=False))
    rows = seen(hall, clerk(1))
    assert kinds(rows)["ticket"] == WAITING_SHOWN
    (day,) = of_kind(rows, r.DayRow)
    assert day.waiting == WAITING_SHOWN + 5
