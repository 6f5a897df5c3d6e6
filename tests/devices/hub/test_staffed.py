"""Nobody is sent to a line that ends today unserved, and who waits over a break is not forgotten."""

from __future__ import annotations

from datetime import date, datetime

import msgspec
import pytest
from hypothesis import given, settings

from config import schema as s
from devices.hub.people import HUB, Principal
from devices.hub.rules.staffed import is_break, is_served_today, times_on
from devices.hub.state import Ticket
from devices.link import commands as c
from devices.link.refusals import Refused
from devices.link.words import Role, TicketState, WindowState
from tests.devices.hub.histories import HISTORIES, Lived
from tests.devices.hub.played import DESK, Played, clerk
from tests.halls import ZONE, small_hall

LEADER = Principal(role=Role.LEADER)
SATURDAY = date(2026, 3, 7)


def at(hall: Played, text: str, day: int = 2) -> None:
    hour, minute = map(int, text.split(":"))
    hall.now = datetime(2026, 3, day, hour, minute, tzinfo=ZONE)


def hall_with(number: int = 3, queue: dict[str, object] | None = None, **changes: object) -> Played:
    """The small hall in which one window and the queue ``t`` are changed; nobody of t needs a card."""
    config = small_hall()
    windows = tuple(
        msgspec.structs.replace(w, **changes) if w.number == number else w for w in config.windows
    )
    first, second, third = config.queues
    third = msgspec.structs.replace(third, real_name=False, **(queue or {}))
    return Played(small_hall(windows=windows, queues=(first, second, third)))


def serving(hall: Played, window: int = 1) -> Ticket:
    hall.staff(window)
    ticket = hall.take("a-1")
    hall.call(window)
    hall.say(clerk(window), c.Start())
    return ticket


def refused(hall: Played, by: Principal, command: c.AnyCommand) -> tuple[str, str, str]:
    with pytest.raises(Refused) as no:
        hall.say(by, command)
    return no.value.code, no.value.sentence.zh, no.value.sentence.en


# Sent on ---------------------------------------------------------------------------------------


def test_nobody_is_sent_to_a_queue_that_is_served_no_more_today_and_is_told_when_next() -> None:
    hall = hall_with(shifts=("09:00-12:00",))
    ticket = serving(hall)
    at(hall, "13:30")

    code, zh, en = refused(hall, clerk(1), c.Transfer(queue="t"))

    assert code == "queue_closed_today"
    assert zh.startswith("税务今天不再有人办理，下次是明天09:00")
    assert en.startswith("Tax is not served any more today, and next tomorrow at 09:00")
    assert refused(hall, clerk(1), c.AddStep(ticket=ticket.id, item="t-1"))[0] == "queue_closed_today"
    assert ticket.state is TicketState.SERVING
    hall.say(clerk(1), c.Finish())
    assert refused(hall, DESK, c.AddStep(ticket=ticket.id, queue="t"))[0] == "queue_closed_today"
    hall.say(DESK, c.AddStep(ticket=ticket.id, queue="b"))


@pytest.mark.parametrize("clock", ["11:58", "12:30", "16:59"])
def test_who_is_sent_on_before_or_in_the_noon_break_waits_for_the_afternoon(clock: str) -> None:
    hall = hall_with()
    serving(hall)
    at(hall, clock)
    hall.say(clerk(1), c.Transfer(queue="t"))
    assert hall.hall.waiting("t") == 1


def test_a_window_that_works_on_after_hours_still_takes_who_is_sent_to_its_queue() -> None:
    hall = hall_with()
    serving(hall)
    at(hall, "17:10")
    assert refused(hall, clerk(1), c.Transfer(queue="t"))[0] == "queue_closed_today"
    hall.staff(3)
    hall.say(clerk(1), c.Transfer(queue="t"))
    assert hall.call(3).queue == "t"


def test_a_clerk_without_the_skill_does_not_serve_the_queue() -> None:
    hall = hall_with()
    clerks = tuple(msgspec.structs.replace(k, skills=("a",)) for k in hall.config.clerks)
    hall = Played(msgspec.structs.replace(hall.config, clerks=clerks))
    serving(hall)
    at(hall, "17:10")
    hall.staff(3)
    assert refused(hall, clerk(1), c.Transfer(queue="t"))[0] == "queue_closed_today"


