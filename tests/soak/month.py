"""Many days of one hub in one process: visitors, clerks, screens, backups, and the nights between.

All that a hub does by itself happens: rows go to some hundred subscribers who leave and come back, pretend
agents take the work for devices, a backup is made at noon while everybody works.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from time import perf_counter

import msgspec

from config.schema import Backup, HallConfig
from devices.hub.backup import source_of
from devices.hub.backups import Backups
from devices.hub.dispatch import Dispatch
from devices.hub.events import AnyEvent
from devices.hub.files import Files
from devices.hub.hub import Hub
from devices.hub.journal import Journal
from devices.hub.people import HUB, HUB_PLACE, Principal
from devices.hub.publish import Publisher
from devices.hub.staff_register import MARK, StaffRegister
from devices.hub.tokens import Tokens
from devices.hub.vault import Vault
from devices.link import commands as c
from devices.link.messages import Announcing, Have, Job, Revoke, Welcome
from devices.link.words import Role
from devices.simulate.casework import Casework
from devices.simulate.clerks import Clerks
from devices.simulate.clock import Clock
from devices.simulate.counter import Counter
from devices.simulate.day import DAY_S, HOUR_S, OPENS_S, TICK_S
from devices.simulate.leader import Leader
from devices.simulate.population import population
from devices.simulate.visitors import Visitors
from tests.soak import samples as s
from tests.soak.stage import HubStage, PretendClock

COPIES = 3
"""Backups that are kept."""
NOON_S = 12 * HOUR_S
_REV = re.compile(rb'\{"type":"(?:patch|snapshot)","rev":(\d+)')
LEAVES = 5
"""Every so many hours one in this many subscribers leaves and comes back."""


@dataclass(eq=False)
class Watcher:
    """A screen, kiosk or panel: it counts what it is sent, and can come back to where it was."""

    by: Principal
    sent: int = 0
    rev: int = 0

    def send(self, frame: bytes) -> None:
        """Take a frame."""
        self.sent += len(frame)
        if (found := _REV.match(frame)) is not None:
            self.rev = int(found[1])


def everybody(config: HallConfig) -> list[Principal]:
    """Whoever watches a hall: three at each window, every kiosk, zone and desk, and the leader."""
    at_windows = [
        Principal(role=role, place=f"window-{window.number}")
        for window in config.windows
        for role in (Role.CLERK, Role.PAD, Role.SCREEN)
    ]
    return [
        *at_windows,
        *(Principal(role=Role.KIOSK, place=kiosk.id) for kiosk in config.kiosks),
        *(Principal(role=Role.SCREEN, place=f"zone-{zone.id}") for zone in config.zones),
        *(Principal(role=Role.DESK, place=desk.id) for desk in config.desks),
        Principal(role=Role.LEADER),
    ]


@dataclass
class Month:
    """A hub that lives through its days.

    Attributes:
        folder: the hall's files.
        place: where its days are kept, in ``data``, and copied to, in ``copies``.
        tick_s: pretend seconds between two ticks while people are here; divides an hour.
        samples: what was seen after each day.
    """

    config: HallConfig
    folder: Path
    place: Path
    loop: asyncio.AbstractEventLoop
    clock: PretendClock
    tick_s: int = TICK_S
    samples: list[s.Sample] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Open the hub's files and begin."""
        self.data, self.copies = self.place / "data", self.place / "copies"
        self.copies.mkdir(parents=True, exist_ok=True)
        self.files = Files(self.data)
        self.config = msgspec.structs.replace(
            self.config,
            # Nobody's PIN is typed here, which would take a third of a second each, and no panel is touched.
            staff=msgspec.structs.replace(self.config.staff, sign_in="number", idle_min=0),
            backup=Backup(target=str(self.copies), keep=COPIES, other_disk=False),
        )
        self._stage: HubStage | None = None
        self._watchers: list[Watcher] = []
        self._lines: dict[str, Callable[[Job | Revoke], None]] = {}
        self._jobs = 0

    # The hub ----------------------------------------------------------------------------------------

    def begin(self) -> float:
        """Start the hub; returns the seconds it took to read its journal."""
        # A backup takes every file that a hub has.
        Tokens(self.files.tokens).close()
        began = perf_counter()
        vault = Vault(self.files.vault, self.files.key)
        self._staff = StaffRegister(self.files.staff, partial(vault.mark, MARK), partial(datetime.now, UTC))
        journal = Journal(self.files.journal)
        self.hub = Hub(self.config, journal, vault, self.clock, self._staff, dawn=self.files.dawn)
        took_s = perf_counter() - began
        self.publisher = Publisher(self.hub)
        self.dispatch = Dispatch(self.hub)
        source = source_of(self.config, self.folder, self.data)
        self.backups = Backups(self.config.backup, source, self.hub.now, lambda failed: None)
        self.hub.after_commit = self._happened
        self._tasks = [
            self.loop.create_task(work, name=name)
            for name, work in (
                ("hub", self.hub.run()),
                ("publisher", self.publisher.run()),
                ("dispatch", self.dispatch.run()),
            )
        ]
        return took_s

    def end(self) -> None:
        """Stop the hub and close its files."""
        self.loop.run_until_complete(self._end())

    async def _end(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self.hub.close()
        self._staff.close()

    def _happened(self, events: list[AnyEvent]) -> None:
        self.publisher.happened(events)
        self.dispatch.happened(events)
        if self._stage is not None:
            self._stage.happened(events)

    # A day ------------------------------------------------------------------------------------------

    def play(self, day: date, seed: int, tickets: int | None) -> s.Sample:
        """Live through a day, and look at the process after it."""
        stage = self._stage = self.clock.stage = HubStage(self.loop, self.hub, day, seed)
        sent = sum(watcher.sent for watcher in self._watchers)
        clock = Clock(stage, seed)
        casework = Casework(clock)
        counter = Counter(clock, casework)
        visitors = Visitors(clock, counter, population(stage.hall, day, seed, tickets))
        casework.comes_again = visitors.will_bring
        counter.comes_back = visitors.will_be_back
        Leader(clock, counter, Clerks(clock, counter))
        wal = 0.0
        stage.say(HUB, c.Tick())
        if not self._watchers:
            stage.wait(self._come())
        for second in _seconds(stage, self.tick_s):
            clock.run(second)
            stage.say(HUB, c.Tick())
            if second % HOUR_S == 0:
                wal = max(wal, _mb(self.files.journal.with_name(f"{self.files.journal.name}-wal")))
                stage.wait(self._some_come_back(second // HOUR_S))
            if second == NOON_S:
                noon = self.loop.create_task(self.backups.make(), name="backup")
        stage.wait(_done(noon))
        tickets_given = len(stage.hall.tickets)
        took_s, turn_s = stage.took_s, stage.turn_s
        del clock, casework, counter, visitors, stage
        sample = s.Sample(
            day=day.isoformat(),
            commands=len(took_s),
            tickets=tickets_given,
            objects=s.objects(),
            rss_mb=s.rss_mb(),
            handles=s.handles(),
            threads=s.threads(),
            p50_ms=1000 * s.at_share(took_s, 0.5),
            p99_ms=1000 * s.at_share(took_s, 0.99),
            journal_mb=_mb(self.files.journal),
            wal_mb=wal,
            vault_mb=_mb(self.files.vault),
            turn_ms=1000 * turn_s,
            sent_mb=(sum(watcher.sent for watcher in self._watchers) - sent) / 1e6,
        )
        self.samples.append(sample)
        return sample

    # Whoever is on the link ---------------------------------------------------------------------------

    async def _come(self) -> None:
        """Every screen of the hall, and an agent on each host with devices."""
        self._watchers = [Watcher(by) for by in everybody(self.config)]
        for watcher in self._watchers:
            await self._join(watcher, None)
        for host in {device.host for device in self.config.devices} | {HUB_PLACE}:
            own = tuple(device.id for device in self.config.devices if device.host == host)
            await self.dispatch.announced(host, self._given, Announcing(devices=own))

    async def _some_come_back(self, hour: int) -> None:
        """Some lines break; half of whoever comes back remembers where it was."""
        for n, watcher in enumerate(self._watchers):
            if n % LEAVES == hour % LEAVES:
                self.publisher.leave(watcher.by, watcher)
                await self._join(watcher, Have(self.publisher.epoch, watcher.rev) if n % 2 else None)

    async def _join(self, watcher: Watcher, have: Have | None) -> None:
        by = watcher.by
        welcome = Welcome(
            role=by.role, place=by.place, epoch=self.publisher.epoch, heartbeat_s=10.0, now=self.hub.now()
        )
        await self.publisher.join(by, watcher, have, welcome)

    def _given(self, work: Job | Revoke) -> None:
        """A pretend agent has work; what became of it the simulated visitors say."""
        self._jobs += 1


def _seconds(stage: HubStage, tick_s: int) -> Iterator[int]:
    """The ticks of a day: close together while people are here."""
    second = 0
    while second < DAY_S:
        staffed = any(window.clerk for window in stage.hall.windows.values())
        busy = second >= OPENS_S and (second < 20 * HOUR_S or staffed)
        second = min(DAY_S - 1, second + (tick_s if busy else HOUR_S // 4))
        yield second
        if second == DAY_S - 1:
            return


async def _done(task: asyncio.Task[None]) -> None:
    await task


def _mb(path: Path) -> float:
    with contextlib.suppress(FileNotFoundError):
        return path.stat().st_size / 1e6
    return 0.0


def days(first: date, count: int) -> Iterator[date]:
    """So many days from one on."""
    return (first + timedelta(days=n) for n in range(count))
