"""What a clerk chooses from: reasons, grounds, items of the window, and whom it has served."""

from __future__ import annotations

from devices.hub.views.counter_lists import SERVED_SHOWN
from devices.link import commands as c
from devices.link import rows as r
from devices.link.words import TicketState, VisitorClass
from tests.devices.hub.played import Played, clerk
from tests.devices.hub.seeing import of_kind, seen
from tests.halls import small_hall


def numbers(p: Played, window: int) -> list[str]:
    """Numbers that the window is shown as finished there."""
    rows = of_kind(seen(p, clerk(window)), r.TicketRow)
    return [row.number for row in rows if row.state is TicketState.FINISHED]


def test_reasons_for_pauses_and_for_calls_are_told_apart() -> None:
    p = Played()

    rows = of_kind(seen(p, clerk(1)), r.ReasonRow)

    assert {row.kind for row in rows} == {"pause", "call"}
    assert {row.id for row in rows if row.kind == "call"} == {one.id for one in p.config.call_reasons}
    assert len({row.key for row in rows}) == len(rows)


def test_grounds_come_with_the_class_they_give_and_what_shows_them() -> None:
    rows = {row.id: row for row in of_kind(seen(Played(), clerk(1)), r.GroundRow)}

    assert rows["elder"].evidence == ("身份证", "老年证")
    assert rows["second_visit"].visitor_class is VisitorClass.SECOND_VISIT


def test_a_window_is_shown_the_items_of_its_queues_and_no_others() -> None:
    p = Played()
    p.staff(1)
    queues = set(p.hall.queues_of(1))

    rows = of_kind(seen(p, clerk(1)), r.ItemRow)

    assert {row.code for row in rows} == {item.code for item in p.config.items if item.queue in queues}


def test_the_items_of_a_ticket_that_was_sent_here_are_shown_too() -> None:
    p = Played()
    p.staff(1)
    p.staff(3)
    p.take("t-1", person=p.person("p1"))
    p.call(3)
    p.say(clerk(3), c.Transfer(window=1))
    assert "t-1" not in {row.code for row in of_kind(seen(p, clerk(1)), r.ItemRow)}

    p.call(1)

    assert "t-1" in {row.code for row in of_kind(seen(p, clerk(1)), r.ItemRow)}


def test_a_dedicated_window_is_shown_the_items_of_its_zone() -> None:
    assert {row.code for row in of_kind(seen(Played(), clerk(4)), r.ItemRow)} == {"t-1"}


def test_whom_a_window_served_is_shown_the_newest_first_and_not_for_ever() -> None:
    p = Played(small_hall())
    p.staff(1)
    served = []
    for _ in range(SERVED_SHOWN + 2):
        p.take()
        p.later(minutes=1)
        served.append(p.serve(1).number)

    assert numbers(p, 1) == served[::-1][:SERVED_SHOWN]
    assert numbers(p, 2) == []


def test_a_visit_that_has_gone_on_is_not_shown_as_served() -> None:
    p = Played(small_hall())
    p.staff(1)
    p.take()
    ticket = p.serve(1)
    assert numbers(p, 1) == [ticket.number]

    p.say(clerk(1), c.ComeBack(ticket=ticket.id))

    assert numbers(p, 1) == []
