"""The halls that are shipped: right as they are, and as large as the papers say."""

from __future__ import annotations

from collections import Counter
from datetime import date, time
from pathlib import Path

import pytest

import config
from config.load import load
from config.notes import warnings
from config.schema import HallConfig
from devices.catalogue import DRIVERS
from devices.kinds import FAMILIES
from devices.transports.ports import open_port

HALLS = Path(config.__file__).parent / "halls"
NAMES = ("demo", "zhengzhou", "liupanshui")


@pytest.fixture(scope="module", params=NAMES)
def hall(request: pytest.FixtureRequest) -> HallConfig:
    return load(HALLS / str(request.param), kinds=FAMILIES)


@pytest.fixture(scope="module")
def demo() -> HallConfig:
    return load(HALLS / "demo")


@pytest.fixture(scope="module")
def zhengzhou() -> HallConfig:
    return load(HALLS / "zhengzhou")


@pytest.fixture(scope="module")
def liupanshui() -> HallConfig:
    return load(HALLS / "liupanshui")


def types(hall: HallConfig) -> Counter[str]:
    return Counter(window.type for window in hall.windows)


def test_there_are_no_other_halls() -> None:
    assert {folder.name for folder in HALLS.iterdir()} == set(NAMES)


def test_every_queue_has_an_item_and_everything_is_marked_an_example(hall: HallConfig) -> None:
    assert {item.queue for item in hall.items} == {queue.id for queue in hall.queues}
    assert all(item.example for item in hall.items)


def test_names_are_distinct_and_can_be_searched_by_everyday_words(hall: HallConfig) -> None:
    assert len({item.name for item in hall.items}) == len(hall.items)
    assert all(item.keywords and item.department and item.name == item.name.strip() for item in hall.items)


def test_a_hall_is_reached_from_its_own_computer_until_it_says_otherwise(hall: HallConfig) -> None:
    assert hall.hub.host == "127.0.0.1"


def test_every_driver_takes_the_options_it_is_given(hall: HallConfig, tmp_path: Path) -> None:
    for device in hall.devices:
        driver, gap_s = DRIVERS[device.kind](hall, device, HALLS / "demo")
        assert gap_s >= 0
        assert driver.outbox() == [], "a driver that is not connected has nothing to say"
        open_port(device.port, tmp_path)


def test_the_demo_is_open_at_any_hour_of_any_day(demo: HallConfig) -> None:
    assert len(demo.hours.days) == 7
    assert demo.hours.open == ("00:00-23:59",)
    assert not any(queue.hours for queue in demo.queues)


def test_the_demo_has_one_of_everything(demo: HallConfig) -> None:
    kinds = {device.kind for device in demo.devices}
    assert kinds == {"escpos-printer", "idcard-reader", "serial-scanner", "led-strip", "speaker"}
    assert [len(kiosk.featured) for kiosk in demo.kiosks] == [6]
    assert len(demo.zones) == 2
    assert types(demo) == {"accept": 5, "issue": 1, "consult": 1, "tidal": 1}
    assert [desk.id for desk in demo.desks] == ["desk-1"]
    assert demo.rooms
    assert demo.bundles
    assert {ground.visitor_class for ground in demo.grounds} == {"priority", "second_visit"}
    for part in ("bands", "bookings", "slots", "away_first", "elsewhere", "quota"):
        assert any(getattr(queue, part) for queue in demo.queues), part
    assert demo.staff.sign_in == "card_pin"
    assert {d.window for d in demo.devices if d.kind == "idcard-reader"} == {0, 1, 8}
    assert len(demo.clerks) >= 6
    assert {device.zone for device in demo.devices if device.kind == "speaker"} == {z.id for z in demo.zones}
    assert {device.window for device in demo.devices if device.kind == "led-strip"} == {1, 2}
    assert all(item.name_en and item.name_en.isascii() for item in demo.items)
    assert all(queue.name_en for queue in demo.queues)


def test_nothing_of_a_shipped_hall_needs_a_second_look(hall: HallConfig) -> None:
    # Given the day on which the simulated day is shown; no queue is open without a window at work.
    assert [note.key for note in warnings(hall, date(2026, 11, 23))] == ["example"]


def test_holidays_are_those_of_the_notice_of_2026(zhengzhou: HallConfig, liupanshui: HallConfig) -> None:
    calendar = zhengzhou.calendar
    assert calendar == liupanshui.calendar
    assert (len(calendar.holidays), len(calendar.workdays)) == (33, 6)
    assert all(day.weekday() >= 5 for day in calendar.workdays)
    # The notice for 2027 is not out; the lists end with what is known.
    assert calendar.until == date(2026, 12, 31)


