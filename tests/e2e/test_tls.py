"""TLS by the hall's own authority, between real processes: hub, agent, screen, and somebody between them."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import pytest

from devices.hub import pki
from devices.link.identity import Identity
from devices.link.trust import ssl_context
from tests.hubs.authorities import Authority, expired, not_yet, server_context
from tests.hubs.premises import free_port
from tests.hubs.process import HubProcess
from tests.hubs.secured import Program, Secured, all_here, fetched, health, secured, show, typed, until

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(120)]

ROLES = ("agent", "screen")


@asynccontextmanager
async def running(hall: Secured) -> AsyncIterator[HubProcess]:
    """The hall's hub, listening."""
    hall.log.write_bytes(b"")
    hub = hall.hub()
    await hub.start()
    try:
        await hub.listens()
        yield hub
    finally:
        await hub.kill()


def agent(hall: Secured) -> Program:
    file = str(hall.identities["agent:K1"])
    return Program(
        hall.folder,
        "hall agent",
        "agent",
        "--hall",
        str(hall.hall),
        "--data",
        str(hall.data),
        "--identity",
        file,
    )


def screen(hall: Secured) -> Program:
    file = str(hall.identities["screen:window-1"])
    return Program(hall.folder, "hall-display", "--window", "1", "--identity", file, "--size", "400x300")


async def test_a_hall_is_set_up_from_nothing_over_tls(tmp_path: Path) -> None:
    """Authority, codes, enrolment, agent, screen, commands and pages: as the README says."""
    hall = secured(tmp_path)
    for path in hall.places.folder.iterdir():
        path.unlink()
    where = ("--hall", str(hall.hall), "--data", str(hall.data))
    code, said = await typed("pki", "init", *where)
    assert code == 0, said
    async with running(hall) as hub:
        for role, place in (("agent", "K1"), ("screen", "window-1"), ("kiosk", "K1")):
            code, said = await typed("enrol", "new", *where, "--role", role, "--place", place)
            assert code == 0, said
            note = tmp_path / "code"
            note.write_text(said.splitlines()[0])
            file = hall.identities[f"{role}:{place}"]
            file.unlink()
            code, said = await typed(
                "enrol", "join", "--hub", hall.link, "--out", str(file), "--code-file", str(note)
            )
            assert code == 0, said
            assert Identity.load(file).ca == pki.bundle(hall.places)
        async with agent(hall), screen(hall):
            await all_here(hall, ROLES)
            identity = str(hall.identities["kiosk:K1"])
            code, said = await typed("do", "take_ticket", "item=a-1", "paper=false", "--identity", identity)
            assert (code, "A000001" in said) == (0, True), said
            code, said = await typed("rows", "hall", "--identity", identity)
            assert (code, "试验大厅" in said) == (0, True), said
        assert await hub.stop() == 0
        assert hub.complaints() == []


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        (lambda hall: Authority("hub.hall.example"), "not of this hall's authority"),
        (expired, "has expired"),
        (not_yet, "not valid yet"),
    ],
)
async def test_agent_and_screen_believe_nobody_else_say_why_and_come_when_it_is_mended(
    tmp_path: Path, shown: Callable[[Authority], bytes | Authority], words: str
) -> None:
    true = Authority("hub.hall.example")
    hall = secured(tmp_path, by=true)
    made = shown(true)
    if isinstance(made, Authority):
        # Another hub with another authority where the hall's should be.
        show(hall, made)
    else:
        show(hall, true, made)
    async with AsyncExitStack() as stack:
        async with running(hall):
            programs = [await stack.enter_async_context(each) for each in (agent(hall), screen(hall))]
            for program in programs:
                await program.says(words)
            assert (await links(hall)).get("agent", 0) + (await links(hall)).get("screen", 0) == 0
        show(hall, true)
        async with running(hall):
            await all_here(hall, ROLES)
        for program in programs:
            assert program.said.count("not to be trusted") == 1


