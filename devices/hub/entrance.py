"""Who is let in on the link: nobody who does not prove in time to be of this hall.

A line begins with the hub's challenge; a hello that answers it begins a session, and the right code enrols a
new program. Everything else gets a word why and the line's end, and counts against the address it came from.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
from collections.abc import Callable
from time import monotonic
from typing import Protocol

from devices.hub.audit_kinds import Kind
from devices.hub.clients import Clients, ClientsFailed, MeantForAnother, NotTaken
from devices.hub.hub import Hub
from devices.hub.limits import Allowance, Allowances, Seldom
from devices.hub.people import Principal
from devices.link.codec import BadMessage, encode, from_client
from devices.link.messages import NONCE_BYTES, PROTOCOL, Bye, Challenge, Enrol, Hello

log = logging.getLogger(__name__)

NOTE_AGAIN_S = 60.0
NOBODY = "nobody"
"""Who the audit log names for a line that proved nothing."""
STOPPING = ("stopping", "The hub is stopping; come back in a moment.")
BLAMELESS = frozenset({"stopping", "register_failed", "later", "flood", "other_role"})
"""Codes of a refusal that say nothing against the line's address."""


class Gone(Exception):
    """The line is closed."""


class Socket(Protocol):
    """A WebSocket of text frames."""

    async def receive(self) -> str | bytes:
        """Wait for a frame.

        Raises:
            Gone: the line ended.
        """
        ...

    async def send(self, frame: bytes) -> None:
        """Send a text frame.

        Raises:
            Gone: the line ended.
        """
        ...

    async def close(self) -> None:
        """Close the line."""
        ...


class Guest(Protocol):
    """The line below a socket, as the hub's door counts it."""

    @property
    def shut(self) -> bool:
        """Whether too much that was bad came from its address of late."""
        ...

    def proven(self) -> None:
        """Its client is of this hall."""
        ...

    def strike(self) -> None:
        """Something bad came from it."""
        ...

    def expect(self, seconds: float) -> None:
        """It must be over in so many seconds, or is cut."""
        ...


class Anybody:
    """A line that no door counts."""

    shut = False

    def proven(self) -> None:
        """Nobody counts."""

    def strike(self) -> None:
        """Nobody counts."""

    def expect(self, seconds: float) -> None:
        """Nobody waits."""


class Entrance:
    """Lets clients in on proof, and takes new ones by their code."""

    def __init__(self, hub: Hub, clients: Clients, authority: Callable[[], str]) -> None:
        """``authority`` gives the certificates of the hall's authority as PEM, told to whoever enrols."""
        self.closed = False
        self.clients = clients
        self.allowances = Allowances(hub.config.limits)
        self._hub = hub
        self._authority = authority
        self._seldom = Seldom(NOTE_AGAIN_S)
        self._of_this_hall: set[str] = set()

    async def let_in(self, socket: Socket, guest: Guest) -> tuple[Hello, Principal] | None:
        """Hear what a new line says first.

        Returns:
            The hello and who said it; None when nobody was let in, and the line is closed.
        """
        nonce = secrets.token_bytes(NONCE_BYTES)
        try:
            async with asyncio.timeout(self._hub.config.limits.hello_s):
                await socket.send(encode(Challenge(nonce=nonce)))
                said = from_client(await socket.receive())
            if not isinstance(said, Hello | Enrol):
                raise BadMessage("not_hello", "the first message must be a hello")
            if said.protocol != PROTOCOL:
                raise BadMessage("protocol", f"the hub speaks version {PROTOCOL}")
            if self.closed:
                raise BadMessage(*STOPPING)
            if guest.shut and not (isinstance(said, Hello) and said.client in self._of_this_hall):
                raise BadMessage("later", "too much that was wrong came from this address; come back later")
            if isinstance(said, Enrol):
                await self._enrol(socket, said, nonce)
                return None
            by = self._by(said, nonce)
        except BadMessage as error:
            self._hub.tally.bad_messages += 1
            if error.code not in BLAMELESS:
                guest.strike()
            if self.note(f"A client was not let in ({error.code})."):
                kind = Kind.ENROLMENT_FAILED if error.code == "bad_code" else Kind.LINE_REFUSED
                self._hub.looks.tell(kind, NOBODY, outcome=error.code)
            with contextlib.suppress(Gone):
                await socket.send(encode(Bye(code=error.code, text=error.text)))
                await socket.close()
        except (Gone, TimeoutError):
            with contextlib.suppress(Gone):
                await socket.close()
        else:
            guest.proven()
            self._of_this_hall.add(by.credential)
            return said, by
        return None

    def allowance(self, by: Principal) -> Allowance:
        """How much a client may say, over all of its sessions."""
        return self.allowances.of(by.credential or by.name, monotonic())

    def note(self, text: str) -> bool:
        """Log what a client did, and return whether it was; on and on, it is logged once a minute."""
        due = bool(self._seldom.due(text, monotonic()))
        if due:
            log.info("%s", text)
        return due

    def _by(self, hello: Hello, nonce: bytes) -> Principal:
        try:
            by = self.clients.prove(hello.client, nonce, hello.proof)
            if by is not None:
                self.clients.seen(by.credential, hello.app)
        except ClientsFailed as error:
            log.error("Nobody can come in: %s", error)
            raise BadMessage("register_failed", "the hub cannot look anybody up now") from error
        if by is None:
            raise BadMessage("not_enrolled", "this program is not enrolled here, or not any more")
        if self.allowance(by).refused(monotonic()):
            raise BadMessage("flood", "this program said too much; come back in a while")
        return by

    async def _enrol(self, socket: Socket, asked: Enrol, nonce: bytes) -> None:
        """Take somebody in who knows a code; they come back with a hello."""
        try:
            enrolled = self.clients.enrol(asked, nonce, self._hub.config.hall.name, self._authority())
        except MeantForAnother as error:
            raise BadMessage("other_role", str(error)) from error
        except NotTaken as error:
            raise BadMessage("bad_code", str(error)) from error
        except ClientsFailed as error:
            log.error("Nobody can be enrolled: %s", error)
            raise BadMessage("register_failed", "the hub cannot enrol anybody now") from error
        log.info("Enrolled %s as %s %s.", enrolled.client, enrolled.role.value, enrolled.place or "-")
        made = Principal(role=enrolled.role, place=enrolled.place)
        self._hub.looks.tell(Kind.ENROLLED, made.name, about=f"client:{enrolled.client}", place=made.place)
        await socket.send(encode(enrolled))
        await socket.close()
