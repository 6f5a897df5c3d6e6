"""Days played for the tests, each once."""

from __future__ import annotations

import contextlib
import copy
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import config
from config.load import load
from config.schema import HallConfig
from devices.hub.events import AnyEvent
from devices.hub.journal import Journal, JournalRow
from devices.hub.state import Hall
from devices.simulate.day import play
from devices.simulate.ledger import Ledger
from devices.simulate.stage import Stage

HALLS = Path(config.__file__).parent / "halls"
MONDAY = date(2026, 11, 23)
AFTERNOON = "15:00"


@dataclass(frozen=True)
class Played:
    """A day that is over.

    Attributes:
        rows: the journal as it was written.
        then: the hall in the afternoon, after ``then_events`` events.
    """

    config: HallConfig
    ledger: Ledger
    rows: tuple[JournalRow, ...]
    events: tuple[AnyEvent, ...]
    verified: int
    then: Hall
    then_events: int


@contextlib.contextmanager
def journal_of() -> Iterator[Journal]:
    with TemporaryDirectory() as folder:
        journal = Journal(Path(folder) / "journal.db")
        try:
            yield journal
        finally:
            journal.close()


def played(hall: HallConfig, seed: int = 7, day: date = MONDAY, tickets: int | None = None) -> Played:
    """Play a day."""
    seen: list[tuple[Hall, int]] = []

    def told(clock: str, stage: Stage) -> None:
        if clock == AFTERNOON:
            seen.append((copy.deepcopy(stage.hall), stage.events))

    with journal_of() as journal:
        ledger = play(hall, day, seed, tickets, journal, told)
        [(then, count)] = seen
        return Played(
            config=hall,
            ledger=ledger,
            rows=tuple(journal.after(0, journal.seq)),
            events=tuple(journal.replay()),
            verified=journal.verify(),
            then=then,
            then_events=count,
        )


@cache
def shipped(name: str, seed: int = 7, day: date = MONDAY, tickets: int | None = None) -> Played:
    """A day of a hall that is shipped; played once however often it is looked at."""
    return played(load(HALLS / name), seed, day, tickets)
