"""The hub's side of TLS: which certificate it shows, taken up anew whenever the files change.

Nothing is spoken to other computers without it. A file that cannot be used is said and changes nothing: the
hub goes on with the certificate that it has. Lines that are open stay open.
"""

from __future__ import annotations

import asyncio
import logging
import ssl
from asyncio import sslproto
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path

from config.reach import is_loopback
from config.schema import Hub as Settings
from devices.hub import pki
from devices.hub.certificate_status import CertificateStatus, judged
from devices.hub.pki import PkiFailed, Places
from devices.link.trust import CIPHERS

log = logging.getLogger(__name__)

LOOK_S = 5.0
"""Seconds between two looks at the files."""
ANYWHERE = ("0.0.0.0", "::")  # noqa: S104 - to be told from an address that the certificate should hold

LINE_BYTES = 32 * 1024
"""Twice a TLS record (RFC 8446, 5.1). asyncio's own measure is 256 KiB, which for six thousand lines of
strangers is 1.5 GiB."""

Mark = tuple[int, ...]


def wanted(settings: Settings) -> bool:
    """Whether the hub's port speaks TLS.

    Raises:
        PkiFailed: it shall not, and other computers would reach it.
    """
    if settings.tls == "off" and not is_loopback(settings.host):
        raise PkiFailed(f'[hub] tls = "off" is not for {settings.host}, which other computers reach')
    return settings.tls == "on" or (settings.tls == "auto" and not is_loopback(settings.host))


class Tls:
    """What the hub's port shows whoever opens a line.

    Attributes:
        context: for the server; new lines get the newest certificate.
        bundle: the certificates that everybody is to believe, as PEM.
    """

    def __init__(self, places: Places, now: Callable[[], datetime] = pki.utc_now) -> None:
        """Read the certificate.

        Raises:
            PkiFailed: there is none that could be used; says what to do.
        """
        self._places = places
        self._now = now
        self._failing = ""
        # What asyncio keeps for each line for as long as it is open, whether it is ever used or not.
        sslproto.SSLProtocol.max_size = LINE_BYTES
        self.context = _context()
        self._take_up()

    @property
    def status(self) -> CertificateStatus:
        """How the certificates stand now."""
        newest = self._standing.authorities[-1]
        return judged(self._standing.hub.ends_at, newest.ends_at, self._now())

    def covers(self, host: str) -> bool:
        """Whether whoever reaches the hub by this name or address can believe it."""
        if host in ANYWHERE:
            return True
        hub = self._standing.hub
        return host.lower() in hub.names or host in hub.addresses

    def look(self) -> bool:
        """Take up what has changed; returns whether something has. What cannot be used is logged once."""
        if _mark(self._places) == self._mark:
            return False
        try:
            self._take_up()
        except PkiFailed as error:
            if str(error) != self._failing:
                log.warning("The hub's new certificate cannot be used; the old one stays: %s", error)
            self._failing = str(error)
            return False
        self._failing = ""
        log.info("The hub's certificate is new; it ends on %s.", f"{self._standing.hub.ends_at:%Y-%m-%d}")
        return True

    async def run(
        self,
        told: Callable[[CertificateStatus], None],
        on_bundle: Callable[[str], None] = lambda pem: None,
        wait: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """Look at the files until cancelled.

        Args:
            told: hears at each look how the certificates stand.
            on_bundle: hears of another bundle that everybody is to believe.
            wait: how to let seconds pass.
        """
        handed_out = self.bundle
        while True:
            self.look()
            if self.bundle != handed_out:
                handed_out = self.bundle
                on_bundle(handed_out)
            told(self.status)
            await wait(LOOK_S)

    def _take_up(self) -> None:
        mark = _mark(self._places)
        file = pki.checked_hub_file(self._places)
        standing, bundle = pki.standing(self._places), pki.bundle(self._places)
        # First into one that nobody uses: half of a pair must not get into the port's.
        _load(_context(), file)
        _load(self.context, file)
        self._mark, self._standing, self.bundle = mark, standing, bundle


def _context() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers(CIPHERS)
    context.options |= (
        ssl.OP_NO_COMPRESSION
        | ssl.OP_NO_RENEGOTIATION
        | ssl.OP_CIPHER_SERVER_PREFERENCE
        | ssl.OP_SINGLE_ECDH_USE
    )
    context.set_alpn_protocols(["http/1.1"])
    return context


def _load(context: ssl.SSLContext, file: Path) -> None:
    try:
        # Never asks at a terminal that nobody sits at.
        context.load_cert_chain(file, password=lambda: "")
    except (ssl.SSLError, OSError) as error:
        raise PkiFailed(f"{file} is no key with its certificate; make them with hall pki renew") from error


def _mark(places: Places) -> Mark:
    """Changes whenever one of the files was replaced."""
    mark: list[int] = []
    for path in (places.hub, places.ca):
        try:
            now = path.stat()
        except OSError:
            mark.append(0)
        else:
            mark += [now.st_ino, now.st_mtime_ns, now.st_size]
    return tuple(mark)
