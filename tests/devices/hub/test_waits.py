"""The forecast follows the hall: the same live and replayed, and ahead is whoever is really called first."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest
from hypothesis import given, settings

from config import schema as s
from config.schema import HallConfig, Hours
from devices.hub import events as e
from devices.hub.evolve import evolve
from devices.hub.people import HUB, Principal
from devices.hub.rules.order import calling_order
from devices.hub.state import Hall, Ticket
from devices.hub.waits import Waits
from devices.link import commands as c
from devices.link.rows import Minutes
from devices.link.words import Role, TicketState, TransferPlace, VisitorClass
from tests.devices.hub import outages
from tests.devices.hub.histories import HISTORIES
from tests.devices.hub.played import BOOKING, DESK, KIOSK, Played, clerk
from tests.halls import small_hall

LEADER = Principal(role=Role.LEADER)


def open_hall() -> HallConfig:
    """The small hall, around the clock."""
    return small_hall(
        hours=Hours(days=("mon", "tue", "wed", "thu", "fri", "sat", "sun"), open=("00:00-23:59",))
    )


class Followed(Played):
    """A hall whose forecast hears of every event as the hub tells it: right after the change."""

    def __init__(self, config: HallConfig | None = None) -> None:
        super().__init__(config or open_hall())
        self.waits = Waits(self.hall)

    def _happen(self, events: list[e.AnyEvent]) -> None:
        for event in events:
            evolve(self.hall, event)
            self.waits.follow(event, self.hall)
        self.events.extend(events)


def replayed(events: list[e.AnyEvent]) -> tuple[Hall, Waits]:
    hall = Hall(open_hall())
    waits = Waits(hall)
    for event in events:
        evolve(hall, event)
        waits.follow(event, hall)
    return hall, waits


def shown(hall: Hall, waits: Waits) -> dict[str, tuple[int, Minutes]]:
    return {q.id: (waits.ahead(hall, q.id), waits.wait(hall, q.id)) for q in hall.config.queues}


def a_busy_day(hall: Followed) -> None:
    """Windows slower than the hall's file says, so that there is something to learn."""
    for n in range(60):
        hall.take("a-1" if n % 3 else "b-1")
        hall.later(minutes=1)
        if n % 4 == 3:
            hall.later(minutes=20)
            for window in (1, 2):
                hall.serve(window)


def test_a_hub_that_starts_again_forecasts_as_before() -> None:
    live = Followed()
    live.staff(1)
    live.staff(2)
    before = shown(live.hall, live.waits)
    a_busy_day(live)
    live.later(days=1)
    live.staff(1)
    live.take()
    hall, waits = replayed(live.events)
    assert shown(hall, waits) == shown(live.hall, live.waits)
    assert before["a"][0] == 0


def test_the_forecast_learns_from_what_happens() -> None:
    taught, fresh = Followed(), Followed()
    for hall in (taught, fresh):
        hall.staff(1)
        hall.staff(2)
    a_busy_day(taught)
    for hall in (taught, fresh):
        hall.later(days=1)
        hall.staff(1)
        for _ in range(4):
            hall.take()
    assert taught.waits.ahead(taught.hall, "a") == fresh.waits.ahead(fresh.hall, "a") == 4
    assert taught.waits.wait(taught.hall, "a").high > fresh.waits.wait(fresh.hall, "a").high


@settings(max_examples=40, deadline=None)
@given(HISTORIES)
def test_replay_forecasts_the_same_after_any_history(p: Played) -> None:
    first, second = replayed(p.events), replayed(p.events)
    assert shown(*first) == shown(*second)
    for hall, waits in (first, second):
        for ticket in waiting(hall):
            assert waits.wait_of(hall, ticket) is not None
            assert waits.ahead_of(hall, ticket) >= 0


def waiting(hall: Hall) -> list[Ticket]:
    return [ticket for ticket in hall.tickets.values() if ticket.state is TicketState.WAITING]


def test_nobody_waits_where_a_window_is_free() -> None:
    hall = Followed()
    hall.staff(1)
    assert shown(hall.hall, hall.waits)["a"] == (0, Minutes(0, 0))
    hall.take()
    hall.call(1)
    assert hall.waits.wait(hall.hall, "a").high > 0


def test_people_ahead_are_counted_over_all_queues_that_share_windows() -> None:
    hall = Followed()
    for window in (1, 3):
        hall.staff(window)
    for item in ("a-1", "b-1", "b-1"):
        hall.take(item)
    assert {queue: ahead for queue, (ahead, _) in shown(hall.hall, hall.waits).items()} == {
        "a": 3,
        "b": 3,
        "t": 0,
    }


