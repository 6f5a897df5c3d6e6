"""The hub's own devices: the same runners without a link."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from config.schema import Device
from devices import runner as runner_module
from devices.hub import local as module
from devices.hub.dispatch import Dispatch
from devices.hub.hub import Hub
from devices.hub.journal import Journal
from devices.hub.local import LocalDevices
from devices.hub.vault import Vault
from devices.link import commands as c
from devices.link import jobs as j
from devices.link.messages import Done, Job, Revoke
from devices.link.words import DeviceState
from devices.virtual.hardware import PretendHardware, furnish
from tests.devices.hub.clocks import Clock
from tests.devices.hub.played import KIOSK, clerk
from tests.halls import small_hall


@pytest.fixture
def made(tmp_path: Path, clock: Clock) -> Hub:
    devices = (
        Device(id="voice", kind="speaker", port="folder://spoken", zone="one"),
        Device(id="strip", kind="led-strip", port="serial://strip", window=1),
        Device(id="elsewhere", kind="speaker", host="K1", port="folder://other", zone="one"),
    )
    return Hub(
        small_hall(devices=devices),
        Journal(tmp_path / "journal.db"),
        Vault(tmp_path / "vault.db", tmp_path / "keys" / "vault.key"),
        clock,
    )


@pytest.fixture
def dispatch(hub: Hub) -> Dispatch:
    dispatch = Dispatch(hub)
    hub.after_commit = dispatch.happened
    return dispatch


@pytest.fixture
async def hardware(hub: Hub, tmp_path: Path) -> AsyncIterator[PretendHardware]:
    hardware = furnish(hub.config, tmp_path, tmp_path / "frames")
    hardware.start()
    yield hardware
    hardware.close()


@pytest.fixture
async def local(
    hub: Hub, dispatch: Dispatch, hardware: PretendHardware, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[LocalDevices]:
    monkeypatch.setattr(runner_module, "BACKOFF_S", (0.01,))
    local = LocalDevices(hub.config, tmp_path, tmp_path, dispatch)
    running = asyncio.create_task(local.run(), name="devices")
    yield local
    assert not running.done()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def so(hub: Hub, true: Callable[[], object]) -> None:
    for _ in range(5000):
        if true():
            return
        await asyncio.sleep(0.002)
    raise AssertionError("it did not become so")


async def test_a_call_is_spoken_and_shown_by_the_hubs_own_devices(
    hub: Hub, local: LocalDevices, hardware: PretendHardware, tmp_path: Path
) -> None:
    await so(hub, lambda: hub.hall.devices["voice"].state is DeviceState.READY)
    steps: list[tuple[object, c.AnyCommand]] = [
        (KIOSK, c.TakeTicket(item="a-1", paper=False)),
        (clerk(1), c.SignIn(clerk="0101")),
        (clerk(1), c.OpenWindow()),
        (clerk(1), c.CallNext()),
    ]
    for n, (by, command) in enumerate(steps):
        assert isinstance(await hub.do(by, f"step-{n:04}", command), Done)  # type: ignore[arg-type]
    await so(hub, lambda: list((tmp_path / "spoken").glob("*.wav")))
    await so(hub, lambda: "A001" in hardware.boards["strip"].shown)
    assert not (tmp_path / "other").exists()


async def test_a_cable_that_is_pulled_is_known_and_so_is_its_return(
    hub: Hub, local: LocalDevices, hardware: PretendHardware
) -> None:
    await so(hub, lambda: hub.hall.devices["strip"].state is DeviceState.READY)
    hardware.lines["strip"].unplug()
    await so(hub, lambda: hub.hall.devices["strip"].state is DeviceState.FAULT)
    hardware.lines["strip"].replug()
    await so(hub, lambda: hub.hall.devices["strip"].state is DeviceState.READY)


async def test_news_that_meet_a_bug_stop_no_other_news(
    hub: Hub, local: LocalDevices, expects_log: Callable[[str], None]
) -> None:
    expects_log("A bug: what voice said could not be taken")
    await so(hub, lambda: hub.hall.devices["voice"].state is DeviceState.READY)
    local.tell("voice", None)  # type: ignore[arg-type]
    local.tell("voice", j.DeviceIs(state=DeviceState.DEGRADED, fault="hoarse"))
    await so(hub, lambda: hub.hall.devices["voice"].fault == "hoarse")


async def test_a_device_that_says_too_much_is_not_heard(
    hub: Hub,
    dispatch: Dispatch,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    expects_log: Callable[[str], None],
) -> None:
    expects_log("voice says more than the hub can take")
    monkeypatch.setattr(module, "MOST_NEWS", 2)
    idle = LocalDevices(hub.config, tmp_path, tmp_path, dispatch)
    for n in range(3):
        idle.tell("voice", j.WorkFailed(job=f"v-{n}", cause="busy"))
    assert idle._news.qsize() == 2


async def test_jobs_reach_their_device_and_no_other(hub: Hub, dispatch: Dispatch, tmp_path: Path) -> None:
    local = LocalDevices(hub.config, tmp_path, tmp_path, dispatch)
    work = j.Announce(number="A001", window=1)
    local._give(Job(id="v-1", device="voice", work=work))
    local._give(Job(id="v-2", device="elsewhere", work=work))
    local._give(Revoke(id="v-9"))
    assert {name: len(each._jobs) for name, each in local._runners.items()} == {"voice": 1, "strip": 0}


def test_a_device_set_wrongly_is_said(hub: Hub, dispatch: Dispatch, tmp_path: Path) -> None:
    wrong = Device(id="thing", kind="speaker", port="pigeon://1")
    with pytest.raises(ValueError, match="device thing"):
        LocalDevices(small_hall(devices=(wrong,)), tmp_path, tmp_path, dispatch)
