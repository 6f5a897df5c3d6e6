"""Whom a screen believes: true TLS lines in Qt's loop, to hubs that are good, wrong or none."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
import warnings
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.hashes import SHA256
from PySide6.QtCore import QByteArray, QCryptographicHash
from PySide6.QtGui import QGuiApplication
from PySide6.QtNetwork import QHostAddress, QSsl, QSslCertificate, QSslConfiguration, QSslKey, QTcpServer
from PySide6.QtWebSockets import QWebSocketServer
from pytestqt.qtbot import QtBot

from devices.link import qt as module
from devices.link.identity import Identity
from devices.link.messages import Trust
from devices.link.qt import HubLink
from devices.link.qttrust import qt_configuration, trouble_of_qt
from devices.link.trust import Trouble
from tests.devices.link.test_qt import TinyHub, is_live
from tests.hubs.authorities import Authority, expired, not_yet, server_context
from tests.hubs.identities import stranger

Logs = Callable[[str], None]


class SecureHub(TinyHub):
    """A hub that shows a certificate."""

    def __init__(self, shown: bytes, host: str = "127.0.0.1") -> None:
        self.shown = shown
        self.host = host
        super().__init__()

    def open(self) -> None:
        self._server = QWebSocketServer("hub", QWebSocketServer.SslMode.SecureMode, self)
        configuration = QSslConfiguration()
        pem = QByteArray(self.shown)
        configuration.setPrivateKey(QSslKey(pem, QSsl.KeyAlgorithm.Ec))
        configuration.setLocalCertificateChain(QSslCertificate.fromData(pem))
        self._server.setSslConfiguration(configuration)
        assert self._server.listen(QHostAddress(self.host), self.port)
        self.port = self._server.serverPort()
        self._server.newConnection.connect(self._met)

    @property
    def url(self) -> str:
        return f"wss://{self.host}:{self.port}/link"


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "RETRY_MS", (5,))


@pytest.fixture(scope="module")
def hall() -> Authority:
    return Authority("hub.hall.example")


def known_by(ca_pem: str, url: str) -> Identity:
    return replace(stranger(url), ca=ca_pem)


@pytest.fixture
def opened(qapp: QGuiApplication) -> Iterator[Callable[[str, str], HubLink]]:
    links: list[HubLink] = []

    def open_link(url: str, ca_pem: str) -> HubLink:
        link = HubLink(known_by(ca_pem, url), "test")
        links.append(link)
        link.start()
        return link

    yield open_link
    for link in links:
        link.stop()


@pytest.fixture
def hubs(qapp: QGuiApplication) -> Iterator[Callable[[bytes], SecureHub]]:
    made: list[SecureHub] = []

    def make(shown: bytes) -> SecureHub:
        made.append(SecureHub(shown))
        return made[-1]

    yield make
    for hub in made:
        hub.close()


Opened = Callable[[str, str], HubLink]
Hubs = Callable[[bytes], SecureHub]


def test_a_screen_believes_its_halls_hub(qtbot: QtBot, hall: Authority, hubs: Hubs, opened: Opened) -> None:
    link = opened(hubs(hall.hub()).url, hall.pem)

    qtbot.waitUntil(lambda: is_live(link))


@pytest.mark.parametrize(
    ("made", "trouble", "words"),
    [
        (lambda hall: Authority("hub.hall.example").hub(), Trouble.OTHER_AUTHORITY, "not of this hall's"),
        (expired, Trouble.EXPIRED, "has expired"),
        (not_yet, Trouble.NOT_YET, "not valid yet"),
    ],
)
def test_a_screen_believes_nobody_else_says_why_once_and_comes_when_it_is_mended(
    qtbot: QtBot,
    hall: Authority,
    hubs: Hubs,
    opened: Opened,
    expects_log: Logs,
    caplog: pytest.LogCaptureFixture,
    made: Callable[[Authority], bytes],
    trouble: Trouble,
    words: str,
) -> None:
    expects_log(words)
    hub = hubs(made(hall))
    link = opened(hub.url, hall.pem)
    qtbot.waitUntil(lambda: link._trouble is trouble)
    qtbot.waitUntil(lambda: link._attempt > 3)
    assert hub.heard == []
    assert len([record for record in caplog.records if "not to be trusted" in record.message]) == 1

    hub.close()
    hub.shown = hall.hub()
    hub.open()

    qtbot.waitUntil(lambda: is_live(link))
    assert link._trouble is None


def test_a_hub_at_another_address_than_its_certificates_is_not_believed(
    qtbot: QtBot, hall: Authority, opened: Opened, expects_log: Logs
) -> None:
    expects_log("is not for 127.0.0.2")
    hub = SecureHub(hall.hub(), "127.0.0.2")
    link = opened(hub.url, hall.pem)

    qtbot.waitUntil(lambda: link._trouble is Trouble.OTHER_NAME)
    hub.close()


def test_a_plain_hub_is_told_from_one_that_speaks_tls(
    qtbot: QtBot, hall: Authority, opened: Opened, expects_log: Logs
) -> None:
    expects_log("does not speak TLS")
    hub = QTcpServer()
    assert hub.listen(QHostAddress("127.0.0.1"))
    # As a web server answers what is no request.
    hub.newConnection.connect(lambda: hub.nextPendingConnection().write(b"HTTP/1.1 400 Bad Request\r\n\r\n"))
    link = opened(f"wss://127.0.0.1:{hub.serverPort()}/link", hall.pem)

    qtbot.waitUntil(lambda: link._trouble is Trouble.NOT_TLS)
    hub.close()


def test_who_takes_the_line_and_says_nothing_is_tried_anew(
    qtbot: QtBot, hall: Authority, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "OPEN_S", 0.1)
    hub = QTcpServer()
    assert hub.listen(QHostAddress("127.0.0.1"))
    met: list[object] = []
    hub.newConnection.connect(lambda: met.append(hub.nextPendingConnection()))
    link = opened(f"wss://127.0.0.1:{hub.serverPort()}/link", hall.pem)

    qtbot.waitUntil(lambda: len(met) > 1)
    link.stop()
    hub.close()


def test_an_old_tls_is_not_spoken(
    qtbot: QtBot, hall: Authority, opened: Opened, expects_log: Logs, tmp_path: Path
) -> None:
    expects_log("no TLS from 1.2 on")
    context = server_context(tmp_path / "hub.pem", hall.hub())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    context.set_ciphers("ALL:@SECLEVEL=0")
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def answer() -> None:
            line, _ = listener.accept()
            with line, contextlib.suppress(OSError):
                context.wrap_socket(line, server_side=True).close()

        serving = threading.Thread(target=answer, name="server")
        serving.start()
        link = opened(f"wss://127.0.0.1:{listener.getsockname()[1]}/link", hall.pem)
        qtbot.waitUntil(lambda: link._trouble is Trouble.TOO_OLD)
        link.stop()
        serving.join()


def test_the_halls_authority_may_change_while_a_screen_is_there(
    qtbot: QtBot, hall: Authority, hubs: Hubs, opened: Opened, tmp_path: Path
) -> None:
    new = Authority("hub.hall.example")
    hub = hubs(hall.hub())
    file = tmp_path / "screen.identity"
    known_by(hall.pem, hub.url).save(file)
    link = HubLink(Identity.load(file), "test")
    link.start()
    qtbot.waitUntil(lambda: is_live(link))

    hub.says(Trust(ca=hall.pem + new.pem))
    qtbot.waitUntil(lambda: Identity.load(file).ca == hall.pem + new.pem)
    hub.close()
    hub.shown = new.hub()
    hub.open()

    qtbot.waitUntil(lambda: is_live(link))
    link.stop()


def test_beyond_this_computer_a_screen_opens_no_plain_line(qapp: QGuiApplication, hall: Authority) -> None:
    with pytest.raises(ValueError, match="is not encrypted"):
        HubLink(known_by(hall.pem, "ws://10.1.2.3:8710/link"), "test")


def test_the_systems_own_authorities_are_not_believed(qapp: QGuiApplication, hall: Authority) -> None:
    (only,) = qt_configuration(hall.pem).caCertificates()

    assert bytes(only.digest(QCryptographicHash.Algorithm.Sha256).data()) == (
        hall.certificate.fingerprint(SHA256())
    )


@pytest.mark.parametrize("text", ["", "no certificate"])
def test_what_is_no_certificate_is_said_so(qapp: QGuiApplication, text: str) -> None:
    with pytest.raises(ValueError, match="enrol this computer again"):
        qt_configuration(text)


def test_any_other_trouble_is_a_broken_one(qapp: QGuiApplication) -> None:
    assert trouble_of_qt([], "odd") is Trouble.BROKEN
