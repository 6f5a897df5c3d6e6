"""A call screen on a real WebSocket: it may start before the hub, and outlives it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtNetwork import QHostAddress
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow
from PySide6.QtWebSockets import QWebSocket, QWebSocketServer
from pytestqt.qtbot import QtBot

from config.theme import scene
from config.theme.app import Stage, load
from config.theme.options import Options
from devices.link import codec
from devices.link.messages import Hello, Patch, Snapshot, Welcome
from devices.link.qt import HubLink
from devices.link.qtclock import HallClock
from devices.link.rows import AnyRow
from devices.link.words import Role
from display.__main__ import ZONE, furnish_zone
from tests.hubs.identities import CHALLENGE, stranger
from tests.screens import display_rows as rows
from tests.screens.display import BASE
from tests.screens.studio import NOW, application, take_down


class TinyHub:
    """Speaks the link to one screen: welcome, snapshot, and what a test tells it to."""

    def __init__(self, port: int, shown: tuple[AnyRow, ...]) -> None:
        self._shown = shown
        self._lines: list[QWebSocket] = []
        self._server = QWebSocketServer("tiny", QWebSocketServer.SslMode.NonSecureMode)
        assert self._server.listen(QHostAddress("127.0.0.1"), port), self._server.errorString()
        self._server.newConnection.connect(self._greet)
        self.port = self._server.serverPort()

    def show(self, *shown: AnyRow) -> None:
        for line in self._lines:
            line.sendTextMessage(codec.encode(Patch(rev=2, rows=shown)).decode())

    def die(self) -> None:
        for line in self._lines:
            line.abort()
        self._server.close()
        self._server.deleteLater()

    def _greet(self) -> None:
        line = self._server.nextPendingConnection()
        self._lines.append(line)
        line.sendTextMessage(codec.encode(CHALLENGE).decode())
        line.textMessageReceived.connect(lambda text: self._hear(line, text))

    def _hear(self, line: QWebSocket, text: str) -> None:
        if isinstance(codec.from_client(text), Hello):
            welcome = Welcome(role=Role.SCREEN, place="zone-house", epoch="one", heartbeat_s=5.0, now=NOW)
            for message in (welcome, Snapshot(rev=1, rows=self._shown)):
                line.sendTextMessage(codec.encode(message).decode())


def open_board(port: int) -> tuple[QQmlApplicationEngine, QQuickWindow]:
    application()

    def furnish(stage: Stage) -> Mapping[str, object]:
        link = HubLink(stranger(f"ws://127.0.0.1:{port}/link"), "test", parent=stage.engine)
        link.start()
        return furnish_zone(stage, link, HallClock(link, stage.engine), "house")

    options = Options(identity=Path("none"), size=(1280, 720), motion=False)
    engine = load(ZONE, options, furnish)
    assert engine is not None
    window = engine.rootObjects()[0]
    assert isinstance(window, QQuickWindow)
    return engine, window


def test_a_screen_that_starts_first_waits_for_the_hub_and_outlives_it(
    qapp: QGuiApplication, qtbot: QtBot
) -> None:
    empty = TinyHub(0, BASE)
    port = empty.port
    empty.die()
    engine, window = open_board(port)

    def shows(*words: str) -> None:
        qtbot.waitUntil(lambda: set(words) <= set(scene.texts(window)), timeout=10_000)

    shows("正在等待主机", "正在连接，请稍候")

    first = TinyHub(port, BASE)
    shows("房屋交易及不动产登记区", "09:26")
    first.show(rows.NEW)
    shows("请 B027 号到 5 号窗口")

    first.die()
    shows("正在等待主机", "B027")

    second = TinyHub(port, (*BASE, rows.NEW))
    qtbot.waitUntil(lambda: "正在等待主机" not in scene.texts(window), timeout=10_000)
    shows("B027")

    take_down(engine, window)
    second.die()
