"""The sentence for a visitor who gets no number: it says when next, and where else."""

from __future__ import annotations

from datetime import date, datetime

import msgspec
import pytest

from config import schema as s
from devices.hub.people import Principal
from devices.link import commands as c
from devices.link import rows as r
from devices.link.refusals import REFUSALS, Refused
from devices.link.refusals.base import Sentence
from devices.link.words import ClosingReason, Role
from tests.devices.hub.played import KIOSK, Played
from tests.devices.hub.seeing import of_kind, seen
from tests.halls import MORNING, ZONE, small_hall

TODAY = MORNING.date()
LEADER = Principal(role=Role.LEADER)


def hall_with(calendar: s.Calendar | None = None, **queue: object) -> Played:
    config = small_hall(calendar=calendar or s.Calendar())
    first = msgspec.structs.replace(config.queues[0], **queue)
    return Played(msgspec.structs.replace(config, queues=(first, *config.queues[1:])))


def told(hall: Played, clock: str = "09:30", day: date = TODAY) -> Sentence:
    hour, minute = map(int, clock.split(":"))
    hall.now = datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZONE)
    with pytest.raises(Refused) as no:
        hall.say(KIOSK, c.TakeTicket(item="a-1"))
    return no.value.sentence


def test_at_noon_it_names_the_afternoon_and_the_desk() -> None:
    assert told(hall_with(), "12:10") == Sentence(
        "现在不在取号时间，请今天13:00再来，或到服务台咨询。",
        "Numbers are not given now; please come back today at 13:00, or ask at the desk.",
    )


def test_in_the_evening_it_names_tomorrow_and_before_a_weekend_the_day_and_its_date() -> None:
    assert "明天09:00" in told(hall_with(), "18:00").zh
    friday = told(hall_with(), "18:00", date(2026, 3, 6))
    assert "3月9日（周一）09:00" in friday.zh
    assert "on Monday 9 March at 09:00" in friday.en


def test_a_queue_that_opens_with_the_day_names_the_day_and_no_midnight() -> None:
    hall = hall_with(quota=1, hours=("00:00-23:59",))
    hall.take()
    assert "请明天再来" in told(hall).zh
    assert "come back tomorrow, " in told(hall).en


def test_it_names_the_other_place_of_the_halls_file() -> None:
    hall = hall_with(quota=1, elsewhere="社区便民服务站", elsewhere_en="the community station")
    hall.take()
    assert told(hall) == Sentence(
        "今天的号已取完，请明天09:00再来，也可以到社区便民服务站办理。",
        "Today's numbers are used up; please come back tomorrow at 09:00, or go to the community station.",
    )


def test_too_late_names_the_time_that_cannot_be_kept() -> None:
    sentence = told(hall_with(), "11:55")
    assert sentence.zh.startswith("现在取号，到12:00已来不及办理，请今天13:00再来")
    assert "before 12:00; please come back today at 13:00" in sentence.en


def test_a_part_of_the_day_whose_numbers_are_used_up_names_the_next_part() -> None:
    sentence = told(hall_with(slots=(s.QuotaSlot(span="09:00-10:30", quota=0),)))
    assert "请今天10:30再来取号" in sentence.zh


@pytest.mark.parametrize(("days", "zh"), [(3, "节假日办理请提前3个工作日申请"), (0, "节假日办理请先申请")])
def test_on_a_holiday_it_says_how_service_is_asked_for(days: int, zh: str) -> None:
    hall = hall_with(s.Calendar(holidays=(TODAY,)), holiday="request")
    hall = Played(msgspec.structs.replace(hall.config, bookings=s.Bookings(request_days=days)))
    assert zh in told(hall).zh
    assert "节假日" not in told(hall_with(s.Calendar(holidays=(TODAY,)))).zh


def test_a_closing_by_the_leader_says_why() -> None:
    hall = hall_with()
    hall.take()
    hall.say(LEADER, c.CloseTicketing(queue="a", reason=ClosingReason.SYSTEM))
    assert told(hall).zh == "现在暂停取号（业务系统故障），请今天13:00再来，或到服务台咨询。"


def test_a_queue_that_does_not_open_again_soon_still_names_another_way() -> None:
    config = small_hall(hours=s.Hours(closing="fixed", closing_min=600))
    assert told(Played(config)).zh.endswith("请改日再来，或到服务台咨询。")


def test_the_queues_row_says_the_same_as_the_refusal() -> None:
    hall = hall_with(quota=1)
    hall.take()
    sentence = told(hall)
    rows = {row.id: row for row in of_kind(seen(hall, KIOSK), r.QueueRow)}
    assert (rows["a"].refused, rows["a"].refused_zh, rows["a"].refused_en) == ("full", *sentence)
    assert rows["a"].closes_at is None
    assert (rows["b"].refused, rows["b"].refused_zh) == ("", "")
    assert rows["b"].closes_at == datetime(2026, 3, 2, 12, tzinfo=ZONE)


def test_a_round_the_clock_queue_closes_at_no_time() -> None:
    hall = hall_with(hours=("00:00-23:59",))
    hall.take()
    rows = {row.id: row for row in of_kind(seen(hall, KIOSK), r.QueueRow)}
    assert rows["a"].closes_at is None


@pytest.mark.parametrize("code", ["closed", "holiday", "full", "slot_full", "too_late", "stopped"])
def test_every_sentence_without_a_number_has_room_for_when_and_where(code: str) -> None:
    for text in REFUSALS[code]:
        assert "{when}" in text
        assert "{where}" in text
