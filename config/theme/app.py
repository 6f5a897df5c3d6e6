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
    """

    name: str
    module: str
    qml: Path
    i18n: Path
    main: str = "Main"


@dataclass(frozen=True, kw_only=True)
class Stage:
    """What a program finds when it furnishes its screen."""

    engine: QQmlApplicationEngine
    languages: Languages
    clock: WallClock
    options: Options


Furnish = Callable[[Stage], Mapping[str, object]]
"""Makes the initial properties of ``Main``; ``clock`` is among them already."""


def start(screen: Screen, options: Options, furnish: Furnish) -> int:
    """Show a screen until its window closes or a signal ends it.

    Returns:
        The exit code: 0 after a clean end, 1 when the QML does not load, 2 when a font is missing.
    """
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    qInstallMessageHandler(_log_qt)
    QQuickStyle.setStyle("Basic")
    app = QGuiApplication.instance() or QGuiApplication([screen.name])
    assert isinstance(app, QGuiApplication)  # noqa: S101 - nothing else makes one in a screen program
    app.setApplicationName(screen.name)
    try:
        app.setFont(hall_font())
    except NoChineseFont as error:
        log.error("%s", error)
        return 2
    engine = load(screen, options, furnish)
    if engine is None:
        return 1
    end = _end_on_signals(app)
    supervisor = supervisor_of(os.environ)
    if supervisor is not None:
        _keep_telling(supervisor, app)
    try:
        return app.exec()
    finally:
        if supervisor is not None:
            supervisor.say(ENDS)
        end()
        # The engine goes first, or bindings look at view-models that are gone.
        engine.deleteLater()
        app.processEvents()
        qInstallMessageHandler(None)


def load(
    screen: Screen, options: Options, furnish: Furnish, clock: WallClock | None = None
) -> QQmlApplicationEngine | None:
    """Load a screen's window; the application and its font are there already.

    Args:
        screen: what to show.
        options: what the command line said.
        furnish: makes the properties of ``Main``.
        clock: the clock to show; the computer's when not given.

    Returns:
        The engine, to be kept; None when the QML has errors, which are logged.
    """
    engine = QQmlApplicationEngine()
    engine.addImportPath(str(THEME))
    engine.addImportPath(str(screen.qml))
    languages = Languages(engine, (THEME / "i18n", screen.i18n))
    stage = Stage(engine=engine, languages=languages, clock=clock or WallClock(), options=options)
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


def _end_on_signals(app: QGuiApplication) -> Callable[[], None]:
    """End the event loop on SIGTERM and SIGINT; gives back what undoes this."""
    # Python's handlers run between bytecodes only, and an idle Qt loop runs none: a byte here wakes it.
    receiving, sending = socket.socketpair()
    receiving.setblocking(False)
    sending.setblocking(False)
    before = signal.set_wakeup_fd(sending.fileno())
    handlers = {
        number: signal.signal(number, lambda *_: app.quit()) for number in (signal.SIGTERM, signal.SIGINT)
    }
    notifier = QSocketNotifier(receiving.fileno(), QSocketNotifier.Type.Read, app)
    notifier.activated.connect(lambda: receiving.recv(16))

    def undo() -> None:
        notifier.setEnabled(False)
        signal.set_wakeup_fd(before)
        for number, handler in handlers.items():
            signal.signal(number, handler)
        receiving.close()
        sending.close()

    return undo


def run(screen: Screen, options: Options, furnish: Furnish) -> None:
    """Show a screen and leave the program with its exit code."""
    sys.exit(start(screen, options, furnish))