def test_ahead_of_a_ticket_is_its_place_in_the_calling_order_of_its_windows() -> None:
    hall = Followed()
    hall.staff(1)
    start = hall.now
    hall.say(
        BOOKING,
        c.BookAppointment(code="x", item="b-1", starts_at=start, ends_at=start + timedelta(minutes=30)),
    )
    for n in range(4):
        hall.take("a-1" if n % 2 else "b-1")
        hall.later(seconds=30)
    hall.take("a-2", hall.person("old", VisitorClass.PRIORITY))
    hall.say(KIOSK, c.CheckIn(code="x"))
    order = [choice.ticket for choice in calling_order(hall.hall, 1, hall.now)]
    # Both count 30 minutes more and four times; the booked one waits two minutes longer.
    assert [ticket.visitor_class for ticket in order[:2]] == [
        VisitorClass.APPOINTMENT,
        VisitorClass.PRIORITY,
    ]
    assert [hall.waits.ahead_of(hall.hall, ticket) for ticket in order] == list(range(6))


def test_ahead_of_a_ticket_changes_with_the_time_as_scores_do() -> None:
    hall = Followed()
    hall.staff(1)
    ordinary = hall.take("a-1")
    hall.later(minutes=121)
    old = hall.take("b-1", hall.person("old", VisitorClass.PRIORITY))
    # 121 against (0 + 30) × 4; a minute later 122 against 124
    soon = hall.now + timedelta(minutes=1)
    assert [hall.waits.ahead_of(hall.hall, t, hall.now) for t in (ordinary, old)] == [0, 1]
    assert [hall.waits.ahead_of(hall.hall, t, soon) for t in (ordinary, old)] == [1, 0]


def test_ahead_of_a_ticket_for_one_window_are_those_whom_that_window_calls_first() -> None:
    hall = Followed()
    for window in (1, 2, 3):
        hall.staff(window)
    hall.take("a-1")
    hall.call(1)
    for _ in range(3):
        hall.take("a-1")
    hall.later(minutes=1)
    hall.say(clerk(1), c.Transfer(window=3, place=TransferPlace.END))
    sent = list(hall.hall.tickets.values())[-1]
    assert hall.waits.ahead_of(hall.hall, sent) == 0


def test_who_is_called_for_a_reason_teaches_the_forecast_nothing() -> None:
    taught, fresh = Followed(), Followed()
    for hall in (taught, fresh):
        hall.staff(1)
        for _ in range(12):
            hall.take("a-1")
            wanted = hall.take("a-1")
            hall.later(minutes=30)
            if hall is taught:
                hall.say(clerk(1), c.CallTicket(ticket=wanted.id, reason="agreed"))
                hall.say(clerk(1), c.Start())
                hall.say(clerk(1), c.Finish())
            for ticket in hall.hall.tickets.values():
                if ticket.state is TicketState.WAITING:
                    hall.say(DESK, c.CancelTicket(ticket=ticket.id))
        hall.later(days=1)
        hall.staff(1)
        hall.take("a-1")
    assert taught.waits.wait(taught.hall, "a") == fresh.waits.wait(fresh.hall, "a")


def test_somebody_who_waits_longer_is_told_less() -> None:
    hall = Followed()
    hall.staff(1)
    for _ in range(6):
        hall.take()
    first, last = waiting(hall.hall)[1], waiting(hall.hall)[-1]
    soon, late = hall.waits.wait_of(hall.hall, first), hall.waits.wait_of(hall.hall, last)
    assert soon is not None
    assert late is not None
    assert soon.high < late.high
    hall.serve(1)
    after = hall.waits.wait_of(hall.hall, last)
    assert after is not None
    assert after.high < late.high


def test_a_second_window_halves_the_people_a_window_has() -> None:
    hall = Followed()
    hall.staff(1)
    for _ in range(8):
        hall.take()
    one = hall.waits.wait(hall.hall, "a")
    hall.staff(2)
    two = hall.waits.wait(hall.hall, "a")
    hall.say(clerk(2), c.PauseWindow(reason="tea"))
    assert two.high < one.high
    assert hall.waits.wait(hall.hall, "a") == one


def test_only_ordinary_first_calls_are_learned_from() -> None:
    taught, fresh = Followed(), Followed()
    for hall in (taught, fresh):
        hall.staff(1)
    for n in range(20):
        taught.take("a-1", taught.person(f"old{n}", VisitorClass.PRIORITY))
        taught.later(minutes=40)
        ticket = taught.call(1)
        taught.say(clerk(1), c.Start())
        # The next step waits for hours in a line of its own.
        taught.say(clerk(1), c.Transfer(window=1))
        assert ticket.visitor_class is VisitorClass.PRIORITY
        taught.serve(1)
    for hall in (taught, fresh):
        hall.later(days=1)
        hall.now = hall.now.replace(hour=9, minute=30)
        hall.staff(1)
        for _ in range(3):
            hall.say(KIOSK, c.TakeTicket(item="a-1"))
    assert taught.waits.wait(taught.hall, "a") == fresh.waits.wait(fresh.hall, "a")


