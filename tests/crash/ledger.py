"""What was said to the hub and what it answered, written down by those who said it.

The ledger is the other side of the journal: it knows nothing of the hub but its answers.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import msgspec
from msgspec import Struct

from devices.link.commands import AnyCommand
from devices.link.messages import Done, No


class Saying(Struct, kw_only=True):
    """A command and every answer to its id, in the order in which they were heard.

    Attributes:
        by: name of the principal that said it.
        took_s: seconds until the first answer.
    """

    id: str
    by: str
    command: AnyCommand
    answers: list[Done | No] = []
    took_s: float = 0.0

    @property
    def kind(self) -> str:
        """The command's word on the wire."""
        return str(self.command.__struct_config__.tag)

    @property
    def done(self) -> Done | None:
        """The first answer that said that it was done, or None."""
        return next((answer for answer in self.answers if isinstance(answer, Done)), None)

    @property
    def changed(self) -> bool:
        """Whether it was answered otherwise after it had been done."""
        first = self.done
        return first is not None and any(a != first for a in self.answers[self.answers.index(first) :])


class Ledger:
    """Everything that was said to one hall's hub, over all its lives."""

    def __init__(self) -> None:
        self.sayings: dict[str, Saying] = {}
        self.said = 0
        self.heard = 0
        self._waiting: list[tuple[Callable[[], bool], asyncio.Future[None]]] = []

    def say(self, saying: Saying) -> None:
        """A command is about to be said, for the first time or again."""
        self.sayings.setdefault(saying.id, saying)
        self.said += 1
        self.look()

    def hear(self, answer: Done | No) -> None:
        """An answer was heard."""
        self.sayings[answer.id].answers.append(answer)
        self.heard += 1
        self.look()

    async def until(self, so: Callable[[], bool]) -> None:
        """Wait until the ledger is so, at the very moment at which it becomes so."""
        if so():
            return
        moment: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((so, moment))
        try:
            await moment
        finally:
            self._waiting = [each for each in self._waiting if each[1] is not moment]

    def look(self) -> None:
        """See whether what is waited for is so now; also told of what happens elsewhere."""
        for so, moment in self._waiting:
            if not moment.done() and so():
                moment.set_result(None)

    def write(self, path: Path) -> None:
        """Keep the ledger in a file, one saying a line."""
        path.write_bytes(b"\n".join(map(msgspec.json.encode, self.sayings.values())))


def read(path: Path) -> Ledger:
    """A ledger that was kept in a file."""
    ledger = Ledger()
    decode = msgspec.json.Decoder(Saying).decode
    ledger.sayings = {s.id: s for s in map(decode, path.read_bytes().splitlines())}
    return ledger
