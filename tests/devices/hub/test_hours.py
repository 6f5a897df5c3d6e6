"""When numbers are given, when they are not, and when then."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config import schema as s
from config.calendar import local
from devices.hub import events as e
from devices.hub.evolve import evolve
from devices.hub.people import HUB
from devices.hub.rules import turn_day
from devices.hub.rules.hours import closes_at, next_open, open_at, span_now, spans_on, why_not
from devices.hub.state import Hall
from devices.link import commands as c
from devices.link.refusals import Refused
from tests.devices.hub.played import DESK, KIOSK, Played
from tests.halls import MORNING, ZONE, small_hall

TODAY = MORNING.date()
SATURDAY = date(2026, 3, 7)


def hall_with(*, hours: s.Hours | None = None, calendar: s.Calendar | None = None, **queue: object) -> Played:
    """The small hall with other hours, and with a changed queue ``a``."""
    config = small_hall(hours=hours or s.Hours(), calendar=calendar or s.Calendar())
    first = msgspec.structs.replace(config.queues[0], **queue)
    return Played(msgspec.structs.replace(config, queues=(first, *config.queues[1:])))


def at(clock: str, day: date = TODAY) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), ZONE)


def refused(hall: Played, now: datetime | None = None) -> str:
    """Code of the refusal of a number of queue ``a``, empty when one is given."""
    hall.now = now or hall.now
    try:
        hall.say(KIOSK, c.TakeTicket(item="a-1"))
    except Refused as no:
        return no.code
    return ""


def next_at(hall: Played, now: datetime) -> str:
    found = next_open(hall.hall, hall.config.queues[0], now)
    return "" if found is None else local(hall.config, found).strftime("%a %d %H:%M")


# Days ------------------------------------------------------------------------------------------


def test_a_queue_has_days_of_its_own_and_the_hall_those_of_the_others() -> None:
    hall = hall_with(days=("sat", "sun"), hours=s.Hours(days=("mon", "tue")))
    assert refused(hall, at("09:30")) == "closed"
    assert refused(hall, at("09:30", SATURDAY)) == ""
    hall.say(KIOSK, c.CancelTicket(ticket=next(iter(hall.hall.tickets))))
    with pytest.raises(Refused, match="closed"):
        hall.say(KIOSK, c.TakeTicket(item="b-1"))


@pytest.mark.parametrize(("holiday", "code"), [("closed", "holiday"), ("open", ""), ("request", "holiday")])
def test_a_holiday_closes_a_queue_unless_it_is_open_on_holidays(holiday: str, code: str) -> None:
    hall = hall_with(holiday=holiday, calendar=s.Calendar(holidays=(TODAY,)))
    assert refused(hall) == code
    queue = hall.config.queues[0]
    assert bool(spans_on(hall.hall, queue, TODAY, requested=True)) is (holiday != "closed")


def test_a_made_up_saturday_is_like_a_day_of_the_week() -> None:
    hall = hall_with(calendar=s.Calendar(workdays=(SATURDAY,)))
    assert refused(hall, at("09:30", SATURDAY)) == ""
    assert refused(hall, at("09:30", SATURDAY + timedelta(days=1))) == "closed"


# Closing ---------------------------------------------------------------------------------------


def test_who_could_not_be_served_before_noon_gets_no_number_for_the_morning() -> None:
    hall = hall_with()
    hall.wait = 30
    assert refused(hall, at("11:20")) == ""
    assert refused(hall, at("11:21")) == "too_late"
    assert next_at(hall, hall.now) == "Mon 02 13:00"
    assert refused(hall, at("16:21")) == "too_late"
    assert next_at(hall, hall.now) == "Tue 03 09:00"


def test_a_closing_by_forecast_keeps_minutes_to_spare() -> None:
    hall = hall_with(closing_min=15)
    assert refused(hall, at("11:35")) == ""
    assert refused(hall, at("11:36")) == "too_late"


def test_a_fixed_closing_asks_no_forecast() -> None:
    hall = hall_with(closing="fixed", closing_min=20)
    hall.wait = 500
    assert refused(hall, at("11:39")) == ""
    assert refused(hall, at("11:40")) == "too_late"


def test_a_queue_may_give_numbers_to_the_end_and_the_hall_may_say_so_for_all() -> None:
    for hall in (hall_with(closing="end"), hall_with(hours=s.Hours(closing="end"))):
        hall.wait = 500
        assert refused(hall, at("11:59")) == ""
        assert refused(hall, at("12:00")) == "closed"


def test_a_hall_open_round_the_clock_is_never_closed_by_forecast() -> None:
    every_day: tuple[s.Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    hall = hall_with(hours=s.Hours(days=every_day, open=("00:00-23:59",)))
    hall.wait = 5000
    for clock in ("00:00", "09:30", "23:58", "23:59"):
        assert refused(hall, at(clock)) == ""


def test_spans_that_meet_are_one_and_nobody_closes_between_them() -> None:
    hall = hall_with(hours=s.Hours(open=("09:00-12:00", "12:00-17:00")))
    hall.wait = 30
    assert refused(hall, at("11:50")) == ""
    (span,) = spans_on(hall.hall, hall.config.queues[0], TODAY)
    assert (span.start, span.end) == (at("09:00"), at("17:00"))


def test_the_hour_of_closing_is_known_before() -> None:
    for changes, clock in (
        ({"closing": "fixed", "closing_min": 20}, "11:40"),
        ({"closing_min": 5}, "11:55"),
        ({"closing": "end", "closing_min": 5}, "12:00"),
    ):
        hall = hall_with(**changes)
        queue = hall.config.queues[0]
        span = span_now(hall.hall, queue, MORNING)
        assert span is not None
        assert closes_at(hall.hall, queue, span) == at(clock)


# Quotas ----------------------------------------------------------------------------------------


def test_a_span_of_the_day_has_a_quota_of_its_own() -> None:
    slots = (s.QuotaSlot(span="09:00-10:00", quota=2), s.QuotaSlot(span="13:00-14:00", quota=0))
    hall = hall_with(slots=slots)
    assert [refused(hall, at("09:30")) for _ in range(3)] == ["", "", "slot_full"]
    assert next_at(hall, hall.now) == "Mon 02 10:00"
    assert refused(hall, at("10:00")) == ""
    assert refused(hall, at("13:10")) == "slot_full"
    assert next_at(hall, hall.now) == "Mon 02 14:00"


def test_the_days_quota_ends_the_day_and_the_next_has_its_own() -> None:
    hall = hall_with(quota=2)
    assert [refused(hall) for _ in range(3)] == ["", "", "full"]
    assert next_at(hall, hall.now) == "Tue 03 09:00"
    assert refused(hall, at("09:00", date(2026, 3, 3))) == ""


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 12),
    st.lists(st.integers(0, 4), min_size=8, max_size=8),
    st.lists(st.integers(0, 40), min_size=10, max_size=60),
    st.integers(0, 2**16),
)
def test_quotas_are_never_exceeded(quota: int, slots: list[int], minutes: list[int], seed: int) -> None:
    spans = [f"{hour:02}:00-{hour + 1:02}:00" for hour in range(9, 17)]
    quotas = dict(zip(spans, slots, strict=True))
    laid = tuple(s.QuotaSlot(span=span, quota=many) for span, many in quotas.items())
    hall = hall_with(quota=quota, slots=laid)
    dice = Random(seed)
    for gap in minutes:
        hall.later(minutes=gap)
        refused(hall)
        if dice.random() < 0.2 and hall.hall.tickets:
            hall.say(DESK, c.CancelTicket(ticket=hall.take("b-1").id)) if open_now(hall) else None
    taken = [event.at for event in hall.events if isinstance(event, e.TicketTaken) and event.queue == "a"]
    for day in {when.date() for when in taken}:
        of_day = [when for when in taken if when.date() == day]
        assert not quota or len(of_day) <= quota
        for span, many in quotas.items():
            assert sum(when.hour == int(span[:2]) for when in of_day) <= many


def open_now(hall: Played) -> bool:
    return not why_not(hall.hall, hall.config.queues[1], hall.now, lambda queue: 0)


# When then -------------------------------------------------------------------------------------


def test_after_closing_before_a_holiday_the_next_time_is_after_it() -> None:
    calendar = s.Calendar(
        holidays=(date(2026, 3, 6), date(2026, 3, 9)), workdays=(date(2026, 3, 7), date(2026, 3, 8))
    )
    hall = hall_with(calendar=calendar)
    assert next_at(hall, at("18:00", date(2026, 3, 5))) == "Sat 07 09:00"
    assert next_at(hall, at("18:00", date(2026, 3, 8))) == "Tue 10 09:00"


def test_a_queue_that_never_opens_has_no_next_time() -> None:
    assert next_at(hall_with(hours=s.Hours(closing="fixed", closing_min=600)), MORNING) == ""


ZONES = ["Asia/Shanghai", "America/New_York", "Australia/Lord_Howe"]
DAYS = st.sampled_from(["mon", "tue", "wed", "thu", "fri", "sat", "sun"])
OPEN = st.sampled_from(
    [
        ("09:00-12:00", "13:00-17:00"),
        ("00:00-23:59",),
        ("01:30-02:30",),
        ("18:00-23:59",),
        ("09:00-12:00", "12:00-13:00"),
    ]
)
halls = st.builds(
    lambda zone, days, spans, closing, minutes, holiday, slots: (
        zone,
        {
            "hours": s.Hours(days=tuple(days), open=spans, closing=closing, closing_min=minutes),
            "calendar": s.Calendar(holidays=(date(2026, 3, 9),), workdays=(date(2026, 3, 14),)),
            "holiday": holiday,
            "slots": slots,
        },
    ),
    st.sampled_from(ZONES),
    st.lists(DAYS, min_size=1, unique=True),
    OPEN,
    st.sampled_from(["forecast", "fixed", "end"]),
    st.sampled_from([0, 30, 100]),
    st.sampled_from(["closed", "open", "request"]),
    st.sampled_from(
        [
            (),
            (s.QuotaSlot(span="09:00-10:00", quota=0),),
            (s.QuotaSlot(span="01:00-02:00", quota=1), s.QuotaSlot(span="10:00-11:30", quota=1)),
        ]
    ),
)


@settings(max_examples=150, deadline=None)
@given(halls, st.integers(0, 14 * 24 * 60), st.integers(0, 4))
def test_the_next_time_is_in_the_future_and_then_a_number_is_given(
    laid: tuple[str, dict[str, object]], minutes: int, given_before: int
) -> None:
    zone, changes = laid
    hall = hall_with(**changes)  # type: ignore[arg-type]
    named = msgspec.structs.replace(hall.config.hall, timezone=zone)
    hall = Played(msgspec.structs.replace(hall.config, hall=named))
    # From the Friday before the clocks change in New York.
    hall.now = (datetime(2026, 3, 6, tzinfo=ZoneInfo("UTC")) + timedelta(minutes=minutes)).astimezone(
        ZoneInfo(zone)
    )
    for _ in range(given_before):
        refused(hall)
    queue = hall.config.queues[0]
    then = next_open(hall.hall, queue, hall.now)
    if then is None:
        return
    assert then > hall.now
    assert open_at(hall.hall, queue, then)
    for event in turn_day(hall.hall, then, HUB.name):
        evolve(hall.hall, event)
    assert why_not(hall.hall, queue, then, lambda name: 0) == ""


def test_a_refused_queue_opens_at_the_very_time_that_was_named() -> None:
    """Nothing earlier would have done: minute by minute, numbers are refused until then."""
    hall = hall_with(slots=(s.QuotaSlot(span="09:00-10:00", quota=0),), closing="fixed", closing_min=10)
    queue, now = hall.config.queues[0], at("16:55", date(2026, 3, 6))
    then = next_open(hall.hall, queue, now)
    assert then == at("10:00", date(2026, 3, 9))
    while now < then:
        assert why_not(Hall(hall.config), queue, now, lambda name: 0)
        now += timedelta(minutes=1)
