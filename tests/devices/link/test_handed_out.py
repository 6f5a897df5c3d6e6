"""The hall's authority, handed to programs on lines that they believe; and what they do with it."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed

from devices.link import codec
from devices.link.client import LinkClient
from devices.link.identity import Identity, fingerprint_of
from devices.link.messages import Believing, HubMessage, Snapshot, Trust, Welcome
from devices.link.session import ClientSession
from devices.link.trust import Trouble, keeps, taken_over
from devices.link.words import Role
from tests.devices.link.clients import welcome
from tests.hubs.authorities import Authority, expired, server_context
from tests.hubs.identities import CHALLENGE, stranger

Logs = Callable[[str], None]
HERE = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
LINK = "wss://hub.hall.example:8710/link"


@pytest.fixture(scope="module")
def old() -> Authority:
    return Authority("hub.hall.example")


@pytest.fixture(scope="module")
def new() -> Authority:
    return Authority("hub.hall.example")


def kept_in(file: Path, ca_pem: str, url: str = LINK) -> Identity:
    replace(stranger(url), ca=ca_pem).save(file)
    return Identity.load(file)


# The session and the file ----------------------------------------------------------------------------------


@pytest.mark.parametrize("kept", [True, False])
def test_a_program_says_which_authority_it_has_kept_and_only_then(kept: bool) -> None:
    told: list[str] = []

    def on_trust(ca: str) -> bool:
        told.append(ca)
        return kept

    session = ClientSession(identity=stranger(), app="test", on_trust=on_trust)
    session.opened(0.0)
    session.received(codec.encode(CHALLENGE), 0.0)
    session.outbox()
    session.received(codec.encode(Trust(ca="two")), 0.0)
    session.received(codec.encode(welcome()), 0.0)

    assert told == ["two"]
    said = [codec.from_client(frame) for frame in session.outbox()]
    assert said == ([Believing(authority=fingerprint_of("two"))] if kept else [])


def test_what_is_only_in_memory_is_not_kept(tmp_path: Path, old: Authority, new: Authority) -> None:
    known = kept_in(tmp_path / "identity", old.pem)

    assert keeps(known, old.pem)
    assert not keeps(known, new.pem)
    assert not keeps(replace(known, ca=new.pem), new.pem)
    assert not keeps(replace(known, file=None), old.pem)
    (tmp_path / "identity").unlink()
    assert not keeps(known, old.pem)


@pytest.mark.parametrize("ca", ["", "x" * (64 * 1024 + 1)])
def test_an_authority_that_is_none_or_endless_is_no_message(ca: str) -> None:
    with pytest.raises(codec.BadMessage):
        codec.from_hub(codec.encode(Trust(ca=ca)))


def test_another_authority_is_kept_in_the_programs_file(
    tmp_path: Path, old: Authority, new: Authority
) -> None:
    known = kept_in(tmp_path / "identity", old.pem)

    changed = taken_over(known, old.pem + new.pem)

    assert changed.ca == Identity.load(tmp_path / "identity").ca == old.pem + new.pem
    assert changed.key.private_bytes_raw() == known.key.private_bytes_raw()
    assert (tmp_path / "identity").stat().st_mode & 0o077 == 0


def test_the_same_authority_writes_nothing(tmp_path: Path, old: Authority) -> None:
    known = kept_in(tmp_path / "identity", old.pem)
    (tmp_path / "identity").unlink()

    assert taken_over(known, old.pem) is known
    assert not (tmp_path / "identity").exists()


def test_on_a_plain_line_nobody_hands_anything_out(tmp_path: Path, new: Authority) -> None:
    known = kept_in(tmp_path / "identity", "", "ws://127.0.0.1:8710/link")

    assert taken_over(known, new.pem) is known


def test_what_is_no_certificate_changes_nothing(tmp_path: Path, old: Authority, expects_log: Logs) -> None:
    expects_log("no certificates; those that are known stay")
    known = kept_in(tmp_path / "identity", old.pem)

    assert taken_over(known, "a letter") is known
    assert Identity.load(tmp_path / "identity").ca == old.pem


def test_a_file_that_cannot_be_written_is_said_and_the_authority_believed_meanwhile(
    tmp_path: Path, old: Authority, new: Authority, expects_log: Logs
) -> None:
    expects_log("is lost when this program ends")
    known = replace(kept_in(tmp_path / "identity", old.pem), file=tmp_path / "identity" / "below a file")

    assert taken_over(known, new.pem).ca == new.pem


# On true lines ---------------------------------------------------------------------------------------------


@asynccontextmanager
async def hub(context: ssl.SSLContext, port: int, *says: HubMessage) -> AsyncIterator[int]:
    """A hub that welcomes whoever comes and says this."""

    async def meet(line: ServerConnection) -> None:
        try:
            await line.send(codec.encode(CHALLENGE).decode())
            await line.recv()
            words = (
                Welcome(role=Role.KIOSK, place="K1", epoch="e1", heartbeat_s=5.0, now=HERE),
                *says,
                Snapshot(rev=0, rows=()),
            )
            for word in words:
                await line.send(codec.encode(word).decode())
            await line.wait_closed()
        except ConnectionClosed:
            return

    server = await serve(meet, "127.0.0.1", port, ssl=context, compression=None)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        await server.wait_closed()


class Lives:
    """What a client says about itself."""

    def __init__(self) -> None:
        self.lives: asyncio.Queue[bool] = asyncio.Queue()

    async def live(self, wanted: bool) -> None:
        async with asyncio.timeout(5):
            while await self.lives.get() is not wanted:
                pass


@asynccontextmanager
async def kept(client: LinkClient) -> AsyncIterator[None]:
    task = asyncio.create_task(client.run(), name="link")
    try:
        yield
    finally:
        assert not task.done()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def test_a_program_goes_along_when_the_hall_changes_its_authority(
    tmp_path: Path, old: Authority, new: Authority
) -> None:
    told = Lives()
    before = server_context(tmp_path / "old.pem", old.hub())
    after = server_context(tmp_path / "new.pem", new.hub())
    async with hub(before, 0, Trust(ca=old.pem + new.pem)) as port:
        identity = kept_in(tmp_path / "identity", old.pem, f"wss://127.0.0.1:{port}/link")
        client = LinkClient(identity, "test", on_live=told.lives.put_nowait, retry_s=(0.01,))
        running = asyncio.create_task(client.run(), name="link")
        await told.live(True)
    await told.live(False)
    async with hub(after, port, Trust(ca=new.pem)):
        await told.live(True)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)

    assert Identity.load(tmp_path / "identity").ca == new.pem


async def test_what_is_wrong_is_said_once_and_anew_when_it_is_something_else(
    tmp_path: Path, old: Authority, new: Authority, expects_log: Logs, caplog: pytest.LogCaptureFixture
) -> None:
    for words in ("has expired", "not of this hall's authority"):
        expects_log(words)
    context = server_context(tmp_path / "hub.pem", expired(old))
    told = Lives()
    async with hub(context, 0) as port:
        identity = kept_in(tmp_path / "identity", old.pem, f"wss://127.0.0.1:{port}/link")
        client = LinkClient(identity, "test", on_live=told.lives.put_nowait, retry_s=(0.001,))
        async with kept(client), asyncio.timeout(5):
            noted: asyncio.Queue[Trouble | None] = asyncio.Queue()
            note = client._note

            def heard(error: Exception) -> None:
                note(error)
                noted.put_nowait(client._trouble)

            client._note = heard  # type: ignore[method-assign]  # only listens
            for made, trouble in (
                (None, Trouble.EXPIRED),
                (new.hub(), Trouble.OTHER_AUTHORITY),
                (expired(old), Trouble.EXPIRED),
            ):
                if made:
                    (tmp_path / "hub.pem").write_bytes(made)
                    context.load_cert_chain(tmp_path / "hub.pem")
                while await noted.get() is not trouble:
                    pass
                for _ in range(3):
                    assert await noted.get() is trouble
            (tmp_path / "hub.pem").write_bytes(old.hub())
            context.load_cert_chain(tmp_path / "hub.pem")
            await told.live(True)
            assert client._trouble is None
    said = [record.message for record in caplog.records if "not to be trusted" in record.message]
    assert ["expired" in text for text in said] == [True, False, True]


@pytest.mark.parametrize("ca", ["", "a letter"])
def test_a_program_whose_file_knows_no_authority_does_not_start(ca: str) -> None:
    with pytest.raises(ValueError, match="enrol this computer again"):
        LinkClient(replace(stranger(LINK), ca=ca), "test")
