"""The same trust as ``devices.link.trust``, for Qt's sockets: the hall's own authority and nobody else."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QByteArray
from PySide6.QtNetwork import QSsl, QSslCertificate, QSslConfiguration, QSslError, QSslSocket

from devices.link.trust import Trouble

_OF_ERROR = {
    QSslError.SslError.CertificateExpired: Trouble.EXPIRED,
    QSslError.SslError.CertificateNotYetValid: Trouble.NOT_YET,
    QSslError.SslError.HostNameMismatch: Trouble.OTHER_NAME,
}
# What Qt hands on of OpenSSL's words, in lower case: SSL_R_… of its sslerr.h.
_IN_WORDS = (
    ("wrong version number", Trouble.NOT_TLS),
    ("http request", Trouble.NOT_TLS),
    ("packet length too long", Trouble.NOT_TLS),
    ("record layer failure", Trouble.NOT_TLS),
    ("unsupported protocol", Trouble.TOO_OLD),
    ("protocol version", Trouble.TOO_OLD),
    ("handshake failure", Trouble.TOO_OLD),
    ("no protocols available", Trouble.TOO_OLD),
)


def qt_configuration(ca_pem: str) -> QSslConfiguration:
    """How a screen speaks TLS to its hub: 1.2 or newer, the name checked, only the hall's authority believed.

    Args:
        ca_pem: the certificates, one behind the other: two while the hall changes its authority.

    Raises:
        ValueError: they are no certificates.
    """
    authorities = QSslCertificate.fromData(QByteArray(ca_pem.encode()), QSsl.EncodingFormat.Pem)
    if not authorities or any(each.isNull() for each in authorities):
        raise ValueError("the certificate of the hall's authority cannot be read; enrol this computer again")
    configuration = QSslConfiguration.defaultConfiguration()
    # Setting them also keeps Qt from loading the system's when it meets an unknown one.
    configuration.setCaCertificates(authorities)
    configuration.setPeerVerifyMode(QSslSocket.PeerVerifyMode.VerifyPeer)
    configuration.setProtocol(QSsl.SslProtocol.TlsV1_2OrLater)
    configuration.setSslOption(QSsl.SslOption.SslOptionDisableCompression, True)
    return configuration


def trouble_of_qt(errors: Sequence[QSslError], words: str) -> Trouble:
    """What is wrong with a line whose handshake failed.

    Args:
        errors: what Qt found in the certificates, if it got so far.
        words: what it says of the failure.
    """
    found = [_OF_ERROR.get(error.error(), Trouble.OTHER_AUTHORITY) for error in errors]
    if found:
        # An unknown authority outweighs what its certificate says.
        return Trouble.OTHER_AUTHORITY if Trouble.OTHER_AUTHORITY in found else found[0]
    said = words.lower()
    return next((trouble for words_, trouble in _IN_WORDS if words_ in said), Trouble.BROKEN)
