"""Whom a client believes, on true lines to servers that are good, wrong, old or none."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import ssl
import threading
import warnings
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from config.reach import is_loopback
from devices.hub import certificates
from devices.hub.certificates import Reach
from devices.link.trust import SAID, Trouble, checked, explained, said, ssl_context, trouble_of
from tests.hubs.authorities import Authority, expired, not_yet, server_context

CLOCK = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
Making = Callable[[Authority], bytes]


@pytest.fixture(scope="module")
def hall() -> Authority:
    return Authority("hub.hall.example")


@asynccontextmanager
async def listening(context: ssl.SSLContext | None) -> AsyncIterator[int]:
    """A server that says one word to whoever it agrees with."""

    async def greet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        writer.close()

    server = await asyncio.start_server(greet, "127.0.0.1", 0, ssl=context)
    async with server:
        yield server.sockets[0].getsockname()[1]


async def heard(port: int, ca_pem: str, host: str = "hub.hall.example") -> bytes:
    """What a client of the hall hears from a server that it takes for this host."""
    async with asyncio.timeout(5):
        reader, writer = await asyncio.open_connection(
            "127.0.0.1", port, ssl=ssl_context(ca_pem), server_hostname=host
        )
        try:
            return await reader.read()
        finally:
            writer.close()


async def broken(port: int, ca_pem: str, host: str = "hub.hall.example") -> BaseException:
    with pytest.raises((ssl.SSLError, OSError)) as told:
        await heard(port, ca_pem, host)
    return told.value


@pytest.mark.parametrize("host", ["hub.hall.example", "10.1.2.3", "localhost", "127.0.0.1", "::1"])
async def test_the_halls_hub_is_believed_by_each_of_its_names(
    hall: Authority, tmp_path: Path, host: str
) -> None:
    async with listening(server_context(tmp_path / "hub.pem", hall.hub())) as port:
        assert (await heard(port, hall.pem, host)).startswith(b"HTTP")


async def test_while_the_authority_changes_both_are_believed(hall: Authority, tmp_path: Path) -> None:
    new = Authority("hub.hall.example")
    for by in (hall, new):
        async with listening(server_context(tmp_path / "hub.pem", by.hub())) as port:
            assert await heard(port, hall.pem + new.pem)


@pytest.mark.parametrize(
    ("made", "host", "trouble"),
    [
        (lambda hall: Authority("hub.hall.example").hub(), "hub.hall.example", Trouble.OTHER_AUTHORITY),
        (expired, "hub.hall.example", Trouble.EXPIRED),
        (not_yet, "hub.hall.example", Trouble.NOT_YET),
        (lambda hall: hall.hub(), "hub.other.example", Trouble.OTHER_NAME),
        (lambda hall: hall.hub(), "10.1.2.4", Trouble.OTHER_NAME),
    ],
)
async def test_whoever_is_not_the_halls_hub_is_not_believed_and_it_is_said_why(
    hall: Authority, tmp_path: Path, made: Making, host: str, trouble: Trouble
) -> None:
    async with listening(server_context(tmp_path / "hub.pem", made(hall))) as port:
        error = await broken(port, hall.pem, host)

    assert trouble_of(error) is trouble
    sentence = explained(error, f"wss://{host}:8710/link", CLOCK)
    assert sentence == said(trouble, host, "", CLOCK)


async def test_a_stolen_authority_makes_no_bank(
    hall: Authority, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Signed by the hall's own key, by somebody who does not ask what it may sign.
    monkeypatch.setattr(certificates, "_check_within", lambda *_: None)
    forged = hall.hub(Reach.of(["bank.example"], ["203.0.113.7"]))

    async with listening(server_context(tmp_path / "hub.pem", forged)) as port:
        error = await broken(port, hall.pem, "bank.example")

    assert trouble_of(error) is Trouble.OTHER_AUTHORITY


async def test_a_plain_server_is_told_from_one_that_speaks_tls(hall: Authority) -> None:
    async with listening(None) as port:
        error = await broken(port, hall.pem)

    assert trouble_of(error) is Trouble.NOT_TLS


async def test_an_old_tls_is_not_spoken(hall: Authority, tmp_path: Path) -> None:
    context = server_context(tmp_path / "hub.pem", hall.hub())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    context.set_ciphers("ALL:@SECLEVEL=0")

    assert trouble_of(await refused_by(context, hall)) is Trouble.TOO_OLD


async def test_a_cipher_without_authentication_of_its_own_is_not_spoken(
    hall: Authority, tmp_path: Path
) -> None:
    context = server_context(tmp_path / "hub.pem", hall.hub())
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers("ECDHE-ECDSA-AES128-SHA")

    assert trouble_of(await refused_by(context, hall)) is Trouble.TOO_OLD


async def refused_by(context: ssl.SSLContext, hall: Authority) -> BaseException:
    """How a line breaks to a server that says why; asyncio's own says nothing and hangs up."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def answer() -> None:
            line, _ = listener.accept()
            with line, contextlib.suppress(OSError):
                context.wrap_socket(line, server_side=True).close()

        serving = threading.Thread(target=answer, name="server")
        serving.start()
        try:
            return await broken(listener.getsockname()[1], hall.pem)
        finally:
            serving.join()


