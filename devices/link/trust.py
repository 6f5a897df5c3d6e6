"""Whom a client believes to be the hub: its hall's own authority, and nobody else.

A line that leaves this computer is TLS, and the system's own list of authorities is never asked: a
certificate that some office of the world would vouch for is as wrong as a forged one. What is wrong with a
line is said in words that a technician can act on.
"""

from __future__ import annotations

import logging
import ssl
from dataclasses import replace
from datetime import UTC, datetime
from enum import StrEnum
from urllib.parse import urlsplit

from config.reach import is_loopback
from devices.link.identity import Identity, IdentityFailed
from devices.link.refusals.base import Sentence

log = logging.getLogger(__name__)

CIPHERS = "ECDHE+AESGCM:ECDHE+CHACHA20"
"""What is spoken with TLS 1.2, forward secret and authenticated; with 1.3 there is nothing else."""


class Trouble(StrEnum):
    """Why a line to the hub is not to be trusted, or is none."""

    OTHER_AUTHORITY = "other_authority"
    EXPIRED = "expired"
    NOT_YET = "not_yet"
    OTHER_NAME = "other_name"
    NOT_TLS = "not_tls"
    TOO_OLD = "too_old"
    BROKEN = "broken"


SAID: dict[Trouble, Sentence] = {
    Trouble.OTHER_AUTHORITY: Sentence(
        "对方证书不是本厅签发的：地址可能不对，本厅可能换了根证书，或有人冒充中心。"
        "请核对地址；确认换过根证书后，请重新登记本机。",
        "Its certificate is not of this hall's authority: the address is another hub's, the hall has a new "
        "authority, or somebody pretends to be the hub. Compare the address and what hall pki show prints; "
        "if the authority is new, enrol this computer again (hall enrol join).",
    ),
    Trouble.EXPIRED: Sentence(
        "中心的证书已过期，或本机时钟（{clock}）快了。"
        "请核对时钟；时钟无误时，请在中心电脑上运行 hall pki renew。",
        "Its certificate has expired, or this computer's clock ({clock}) is fast. "
        "Look at the clock; if it is right, say hall pki renew on the hub.",
    ),
    Trouble.NOT_YET: Sentence(
        "中心的证书尚未生效：本机时钟（{clock}）慢了，请校准。",
        "Its certificate is not valid yet: this computer's clock ({clock}) is slow; set it right.",
    ),
    Trouble.OTHER_NAME: Sentence(
        "中心的证书不是为地址 {host} 签发的。"
        "请使用证书中的名称，或在中心电脑上用 hall pki renew 加上这个地址。",
        "Its certificate is not for {host}. Use a name or address that hall pki show lists, "
        "or add this one on the hub with hall pki renew.",
    ),
    Trouble.NOT_TLS: Sentence(
        '对方没有使用 TLS：端口不对，或中心设置了 [hub] tls = "off"。',
        'It does not speak TLS: the port is another one, or the hub has [hub] tls = "off".',
    ),
    Trouble.TOO_OLD: Sentence(
        "对方没有 1.2 以上的 TLS，或没有共同的加密方式；可能有人在线路上做了手脚。",
        "It offers no TLS from 1.2 on, or no cipher that both know; somebody may tamper with the line.",
    ),
    Trouble.BROKEN: Sentence(
        "无法与对方建立加密连接（{cause}）。", "No TLS line could be agreed on with it ({cause})."
    ),
}

# OpenSSL's X509_V_ERR_…: x509_vfy.h.
_OF_VERIFY = {
    9: Trouble.NOT_YET,
    10: Trouble.EXPIRED,
    62: Trouble.OTHER_NAME,
    64: Trouble.OTHER_NAME,
}
# Reasons of its library SSL: what a plain server's first bytes look like, and what ends without agreement.
_NOT_TLS = frozenset(
    {"WRONG_VERSION_NUMBER", "HTTP_REQUEST", "UNKNOWN_PROTOCOL", "PACKET_LENGTH_TOO_LONG", "BAD_RECORD_TYPE"}
)
_TOO_OLD = frozenset(
    {
        "UNSUPPORTED_PROTOCOL",
        "TLSV1_ALERT_PROTOCOL_VERSION",
        "SSLV3_ALERT_HANDSHAKE_FAILURE",
        "NO_PROTOCOLS_AVAILABLE",
        "WRONG_SSL_VERSION",
        "VERSION_TOO_LOW",
        "INAPPROPRIATE_FALLBACK",
    }
)


