"""The register of screens, agents and programs that may speak to this hub, each by a key of its own.

Somebody gets in only by a code that was made for one role and place: it works once, for a quarter of an
hour, and is void after some wrong proofs. Only public keys are kept, so whoever copies this file is let in
nowhere. A running hub sees new codes and revoked clients at once.
"""

from __future__ import annotations

import hmac
import secrets
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import sqlite_utils
from sqlite_utils import Migrations

from devices.hub.people import HUB_PLACE, Principal
from devices.link.enrolment import Code, client_proof, fits, hub_proof
from devices.link.identity import fingerprint, holds
from devices.link.messages import Enrol, Enrolled
from devices.link.words import Role

migrations = Migrations("hall.clients")

CODE_HOLDS = timedelta(minutes=15)
WRONG_PROOFS = 5
"""Wrong proofs after which a code is void."""
SEEN_AGAIN = timedelta(minutes=10)
"""How exactly it is kept when a client was last here."""


class ClientsFailed(Exception):
    """The register's file cannot be used."""


class NotTaken(Exception):
    """Somebody was not taken in: no such code, a late one, or a wrong proof. Says no more than that."""


class MeantForAnother(NotTaken):
    """Somebody knows a code that is for another kind of program, or another place; it still holds."""


@migrations()
def m001_clients(db: sqlite_utils.Database) -> None:
    """Clients by their public keys, and the codes that are to make some."""
    db.table("clients").create(
        {
            "id": str,
            "key": bytes,
            "role": str,
            "place": str,
            "app": str,
            "by": str,
            "made_at": str,
            "seen_at": str,
            "revoked_at": str,
            "revoked_by": str,
        },
        pk="id",
        not_null={"key", "role", "place", "by", "made_at"},
    )
    db.table("clients").create_index(["key"], unique=True)
    db.table("codes").create(
        {
            "name": str,
            "key": bytes,
            "role": str,
            "place": str,
            "replaces": int,
            "by": str,
            "ends_at": str,
            "wrong": int,
        },
        pk="name",
        not_null={"key", "role", "place", "replaces", "by", "ends_at", "wrong"},
    )


@migrations()
def m002_authority(db: sqlite_utils.Database) -> None:
    """By which certificates each has kept to know the hub; of who was here before, nobody knows."""
    db.table("clients").add_column("authority", str)


@dataclass(frozen=True, kw_only=True)
class Client:
    """A client as an admin sees it.

    Attributes:
        key: the fingerprint of its public key, as the program shows it too.
        by: who made the code with which it came.
        seen_at: when it was last here, to ``SEEN_AGAIN``; None before the first time.
        revoked_at: since when it is not let in any more; None while it is.
        authority: which certificates it said to have kept (``identity.fingerprint_of``); empty for none.
    """

    id: str
    role: Role
    place: str
    key: str
    app: str
    by: str
    made_at: datetime
    seen_at: datetime | None
    revoked_at: datetime | None
    authority: str = ""


