"""A simulated day said to a true hub: its journal on disk, its vault, its publisher.

The day's visitors and clerks are those of ``devices.simulate``; the hub's clock is theirs. One command is
under way at a time, and how long each took is written down.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Coroutine
from datetime import UTC, date, datetime, time
from string import Formatter
from time import perf_counter
from typing import TypeVar
from zoneinfo import ZoneInfo

from msgspec import structs

from devices.hub.events import AnyEvent
from devices.hub.hub import Hub
from devices.hub.people import Principal
from devices.hub.rules.proof import NOTHING, Proof
from devices.link import commands as c
from devices.link.jobs import CardRead
from devices.link.messages import No
from devices.link.refusals import REFUSALS, Refused
from devices.simulate.stage import Stage

T = TypeVar("T")


class HubStage(Stage):
    """One day of a hub that goes on.

    Attributes:
        took_s: how long each command took, in seconds.
        turn_s: how long the turn of the day took.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop, hub: Hub, day: date, seed: int) -> None:
        """Go on at the day's midnight."""
        super().__init__(hub.config, day, seed, hub.journal)
        self.hub = hub
        self.hall, self.waits = hub.hall, hub.waits
        self.took_s: list[float] = []
        self.turn_s = 0.0
        self._loop = loop
        self._day = day
        self._rows: dict[str, str] = {}
        self._cards = 0
        self._told: list[AnyEvent] = []

    def happened(self, events: list[AnyEvent]) -> None:
        """The hub has committed these."""
        self._told += events
        self.events += len(events)

    def say(self, by: Principal, command: c.AnyCommand, *, proof: Proof = NOTHING) -> list[AnyEvent]:
        """Say a command to the hub.

        Raises:
            Refused: as the rules say.
        """
        if isinstance(command, c.Tick):
            self._tick()
            return []
        if isinstance(command, c.IdentifyPerson | c.TakeTicket) and command.person:
            command = structs.replace(command, person=self._row(command.person))
        self._told.clear()
        began = perf_counter()
        answer = self.wait(self.hub.do(by, f"soak-{secrets.token_urlsafe(9)}", command))
        self.took_s.append(perf_counter() - began)
        self.hall, self.waits = self.hub.hall, self.hub.waits
        if isinstance(answer, No):
            self.refused[str(command.__struct_config__.tag), answer.code] += 1
            raise _refused(answer.code)
        return [event for event in self._told if event.by == by.name]

    def wait(self, work: Coroutine[None, None, T]) -> T:
        """Let the hub go on until this is done."""
        return self._loop.run_until_complete(work)

    def _tick(self) -> None:
        turns = self.hub.hall.day != self._day
        began = perf_counter()
        self.wait(self.hub.tick())
        if turns:
            self.turn_s = perf_counter() - began

    def _row(self, person: str) -> str:
        """The vault's row of a made-up person, whose card is read for the first time today."""
        if person not in self._rows:
            self._cards += 1
            number = f"99{self._day:%y%m%d}{self._cards:010d}"
            card = CardRead(
                job="soak", card_type="made up", name="甲乙", id_number=number, born=date(1990, 1, 1)
            )
            self._rows[person] = self.wait(self.hub.remember(card)).id
        return self._rows[person]


class PretendClock:
    """The hub's clock: the time of the day that is played, or the first moment before any is.

    Attributes:
        stage: the day that is played.
    """

    def __init__(self, begins: date) -> None:
        """Stand at the beginning of a day until one is played."""
        self.stage: Stage | None = None
        self._begins = datetime.combine(begins, time(), UTC)

    def __call__(self, zone: ZoneInfo) -> datetime:
        """The time now."""
        return (self._begins if self.stage is None else self.stage.now).astimezone(zone)


def _refused(code: str) -> Refused:
    """A refusal without the words in its sentence's gaps; nobody reads them here."""
    said = REFUSALS[code]
    gaps = {name for text in (said.zh, said.en) for _, name, _, _ in Formatter().parse(text) if name}
    return Refused(code, dict.fromkeys(gaps, ""))