def checked(url: str, ca_pem: str) -> str:
    """A link's address, if this computer may open it.

    Args:
        url: ws:// or wss://, with a host.
        ca_pem: certificates of the hall's authority; empty where it has none.

    Raises:
        ValueError: it is no link, is not encrypted beyond this computer, or nobody could be believed there.
    """
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme not in ("ws", "wss") or not host:
        raise ValueError(f'the link "{url}" is not like wss://hub.hall.example:8710/link')
    if parts.scheme == "ws" and not is_loopback(host):
        raise ValueError(
            f'the link "{url}" is not encrypted; beyond this computer it is wss:// '
            "(hall pki init on the hub, then hall enrol join here)"
        )
    if parts.scheme == "wss" and not ca_pem.strip():
        raise ValueError(
            f'the link "{url}" needs the certificate of the hall\'s authority; enrol this computer again'
        )
    return url


def ssl_context(ca_pem: str) -> ssl.SSLContext:
    """How a client speaks TLS to its hub: 1.2 or newer, the name checked, only the hall's authority believed.

    Args:
        ca_pem: the certificates, one behind the other: two while the hall changes its authority.

    Raises:
        ValueError: they are no certificates.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers(CIPHERS)
    context.options |= ssl.OP_NO_COMPRESSION | ssl.OP_NO_RENEGOTIATION
    try:
        context.load_verify_locations(cadata=ca_pem)
    except (ssl.SSLError, ValueError, TypeError) as error:
        # TypeError: letters beyond ASCII, which no PEM has.
        raise ValueError(
            "the certificate of the hall's authority cannot be read; enrol this computer again"
        ) from error
    return context


def taken_over(identity: Identity, ca_pem: str) -> Identity:
    """Who a program is once its hub has handed it the hall's authority on a line that was believed.

    What cannot be used is logged and changes nothing; what cannot be written is believed as long as the
    program runs.
    """
    if urlsplit(identity.hub).scheme != "wss" or ca_pem == identity.ca:
        return identity
    try:
        ssl_context(ca_pem)
    except ValueError:
        log.error("The hub handed out what are no certificates; those that are known stay.")
        return identity
    try:
        changed = identity.believing(ca_pem)
    except IdentityFailed as error:
        log.error("The hall's new authority is lost when this program ends: %s", error)
        return replace(identity, ca=ca_pem)
    log.info("The hub has handed out the hall's authority anew.")
    return changed


def keeps(identity: Identity, ca_pem: str) -> bool:
    """Whether a program will still believe these certificates when it is started again."""
    if identity.file is None or identity.ca != ca_pem:
        return False
    try:
        return Identity.load(identity.file).ca == ca_pem
    except IdentityFailed:
        return False


def trouble_of(error: BaseException) -> Trouble | None:
    """What is wrong with a line that broke so; None when TLS has nothing to do with it."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return _OF_VERIFY.get(error.verify_code, Trouble.OTHER_AUTHORITY)
    if isinstance(error, ssl.SSLError):
        # Python gives a reason only to what OpenSSL itself reported.
        reason = getattr(error, "reason", None)
        if reason in _NOT_TLS:
            return Trouble.NOT_TLS
        return Trouble.TOO_OLD if reason in _TOO_OLD else Trouble.BROKEN
    return None


def explained(error: BaseException, url: str, now: datetime | None = None) -> Sentence | None:
    """The same as a sentence; None when TLS has nothing to do with it.

    Args:
        error: how the line broke.
        url: which line.
        now: this computer's clock.
    """
    trouble = trouble_of(error)
    if trouble is None:
        return None
    return said(trouble, urlsplit(url).hostname or "", getattr(error, "reason", None) or str(error), now)


def said(trouble: Trouble, host: str, cause: str = "", now: datetime | None = None) -> Sentence:
    """The sentence of a trouble, filled in."""
    clock = f"{now or datetime.now(UTC).astimezone():%Y-%m-%d %H:%M}"
    words = {"{host}": host, "{clock}": clock, "{cause}": cause}
    sentence = SAID[trouble]
    zh, en = sentence.zh, sentence.en
    for gap, word in words.items():
        zh, en = zh.replace(gap, word), en.replace(gap, word)
    return Sentence(zh, en)
