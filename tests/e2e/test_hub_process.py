"""The hub as a service runs it: started, ended with clients attached, kept alone on its data."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from devices.link import commands as c
from devices.link.client import LinkClient
from devices.link.identity import Identity
from devices.link.messages import Done
from tests.e2e.halls import HALL, HubProcess, running_hub, start_hub

pytestmark = pytest.mark.e2e


@pytest.fixture
async def hub(tmp_path: Path) -> AsyncIterator[HubProcess]:
    async with running_hub(tmp_path / "demo") as running:
        yield running


def client(hub: HubProcess, name: str) -> LinkClient:
    return LinkClient(Identity.load(hub.premises.identity(name)), "test")


async def test_sigterm_ends_the_hub_cleanly_with_clients_attached(
    hub: HubProcess, expects_log: Callable[[str], None]
) -> None:
    expects_log("The hub ended the session")
    clients = [client(hub, name) for name in ("kiosk", "panel", "pad", "window", "zone")]
    tasks = [asyncio.create_task(each.run(), name="client") for each in clients]
    answer = await clients[0].do(c.TakeTicket(item="affairs-01", paper=False))
    assert isinstance(answer, Done)
    hub.process.send_signal(signal.SIGTERM)
    assert await hub.ended() == 0, hub.logged
    assert any("everything answered is in the journal" in line for line in hub.logged)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert any(each.session.refused and each.session.refused.code == "stopping" for each in clients)


async def test_a_second_hub_on_the_same_data_is_refused(hub: HubProcess) -> None:
    second = await start_hub(hub.premises)
    assert await second.ended() == 1
    assert any("another hub is running" in line for line in second.logged), second.logged
    assert hub.process.returncode is None


async def test_a_hub_whose_port_is_taken_says_so(hub: HubProcess, tmp_path: Path) -> None:
    process = await asyncio.create_subprocess_exec(
        HALL,
        "hub",
        "--hall",
        str(hub.premises.hall),
        "--data",
        str(tmp_path / "other"),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    other = HubProcess(hub.premises, process, [])
    assert await other.ended() == 1
    said = "\n".join(other.logged)
    assert "Traceback" not in said, said
    assert str(hub.premises.config.hub.port) in said, said


async def test_a_hall_with_problems_ends_with_2_and_names_them_all(tmp_path: Path) -> None:
    (tmp_path / "hall.toml").write_text('[hall]\nname = "x"\ncolour = "red"\n')
    process = await asyncio.create_subprocess_exec(
        HALL, "hub", "--hall", str(tmp_path), stderr=asyncio.subprocess.PIPE
    )
    _, err = await process.communicate()
    said = err.decode()
    assert process.returncode == 2
    assert "hall.colour" in said
    assert "hall.name_en" in said
    assert "Traceback" not in said