def test_a_queue_nobody_serves_is_forecast_by_the_halls_own_minutes() -> None:
    config = small_hall()
    quick = msgspec.structs.replace(config.queues[2], minutes=2, real_name=False)
    slow = msgspec.structs.replace(config.queues[2], minutes=20, real_name=False)
    waits = []
    for queue in (quick, slow):
        hall = Followed(small_hall(queues=(*config.queues[:2], queue)))
        for _ in range(5):
            hall.take("t-1")
        waits.append(hall.waits.wait(hall.hall, "t"))
    assert waits[0].high < waits[1].high


# What a wait says about service ----------------------------------------------------------------


def expected(hall: Followed) -> float:
    """Minutes for somebody who comes on the next morning, four people being before the only window."""
    hall.later(days=1)
    hall.now = hall.now.replace(hour=9, minute=30)
    hall.staff(1)
    for _ in range(4):
        hall.take()
    return hall.waits.expected_min(hall.hall, "a")


@pytest.mark.parametrize("pauses", [True, False])
def test_a_wait_over_noon_is_learned_as_the_time_in_which_somebody_served(pauses: bool) -> None:
    through, over_noon = Followed(), Followed()
    for hall in (through, over_noon):
        hall.staff(1)
        for _ in range(12):
            hall.take()
        for turn in range(12):
            if hall is over_noon and turn == 5:
                hall.say(clerk(1), c.PauseWindow(reason="tea") if pauses else c.CloseWindow())
                hall.later(minutes=90)
                hall.say(clerk(1), c.OpenWindow())
            hall.later(minutes=10)
            hall.serve(1)
    assert expected(over_noon) == expected(through)


def test_a_clerk_who_is_away_from_an_open_window_serves_nobody() -> None:
    there, away = Followed(), Followed()
    for hall in (there, away):
        hall.staff(1)
        for _ in range(12):
            hall.take()
        for turn in range(12):
            if hall is away and turn == 5:
                hall.say(HUB, c.Tick())
                hall.later(minutes=hall.config.staff.absent_min)
                hall.say(HUB, c.Tick())
                assert hall.hall.windows[1].absent_since is not None
                hall.later(minutes=60)
                # Back again: the clerk's next act ends it.
                hall.say(clerk(1), c.PauseWindow(reason="tea"))
                hall.say(clerk(1), c.OpenWindow())
                hall.say(HUB, c.Tick())
            hall.later(minutes=10)
            hall.serve(1)
    assert expected(away) < expected(there) * 1.2


def test_who_comes_before_a_window_opens_says_nothing_about_service() -> None:
    early, fresh = Followed(), Followed()
    for _ in range(12):
        early.take()
    early.later(minutes=120)
    early.staff(1)
    for _ in range(12):
        early.serve(1)
    assert expected(early) == expected(fresh)


def test_numbers_that_a_kiosk_hands_in_later_say_nothing_about_service() -> None:
    handed_in, fresh = (Followed(outages.away_hall()) for _ in range(2))
    for hall in (handed_in, fresh):
        hall.staff(1)
    at = handed_in.now - timedelta(minutes=30)
    for count in range(10):
        handed_in.say(outages.K1, outages.given(f"t-{count}", outages.FIRST + count, at))
    for _ in range(10):
        handed_in.later(minutes=30)
        handed_in.serve(1)
    assert expected(handed_in) == expected(fresh)


def test_a_window_that_is_lent_to_a_queue_shortens_its_forecast_and_never_lengthens_it() -> None:
    """Its own thirty colleagues do not call from the queue that it was lent to."""
    config = open_hall()
    many = tuple(s.Window(number=n, zone="one", queues=("a",)) for n in range(10, 40))
    clerks = tuple(s.Clerk(number=f"{n:04}", name="何静") for n in range(10, 40))
    hall = Followed(
        msgspec.structs.replace(config, windows=(*config.windows, *many), clerks=(*config.clerks, *clerks))
    )
    hall.staff(3)
    for n in range(10, 40):
        hall.staff(n, f"{n:04}")
    for n in range(6):
        hall.take("t-1", hall.person(f"p{n}"))
    before = hall.waits.expected_min(hall.hall, "t")
    until = hall.now + timedelta(hours=1)
    hall.say(LEADER, c.OpenTidal(window=10, queues=("a", "t"), until=until))
    hall.call(10)
    during = hall.waits.expected_min(hall.hall, "t")
    assert during < before
    for _ in range(5):
        hall.later(minutes=8)
        hall.serve(3)
    hall.say(clerk(10), c.Start())
    hall.say(clerk(10), c.Finish())
    hall.say(LEADER, c.CloseTidal(window=10))
    for n in range(6):
        hall.take("t-1", hall.person(f"q{n}"))
    assert hall.waits.expected_min(hall.hall, "t") <= before * 1.5


def test_on_the_first_day_the_halls_own_minutes_are_told() -> None:
    hall = Followed()
    hall.staff(1)
    hall.staff(2)
    hall.take()
    hall.take()
    for window in (1, 2):
        hall.call(window)
    for _ in range(4):
        hall.take()
    # Services of a and b take 10 and 6 minutes; four people and oneself at two windows.
    assert hall.waits.expected_min(hall.hall, "a") == pytest.approx(5 * 8 / 2)
