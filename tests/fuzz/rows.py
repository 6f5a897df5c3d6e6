"""Changes a database as whoever has its file can: byte by byte, or value by value."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing, suppress
from pathlib import Path

from tests.fuzz.target import Script, piece

VALUES = 6
"""Sorts of changes of a value."""


def content_of(path: Path) -> bytes:
    """A database as one file, without its log."""
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    content = path.read_bytes()
    for rest in ("-wal", "-shm"):
        path.with_name(path.name + rest).unlink(missing_ok=True)
    return content


def lay(path: Path, content: bytes) -> None:
    """Put a database back as it was, without a log of another one."""
    path.write_bytes(content)
    for rest in ("-wal", "-shm"):
        path.with_name(path.name + rest).unlink(missing_ok=True)


def change_bytes(path: Path, script: Script) -> None:
    """Write over parts of a file: each act three bytes of a place, and a piece."""
    content = bytearray(path.read_bytes())
    for high in script:
        at = (high << 16 | script.byte() << 8 | script.byte()) % len(content)
        salt = script.piece()
        content[at : at + len(salt)] = salt
    path.write_bytes(content)


def change_rows(path: Path, tables: Mapping[str, tuple[str, ...]], script: Script) -> None:
    """Change values of rows, as whoever has the file and an SQL shell can."""
    with closing(sqlite3.connect(path, isolation_level=None)) as conn:
        conn.execute("PRAGMA synchronous=OFF")
        for act in script:
            table = list(tables)[act % len(tables)]
            column = tables[table][script.byte() % len(tables[table])]
            row, how, place = script.byte(), script.byte() % VALUES, script.byte()
            salt = script.piece()
            (count,) = conn.execute(f"SELECT COUNT(*) FROM {table}").fetchone()  # noqa: S608 - ours
            chosen = f"SELECT rowid, {column} FROM {table} LIMIT 1 OFFSET ?"  # noqa: S608 - ours
            found = conn.execute(chosen, (row % max(count, 1),)).fetchone()
            if found is None:
                continue
            update = f"UPDATE {table} SET {column} = ? WHERE rowid = ?"  # noqa: S608 - ours
            with suppress(sqlite3.Error):
                conn.execute(update, (_value(found[1], how, place, salt), found[0]))


def _value(old: object, how: int, place: int, salt: bytes) -> object:
    text = salt.decode("utf-8", "replace")
    match how:
        case 0:
            return text
        case 1:
            return salt
        case 2:
            return int.from_bytes(salt[:8], "big", signed=True)
        case 3:
            return None
        case 4 if isinstance(old, str):
            at = place % (len(old) + 1)
            return old[:at] + text + old[at + len(text) :]
        case 4 if isinstance(old, bytes):
            return old[:place] + salt + old[place + len(salt) :]
        case _:
            return place / 3


def change(table: int, column: int, row: int, how: int, salt: bytes, place: int = 0) -> bytes:
    """One change of a row, for seeds."""
    return bytes((table, column, row, how, place)) + piece(salt)
