"""How the newest day began, kept in a file, so that a hub that starts need not read the days before it.

What is so is in the journal alone; the file only says sooner what the events up to a day's first one came to,
the hall and what its forecast has learned. It stands for that event by its number and its hash in the chain.
Its seal, made with the vault's key, is over the program and the hall's settings too: a file that is damaged,
or of another journal, hall, vault or version, is as good as none. Then the days that ``Journal.recent`` names
are read, and the file is made anew. It names nobody whom the journal does not name, and nothing that goes
wrong with it stops the hall.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
from collections.abc import Callable, Iterable
from dataclasses import fields
from functools import cache, partial
from pathlib import Path
from typing import get_type_hints

import msgspec

from config.schema import HallConfig
from devices.hub import durable
from devices.hub.events import AnyEvent, DayBegan
from devices.hub.evolve import evolve
from devices.hub.journal import Journal, JournalFailed
from devices.hub.state import Hall
from devices.hub.waits import Past, Waits

log = logging.getLogger(__name__)

PROGRAM = ("devices/hub", "devices/forecast", "devices/link", "config")
"""The program's folders that decide what a hall is after an event."""
_NOT_KEPT = frozenset({"config", "up_since"})
"""What of a hall no event makes."""
_NOT_WRITTEN = "How the day began could not be kept (%s); the next start takes longer."


class Morning(msgspec.Struct, frozen=True, kw_only=True):
    """A hall and its forecast right after a day's first event.

    Attributes:
        hall: what of the hall is not as in one without events, by its name.
        past: what the days before have left to the forecast.
    """

    hall: dict[str, msgspec.Raw]
    past: Past


class _Kept(msgspec.Struct, frozen=True, kw_only=True):
    """The file's content: for which event of which journal it stands, and a morning."""

    seq: int
    hash: str
    morning: msgspec.Raw


class Dawn:
    """Replays a journal, from the newest morning that is known of it."""

    def __init__(
        self, config: HallConfig, journal: Journal, file: Path | None, seal: Callable[[bytes], str]
    ) -> None:
        """Begin.

        Args:
            config: the hall.
            journal: its journal, open.
            file: where mornings are kept; None for nowhere.
            seal: keyed hash of the vault.
        """
        self._config = config
        self._journal = journal
        self._file = file
        self._seal = seal
        self._begun: tuple[str, bytes] | None = None

    def replayed(self) -> tuple[Hall, Waits]:
        """The hall and its forecast as the journal has them.

        Raises:
            JournalFailed: the journal cannot be read.
        """
        self._begun = None
        kept = self._kept()
        hall = Hall(self._config)
        seq, hall, waits = kept or (0, hall, Waits(hall))
        newest = self._journal.day_began()
        if newest is not None and seq < newest.seq:
            before = (
                self._journal.behind(seq, newest.seq) if kept else self._journal.recent(through=newest.seq)
            )
            _follow(before, hall, waits)
            seq = newest.seq
            self._see(hall, waits)
            self.keep(lambda write: write())
        _follow(self._journal.behind(seq), hall, waits)
        return hall, waits

    def follow(self, event: AnyEvent, hall: Hall, waits: Waits) -> None:
        """Change hall and forecast as an event says, whether or not it will come to be in the journal."""
        evolve(hall, event)
        waits.follow(event, hall)
        if isinstance(event, DayBegan):
            self._see(hall, waits)

    def keep(self, run: Callable[[Callable[[], None]], object]) -> None:
        """Write the morning that was seen last, now that its first event is on the disk; it never fails.

        Args:
            run: calls what it is given, in whatever thread.
        """
        begun, self._begun = self._begun, None
        if begun is None or self._file is None:
            return
        at, morning = begun
        try:
            row = self._journal.day_began()
        except JournalFailed as error:
            log.warning(_NOT_WRITTEN, error)
            return
        if row is not None and row.at == at:
            body = msgspec.json.encode(_Kept(seq=row.seq, hash=row.hash, morning=msgspec.Raw(morning)))
            run(partial(_write, self._file, self._sealed(body).encode() + b"\n" + body))

    def _see(self, hall: Hall, waits: Waits) -> None:
        """Remember a morning until it is known that its first event is on the disk."""
        if self._file is None or hall.last_at is None:
            return
        bare = Hall(self._config)
        try:
            changed = [name for name in _hints() if getattr(hall, name) != getattr(bare, name)]
            morning = Morning(
                hall={name: msgspec.Raw(msgspec.json.encode(getattr(hall, name))) for name in changed},
                past=waits.past(hall.last_at),
            )
            self._begun = hall.last_at.isoformat(), msgspec.json.encode(morning)
        except Exception:
            log.exception("A bug: how the day began is not kept; the next start takes longer.")

    def _kept(self) -> tuple[int, Hall, Waits] | None:
        """What the file has; None where it is of no use."""
        try:
            content = self._file.read_bytes() if self._file else b""
        except FileNotFoundError:
            return None
        except OSError as error:
            log.warning("How the day began cannot be read (%s); the last days are read.", error)
            return None
        seal, _, body = content.partition(b"\n")
        if not content or not hmac.compare_digest(seal, self._sealed(body).encode()):
            if content:
                log.info("How the day began is of another version, hall or vault; the last days are read.")
            return None
        try:
            kept = msgspec.json.decode(body, type=_Kept)
            morning = msgspec.json.decode(kept.morning, type=Morning)
            hall = Hall(self._config)
            for name, value in morning.hall.items():
                setattr(hall, name, msgspec.json.decode(value, type=_hints()[name]))
            waits = Waits(hall, morning.past)
        except Exception:
            log.exception("A bug: how the day began was not written as it is read; the last days are read.")
            return None
        if self._journal.hash_of(kept.seq) != kept.hash:
            log.info("How the day began is of another journal; the last days are read.")
            return None
        return kept.seq, hall, waits

    def _sealed(self, body: bytes) -> str:
        settings = msgspec.json.encode(self._config)
        return self._seal(b"\0".join((b"dawn", program().encode(), settings, body)))


def _write(file: Path, content: bytes) -> None:
    try:
        durable.write_whole(file, content)
    except OSError as error:
        log.warning(_NOT_WRITTEN, error)


def _follow(events: Iterable[AnyEvent], hall: Hall, waits: Waits) -> None:
    for event in events:
        evolve(hall, event)
        waits.follow(event, hall)


@cache
def _hints() -> dict[str, object]:
    """Everything of a hall that events make, with what it is."""
    hints = get_type_hints(Hall)
    return {field.name: hints[field.name] for field in fields(Hall) if field.name not in _NOT_KEPT}


@cache
def program() -> str:
    """A hash over the program as far as it decides what a hall is, so that nobody need count versions."""
    root = Path(__file__).parents[2]
    whole = hashlib.sha256(msgspec.__version__.encode())
    for path in sorted(path for name in PROGRAM for path in (root / name).rglob("*.py")):
        whole.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return whole.hexdigest()
