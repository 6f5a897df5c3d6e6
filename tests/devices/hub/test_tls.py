"""The hub's side of TLS, on true lines: what it shows, takes up anew, and will not speak."""

from __future__ import annotations

import asyncio
import logging
import ssl
import tracemalloc
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from config.schema import Hub as Settings
from devices.hub import pki
from devices.hub import tls as module
from devices.hub.certificate_status import CertificateState, CertificateStatus
from devices.hub.certificates import Reach
from devices.hub.pki import PkiFailed, Places
from devices.hub.tls import Tls, wanted
from devices.link.trust import ssl_context
from tests.hubs.authorities import HALL, HUB, Authority, hall_pki, now

Logs = Callable[[str], None]


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return hall_pki(tmp_path)


@asynccontextmanager
async def port_of(tls: Tls) -> AsyncIterator[int]:
    async def greet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"here")
        writer.close()

    server = await asyncio.start_server(greet, "127.0.0.1", 0, ssl=tls.context)
    async with server:
        yield server.sockets[0].getsockname()[1]


async def shown(port: int, context: ssl.SSLContext) -> tuple[bytes, str | None, tuple[str, str, int] | None]:
    """The certificate that the hub shows, the version and the cipher that were agreed on."""
    async with asyncio.timeout(5):
        reader, writer = await asyncio.open_connection(
            "127.0.0.1", port, ssl=context, server_hostname="hub.hall.example"
        )
        line = writer.get_extra_info("ssl_object")
        assert await reader.read() == b"here"
        writer.close()
        certificate = line.getpeercert(binary_form=True)
        assert certificate
        return certificate, line.version(), line.cipher()


@pytest.mark.parametrize(
    ("host", "setting", "speaks"),
    [
        ("127.0.0.1", "auto", False),
        ("127.0.0.1", "on", True),
        ("localhost", "off", False),
        ("0.0.0.0", "auto", True),
        ("10.1.2.3", "auto", True),
        ("hub.hall.example", "on", True),
        ("::", "auto", True),
        ("::1", "auto", False),
    ],
)
def test_tls_is_spoken_wherever_other_computers_listen(host: str, setting: str, speaks: bool) -> None:
    assert wanted(Settings(host=host, tls=setting)) is speaks  # type: ignore[arg-type]  # one of the words


@pytest.mark.parametrize("host", ["0.0.0.0", "10.1.2.3", "hub.hall.example"])
def test_it_cannot_be_turned_off_there(host: str) -> None:
    with pytest.raises(PkiFailed, match=host):
        wanted(Settings(host=host, tls="off"))


async def test_the_newest_tls_is_spoken_with_whoever_knows_it(places: Places) -> None:
    tls = Tls(places)
    async with port_of(tls) as port:
        _, version, _ = await shown(port, ssl_context(tls.bundle))

    assert version == "TLSv1.3"


async def test_with_1_2_only_authenticated_ciphers_with_forward_secrecy_are_spoken(places: Places) -> None:
    tls = Tls(places)
    older = ssl_context(tls.bundle)
    older.maximum_version = ssl.TLSVersion.TLSv1_2
    older.set_ciphers("ALL")
    async with port_of(tls) as port:
        _, version, cipher = await shown(port, older)
        older.set_ciphers("ECDHE-ECDSA-AES128-SHA256:ECDHE-ECDSA-AES256-SHA384:ECDHE-ECDSA-AES128-SHA")
        with pytest.raises((ssl.SSLError, ConnectionError)):
            await shown(port, older)

    assert version == "TLSv1.2"
    assert cipher is not None
    assert cipher[0].startswith("ECDHE-ECDSA-")
    assert "GCM" in cipher[0] or "CHACHA20" in cipher[0]


def test_what_weakened_tls_before_is_off(places: Places) -> None:
    context = Tls(places).context

    assert context.minimum_version is ssl.TLSVersion.TLSv1_2
    for option in (ssl.OP_NO_COMPRESSION, ssl.OP_NO_RENEGOTIATION, ssl.OP_CIPHER_SERVER_PREFERENCE):
        assert context.options & option


async def test_whoever_speaks_plainly_to_it_is_hung_up_on_without_a_word_in_the_log(
    places: Places, caplog: pytest.LogCaptureFixture
) -> None:
    async with port_of(Tls(places)) as port, asyncio.timeout(5):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"GET / HTTP/1.1\r\nHost: hub\r\n\r\n")
        said = await reader.read()
        writer.close()

    assert b"here" not in said
    assert caplog.records == []


async def test_a_line_of_which_nothing_comes_costs_little(places: Places) -> None:
    async with port_of(Tls(places)) as port:
        tracemalloc.start()
        before, _ = tracemalloc.get_traced_memory()
        lines = [await asyncio.open_connection("127.0.0.1", port) for _ in range(20)]
        await asyncio.sleep(0)
        after, _ = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        for _, writer in lines:
            writer.close()

    assert (after - before) / len(lines) < 96 * 1024


