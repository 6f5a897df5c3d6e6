"""The hub's own backups: at their times, again after a failure, and never in anybody's way."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from config.schema import Backup as Settings
from devices.hub import backups as module
from devices.hub.backup import BackupFailed, Source
from devices.hub.backup_status import BackupState, was_due
from devices.hub.backups import AGAIN, Backups
from devices.hub.people import HUB
from devices.link import commands as c
from devices.link.notices import said
from tests.devices.hub.data_folders import data_of
from tests.devices.hub.played import Played
from tests.halls import MORNING, small_hall


class Day:
    """A day that goes on by a minute with each look, and at its end lets the hub's backups end."""

    def __init__(self, minutes: int) -> None:
        self.now = MORNING
        self._left = minutes
        self.over = asyncio.Event()

    def time(self) -> datetime:
        return self.now

    async def wait(self, seconds: float) -> None:
        self.now += timedelta(minutes=1)
        self._left -= 1
        if self._left <= 0:
            self.over.set()
            await asyncio.Event().wait()
        await asyncio.sleep(0)


class Kept:
    """Backups over a day, and what they told."""

    def __init__(self, day: Day, settings: Settings, source: Source) -> None:
        self.day = day
        self.told: list[datetime | None] = []
        self.backups = Backups(settings, source, day.time, self.told.append, day.wait)

    async def live(self) -> None:
        task = asyncio.create_task(self.backups.run(), name="backups")
        over = asyncio.create_task(self.day.over.wait(), name="over")
        await asyncio.wait([task, over], return_when=asyncio.FIRST_COMPLETED)
        for each in (task, over):
            each.cancel()
        await asyncio.gather(task, over, return_exceptions=True)


@pytest.fixture
def source(tmp_path: Path) -> Source:
    return data_of(tmp_path)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    made = tmp_path / "target"
    made.mkdir()
    return made


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize(
    ("after", "now", "due"),
    [
        ("09:00", "12:29", False),
        ("12:29", "12:30", True),
        ("12:30", "12:31", False),
        ("12:30", "18:30", True),
        ("18:30", "23:59", False),
    ],
)
def test_a_backup_is_due_once_at_each_time(after: str, now: str, due: bool) -> None:
    def at(time: str) -> datetime:
        return MORNING.replace(hour=int(time[:2]), minute=int(time[3:]))

    assert was_due(("12:30", "18:30"), at(after), at(now)) is due


def test_a_time_that_was_slept_through_is_still_due() -> None:
    assert was_due(("12:30",), MORNING, MORNING + timedelta(days=3))
    assert not was_due((), MORNING, MORNING + timedelta(days=3))
    assert was_due(("00:00",), MORNING, MORNING.replace(hour=0, minute=0) + timedelta(days=1))


async def test_the_hub_makes_its_backups_by_itself(source: Source, target: Path) -> None:
    settings = Settings(target=str(target), times=("09:40", "10:00"), other_disk=False)
    kept = Kept(Day(minutes=60), settings, source)

    await kept.live()

    assert names(target) == [
        "myhall-20260302T094000",
        "myhall-20260302T100000",
    ]
    assert kept.backups.status.state is BackupState.WELL
    assert kept.backups.status.last_at == MORNING.replace(hour=10, minute=0)
    assert kept.told == [None, None]


async def test_without_a_target_there_are_none(source: Source) -> None:
    kept = Kept(Day(minutes=600), Settings(), source)

    await kept.backups.run()

    assert kept.backups.status.state is BackupState.OFF
    assert kept.told == []


async def test_a_failure_is_told_and_tried_again_until_it_is_mended(
    source: Source, target: Path, expects_log: Callable[[str], None]
) -> None:
    expects_log("No backup: .*is its disk mounted")
    settings = Settings(target=str(target / "disk"), times=("09:40",), other_disk=False)
    kept = Kept(Day(minutes=40), settings, source)
    told = kept.told.append

    def plugged_in(failed_at: datetime | None) -> None:
        told(failed_at)
        if len(kept.told) == 3:
            (target / "disk").mkdir()

    kept.backups = Backups(settings, source, kept.day.time, plugged_in, kept.day.wait)

    await kept.live()

    first = MORNING.replace(minute=40)
    assert kept.told == [first, first, first, None]
    assert kept.backups.status.last_at == first + 3 * AGAIN


async def test_a_target_on_the_journals_own_disk_is_refused_as_one_that_is_not_mounted(
    source: Source, target: Path, expects_log: Callable[[str], None]
) -> None:
    expects_log("own disk")
    kept = Kept(Day(minutes=3), Settings(target=str(target), times=("09:31",)), source)

    await kept.live()

    assert kept.backups.status.state is BackupState.FAILED
    assert names(target) == []


async def test_a_target_that_hangs_holds_up_nothing(
    source: Source, target: Path, monkeypatch: pytest.MonkeyPatch, expects_log: Callable[[str], None]
) -> None:
    expects_log("does not answer")
    hangs = threading.Event()

    def take(*args: object, **more: object) -> None:
        hangs.wait(30)
        raise BackupFailed("late")

    monkeypatch.setattr(module, "take", take)
    monkeypatch.setattr(module, "LONGEST_S", -59.9)
    kept = Kept(Day(minutes=3), Settings(target=str(target), other_disk=False), source)

    await asyncio.wait_for(kept.backups.make(), 5)

    hangs.set()
    assert kept.backups.status.state is BackupState.FAILED


async def test_a_bug_in_a_backup_is_a_failure_and_no_more(
    source: Source, target: Path, monkeypatch: pytest.MonkeyPatch, expects_log: Callable[[str], None]
) -> None:
    expects_log("A bug: no backup was made")
    expects_log("No backup: $")

    def take(*args: object, **more: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(module, "take", take)
    kept = Kept(Day(minutes=3), Settings(target=str(target), other_disk=False), source)

    await kept.backups.make()

    assert kept.backups.status.state is BackupState.FAILED


def test_staff_are_told_once_and_no_more_when_it_is_mended() -> None:
    p = Played(small_hall())
    p.backup_failed_at = MORNING
    p.say(HUB, c.Tick())
    p.later(minutes=5)
    p.say(HUB, c.Tick())

    (notice,) = [notice for notice in p.hall.notices.values() if notice.code == "backup_failed"]
    assert said(notice.code, notice.words).zh == "从 03-02 09:30 起无法备份，请技术人员检查备份盘。"

    p.backup_failed_at = None
    p.say(HUB, c.Tick())
    assert all(notice.code != "backup_failed" for notice in p.hall.notices.values())
