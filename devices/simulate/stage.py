"""The hall on a pretend clock: says commands to the real rules, and keeps the journal.

It does what the hub does, without its threads, links and vault: turn the day, decide, evolve, follow the
forecast, write. All names it gives come from the seed, so the same day gives the same journal.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

import msgspec

from config.calendar import moment
from config.schema import HallConfig
from devices.hub.events import AnyEvent
from devices.hub.evolve import evolve
from devices.hub.journal import Entry, Journal
from devices.hub.people import HUB, Principal
from devices.hub.rules import decide, turn_day
from devices.hub.rules.asked import Asked
from devices.hub.rules.proof import NOTHING, Proof
from devices.hub.state import Hall
from devices.hub.waits import Waits
from devices.link import commands as c
from devices.link.refusals import Refused

BATCH = 1000
"""Commands in one transaction of the journal."""

_encoder = msgspec.json.Encoder()
_NOTHING_TOLD = b"null"

Follower = Callable[[AnyEvent, Hall], None]
"""Told of each event just before the hall changes by it."""


class Stage:
    """One hall on one day.

    Attributes:
        hall: the hall as it is now.
        second: seconds since the day's midnight; before it on the evening before.
        refused: how often each kind of command was refused with each code.
        events: how many events there were.
    """

    def __init__(self, config: HallConfig, day: date, seed: int, journal: Journal) -> None:
        """Open the hall's books on the evening before.

        Args:
            config: the hall.
            day: the day that is played.
            seed: makes all names.
            journal: where it is written; an empty one.
        """
        # Whoever works in this play touches the panel, and signs out before going.
        config = msgspec.structs.replace(config, staff=msgspec.structs.replace(config.staff, idle_min=0.0))
        self.config = config
        self.hall = Hall(config)
        self.waits = Waits(self.hall)
        self.second = 0
        self.refused: Counter[tuple[str, str]] = Counter()
        self.events = 0
        self.followers: list[Follower] = []
        self._zone = ZoneInfo(config.hall.timezone)
        self._midnight = moment(config, day, time()).astimezone(UTC)
        self._names = Random(f"names {seed}")  # noqa: S311 - a game with the same names each time
        self._journal = journal
        self._entries: list[Entry] = []
        self._count = 0

    @property
    def now(self) -> datetime:
        """The hall's time."""
        return self.time(self.second)

    def time(self, second: int) -> datetime:
        """A moment of the day in the hall's zone."""
        return (self._midnight + timedelta(seconds=second)).astimezone(self._zone)

    def second_of(self, at: datetime) -> int:
        """Seconds since the day's midnight at a moment."""
        return round((at - self._midnight).total_seconds())

    def fresh(self) -> str:
        """A name that nothing else has."""
        return f"{self._names.getrandbits(72):018x}"

    def say(self, by: Principal, command: c.AnyCommand, *, proof: Proof = NOTHING) -> list[AnyEvent]:
        """Carry out a command.

        Returns:
            What it made happen; the day's turn, if it turned with it, is not among that.

        Raises:
            Refused: as the rules say.
        """
        turned = turn_day(self.hall, self.now, HUB.name)
        self._happen(turned)
        asked = Asked(
            by=by,
            at=self.now,
            fresh=self.fresh(),
            clerk=self.hall.clerk_at(by.place),
            proof=proof,
            wait=lambda queue: self.waits.expected_min(self.hall, queue),
        )
        try:
            events = decide(self.hall, command, asked)
        except Refused as error:
            self.refused[str(command.__struct_config__.tag), error.code] += 1
            self._keep(HUB, "", turned)
            raise
        self._happen(events)
        if isinstance(command, c.Tick):
            self._keep(by, "", [*turned, *events])
        else:
            self._keep(by, hashlib.sha256(_encoder.encode(command)).hexdigest(), [*turned, *events])
        return events

    def may(self, by: Principal, command: c.AnyCommand, *, proof: Proof = NOTHING) -> bool:
        """Carry a command out if the rules let it; they are asked and never guessed."""
        try:
            self.say(by, command, proof=proof)
        except Refused:
            return False
        return True

    def close(self) -> None:
        """Write what is not written yet."""
        self._write()

    def _happen(self, events: list[AnyEvent]) -> None:
        for event in events:
            for follow in self.followers:
                follow(event, self.hall)
            evolve(self.hall, event)
            self.waits.follow(event, self.hall)
        self.events += len(events)

    def _keep(self, by: Principal, digest: str, events: list[AnyEvent]) -> None:
        if not events:
            return
        self._count += 1
        self._entries.append(
            Entry(
                command_id=f"simulated:{self._count}",
                principal=by.name,
                digest=digest,
                # Nobody will say a pretend command again to be told its answer.
                answer=_NOTHING_TOLD,
                events=tuple(events),
            )
        )
        if len(self._entries) >= BATCH:
            self._write()

    def _write(self) -> None:
        if self._entries:
            self._journal.append(self._entries)
            self._entries.clear()
