"""A new key for the vault: every row is sealed anew, and a run that ended anywhere is gone on with.

The new key lies beside the old one until the last row is done, and then takes its name in one step: at every
moment the two of them open every row. Only the sealing key changes. The marks by which a card or a phone is
known again are made of numbers that nobody keeps, so that no new ones can be made; their key stays.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from devices.hub import durable
from devices.hub.vault import VaultFailed, next_key

FIELDS = {"people": ("name", "born"), "contacts": ("name", "phone"), "words": ("words",)}
"""What is sealed, by table."""
BATCH = 200
"""Rows in one transaction."""
SEAL_BYTES, NONCE_BYTES = 32, 12


def rotate(path: Path, key_file: Path) -> int:
    """Seal every row with a new key; no hub may run on the vault.

    Returns:
        How many rows were sealed anew by this run; those of a run that ended before are not among them.

    Raises:
        VaultFailed: a row opens with neither key, or the files cannot be used; said again, it goes on.
    """
    try:
        old = key_file.read_bytes()
        new = _next(next_key(key_file), old)
        seals = AESGCM(old[:SEAL_BYTES]), AESGCM(new[:SEAL_BYTES])
        with closing(sqlite3.connect(path, isolation_level=None, timeout=5.0)) as conn:
            conn.execute("PRAGMA synchronous=FULL")
            conn.execute("PRAGMA secure_delete=ON")
            count = sum(_sealed_anew(conn, table, *seals) for table in FIELDS)
            _must_open(conn, seals[1])
            # What the old key opens must not stay in the log beside the database.
            conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        durable.named(next_key(key_file), key_file)
    except (sqlite3.Error, OSError) as error:
        raise VaultFailed(f"the key could not be changed: {error}") from error
    return count


def _next(path: Path, old: bytes) -> bytes:
    """The new keys: those of a run that ended before, or new ones."""
    if len(old) <= SEAL_BYTES:
        raise VaultFailed("the key file is none")
    if not path.exists():
        durable.write_whole(path, os.urandom(SEAL_BYTES) + old[SEAL_BYTES:])
    new = path.read_bytes()
    if len(new) != len(old) or new[SEAL_BYTES:] != old[SEAL_BYTES:]:
        raise VaultFailed(f"{path.name} belongs to another key file")
    return new


def _sealed_anew(conn: sqlite3.Connection, table: str, old: AESGCM, new: AESGCM) -> int:
    """Seal the rows of a table, some at a time; rows that the new key opens are done."""
    count, behind = 0, ""
    fields = FIELDS[table]
    while rows := _rows(conn, table, behind):
        behind = rows[-1][0]
        conn.execute("BEGIN IMMEDIATE")
        with conn:
            for row, *values in rows:
                if all(_opened(new, row, value) is not None for value in values):
                    continue
                sealed = [_anew(old, new, row, value) for value in values]
                changes = ", ".join(f"{field} = ?" for field in fields)
                conn.execute(f"UPDATE {table} SET {changes} WHERE id = ?", (*sealed, row))  # noqa: S608 - ours
                count += 1
    return count


def _rows(conn: sqlite3.Connection, table: str, behind: str) -> list[tuple[str, *tuple[bytes, ...]]]:
    fields = ", ".join(FIELDS[table])
    query = f"SELECT id, {fields} FROM {table} WHERE id > ? ORDER BY id LIMIT ?"  # noqa: S608 - ours
    return conn.execute(query, (behind, BATCH)).fetchall()


def _all_rows(conn: sqlite3.Connection) -> Iterator[tuple[str, bytes]]:
    for table in FIELDS:
        behind = ""
        while rows := _rows(conn, table, behind):
            behind = rows[-1][0]
            yield from ((row, value) for row, *values in rows for value in values)


def _must_open(conn: sqlite3.Connection, new: AESGCM) -> None:
    for row, value in _all_rows(conn):
        if _opened(new, row, value) is None:
            raise VaultFailed(f"row {row} does not open with the new key")


def _anew(old: AESGCM, new: AESGCM, row: str, value: bytes) -> bytes:
    text = _opened(old, row, value)
    if text is None:
        text = _opened(new, row, value)
    if text is None:
        raise VaultFailed(f"row {row} opens with neither key")
    nonce = os.urandom(NONCE_BYTES)
    return nonce + new.encrypt(nonce, text, row.encode())


def _opened(seal: AESGCM, row: str, value: bytes) -> bytes | None:
    try:
        return seal.decrypt(value[:NONCE_BYTES], value[NONCE_BYTES:], row.encode())
    except InvalidTag:
        return None
