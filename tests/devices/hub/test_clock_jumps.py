"""The computer's clock jumps: numbers stay unique, waits stay right, the day turns once, staff are told."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from config import schema as s
from devices.hub import events as e
from devices.hub.hub import Hub
from devices.hub.journal import Journal
from devices.hub.people import Principal
from devices.hub.vault import Vault
from devices.link import commands as c
from devices.link.messages import Bye, Done, No, Welcome
from devices.link.words import Role
from tests.devices.hub.clocks import Computer
from tests.devices.hub.doors import opened, running
from tests.devices.hub.lines import WireLine
from tests.devices.hub.played import KIOSK, clerk
from tests.halls import MORNING, small_hall

ALWAYS = s.Hours(days=("mon", "tue", "wed", "thu", "fri", "sat", "sun"), open=("00:00-23:59",), closing="end")


class House:
    """A hub that is started on the same disk again and again, with a computer whose clock jumps."""

    def __init__(self, folder: Path, stack: AsyncExitStack, computer: Computer) -> None:
        self.computer = computer
        # Nobody who is away from the panel for long is signed out here.
        self.config = small_hall(hours=ALWAYS, staff=s.Staff(sign_in="number", idle_min=0))
        self._folder = folder
        self._outer = stack
        self._inner = AsyncExitStack()
        self._said = 0

    async def start(self) -> None:
        journal = Journal(self._folder / "journal.db")
        newest = max((event.at for event in journal.replay()), default=None)
        vault = Vault(self._folder / "vault.db", self._folder / "keys" / "vault.key")
        self.hub = Hub(self.config, journal, vault, self.computer.clock(newest))
        self._inner = await self._outer.enter_async_context(AsyncExitStack())
        await self._inner.enter_async_context(running(self.hub))

    async def restart(self) -> None:
        await self._inner.aclose()
        await self.start()

    async def wait(self, **time: float) -> None:
        """Let true time pass; the hub looks at its clock every minute."""
        for _ in range(int(timedelta(**time).total_seconds() // 60)):
            self.computer.pass_by(seconds=60)
            await self.hub.tick()

    async def say(self, by: Principal, command: c.AnyCommand) -> Done | No:
        self._said += 1
        return await self.hub.do(by, f"said-{self._said:06}", command)

    async def take(self) -> str:
        answer = await self.say(KIOSK, c.TakeTicket(item="a-1"))
        assert isinstance(answer, Done)
        return list(self.hub.hall.tickets)[-1]

    async def call(self) -> None:
        assert isinstance(await self.say(clerk(1), c.CallNext()), Done)
        assert isinstance(await self.say(clerk(1), c.Start()), Done)

    async def finish(self) -> None:
        assert isinstance(await self.say(clerk(1), c.Finish()), Done)

    async def staff(self) -> None:
        assert isinstance(await self.say(clerk(1), c.SignIn(clerk="0101")), Done)
        assert isinstance(await self.say(clerk(1), c.OpenWindow()), Done)

    def waited(self, name: str) -> timedelta:
        ticket = self.hub.hall.tickets[name]
        assert ticket.called_at is not None
        return ticket.called_at - ticket.taken_at

    def events(self) -> list[e.AnyEvent]:
        return list(self.hub.journal.replay())

    def days(self) -> list[date]:
        return [event.day for event in self.events() if isinstance(event, e.DayBegan)]

    def told(self) -> list[str]:
        return [n.words["minutes"] for n in self.hub.hall.notices.values() if n.code == "clock_jumped"]

    def holds(self) -> None:
        """Time went on through the whole journal, and no number was given twice on one day."""
        events = self.events()
        assert all(a.at <= b.at for a, b in itertools.pairwise(events))
        taken = [event for event in events if isinstance(event, e.TicketTaken)]
        numbers = Counter((event.at.date(), event.number) for event in taken)
        assert set(numbers.values()) <= {1}


@pytest.fixture
def computer() -> Computer:
    return Computer(MORNING)


@pytest.fixture
async def house(tmp_path: Path, computer: Computer) -> AsyncIterator[House]:
    async with AsyncExitStack() as stack:
        house = House(tmp_path, stack, computer)
        await house.start()
        yield house
        house.holds()


@pytest.mark.parametrize("minutes", [60, -60])
async def test_a_clock_that_jumps_an_hour_changes_no_wait_and_is_told_once(
    house: House, minutes: int
) -> None:
    await house.staff()
    ticket = await house.take()
    await house.wait(minutes=3)

    house.computer.jump(minutes=minutes)
    await house.wait(minutes=4)
    await house.call()
    await house.wait(minutes=30)

    assert house.waited(ticket) == timedelta(minutes=7)
    assert house.told() == [f"{minutes:+d}"]
    assert house.hub.now() == MORNING + timedelta(minutes=37)
    house.computer.jump(minutes=-minutes)
    await house.wait(minutes=1)
    assert house.told() == []


async def test_a_day_that_comes_early_at_midnight_turns_once(house: House) -> None:
    house.computer.jump(hours=14, minutes=25)
    await house.restart()
    await house.staff()
    first = await house.take()
    await house.wait(minutes=4)

    house.computer.jump(days=1)
    await house.wait(minutes=2)
    second = await house.take()

    assert first in [event.ticket for event in house.events() if isinstance(event, e.TicketExpired)]
    assert house.hub.hall.tickets[second].number == "A001"
    assert house.days() == [date(2026, 3, 2), date(2026, 3, 3)]
    house.computer.jump(days=-1)
    await house.wait(minutes=20)
    assert house.days() == [date(2026, 3, 2), date(2026, 3, 3)]
    assert house.hub.hall.tickets.keys() == {second}


async def test_a_day_that_lasts_is_followed_at_night_and_every_day_turns_once(house: House) -> None:
    await house.take()
    house.computer.jump(days=1)
    await house.wait(minutes=20)
    assert house.days() == [date(2026, 3, 2)], "somebody waits"

    await house.say(KIOSK, c.CancelTicket(ticket=next(iter(house.hub.hall.tickets))))
    await house.wait(minutes=2)

    assert house.days() == [date(2026, 3, 2), date(2026, 3, 3)]
    assert house.hub.now() == MORNING + timedelta(days=1, minutes=22)
    assert house.told() == []


@pytest.mark.parametrize("years", [-1, 1])
async def test_a_clock_in_another_year_gives_no_number_of_another_year(house: House, years: int) -> None:
    await house.staff()
    await house.take()

    house.computer.jump(days=365 * years)
    await house.wait(minutes=15)
    await house.take()

    assert {ticket.number for ticket in house.hub.hall.tickets.values()} == {"A001", "A002"}
    assert house.days() == [date(2026, 3, 2)]
    assert house.told() == [f"{365 * 24 * 60 * years:+d}"]


async def test_a_hub_started_again_after_a_jump_back_goes_on_behind_its_newest_event(house: House) -> None:
    await house.staff()
    first = await house.take()
    await house.wait(minutes=5)
    await house.call()

    house.computer.jump(hours=-3)
    await house.restart()
    second = await house.take()
    await house.wait(minutes=6)
    await house.finish()
    await house.call()

    assert house.waited(first) == timedelta(minutes=5)
    assert house.waited(second) == timedelta(minutes=6)
    assert house.days() == [date(2026, 3, 2)]
    assert house.told() == ["-180"]


async def test_a_hub_started_again_after_a_jump_forward_has_the_computers_time(house: House) -> None:
    await house.staff()
    await house.take()
    house.computer.jump(hours=1)
    await house.wait(minutes=15)
    assert house.told() == ["+60"]

    await house.restart()
    await house.wait(minutes=1)

    assert house.hub.now() == MORNING + timedelta(minutes=76)
    assert house.told() == []


async def test_screens_are_told_the_time_anew_when_it_has_changed(tmp_path: Path, computer: Computer) -> None:
    async with AsyncExitStack() as stack:
        house = House(tmp_path, stack, computer)
        often = msgspec.structs.replace(house.config.hub, heartbeat_s=0.05)
        house.config = msgspec.structs.replace(house.config, hub=often)
        await house.start()
        door = await stack.enter_async_context(opened(house.hub, tmp_path))
        line = await door.enter(Role.SCREEN, "zone-one")
        computer.jump(hours=1)

        await house.wait(minutes=12)

        said = await line.hears()
        while not isinstance(said, Bye):
            said = await line.hears()
        assert said.code == "clock"
        again = await WireLine().dial(door.server, door.identity(Role.SCREEN, "zone-one"))
        assert (await again.expects(Welcome)).now == house.hub.now()
        await again.hang_up()


async def test_waits_are_right_through_the_hour_that_is_there_twice(
    tmp_path: Path, computer: Computer
) -> None:
    # 2026-10-25, 03:00 in Berlin becomes 02:00 once more.
    computer.wall_s = datetime(2026, 10, 25, 0, 20, tzinfo=UTC).timestamp()
    async with AsyncExitStack() as stack:
        house = House(tmp_path, stack, computer)
        in_berlin = msgspec.structs.replace(house.config.hall, timezone="Europe/Berlin")
        house.config = msgspec.structs.replace(house.config, hall=in_berlin)
        await house.start()
        await house.staff()
        ticket = await house.take()
        await house.wait(minutes=50)
        await house.call()
        await house.restart()

        assert house.hub.hall.tickets[ticket].taken_at.hour == 2
        assert house.hub.now().hour == 2
        assert house.waited(ticket) == timedelta(minutes=50)
        assert house.days() == [date(2026, 10, 25)]
        house.holds()