async def links(hall: Secured) -> dict[str, int]:
    """Who is linked, as the hub says to somebody who believes anything."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    answer = await fetched(hall.config.hub.port, "/metrics", context)
    lines = [line for line in answer.splitlines() if line.startswith("hall_links{")]
    return {line.split('"')[1]: int(float(line.split()[-1])) for line in lines}


async def test_a_hub_at_an_address_that_its_certificate_is_not_for_is_not_believed_and_is_once_it_is(
    tmp_path: Path,
) -> None:
    hall = secured(tmp_path, hub='tls = "on"\nhost = "127.0.0.2"')
    link = hall.link.replace("127.0.0.1", "127.0.0.2")
    hall.believes(pki.bundle(hall.places), link)
    async with running(hall) as hub, agent(hall) as one, screen(hall) as other:
        for program in (one, other):
            await program.says("is not for 127.0.0.2")
        assert "certificate is not for 127.0.0.2; say hall pki renew" in hall.log.read_text()
        code, said = await typed(
            "pki", "renew", "--address", "127.0.0.2", "--hall", str(hall.hall), "--data", str(hall.data)
        )
        assert code == 0, said
        # The hub takes it up while it runs.
        async with asyncio.timeout(30):
            while True:
                context = ssl_context(pki.bundle(hall.places))
                try:
                    answer = await fetched(hall.config.hub.port, "/metrics", context, "127.0.0.2")
                except ssl.SSLCertVerificationError:
                    await asyncio.sleep(0.1)
                    continue
                if all(f'hall_links{{role="{role}"}} 1.0' in answer for role in ROLES):
                    break
                await asyncio.sleep(0.1)
        assert await hub.stop() == 0


async def test_a_plain_hub_is_not_believed_and_a_plain_client_gets_nothing_from_tls(tmp_path: Path) -> None:
    hall = secured(tmp_path, hub='tls = "off"')
    async with running(hall), agent(hall) as one, screen(hall) as other:
        for program in (one, other):
            await program.says("does not speak TLS")
    hall = secured(tmp_path / "tls")
    hall.believes(pki.bundle(hall.places), hall.link.replace("wss:", "ws:"))
    async with running(hall) as hub, agent(hall), screen(hall):
        reader, writer = await asyncio.open_connection("127.0.0.1", hall.config.hub.port)
        writer.write(b"GET /health HTTP/1.1\r\nHost: hub\r\n\r\n")
        async with asyncio.timeout(20):
            said = await reader.read()
        writer.close()
        assert b"HTTP" not in said
        assert not any((await health(hall)).links.values())
        assert await hub.stop() == 0
        assert hub.complaints() == []


@pytest.mark.parametrize("program", [agent, screen])
async def test_beyond_this_computer_no_program_opens_a_plain_line(
    tmp_path: Path, program: Callable[[Secured], Program]
) -> None:
    hall = secured(tmp_path)
    hall.believes(pki.bundle(hall.places), "ws://192.0.2.7:8710/link")
    started = program(hall)
    async with started:
        assert await started.ended() == 2
    assert "is not encrypted" in started.said
    assert "Traceback" not in started.said


async def test_a_hub_that_others_reach_does_not_start_without_a_certificate(tmp_path: Path) -> None:
    hall = secured(tmp_path, hub='host = "0.0.0.0"')
    for path in hall.places.folder.iterdir():
        path.unlink()

    code, said = await typed("hub", "--hall", str(hall.hall), "--data", str(hall.data))

    assert code == 1
    assert "hall pki init" in said
    assert "Traceback" not in said


@asynccontextmanager
async def between(hall: Secured, shown: ssl.SSLContext) -> AsyncIterator[tuple[int, list[bytes]]]:
    """Somebody who shows a certificate and passes everything on to the hub, and what they heard."""
    heard: list[bytes] = []
    anything = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    anything.check_hostname = False
    anything.verify_mode = ssl.CERT_NONE

    async def pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while data := await reader.read(65536):
                heard.append(data)
                writer.write(data)
                await writer.drain()
        except (ConnectionError, ssl.SSLError):
            pass
        finally:
            writer.close()

    async def relay(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        hub_reader, hub_writer = await asyncio.open_connection(
            "127.0.0.1", hall.config.hub.port, ssl=anything
        )
        await asyncio.gather(pump(reader, hub_writer), pump(hub_reader, writer))

    port = free_port()
    server = await asyncio.start_server(relay, "127.0.0.1", port, ssl=shown)
    async with server:
        yield port, heard


async def test_somebody_in_between_gains_nothing_from_an_enrolment_and_is_not_believed_afterwards(
    tmp_path: Path,
) -> None:
    hall = secured(tmp_path)
    forged = server_context(tmp_path / "forged.pem", Authority("hub.hall.example").hub())
    where = ("--hall", str(hall.hall), "--data", str(hall.data))
    async with running(hall) as hub, between(hall, forged) as (port, heard):
        code, said = await typed("enrol", "new", *where, "--role", "agent", "--place", "K1")
        assert code == 0, said
        secret = said.splitlines()[0]
        note, file = tmp_path / "code", tmp_path / "agent.identity"
        note.write_text(secret)
        there = f"wss://127.0.0.1:{port}/link"
        code, said = await typed(
            "enrol", "join", "--hub", there, "--out", str(file), "--code-file", str(note)
        )
        # Both sides knew the code, so what came through is the true hub's, authority and all.
        assert code == 0, said
        assert Identity.load(file).ca == pki.bundle(hall.places)
        assert not any(secret.encode() in each or secret[4:].encode() in each for each in heard)
        hall.identities["agent:K1"] = file
        heard.clear()
        async with agent(hall) as program:
            await program.says("not of this hall's authority")
        assert b"".join(heard) == b""
        assert await hub.stop() == 0


async def test_the_authority_is_changed_under_a_running_hall_and_nobody_is_locked_out(tmp_path: Path) -> None:
    hall = secured(tmp_path)
    where = ("--hall", str(hall.hall), "--data", str(hall.data))
    here = [hall.identities[name] for name in ("agent:K1", "screen:window-1")]
    for name, file in hall.identities.items():
        if file not in here:
            code, said = await typed("enrol", "revoke", Identity.load(file).client, *where)
            assert code == 0, (name, said)
    async with agent(hall) as one, screen(hall) as other:
        async with running(hall):
            await all_here(hall, ROLES)
            code, said = await typed("pki", "rotate-ca", *where)
            assert code == 0, said
            handed_out = pki.bundle(hall.places)
            await until(lambda: all(Identity.load(file).ca == handed_out for file in here))
            code, said = await typed("pki", "rotate-ca", "--finish", *where)
            assert code == 0, said
        async with running(hall):
            # With the new authority's certificate alone.
            await all_here(hall, ROLES)
            alone = pki.bundle(hall.places)
            await until(lambda: all(Identity.load(file).ca == alone for file in here))
    for program in (one, other):
        assert "not to be trusted" not in program.said


async def test_pages_are_served_over_tls_with_a_word_that_no_plain_line_follows(tmp_path: Path) -> None:
    hall = secured(tmp_path)
    async with running(hall):
        answer = await fetched(hall.config.hub.port, "/", ssl_context(pki.bundle(hall.places)))
        state = await health(hall)

    assert answer.startswith("HTTP/1.1 200")
    assert "strict-transport-security: max-age=31536000" in answer.lower()
    assert state.certificate == "good"


async def test_a_hub_whose_certificate_has_ended_says_so_itself(tmp_path: Path) -> None:
    true = Authority("hub.hall.example")
    hall = secured(tmp_path, by=true)
    show(hall, true, expired(true))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    async with running(hall):
        answer = await fetched(hall.config.hub.port, "/health", context)

    assert '"certificate":"ended"' in answer
    assert "certificate_ended" in answer
