"""The hub's side of the link: one session a line, each proven, bounded, and unable to hurt the others.

Who reads too little begins anew with what it missed; who says too much is refused, and then cut off.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable, Coroutine
from datetime import UTC
from time import monotonic
from typing import TypeVar

from devices.hub.clients import Clients, ClientsFailed
from devices.hub.dispatch import Dispatch, Line
from devices.hub.entrance import STOPPING, Anybody, Entrance, Gone, Guest, Socket
from devices.hub.hub import Hub, refused
from devices.hub.limits import Judged, Measure
from devices.hub.outbox import Backlog
from devices.hub.people import Principal
from devices.hub.publish import Publisher
from devices.link.codec import BadMessage, encode, from_client
from devices.link.messages import (
    Announcing,
    Ask,
    Believing,
    Bye,
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
    Trust,
    Welcome,
)
from devices.link.refusals import Refused
from devices.link.words import Role

log = logging.getLogger(__name__)

T = TypeVar("T")

CLOCK_OFF_S = 30.0
"""How far a screen's clock may be off before its session begins anew: it is told the time only then."""
CLOSE_S = 2.0
PACE, PACE_BURST = 2, 64
"""A session is read at so many times the rate of messages that it may say for long, after a burst."""
SILENT_S = 1.0
"""So much longer than a heartbeat a session must be silent to make room for another of the same client."""
AT_ONCE = 64
"""Commands of one session that may be under way at once; one more is refused as ``busy``."""


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
        self.entrance = Entrance(hub, clients, authority)
        self.backlog = Backlog(hub.config.limits.queue_total_mb * 2**20)
        self._authority = authority
        self._sessions: set[Session] = set()

    @property
    def sessions(self) -> list[Principal]:
        """Who is here."""
        return [session.by for session in self._sessions]

    async def handle(self, socket: Socket, guest: Guest | None = None) -> None:
        """Serve one line until it ends; ``guest`` is how the hub's door counts it."""
        guest = guest or Anybody()
        try:
            by = await self.entrance.let_in(socket, guest)
            if by is not None:
                await self._serve(socket, guest, *by)
        finally:
            guest.expect(CLOSE_S)

    async def _serve(self, socket: Socket, guest: Guest, hello: Hello, by: Principal) -> None:
        session = Session(self, socket, guest, by)
        if not self._room(by):
            session.turn_away()
            await session.close()
            return
        self._sessions.add(session)
        try:
            await session.run(hello)
        except Exception:
            log.exception("A bug: the session of %s broke off.", by.name)
        finally:
            self._sessions.discard(session)

    def _room(self, by: Principal) -> bool:
        """Whether one more session of a client has room; one that says nothing any more makes it."""
        limits = self.hub.config.limits
        own = [session for session in self._sessions if session.by.credential == by.credential]
        if len(own) >= limits.sessions_per_client:
            silent = max(own, key=lambda session: session.silent_s)
            # Two programs of one identity would else end each other without end.
            if silent.silent_s <= self.hub.config.hub.heartbeat_s + SILENT_S:
                return False
            silent.give_way("replaced", "the same client has come on another line")
        return len(self._sessions) < limits.sessions

    def hand_out(self) -> None:
        """Tell everybody who is here the hall's authority, since it has changed."""
        for session in self._sessions:
            session.hand_out()

    @property
    def authority(self) -> str:
        """Certificates of the hall's authority as PEM; empty where the hub speaks no TLS."""
        return self._authority()

    async def stop(self) -> None:
        """Say good-bye to everybody, close their lines, and let nobody in any more."""
        self.entrance.closed = True
        for session in list(self._sessions):
            session.end(*STOPPING)
        for _ in range(50):
            if not self._sessions:
                return
            await asyncio.sleep(0.02)


