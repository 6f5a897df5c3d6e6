"""The hub's side of the link: one session a line, each proven, bounded, and unable to hurt the others."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
from collections.abc import Callable, Coroutine
from datetime import UTC
from time import monotonic
from typing import Protocol, TypeVar

from devices.hub.clients import Clients, ClientsFailed, NotTaken
from devices.hub.dispatch import Dispatch, Line
from devices.hub.hub import Hub, refused
from devices.hub.people import Principal
from devices.hub.publish import Publisher
from devices.link.codec import BadMessage, encode, from_client
from devices.link.messages import (
    NONCE_BYTES,
    PROTOCOL,
    Announcing,
    Ask,
    Bye,
    Challenge,
    ClientMessage,
    Do,
    Done,
    Drop,
    Enrol,
    Heard,
    Hello,
    HubMessage,
    Job,
    No,
    Ping,
    Pong,
    Revoke,
    Tell,
    Welcome,
)
from devices.link.words import Role

log = logging.getLogger(__name__)

T = TypeVar("T")

HELLO_S = 5.0
NOTE_AGAIN_S = 60.0
CLOCK_OFF_S = 30.0
"""How far a screen's clock may be off before its session begins anew: it is told the time only then."""
CLOSE_S = 2.0
OUTBOX = 512
"""Frames that may wait for a slow client; one more ends its session, and it begins anew."""
STOPPING = ("stopping", "The hub is stopping; come back in a moment.")
AT_ONCE = 64
"""Commands of one session that may be under way at once; one more is refused as ``busy``."""


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


class LinkServer:
    """All sessions of the hub."""

    def __init__(
        self,
        hub: Hub,
        publisher: Publisher,
        dispatch: Dispatch,
        clients: Clients,
        authority: Callable[[], str] = str,
    ) -> None:
        """Serve with these; ``handle`` is called once for each line.

        Args:
            hub: carries out commands.
            publisher: shows rows.
            dispatch: gives work to devices.
            clients: who may come in.
            authority: certificates of the hall's authority as PEM, told to whoever enrols.
        """
        self.hub = hub
        self.publisher = publisher
        self.dispatch = dispatch
        self.clients = clients
        self._authority = authority
        self._refusal_noted_at = -NOTE_AGAIN_S
        self._sessions: set[Session] = set()
        self._stopping = False

    @property
    def sessions(self) -> list[Principal]:
        """Who is here."""
        return [session.by for session in self._sessions]

    async def handle(self, socket: Socket) -> None:
        """Serve one line until it ends."""
        by = await self._proven(socket)
        if by is None:
            return
        hello, principal = by
        session = Session(self, socket, principal)
        self._sessions.add(session)
        try:
            await session.run(hello)
        except Exception:
            log.exception("A bug: the session of %s broke off.", principal.name)
        finally:
            self._sessions.discard(session)

    async def stop(self) -> None:
        """Say good-bye to everybody, close their lines, and let nobody in any more."""
        self._stopping = True
        for session in list(self._sessions):
            session.end(*STOPPING)
        for _ in range(50):
            if not self._sessions:
                return
            await asyncio.sleep(0.02)

    async def _proven(self, socket: Socket) -> tuple[Hello, Principal] | None:
        nonce = secrets.token_bytes(NONCE_BYTES)
        try:
            async with asyncio.timeout(HELLO_S):
                await socket.send(encode(Challenge(nonce=nonce)))
                said = from_client(await socket.receive())
            if not isinstance(said, Hello | Enrol):
                raise BadMessage("not_hello", "the first message must be a hello")
            if said.protocol != PROTOCOL:
                raise BadMessage("protocol", f"the hub speaks version {PROTOCOL}")
            if self._stopping:
                raise BadMessage(*STOPPING)
            if isinstance(said, Enrol):
                await self._enrol(socket, said, nonce)
                return None
            return said, self._by(said, nonce)
        except BadMessage as error:
            self.hub.tally.bad_messages += 1
            self._note_refusal(error.code)
            with contextlib.suppress(Gone):
                await socket.send(encode(Bye(code=error.code, text=error.text)))
                await socket.close()
        except (Gone, TimeoutError):
            with contextlib.suppress(Gone):
                await socket.close()
        return None

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
        return by

    async def _enrol(self, socket: Socket, asked: Enrol, nonce: bytes) -> None:
        """Take somebody in who knows a code; they come back with a hello."""
        try:
            enrolled = self.clients.enrol(asked, nonce, self.hub.config.hall.name, self._authority())
        except NotTaken as error:
            raise BadMessage("bad_code", str(error)) from error
        except ClientsFailed as error:
            log.error("Nobody can be enrolled: %s", error)
            raise BadMessage("register_failed", "the hub cannot enrol anybody now") from error
        log.info("Enrolled %s as %s %s.", enrolled.client, enrolled.role.value, enrolled.place or "-")
        await socket.send(encode(enrolled))
        await socket.close()

    def _note_refusal(self, code: str) -> None:
        """Log that somebody was not let in; a screen that tries on and on is logged once a minute."""
        if monotonic() - self._refusal_noted_at >= NOTE_AGAIN_S:
            self._refusal_noted_at = monotonic()
            log.info("A client was not let in (%s).", code)


