"""A hub that is only pretended: the real session and link, with the frames handed over instead of sent."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from devices.link import codec
from devices.link.commands import AnyCommand
from devices.link.jobs import ReadCard, ReadCode
from devices.link.messages import (
    AnyResult,
    Ask,
    Bye,
    Do,
    Done,
    Drop,
    Hello,
    No,
    Patch,
    Snapshot,
    Welcome,
)
from devices.link.qt import HubLink
from devices.link.refusals import REFUSALS
from devices.link.rows import AnyRow
from devices.link.words import Role
from tests.hubs.identities import stranger


class SteadyClock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


class PretendLink(HubLink):
    """A ``HubLink`` without a socket: a test plays the hub.

    Attributes:
        said: commands that wait for an answer, by id, in order.
        asked: readings that are waited for, by id, in order.
    """

    def __init__(self, role: Role, place: str, now: datetime) -> None:
        super().__init__(stranger(role=role, place=place), "test")
        self._role = role
        self._place = place
        self._rev = 0
        self.now = now
        self.said: dict[str, AnyCommand] = {}
        self.asked: dict[str, ReadCard | ReadCode] = {}

    def start(self) -> None:
        """Begin without a hub; ``connect_hub`` brings it."""

    def connect_hub(self, rows: Iterable[AnyRow] = ()) -> None:
        """The hub is there and shows these rows and no others."""
        self._connected()
        self._hear(Welcome(role=self._role, place=self._place, epoch="one", heartbeat_s=5.0, now=self.now))
        self._rev += 1
        self._hear(Snapshot(rev=self._rev, rows=tuple(rows)))

    def lose_hub(self) -> None:
        """The line breaks."""
        self._session.closed()

    def refuse(self, text: str) -> None:
        """The hub will not have this screen."""
        self._connected()
        self._hear(Bye(code="bad_token", text=text))

    def show(self, *rows: AnyRow, gone: Iterable[str] = ()) -> None:
        """The hub shows these rows as new or changed, and takes some away."""
        self._rev += 1
        self._hear(Patch(rev=self._rev, rows=rows, gone=tuple(gone)))

    def done(self, result: AnyResult | None = None) -> AnyCommand:
        """The hub carries out the oldest command; give it back."""
        name, command = next(iter(self.said.items()))
        del self.said[name]
        self._hear(Done(id=name, result=result))
        return command

    def no(self, code: str, said: tuple[str, str] | None = None) -> AnyCommand:
        """The hub refuses the oldest command; give it back.

        Args:
            code: of the refusal.
            said: the sentence with its gaps filled, Chinese and English; None says it as it stands.
        """
        name, command = next(iter(self.said.items()))
        del self.said[name]
        zh, en = said or (REFUSALS[code].zh, REFUSALS[code].en)
        self._hear(No(id=name, code=code, zh=zh, en=en))
        return command

    def read(self, result: AnyResult) -> None:
        """The reader brings what the oldest reading waited for."""
        name = next(iter(self.asked))
        del self.asked[name]
        self._hear(Done(id=name, result=result))

    def not_read(self, code: str) -> None:
        """The reader brings nothing, for this reason."""
        name = next(iter(self.asked))
        del self.asked[name]
        self._hear(No(id=name, code=code, zh=REFUSALS[code].zh, en=REFUSALS[code].en))

    def commands(self) -> list[AnyCommand]:
        """What was said and not answered yet, in order."""
        return list(self.said.values())

    def _hear(self, message: Welcome | Snapshot | Patch | Done | No | Bye) -> None:
        self._received(codec.encode(message).decode())

    def _flush(self) -> None:
        for frame in self._session.outbox():
            match codec.from_client(frame):
                case Do(id=name, command=command):
                    self.said[name] = command
                case Ask(id=name, work=work):
                    self.asked[name] = work
                case Drop(id=name):
                    self.asked.pop(name, None)
                case Hello():
                    pass
                case other:
                    raise AssertionError(f"a screen said {other}")
