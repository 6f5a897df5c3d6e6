"""Authorities and certificates for tests: good ones, and such as nobody may believe."""

from __future__ import annotations

import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography.hazmat.primitives import serialization

from devices.hub import pki
from devices.hub.certificates import Key, Reach, authority, new_key, of_hub, pem
from devices.hub.pki import Places

HALL = "试验大厅"
HUB = Reach.of(["hub.hall.example"], ["10.1.2.3"])


def now() -> datetime:
    return datetime.now(UTC)


def hall_pki(folder: Path, reach: Reach = HUB) -> Places:
    """A hall's authority in a folder of its data, as ``hall pki init`` makes it."""
    places = Places(folder / "pki")
    pki.begin(places, HALL, reach, now())
    return places


class Authority:
    """An authority whose certificates may say what they like."""

    def __init__(self, *names: str) -> None:
        """An authority that has been there for two years."""
        self.key = new_key()
        self.certificate = authority(self.key, HALL, Reach.of(names), now() - timedelta(days=730))

    @property
    def pem(self) -> str:
        return pem([self.certificate])

    def hub(self, reach: Reach = HUB, at: datetime | None = None) -> bytes:
        """A hub's key and certificate, made at that time."""
        key = new_key()
        return private(key) + pem([of_hub(self.certificate, self.key, key, reach, at or now())]).encode()


def expired(by: Authority) -> bytes:
    """A hub's key and certificate that ended a month ago; the authority must be older than that."""
    return by.hub(at=now() - timedelta(days=427))


def not_yet(by: Authority) -> bytes:
    """A hub's key and certificate that begin next week."""
    return by.hub(at=now() + timedelta(days=8))


def private(key: Key) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def server_context(file: Path, content: bytes) -> ssl.SSLContext:
    """A server's side with a key and a certificate, without any of the hub's care."""
    file.write_bytes(content)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context
