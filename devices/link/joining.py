"""Joins a hall: opens a line to its hub, proves to know the code, and makes the identity that is kept.

The hall's authority is not known yet, so TLS proves nothing on this one line; the code does, for both sides
(``devices.link.enrolment``).
"""

from __future__ import annotations

import asyncio
import hmac
import ssl
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException

from devices.link.codec import BadMessage, encode, from_hub
from devices.link.enrolment import Code, client_proof, hub_proof
from devices.link.identity import Identity
from devices.link.messages import PROTOCOL, Bye, Challenge, Enrol, Enrolled, HubMessage
from devices.link.trust import checked

ANSWER_S = 10.0
"""How long the hub may take over the whole of it."""
LARGEST_FRAME = 256 * 1024


class JoinFailed(Exception):
    """The hub did not take us, or is not the hub that showed the code; says what to do."""


async def join(url: str, code: Code, app: str = "") -> Identity:
    """Enrol at a hub with a new key.

    Args:
        url: the hub's link, ``wss://hub.hall:8710/link``.
        code: what the admin was shown.
        app: this program's name for the hub's list.

    Raises:
        JoinFailed: nothing was made; the code still holds unless the hub said otherwise.
    """
    try:
        # Whom to believe there is what this line is to tell.
        secure = urlsplit(checked(url, "to be told")).scheme == "wss"
    except ValueError as error:
        raise JoinFailed(str(error)) from error
    key = Ed25519PrivateKey.generate()
    public = key.public_key().public_bytes_raw()
    # Argon2id takes its tenth of a second before the line is open: the hub waits for nobody.
    shared = code.key()
    try:
        async with (
            asyncio.timeout(ANSWER_S),
            connect(url, ssl=_unproven() if secure else None, max_size=LARGEST_FRAME, proxy=None) as line,
        ):
            challenge = from_hub(await line.recv())
            if not isinstance(challenge, Challenge):
                raise JoinFailed(_unexpected(challenge))
            if challenge.protocol != PROTOCOL:
                raise JoinFailed(f"the hub speaks version {challenge.protocol}, this program {PROTOCOL}")
            proof = client_proof(shared, challenge.nonce, public)
            await line.send(encode(Enrol(code=code.name, key=public, proof=proof, app=app)).decode())
            answer = from_hub(await line.recv())
    except (OSError, WebSocketException, TimeoutError) as error:
        raise JoinFailed(f"the hub at {url} does not answer ({str(error) or 'too late'})") from error
    except BadMessage as error:
        raise JoinFailed(f"what answers at {url} is no hub of ours ({error.code})") from error
    if not isinstance(answer, Enrolled):
        raise JoinFailed(_unexpected(answer))
    if not hmac.compare_digest(hub_proof(shared, challenge.nonce, public, answer), answer.proof):
        raise JoinFailed("what answered does not know the code: it is not the hub that showed it")
    return Identity(
        hub=url,
        client=answer.client,
        role=answer.role,
        place=answer.place,
        hall=answer.hall,
        key=key,
        ca=answer.ca if secure else "",
    )


def _unproven() -> ssl.SSLContext:
    """TLS against listeners only; who is at the other end the code proves."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def _unexpected(message: HubMessage) -> str:
    if isinstance(message, Bye):
        return message.text
    return "the hub said something else than was asked"
