"""Without the hub: what a window served of its own share is taken over."""

from __future__ import annotations

from datetime import datetime

import msgspec
import pytest

from config import schema as s
from devices.hub import events as e
from devices.hub.people import HUB
from devices.hub.state import Ticket
from devices.link import commands as c
from devices.link import rows as r
from devices.link.words import (
    AwayConflictKind,
    AwayOutcome,
    TicketState,
    VisitorClass,
)
from tests.devices.hub.outages import away_hall, minutes_ago
from tests.devices.hub.played import KIOSK, Played, clerk, refusal
from tests.devices.hub.seeing import of_kind, seen


@pytest.fixture
def hall() -> Played:
    hall = Played(away_hall())
    hall.staff(1)
    return hall


def served(
    hall: Played,
    ticket: Ticket,
    called: float,
    outcome: AwayOutcome = AwayOutcome.SERVED,
    *,
    started_at: datetime | None = None,
    ended_at: datetime | None = None,
) -> c.HandInService:
    return c.HandInService(
        ticket=ticket.id,
        called_at=minutes_ago(hall, called),
        started_at=started_at,
        ended_at=ended_at,
        outcome=outcome,
    )


def test_a_service_handed_in_is_as_if_it_had_happened_then(hall: Played) -> None:
    ticket = hall.take()
    hall.later(minutes=40)

    hall.say(
        clerk(1),
        served(hall, ticket, 30, started_at=minutes_ago(hall, 28), ended_at=minutes_ago(hall, 20)),
    )

    assert ticket.state is TicketState.FINISHED
    assert (ticket.window, ticket.clerk) == (1, "0101")
    assert [ticket.called_at, ticket.started_at, ticket.ended_at] == [
        minutes_ago(hall, 30),
        minutes_ago(hall, 28),
        minutes_ago(hall, 20),
    ]
    assert (hall.hall.windows[1].finished, hall.hall.windows[1].served_s) == (1, 8 * 60)
    assert hall.hall.visits[ticket.visit].first_asked == "0101"
    assert hall.hall.calls == []
    assert hall.hall.windows[1].rating == "", "nobody is asked about it now"


def test_clocks_of_panels_that_are_wrong_make_no_wait_less_than_none(hall: Played) -> None:
    hall.later(minutes=10)
    ticket = hall.take()
    hall.later(minutes=10)

    hall.say(
        clerk(1),
        served(hall, ticket, 60, started_at=minutes_ago(hall, 70), ended_at=minutes_ago(hall, -70)),
    )

    assert [ticket.called_at, ticket.started_at] == [ticket.taken_at] * 2
    assert ticket.ended_at == hall.now


def test_a_call_goes_on_at_its_window_when_the_hub_is_back(hall: Played) -> None:
    ticket = hall.take()
    hall.later(minutes=10)
    hall.say(clerk(1), served(hall, ticket, 5, AwayOutcome.CALLED))
    assert hall.hall.current(1) is ticket

    hall.say(clerk(1), c.Recall())
    hall.say(clerk(1), c.Start())
    hall.say(clerk(1), c.Finish())

    assert ticket.state is TicketState.FINISHED
    assert hall.hall.windows[1].finished == 1


def test_what_the_hub_had_called_goes_on_without_it(hall: Played) -> None:
    ticket = hall.take()
    hall.call(1)
    hall.say(clerk(1), c.Start())
    called, started = ticket.called_at, ticket.started_at
    hall.later(minutes=10)

    hall.say(clerk(1), served(hall, ticket, 9, ended_at=minutes_ago(hall, 2)))

    assert ticket.state is TicketState.FINISHED
    assert (ticket.called_at, ticket.started_at) == (called, started)
    assert hall.hall.windows[1].ticket == ""
    hall.later(minutes=2)
    hall.say(HUB, c.Tick())
    assert hall.events[-1] == e.AwayMerged(at=hall.now, by=HUB.name, tickets=0, services=1)


def test_a_visitor_who_was_there_is_no_no_show(hall: Played) -> None:
    ticket = hall.take()
    hall.call(1)
    hall.say(clerk(1), c.Start())
    hall.later(minutes=10)

    hall.say(clerk(1), served(hall, ticket, 10, AwayOutcome.NO_SHOW))

    assert ticket.state is TicketState.FINISHED


def test_a_window_that_went_on_keeps_the_former_visitor_in_hand_until_told(hall: Played) -> None:
    first, second = hall.take(), hall.take()
    hall.call(1)
    hall.say(clerk(1), c.Start())
    hall.later(minutes=10)

    hall.say(clerk(1), served(hall, second, 3, AwayOutcome.SERVING))
    assert hall.hall.current(1) is second
    assert (first.state, hall.hall.windows[1].held) == (TicketState.HELD, [first.id])

    hall.say(clerk(1), served(hall, first, 10, ended_at=minutes_ago(hall, 4)))
    assert first.state is TicketState.FINISHED
    assert hall.hall.windows[1].held == []


def test_whoever_is_at_a_window_stays_there_whatever_another_one_hands_in(hall: Played) -> None:
    ticket = hall.take()
    hall.staff(2)
    hall.call(2)
    hall.say(clerk(2), c.Start())
    hall.later(minutes=10)

    hall.say(clerk(1), served(hall, ticket, 12))

    assert (ticket.state, ticket.window) == (TicketState.SERVING, 2)
    assert hall.events[-2] == e.AwayConflict(
        at=hall.now,
        by="clerk:window-1",
        kind=AwayConflictKind.CALLED_TWICE,
        ticket=ticket.id,
        windows=(2, 1),
    )


