"""A session without a line, and the hub's words to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

from devices.link import codec
from devices.link import commands as c
from devices.link import rows as r
from devices.link.messages import (
    ClientMessage,
    Do,
    Done,
    Hello,
    HubMessage,
    Job,
    Revoke,
    Welcome,
)
from devices.link.session import (
    Answer,
    ClientSession,
)
from devices.link.words import Role
from tests.hubs.identities import CHALLENGE, stranger

HERE = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
IDENTITY = stranger()


@dataclass
class Client:
    """A session and all it told its program."""

    greeting: list[ClientMessage] = field(default_factory=list)
    changed: list[tuple[list[str], list[str]]] = field(default_factory=list)
    live: list[bool] = field(default_factory=list)
    jobs: list[Job | Revoke] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    now: float = 100.0

    def __post_init__(self) -> None:
        self.session = ClientSession(
            identity=IDENTITY,
            app="test",
            greet=lambda: self.greeting,
            on_rows=lambda rows, gone: self.changed.append(([row.key for row in rows], gone)),
            on_live=self.live.append,
            on_job=self.jobs.append,
        )

    def said(self) -> list[ClientMessage]:
        return [codec.from_client(frame) for frame in self.session.outbox()]

    def hears(self, *messages: HubMessage) -> None:
        for message in messages:
            self.session.received(codec.encode(message), self.now)

    def opened(self, *, resumed: bool = False, epoch: str = "e1") -> Hello:
        """Open a line to a hub that welcomes; returns the hello."""
        self.session.opened(self.now)
        self.hears(CHALLENGE)
        (hello,) = self.said()
        assert isinstance(hello, Hello)
        self.hears(welcome(resumed=resumed, epoch=epoch))
        return hello

    def say(self, name: str) -> None:
        self.session.say(Do(id=name, command=c.CallNext()), self.answers.append)


def welcome(*, resumed: bool = False, epoch: str = "e1", heartbeat_s: float = 5.0) -> Welcome:
    return Welcome(
        role=Role.CLERK, place="window-1", epoch=epoch, heartbeat_s=heartbeat_s, now=HERE, resumed=resumed
    )


def zone(name: str, floor: int = 1) -> r.ZoneRow:
    return r.ZoneRow(id=name, name=name, name_en=name, floor=floor)


def done(name: str) -> Done:
    return Done(id=name)
