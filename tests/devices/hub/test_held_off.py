"""Whoever tries many staff numbers at one place is held off there, and nobody else is."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config import schema as s
from devices.hub.hub import Hub
from devices.hub.journal import Journal
from devices.hub.people import Principal
from devices.hub.place_tries import PLACES, WITHIN_S, WRONG, PlaceTries
from devices.hub.staff_register import StaffRegister
from devices.hub.vault import Vault
from devices.link import commands as c
from devices.link.messages import No
from tests.devices.hub import registers
from tests.devices.hub.clocks import Clock
from tests.devices.hub.doors import running
from tests.devices.hub.played import clerk
from tests.devices.hub.registers import LI, OTHER_PIN, PIN, WANG
from tests.halls import small_hall

NOT_IT = "190274"


class Seconds:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


# the count ----------------------------------------------------------------------------------------


@given(st.lists(st.tuples(st.sampled_from("ab"), st.floats(0, WITHIN_S)), max_size=60))
def test_no_place_is_ever_let_try_more_often_than_that(tries: list[tuple[str, float]]) -> None:
    clock = Seconds()
    count = PlaceTries(clock)
    made: dict[str, list[float]] = {"a": [], "b": []}
    for place, pause in tries:
        clock.now += pause
        recent = [at for at in made[place] if at > clock.now - WITHIN_S]
        assert (count.begin(place) is None) == (len(recent) >= WRONG)
        if len(recent) < WRONG:
            made[place].append(clock.now)


def test_a_good_try_counts_for_nothing_and_makes_up_for_none() -> None:
    count = PlaceTries(Seconds())
    for _ in range(WRONG - 1):
        assert count.begin("a") is not None
    for _ in range(50):
        begun = count.begin("a")
        assert begun is not None
        count.was_good("a", begun)
    assert not count.full("a")
    assert count.begin("a") is not None
    assert count.full("a")
    assert count.begin("a") is None


def test_the_places_of_a_whole_network_do_not_fill_the_memory() -> None:
    count = PlaceTries(Seconds())
    for number in range(PLACES + 500):
        count.begin(f"10.0.{number}")
    count.was_good("10.0.0", 0.0)
    assert len(count._wrong) == PLACES


# at panels ----------------------------------------------------------------------------------------


@pytest.fixture
def register(tmp_path: Path, clock: Clock) -> Iterator[StaffRegister]:
    made = registers.opened(tmp_path / "staff.db", clock)
    made.set_pin(WANG, PIN, "technician")
    made.set_pin(LI, OTHER_PIN, "technician")
    yield made
    made.close()


@pytest.fixture
async def hub(tmp_path: Path, clock: Clock, register: StaffRegister) -> AsyncIterator[Hub]:
    config = small_hall()
    others = tuple(s.Clerk(number=f"05{n:02}", name=f"员{n}") for n in range(30))
    made = Hub(
        small_hall(staff=s.Staff(sign_in="pin"), clerks=(*config.clerks, *others)),
        Journal(tmp_path / "journal.db"),
        Vault(tmp_path / "vault.db", tmp_path / "keys" / "vault.key"),
        clock,
        staff=register,
    )
    async with running(made):
        yield made


@pytest.fixture
def seconds(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> Seconds:
    made = Seconds()
    monkeypatch.setattr(hub.proofs._tries, "_clock", made)
    return made


async def signs_in(hub: Hub, by: Principal, number: str, pin: str) -> str:
    reply = await hub.do(by, uuid.uuid4().hex, c.SignIn(clerk=number, pin=pin))
    return reply.code if isinstance(reply, No) else ""


async def test_one_pin_tried_on_every_number_holds_the_panel_off(
    hub: Hub, register: StaffRegister, seconds: Seconds, expects_log: Callable[[str], None]
) -> None:
    expects_log("Too many wrong cards or PINs at clerk:window-1")
    for n in range(30):
        register.set_pin(f"05{n:02}", PIN, "technician")
    said = [await signs_in(hub, clerk(1), f"05{n:02}", NOT_IT) for n in range(25)]
    assert said == ["pin_wrong"] * WRONG + ["place_locked"] * 15
    # Not even the right one is looked at there, and nobody is locked who was not guessed at.
    assert await signs_in(hub, clerk(1), WANG, PIN) == "place_locked"
    assert register.pin_status("0515").locked_until is None
    assert await signs_in(hub, clerk(2), WANG, PIN) == ""
    seconds.now += WITHIN_S
    assert await signs_in(hub, clerk(1), LI, OTHER_PIN) == ""


async def test_guesses_said_all_at_once_do_not_outrun_it(
    hub: Hub, seconds: Seconds, expects_log: Callable[[str], None]
) -> None:
    expects_log("Too many wrong cards or PINs at clerk:window-1")
    said = await asyncio.gather(*(signs_in(hub, clerk(1), f"05{n:02}", NOT_IT) for n in range(25)))
    assert (said.count("pin_none"), said.count("place_locked")) == (WRONG, 15)


async def test_numbers_that_nobody_has_count_too(
    hub: Hub, seconds: Seconds, expects_log: Callable[[str], None]
) -> None:
    expects_log("Too many wrong cards or PINs at clerk:window-1")
    said = [await signs_in(hub, clerk(1), f"99{n:02}", NOT_IT) for n in range(12)]
    assert said == ["unknown_clerk"] * WRONG + ["place_locked"] * 2


async def test_a_clerk_who_waits_for_the_end_of_a_lock_does_not_hold_the_panel_off(
    hub: Hub, seconds: Seconds, clock: Clock
) -> None:
    for _ in range(5):
        assert await signs_in(hub, clerk(1), WANG, NOT_IT) == "pin_wrong"
    for _ in range(20):
        assert await signs_in(hub, clerk(1), WANG, PIN) == "pin_locked"
    assert await signs_in(hub, clerk(1), LI, OTHER_PIN) == ""


async def test_a_register_that_fails_holds_nobody_off(
    hub: Hub, register: StaffRegister, seconds: Seconds, expects_log: Callable[[str], None]
) -> None:
    expects_log("The staff register cannot be used")
    register._file._conn.execute("ALTER TABLE pins RENAME TO hidden")
    for _ in range(WRONG + 1):
        assert await signs_in(hub, clerk(1), WANG, PIN) == "register_failed"
    register._file._conn.execute("ALTER TABLE hidden RENAME TO pins")
    assert await signs_in(hub, clerk(1), WANG, PIN) == ""
