"""The touch driver touches as a finger does: what a finger would not reach, it does not reach either."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from config.theme.app import THEME
from config.theme.touch import TouchServer
from config.theme.touch_client import Finger, TouchFailed
from tests.screens.studio import application

T = TypeVar("T")

SCENE = """
import QtQuick
import Hall

Window {
    id: window
    property int touches: 0
    property string slid: ""
    width: 400; height: 600; visible: true

    BigButton { objectName: "plain"; y: 0; width: 400; height: 60; text: "取号"; again: 0
        onTouched: window.touches += 1 }
    BigButton { objectName: "asleep"; y: 70; width: 400; height: 60; text: "睡着"; enabled: false }
    BigButton { objectName: "hidden"; y: 140; width: 400; height: 60; text: "看不见"; visible: false }
    BigButton { objectName: "taken"; y: 210; width: 400; height: 60; text: "被接住" }
    MouseArea { objectName: "glass"; y: 210; width: 400; height: 60 }
    BigButton { objectName: "painted"; y: 280; width: 400; height: 60; text: "被盖住" }
    Rectangle { objectName: "paint"; y: 280; width: 400; height: 60; color: "white" }
    BigButton { objectName: "outside"; y: 700; width: 400; height: 60; text: "在外面" }
    Item { objectName: "shelf"; y: 350; width: 400; height: 60
        BigButton { objectName: "nested"; width: 400; height: 60; text: "里面"; onTouched: late.start() } }
    MouseArea { objectName: "track"; y: 420; width: 400; height: 60
        onReleased: mouse => window.slid = Math.round(mouse.x) + "," + Math.round(mouse.y) }
    TextInput { objectName: "field"; y: 490; width: 400; height: 40 }
    Text { objectName: "count"; y: 540; width: 200; height: 40; text: window.touches }
    Text { objectName: "slid"; y: 540; x: 200; width: 200; height: 40; text: window.slid }
    Text { id: lateWords; objectName: "late"; y: 570; width: 200; height: 30; text: "来了"; visible: false }
    Timer { id: late; interval: 80; onTriggered: lateWords.visible = true }
    Item { anchors.fill: parent; z: 1; PointHandler {} }
    Shortcut { sequence: "Ctrl+T"; onActivated: window.touches += 10 }
}
"""


class Driven:
    """A window that a finger in another thread touches while this thread runs its event loop."""

    def __init__(self, folder: Path) -> None:
        application()
        (folder / "Scene.qml").write_text(SCENE, "utf-8")
        self.engine = QQmlApplicationEngine()
        self.engine.addImportPath(str(THEME))
        self.engine.load(str(folder / "Scene.qml"))
        window = self.engine.rootObjects()[0]
        assert isinstance(window, QQuickWindow)
        self.window = window
        self.path = folder / "touch"
        TouchServer(window, self.engine).listen(str(self.path))
        self.finger = Finger(self.path, timeout_s=3.0)

    def run(self, work: Callable[[Finger], T]) -> T:
        """Let the finger work while the window lives; raise what it raised."""
        result: list[T] = []
        errors: list[BaseException] = []

        def touch() -> None:
            try:
                with self.finger:
                    result.append(work(self.finger))
            except BaseException as error:  # noqa: BLE001 - raised again in the test's own thread
                errors.append(error)

        thread = threading.Thread(target=touch)
        thread.start()
        while thread.is_alive():
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 10)
            thread.join(0.002)
        if errors:
            raise errors[0]
        return result[0]

    def close(self) -> None:
        self.window.close()
        self.engine.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QCoreApplication.processEvents()


@pytest.fixture
def driven(tmp_path: Path, expects_log: Callable[[str], None]) -> Iterator[Driven]:
    expects_log("driven from outside")
    driven = Driven(tmp_path)
    yield driven
    driven.close()


def test_a_tap_is_one_touch(driven: Driven) -> None:
    driven.run(lambda finger: finger.tap("plain"))
    assert driven.window.property("touches") == 1


def test_an_item_is_found_by_its_words_too(driven: Driven) -> None:
    driven.run(lambda finger: finger.tap(text="取号"))
    assert driven.window.property("touches") == 1


def test_an_item_is_found_by_its_path(driven: Driven) -> None:
    driven.run(lambda finger: finger.tap("shelf/nested"))
    with pytest.raises(TouchFailed, match="not to be seen"):
        driven.run(lambda finger: finger.tap("plain/nested", timeout_s=0.1))


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("asleep", "is disabled"),
        ("hidden", "not to be seen"),
        ("taken", "covered by .*glass"),
        ("painted", "covered by .*paint"),
        ("outside", "outside the window"),
        ("count", "takes no touches"),
        ("nobody", "not to be seen"),
    ],
)
def test_what_a_finger_would_not_reach_is_not_touched(driven: Driven, name: str, why: str) -> None:
    with pytest.raises(TouchFailed, match=why):
        driven.run(lambda finger: finger.tap(name, timeout_s=0.1))


def test_a_drag_ends_where_the_finger_is_lifted(driven: Driven) -> None:
    driven.run(lambda finger: finger.drag("track", 100, 10))
    driven.run(lambda finger: finger.wait("slid", text="300,40"))


def test_waiting_sees_what_comes_later_and_what_goes(driven: Driven) -> None:
    def work(finger: Finger) -> None:
        finger.wait("late", gone=True)
        finger.tap("nested")
        finger.wait("late")
        finger.wait(contains="来了")
        finger.wait("plain", enabled=True)

    driven.run(work)


def test_what_never_comes_fails_and_tells_what_is_there_instead(driven: Driven) -> None:
    with pytest.raises(TouchFailed, match=r"没有.*取号"):
        driven.run(lambda finger: finger.wait(contains="没有", timeout_s=0.1))


def test_text_and_keys_reach_the_window(driven: Driven) -> None:
    def work(finger: Finger) -> dict[str, object]:
        finger.write("张三丰", "field")
        finger.key("Ctrl+T")
        finger.wait("count", text="10")
        return finger.get("field", "text", "activeFocus")

    got = driven.run(work)
    assert got["properties"] == {"text": "张三丰", "activeFocus": True}


def test_a_picture_of_the_screen_is_saved(driven: Driven, tmp_path: Path) -> None:
    driven.run(lambda finger: finger.shot(tmp_path / "shots" / "one.png"))
    assert (tmp_path / "shots" / "one.png").read_bytes().startswith(b"\x89PNG")


def test_what_is_to_be_seen_can_be_asked(driven: Driven) -> None:
    def work(finger: Finger) -> tuple[bool, bool, list[str]]:
        return finger.sees("plain"), finger.sees("hidden"), finger.texts()

    plain, hidden, texts = driven.run(work)
    assert plain
    assert not hidden
    assert "取号" in texts
    assert "看不见" not in texts


def test_a_bad_request_is_answered_and_the_next_one_works(driven: Driven) -> None:
    def work(finger: Finger) -> None:
        with pytest.raises(TouchFailed, match="bad request"):
            finger.key("no such key")
        finger.tap("plain")

    driven.run(work)
    assert driven.window.property("touches") == 1


def test_a_screen_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(TouchFailed, match="no screen answers"):
        Finger(tmp_path / "nobody").connect(within_s=0.0)


def test_the_socket_is_the_users_own(driven: Driven) -> None:
    assert driven.path.stat().st_mode & 0o077 == 0