def test_the_systems_own_authorities_are_not_believed(hall: Authority) -> None:
    context = ssl_context(hall.pem)

    (only,) = context.get_ca_certs()
    assert str(only["serialNumber"]).lstrip("0") == f"{hall.certificate.serial_number:X}"
    assert context.check_hostname
    assert context.verify_mode is ssl.CERT_REQUIRED


@pytest.mark.parametrize(
    "text", ["", "no certificate", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"]
)
def test_what_is_no_certificate_is_said_so(text: str) -> None:
    with pytest.raises(ValueError, match="enrol this computer again"):
        ssl_context(text)


def test_trouble_that_is_not_of_tls_is_not_explained() -> None:
    assert explained(ConnectionRefusedError(), "wss://hub:8710/link") is None


def test_any_other_trouble_says_what_openssl_said() -> None:
    error = ssl.SSLError(1, "odd")
    sentence = explained(error, "wss://hub:8710/link")
    assert sentence is not None
    assert sentence.en.startswith("No TLS line could be agreed on")


@pytest.mark.parametrize("trouble", Trouble)
def test_every_sentence_is_filled_in(trouble: Trouble) -> None:
    sentence = said(trouble, "hub.hall.example", "odd", CLOCK)

    assert trouble in SAID
    assert "{" not in sentence.zh + sentence.en


def test_a_clock_that_is_wrong_is_shown() -> None:
    assert "(2026-03-02 09:30)" in said(Trouble.NOT_YET, "hub", now=CLOCK).en
    assert "2026-03-02 09:30" in said(Trouble.EXPIRED, "hub", now=CLOCK).zh


@pytest.mark.parametrize(
    "url", ["ws://127.0.0.1:8710/link", "ws://localhost:8710/link", "ws://[::1]:8710/link"]
)
def test_on_this_computer_a_plain_line_is_enough(url: str) -> None:
    assert checked(url, "") == url


@pytest.mark.parametrize(
    "url",
    [
        "ws://10.1.2.3:8710/link",
        "ws://hub.hall.example:8710/link",
        "ws://127.0.0.1.evil.example/link",
        "ws://localhost.evil.example/link",
        "ws://0.0.0.0:8710/link",
        "ws://127.0.0.1@10.1.2.3/link",
        "WS://10.1.2.3/link",
    ],
)
def test_beyond_this_computer_a_plain_line_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="is not encrypted"):
        checked(url, "a certificate")


def test_tls_without_anybody_to_believe_is_refused() -> None:
    with pytest.raises(ValueError, match="enrol this computer again"):
        checked("wss://10.1.2.3:8710/link", " ")


@pytest.mark.parametrize(
    "url", ["", "http://127.0.0.1:8710", "wss://", "127.0.0.1:8710", "file:///etc/passwd"]
)
def test_what_is_no_link_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="is not like"):
        checked(url, "a certificate")


@pytest.mark.parametrize(
    ("host", "here"),
    [
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("::1", True),
        ("[::1]", True),
        ("LocalHost", True),
        ("0.0.0.0", False),
        ("::", False),
        ("127.evil.example", False),
        ("2130706433", False),
        ("", False),
    ],
)
def test_this_computer_is_known_by_how_it_is_written(host: str, here: bool) -> None:
    assert is_loopback(host) is here
