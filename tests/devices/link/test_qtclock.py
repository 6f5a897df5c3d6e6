"""A screen's idea of the hall's time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from devices.link.qtclock import HallClock
from devices.link.words import Role
from tests.display.pretend_link import PretendLink, SteadyClock
from tests.screens.display_rows import HALL

NINE = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


@pytest.fixture
def link(qapp: QGuiApplication) -> PretendLink:
    return PretendLink(Role.SCREEN, "zone-house", NINE)


@pytest.fixture
def steady() -> SteadyClock:
    return SteadyClock()


def test_the_hubs_time_is_counted_on_by_a_clock_that_never_jumps(
    link: PretendLink, steady: SteadyClock
) -> None:
    clock = HallClock(link, read=steady)
    link.connect_hub((HALL,))

    steady.seconds += 90

    assert clock.now() == NINE + timedelta(seconds=90)


def test_the_time_is_told_in_the_halls_own_zone(link: PretendLink, steady: SteadyClock) -> None:
    clock = HallClock(link, read=steady)
    link.connect_hub((msgspec.structs.replace(HALL, timezone="Asia/Urumqi"),))

    assert clock.zone == "Asia/Urumqi"
    assert clock.now().strftime("%H:%M") == "07:00"


def test_a_hub_that_comes_back_tells_the_time_anew(link: PretendLink, steady: SteadyClock) -> None:
    clock = HallClock(link, read=steady)
    link.connect_hub((HALL,))
    link.lose_hub()
    steady.seconds += 60
    assert clock.now() == NINE + timedelta(seconds=60), "it goes on while the hub is away"

    link.now = NINE + timedelta(seconds=75)
    link.connect_hub((HALL,))

    assert clock.now() == NINE + timedelta(seconds=75)


def test_before_the_hub_has_told_the_time_it_is_this_computers(
    link: PretendLink, steady: SteadyClock
) -> None:
    clock = HallClock(link, read=steady)

    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)


def test_it_ticks_while_it_is_started(link: PretendLink, qtbot: QtBot) -> None:
    clock = HallClock(link)

    with qtbot.waitSignal(clock.ticked, timeout=3000):
        clock.start()
