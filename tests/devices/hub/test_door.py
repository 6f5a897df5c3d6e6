"""The hub's port: nobody keeps a line for nothing, and nobody's lines keep others out."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import resource
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from msgspec.structs import replace
from websockets.asyncio.client import connect

from config.schema import Limits
from devices.hub import wire
from devices.hub.door import OWN_FILES, Door, Line, affordable
from devices.hub.wire import CONTROL_AT_ONCE, GUEST_FRAMES, LINE, MOST_PARTS
from tests.devices.hub.ports import QUICK, port, stranger

GET = b"GET / HTTP/1.1\r\nHost: hall\r\n"
OPENING = (
    b"GET /link HTTP/1.1\r\nHost: hall\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
)
PING = b"\x89\xfd\0\0\0\0" + b"p" * 125
"""RFC 6455, 5.5.2: a ping with the largest payload, masked with zeros."""
SHORT_PING = b"\x89\x80\0\0\0\0"
PROOF = b"\x81\x85\0\0\0\0proof"


class Paper:
    """An application of a page of any size and a WebSocket that listens."""

    def __init__(self, size: int = 10) -> None:
        self.page = b"x" * size
        self.lines: list[Line] = []
        self.heard: list[object] = []

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            while (message := await receive()).get("more_body"):
                pass
            if message["type"] == "http.disconnect":
                return
            await send({"type": "http.response.start", "status": 200, "headers": []})
            await send({"type": "http.response.body", "body": self.page})
            return
        await send({"type": "websocket.accept"})
        line = scope["extensions"][LINE]["line"]
        self.lines.append(line)
        while (message := await receive())["type"] != "websocket.disconnect":
            self.heard.append(message.get("text"))
            if message.get("text") == "proof":
                line.proven()
                await send({"type": "websocket.send", "text": "welcome"})


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """What outsiders do is logged; a test may look at it and need not."""
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


async def all_gone(door: Door) -> None:
    async with asyncio.timeout(5):
        while door.open:  # noqa: ASYNC110 - a door has no event for it
            await asyncio.sleep(0.005)


async def test_a_request_is_answered_and_the_line_kept_for_the_next_and_no_longer() -> None:
    async with port(Paper()) as door, stranger(door) as visitor:
        for _ in range(2):
            await visitor.says(GET, b"\r\n")
            assert b"200 OK" in await visitor.reader.readuntil(b"x" * 10)
        assert door.open == 1

        assert await visitor.hears_all() in {b"", b"0\r\n\r\n", b"\r\n0\r\n\r\n"}
        await all_gone(door)


@pytest.mark.parametrize(
    "dribble",
    [
        pytest.param([], id="nothing"),
        pytest.param([b"G"], id="one letter"),
        pytest.param([GET] + [b"X: y\r\n"] * 1000, id="a head without end"),
        pytest.param([b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9999\r\n\r\n"], id="no body"),
        pytest.param(
            [b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9999\r\n\r\n"] + [b"b"] * 1000, id="a slow body"
        ),
    ],
)
async def test_what_never_becomes_a_request_is_cut(dribble: list[bytes]) -> None:
    async with port(Paper()) as door, stranger(door) as slow:

        async def dribbles() -> None:
            with contextlib.suppress(ConnectionError):
                for each in dribble:
                    await slow.says(each)
                    await asyncio.sleep(0.01)

        saying = asyncio.create_task(dribbles())
        heard = await slow.hears_all()
        saying.cancel()
        await asyncio.gather(saying, return_exceptions=True)

        assert heard == b""
        assert door.tally.overdue_lines == 1
        await all_gone(door)


async def test_a_reader_who_does_not_read_is_cut() -> None:
    async with port(Paper(size=64 * 2**20)) as door, stranger(door) as slow:
        await slow.says(GET, b"\r\n")

        await all_gone(door)
        assert door.tally.overdue_lines == 1


async def test_a_websocket_that_does_not_prove_itself_is_cut_and_one_that_did_stays() -> None:
    paper = Paper()
    async with port(paper) as door, stranger(door, "127.0.0.9") as silent:
        url = f"ws://127.0.0.1:{door.getsockname()[1]}/link"
        async with connect(url, proxy=None, compression=None) as own:
            await own.send("proof")
            assert await own.recv() == "welcome"
            await silent.says(OPENING)
            assert b"101" in await silent.hears_all()
            await asyncio.sleep(QUICK.request_s + QUICK.hello_s)
            await own.send("proof")
            assert await own.recv() == "welcome"

        assert door.admission.known("127.0.0.1")
        assert not door.admission.known("127.0.0.9")
        assert door.tally.overdue_lines == 1
        await all_gone(door)


async def test_who_pings_without_end_and_reads_nothing_is_cut_before_memory_fills(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(wire, "CONTROL_AT_ONCE", 10**6)
    patient = replace(QUICK, hello_s=30, request_s=30)
    async with port(Paper(), patient) as door, stranger(door) as flood:
        await flood.says(OPENING)
        await flood.reader.readuntil(b"\r\n\r\n")
        await flood.says(PROOF)
        await flood.reader.readuntil(b"welcome")
        with contextlib.suppress(ConnectionError):
            async with asyncio.timeout(5):
                while True:
                    await flood.says(PING * 500)

        await all_gone(door)
        assert door.tally.floods == 1


@pytest.mark.parametrize("frame", [SHORT_PING, b"\x8a" + SHORT_PING[1:], b"\x81" + SHORT_PING[1:]])
async def test_frames_of_no_length_take_no_time_of_the_hall(frame: bytes) -> None:
    paper = Paper()
    async with port(paper, replace(QUICK, hello_s=30, request_s=30)) as door, stranger(door) as flood:
        await flood.says(OPENING)
        await flood.reader.readuntil(b"\r\n\r\n")
        await flood.says(frame * 40_000)

        await all_gone(door)
        assert door.tally.floods == 1
        assert len(paper.heard) <= GUEST_FRAMES


async def test_a_client_of_the_hall_that_pings_without_end_is_cut_and_one_that_says_much_is_heard() -> None:
    paper = Paper()
    async with port(paper, replace(QUICK, hello_s=30, request_s=30)) as door, stranger(door) as own:
        await own.says(OPENING)
        await own.reader.readuntil(b"\r\n\r\n")
        await own.says(PROOF)
        await own.reader.readuntil(b"welcome")
        await own.says(PROOF * 1000, SHORT_PING * CONTROL_AT_ONCE)
        for _ in range(1000):
            await own.reader.readuntil(b"welcome")
        assert door.tally.floods == 0
        await own.says(SHORT_PING * CONTROL_AT_ONCE)

        await all_gone(door)
        assert (door.tally.floods, paper.heard.count("proof")) == (1, 1001)


async def test_what_is_no_request_gets_a_400_and_too_many_of_it_shut_the_door() -> None:
    async with port(Paper(), replace(QUICK, bad_per_min=3, refused_s=60)) as door:
        for _ in range(4):
            async with stranger(door, "127.0.0.7") as bad:
                await bad.says(b"\x16\x03\x01 garbage\r\n\r\n")
                assert b"400" in await bad.hears_all()
        async with stranger(door, "127.0.0.7") as refused:
            assert await refused.hears_all() == b""
        async with stranger(door, "127.0.0.1") as other:
            await other.says(GET, b"Connection: close\r\n\r\n")
            assert b"200 OK" in await other.hears_all()

        assert door.tally.refused_lines >= 1


@pytest.mark.parametrize(
    "request_",
    [
        pytest.param(GET + b"a:b\r\n" * (MOST_PARTS + 1) + b"\r\n", id="header fields"),
        pytest.param(
            b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" + b"1\r\na\r\n" * 40_000,
            id="pieces of a body",
        ),
        pytest.param((GET + b"\r\n") * 2000, id="requests behind one another"),
    ],
)
async def test_a_request_of_very_many_parts_takes_no_time_of_the_hall(request_: bytes) -> None:
    async with port(Paper(), replace(QUICK, request_s=30)) as door, stranger(door) as flood:
        await flood.says(request_)

        await all_gone(door)
        assert door.tally.floods == 1


async def test_a_body_in_pieces_is_taken() -> None:
    async with port(Paper()) as door, stranger(door) as visitor:
        await visitor.says(b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
        await visitor.says((b"200\r\n" + b"a" * 512 + b"\r\n") * 100 + b"0\r\n\r\n")
        assert b"200 OK" in await visitor.reader.readuntil(b"x" * 10)


async def test_a_head_that_is_too_long_is_refused() -> None:
    async with port(Paper()) as door, stranger(door) as flood:
        await flood.says(GET, b"X: " + b"y" * 70_000)

        assert b"400" in await flood.hears_all()


async def test_lines_that_fill_the_port_make_room_for_others() -> None:
    few = Limits(lines=16, lines_per_address=16)
    async with port(Paper(), few) as door, contextlib.AsyncExitStack() as stack:
        flood = [await stack.enter_async_context(stranger(door, "127.0.0.66")) for _ in range(16)]
        async with stranger(door) as visitor:
            await visitor.says(GET, b"Connection: close\r\n\r\n")
            assert b"200 OK" in await visitor.hears_all()

        assert await flood[0].hears_all() == b""
        assert door.tally.displaced_lines == 1


async def test_a_line_that_never_begins_its_tls_is_cut(tmp_path: Path) -> None:
    async with port(Paper(), certificate=certificate(tmp_path)) as door, stranger(door) as silent:
        assert await silent.hears_all() == b""
        await all_gone(door)
        assert door.tally.overdue_lines == 1


async def test_a_closed_line_is_nobodys() -> None:
    async with port(Paper()) as door, stranger(door) as visitor:
        await visitor.says(GET, b"\r\n")
        await visitor.reader.readuntil(b"x" * 10)
        (line,) = door._lines.values()
        line.cut()
        await visitor.hears_all()
        await all_gone(door)
        line.expect(0)
        line.cut()
        await asyncio.sleep(0)
        assert door.admission.guests == 0


def test_lines_are_no_more_than_the_system_has_files_for(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[int, int]] = []
    monkeypatch.setattr(resource, "setrlimit", lambda what, limits: asked.append(limits))
    for soft, hard, lines in [
        (1024, 3000, 3000),
        (1024, 99999, 99999),
        (1024, -1, 99999),
        (99999, 99999, 99999),
    ]:
        monkeypatch.setattr(resource, "getrlimit", lambda what, each=(soft, hard): each)
        found = affordable(Limits(lines=6000, sessions=2000))
        assert found.lines == min(6000, lines - 2000 - OWN_FILES)
    assert asked == [(3000, 3000), (8256, 99999), (8256, -1)]


def certificate(folder: Path) -> Path:
    """A key and its own certificate for 127.0.0.1 in one file."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([])
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(1))
        .not_valid_after(now + timedelta(1))
        .sign(key, hashes.SHA256())
    )
    path = folder / "both.pem"
    plain = serialization.NoEncryption()
    secret = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    path.write_bytes(secret + signed.public_bytes(serialization.Encoding.PEM))
    return path