def test_a_queue_without_hours_today_takes_nobody_but_a_window_with_a_clerk_does() -> None:
    hall = hall_with(queue={"days": ("sat",)})
    serving(hall)
    hall.staff(3)
    code, zh, _ = refused(hall, clerk(1), c.Transfer(queue="t"))
    assert (code, zh[:20]) == ("queue_closed_today", "税务今天不再有人办理，下次是3月7日（周六"[:20])
    hall.say(clerk(1), c.Transfer(window=3))
    assert hall.call(3).state is TicketState.CALLED


def test_a_window_where_nobody_comes_any_more_today_gets_nobody() -> None:
    hall = hall_with(shifts=("09:00-12:00",))
    serving(hall)
    hall.say(clerk(1), c.Hold())
    at(hall, "12:10")
    hall.say(clerk(1), c.Resume(ticket=next(iter(hall.hall.tickets))))
    code, zh, en = refused(hall, clerk(1), c.Transfer(window=3))
    assert code == "queue_closed_today"
    assert zh.startswith("3号窗口今天不再有人办理，下次是明天09:00")
    assert en.startswith("Window 3 is not served")
    hall.say(clerk(1), c.Transfer(window=2))
    assert hall.hall.waiting("@2") == 1


def test_who_comes_back_from_paying_is_told_when_nobody_can_go_on_with_it_today() -> None:
    hall = hall_with()
    ticket = serving(hall)
    hall.say(clerk(1), c.Finish())
    hall.say(clerk(1), c.SignOut())
    at(hall, "16:50")
    hall.say(DESK, c.ComeBack(ticket=ticket.id))
    again = hall_with()
    ticket = serving(again)
    again.say(clerk(1), c.Finish())
    again.say(clerk(1), c.SignOut())
    at(again, "17:05")
    assert refused(again, DESK, c.ComeBack(ticket=ticket.id))[0] == "queue_closed_today"


def test_on_a_holiday_a_queue_that_is_open_counts_by_its_hours() -> None:
    config = hall_with(queue={"holiday": "open", "hours": ("09:00-12:00", "13:00-15:00")}).config
    first, *rest = config.queues
    config = msgspec.structs.replace(
        config,
        calendar=s.Calendar(holidays=(date(2026, 3, 2),)),
        queues=(msgspec.structs.replace(first, holiday="open"), *rest),
    )
    hall = Played(config)
    serving(hall)
    at(hall, "12:30")
    assert [(t.first.hour, t.last.hour) for t in times_on(hall.hall, "t", date(2026, 3, 2))] == [
        (9, 12),
        (13, 15),
    ]
    assert is_break(hall.hall, "t", hall.now)
    assert is_served_today(hall.hall, "t", hall.now)
    hall.say(clerk(1), c.Transfer(queue="t"))
    at(hall, "15:10")
    assert not is_served_today(hall.hall, "t", hall.now)


def test_a_no_show_who_returns_when_nobody_serves_the_queue_any_more_is_told_so() -> None:
    hall = hall_with()
    hall.staff(3)
    ticket = hall.take("t-1")
    hall.call(3)
    hall.say(clerk(3), c.MarkNoShow())
    at(hall, "17:05")
    hall.say(clerk(3), c.SignOut())
    assert refused(hall, DESK, c.ReturnTicket(ticket=ticket.id))[0] == "queue_closed_today"
    hall.staff(3)
    hall.say(DESK, c.ReturnTicket(ticket=ticket.id))
    assert hall.call(3) is ticket


# Seasons ---------------------------------------------------------------------------------------

SEASON = s.Season(item="a-2", windows=(2,), first=date(2026, 3, 1), last=date(2026, 3, 9))


def seasonal(**changes: object) -> Played:
    hall = hall_with(2, None, **changes)
    return Played(msgspec.structs.replace(hall.config, seasons=(SEASON,)))


def test_on_a_day_on_which_the_seasons_windows_do_not_work_all_windows_of_the_queue_serve_the_item() -> None:
    hall = seasonal(days=("tue",))
    hall.staff(1)
    ticket = hall.take("a-2")
    assert ticket.only == ""
    assert hall.call(1) is ticket

    tuesday = seasonal(days=("tue",))
    at(tuesday, "09:30", day=3)
    tuesday.staff(1)
    assert tuesday.take("a-2").only == "a-2"


def test_after_the_seasons_windows_have_gone_a_next_step_for_the_item_waits_with_the_queue() -> None:
    hall = seasonal(shifts=("09:00-12:00",))
    ticket = serving(hall)
    at(hall, "13:30")
    hall.say(clerk(1), c.Transfer(item="a-2"))
    step = hall.hall.tickets[hall.hall.visits[ticket.visit].tickets[-1]]
    assert (step.item, step.only) == ("a-2", "")
    assert hall.call(1) is step


