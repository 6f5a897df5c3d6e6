"""The halls that are shipped: right as they are, and as large as the papers say."""

from __future__ import annotations

from collections import Counter
from datetime import time
from pathlib import Path

import pytest

import config
from config.load import load
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
    assert all(item.subject != "legal" or not item.elder for item in hall.items)


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
    assert len(demo.windows) == 6
    assert len(demo.clerks) >= 6
    assert {device.zone for device in demo.devices if device.kind == "speaker"} == {z.id for z in demo.zones}
    assert {device.window for device in demo.devices if device.kind == "led-strip"} == {1, 2}
    assert all(item.name_en and item.name_en.isascii() for item in demo.items)
    assert all(queue.name_en for queue in demo.queues)


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
