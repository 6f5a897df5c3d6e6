"""The client's side of a session, without I/O: what to send, what to believe, what to say again.

Feed it what the line says (``opened``, ``received``, ``closed``, ``tick``) and write what ``outbox`` holds.
Commands are kept until they are answered and said again with the same id on the next line, so that a
touch is carried out once however often the line breaks.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from devices.link import codec
from devices.link.identity import Identity, fingerprint_of
from devices.link.messages import (
    PROTOCOL,
    Ask,
    Believing,
    Bye,
    Challenge,
    ClientMessage,
    Do,
    Done,
    Drop,
    Enrolled,
    Have,
    Heard,
    Hello,
    Job,
    No,
    Patch,
    Ping,
    Pong,
    Revoke,
    Snapshot,
    Tell,
    Trust,
    Welcome,
)
from devices.link.rows import AnyRow

Answer = Done | No | Heard
Said = Do | Ask | Tell

MAX_UNANSWERED = 1000
"""Commands kept for a hub that is away; a screen is told when it is full and offers another way."""
IN_FLIGHT = 32
"""Commands under way at once; the others wait their turn, for a hub refuses what is too much as ``busy``."""


class TooMuchUnanswered(Exception):
    """The hub has been away for so long that nothing more can be kept."""


@dataclass
class ClientSession:
    """One client's session over however many lines it takes.

    Attributes:
        rows: everything the hub shows this session, by key; kept while the hub is away.
        welcome: who the hub says we are, or None before the first welcome.
        greeted: whether the hub has welcomed us on this line, and so takes commands.
        live: whether the rows are being kept up to date now.
        refused: why the hub ended the session, until it welcomes us again.
    """

    identity: Identity
    app: str
    greet: Callable[[], list[ClientMessage]] = list
    on_rows: Callable[[list[AnyRow], list[str]], None] = lambda rows, gone: None
    on_live: Callable[[bool], None] = lambda live: None
    on_job: Callable[[Job | Revoke], None] = lambda job: None
    on_trust: Callable[[str], bool] = lambda ca: False
    rows: dict[str, AnyRow] = field(default_factory=dict)
    welcome: Welcome | None = None
    greeted: bool = False
    live: bool = False
    refused: Bye | None = None
    _have: Have | None = None
    _waiting: dict[str, tuple[Said, Callable[[Answer], None]]] = field(default_factory=dict)
    _said: set[str] = field(default_factory=set)
    _out: list[bytes] = field(default_factory=list)
    _open: bool = False
    _heard_at: float = 0.0
    _pings: int = 0
    _next_ping: float = 0.0

    def say(self, message: Said, on_answer: Callable[[Answer], None]) -> None:
        """Say a command, ask or tell until it is answered once.

        Raises:
            TooMuchUnanswered: ``MAX_UNANSWERED`` are waiting already.
        """
        if len(self._waiting) >= MAX_UNANSWERED:
            raise TooMuchUnanswered(f"{MAX_UNANSWERED} commands wait for the hub")
        self._waiting[message.id] = (message, on_answer)
        self._say_waiting()

    def drop(self, ask_id: str) -> None:
        """Give up an ask; its answer is no longer wanted and will not be told."""
        if self._waiting.pop(ask_id, None) is not None and ask_id in self._said:
            self._said.discard(ask_id)
            self._send(Drop(id=ask_id))
            self._say_waiting()

    @property
    def unanswered(self) -> int:
        """How many commands wait for an answer."""
        return len(self._waiting)

    def outbox(self) -> list[bytes]:
        """Take the frames to write."""
        out, self._out = self._out, []
        return out

    def opened(self, now: float) -> None:
        """A line to the hub is open; the hub speaks first."""
        self._open = True
        self.greeted = False
        self._heard_at = now
        self._next_ping = now + self.heartbeat_s
        self._said.clear()
        self._out.clear()

    def closed(self) -> None:
        """The line is gone; rows stay, and so does what is unanswered."""
        self._open = self.greeted = False
        self._said.clear()
        self._out.clear()
        self._set_live(False)

    @property
    def heartbeat_s(self) -> float:
        """Seconds between heartbeats, as the hub wants them."""
        return self.welcome.heartbeat_s if self.welcome else 5.0

    def tick(self, now: float) -> bool:
        """Send a heartbeat when one is due.

        Returns:
            False when the hub has been silent for two heartbeats and the line should be closed.
        """
        if not self._open:
            return True
        if now - self._heard_at > 2 * self.heartbeat_s:
            return False
        if now >= self._next_ping and self.greeted:
            self._pings += 1
            self._next_ping = now + self.heartbeat_s
            self._send(Ping(n=self._pings))
        return True

    def received(self, frame: str | bytes, now: float) -> None:
        """A frame of the hub.

        Raises:
            codec.BadMessage: the frame is no message of the contract; close the line.
        """
        self._heard_at = now
        message = codec.from_hub(frame)
        if not self.greeted and isinstance(message, Snapshot | Patch):
            raise codec.BadMessage("not_welcome", "rows before a welcome")
        match message:
            case Challenge(nonce=nonce, protocol=protocol):
                if protocol != PROTOCOL:
                    raise codec.BadMessage("protocol", f"the hub speaks version {protocol}, we {PROTOCOL}")
                proof = self.identity.sign(nonce)
                hello = Hello(client=self.identity.client, proof=proof, app=self.app, have=self._have)
                self._send(hello)
            case Enrolled():
                raise codec.BadMessage("not_asked", "we are enrolled already")
            case Welcome() as welcome:
                self._welcomed(welcome)
            case Trust(ca=ca):
                if self.on_trust(ca):
                    self._send(Believing(authority=fingerprint_of(ca)))
            case Snapshot(rev=rev, rows=rows):
                fresh = {row.key: row for row in rows}
                gone = [key for key in self.rows if key not in fresh]
                changed = [row for key, row in fresh.items() if self.rows.get(key) != row]
                self.rows = fresh
                self._seen(rev, changed, gone)
                self._set_live(True)
            case Patch(rev=rev, rows=rows, gone=gone):
                if self._have is not None and rev <= self._have.rev:
                    return
                for key in gone:
                    self.rows.pop(key, None)
                self.rows.update((row.key, row) for row in rows)
                self._seen(rev, list(rows), list(gone))
            case Done() | No() | Heard() as answer:
                said = self._waiting.pop(answer.id, None)
                self._said.discard(answer.id)
                self._say_waiting()
                if said is not None:
                    said[1](answer)
            case Job() | Revoke() as job:
                self.on_job(job)
            case Pong():
                pass
            case Bye() as bye:
                self.refused = bye

    def _welcomed(self, welcome: Welcome) -> None:
        if self._have is None or self._have.epoch != welcome.epoch:
            self._have = Have(welcome.epoch, -1)
        self.welcome = welcome
        self.refused = None
        self.greeted = True
        for message in self.greet():
            self._send(message)
        self._say_waiting()
        if welcome.resumed:
            self._set_live(True)

    def _say_waiting(self) -> None:
        """Say what waits, the oldest first, no more at once than a hub takes from one session."""
        for name, (message, _) in self._waiting.items():
            if not self.greeted or len(self._said) >= IN_FLIGHT:
                return
            if name not in self._said:
                self._said.add(name)
                self._send(message)

    def _seen(self, rev: int, rows: list[AnyRow], gone: list[str]) -> None:
        if self.welcome is not None:
            self._have = Have(self.welcome.epoch, rev)
        if rows or gone:
            self.on_rows(rows, gone)

    def _set_live(self, live: bool) -> None:
        if live != self.live:
            self.live = live
            self.on_live(live)

    def _send(self, message: ClientMessage) -> None:
        self._out.append(codec.encode(message))
