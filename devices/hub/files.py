"""Where a hall keeps its days, and that one hub alone writes there."""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from devices.hub.pki import Places


class AlreadyRunning(Exception):
    """Another hub holds this hall's data."""


@dataclass(frozen=True)
class Files:
    """Where a hall keeps its days; everything lies below one folder."""

    data: Path

    @property
    def journal(self) -> Path:
        """The journal."""
        return self.data / "journal.db"

    @property
    def vault(self) -> Path:
        """The vault."""
        return self.data / "vault.db"

    @property
    def key(self) -> Path:
        """The vault's keys, outside of its database."""
        return self.data / "keys" / "vault.key"

    @property
    def tokens(self) -> Path:
        """Hashes of the HTTP API's tokens."""
        return self.data / "tokens.db"

    @property
    def clients(self) -> Path:
        """Who may come in: public keys and open codes."""
        return self.data / "clients.db"

    @property
    def staff(self) -> Path:
        """The hashes of staff cards and PINs."""
        return self.data / "staff.db"

    @property
    def pki(self) -> Places:
        """The hall's authority and the hub's certificate."""
        return Places(self.data / "pki")

    @property
    def audit(self) -> Path:
        """The audit log."""
        return self.data / "audit.db"

    @property
    def dawn(self) -> Path:
        """How the newest day began; made anew from the journal where it is not there."""
        return self.data / "dawn.json"

    @property
    def lock(self) -> Path:
        """Held by the one hub that may write here."""
        return self.data / "hub.lock"


@contextlib.contextmanager
def only_one(files: Files) -> Iterator[None]:
    """Hold the hall's data for this process.

    Raises:
        AlreadyRunning: another hub holds it.
    """
    files.data.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(files.lock, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise AlreadyRunning(f"another hub is running on {files.data}") from error
        yield
    finally:
        os.close(descriptor)
