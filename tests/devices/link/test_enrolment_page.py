"""What the page of enrolment does with what is typed, and with every answer: on a real line."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtNetwork import QHostAddress, QTcpServer
from PySide6.QtTest import QTest
from PySide6.QtWebSockets import QWebSocket, QWebSocketServer
from pytestqt.qtbot import QtBot

from devices.link import codec, qtjoining
from devices.link.enrolment import Code, hub_proof
from devices.link.identity import Identity
from devices.link.messages import Bye, Challenge, Enrol, Enrolled, HubMessage
from devices.link.qtenrolment import THIS_COMPUTER, Enrolment, Newcomers, is_there
from devices.link.words import Role
from tests.hubs.identities import CHALLENGE
from tests.screens.enrolment import CODE, SHAPES, open_page, page_of
from tests.screens.hand import Hand
from tests.screens.studio import Opened, application

Answer = Callable[[Enrol], HubMessage | None]


class PretendHub:
    """Begins with a challenge and gives one answer; None closes the line instead."""

    def __init__(self, answer: Answer, first: HubMessage | str | None = CHALLENGE) -> None:
        self._answer = answer
        self._first = first
        self._lines: list[QWebSocket] = []
        self._server = QWebSocketServer("pretend", QWebSocketServer.SslMode.NonSecureMode)
        assert self._server.listen(QHostAddress("127.0.0.1"), 0), self._server.errorString()
        self._server.newConnection.connect(self._greet)
        self.link = f"ws://127.0.0.1:{self._server.serverPort()}/link"
        self.asked: list[Enrol] = []

    def close(self) -> None:
        for line in self._lines:
            line.abort()
        self._server.close()
        self._server.deleteLater()

    def _greet(self) -> None:
        line = self._server.nextPendingConnection()
        self._lines.append(line)
        line.textMessageReceived.connect(lambda text: self._hear(line, text))
        if isinstance(self._first, str):
            line.sendTextMessage(self._first)
        elif self._first is not None:
            line.sendTextMessage(codec.encode(self._first).decode())

    def _hear(self, line: QWebSocket, text: str) -> None:
        asked = codec.from_client(text)
        assert isinstance(asked, Enrol)
        self.asked.append(asked)
        answer = self._answer(asked)
        if answer is None:
            line.close()
        else:
            line.sendTextMessage(codec.encode(answer).decode())


@contextmanager
def hub(answer: Answer, first: HubMessage | str | None = CHALLENGE) -> Iterator[PretendHub]:
    made = PretendHub(answer, first)
    try:
        yield made
    finally:
        made.close()


def taken(asked: Enrol, code: str = CODE) -> HubMessage:
    """What the hub that showed a code says to whoever knows it."""
    said = Enrolled(client="c1", role=Role.KIOSK, place="K1", hall="试验大厅")
    proof = hub_proof(Code.typed(code).key(), CHALLENGE.nonce, asked.key, said)
    return Enrolled(client="c1", role=Role.KIOSK, place="K1", hall="试验大厅", proof=proof)


@pytest.fixture
def opened(qapp: QGuiApplication) -> Iterator[list[Opened]]:
    application()
    screens: list[Opened] = []
    yield screens
    for screen in screens:
        screen.close()


@pytest.fixture
def opens(opened: list[Opened], tmp_path: Path) -> Callable[[str], Opened]:
    """Open a kiosk's page with an address in its field."""

    def open_it(link: str) -> Opened:
        screen = open_page(SHAPES["kiosk"], tmp_path / "keys" / "kiosk.json", hub=link, drawn_ms=0)
        screen.window.setProperty("settle", 0)
        opened.append(screen)
        return screen

    return open_it


def tried(screen: Opened, qtbot: QtBot, code: str = CODE) -> str:
    """Enrol, and wait for what became of it: the trouble, or nothing."""
    page = page_of(screen)
    page.writeCode(code)
    Hand(screen.window).tap("join")
    qtbot.waitUntil(lambda: page.property("page") != "joining", timeout=10_000)
    return str(page.property("trouble"))


Opens = Callable[[str], Opened]


