"""What a new program says to its hub, and when it believes the answer; others carry the frames.

No input or output. ``devices.link.joining`` carries them on asyncio, ``devices.link.qtjoining`` in Qt's loop.
"""

from __future__ import annotations

import hmac
import re
from enum import StrEnum
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from config.reach import is_loopback
from devices.link.codec import BadMessage, encode, from_hub
from devices.link.enrolment import Code, client_proof, fits, hub_proof
from devices.link.identity import Identity
from devices.link.messages import PROTOCOL, Bye, Challenge, Enrol, Enrolled, HubMessage
from devices.link.trust import checked
from devices.link.words import Role

ANSWER_S = 10.0
"""How long the hub may take over the whole of it."""
PORT = 8710
"""The hub's port where an address does not say another."""
_ADDRESS = re.compile(r"(?:(\w+)://)?(\[[0-9A-Fa-f:.]+\]|[\w.-]+)(?::([0-9]*))?(/(?!/).*)?")
_SCHEMES = {"http": "ws", "https": "wss"}


class JoinTrouble(StrEnum):
    """Why a program was not taken in, for whoever says it in the hall's languages."""

    ADDRESS = "address"
    CODE = "code"
    LATER = "later"
    NO_ANSWER = "no_answer"
    NOT_TLS = "not_tls"
    NO_HUB = "no_hub"
    OTHER_HUB = "other_hub"
    OTHER_ROLE = "other_role"
    NO_AUTHORITY = "no_authority"
    VERSION = "version"
    NOT_NOW = "not_now"


_OF_BYE = {
    "bad_code": JoinTrouble.CODE,
    "later": JoinTrouble.LATER,
    "other_role": JoinTrouble.OTHER_ROLE,
    "protocol": JoinTrouble.VERSION,
}


class JoinFailed(Exception):
    """The hub did not take us, or is not the hub that showed the code; says what to do."""

    def __init__(self, trouble: JoinTrouble, text: str) -> None:
        """Remember why, and the sentence for a technician."""
        super().__init__(text)
        self.trouble = trouble


class Newcomer:
    """One try to join a hall, with a key of its own."""

    def __init__(
        self, url: str, code: Code, app: str = "", role: Role | None = None, place: str = ""
    ) -> None:
        """Make the key; the Argon2id of the code takes its quarter of a second here, before a line is open.

        Args:
            url: the hub's link, ``wss://hub.hall:8710/link``.
            code: what the admin was shown.
            app: this program's name for the hub's list.
            role: what the program can be; None for anything.
            place: where it can be that; empty for anywhere.

        Raises:
            JoinFailed: the address is none that this computer may open.
        """
        try:
            # Whom to believe there is what this line is to tell.
            self.secure = urlsplit(checked(url, "to be told")).scheme == "wss"
        except ValueError as error:
            raise JoinFailed(JoinTrouble.ADDRESS, str(error)) from error
        self.url = url
        self._app = app
        self._role = role
        self._place = place
        self._code = code
        self._shared = code.key()
        self._key = Ed25519PrivateKey.generate()
        self._public = self._key.public_key().public_bytes_raw()
        self._nonce: bytes | None = None

    def received(self, frame: str | bytes) -> bytes | Identity:
        """Take what the hub said.

        Returns:
            The frame to answer it with, or in the end who we are.

        Raises:
            JoinFailed: nothing was made; the code still holds unless the hub said otherwise.
        """
        try:
            said = from_hub(frame)
        except BadMessage as error:
            raise JoinFailed(
                JoinTrouble.NO_HUB, f"what answers at {self.url} is no hub of ours ({error.code})"
            ) from error
        if self._nonce is None and isinstance(said, Challenge):
            return self._asked(said)
        if self._nonce is not None and isinstance(said, Enrolled):
            return self._taken(said, self._nonce)
        raise _unexpected(said)

    def unanswered(self, why: str) -> JoinFailed:
        """What to say of a line that could not be opened, or ended too early."""
        hint = "; a hub with TLS is at wss://" if self.url.startswith("ws://") else ""
        return JoinFailed(
            JoinTrouble.NO_ANSWER, f"the hub at {self.url} does not answer ({why or 'too late'}{hint})"
        )

    def _asked(self, challenge: Challenge) -> bytes:
        if challenge.protocol != PROTOCOL:
            raise JoinFailed(
                JoinTrouble.VERSION,
                f"the hub speaks version {challenge.protocol}, this program {PROTOCOL}",
            )
        self._nonce = challenge.nonce
        proof = client_proof(self._shared, challenge.nonce, self._public)
        wish = Enrol(
            code=self._code.name,
            key=self._public,
            proof=proof,
            app=self._app,
            role=self._role,
            place=self._place,
        )
        return encode(wish)

    def _taken(self, enrolled: Enrolled, nonce: bytes) -> Identity:
        if not hmac.compare_digest(hub_proof(self._shared, nonce, self._public, enrolled), enrolled.proof):
            raise JoinFailed(
                JoinTrouble.OTHER_HUB,
                "what answered does not know the code: it is not the hub that showed it",
            )
        if not fits(self._role, self._place, enrolled.role, enrolled.place):
            raise JoinFailed(
                JoinTrouble.OTHER_ROLE,
                f"the code was for {enrolled.role.value} {enrolled.place or '-'}; revoke {enrolled.client}",
            )
        if self.secure and not enrolled.ca.strip():
            raise JoinFailed(
                JoinTrouble.NO_AUTHORITY,
                f"the hub at {self.url} told no certificate of its hall's authority, so nobody could be "
                f"believed there; say hall pki init on the hub, revoke {enrolled.client}, make another code",
            )
        return Identity(
            hub=self.url,
            client=enrolled.client,
            role=enrolled.role,
            place=enrolled.place,
            hall=enrolled.hall,
            key=self._key,
            ca=enrolled.ca if self.secure else "",
        )


def whole_address(typed: str) -> str:
    """An address as somebody typed it, with what goes without saying: ``10.1.0.2`` is a hub's link, too."""
    text = typed.strip()
    parts = _ADDRESS.fullmatch(text)
    if parts is None:
        return text
    scheme, host, port, path = parts.groups()
    scheme = _SCHEMES.get(scheme, scheme) or ("ws" if is_loopback(host) else "wss")
    return f"{scheme}://{host}:{port or PORT}{path if path and path != '/' else '/link'}"


def _unexpected(message: HubMessage) -> JoinFailed:
    if isinstance(message, Bye):
        return JoinFailed(_OF_BYE.get(message.code, JoinTrouble.NOT_NOW), message.text)
    return JoinFailed(JoinTrouble.NO_HUB, "the hub said something else than was asked")
