"""Joins a hall: opens a line to its hub, proves to know the code, and makes the identity that is kept.

The hall's authority is not known yet, so TLS proves nothing on this one line; the code does, for both sides
(``devices.link.enrolment``).
"""

from __future__ import annotations

import asyncio
import ssl

from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException

from devices.link.enrolment import Code
from devices.link.identity import Identity
from devices.link.newcomer import ANSWER_S, Newcomer

LARGEST_FRAME = 256 * 1024


async def join(url: str, code: Code, app: str = "") -> Identity:
    """Enrol at a hub with a new key.

    Args:
        url: the hub's link, ``wss://hub.hall:8710/link``.
        code: what the admin was shown.
        app: this program's name for the hub's list.

    Raises:
        JoinFailed: nothing was made; the code still holds unless the hub said otherwise.
    """
    newcomer = Newcomer(url, code, app)
    trust = _unproven() if newcomer.secure else None
    try:
        async with (
            asyncio.timeout(ANSWER_S),
            connect(url, ssl=trust, max_size=LARGEST_FRAME, proxy=None) as line,
        ):
            while True:
                answer = newcomer.received(await line.recv())
                if isinstance(answer, Identity):
                    return answer
                await line.send(answer.decode())
    except (OSError, WebSocketException, TimeoutError) as error:
        raise newcomer.unanswered(str(error)) from error


def _unproven() -> ssl.SSLContext:
    """TLS against listeners only; who is at the other end the code proves."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context
