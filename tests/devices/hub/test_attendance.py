"""The attendance sheet: who came late, left early, left the post empty, and what the leader corrected."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import msgspec

from config import schema as s
from devices.hub.attendance import ClerkDay, empty_posts, sheet
from devices.hub.people import HUB, Principal
from devices.link import commands as c
from devices.link.words import AttendanceMark, Role
from tests.devices.hub.played import DESK, Played, clerk
from tests.halls import ZONE, small_hall

LEADER = Principal(role=Role.LEADER)
MONDAY, EVENING = date(2026, 3, 2), "18:00"


def at(clock: str, day: int = 2) -> datetime:
    return datetime.fromisoformat(f"2026-03-{day:02}T{clock}").replace(tzinfo=ZONE)


class Day(Played):
    """A day told by the clock."""

    def sign_in(self, clock: str, window: int = 1, number: str = "0101") -> None:
        self.now = at(clock)
        self.staff(window, number)

    def sign_out(self, clock: str, window: int = 1) -> None:
        self.now = at(clock)
        self.say(clerk(window), c.SignOut())

    def sheet(self, until: str = EVENING) -> dict[str, ClerkDay]:
        found = sheet(self.config, MONDAY, self.events, at(until))
        return {day.clerk: day for day in found}


def one_window(**window: object) -> s.HallConfig:
    config = small_hall()
    return small_hall(windows=(msgspec.structs.replace(config.windows[0], **window), *config.windows[1:]))


def test_who_works_both_shifts_is_on_time() -> None:
    day = Day()
    for first, last in (("08:55", "12:00"), ("13:04", "16:56")):
        day.sign_in(first)
        day.sign_out(last)
    found = day.sheet()["0101"]
    assert (found.mark, found.late_min, found.early_min, found.empty_min) == (AttendanceMark.ON_TIME, 0, 0, 0)
    assert [(there.place, there.span.begin, there.span.end) for there in found.at] == [
        ("1", at("08:55"), at("12:00")),
        ("1", at("13:04"), at("16:56")),
    ]


def test_late_and_early_are_minutes_in_which_the_post_was_empty() -> None:
    day = Day()
    day.sign_in("09:12")
    day.sign_out("11:40")
    found = day.sheet()["0101"]
    assert (found.mark, found.late_min, found.early_min) == (AttendanceMark.LATE_AND_EARLY, 12, 20)
    day = Day()
    day.sign_in("09:12")
    day.sign_out("17:00")
    assert day.sheet()["0101"].mark is AttendanceMark.LATE
    day = Day()
    day.sign_in("09:00")
    day.sign_out("16:00")
    assert day.sheet()["0101"].mark is AttendanceMark.EARLY


def test_who_relieves_a_colleague_is_not_late_and_who_is_relieved_not_early() -> None:
    day = Day(one_window(shifts=("09:00-17:00",)))
    day.sign_in("09:00")
    day.sign_out("12:00")
    day.sign_in("12:03", number="0102")
    day.sign_out("17:00")
    found = day.sheet()
    assert {found["0101"].mark, found["0102"].mark} == {AttendanceMark.ON_TIME}


def test_a_gap_between_two_colleagues_is_answered_by_who_went() -> None:
    day = Day(one_window(shifts=("09:00-17:00",)))
    day.sign_in("09:00")
    day.sign_out("12:00")
    day.sign_in("12:30", number="0102")
    day.sign_out("17:00")
    found = day.sheet()
    assert (found["0101"].mark, found["0101"].early_min) == (AttendanceMark.EARLY, 30)
    assert found["0102"].mark is AttendanceMark.ON_TIME


def test_a_post_left_empty_between_two_sign_ins_is_an_empty_post() -> None:
    day = Day()
    day.sign_in("09:00")
    day.sign_out("10:00")
    day.sign_in("10:30")
    day.sign_out("12:00")
    found = day.sheet("12:10")["0101"]
    assert (found.mark, found.empty_min) == (AttendanceMark.EMPTY_POST, 30)


def test_who_helps_at_another_window_meanwhile_is_at_work() -> None:
    day = Day()
    day.sign_in("09:00")
    day.sign_out("10:00")
    day.sign_in("10:01", window=2)
    day.sign_out("11:00", window=2)
    day.sign_in("11:01")
    day.sign_out("12:00")
    found = day.sheet("12:10")["0101"]
    assert found.mark is AttendanceMark.ON_TIME


def test_pauses_are_added_up_by_their_reason_and_absence_is_shown_beside() -> None:
    day = Day()
    day.sign_in("09:00")
    for pause, end in (("09:30", "09:40"), ("10:00", "10:05")):
        day.now = at(pause)
        day.say(clerk(1), c.PauseWindow(reason="tea"))
        day.now = at(end)
        day.say(clerk(1), c.OpenWindow())
    day.take()
    day.now = at("10:25")
    day.say(HUB, c.Tick())
    day.call(1)
    day.later(minutes=1)
    day.say(HUB, c.Tick())
    found = day.sheet("12:00")["0101"]
    assert found.pauses_min == {"tea": 15}
    assert found.away_min == 20


def test_an_absence_and_a_pause_that_nobody_ended_go_on_until_now() -> None:
    day = Day()
    day.sign_in("09:00")
    day.take()
    day.now = at("09:30")
    day.say(HUB, c.Tick())
    assert day.sheet("10:00")["0101"].away_min == 60
    day.say(clerk(1), c.PauseWindow(reason="tea"))
    assert day.sheet("10:00")["0101"].pauses_min == {"tea": 30}


def test_who_did_not_sign_out_has_no_end_and_the_next_day_does_not_count() -> None:
    day = Day()
    day.sign_in("09:00")
    day.now = at("08:50", day=3)
    day.staff(1)
    found = day.sheet("23:00")["0101"]
    (there,) = found.at
    assert there.span.end is None
    assert found.mark is AttendanceMark.ON_TIME


def test_who_did_not_come_is_missing_on_working_days_only() -> None:
    day = Day()
    assert {found.mark for found in day.sheet().values()} == {AttendanceMark.MISSING}
    saturday = sheet(day.config, MONDAY + timedelta(days=5), [], at("18:00", day=7))
    assert saturday == ()


def test_temporary_staff_are_expected_on_their_days_only() -> None:
    config = small_hall()
    gone = msgspec.structs.replace(config.clerks[0], valid_to=date(2026, 3, 1))
    day = Day(small_hall(clerks=(gone, *config.clerks[1:])))
    assert list(day.sheet()) == ["0102", "0103"]


def test_the_leaders_correction_stands_beside_what_was_found_also_days_later() -> None:
    day = Day()
    day.sign_in("09:30")
    day.sign_out("17:00")
    day.now = at("09:10", day=3)
    day.say(
        LEADER,
        c.CorrectAttendance(clerk="0101", day=MONDAY, mark=AttendanceMark.ON_DUTY, words="晨会"),
    )
    found = day.sheet()["0101"]
    assert (found.mark, found.found, found.corrected_by) == (
        AttendanceMark.ON_DUTY,
        AttendanceMark.LATE,
        "leader",
    )


def test_guides_stand_on_the_sheet_with_their_desk() -> None:
    config = small_hall()
    day = Day(small_hall(clerks=(*config.clerks, s.Clerk(number="0201", name="孙丽", role="guide"))))
    day.now = at("09:20")
    day.say(DESK, c.SignIn(clerk="0201"))
    day.now = at("12:00")
    day.say(DESK, c.SignOut())
    found = day.sheet()["0201"]
    assert (found.mark, found.at[0].place) == (AttendanceMark.ON_TIME, "desk-1")


def test_empty_posts_are_listed_by_window() -> None:
    day = Day()
    for clock in ("09:06", "12:00"):
        day.now = at(clock)
        day.say(HUB, c.Tick())
    day.now = at("13:10")
    day.say(HUB, c.Tick())
    found = empty_posts(day.config, MONDAY, day.events)
    assert [(window, span.begin, span.end) for window, span in found if window == 1] == [
        (1, at("09:00"), at("12:00")),
        (1, at("13:00"), None),
    ]
