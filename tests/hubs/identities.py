"""Programs that say they are enrolled, and the challenge with which hubs that only play a part begin."""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from devices.link.identity import Identity
from devices.link.messages import NONCE_BYTES, Challenge
from devices.link.words import Role

CHALLENGE = Challenge(nonce=bytes(range(NONCE_BYTES)))
NOWHERE = "ws://127.0.0.1:1/link"


def stranger(url: str = NOWHERE, role: Role = Role.KIOSK, place: str = "K1") -> Identity:
    """A program whose key no hub knows."""
    return Identity(
        hub=url, client="stranger", role=role, place=place, hall="试验大厅", key=Ed25519PrivateKey.generate()
    )