class Session:
    """One line of one principal."""

    def __init__(self, server: LinkServer, socket: Socket, by: Principal) -> None:
        """A session that has said its hello."""
        self.by = by
        self._server = server
        self._socket = socket
        self._out: asyncio.Queue[bytes] = asyncio.Queue(OUTBOX)
        self._cut = asyncio.Event()
        self._work: set[asyncio.Task[None]] = set()
        self._heard_at = monotonic()
        self._ended = False
        self._line: Line | None = None

    def send(self, frame: bytes) -> None:
        """Queue a frame; a client that takes too little is cut off and begins anew."""
        if self._ended:
            return
        try:
            self._out.put_nowait(frame)
        except asyncio.QueueFull:
            log.info("%s takes too little and is cut off.", self.by.name)
            self._server.hub.tally.dropped_sessions += 1
            self._ended = True
            self._cut.set()

    def end(self, code: str, text: str) -> None:
        """End the session after what is queued, with a word why; nothing it says is heard from now on."""
        self.send(encode(Bye(code=code, text=text)))
        self._ended = True

    async def run(self, hello: Hello) -> None:
        """Serve until the line, or the session, ends."""
        server = self._server
        heartbeat_s = server.hub.config.hub.heartbeat_s
        welcome = Welcome(
            role=self.by.role,
            place=self.by.place,
            epoch=server.publisher.epoch,
            heartbeat_s=heartbeat_s,
            now=server.hub.now().astimezone(UTC),
        )
        tasks = [
            asyncio.create_task(self._write(), name=f"write {self.by.name}"),
            asyncio.create_task(self._read(), name=f"read {self.by.name}"),
            asyncio.create_task(self._watch(heartbeat_s), name=f"watch {self.by.name}"),
            asyncio.create_task(self._cut_off(), name=f"cut {self.by.name}"),
        ]
        try:
            await server.publisher.join(self.by, self, hello.have, welcome)
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._ended = True
            server.publisher.leave(self.by, self)
            for task in [*tasks, *self._work]:
                task.cancel()
            for how in await asyncio.gather(*tasks, *self._work, return_exceptions=True):
                if isinstance(how, Exception):
                    log.error("A bug: the session of %s broke off.", self.by.name, exc_info=how)
            if self._line is not None:
                await server.dispatch.gone(self.by.place, self._line)
            # A client that reads nothing would have us wait here for ever.
            with contextlib.suppress(Gone, TimeoutError):
                async with asyncio.timeout(CLOSE_S):
                    await self._socket.close()

    async def _write(self) -> None:
        with contextlib.suppress(Gone):
            # What was queued before the end is still sent, the good-bye last.
            while not (self._ended and self._out.empty()):
                await self._socket.send(await self._out.get())

    async def _cut_off(self) -> None:
        await self._cut.wait()

    async def _read(self) -> None:
        with contextlib.suppress(Gone):
            while True:
                frame = await self._socket.receive()
                if self._ended:
                    continue
                self._heard_at = monotonic()
                try:
                    await self._heard(from_client(frame))
                except BadMessage as error:
                    self._server.hub.tally.bad_messages += 1
                    self.end(error.code, error.text)

    async def _watch(self, heartbeat_s: float) -> None:
        moved_s = self._server.hub.moved_s
        while monotonic() - self._heard_at < 3 * heartbeat_s:
            await asyncio.sleep(heartbeat_s)
            if abs(self._server.hub.moved_s - moved_s) > CLOCK_OFF_S:
                self.end("clock", "the hall's time has changed; come back and be told it")
            if not self._still_valid():
                self.end("revoked", "this program is not enrolled here any more")

    def _still_valid(self) -> bool:
        try:
            return self._server.clients.valid(self.by.credential)
        except ClientsFailed as error:
            # Who was proven stays: the hall goes on while its register cannot be read.
            log.error("Nobody can be looked up: %s", error)
            return True

    async def _heard(self, message: ClientMessage) -> None:
        match message:
            case Ping(n=n):
                self.send(encode(Pong(n=n)))
            case Do():
                self._start(message.id, self._server.hub.do(self.by, message.id, message.command))
            case Ask():
                self._start(message.id, self._ask(message))
            case Drop(id=name):
                self._server.dispatch.drop(self.by, name)
            case Announcing() if self.by.role is Role.AGENT:
                line = self._line = self._give
                await self._server.dispatch.announced(self.by.place, line, message)
            case Tell() if self.by.role is Role.AGENT:
                self._reply(await self._sound(message.id, self._tell(message)))
            case Announcing() | Tell():
                raise BadMessage("not_allowed", "only an agent may say this")
            case Hello() | Enrol():
                raise BadMessage("not_hello", "hello is said once")

    def _give(self, job: Job | Revoke) -> None:
        self.send(encode(job))

    def _start(self, name: str, work: Coroutine[None, None, Done | No]) -> None:
        if len(self._work) >= AT_ONCE:
            work.close()
            self.send(encode(refused(name, "busy")))
            return
        task = asyncio.create_task(self._work_on(name, work), name=f"{self.by.name} {name}")
        self._work.add(task)
        task.add_done_callback(self._work.discard)

    async def _work_on(self, name: str, work: Coroutine[None, None, Done | No]) -> None:
        self._reply(await self._sound(name, work))

    async def _sound(self, name: str, work: Coroutine[None, None, T]) -> T | No:
        """What comes of the work; a bug refuses this one message and does not end the session."""
        try:
            return await work
        except Exception:
            log.exception("A bug: a message of %s could not be carried out.", self.by.name)
            return refused(name, "fault")

    async def _ask(self, message: Ask) -> Done | No:
        try:
            return await self._server.dispatch.ask(self.by, message)
        except asyncio.CancelledError:
            self._server.dispatch.drop(self.by, message.id)
            raise

    async def _tell(self, message: Tell) -> Heard | No:
        return await self._server.dispatch.told(self.by, message) or Heard(id=message.id)

    def _reply(self, reply: HubMessage) -> None:
        self.send(encode(reply))