def test_a_screen_that_is_taken_in_says_who_it_is(opens: Opens, qtbot: QtBot, tmp_path: Path) -> None:
    with hub(taken) as there:
        screen = opens(there.link)
        assert tried(screen, qtbot) == ""
    hand = Hand(screen.window)
    assert hand.sees("enrolled-as", text="取号机 K1 · 试验大厅")
    assert not hand.sees("join")
    identity = Identity.load(tmp_path / "keys" / "kiosk.json")
    assert (identity.hub, identity.place) == (there.link, "K1")
    assert (there.asked[0].app, there.asked[0].role) == ("hall-kiosk", Role.KIOSK)
    assert page_of(screen).property("code") == ""


@pytest.mark.parametrize(
    ("answer", "first", "trouble", "words"),
    [
        (lambda asked: taken(asked, "ZZZZZZZZZZZ"), CHALLENGE, "other_hub", "应答的不是给出登记码的主机"),
        (lambda asked: Bye(code="bad_code", text="no"), CHALLENGE, "code", "登记码不对"),
        (lambda asked: Bye(code="later", text="no"), CHALLENGE, "later", "试错太多"),
        (lambda asked: Bye(code="register_failed", text="no"), CHALLENGE, "not_now", "主机现在不能登记"),
        (lambda asked: None, CHALLENGE, "no_answer", "主机没有应答"),
        (lambda asked: None, "mumble", "no_hub", "不是本系统的主机"),
        (lambda asked: None, Challenge(nonce=bytes(32), protocol=9), "version", "软件版本不同"),
    ],
)
def test_every_answer_that_is_none_is_said_and_nothing_is_kept(
    opens: Opens,
    qtbot: QtBot,
    tmp_path: Path,
    answer: Answer,
    first: HubMessage | str,
    trouble: str,
    words: str,
) -> None:
    with hub(answer, first) as there:
        screen = opens(there.link)
        assert tried(screen, qtbot) == trouble
    hand = Hand(screen.window)
    assert hand.reads(words)
    assert not (tmp_path / "keys" / "kiosk.json").exists()
    # What was typed stays, to be mended.
    assert page_of(screen).property("code") == CODE.replace("-", "")
    assert page_of(screen).property("address") == there.link