@dataclass(frozen=True, kw_only=True)
class OpenCode:
    """A code that was made and not used yet, without its secret part."""

    name: str
    role: Role
    place: str
    by: str
    ends_at: datetime


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Clients:
    """The hall's register of clients; any thread may use it.

    Every call raises ``ClientsFailed`` when the file cannot be used.
    """

    def __init__(self, path: Path, now: Callable[[], datetime] = _utc_now) -> None:
        """Open or make the file, readable by its owner only."""
        self._now = now
        self._using = threading.Lock()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(path, timeout=5.0)) as conn:
                path.chmod(0o600)
                conn.execute("PRAGMA journal_mode=WAL")
                migrations.apply(sqlite_utils.Database(conn))
            self._conn = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=5.0)
            self._conn.execute("PRAGMA synchronous=FULL")
        except (sqlite3.Error, OSError) as error:
            raise ClientsFailed(f"{path.name} cannot be opened: {error}") from error

    # Codes ------------------------------------------------------------------------------------------

    def offer(self, role: Role, place: str, by: str, *, replace: bool = False) -> Code:
        """Make a code with which one program may come in, once and soon.

        Args:
            role: what the program will be.
            place: where; the hub's own place is nobody's.
            by: who lets it in.
            replace: whether those who are there now in this role and place are revoked when it comes.

        Raises:
            ValueError: the place is the hub's own.
        """
        if place == HUB_PLACE:
            raise ValueError("the hub needs no code for itself")
        code = Code.new()
        key = code.key()
        ends_at = (self._now() + CODE_HOLDS).isoformat()
        with self._used() as conn:
            self._forget_old(conn)
            # The three letters of an open code are nobody else's: the newer one takes their place.
            conn.execute(
                "INSERT OR REPLACE INTO codes VALUES (?, ?, ?, ?, ?, ?, ?, 0)",
                (code.name, key, role.value, place, replace, by, ends_at),
            )
        return code

    def open_codes(self) -> list[OpenCode]:
        """Codes that still hold, the one that ends first before the others."""
        with self._used() as conn:
            self._forget_old(conn)
            rows = conn.execute("SELECT name, role, place, by, ends_at FROM codes ORDER BY ends_at, name")
            with _as_written():
                return [
                    OpenCode(
                        name=row[0],
                        role=Role(row[1]),
                        place=row[2],
                        by=row[3],
                        ends_at=datetime.fromisoformat(row[4]),
                    )
                    for row in rows
                ]

    def withdraw(self, name: str) -> bool:
        """Make a code void by its first three letters; returns whether there was one."""
        with self._used() as conn:
            return conn.execute("DELETE FROM codes WHERE name = ?", (name,)).rowcount > 0

    def enrol(self, asked: Enrol, nonce: bytes, hall: str, ca: str) -> Enrolled:
        """Take somebody in who knows a code.

        Args:
            asked: what was said on the line.
            nonce: that line's challenge.
            hall: the hall's name.
            ca: certificates of the hall's authority, as PEM.

        Raises:
            MeantForAnother: the code is good, and for what this program cannot be.
            NotTaken: no such code, a late one, a wrong proof, or a key that is known already.
        """
        with self._used() as conn:
            self._forget_old(conn)
            conn.execute("BEGIN IMMEDIATE")
            with conn, _as_written():
                row = conn.execute(
                    "SELECT key, role, place, replaces, by FROM codes WHERE name = ?", (asked.code,)
                ).fetchone()
                good = row is not None and hmac.compare_digest(
                    client_proof(row[0], nonce, asked.key), asked.proof
                )
                if row is not None and not good:
                    conn.execute("UPDATE codes SET wrong = wrong + 1 WHERE name = ?", (asked.code,))
                    conn.execute("DELETE FROM codes WHERE wrong >= ?", (WRONG_PROOFS,))
                # Before the code is spent, or revokes whoever is there now.
                if good and not fits(asked.role, asked.place, Role(row[1]), row[2]):
                    raise MeantForAnother(f"this code is for {row[1]} {row[2]}".rstrip())
                known = conn.execute("SELECT 1 FROM clients WHERE key = ?", (asked.key,)).fetchone()
                if good and known is None:
                    key, role, place, replaces, by = row
                    conn.execute("DELETE FROM codes WHERE name = ?", (asked.code,))
                    if replaces:
                        self._revoke(conn, by, "role = ? AND place = ?", (role, place))
                    client = self._insert(conn, asked.key, Role(role), place, by, asked.app)
        if not good or known is not None:
            raise NotTaken("this code does not hold: mistyped, used, or older than a quarter of an hour")
        said = Enrolled(client=client, role=Role(role), place=place, hall=hall, ca=ca)
        return Enrolled(
            client=client,
            role=said.role,
            place=place,
            hall=hall,
            ca=ca,
            proof=hub_proof(key, nonce, asked.key, said),
        )

    # Clients ----------------------------------------------------------------------------------------

    def admit(self, key: bytes, role: Role, place: str, by: str, app: str = "") -> str:
        """Take in a public key without a code, for whoever may write this file; returns the client's id.

        Raises:
            ValueError: the place is the hub's own, or the key is known already.
        """
        if place == HUB_PLACE:
            raise ValueError("the hub is no client of itself")
        with self._used() as conn:
            if conn.execute("SELECT 1 FROM clients WHERE key = ?", (key,)).fetchone():
                raise ValueError("this key is known already")
            return self._insert(conn, key, role, place, by, app)

    def prove(self, client: str, nonce: bytes, proof: bytes) -> Principal | None:
        """Who signed this challenge, or None for somebody unknown, revoked, or with another key."""
        with self._used() as conn:
            row = conn.execute(
                "SELECT key, role, place FROM clients WHERE id = ? AND revoked_at IS NULL", (client,)
            ).fetchone()
        with _as_written():
            if row is None or not holds(row[0], client, nonce, proof):
                return None
            return Principal(role=Role(row[1]), place=str(row[2]), credential=client)

    def seen(self, client: str, app: str) -> None:
        """Note that a client is here now; what a power cut takes of it is noted when it comes back."""
        now = self._now()
        with self._used() as conn, _unforced(conn):
            conn.execute(
                "UPDATE clients SET seen_at = ?, app = ? WHERE id = ? "
                "AND (seen_at IS NULL OR seen_at < ? OR app IS NOT ?)",
                (now.isoformat(), app, client, (now - SEEN_AGAIN).isoformat(), app),
            )

    def believes(self, client: str, authority: str) -> None:
        """Keep by which certificates a client has kept to know this hub (``identity.fingerprint_of``)."""
        with self._used() as conn:
            conn.execute(
                "UPDATE clients SET authority = ? WHERE id = ? AND authority IS NOT ?",
                (authority, client, authority),
            )

    def valid(self, client: str) -> bool:
        """Whether a client may still be here."""
        with self._used() as conn:
            return (
                conn.execute(
                    "SELECT 1 FROM clients WHERE id = ? AND revoked_at IS NULL", (client,)
                ).fetchone()
                is not None
            )

    def revoke(self, client: str, by: str) -> bool:
        """Let a client in no more; returns whether there was one to revoke."""
        with self._used() as conn:
            return self._revoke(conn, by, "id = ?", (client,)) > 0

    def all(self) -> list[Client]:
        """Every client there ever was, by role and place, the oldest first."""
        with self._used() as conn:
            rows = conn.execute(
                "SELECT id, role, place, key, app, by, made_at, seen_at, revoked_at, authority FROM clients "
                "ORDER BY role, place, made_at, id"
            ).fetchall()
        with _as_written():
            return [
                Client(
                    id=row[0],
                    role=Role(row[1]),
                    place=row[2],
                    key=fingerprint(row[3]),
                    app=row[4],
                    by=row[5],
                    made_at=datetime.fromisoformat(row[6]),
                    seen_at=_time(row[7]),
                    revoked_at=_time(row[8]),
                    authority=row[9] or "",
                )
                for row in rows
            ]

    def close(self) -> None:
        """Close the file."""
        self._conn.close()

    def _insert(self, conn: sqlite3.Connection, key: bytes, role: Role, place: str, by: str, app: str) -> str:
        client = secrets.token_hex(6)
        conn.execute(
            "INSERT INTO clients (id, key, role, place, app, by, made_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (client, key, role.value, place, app, by, self._now().isoformat()),
        )
        return client

    def _revoke(self, conn: sqlite3.Connection, by: str, which: str, values: tuple[str, ...]) -> int:
        return conn.execute(
            f"UPDATE clients SET revoked_at = ?, revoked_by = ? WHERE revoked_at IS NULL AND {which}",  # noqa: S608 - ours
            (self._now().isoformat(), by, *values),
        ).rowcount

    def _forget_old(self, conn: sqlite3.Connection) -> None:
        now = self._now()
        # A clock that was set back keeps no code alive for longer than it was made for.
        conn.execute(
            "DELETE FROM codes WHERE ends_at <= ? OR ends_at > ?",
            (now.isoformat(), (now + CODE_HOLDS).isoformat()),
        )

    @contextmanager
    def _used(self) -> Iterator[sqlite3.Connection]:
        with self._using:
            try:
                yield self._conn
            except sqlite3.Error as error:
                raise ClientsFailed(f"the register of clients cannot be used: {error}") from error


@contextmanager
def _as_written() -> Iterator[None]:
    """Read rows; what stands there may be of no sort that we write, when somebody else was in the file."""
    try:
        yield
    except (TypeError, ValueError) as error:
        raise ClientsFailed(f"the register of clients holds what no hub wrote: {error}") from error


@contextmanager
def _unforced(conn: sqlite3.Connection) -> Iterator[None]:
    """Do not wait for the disk: a whole hall that comes in at once would wait for it line by line."""
    conn.execute("PRAGMA synchronous=NORMAL")
    try:
        yield
    finally:
        conn.execute("PRAGMA synchronous=FULL")


def _time(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