def test_zhengzhou_serves_much_wanted_business_at_weekends_and_on_holidays(zhengzhou: HallConfig) -> None:
    weekend = {queue.id for queue in zhengzhou.queues if "sat" in queue.days}
    assert weekend == {
        f"{name}{end}" for name in ("fund", "estate", "police", "labour") for end in ("", "-issue")
    }
    assert weekend == {queue.id for queue in zhengzhou.queues if queue.holiday == "open"}
    assert {q.holiday for q in zhengzhou.queues if q.id not in weekend} == {"request"}
    open_windows = [window for window in zhengzhou.windows if "sun" in window.days]
    assert 0.1 < len(open_windows) / len(zhengzhou.windows) < 0.25


def test_zhengzhou_has_life_events_and_next_steps_at_its_issue_windows(zhengzhou: HallConfig) -> None:
    items = {item.code: item for item in zhengzhou.items}
    assert {"newborn", "company", "used-home"} <= {bundle.id for bundle in zhengzhou.bundles}
    assert all(code in items for bundle in zhengzhou.bundles for code in bundle.items)
    steps = {item.next for item in zhengzhou.items if item.next}
    assert steps
    assert all(queue.endswith("-issue") for queue in steps)


def test_zhengzhou_has_its_three_desks_and_staff_who_go_anywhere(zhengzhou: HallConfig) -> None:
    assert [desk.name for desk in zhengzhou.desks] == ["总咨询台", "总服务台", "总投诉台"]
    assert len(zhengzhou.rooms) == 4
    floaters = [clerk for clerk in zhengzhou.clerks if clerk.role == "clerk" and not clerk.zones]
    assert len(floaters) >= 6


def test_zhengzhou_has_the_windows_of_its_list(zhengzhou: HallConfig) -> None:
    assert len(zhengzhou.windows) == 107
    assert types(zhengzhou) == {"accept": 89, "issue": 14, "immediate": 4}
    by_zone = Counter(window.zone for window in zhengzhou.windows)
    assert by_zone == {
        "fund-tax": 22,
        "estate": 32,
        "police": 22,
        "build-social": 13,
        "business": 13,
        "labour": 5,
    }
    assert [zone.floor for zone in zhengzhou.zones] == [1, 1, 1, 3, 3, 3]
    by_queue = Counter(window.queues[0] for window in zhengzhou.windows)
    assert (by_queue["fund"], by_queue["fund-issue"]) == (10, 2)
    assert (by_queue["tax"], by_queue["tax-issue"]) == (8, 2)
    assert (by_queue["construction"], by_queue["construction-issue"]) == (3, 1)
    assert (by_queue["social"], by_queue["social-quick"], by_queue["social-issue"]) == (6, 2, 1)


def test_zhengzhou_has_the_items_of_its_list(zhengzhou: HallConfig) -> None:
    assert len(zhengzhou.items) == 778
    zone_of = {queue.id: queue.zone for queue in zhengzhou.queues}
    field_of = {name: name.partition("-")[0] for name in zone_of}
    by_zone = Counter(zone_of[item.queue] for item in zhengzhou.items)
    assert by_zone == {
        "fund-tax": 29,
        "estate": 16,
        "police": 32,
        "build-social": 191 + 251,
        "business": 87,
        "labour": 172,
    }
    by_field = Counter(field_of[item.queue] for item in zhengzhou.items)
    assert (by_field["construction"], by_field["social"]) == (191, 251)


def test_zhengzhou_has_the_phones_of_its_opening_notice(zhengzhou: HallConfig) -> None:
    assert zhengzhou.hall.consult_phone == "0371-67580990"
    assert zhengzhou.hall.complaint_phone == "0371-67581000"


def test_zhengzhou_serves_through_noon_where_the_papers_say_so(zhengzhou: HallConfig) -> None:
    through = {
        queue.id
        for queue in zhengzhou.queues
        for span in queue.hours
        if time.fromisoformat(span[:5]) < time(12, 30) < time.fromisoformat(span[6:])
    }
    assert {"fund", "estate", "police", "labour"} <= through
    assert zhengzhou.hours.open == ("09:00-12:00", "13:00-17:00")


def test_liupanshui_has_the_windows_of_its_plan(liupanshui: HallConfig) -> None:
    assert types(liupanshui) == {"accept": 12, "dedicated": 3, "tidal": 3, "issue": 2}
    by_first = Counter(window.queues[0] for window in liupanshui.windows if window.type == "accept")
    assert by_first == {"business": 3, "construction": 3, "social": 6}
    assert all(len(window.queues) == 3 for window in liupanshui.windows if window.type == "tidal")
    assert liupanshui.hours.days == ("mon", "tue", "wed", "thu", "fri")
    assert liupanshui.hall.consult_phone == "0858-6807233"
    assert liupanshui.hall.complaint_phone == "0858-6807333"
    assert 50 <= len(liupanshui.items) <= 70
    tidal = {window.number for window in liupanshui.windows if window.type == "tidal"}
    assert all(set(season.windows) <= tidal for season in liupanshui.seasons)