class Session:
    """One line of one principal."""

    def __init__(self, server: LinkServer, socket: Socket, guest: Guest, by: Principal) -> None:
        """A session that has said its hello."""
        self.by = by
        self._server = server
        self._socket = socket
        self._guest = guest
        self._allowance = server.entrance.allowance(by)
        self._pace = Measure(PACE * server.hub.config.limits.messages_per_s, PACE_BURST, monotonic())
        self._out = server.backlog.box(server.hub.config.limits.queue_kb * 1024, self._takes_too_little)
        self._cut = asyncio.Event()
        self._work: set[asyncio.Task[None]] = set()
        self._heard_at = monotonic()
        self._ended = False
        self._line: Line | None = None

    def send(self, frame: bytes) -> None:
        """Queue a frame; a client that takes too little is cut off and begins anew."""
        if self._ended:
            return
        self._out.put(frame, monotonic())

    @property
    def silent_s(self) -> float:
        """Seconds since it said anything."""
        return monotonic() - self._heard_at

    def give_way(self, code: str, text: str) -> None:
        """End the session soon, whether or not the client reads the word why; nothing it says is read."""
        self.end(code, text)
        self._guest.expect(2 * CLOSE_S)
        self._cut.set()

    def turn_away(self) -> None:
        """Say that there is no room, and nothing else."""
        self.end("full", "there are too many sessions; come back in a while")

    def hand_out(self) -> None:
        """Tell the client by what it knows this hub from now on."""
        if self._server.authority:
            self.send(encode(Trust(ca=self._server.authority)))

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
            if await self._noted():
                # Before all else, so that it also reaches a program that leaves with its first answer.
                self.hand_out()
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
            await self.close()

    async def close(self) -> None:
        """Write what is still to be said, if it is soon read, and close the line."""
        # A client that reads nothing would have us wait here for ever.
        with contextlib.suppress(Gone, TimeoutError):
            async with asyncio.timeout(CLOSE_S):
                while not self._out.empty():
                    await self._socket.send(await self._out.get())
                await self._socket.close()
        self._out.close()

    def _takes_too_little(self) -> None:
        log.info("%s takes too little and is cut off.", self.by.name)
        self._server.hub.tally.dropped_sessions += 1
        self._ended = True
        self._cut.set()

    async def _noted(self) -> bool:
        """Note that this session will show masked names; one that cannot be noted is shown nothing."""
        try:
            await self._server.hub.looks.lists_shown(self._server.hub.hall, self.by)
        except Refused as no:
            self.end(no.code, no.sentence.en)
            return False
        return True

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
                await self._in_turn()
                if self._ended:
                    continue
                self._heard_at = monotonic()
                try:
                    await self._judged(from_client(frame))
                except BadMessage as error:
                    self._server.hub.tally.bad_messages += 1
                    self._guest.strike()
                    if self._allowance.broken(self._heard_at) is Judged.FLOOD:
                        self._flooded()
                    else:
                        self.end(error.code, error.text)

    async def _in_turn(self) -> None:
        """Read no faster than others need: what is not read yet makes its client wait, and nobody else."""
        if not self._pace.take(monotonic()):
            await asyncio.sleep(self._pace.due_s(monotonic()))
            self._pace.take(monotonic())

    async def _judged(self, message: ClientMessage) -> None:
        """Hear a message, unless its client has said too much."""
        asks = isinstance(message, Do | Ask)
        match self._allowance.says(self._heard_at, command=asks):
            case Judged.WELL:
                await self._heard(message)
            case Judged.BUSY if isinstance(message, Do | Ask):
                self._reply(refused(message.id, "busy"))
            case _:
                self._flooded()

    def _flooded(self) -> None:
        self._server.hub.tally.floods += 1
        self._server.entrance.note(f"{self.by.name} says too much and is cut off.")
        self._allowance.flooded(monotonic())
        self._guest.strike()
        self.give_way("flood", "this program says too much; come back in a while")

    async def _watch(self, heartbeat_s: float) -> None:
        moved_s = self._server.hub.moved_s
        while self.silent_s < 3 * heartbeat_s:
            await asyncio.sleep(heartbeat_s)
            if self._out.oldest_s(monotonic()) > 3 * heartbeat_s:
                self._out.give_up()
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
            case Believing(authority=authority):
                self._believes(authority)
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

    def _believes(self, authority: str) -> None:
        """Keep what the client says that it has kept; without it, a change of the authority waits for it."""
        try:
            self._server.clients.believes(self.by.credential, authority)
        except ClientsFailed as error:
            log.error("What a client believes cannot be kept: %s", error)

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