def test_who_waits_for_empty_windows_of_a_season_is_told_and_then_called_by_a_window_that_is_lent() -> None:
    hall = seasonal()
    hall.staff(1)
    hall.staff(3)
    ticket = hall.take("a-2")
    with pytest.raises(Refused, match="nobody_waiting"):
        hall.say(clerk(1), c.CallNext())
    hall.later(minutes=10)
    assert told(hall) == [("nobody_serves", "~a-2")]

    until = hall.now.replace(hour=11)
    hall.say(LEADER, c.OpenTidal(window=3, queues=("b",), until=until))
    assert "~a-2" not in hall.hall.lines_of(3)
    hall.say(LEADER, c.OpenTidal(window=3, queues=("a",), until=until))
    assert hall.hall.lines_of(3) == ("a", "@3", "~a-2")
    assert told(hall) == []
    assert hall.call(3) is ticket


# Breaks ----------------------------------------------------------------------------------------


def told(hall: Played) -> list[tuple[str, str]]:
    hall.say(HUB, c.Tick())
    return [
        (n.code, n.about) for n in hall.hall.notices.values() if n.code in ("nobody_serves", "left_behind")
    ]


def test_who_waits_over_noon_is_not_told_until_the_afternoons_clerk_is_late() -> None:
    hall = hall_with()
    at(hall, "11:50")
    serving(hall)
    hall.say(clerk(1), c.Transfer(window=2))
    hall.take("t-1")
    hall.say(clerk(1), c.SignOut())
    for clock in ("12:00", "12:59", "13:04"):
        at(hall, clock)
        assert told(hall) == [], clock
    at(hall, "13:06")
    assert sorted(told(hall)) == [("left_behind", "2"), ("nobody_serves", "t")]
    hall.staff(2)
    hall.staff(3)
    assert told(hall) == []


def test_people_who_still_wait_when_nobody_comes_any_more_are_told() -> None:
    hall = hall_with()
    at(hall, "16:40")
    hall.staff(3)
    hall.take("t-1")
    at(hall, "17:00")
    assert told(hall) == []
    hall.say(clerk(3), c.SignOut())
    assert told(hall) == [("nobody_serves", "t")]


def test_a_short_rest_or_a_relief_at_the_only_window_is_nothing_to_tell() -> None:
    hall = hall_with()
    hall.staff(3)
    hall.take("t-1")
    hall.later(minutes=30)
    hall.say(clerk(3), c.PauseWindow(reason="tea"))
    hall.later(minutes=9)
    assert told(hall) == []
    hall.later(minutes=1)
    assert told(hall) == [("nobody_serves", "t")]
    hall.say(clerk(3), c.OpenWindow())
    assert told(hall) == []
    hall.say(clerk(3), c.SignOut())
    hall.later(minutes=9)
    assert told(hall) == []
    hall.later(minutes=1)
    assert told(hall) == [("nobody_serves", "t")]


def test_a_break_of_one_window_is_none_while_another_should_be_there() -> None:
    """Window 1 serves through noon and is empty; window 2 comes back at one."""
    config = small_hall()
    first, *rest = config.windows
    through = msgspec.structs.replace(first, shifts=("09:00-17:00",))
    hall = Played(msgspec.structs.replace(config, windows=(through, *rest)))
    at(hall, "11:30")
    hall.take("a-1")
    at(hall, "12:10")
    assert not is_break(hall.hall, "a", hall.now)
    assert told(hall) == [("nobody_serves", "a")]


@settings(max_examples=60, deadline=None)
@given(HISTORIES)
def test_after_anything_whoever_waits_can_be_called_or_has_a_break_or_staff_were_told(p: Lived) -> None:
    before = p.now
    p.later(minutes=p.config.staff.absent_min)
    p.say(HUB, c.Tick())
    open_ones = [w.number for w in p.hall.windows.values() if w.state is WindowState.OPEN]
    served = {name for number in open_ones for name in p.hall.lines_of(number)}
    for (name, _), line in p.hall.lines.items():
        come = [line[n] for n in range(len(line)) if (line[n].slot or before) <= before]
        if come and name not in served and not is_break(p.hall, name, p.now):
            codes = {("nobody_serves", name), ("left_behind", name[1:])}
            assert codes & p.hall.told, (name, p.now)
