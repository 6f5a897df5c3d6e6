"""Tokens of the HTTP API: how another program proves who it is, for what, and until when.

``hall token new`` makes one, shows it once, and keeps only its SHA-256 (a token is 256 random bits, so there
is nothing to guess). A running hub sees new and revoked tokens at once. Screens and agents have keys instead
(``devices.hub.clients``).
"""

from __future__ import annotations

import hashlib
import secrets
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path

import sqlite_utils
from sqlite_utils import Migrations

from devices.hub.people import HUB_PLACE, Principal
from devices.link.words import Role

migrations = Migrations("hall.tokens")

HOLDS_DAYS = 365
LONGEST_DAYS = 730


class Scope(StrEnum):
    """What a token is good for."""

    HALL = "hall"
    """Read the hall now."""
    TICKETS = "tickets"
    """Read one ticket by its id."""
    COMMANDS = "commands"
    """Say the commands of its role."""
    GAUGES = "gauges"
    """Read health and metrics from another computer."""


ALL = frozenset(Scope)


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


@migrations()
def m002_scopes(db: sqlite_utils.Database) -> None:
    """What each is for, whose, and until when; old ones keep what they had, for a year from their making."""
    for column in ("scopes", "ends_at", "name"):
        db.table("tokens").add_column(column, str)
    rows = list(db.query("SELECT id, made_at FROM tokens"))
    for row in rows:
        ends_at = datetime.fromisoformat(str(row["made_at"])) + timedelta(days=HOLDS_DAYS)
        change = {"scopes": " ".join(sorted(ALL)), "ends_at": ends_at.isoformat(), "name": ""}
        db.table("tokens").update(row["id"], change)


@dataclass(frozen=True, kw_only=True)
class Bearer:
    """Whoever shows a good token, and what it is good for."""

    by: Principal
    scopes: frozenset[Scope]


@dataclass(frozen=True, kw_only=True)
class TokenRow:
    """A token as the technician sees it, without its secret."""

    id: str
    role: Role
    place: str
    name: str
    scopes: tuple[Scope, ...]
    made_at: datetime
    ends_at: datetime
    revoked_at: datetime | None


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Tokens:
    """The hall's tokens file."""

    def __init__(self, path: Path, now: Callable[[], datetime] = _utc_now) -> None:
        """Open or make the file, readable by its owner only.

        Raises:
            TokensFailed: the file cannot be opened or holds something else.
        """
        self._now = now
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(path, timeout=5.0)) as conn:
                path.chmod(0o600)
                conn.execute("PRAGMA journal_mode=WAL")
                migrations.apply(sqlite_utils.Database(conn))
            self._conn = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=5.0)
        except (sqlite3.Error, OSError, TypeError, ValueError) as error:
            raise TokensFailed(f"{path.name} cannot be opened: {error}") from error

    def make(
        self,
        role: Role,
        place: str = "",
        *,
        scopes: Iterable[Scope] = ALL,
        days: int = HOLDS_DAYS,
        name: str = "",
    ) -> str:
        """Make a token and return its secret, which is shown this once.

        Args:
            role: whose commands it may say.
            place: where, as that role has it.
            scopes: what it is good for.
            days: for how long, to ``LONGEST_DAYS``.
            name: whose program it is, for people.

        Raises:
            ValueError: the place is the hub's own, the time is none, or it would be good for nothing.
        """
        if place == HUB_PLACE:
            raise ValueError("the hub needs no token for itself")
        if not 1 <= days <= LONGEST_DAYS:
            raise ValueError(f"a token holds for 1 to {LONGEST_DAYS} days")
        words = " ".join(sorted(set(scopes)))
        if not words:
            raise ValueError("a token without a scope is good for nothing")
        secret = secrets.token_urlsafe(32)
        now = self._now()
        self._conn.execute(
            "INSERT INTO tokens (id, digest, role, place, made_at, scopes, ends_at, name) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                secrets.token_hex(4),
                _digest(secret),
                role.value,
                place,
                now.isoformat(timespec="seconds"),
                words,
                (now + timedelta(days=days)).isoformat(timespec="seconds"),
                name,
            ),
        )
        return secret

    def prove(self, secret: str) -> Bearer | None:
        """Who holds this token, or None for one that is unknown, revoked or over."""
        row = self._conn.execute(
            "SELECT id, role, place, scopes, ends_at FROM tokens WHERE digest = ? AND revoked_at IS NULL",
            (_digest(secret),),
        ).fetchone()
        try:
            if row is None or datetime.fromisoformat(row[4]) <= self._now():
                return None
            by = Principal(role=Role(row[1]), place=str(row[2]), credential=str(row[0]))
            return Bearer(by=by, scopes=_scopes(row[3]))
        except (TypeError, ValueError, AttributeError):
            # Somebody with an editor was in the row: it lets nobody in.
            return None

    def revoke(self, token: str) -> bool:
        """Revoke a token by its id; returns whether there was one to revoke."""
        done = self._conn.execute(
            "UPDATE tokens SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL",
            (self._now().isoformat(timespec="seconds"), token),
        )
        return done.rowcount > 0

    def all(self) -> list[TokenRow]:
        """Every token ever made, oldest first.

        Raises:
            TokensFailed: the file cannot be read, or somebody else wrote into it.
        """
        try:
            rows = self._conn.execute(
                "SELECT id, role, place, name, scopes, made_at, ends_at, revoked_at FROM tokens "
                "ORDER BY made_at, id"
            ).fetchall()
            return [
                TokenRow(
                    id=row[0],
                    role=Role(row[1]),
                    place=row[2],
                    name=row[3],
                    scopes=tuple(sorted(_scopes(row[4]))),
                    made_at=datetime.fromisoformat(row[5]),
                    ends_at=datetime.fromisoformat(row[6]),
                    revoked_at=None if row[7] is None else datetime.fromisoformat(row[7]),
                )
                for row in rows
            ]
        except (sqlite3.Error, TypeError, ValueError, AttributeError) as error:
            raise TokensFailed(f"the tokens cannot be read: {error}") from error

    def close(self) -> None:
        """Close the file."""
        self._conn.close()


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _scopes(words: str) -> frozenset[Scope]:
    """The scopes of a row; one that is no scope any more gives nothing."""
    return frozenset(scope for scope in Scope if scope.value in words.split())
