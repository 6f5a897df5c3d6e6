"""Touches a screen from outside, for the demo hall and the tests: never loaded in a real hall.

A local socket takes one JSON object a line and answers each with one, in order. Verbs: ``find``, ``wait``,
``tap``, ``drag``, ``key``, ``text``, ``get``, ``shot``. A touch is a real touch event at the item's place in
the live scene, and it fails when a finger would not reach the item there.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeySequence
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest

from config.theme import scene

log = logging.getLogger(__name__)

POLL_MS = 20
RESTING_MS = 60
"""How long a finger rests on the glass in a tap."""


class NotYet(Exception):
    """What was asked for is not so yet; it is tried again until its time is up."""


class TouchServer(QObject):
    """Serves one socket for one window."""

    def __init__(self, window: QQuickWindow, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self._glass = QTest.createTouchDevice()
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._greet)
        self._talks: set[Talk] = set()

    def listen(self, name: str) -> None:
        """Serve at a path (or name) of a local socket.

        Raises:
            OSError: nobody can be served there.
        """
        QLocalServer.removeServer(name)
        if not self._server.listen(name):
            raise OSError(f"touch driver: {self._server.errorString()}: {name}")
        log.warning("This screen is driven from outside: demo and tests only.")

    def _greet(self) -> None:
        talk = Talk(self._server.nextPendingConnection(), self._window, self._glass, self)
        self._talks.add(talk)
        talk.destroyed.connect(lambda: self._talks.discard(talk))


class Talk(QObject):
    """One client: its requests are carried out one after the other."""

    def __init__(
        self, line: QLocalSocket, window: QQuickWindow, glass: object, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._line = line
        self._window = window
        self._glass = glass
        self._waiting: list[dict[str, object]] = []
        self._busy = False
        line.setParent(self)
        line.readyRead.connect(self._read)
        line.disconnected.connect(self.deleteLater)

    def _read(self) -> None:
        while self._line.canReadLine():
            self._waiting.append(json.loads(self._line.readLine().toStdString()))
        self._go_on()

    def _go_on(self) -> None:
        if self._busy or not self._waiting:
            return
        self._busy = True
        request = self._waiting.pop(0)
        deadline = time.monotonic() + float(str(request.get("timeout_s", 10.0)))
        self._try(request, deadline)

    def _try(self, request: dict[str, object], deadline: float) -> None:
        try:
            self._carry_out(request)
        except (NotYet, scene.CannotTouch) as error:
            if time.monotonic() < deadline:
                QTimer.singleShot(POLL_MS, self, lambda: self._try(request, deadline))
            else:
                self._answer(error=str(error), texts=scene.texts(self._window))
        except (KeyError, ValueError, TypeError) as error:
            self._answer(error=f"bad request: {error!r}")

    def _answer(self, **answer: object) -> None:
        self._line.write(json.dumps(answer, ensure_ascii=False, default=str).encode() + b"\n")
        self._line.flush()
        self._busy = False
        self._go_on()

    def _spot(self, request: dict[str, object]) -> QPointF:
        """Where to touch, once the item has stayed in its place from one look to the next."""
        point = scene.spot(self._window, self._item(request))
        if request.get("seen_at") != point:
            # What has just appeared is put in its place with the next frame only.
            request["seen_at"] = point
            raise NotYet("it has not come to rest")
        return point

    def _carry_out(self, request: dict[str, object]) -> None:
        match request["do"]:
            case "tap":
                point = self._spot(request)
                self._touch([point], RESTING_MS, lambda: self._answer(at=[point.x(), point.y()]))
            case "drag":
                start = self._spot(request)
                end = start + QPointF(float(str(request.get("dx", 0))), float(str(request.get("dy", 0))))
                steps = [start + (end - start) * (n / 6) for n in range(7)]
                self._touch(steps, RESTING_MS, lambda: self._answer(at=[start.x(), start.y()]))
            case "find" | "wait":
                self._answer(**self._wait(request))
            case "get":
                self._answer(**self._get(request))
            case "key":
                self._key(str(request["key"]))
                self._answer()
            case "text":
                self._text(request)
                self._answer()
            case "shot":
                path = Path(str(request["path"]))
                path.parent.mkdir(parents=True, exist_ok=True)
                if not self._window.grabWindow().save(str(path)):
                    raise ValueError(f"cannot write {path}")
                self._answer(path=str(path))
            case other:
                raise ValueError(f"no such verb: {other}")

    def _item(self, request: dict[str, object]) -> QQuickItem:
        wanted = scene.Wanted(
            name=str(request.get("name", "")),
            text=str(request.get("text", "")),
            nth=int(str(request.get("nth", 0))),
        )
        item = scene.find(self._window, wanted)
        if item is None:
            raise NotYet(f"{wanted} is not to be seen")
        return item

    def _touch(self, points: list[QPointF], step_ms: int, done: Callable[[], None]) -> None:
        places = [QPoint(round(point.x()), round(point.y())) for point in points]
        QTest.touchEvent(self._window, self._glass, False).press(0, places[0]).commit(False)  # type: ignore[call-overload]

        def next_step(n: int) -> None:
            sequence = QTest.touchEvent(self._window, self._glass, False)  # type: ignore[call-overload]
            if n < len(places):
                sequence.move(0, places[n]).commit(False)
                QTimer.singleShot(step_ms // 2, self, lambda: next_step(n + 1))
            else:
                sequence.release(0, places[-1]).commit(False)
                # The answer comes after what the touch set off in this turn of the loop.
                QTimer.singleShot(0, self, done)

        QTimer.singleShot(step_ms, self, lambda: next_step(1))

    def _wait(self, request: dict[str, object]) -> dict[str, object]:
        if request.get("gone"):
            try:
                self._item(request)
            except NotYet:
                return {}
            raise NotYet("it is still to be seen")
        contains = str(request.get("contains", ""))
        if contains:
            shown = scene.texts(self._window)
            if not any(contains in text for text in shown):
                raise NotYet(f"nothing on the screen says {contains!r}")
            return {"texts": shown}
        item = self._item(request)
        properties = request.get("properties", {})
        if not isinstance(properties, dict):
            raise ValueError("properties must be an object")
        for name, value in properties.items():
            if item.property(name) != value:
                raise NotYet(f"{name} is {item.property(name)!r}, not {value!r}")
        return {"text": item.property("text")}

    def _get(self, request: dict[str, object]) -> dict[str, object]:
        if not request.get("name") and not request.get("text"):
            return {"texts": scene.texts(self._window)}
        item = self._item(request)
        names = request.get("properties", [])
        if not isinstance(names, list):
            raise ValueError("properties must be a list")
        rect = item.mapRectToScene(item.boundingRect())
        return {
            "text": item.property("text"),
            "enabled": item.isEnabled(),
            "rect": [rect.x(), rect.y(), rect.width(), rect.height()],
            "properties": {str(name): item.property(str(name)) for name in names},
        }

    def _key(self, keys: str) -> None:
        sequence = QKeySequence(keys)
        if sequence.count() != 1 or sequence.toString() == "":
            raise ValueError(f"no such key: {keys}")
        QTest.keySequence(self._window, sequence)

    def _text(self, request: dict[str, object]) -> None:
        if request.get("name"):
            self._item(request).forceActiveFocus(Qt.FocusReason.OtherFocusReason)
        event = QInputMethodEvent()
        event.setCommitString(str(request["commit"]))
        QGuiApplication.sendEvent(self._window.activeFocusItem(), event)
