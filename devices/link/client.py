"""The link for asyncio programs: a ``ClientSession`` on a WebSocket, opened again whenever it breaks."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import uuid
from collections.abc import Callable, Sequence
from time import monotonic
from urllib.parse import urlsplit

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, WebSocketException

from devices.link.codec import BadMessage
from devices.link.commands import AnyCommand
from devices.link.identity import Identity
from devices.link.messages import ClientMessage, Do, Done, Job, No, Revoke
from devices.link.rows import AnyRow
from devices.link.session import Answer, ClientSession, Said
from devices.link.trust import Trouble, checked, explained, keeps, ssl_context, taken_over, trouble_of

log = logging.getLogger(__name__)

RETRY_S = (0.2, 0.5, 1.0, 2.0, 5.0)
TICK_S = 1.0
"""How often the line's silence is looked at."""
LARGEST_FRAME = 16 * 1024 * 1024
"""Largest frame believed from the hub, in bytes: a snapshot of the largest hall is far smaller."""


class LinkClient:
    """A program's link to the hub."""

    def __init__(
        self,
        identity: Identity,
        app: str,
        *,
        greet: Callable[[], list[ClientMessage]] = list,
        on_rows: Callable[[list[AnyRow], list[str]], None] = lambda rows, gone: None,
        on_live: Callable[[bool], None] = lambda live: None,
        on_job: Callable[[Job | Revoke], None] = lambda job: None,
        retry_s: Sequence[float] = RETRY_S,
    ) -> None:
        """Prepare; ``run`` opens the link.

        Args:
            identity: who this program is, and where its hub.
            app: its name for the hub's log.
            greet: what to say first on every line.
            on_rows: told the rows that changed and the keys that are gone.
            on_live: told whether the rows are being kept up to date.
            on_job: told the work for an agent's devices.
            retry_s: pauses before the next attempts in seconds; the last one goes on.

        Raises:
            ValueError: the identity's hub is no address of a link, or nothing to trust it by.
        """
        self._url = checked(identity.hub, identity.ca)
        self._ssl = ssl_context(identity.ca) if urlsplit(self._url).scheme == "wss" else None
        self._identity = identity
        self._trouble: Trouble | None = None
        self._retry_s = retry_s
        self.session = ClientSession(
            identity=identity,
            app=app,
            greet=greet,
            on_rows=on_rows,
            on_live=on_live,
            on_job=on_job,
            on_trust=self._handed_out,
        )
        self._wake = asyncio.Event()

    async def do(self, command: AnyCommand, name: str | None = None) -> Done | No:
        """Say a command until it is answered.

        Args:
            command: what is wanted.
            name: the command's id; a new one when None.
        """
        answer = await self.say(Do(id=name or uuid.uuid4().hex, command=command))
        if isinstance(answer, Done | No):
            return answer
        raise TypeError("the hub answered a command as if it were a tell")

    async def say(self, message: Said) -> Answer:
        """Say a message until it is answered.

        Raises:
            TooMuchUnanswered: too many wait already.
        """
        answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()

        def answered(reply: Answer) -> None:
            if not answer.done():
                answer.set_result(reply)

        self.session.say(message, answered)
        self._wake.set()
        return await answer

    def say_later(self, message: Said, on_answer: Callable[[Answer], None]) -> None:
        """Say a message until it is answered, without waiting.

        Raises:
            TooMuchUnanswered: too many wait already.
        """
        self.session.say(message, on_answer)
        self._wake.set()

    async def run(self) -> None:
        """Keep the link open until cancelled."""
        attempt = 0
        welcome, refused = self.session.welcome, self.session.refused
        while True:
            try:
                async with connect(
                    self._url,
                    ssl=self._ssl,
                    max_size=LARGEST_FRAME,
                    ping_interval=None,
                    proxy=None,
                    open_timeout=5,
                ) as line:
                    self._trouble = None
                    await self._serve(line)
            except (OSError, WebSocketException, TimeoutError) as error:
                self._note(error)
            except BadMessage as error:
                log.error("The hub sent what is no message (%s); the link is opened anew.", error.code)
            finally:
                self.session.closed()
            if self.session.welcome is not welcome:
                # Only a hub that took us makes the next attempt a first one: a wrong token stays wrong.
                welcome, attempt = self.session.welcome, 0
            if self.session.refused != refused:
                refused = self.session.refused
                if refused is not None:
                    log.warning("The hub ended the session: %s", refused.text)
            await asyncio.sleep(self._retry_s[min(attempt, len(self._retry_s) - 1)])
            attempt += 1

    def _note(self, error: Exception) -> None:
        """Say once what is wrong with a hub that is not to be trusted; that it is away is no news."""
        why = explained(error, self._url)
        if why is not None and self._trouble is not (trouble := trouble_of(error)):
            self._trouble = trouble
            log.error("The hub at %s is not to be trusted: %s", self._url, why.en)
        log.debug("The hub cannot be reached, or the line broke: %s", error)

    def _handed_out(self, ca_pem: str) -> bool:
        """The hall has another authority, or two: the next line is believed by it, if it is kept for good."""
        self._identity = taken_over(self._identity, ca_pem)
        if self._ssl is not None:
            self._ssl = ssl_context(self._identity.ca)
        return keeps(self._identity, ca_pem)

    async def _serve(self, line: ClientConnection) -> None:
        self.session.opened(monotonic())
        self._wake.set()
        writer = asyncio.create_task(self._write(line), name="link writer")
        try:
            async for frame in line:
                self.session.received(frame, monotonic())
                self._wake.set()
        finally:
            writer.cancel()
            # Not by suppressing CancelledError: it might be the client's own.
            (how,) = await asyncio.gather(writer, return_exceptions=True)
            if isinstance(how, Exception) and not isinstance(how, ConnectionClosed):
                log.error("A bug: the link's writer broke off.", exc_info=how)

    async def _write(self, line: ClientConnection) -> None:
        while True:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(TICK_S):
                    await self._wake.wait()
            self._wake.clear()
            if not self.session.tick(monotonic()):
                await line.close()
                return
            for frame in self.session.outbox():
                await line.send(frame.decode())
