"""Starts a screen program: fonts, languages, window, signals, and what Qt has to say.

Nothing here knows the hub. A program says which QML it shows and furnishes it with its view-models.
"""

from __future__ import annotations

import logging
import os
import signal
import socket
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

# Without QtQuick imported, rootObjects() gives bare windows that cannot be grabbed.
import PySide6.QtQuick
from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    QSocketNotifier,
    QTimer,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtGui import QGuiApplication
from PySide6.QtNetwork import QLocalServer
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuickControls2 import QQuickStyle

from config.supervisor import ENDS, READY, TURNS, Supervisor, supervisor_of
from config.theme.clock import WallClock
from config.theme.fonts import NoChineseFont, hall_font
from config.theme.languages import Languages
from config.theme.options import Options

log = logging.getLogger(__name__)

THEME = Path(__file__).resolve().parent
"""Folder of the ``Hall`` module: an import path for QML."""

TOUCH_VARIABLE = "HALL_TOUCH"
"""Environment variable that names the socket of the touch driver; unset in every real hall."""

LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


@dataclass(frozen=True, kw_only=True)
class Screen:
    """One screen program.

    Attributes:
        name: the program's name, for logs and the window manager.
        module: QML module whose ``main`` is the window.
        qml: folder in which the module lies.
        i18n: folder of its translations.
        main: type of the window.
        size: width and height in pixels that its window has by itself.
    """

    name: str
    module: str
    qml: Path
    i18n: Path
    main: str = "Main"
    size: tuple[int, int] = (1920, 1080)


def _nowhere() -> None:
    """There is no next screen."""


@dataclass(frozen=True, kw_only=True)
class Stage:
    """What a program finds when it furnishes its screen.

    Attributes:
        go_on: ends this screen and shows the program's next one.
    """

    engine: QQmlApplicationEngine
    languages: Languages
    clock: WallClock
    options: Options
    go_on: Callable[[], None] = _nowhere


Furnish = Callable[[Stage], Mapping[str, object]]
"""Makes the initial properties of ``Main``; ``clock`` is among them already."""


@dataclass(frozen=True, kw_only=True)
class Act:
    """A screen, and what furnishes it when its turn comes."""

    screen: Screen
    furnish: Furnish


def start(options: Options, *acts: Act) -> int:
    """Show screens, one after the other, until the last one's window closes or a signal ends the program.

    Returns:
        The exit code: 0 after a clean end, 1 when the QML does not load, 2 when a font is missing.
    """
    name = acts[-1].screen.name
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    qInstallMessageHandler(_log_qt)
    QQuickStyle.setStyle("Basic")
    app = QGuiApplication.instance() or QGuiApplication([name])
    assert isinstance(app, QGuiApplication)  # noqa: S101 - nothing else makes one in a screen program
    app.setApplicationName(name)
    try:
        app.setFont(hall_font())
    except NoChineseFont as error:
        log.error("%s", error)
        return 2
    play = _Play(app, options)
    engine = play.load(acts[0])
    if engine is None:
        return 1
    signals = _Signals(app)
    supervisor = supervisor_of(os.environ)
    if supervisor is not None:
        _keep_telling(supervisor, app)
    try:
        for act in acts[1:]:
            code = app.exec()
            if signals.came or not play.goes_on:
                return code
            following = play.load(act, engine)
            if following is None:
                return 1
            engine = following
        return 0 if signals.came else app.exec()
    finally:
        if supervisor is not None:
            supervisor.say(ENDS)
        signals.undo()
        # The engine goes first, or bindings look at view-models that are gone.
        engine.deleteLater()
        app.processEvents()
        qInstallMessageHandler(None)


class _Play:
    """Brings one screen after the other to the stage."""

    def __init__(self, app: QGuiApplication, options: Options) -> None:
        self.goes_on = False
        self._app = app
        self._options = options

    def load(self, act: Act, before: QQmlApplicationEngine | None = None) -> QQmlApplicationEngine | None:
        """Show a screen in the place of the one before."""
        self.goes_on = False
        for server in before.findChildren(QLocalServer) if before is not None else ():
            # The touch driver's socket has the same name again.
            server.close()
        engine = load(act.screen, self._options, act.furnish, go_on=self._go_on)
        if before is not None:
            # Only now: with its last window, the program would end.
            before.deleteLater()
        return engine

    def _go_on(self) -> None:
        self.goes_on = True
        # No quit(), which closes the windows before another one is there.
        self._app.exit()