def test_a_call_in_vain_gives_way_to_the_window_where_the_visitor_was(hall: Played) -> None:
    ticket = hall.take()
    hall.staff(2)
    hall.later(minutes=10)
    hall.call(2)
    hall.later(minutes=10)

    hall.say(clerk(1), served(hall, ticket, 15))

    assert (ticket.state, ticket.window) == (TicketState.FINISHED, 1)
    assert hall.hall.windows[2].ticket == ""
    assert [n.words for n in hall.hall.notices.values()] == [{"number": "A001", "windows": "1、2"}]


def test_a_service_handed_in_for_a_call_past_a_hub_that_was_there_is_out_of_order_and_staff_are_told(
    hall: Played,
) -> None:
    # Given a window that has called and served with the hub since then
    ticket, other = hall.take(), hall.take()
    hall.later(minutes=10)
    hall.say(clerk(1), c.CallTicket(ticket=other.id, reason="agreed"))
    hall.later(minutes=1)
    # When it hands in that it called somebody else before that
    handed_in, told = hall.say(clerk(1), served(hall, ticket, 5))
    # Then it is kept, as what it is
    assert isinstance(handed_in, e.ServiceHandedIn)
    assert (handed_in.live, ticket.state) == (True, TicketState.FINISHED)
    assert isinstance(told, e.NoticeRaised)
    assert (told.code, told.window) == ("called_past_hub", 1)


def test_handing_in_several_calls_is_no_work_with_the_hub(hall: Played) -> None:
    tickets = [hall.take() for _ in range(3)]
    hall.later(minutes=30)
    for ticket, minutes in zip(tickets, (20, 15, 10), strict=True):
        (event,) = hall.say(clerk(1), served(hall, ticket, minutes))
        assert isinstance(event, e.ServiceHandedIn)
        assert not event.live


def test_a_ticket_that_was_given_up_stays_given_up(hall: Played) -> None:
    ticket = hall.take()
    hall.say(KIOSK, c.CancelTicket(ticket=ticket.id))
    hall.later(minutes=10)

    hall.say(clerk(1), served(hall, ticket, 5))

    assert ticket.state is TicketState.CANCELLED
    assert any(isinstance(event, e.ServiceHandedIn) and event.beaten for event in hall.events)


def test_a_step_from_before_the_outage_is_not_taken_back(hall: Played) -> None:
    ticket = hall.take()
    hall.call(1)
    hall.later(seconds=1)
    hall.say(clerk(1), served(hall, ticket, 0, AwayOutcome.SERVING))

    assert refusal(hall, clerk(1), c.Undo()) == "nothing_to_undo"


def test_a_service_of_yesterday_is_written_down_and_changes_nothing(hall: Played) -> None:
    ticket = hall.take()
    hall.later(days=1)
    hall.say(HUB, c.Tick())
    windows = dict(hall.hall.windows)

    hall.say(clerk(1), served(hall, ticket, 20 * 60))

    assert hall.events[-1] == e.ServiceHandedIn(
        at=hall.now,
        by="clerk:window-1",
        ticket=ticket.id,
        window=1,
        clerk="",
        called_at=minutes_ago(hall, 20 * 60),
        started_at=minutes_ago(hall, 20 * 60),
        ended_at=minutes_ago(hall, 20 * 60),
        outcome=AwayOutcome.SERVED,
        late=True,
    )
    assert hall.hall.windows == windows
    assert hall.hall.tickets == {}


def test_a_ticket_that_nobody_knows_today_is_refused(hall: Played) -> None:
    ticket = hall.take()
    unknown = msgspec.structs.replace(served(hall, ticket, 1), ticket="nobody")

    assert refusal(hall, clerk(1), unknown) == "unknown_ticket"
    assert refusal(hall, clerk(99), served(hall, ticket, 1)) == "no_window"


def test_who_was_overtaken_is_not_preferred_where_the_hall_does_not_want_it() -> None:
    hall = Played(msgspec.structs.replace(away_hall(), away=s.Away(per_kiosk=10, second_visit=False)))
    hall.staff(1)
    first, second = hall.take(), hall.take()
    hall.later(minutes=10)

    hall.say(clerk(1), served(hall, second, 5))
    hall.later(minutes=2)
    hall.say(HUB, c.Tick())

    assert first.visitor_class is VisitorClass.ORDINARY
    assert hall.hall.merge is None


def test_who_goes_first_anyway_or_came_later_is_not_overtaken(hall: Played) -> None:
    old = hall.take("a-1", hall.person("old", VisitorClass.PRIORITY))
    second = hall.take()
    hall.later(minutes=10)
    late = hall.take()

    hall.say(clerk(1), served(hall, second, 5))
    hall.later(minutes=2)
    hall.say(HUB, c.Tick())

    assert old.visitor_class is VisitorClass.PRIORITY
    assert late.visitor_class is VisitorClass.ORDINARY


def test_a_clerk_sees_whom_the_window_calls_without_the_hub(hall: Played) -> None:
    hall.staff(2)
    tickets = [hall.take() for _ in range(5)]

    rows = {row.number: row.away_share for row in of_kind(seen(hall, clerk(1)), r.TicketRow)}
    others = {row.number: row.away_share for row in of_kind(seen(hall, clerk(2)), r.TicketRow)}

    assert [rows[t.number] for t in tickets] == [True, False, True, False, True]
    assert [others[t.number] for t in tickets] == [False, True, False, True, False]


def test_a_clerk_sees_the_whole_share_however_many_wait() -> None:
    hall = Played(away_hall())
    for window in (1, 2, 3):
        hall.staff(window)
    for _ in range(50):
        hall.take()

    shown = [of_kind(seen(hall, clerk(window)), r.TicketRow) for window in (1, 2, 3)]
    own = [{row.id for row in rows if row.away_share} for rows in shown]

    assert [len(names) for names in own] == [12, 12, 12]
    assert len(set.union(*own)) == 36
