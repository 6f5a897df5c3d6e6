"""Joining a hall: only the hub that showed the code is believed, whoever answers."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from websockets.asyncio.server import ServerConnection, serve

from devices.link import codec
from devices.link.enrolment import Code, hub_proof
from devices.link.joining import join
from devices.link.messages import Bye, Challenge, Enrol, Enrolled, HubMessage, Pong
from devices.link.newcomer import JoinFailed, JoinTrouble
from devices.link.words import Role
from tests.hubs.identities import CHALLENGE

CODE = Code.typed("7KQ-4XRM-92TB")
Answer = Callable[[Enrol], HubMessage]


@asynccontextmanager
async def answering(answer: Answer, first: HubMessage = CHALLENGE) -> AsyncIterator[str]:
    async def meet(line: ServerConnection) -> None:
        await line.send(codec.encode(first).decode())
        asked = codec.from_client(await line.recv())
        assert isinstance(asked, Enrol)
        await line.send(codec.encode(answer(asked)).decode())
        await line.wait_closed()

    async with running(meet) as url:
        yield url


@asynccontextmanager
async def running(meet: Callable[[ServerConnection], Awaitable[None]]) -> AsyncIterator[str]:
    server = await serve(meet, "127.0.0.1", 0)
    try:
        yield f"ws://127.0.0.1:{server.sockets[0].getsockname()[1]}/link"
    finally:
        server.close()
        await server.wait_closed()


def taken(asked: Enrol, key: bytes, public: bytes | None = None, ca: str = "") -> Enrolled:
    said = Enrolled(client="c1", role=Role.KIOSK, place="K1", hall="试验大厅", ca=ca)
    proof = hub_proof(key, CHALLENGE.nonce, asked.key if public is None else public, said)
    return Enrolled(client="c1", role=Role.KIOSK, place="K1", hall="试验大厅", ca=ca, proof=proof)


async def test_a_hub_that_knows_the_code_is_joined() -> None:
    async with answering(lambda asked: taken(asked, CODE.key())) as url:
        identity = await join(url, CODE, "test")
    assert (identity.hub, identity.client, identity.role, identity.place) == (url, "c1", Role.KIOSK, "K1")


async def test_somebody_who_does_not_know_the_code_is_not_believed() -> None:
    async with answering(lambda asked: taken(asked, bytes(32))) as url:
        with pytest.raises(JoinFailed, match="it is not the hub that showed it"):
            await join(url, CODE)


async def test_somebody_between_cannot_put_in_another_key() -> None:
    mine = Ed25519PrivateKey.generate().public_key().public_bytes_raw()
    async with answering(lambda asked: taken(asked, CODE.key(), public=mine)) as url:
        with pytest.raises(JoinFailed, match="it is not the hub that showed it"):
            await join(url, CODE)


async def test_the_code_is_never_sent() -> None:
    seen: list[bytes] = []

    def look(asked: Enrol) -> HubMessage:
        seen.append(codec.encode(asked))
        return Bye(code="bad_code", text="this code does not hold")

    async with answering(look) as url:
        with pytest.raises(JoinFailed, match="this code does not hold"):
            await join(url, CODE)
    assert CODE.secret.encode() not in seen[0]
    assert CODE.key() not in seen[0]


async def test_what_is_no_answer_is_said() -> None:
    async with answering(lambda asked: Pong(n=1)) as url:
        with pytest.raises(JoinFailed, match="something else than was asked"):
            await join(url, CODE)


@pytest.mark.parametrize(
    ("first", "said"),
    [
        (Bye(code="stopping", text="The hub is stopping"), "The hub is stopping"),
        (Challenge(nonce=bytes(32), protocol=9), "speaks version 9"),
    ],
)
async def test_a_hub_that_cannot_take_anybody_is_said(first: HubMessage, said: str) -> None:
    async def meet(line: ServerConnection) -> None:
        await line.send(codec.encode(first).decode())
        await line.wait_closed()

    async with running(meet) as url:
        with pytest.raises(JoinFailed, match=said):
            await join(url, CODE)


async def test_somebody_who_talks_nonsense_is_no_hub() -> None:
    async def mumble(line: ServerConnection) -> None:
        await line.send("mumble")
        await line.wait_closed()

    async with running(mumble) as url:
        with pytest.raises(JoinFailed, match="no hub of ours"):
            await join(url, CODE)


async def test_a_hub_that_ends_the_line_too_early_does_not_answer() -> None:
    async def leave(line: ServerConnection) -> None:
        await line.close()

    async with running(leave) as url:
        with pytest.raises(JoinFailed, match="does not answer") as failed:
            await join(url, CODE)
    assert failed.value.trouble is JoinTrouble.NO_ANSWER


@pytest.mark.parametrize("url", ["http://127.0.0.1/link", "hub", "ws://192.0.2.1:8710/link"])
async def test_an_address_that_is_none_or_not_encrypted_is_not_tried(url: str) -> None:
    with pytest.raises(JoinFailed, match="wss://"):
        await join(url, CODE)