def test_a_hub_that_says_nothing_is_not_waited_for_for_ever(
    opens: Opens, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(qtjoining, "ANSWER_S", 0.2)
    with hub(lambda asked: None, None) as there:
        assert tried(opens(there.link), qtbot) == "no_answer"


def test_a_hub_that_speaks_no_tls_is_said_to_who_asks_for_it(opens: Opens, qtbot: QtBot) -> None:
    plain = QTcpServer()
    assert plain.listen(QHostAddress("127.0.0.1"), 0)

    def answer() -> None:
        line = plain.nextPendingConnection()
        line.readyRead.connect(lambda: line.write(b"HTTP/1.1 400 Bad Request\r\n\r\n"))

    plain.newConnection.connect(answer)
    assert tried(opens(f"wss://127.0.0.1:{plain.serverPort()}/link"), qtbot) == "not_tls"
    plain.close()
    plain.deleteLater()


@pytest.mark.parametrize("link", ["ws://192.0.2.1:8710/link", "hub:many", "ftp://127.0.0.1"])
def test_an_address_that_may_not_be_opened_is_said(opens: Opens, qtbot: QtBot, link: str) -> None:
    assert tried(opens(link), qtbot) == "address"


def test_a_code_is_not_spent_where_nothing_can_be_written(opens: Opens, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "keys").write_text("a file where the folder should be")
    with hub(taken) as there:
        screen = opens(there.link)
        assert tried(screen, qtbot) == "unwritable"
        assert there.asked == []
        assert Hand(screen.window).reads(str(tmp_path / "keys" / "kiosk.json"))
        (tmp_path / "keys").unlink()
        assert tried(screen, qtbot) == ""
    assert (tmp_path / "keys" / "kiosk.json").stat().st_mode & 0o077 == 0


def test_what_could_not_be_written_is_written_later_with_no_other_code(
    opens: Opens, qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "keys" / "kiosk.json"

    def spoil(asked: Enrol) -> HubMessage:
        file.mkdir(parents=True)
        (file / "something").touch()
        return taken(asked)

    with hub(spoil) as there:
        screen = opens(there.link)
        assert tried(screen, qtbot) == "unwritable"
        (file / "something").unlink()
        file.rmdir()
        assert tried(screen, qtbot) == ""
        assert len(there.asked) == 1
    assert Identity.load(file).place == "K1"


def test_too_little_is_said_and_no_hub_is_asked(opens: Opens) -> None:
    screen = opens(THIS_COMPUTER)
    hand = Hand(screen.window)
    hand.tap("key-7")
    hand.tap("join")
    assert hand.reads("登记码还没有填完")
    assert page_of(screen).property("page") == "typing"


def test_fingers_type_a_code_and_take_it_back(opens: Opens) -> None:
    screen = opens(THIS_COMPUTER)
    page, hand = page_of(screen), Hand(screen.window)
    for letter in "77KQ":
        hand.tap(f"key-{letter}")
    assert page.property("code") == "77KQ"
    hand.tap("key-erase")
    assert page.property("code") == "77K"
    hand.tap("key-clear")
    assert page.property("code") == ""
    for letter in "7KQ4XRM92TBZZ":
        hand.tap(f"key-{letter}")
    assert page.property("code") == "7KQ4XRM92TB"


def test_keys_are_read_as_they_are_meant(opens: Opens) -> None:
    screen = opens(THIS_COMPUTER)
    screen.press(Qt.Key.Key_Tab)
    Hand(screen.window).tap("code")
    for letter in "7kq-4oil u!":
        QTest.keyClick(screen.window, Qt.Key(ord(letter.upper())))
    screen.settle()
    assert page_of(screen).property("code") == "7KQ4011"
    QTest.keyClick(screen.window, Qt.Key.Key_Backspace)
    assert page_of(screen).property("code") == "7KQ401"


def test_fingers_mend_an_address_where_they_touched_it(opens: Opens) -> None:
    screen = opens("10.1.0.2")
    page, hand = page_of(screen), Hand(screen.window)
    hand.tap("address")
    QTest.keyClick(screen.window, Qt.Key.Key_End)
    hand.tap("key-erase")
    hand.tap("key-3")
    hand.tap("key-port")
    QTest.keyClick(screen.window, Qt.Key.Key_Home)
    hand.tap("key-scheme")
    assert page.property("address") == "wss://10.1.0.3:8710/link"


def test_the_page_speaks_the_other_language_at_a_touch(opens: Opens) -> None:
    screen = opens(THIS_COMPUTER)
    hand = Hand(screen.window)
    hand.tap("language")
    assert hand.reads('make a code for "Kiosk"')
    hand.tap("language")
    assert hand.reads("为“取号机”生成登记码")


def test_a_second_touch_begins_no_second_try(opens: Opens, qtbot: QtBot) -> None:
    with hub(taken) as there:
        screen = opens(there.link)
        page_of(screen).writeCode(CODE)
        Hand(screen.window).tap_twice("join")
        page_of(screen).join()
        qtbot.waitUntil(lambda: page_of(screen).property("page") == "enrolled")
        assert len(there.asked) == 1


def test_it_is_done_once_it_could_be_read(tmp_path: Path, qtbot: QtBot) -> None:
    who = Newcomers(app="hall-kiosk", role=Role.KIOSK, file=tmp_path / "kiosk.json")
    with hub(taken) as there:
        page = Enrolment(who, lambda language: None, hub=there.link, shown_ms=120, drawn_ms=0)
        page.writeCode(CODE)
        with qtbot.waitSignal(page.done):
            page.join()
            qtbot.waitUntil(lambda: page.property("page") == "enrolled")
            since = time.monotonic()
    assert time.monotonic() - since > 0.1


def test_an_identity_that_somebody_else_brings_ends_the_page_unless_another_is_wanted(tmp_path: Path) -> None:
    file = tmp_path / "kiosk.json"
    ended: list[str] = []
    pages = []
    for anew in (False, True):
        who = Newcomers(app="hall-kiosk", role=Role.KIOSK, file=file, anew=anew)
        pages.append(Enrolment(who, lambda language: None))
        pages[-1].done.connect(lambda anew=anew: ended.append(f"anew {anew}"))
    pages[0].look()
    assert ended == []
    file.touch()
    pages[0].look()
    pages[0].look()
    assert ended == ["anew False"]
    # What is there is to be replaced, so nobody looks for it.
    assert pages[1].property("page") == "typing"


def test_only_what_is_not_there_at_all_is_missing(tmp_path: Path) -> None:
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    (tmp_path / "file").touch()
    assert not is_there(tmp_path / "none" / "kiosk.json")
    assert is_there(tmp_path / "dangling")
    assert is_there(tmp_path / "file" / "kiosk.json")
