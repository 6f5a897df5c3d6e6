"""Mornings whose hub breaks one promise, which only cuts of its disk can show: each must be found."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from devices.hub import hub as hub_module
from devices.hub import journal as journal_module
from devices.hub.chain import SHA256
from devices.hub.journal import Entry, Journal
from devices.hub.seal import CipherName
from devices.hub.turns import Turn
from devices.hub.vault import Vault

CHANGED: tuple[tuple[object, str], ...] = (
    (Journal, "__init__"),
    (Journal, "append"),
    (Journal, "_made_void"),
    (journal_module, "keep_log"),
    (Vault, "__init__"),
    (hub_module, "write"),
)
"""Where a promise is kept, and so broken."""
_open_journal, _append = Journal.__init__, Journal.append
_open_vault = Vault.__init__


def no_sync() -> None:
    """Nothing of the journal is ever forced to the disk."""
    _journal_with("OFF")


def commit_without_sync() -> None:
    """The log is synced only when it is brought into the database, not with each commit."""
    _journal_with("NORMAL")


def vault_without_sync() -> None:
    """What people said is not forced to the disk before the journal names it."""

    def opened(self: Vault, path: Path, key_file: Path, cipher: CipherName | None = None) -> None:
        _open_vault(self, path, key_file, cipher)
        self._conn.execute("PRAGMA synchronous=NORMAL")

    _replace(Vault, "__init__", opened)


def answer_before_commit() -> None:
    """Everybody is told first; the journal gets what was told with the next commit."""
    waiting: list[Entry] = []

    def append(self: Journal, entries: list[Entry]) -> None:
        told, waiting[:] = list(waiting), entries
        if told:
            _append(self, told)

    _replace(Journal, "append", append)


def journal_before_vault() -> None:
    """The journal names rows that the vault has yet to keep."""

    def write(journal: Journal, vault: Vault, entries: list[Entry], turn: Turn) -> None:
        journal.append(entries)
        for row, text in turn.words.items():
            vault.keep_words(row, text)
        for row, contact in turn.contacts.items():
            vault.keep_contact(row, contact)

    _replace(hub_module, "write", write)


def commands_apart() -> None:
    """A command's events and its answer are committed one after the other."""

    def append(self: Journal, entries: list[Entry]) -> None:
        for entry in entries:
            for event in entry.events:
                self._conn.execute("BEGIN IMMEDIATE")
                self._hash = self._insert(self._seq + 1, self._hash, entry.command_id, event)
                self._conn.execute("COMMIT")
                self._seq += 1
            first = self._seq - len(entry.events) + 1
            self._conn.execute(
                "INSERT INTO commands VALUES (?, ?, ?, ?, ?, ?)",
                (entry.command_id, entry.principal, entry.digest, entry.answer.decode(), first, self._seq),
            )

    _replace(Journal, "append", append)


def refused_and_kept() -> None:
    """What a failed commit left in the log is not overwritten before it is called not done."""

    def sure(self: Journal) -> bool:
        return True

    _replace(Journal, "_made_void", sure)


def no_log() -> None:
    """A journal whose log could not be begun goes on without one."""

    def unread(conn: sqlite3.Connection) -> None:
        conn.execute("PRAGMA journal_mode=WAL")

    _replace(journal_module, "keep_log", unread)


BROKEN: dict[str, Callable[[], None]] = {
    change.__name__: change
    for change in (
        no_sync,
        commit_without_sync,
        vault_without_sync,
        answer_before_commit,
        journal_before_vault,
        commands_apart,
        refused_and_kept,
        no_log,
    )
}


@contextmanager
def broken(name: str) -> Iterator[None]:
    """A hub with this promise broken; a whole one afterwards."""
    kept = [(owner, method, getattr(owner, method)) for owner, method in CHANGED]
    BROKEN[name]()
    try:
        yield
    finally:
        for owner, method, whole in kept:
            _replace(owner, method, whole)


def _journal_with(synchronous: str) -> None:
    def opened(self: Journal, path: Path, algorithm: str = SHA256) -> None:
        _open_journal(self, path, algorithm)
        self._conn.execute(f"PRAGMA synchronous={synchronous}")

    _replace(Journal, "__init__", opened)


def _replace(owner: object, name: str, changed: object) -> None:
    setattr(owner, name, changed)
