"""The link for Qt programs: a ``ClientSession`` on a QWebSocket, in the GUI thread.

A screen talks to this and never to a socket. Measured elsewhere and good enough: a patch is a property
within a millisecond, idle costs nothing, so no thread is needed.
"""

from __future__ import annotations

import logging
import time
import uuid
from collections.abc import Callable

from PySide6.QtCore import Property, QObject, QTimer, QUrl, Signal
from PySide6.QtNetwork import QAbstractSocket, QSslError
from PySide6.QtWebSockets import QWebSocket

from devices.link.codec import BadMessage
from devices.link.commands import AnyCommand
from devices.link.identity import Identity
from devices.link.jobs import ReadCard, ReadCode
from devices.link.messages import Ask, Do, Done, No, Welcome
from devices.link.qttrust import qt_configuration, trouble_of_qt
from devices.link.rows import AnyRow
from devices.link.session import Answer, ClientSession
from devices.link.trust import Trouble, checked, keeps, said, taken_over

log = logging.getLogger(__name__)

RETRY_MS = (200, 500, 1000, 2000, 5000)
"""Waits between attempts to reach the hub; the last one is repeated."""
OPEN_S = 10.0
"""Seconds in which a line must be open, TLS and all; it is tried anew after that."""


class HubLink(QObject):
    """A screen's link to the hub: rows come in, commands go out, and it always comes back.

    Signals:
        rowsChanged(list[AnyRow], list[str]): rows that are new or changed, keys that went.
        liveChanged(): ``live`` changed; while False the rows are the last good ones.
        welcomed(): the hub said who we are.
        refusedChanged(): ``refused`` changed: the hub will not have us, as with a revoked token, or will.
    """

    rowsChanged = Signal(object, object)  # noqa: N815
    liveChanged = Signal()  # noqa: N815
    welcomed = Signal()
    refusedChanged = Signal()  # noqa: N815

    def __init__(self, identity: Identity, app: str, parent: QObject | None = None) -> None:
        """Prepare the link; ``start`` opens it.

        Raises:
            ValueError: the identity's hub is no address of a link, or nothing to trust it by.
        """
        super().__init__(parent)
        self._session = ClientSession(
            identity=identity,
            app=app,
            on_rows=lambda rows, gone: self.rowsChanged.emit(rows, gone),
            on_live=lambda live: self.liveChanged.emit(),
            on_trust=self._handed_out,
        )
        self._identity = identity
        self._url = QUrl(checked(identity.hub, identity.ca))
        self._socket = QWebSocket(parent=self)
        if self._url.scheme() == "wss":
            self._socket.setSslConfiguration(qt_configuration(identity.ca))
        self._errors: list[QSslError] = []
        self._socket.sslErrors.connect(self._distrusted)
        self._trouble: Trouble | None = None
        self._socket.connected.connect(self._connected)
        self._socket.disconnected.connect(self._lost)
        self._socket.errorOccurred.connect(self._failed)
        self._socket.textMessageReceived.connect(self._received)
        self._retry = QTimer(self, singleShot=True)
        self._retry.timeout.connect(self._open)
        self._beat = QTimer(self, interval=1000)
        self._beat.timeout.connect(self._tick)
        self._attempt = 0
        self._stopped = True
        self._opening_since: float | None = None
        self._told_welcome: Welcome | None = None
        self._told_refused = ""

    @property
    def rows(self) -> dict[str, AnyRow]:
        """Every row the hub shows this screen, by key; the last good ones while it is away."""
        return self._session.rows

    @property
    def welcome(self) -> Welcome | None:
        """Role and place as the hub gave them, None before the first welcome."""
        return self._session.welcome

    def _is_live(self) -> bool:
        return self._session.live

    def _refused_text(self) -> str:
        return self._session.refused.text if self._session.refused else ""

    live = Property(bool, _is_live, notify=liveChanged)
    refused = Property(str, _refused_text, notify=refusedChanged)

    def start(self) -> None:
        """Open the link and keep it open until ``stop``."""
        self._stopped = False
        self._beat.start()
        self._open()

    def stop(self) -> None:
        """Close the link for good; unanswered commands stay unanswered."""
        self._stopped = True
        self._beat.stop()
        self._retry.stop()
        self._socket.abort()

    def do(self, command: AnyCommand, on_answer: Callable[[Done | No], None] | None = None) -> str:
        """Say a command until it is answered.

        Returns:
            The command's id.

        Raises:
            TooMuchUnanswered: the hub has been away for too many commands.
        """
        return self._say(Do(id=uuid.uuid4().hex, command=command), on_answer)

    def ask(self, work: ReadCard | ReadCode, on_answer: Callable[[Done | No], None]) -> str:
        """Let this kiosk's reader wait for a card or a code.

        Returns:
            The ask's id, for ``drop``.
        """
        return self._say(Ask(id=uuid.uuid4().hex, work=work), on_answer)

    def drop(self, ask_id: str) -> None:
        """Stop waiting for a card or a code."""
        self._session.drop(ask_id)
        self._flush()

    def _say(self, message: Do | Ask, on_answer: Callable[[Done | No], None] | None) -> str:
        def answered(answer: Answer) -> None:
            if on_answer is not None and isinstance(answer, Done | No):
                on_answer(answer)

        self._session.say(message, answered)
        self._flush()
        return message.id

    def _open(self) -> None:
        if not self._stopped:
            self._opening_since = time.monotonic()
            self._socket.open(self._url)

    def _connected(self) -> None:
        self._opening_since = None
        self._trouble = None
        self._session.opened(time.monotonic())
        self._flush()

    def _received(self, text: str) -> None:
        try:
            self._session.received(text, time.monotonic())
        except BadMessage as error:
            log.error("The hub sent what is no message (%s); the link is opened anew.", error.code)
            self._socket.abort()
            return
        if self._session.welcome is not self._told_welcome:
            self._told_welcome = self._session.welcome
            # Only a hub that took us makes the next attempt a first one: a wrong token stays wrong.
            self._attempt = 0
            self.welcomed.emit()
        if self._refused_text() != self._told_refused:
            self._told_refused = self._refused_text()
            self.refusedChanged.emit()
        self._flush()

    def _distrusted(self, errors: list[QSslError]) -> None:
        """What is wrong with the hub's certificate; Qt closes the line by itself and says that it failed."""
        self._errors = errors

    def _failed(self, error: QAbstractSocket.SocketError) -> None:
        errors, self._errors = self._errors, []
        if error is QAbstractSocket.SocketError.SslHandshakeFailedError:
            self._note(trouble_of_qt(errors, self._socket.errorString()))
        self._lost()

    def _note(self, trouble: Trouble) -> None:
        """Say once what is wrong with a hub that is not to be trusted."""
        if trouble is not self._trouble:
            self._trouble = trouble
            why = said(trouble, self._url.host(), self._socket.errorString())
            log.error("The hub at %s is not to be trusted: %s", self._url.toString(), why.en)

    def _handed_out(self, ca_pem: str) -> bool:
        """The hall has another authority, or two: the next line is believed by it, if it is kept for good."""
        self._identity = taken_over(self._identity, ca_pem)
        if self._url.scheme() == "wss":
            self._socket.setSslConfiguration(qt_configuration(self._identity.ca))
        return keeps(self._identity, ca_pem)

    def _lost(self) -> None:
        self._opening_since = None
        self._session.closed()
        if not self._stopped and not self._retry.isActive():
            self._retry.start(RETRY_MS[min(self._attempt, len(RETRY_MS) - 1)])
            self._attempt += 1

    def _tick(self) -> None:
        # Qt waits for ever for somebody who takes the line and says nothing.
        since = self._opening_since
        late = since is not None and time.monotonic() - since > OPEN_S
        if late or not self._session.tick(time.monotonic()):
            self._socket.abort()
            self._lost()
        self._flush()

    def _flush(self) -> None:
        for frame in self._session.outbox():
            self._socket.sendTextMessage(frame.decode())
