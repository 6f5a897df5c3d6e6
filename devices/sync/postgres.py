"""The exchange database through psycopg: find the mark, merge a batch.

A batch is one transaction. Every wait ends: connecting, statements and locks have limits. No error text
that leaves this module holds the password.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

import psycopg
from psycopg import conninfo

from config.reach import is_loopback
from devices.sync.protocol import (
    MARK,
    MERGE,
    OTHER,
    OUTDATED,
    RENEWAL,
    SCHEMA,
    Batch,
    Mark,
    Unreachable,
    another_event,
)

LOG = logging.getLogger(__name__)

CONNECT_S = 10
STATEMENT_S = 60
"""Longest wait for the exchange to answer one statement, in seconds."""

# A number of our own, so that two hubs that find an empty database do not both make its tables.
SCHEMA_LOCK = 0x68616C6C

LIMITS = {
    "connect_timeout": str(CONNECT_S),
    "application_name": "hall-sync",
    # A pulled cable must end a wait too: libpq's own limit for bytes nobody acknowledges, in milliseconds.
    "tcp_user_timeout": str(STATEMENT_S * 1000),
}


class Address:
    """Where the exchange database is; keeps the password to itself."""

    def __init__(self, postgres: str) -> None:
        """Read a connection string or URL.

        Raises:
            ValueError: It cannot be read. The text does not repeat it, for it may hold a password.
        """
        try:
            parts = conninfo.conninfo_to_dict(postgres)
        except psycopg.Error:
            raise ValueError("the connection string of the exchange database cannot be read") from None
        self._secrets = [str(parts[name]) for name in ("password", "sslpassword") if parts.get(name)]
        # libpq itself would take a plain line from whoever answers.
        safe = {} if _is_here(parts) else {"sslmode": "verify-full"}
        self._text = conninfo.make_conninfo("", **{**LIMITS, **safe, **parts})

    def __repr__(self) -> str:
        """Show that there is an address and nothing of it."""
        return "Address(…)"

    def said(self, error: Exception) -> str:
        """Shorten an error to one line without the password."""
        lines = str(error).strip().splitlines()
        text = lines[0] if lines else type(error).__name__
        for secret in self._secrets:
            text = text.replace(secret, "***")
        return text[:200]

    async def connect(self) -> psycopg.AsyncConnection[tuple[object, ...]]:
        """Open a connection.

        Raises:
            psycopg.Error: It cannot be opened.
            TimeoutError: Nothing answers.
        """
        async with asyncio.timeout(CONNECT_S + 5):
            return await psycopg.AsyncConnection.connect(self._text, autocommit=True)


def _is_here(parts: Mapping[str, object]) -> bool:
    """Whether the database is on this computer: by its socket's folder, or by loopback."""
    hosts = str(parts.get("hostaddr") or parts.get("host") or "").split(",")
    return all(host == "" or host.startswith(("/", "@")) or is_loopback(host) for host in hosts)


class Exchange:
    """An open connection to the exchange database."""

    def __init__(self, address: Address, connection: psycopg.AsyncConnection[tuple[object, ...]]) -> None:
        """Use a connection that ``exchange`` opened and will close."""
        self._address = address
        self._connection = connection

    async def prepare(self) -> None:
        """Make the tables and views when the database has none, and renew the views of an older release.

        Views that this hub may not renew stay as they are: the events matter more, and the log says so.

        Raises:
            Unreachable: They are missing and cannot be made.
        """
        async with self._transaction():
            await self._ask("SELECT pg_advisory_xact_lock(%(lock)s)", {"lock": SCHEMA_LOCK})
            there = await self._ask("SELECT to_regclass('hall_events') IS NOT NULL", {})
            if there != [(True,)]:
                await self._connection.execute(SCHEMA.encode())
            elif await self._ask(OUTDATED, {}) == [(True,)]:
                await self._renew()

    async def _renew(self) -> None:
        """Bring the views up to this release, or leave all of them as they are."""
        try:
            async with self._connection.transaction():
                await self._connection.execute(RENEWAL.encode())
        except (psycopg.errors.InsufficientPrivilege, psycopg.errors.QueryCanceled) as error:
            LOG.warning(
                "the views of the exchange database are of an older release: %s", self._address.said(error)
            )

    async def mark(self, hall_id: str) -> Mark:
        """Find how far a hall's events have come, up to the first gap.

        Raises:
            Unreachable: The database did not answer.
        """
        async with self._transaction():
            rows = await self._ask(MARK, {"hall_id": hall_id})
        return Mark(seq=int(str(rows[0][0])), hash=str(rows[0][1])) if rows else Mark()

    async def merge(self, batch: Batch) -> None:
        """Add a batch, all of it or nothing; events that are there already stay as they are.

        Raises:
            Unreachable: The database did not commit, as far as is known.
            Diverged: It holds another event under one of the batch's numbers.
        """
        columns = {
            "hall_id": batch.hall_id,
            "seq": [row.seq for row in batch.rows],
            "day": [row.day for row in batch.rows],
            "at": [row.at for row in batch.rows],
            "kind": [row.kind for row in batch.rows],
            "body": [storable(row.body) for row in batch.rows],
            "hash": [row.hash for row in batch.rows],
        }
        async with self._transaction():
            added = await self._connection.execute(MERGE.encode(), columns)
            if added.rowcount < len(batch.rows):
                other = await self._ask(OTHER, columns)
                if other:
                    raise another_event(batch.hall_id, int(str(other[0][0])))

    @asynccontextmanager
    async def _transaction(self) -> AsyncIterator[None]:
        """Run statements together, within their time, and turn what goes wrong into our own words."""
        try:
            async with asyncio.timeout(STATEMENT_S + 5), self._connection.transaction():
                await self._connection.execute(f"SET LOCAL statement_timeout = '{STATEMENT_S}s'".encode())
                yield
        except (psycopg.Error, OSError) as error:
            raise Unreachable(self._address.said(error)) from None

    async def _ask(self, query: str, values: Mapping[str, object]) -> list[tuple[object, ...]]:
        """Run a query and fetch its rows."""
        cursor = await self._connection.execute(query.encode(), values)
        return await cursor.fetchall()


@asynccontextmanager
async def exchange(address: Address) -> AsyncIterator[Exchange]:
    """Open the exchange database, with its tables made, and close it in the end.

    Raises:
        Unreachable: It cannot be opened.
    """
    try:
        connection = await address.connect()
    except (psycopg.Error, OSError) as error:
        raise Unreachable(address.said(error)) from None
    try:
        opened = Exchange(address, connection)
        await opened.prepare()
        yield opened
    finally:
        await connection.close()


def storable(body: str) -> str:
    r"""Replace NUL, which jsonb cannot hold, by U+FFFD; an escaped backslash before ``u0000`` is no NUL."""
    return re.sub(r"(?<!\\)((?:\\\\)*)\\u0000", r"\1\\ufffd", body)