async def test_a_renewed_certificate_is_shown_to_new_lines_and_open_ones_go_on(places: Places) -> None:
    tls = Tls(places)
    held: list[asyncio.StreamWriter] = []

    async def hold(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        held.append(writer)
        writer.write(await reader.readexactly(4))

    server = await asyncio.start_server(hold, "127.0.0.1", 0, ssl=tls.context)
    port = server.sockets[0].getsockname()[1]
    client = ssl_context(tls.bundle)
    async with server, asyncio.timeout(5):
        reader, writer = await asyncio.open_connection(
            "127.0.0.1", port, ssl=client, server_hostname="hub.hall.example"
        )
        before = writer.get_extra_info("ssl_object").getpeercert(binary_form=True)
        pki.renew(places, now())
        assert tls.look()
        assert not tls.look()
        writer.write(b"open")
        assert await reader.readexactly(4) == b"open"
        _, other = await asyncio.open_connection(
            "127.0.0.1", port, ssl=client, server_hostname="hub.hall.example"
        )
        after = other.get_extra_info("ssl_object").getpeercert(binary_form=True)
        for each in (writer, other, *held):
            each.close()
    assert before != after


@pytest.mark.parametrize(
    "spoil",
    [
        lambda places: places.hub.write_bytes(b"nothing"),
        lambda places: places.hub.write_bytes(Authority("hub.hall.example").hub()),
        lambda places: places.hub.write_bytes(places.hub.read_bytes().partition(b"-----BEGIN CERT")[0]),
        lambda places: places.hub.chmod(0o644),
        lambda places: places.hub.unlink(),
        lambda places: places.ca.write_bytes(b""),
    ],
)
async def test_what_cannot_be_used_is_said_once_and_the_old_certificate_stays(
    places: Places, spoil: Callable[[Places], object], expects_log: Logs, caplog: pytest.LogCaptureFixture
) -> None:
    tls = Tls(places)
    client = ssl_context(tls.bundle)
    async with port_of(tls) as port:
        before, _, _ = await shown(port, client)
        spoil(places)
        # The modes of a file are not in its mark: look as after a renewal that went wrong.
        tls._mark = ()
        expects_log("cannot be used; the old one stays")
        assert not tls.look()
        assert not tls.look()
        after, _, _ = await shown(port, client)
    assert before == after
    assert len([record for record in caplog.records if "the old one stays" in record.message]) == 1


async def test_what_was_mended_is_taken_up(places: Places, expects_log: Logs) -> None:
    tls = Tls(places)
    good = places.hub.read_bytes()
    places.hub.write_bytes(b"nothing")
    expects_log("cannot be used; the old one stays")
    assert not tls.look()

    places.hub.write_bytes(good)

    assert tls.look()


@pytest.mark.parametrize("missing", ["hub", "ca"])
def test_a_hub_without_its_files_says_the_command_that_makes_them(places: Places, missing: str) -> None:
    getattr(places, missing).unlink()

    with pytest.raises(PkiFailed, match="hall pki init"):
        Tls(places)


def test_half_of_a_pair_is_no_certificate(places: Places) -> None:
    key, _, certificate = places.hub.read_bytes().partition(b"-----BEGIN CERT")
    pki.renew(places, now())
    renewed = places.hub.read_bytes().partition(b"-----BEGIN CERT")[0]
    assert key != renewed
    places.hub.write_bytes(renewed + b"-----BEGIN CERT" + certificate)

    with pytest.raises(PkiFailed, match="hall pki renew"):
        Tls(places)


@pytest.mark.parametrize(
    ("days", "hub", "authority"),
    [
        (0, CertificateState.GOOD, CertificateState.GOOD),
        (366, CertificateState.GOOD, CertificateState.GOOD),
        (368, CertificateState.ENDING, CertificateState.GOOD),
        (398, CertificateState.ENDED, CertificateState.GOOD),
        (3600, CertificateState.ENDED, CertificateState.ENDING),
        (3660, CertificateState.ENDED, CertificateState.ENDED),
    ],
)
def test_how_long_certificates_hold_is_told(
    places: Places, days: int, hub: CertificateState, authority: CertificateState
) -> None:
    then = now() + timedelta(days=days)

    status = Tls(places, lambda: then).status

    assert (status.hub, status.authority) == (hub, authority)


@pytest.mark.parametrize(
    ("host", "covered"),
    [
        ("hub.hall.example", True),
        ("HUB.hall.example", True),
        ("10.1.2.3", True),
        ("0.0.0.0", True),
        ("::", True),
        ("127.0.0.1", True),
        ("10.1.2.4", False),
        ("other.hall.example", False),
    ],
)
def test_a_host_that_the_certificate_is_not_for_is_known(places: Places, host: str, covered: bool) -> None:
    assert Tls(places).covers(host) is covered


class _Enough(Exception):
    """The test has seen all."""


async def test_while_it_runs_it_tells_states_and_hands_out_each_bundle_once(
    places: Places, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, module.__name__)
    tls = Tls(places)
    states: list[CertificateStatus] = []
    bundles: list[str] = []
    steps = iter(
        (
            lambda: None,
            lambda: pki.renew(places, now()),
            lambda: pki.begin_change(places, HALL, now()),
            lambda: None,
            lambda: pki.finish_change(places, now(), reach=Reach.of(HUB.names)),
        )
    )

    async def wait(_: float) -> None:
        step = next(steps, None)
        if step is None:
            raise _Enough
        step()

    with pytest.raises(_Enough):
        await tls.run(states.append, bundles.append, wait)

    assert [bundle.count("BEGIN CERTIFICATE") for bundle in bundles] == [2, 1]
    assert bundles[-1] == tls.bundle
    assert {state.hub for state in states} == {CertificateState.GOOD}
    assert len([record for record in caplog.records if "certificate is new" in record.message]) == 3
