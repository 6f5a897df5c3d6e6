"""Joins a hall from Qt's own loop: the same words as ``devices.link.joining``, on a QWebSocket.

The line's TLS proves nothing, since the hall's authority is what it is to tell; the code proves both sides.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, QUrl, Signal
from PySide6.QtNetwork import QAbstractSocket, QSsl, QSslConfiguration, QSslSocket
from PySide6.QtWebSockets import QWebSocket

from devices.link.identity import Identity
from devices.link.newcomer import ANSWER_S, JoinFailed, JoinTrouble, Newcomer
from devices.link.qttrust import trouble_of_qt
from devices.link.trust import said


class HubJoin(QObject):
    """One try to enrol at a hub; it ends with one of its signals.

    Signals:
        joined(Identity): the hub took us.
        failed(JoinFailed): it did not.
    """

    joined = Signal(object)
    failed = Signal(object)

    def __init__(self, newcomer: Newcomer, parent: QObject | None = None) -> None:
        """Prepare the line; ``start`` opens it."""
        super().__init__(parent)
        self._newcomer = newcomer
        self._over = False
        self._socket = QWebSocket(parent=self)
        if newcomer.secure:
            self._socket.setSslConfiguration(_unproven())
        self._socket.textMessageReceived.connect(self._received)
        self._socket.errorOccurred.connect(self._broke)
        self._socket.disconnected.connect(lambda: self._end(newcomer.unanswered("it closed the line")))
        self._late = QTimer(self, singleShot=True, interval=round(ANSWER_S * 1000))
        self._late.timeout.connect(lambda: self._end(newcomer.unanswered("")))

    def start(self) -> None:
        """Open the line."""
        self._late.start()
        self._socket.open(QUrl(self._newcomer.url))

    def _received(self, text: str) -> None:
        try:
            answer = self._newcomer.received(text)
        except JoinFailed as failed:
            self._end(failed)
            return
        if isinstance(answer, Identity):
            self._end(answer)
        else:
            self._socket.sendTextMessage(answer.decode())

    def _broke(self, error: QAbstractSocket.SocketError) -> None:
        words = self._socket.errorString()
        if error is QAbstractSocket.SocketError.SslHandshakeFailedError:
            why = said(trouble_of_qt([], words), self._socket.requestUrl().host(), words)
            self._end(JoinFailed(JoinTrouble.NOT_TLS, why.en))
        else:
            self._end(self._newcomer.unanswered(words))

    def _end(self, outcome: Identity | JoinFailed) -> None:
        if self._over:
            return
        self._over = True
        self._late.stop()
        self._socket.abort()
        if isinstance(outcome, Identity):
            self.joined.emit(outcome)
        else:
            self.failed.emit(outcome)


def _unproven() -> QSslConfiguration:
    """TLS against listeners only; who is at the other end the code proves."""
    configuration = QSslConfiguration.defaultConfiguration()
    configuration.setPeerVerifyMode(QSslSocket.PeerVerifyMode.VerifyNone)
    configuration.setProtocol(QSsl.SslProtocol.TlsV1_2OrLater)
    return configuration
