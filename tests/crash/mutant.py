"""The hub with one promise broken: ``python -m tests.crash.mutant NAME hub --hall DIR --data DIR``.

The storm must find each of them; otherwise it proves nothing. Broken promises that only a power cut shows are
not here: what a killed process has written stays in the system's memory, so a journal without fsync survives
SIGKILL as well as one with it.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from devices.__main__ import main
from devices.hub import hub as hub_module
from devices.hub.hub import Hub
from devices.hub.journal import Answered, Entry, Journal

LATE_S = 2.0
"""How long the journal lags behind the answers; a kill at an answer comes far sooner."""

_append = Journal.append


def answer_before_commit() -> None:
    """Everybody is told first, and the journal is written a little later."""
    behind = ThreadPoolExecutor(1)

    def later(journal: Journal, entries: list[Entry]) -> None:
        time.sleep(LATE_S)
        _append(journal, entries)

    def append(self: Journal, entries: list[Entry]) -> None:
        behind.submit(later, self, entries)

    _replace(Journal, "append", append)


def no_commit() -> None:
    """The transaction is rolled back and yet answered as done."""

    def roll_back(self: Journal) -> None:
        self._conn.execute("ROLLBACK")

    _replace(Journal, "_commit", roll_back)


def _overwrite() -> None:
    """Let a command be written a second time: the table's key would forbid it."""

    def append(self: Journal, entries: list[Entry]) -> None:
        self._conn.execute(
            "CREATE TEMP TRIGGER IF NOT EXISTS again BEFORE INSERT ON main.commands "
            "BEGIN DELETE FROM commands WHERE id = NEW.id; END"
        )
        _append(self, entries)

    _replace(Journal, "append", append)


def forget_ids() -> None:
    """A command that is said again is done again."""

    def unknown(self: Hub, name: str) -> Answered | None:
        return None

    _replace(Hub, "_answered", unknown)
    _overwrite()


def forget_ids_at_restart() -> None:
    """A command that is said again is done again, but only by a hub that was started meanwhile."""

    def unknown(self: Journal, command_id: str) -> Answered | None:
        return None

    _replace(Journal, "answered", unknown)
    _overwrite()


def one_at_a_time() -> None:
    """No broken promise: every command has a transaction, and so an fsync, of its own (for the bench)."""
    _replace(hub_module, "BATCH", 1)


MUTANTS: dict[str, Callable[[], None]] = {
    change.__name__: change
    for change in (answer_before_commit, no_commit, forget_ids, forget_ids_at_restart, one_at_a_time)
}


def _replace(owner: object, name: str, changed: object) -> None:
    setattr(owner, name, changed)


if __name__ == "__main__":
    MUTANTS[sys.argv.pop(1)]()
    main()
