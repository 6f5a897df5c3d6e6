"""Those who speak to the hub: each says commands over real links and writes down what it hears.

A command is said with one id until it is answered, however often the hub dies meanwhile. Now and then it is
said on two lines at once, or once more when it has long been answered, as a broken line makes clients do.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Coroutine, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from time import monotonic
from typing import TypeVar

from devices.link.client import LinkClient
from devices.link.commands import AnyCommand
from devices.link.identity import Identity
from devices.link.messages import Done, No, TicketResult
from tests.crash.ledger import Ledger, Saying
from tests.crash.links import RETRY_S

T = TypeVar("T")

SILENT = ("agent", "screen")
"""Roles that nobody speaks for here: they have programs of their own, or only watch."""
ANSWER_S = 150.0
"""Longest wait for an answer, over several lives of the hub."""


class Unexpected(Exception):
    """An answer that no true hub gives here."""


class Gate:
    """Lets everybody speak, or nobody: what is under way is answered first, then all is quiet."""

    def __init__(self) -> None:
        self._open = asyncio.Event()
        self._open.set()
        self._quiet = asyncio.Event()
        self._quiet.set()
        self._under_way = 0

    @asynccontextmanager
    async def speaking(self) -> AsyncIterator[None]:
        """Say something, as soon as one may."""
        await self._open.wait()
        self._under_way += 1
        self._quiet.clear()
        try:
            yield
        finally:
            self._under_way -= 1
            if not self._under_way:
                self._quiet.set()

    @asynccontextmanager
    async def quiet(self) -> AsyncIterator[None]:
        """Wait until nothing is under way, and keep it so.

        Raises:
            TimeoutError: something was never answered.
        """
        self._open.clear()
        try:
            async with asyncio.timeout(ANSWER_S):
                await self._quiet.wait()
            yield
        finally:
            self._open.set()


class Voice:
    """One principal of the hall, with one or more links."""

    def __init__(
        self,
        by: str,
        lines: Sequence[LinkClient],
        ledger: Ledger,
        dice: random.Random,
        share: float,
        gate: Gate,
    ) -> None:
        """Prepare; ``share`` of all commands are said twice, at once or later."""
        self.by = by
        self.lines = lines
        self._ledger = ledger
        self._dice = dice
        self._share = share
        self._gate = gate
        self._count = 0
        self._done: list[Saying] = []

    async def says(self, command: AnyCommand, *, sure: bool = True) -> Done | No:
        """Say something new until it is answered.

        Args:
            command: what is wanted.
            sure: whether the hall cannot refuse it; what it may refuse is not said on two lines at once,
                because the second may be answered as done after the first was refused.

        Raises:
            Unexpected: the same id was answered in two ways.
            TimeoutError: it was never answered.
        """
        self._count += 1
        saying = Saying(id=f"{self.by.replace(':', '-')}-{self._count:06}", by=self.by, command=command)
        twice = sure and len(self.lines) > 1 and self._dice.random() < self._share
        began = monotonic()
        if twice:
            answer, *_ = await together(self._say(line, saying) for line in self.lines)
        else:
            answer = await self._say(self.lines[0], saying)
        saying.took_s = monotonic() - began
        if isinstance(answer, Done):
            self._done.append(saying)
        if self._dice.random() < self._share:
            await self.repeats(1)
        return answer

    async def does(self, command: AnyCommand) -> TicketResult | None:
        """Say something that the hall cannot refuse.

        Raises:
            Unexpected: it was refused.
        """
        answer = await self.says(command)
        if isinstance(answer, No):
            raise Unexpected(f"{self.by} was refused {command.__struct_config__.tag}: {answer.code}")
        return answer.result if isinstance(answer.result, TicketResult) else None

    async def ticket(self, command: AnyCommand) -> TicketResult:
        """Say something that brings a ticket.

        Raises:
            Unexpected: it brought none.
        """
        result = await self.does(command)
        if result is None:
            raise Unexpected(f"{self.by} got no ticket for {command.__struct_config__.tag}")
        return result

    async def repeats(self, most: int) -> None:
        """Say again, with their ids, some of what has been done; the answers must be the same.

        Raises:
            Unexpected: an answer is another one now.
        """
        for saying in self._dice.sample(self._done, min(most, len(self._done))):
            await self._say(self._dice.choice(self.lines), saying)

    async def _say(self, line: LinkClient, saying: Saying) -> Done | No:
        async with self._gate.speaking():
            self._ledger.say(saying)
            async with asyncio.timeout(ANSWER_S):
                answer = await line.do(saying.command, saying.id)
            self._ledger.hear(answer)
        if saying.changed:
            raise Unexpected(f"{saying.kind} {saying.id} was answered otherwise when it was said again")
        return answer


class Voices:
    """Everybody of a hall who speaks, by the principal's name.

    Attributes:
        gate: closed while all shall be quiet.
    """

    def __init__(
        self,
        identities: Mapping[str, Path],
        ledger: Ledger,
        dice: random.Random,
        share: float,
    ) -> None:
        """Prepare; while anything is said twice, kiosks have two links, everybody else has one.

        Args:
            identities: files of enrolment by the principal's name; those of programs are left out.
            ledger: where everything is written down.
            dice: draws what is said twice.
            share: how much is said twice, 0 to 1.
        """
        self.gate = Gate()
        self.by = {
            name: Voice(
                name,
                [
                    LinkClient(Identity.load(file), "hall-crash", retry_s=RETRY_S)
                    for _ in range(2 if share and name.startswith("kiosk") else 1)
                ],
                ledger,
                random.Random(dice.random()),
                share,
                self.gate,
            )
            for name, file in identities.items()
            if name.partition(":")[0] not in SILENT
        }

    @asynccontextmanager
    async def linked(self) -> AsyncIterator[None]:
        """Keep all links open meanwhile."""
        tasks = [
            asyncio.create_task(line.run(), name=f"link of {voice.by}")
            for voice in self.by.values()
            for line in voice.lines
        ]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def repeat(self, most: int) -> None:
        """Let everybody say again some of what has been done."""
        await together(voice.repeats(most) for voice in self.by.values())


async def together(works: Iterable[Coroutine[None, None, T]]) -> list[T]:
    """Do all at once; when one fails, the others are given up before its error is raised."""
    tasks = [asyncio.create_task(work) for work in works]
    try:
        return await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
