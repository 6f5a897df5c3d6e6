"""A screen's link on real WebSockets in Qt's loop: it comes back, says again, and shows who it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtNetwork import QHostAddress
from PySide6.QtWebSockets import QWebSocket, QWebSocketServer
from pytestqt.qtbot import QtBot

from devices.link import codec
from devices.link import commands as c
from devices.link import qt as module
from devices.link import rows as r
from devices.link.jobs import ReadCard
from devices.link.messages import (
    Ask,
    Bye,
    CardSeen,
    ClientMessage,
    Do,
    Done,
    Drop,
    Hello,
    HubMessage,
    No,
    Patch,
    Snapshot,
    Welcome,
)
from devices.link.qt import HubLink
from devices.link.session import MAX_UNANSWERED, TooMuchUnanswered
from devices.link.words import Role, VisitorClass
from tests.hubs.identities import CHALLENGE, stranger

HERE = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
CALL = c.CallNext()


class TinyHub(QObject):
    """A hub of one session at a time that welcomes and then says what the test says."""

    def __init__(self) -> None:
        super().__init__()
        self.port = 0
        self.heard: list[ClientMessage] = []
        self.met = 0
        self.lines: list[QWebSocket] = []
        self.bye: Bye | None = None
        self.heartbeat_s = 5.0
        self.open()

    def open(self) -> None:
        self._server = QWebSocketServer("hub", QWebSocketServer.SslMode.NonSecureMode, self)
        assert self._server.listen(QHostAddress("127.0.0.1"), self.port)
        self.port = self._server.serverPort()
        self._server.newConnection.connect(self._met)

    def close(self) -> None:
        """Be gone: nobody is listened to, and the line breaks."""
        self._server.close()
        self.cut()
        self._server.deleteLater()

    def cut(self) -> None:
        """Break the line."""
        while self.lines:
            self.lines.pop().abort()

    @property
    def url(self) -> str:
        return f"ws://127.0.0.1:{self.port}/link"

    def says(self, *messages: HubMessage) -> None:
        for message in messages:
            self.lines[-1].sendTextMessage(codec.encode(message).decode())

    def commands(self) -> list[str]:
        return [message.id for message in self.heard if isinstance(message, Do)]

    def _met(self) -> None:
        line = self._server.nextPendingConnection()
        self.met += 1
        self.lines.append(line)
        self.says(CHALLENGE)
        line.textMessageReceived.connect(self._hears)

    def _hears(self, text: str) -> None:
        message = codec.from_client(text)
        self.heard.append(message)
        if not isinstance(message, Hello):
            return
        if self.bye is not None:
            self.says(self.bye)
            self.lines[-1].close()
            return
        self.says(
            Welcome(role=Role.CLERK, place="window-1", epoch="e1", heartbeat_s=self.heartbeat_s, now=HERE),
            Snapshot(rev=0, rows=(zone("a"),)),
        )


def is_live(link: HubLink) -> bool:
    return bool(link.property("live"))


def refused(link: HubLink) -> str:
    return str(link.property("refused"))


def zone(name: str, floor: int = 1) -> r.ZoneRow:
    return r.ZoneRow(id=name, name=name, name_en=name, floor=floor)


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "RETRY_MS", (5,))


@pytest.fixture
def hub(qapp: QGuiApplication) -> Iterator[TinyHub]:
    hub = TinyHub()
    yield hub
    hub.close()


@pytest.fixture
def link(hub: TinyHub) -> Iterator[HubLink]:
    link = HubLink(stranger(hub.url), "test")
    yield link
    link.stop()


def test_a_screen_learns_who_it_is_and_what_there_is(qtbot: QtBot, hub: TinyHub, link: HubLink) -> None:
    changed: list[tuple[list[str], list[str]]] = []
    link.rowsChanged.connect(lambda rows, gone: changed.append(([row.key for row in rows], gone)))
    assert (link.welcome, link.rows, is_live(link), refused(link)) == (None, {}, False, "")
    with qtbot.waitSignals([link.welcomed, link.liveChanged]):
        link.start()
    assert link.welcome is not None
    assert (link.welcome.role, link.welcome.place) == (Role.CLERK, "window-1")
    assert is_live(link)
    hub.says(Patch(rev=1, rows=(zone("b"),), gone=("zone/a",)))
    qtbot.waitUntil(lambda: "zone/b" in link.rows)
    assert changed == [(["zone/a"], []), (["zone/b"], ["zone/a"])]


def test_a_command_is_answered_to_whoever_said_it(qtbot: QtBot, hub: TinyHub, link: HubLink) -> None:
    answers: list[Done | No] = []
    with qtbot.waitSignal(link.welcomed):
        link.start()
    name = link.do(CALL, answers.append)
    silent = link.do(CALL)
    qtbot.waitUntil(lambda: hub.commands() == [name, silent])
    hub.says(No(id=silent, code="full", zh="", en=""), Done(id=name), Done(id=name))
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == [Done(id=name)]


def test_a_broken_line_is_opened_again_and_what_was_unanswered_is_said_again(
    qtbot: QtBot, hub: TinyHub, link: HubLink
) -> None:
    lives: list[bool] = []
    answers: list[Done | No] = []
    link.liveChanged.connect(lambda: lives.append(is_live(link)))
    with qtbot.waitSignal(link.welcomed):
        link.start()
    name = link.do(CALL, answers.append)
    qtbot.waitUntil(lambda: hub.commands() == [name])
    hub.cut()
    qtbot.waitUntil(lambda: hub.commands() == [name, name])
    hub.says(Done(id=name))
    qtbot.waitUntil(lambda: answers == [Done(id=name)])
    assert lives == [True, False, True]
    assert link.rows == {"zone/a": zone("a")}


def test_what_is_said_while_the_hub_is_away_is_said_when_it_comes(
    qtbot: QtBot, hub: TinyHub, link: HubLink
) -> None:
    with qtbot.waitSignal(link.welcomed):
        link.start()
    with qtbot.waitSignal(link.liveChanged):
        hub.close()
    name = link.do(CALL)
    hub.open()
    qtbot.waitUntil(lambda: hub.commands() == [name])
    assert is_live(link)


def test_a_screen_may_start_before_its_hub(qtbot: QtBot, hub: TinyHub) -> None:
    hub.close()
    link = HubLink(stranger(hub.url), "test")
    link.start()
    qtbot.waitUntil(link._retry.isActive)
    with qtbot.waitSignal(link.welcomed):
        hub.open()
    link.stop()


def test_a_reader_is_asked_and_dropped(qtbot: QtBot, hub: TinyHub, link: HubLink) -> None:
    answers: list[Done | No] = []
    with qtbot.waitSignal(link.welcomed):
        link.start()
    first, second = (link.ask(ReadCard(timeout_s=5), answers.append) for _ in range(2))
    link.drop(first)
    qtbot.waitUntil(lambda: isinstance(hub.heard[-1], Drop))
    asks = [message.id for message in hub.heard if isinstance(message, Ask)]
    assert (asks, hub.heard[-1]) == ([first, second], Drop(id=first))
    seen = CardSeen(person="p", masked_name="张*", visitor_class=VisitorClass.PRIORITY)
    hub.says(No(id=first, code="dropped", zh="", en=""), Done(id=second, result=seen))
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == [Done(id=second, result=seen)]


def test_nonsense_breaks_the_line_and_the_screen_goes_on(
    qtbot: QtBot, hub: TinyHub, link: HubLink, expects_log: Callable[[str], None]
) -> None:
    expects_log(r"what is no message \(not_json\)")
    with qtbot.waitSignal(link.welcomed):
        link.start()
    with qtbot.waitSignal(link.welcomed):
        hub.lines[-1].sendTextMessage("nonsense")
    assert is_live(link)


def test_a_hub_that_will_not_have_us_is_shown_and_no_longer_when_it_will(
    qtbot: QtBot, hub: TinyHub, link: HubLink
) -> None:
    shown: list[str] = []
    link.refusedChanged.connect(lambda: shown.append(refused(link)))
    hub.bye = Bye(code="bad_token", text="this token is unknown")
    link.start()
    qtbot.waitUntil(lambda: hub.met >= 4)
    assert shown == ["this token is unknown"]
    hub.bye = None
    with qtbot.waitSignal(link.welcomed):
        pass
    assert shown == ["this token is unknown", ""]


def test_attempts_at_a_hub_that_will_not_have_us_grow_rarer(
    qtbot: QtBot, hub: TinyHub, link: HubLink, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "RETRY_MS", (1, 1, 3_600_000))
    hub.bye = Bye(code="bad_token", text="no")
    link.start()
    qtbot.waitUntil(lambda: hub.met == 3)
    qtbot.waitUntil(lambda: link._retry.isActive() and link._retry.interval() == 3_600_000)
    assert hub.met == 3


def test_a_silent_hub_is_left(qtbot: QtBot, hub: TinyHub, link: HubLink) -> None:
    hub.heartbeat_s = 0.01
    with qtbot.waitSignal(link.welcomed):
        link.start()
    hub.heartbeat_s = 5.0
    qtbot.waitUntil(lambda: hub.met == 2, timeout=3000)
    qtbot.waitUntil(lambda: is_live(link))


def test_a_stopped_link_stays_closed(qtbot: QtBot, hub: TinyHub, link: HubLink) -> None:
    with qtbot.waitSignal(link.welcomed):
        link.start()
    with qtbot.waitSignal(link.liveChanged):
        link.stop()
    assert not link._retry.isActive()
    assert not link._beat.isActive()
    assert not is_live(link)


def test_too_much_unanswered_is_the_screens_to_handle(link: HubLink) -> None:
    for _ in range(MAX_UNANSWERED):
        link.do(CALL)
    with pytest.raises(TooMuchUnanswered):
        link.do(CALL)
