"""The whole hub in this process: files, port, link, pages, and a clean end."""

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from config.schema import Device, HallConfig, Hours
from config.schema import Hub as HubSettings
from devices.hub.files import Files
from devices.hub.journal import Journal, JournalFailed
from devices.hub.main import serve
from devices.hub.vault import VaultFailed
from devices.link import commands as c
from devices.link.client import LinkClient
from devices.link.identity import Identity
from devices.link.messages import Done, TicketResult
from devices.link.words import Role
from tests.devices.hub.data_folders import journal_of
from tests.devices.hub.doors import free_port
from tests.devices.hub.histories import played
from tests.halls import small_hall
from tests.hubs.premises import enrolled


@pytest.fixture
def config() -> HallConfig:
    every_day = Hours(days=("mon", "tue", "wed", "thu", "fri", "sat", "sun"), open=("00:00-23:59",))
    speaker = Device(id="voice", kind="speaker", port="folder://spoken", zone="one")
    return small_hall(hub=HubSettings(port=free_port()), hours=every_day, devices=(speaker,))


async def test_a_hub_serves_link_and_pages_on_one_port_until_it_is_told_to_end(
    config: HallConfig, tmp_path: Path
) -> None:
    hub = asyncio.create_task(serve(config, tmp_path, tmp_path / "data"), name="serve")
    (file,) = enrolled(tmp_path, config, [(Role.KIOSK, "K1")]).values()
    client = LinkClient(Identity.load(file), "test", retry_s=(0.01,))
    linked = asyncio.create_task(client.run(), name="link")
    async with asyncio.timeout(10):
        done = await client.do(c.TakeTicket(item="a-1", paper=False), "touch-001")
        health = await read(config.hub.port, "/health")
        # Nobody's word counts for where they are, not even from this computer.
        elsewhere = await read(config.hub.port, "/metrics", "X-Forwarded-For: 203.0.113.9\r\n")
        pretended = await read(config.hub.port, "/staff", "X-Forwarded-Proto: https\r\n")
    linked.cancel()
    await asyncio.gather(linked, return_exceptions=True)
    os.kill(os.getpid(), signal.SIGTERM)
    async with asyncio.timeout(10):
        await hub
    assert isinstance(done, Done)
    assert isinstance(done.result, TicketResult)
    assert done.result.number == "A001"
    assert '"state":"ok"' in health
    assert elsewhere.startswith("HTTP/1.1 200 ")
    assert "strict-transport-security" not in pretended
    journal = Journal(Files(tmp_path / "data").journal)
    assert journal.answered("touch-001") is not None
    assert journal.verify() == journal.seq > 0
    journal.close()


async def read(port: int, path: str, header: str = "") -> str:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"GET {path} HTTP/1.1\r\nHost: hub\r\n{header}Connection: close\r\n\r\n".encode())
    answer = await reader.read()
    writer.close()
    await writer.wait_closed()
    return answer.decode()


@pytest.mark.parametrize(
    ("spoil", "error"),
    [
        (lambda files: files.journal.write_bytes(b"no journal" * 100), JournalFailed),
        (lambda files: files.vault.write_bytes(b""), VaultFailed),
    ],
)
async def test_files_that_cannot_be_used_are_said_and_the_next_try_finds_no_lock(
    config: HallConfig, tmp_path: Path, spoil: object, error: type[Exception]
) -> None:
    files = Files(tmp_path / "data")
    files.data.mkdir()
    spoil(files)  # type: ignore[operator]
    for _ in range(2):
        with pytest.raises(error):
            await serve(config, tmp_path, files.data)


async def test_what_is_wrong_with_a_device_keeps_the_hub_from_starting(
    config: HallConfig, tmp_path: Path
) -> None:
    from msgspec.structs import replace

    wrong = replace(config, devices=(Device(id="thing", kind="speaker", port="pigeon://1"),))
    with pytest.raises(ValueError, match="device thing"):
        await serve(wrong, tmp_path, tmp_path / "data")
    with pytest.raises(ValueError, match="device thing"):
        await serve(wrong, tmp_path, tmp_path / "data")


async def test_a_hub_does_not_go_on_from_a_day_that_was_changed_and_says_what_to_do(
    config: HallConfig, tmp_path: Path
) -> None:
    files = Files(tmp_path / "data")
    journal_of(files.journal, played(list(range(30))).events)
    with closing(sqlite3.connect(files.journal)) as conn, conn:
        conn.execute("UPDATE events SET body = body || ' ' WHERE seq = (SELECT MAX(seq) FROM events)")

    with pytest.raises(JournalFailed, match=r"is not what was written\..*hall journal verify.*hall restore"):
        await serve(config, tmp_path, files.data)
