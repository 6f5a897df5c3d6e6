"""Tokens: how a screen, an agent or another program proves who it is.

``hall token`` makes one, shows it once, and keeps only its SHA-256 (a token is 256 random bits, so there is
nothing to guess). A running hub sees new and revoked tokens at once.
"""

from __future__ import annotations

import hashlib
import secrets
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import sqlite_utils
from sqlite_utils import Migrations

from devices.hub.people import HUB_PLACE, Principal
from devices.link.words import Role

migrations = Migrations("hall.tokens")


class TokensFailed(Exception):
    """The tokens' file cannot be used."""


@migrations()
def m001_tokens(db: sqlite_utils.Database) -> None:
    """Tokens by the hash of their secret."""
    db.table("tokens").create(
        {"id": str, "digest": str, "role": str, "place": str, "made_at": str, "revoked_at": str},
        pk="id",
        not_null={"digest", "role", "place", "made_at"},
    )
    db.table("tokens").create_index(["digest"], unique=True)


@dataclass(frozen=True, kw_only=True)
class TokenRow:
    """A token as the technician sees it, without its secret."""

    id: str
    role: Role
    place: str
    made_at: str
    revoked_at: str | None


class Tokens:
    """The hall's tokens file."""

    def __init__(self, path: Path) -> None:
        """Open or make the file, readable by its owner only.

        Raises:
            TokensFailed: the file cannot be opened or holds something else.
        """
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(path, timeout=5.0)) as conn:
                path.chmod(0o600)
                conn.execute("PRAGMA journal_mode=WAL")
                migrations.apply(sqlite_utils.Database(conn))
            self._conn = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=5.0)
        except (sqlite3.Error, OSError) as error:
            raise TokensFailed(f"{path.name} cannot be opened: {error}") from error

    def make(self, role: Role, place: str = "") -> str:
        """Make a token and return its secret, which is shown this once.

        Raises:
            ValueError: the place is the hub's own.
        """
        if place == HUB_PLACE:
            raise ValueError("the hub needs no token for itself")
        secret = secrets.token_urlsafe(32)
        self._conn.execute(
            "INSERT INTO tokens VALUES (?, ?, ?, ?, ?, NULL)",
            (secrets.token_hex(4), _digest(secret), role.value, place, _now()),
        )
        return secret

    def prove(self, secret: str) -> Principal | None:
        """Who holds this token, or None for one that is unknown or revoked."""
        row = self._conn.execute(
            "SELECT id, role, place FROM tokens WHERE digest = ? AND revoked_at IS NULL", (_digest(secret),)
        ).fetchone()
        return None if row is None else Principal(role=Role(row[1]), place=row[2], token=row[0])

    def valid(self, token: str) -> bool:
        """Whether a token, by its id, still holds."""
        row = self._conn.execute(
            "SELECT 1 FROM tokens WHERE id = ? AND revoked_at IS NULL", (token,)
        ).fetchone()
        return row is not None

    def revoke(self, token: str) -> bool:
        """Revoke a token by its id; returns whether there was one to revoke."""
        done = self._conn.execute(
            "UPDATE tokens SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL", (_now(), token)
        )
        return done.rowcount > 0

    def all(self) -> list[TokenRow]:
        """Every token ever made, oldest first."""
        return [
            TokenRow(id=row[0], role=Role(row[1]), place=row[2], made_at=row[3], revoked_at=row[4])
            for row in self._conn.execute(
                "SELECT id, role, place, made_at, revoked_at FROM tokens ORDER BY made_at, id"
            )
        ]

    def close(self) -> None:
        """Close the file."""
        self._conn.close()


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