def load(
    screen: Screen,
    options: Options,
    furnish: Furnish,
    clock: WallClock | None = None,
    go_on: Callable[[], None] = _nowhere,
) -> QQmlApplicationEngine | None:
    """Load a screen's window; the application and its font are there already.

    Args:
        screen: what to show.
        options: what the command line said.
        furnish: makes the properties of ``Main``.
        clock: the clock to show; the computer's when not given.
        go_on: shows the next screen.

    Returns:
        The engine, to be kept; None when the QML has errors, which are logged.
    """
    engine = QQmlApplicationEngine()
    engine.addImportPath(str(THEME))
    engine.addImportPath(str(screen.qml))
    languages = Languages(engine, (THEME / "i18n", screen.i18n))
    stage = Stage(
        engine=engine, languages=languages, clock=clock or WallClock(), options=options, go_on=go_on
    )
    languages.speak(options.language)
    properties = {"clock": stage.clock, "motion": options.motion, **furnish(stage)}
    for thing in properties.values():
        if isinstance(thing, QObject):
            # Owned by the engine, so that it outlives the window's bindings.
            thing.setParent(engine)
    engine.setInitialProperties(properties)
    engine.loadFromModule(screen.module, screen.main)
    if not engine.rootObjects():
        return None
    window = engine.rootObjects()[0]
    assert isinstance(window, PySide6.QtQuick.QQuickWindow)  # noqa: S101 - Main is a Window in every module
    _place(window, options)
    socket_name = os.environ.get(TOUCH_VARIABLE, "")
    if socket_name:
        # Only here, so that no real hall's screen even loads it.
        from config.theme.touch import TouchServer

        TouchServer(window, engine).listen(socket_name)
    return engine


def _place(window: PySide6.QtQuick.QQuickWindow, options: Options) -> None:
    if options.size is not None:
        window.resize(*options.size)
    elif not options.fullscreen:
        # A portrait kiosk is higher than most desks' monitors: show it whole, in its shape.
        room = window.screen().availableSize()
        fit = min(1.0, 0.92 * room.width() / window.width(), 0.92 * room.height() / window.height())
        if QGuiApplication.platformName() != "offscreen":
            window.resize(round(window.width() * fit), round(window.height() * fit))
    if options.fullscreen:
        window.showFullScreen()
    else:
        window.show()


def _keep_telling(supervisor: Supervisor, app: QGuiApplication) -> None:
    """Let systemd hear from the loop that draws and answers touches: when it hangs, the screen is dead."""
    supervisor.say(READY)
    if supervisor.every_s is not None:
        turning = QTimer(app)
        turning.timeout.connect(lambda: supervisor.say(TURNS))
        turning.start(round(supervisor.every_s * 1000))


def _log_qt(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    logging.getLogger(f"qt.{context.category or 'default'}").log(
        LEVELS.get(kind, logging.WARNING), "%s", text
    )


class _Signals:
    """Ends the event loop on SIGTERM and SIGINT, and knows of one that came while none ran."""

    def __init__(self, app: QGuiApplication) -> None:
        self.came = False
        self._app = app
        # Python's handlers run between bytecodes only, and an idle Qt loop runs none: a byte here wakes it.
        self._receiving, self._sending = socket.socketpair()
        self._receiving.setblocking(False)
        self._sending.setblocking(False)
        self._before = signal.set_wakeup_fd(self._sending.fileno())
        self._handlers = {
            number: signal.signal(number, lambda *_: self._end())
            for number in (signal.SIGTERM, signal.SIGINT)
        }
        self._notifier = QSocketNotifier(self._receiving.fileno(), QSocketNotifier.Type.Read, app)
        self._notifier.activated.connect(lambda: self._receiving.recv(16))

    def _end(self) -> None:
        self.came = True
        self._app.quit()

    def undo(self) -> None:
        """Let signals do what they did before."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._before)
        for number, handler in self._handlers.items():
            signal.signal(number, handler)
        self._receiving.close()
        self._sending.close()


def run(options: Options, *acts: Act) -> None:
    """Show screens, one after the other, and leave the program with its exit code."""
    sys.exit(start(options, *acts))
