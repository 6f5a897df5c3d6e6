"""A new key for the vault, of either cipher: every row is sealed anew, and a run that ended is gone on with.

The new keys lie beside the old ones until the last row is done, and then take their name in one step: at
every moment the two of them open every row. Only the sealing key changes. The marks by which a card or a
phone is known again are made of numbers that nobody keeps, so that no new ones can be made; their key and
their hash stay.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from devices.hub import durable
from devices.hub.seal import CipherName, Seal
from devices.hub.vault_file import VaultFailed
from devices.hub.vault_keys import Keys, KeysFailed, next_file, next_keys, read_keys, write_keys
from devices.hub.vault_tables import FIELDS, connected, overwrite

BATCH = 200
"""Rows in one transaction."""


@dataclass(frozen=True, kw_only=True)
class Rotated:
    """A change of keys.

    Attributes:
        rows: how many were sealed anew by this run; those of a run that ended before are not among them.
        key: the new key's id.
        cipher: what it seals with.
    """

    rows: int
    key: str
    cipher: CipherName


def rotate(path: Path, key_file: Path, cipher: CipherName | None = None) -> Rotated:
    """Seal every row with a new key; no hub may run on the vault.

    Args:
        path: the vault's database.
        key_file: its keys.
        cipher: what to seal with from now on; None for the same as before. A run that ended is finished
            with the cipher that it had, and when that is another, all is sealed once more.

    Raises:
        VaultFailed: a row opens with neither key, or the files cannot be used; said again, it goes on.
    """
    try:
        done = _once(path, key_file, cipher)
        if cipher is not None and done.cipher != cipher:
            done = _once(path, key_file, cipher)
    except KeysFailed as error:
        raise VaultFailed(str(error)) from error
    except (sqlite3.Error, OSError) as error:
        raise VaultFailed(f"the key could not be changed: {error}") from error
    return done


def _once(path: Path, key_file: Path, cipher: CipherName | None) -> Rotated:
    old = read_keys(key_file)
    new = _next(next_file(key_file), old, cipher or old.cipher)
    seals = old.seal(), new.seal()
    with closing(connected(path)) as conn:
        count = sum(_sealed_anew(conn, table, *seals) for table in FIELDS)
        _must_open(conn, seals[1])
        # What the old key opens must not stay in the log beside the database.
        overwrite(conn)
    durable.named(next_file(key_file), key_file)
    return Rotated(rows=count, key=new.id, cipher=new.cipher)


def _next(path: Path, old: Keys, cipher: CipherName) -> Keys:
    """The new keys: those of a run that ended before, or new ones."""
    if not path.exists():
        write_keys(path, next_keys(old, cipher))
    new = read_keys(path)
    if (new.mark_key, new.mark_hash) != (old.mark_key, old.mark_hash):
        raise VaultFailed(f"{path.name} belongs to another key file")
    return new


def _sealed_anew(conn: sqlite3.Connection, table: str, old: Seal, new: Seal) -> int:
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


def _rows(conn: sqlite3.Connection, table: str, behind: str) -> list[tuple[str, *tuple[object, ...]]]:
    fields = ", ".join(FIELDS[table])
    query = f"SELECT id, {fields} FROM {table} WHERE id > ? ORDER BY id LIMIT ?"  # noqa: S608 - ours
    return conn.execute(query, (behind, BATCH)).fetchall()


def _all_rows(conn: sqlite3.Connection) -> Iterator[tuple[str, object]]:
    for table in FIELDS:
        behind = ""
        while rows := _rows(conn, table, behind):
            behind = rows[-1][0]
            yield from ((row, value) for row, *values in rows for value in values)


def _must_open(conn: sqlite3.Connection, new: Seal) -> None:
    for row, value in _all_rows(conn):
        if _opened(new, row, value) is None:
            raise VaultFailed(f"row {row} does not open with the new key")


def _anew(old: Seal, new: Seal, row: str, value: object) -> bytes:
    text = _opened(old, row, value)
    if text is None:
        text = _opened(new, row, value)
    if text is None:
        raise VaultFailed(f"row {row} opens with neither key")
    return new.seal(row, text)


def _opened(seal: Seal, row: object, value: object) -> bytes | None:
    # Whoever has an editor may leave anything in a row.
    return seal.open(row, value) if isinstance(row, str) and isinstance(value, bytes) else None
