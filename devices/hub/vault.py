"""The vault: what the hall must remember of people, encrypted field by field and erasable row by row.

The journal holds only a row's id. Names and free words are sealed with AES-256-GCM or SM4-GCM; an ID number
is never kept, only its keyed hash, so that the same card finds the same row. The keys live in a file of their
own.
"""

from __future__ import annotations

import logging
import secrets
import sqlite3
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from devices.hub.seal import CipherName, marked
from devices.hub.vault_file import VaultFailed as VaultFailed
from devices.hub.vault_file import VaultFile, now
from devices.hub.vault_tables import Contact as Contact
from devices.hub.vault_tables import Erased as Erased
from devices.hub.vault_tables import Person as Person
from devices.hub.vault_tables import deleted, digits_of, overwrite
from devices.hub.vault_tables import masked as masked
from devices.link.jobs import CardRead

log = logging.getLogger(__name__)


NAMES_KEPT = 10_000
"""Masked names in memory; more than that many are forgotten together, and read again when they are shown."""


class Vault(VaultFile):
    """One hall's vault: a database and, beside it, a key file readable by its owner only.

    Any thread may use it. Every call but ``masked_name``, ``masked_contact`` and ``mark`` raises
    ``VaultFailed`` when the file cannot be used.

    A row that is new is also in ``unnamed`` until ``named`` says that the journal holds an event with its
    id: what is left there, after a write of the journal failed or the hub was killed, is swept away
    (``devices.hub.sweep``).
    """

    def __init__(self, path: Path, key_file: Path, cipher: CipherName | None = None) -> None:
        """Open the vault, making it and its keys when there are none.

        Args:
            path: the database.
            key_file: its keys.
            cipher: what it is to be sealed with ([vault] cipher); None for what its key file says.

        Raises:
            VaultFailed: the key is missing or another's, or of another cipher, or the files cannot be used.
        """
        super().__init__(path, key_file, cipher)
        self._digest_key = self.mark("digest", "")
        self._names: dict[str, str] = {}
        self._named: set[str] = set()

    def remember(self, card: CardRead) -> Person:
        """The row of whoever holds this card, made when the card is new to the hall."""
        mark = self._card_mark(card.id_number)
        with self._changed() as conn:
            row = conn.execute("SELECT id FROM people WHERE mark = ?", (mark,)).fetchone()
            name = secrets.token_urlsafe(12) if row is None else str(row[0])
            values = (name, mark, self._sealed(name, card.name), self._sealed(name, card.born.isoformat()))
            conn.execute(
                "INSERT INTO people VALUES (?, ?, ?, ?, ?) "
                "ON CONFLICT (id) DO UPDATE SET name = excluded.name, born = excluded.born",
                (*values, now()),
            )
            self._not_yet_named(conn, name, new=row is None)
            self._known_as(name, masked(card.name))
        return Person(name, masked(card.name), card.born)

    def mark(self, kind: str, text: str) -> bytes:
        """The keyed hash by which a text is known again elsewhere, without being kept.

        Args:
            kind: what the text is; equal texts of two kinds have nothing in common.
            text: what to hash, in the one spelling it has.

        Returns:
            32 bytes (HMAC-SHA-256 or HMAC-SM3 with a key of the kind's own).
        """
        # People's marks are made of text in capitals: none of them is this key.
        key = self._keys.mark(f"kind:{kind}".encode())
        return marked(key, text.encode(), self._keys.mark_hash)

    def masked_name(self, person: str) -> str:
        """A person's name as 张*, or an empty string for a row that was erased or cannot be opened."""
        found = self._names.get(person)
        return self._known_as(person, self._name_of(person)) if found is None else found

    def _name_of(self, person: str) -> str:
        try:
            with self._used() as conn:
                row = conn.execute("SELECT name FROM people WHERE id = ?", (person,)).fetchone()
            return "" if row is None else masked(self._opened(person, row[0]))
        except VaultFailed as error:
            # Staff can serve somebody without the name; the hall does not stop for it.
            log.error("A name cannot be shown: %s", error)
            return ""

    def _known_as(self, row: str, name: str) -> str:
        """Keep a masked name in memory; of thousands of visitors a day only the newest are shown again."""
        if len(self._names) >= NAMES_KEPT:
            self._names.clear()
        self._names[row] = name
        return name

    def digest(self, data: bytes) -> str:
        """A keyed hash of what somebody said, which gives nothing of it away."""
        return marked(self._digest_key, data, self._keys.mark_hash).hex()

    def contact_of(self, phone: str) -> str | None:
        """The row of a contact by phone number, or None when there is none."""
        digits = digits_of(phone)
        if not digits:
            return None
        with self._used() as conn:
            row = conn.execute(
                "SELECT id FROM contacts WHERE mark = ?", (self.mark("phone", digits),)
            ).fetchone()
        return None if row is None else str(row[0])

    def masked_contact(self, name: str) -> str:
        """A contact's name as 张*, or an empty string where there is none, or none that can be opened."""
        key = f"contact:{name}"
        found = self._names.get(key)
        return self._known_as(key, self._contact_name(name)) if found is None else found

    def _contact_name(self, name: str) -> str:
        try:
            found = self.contact(name)
            return masked(found.name) if found and found.name else ""
        except VaultFailed as error:
            log.error("A name cannot be shown: %s", error)
            return ""

    def keep_contact(self, name: str, contact: Contact) -> bool:
        """Keep a name and a phone in a row of this name, which the journal will hold.

        Returns:
            Whether the row is new; an old one is told the newest name and phone.
        """
        mark = self.mark("phone", digits) if (digits := digits_of(contact.phone)) else None
        with self._changed() as conn:
            old = conn.execute("SELECT 1 FROM contacts WHERE id = ?", (name,)).fetchone()
            sealed = (self._sealed(name, contact.name), self._sealed(name, contact.phone))
            conn.execute(
                "INSERT INTO contacts VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
                "name = CASE WHEN ? THEN excluded.name ELSE name END, phone = excluded.phone",
                (name, mark, *sealed, now(), bool(contact.name)),
            )
            self._not_yet_named(conn, name, new=old is None)
            self._names.pop(f"contact:{name}", None)
        return old is None

    def contact(self, name: str) -> Contact | None:
        """A contact by its row, or None when it was erased."""
        with self._used() as conn:
            row = conn.execute("SELECT name, phone FROM contacts WHERE id = ?", (name,)).fetchone()
        return None if row is None else Contact(self._opened(name, row[0]), self._opened(name, row[1]))

    def keep_words(self, name: str, words: str) -> None:
        """Keep free words in a row of this name, which the journal will hold."""
        with self._changed() as conn:
            conn.execute("INSERT INTO words VALUES (?, ?, ?)", (name, self._sealed(name, words), now()))
            self._not_yet_named(conn, name, new=True)

    def words(self, name: str) -> str | None:
        """Free words by their row, or None when they were erased."""
        with self._used() as conn:
            row = conn.execute("SELECT words FROM words WHERE id = ?", (name,)).fetchone()
        return None if row is None else self._opened(name, row[0])

    def named(self, rows: Iterable[str]) -> None:
        """The journal holds events with these rows; kept in mind until something is written."""
        self._named.update(rows)

    def erase(self, name: str) -> bool:
        """Erase a row, on the disk too; the journal stays as it is and still replays.

        Returns:
            Whether there was such a row.
        """
        with self._changed() as conn:
            self._names.pop(name, None)
            self._names.pop(f"contact:{name}", None)
            gone = deleted(conn, (name,))
        with self._used() as conn:
            overwrite(conn)
        return sum(gone.values()) > 0

    def row_of_card(self, id_number: str) -> str | None:
        """The row of whoever holds the card of this number, or None when there is none."""
        mark = self._card_mark(id_number)
        with self._used() as conn:
            row = conn.execute("SELECT id FROM people WHERE mark = ?", (mark,)).fetchone()
        return None if row is None else str(row[0])

    def erase_person(self, person: str, contacts: Iterable[str], words: Iterable[str], by: str) -> Erased:
        """Erase somebody with all rows that are theirs, at once and on the disk too, and log that it was.

        Args:
            person: the row of the person; one that is gone already is logged all the same.
            contacts: rows of how to reach them.
            words: rows of what they said or what was written for them.
            by: who ordered it.
        """
        with self._changed() as conn:
            gone = deleted(conn, (person, *contacts, *words))
            conn.execute(
                "INSERT INTO erasures (at, by, person, contacts, words) VALUES (?, ?, ?, ?, ?)",
                (at := now(), by, person, gone["contacts"], gone["words"]),
            )
            # Also what was gone already: a backup may still hold it.
            rows = {person, *contacts, *words}
            conn.executemany("INSERT OR IGNORE INTO erased VALUES (?, ?)", [(row, at) for row in rows])
            self._names.clear()
        with self._used() as conn:
            overwrite(conn)
        return Erased(people=gone["people"], contacts=gone["contacts"], words=gone["words"])

    def forget_erased(self) -> None:
        """Forget the names kept in memory when another program changed the file; waits for nobody."""
        if self._using.acquire(blocking=False):
            try:
                version = self._data_version()
                if version != self._version:
                    self._version = version
                    self._names.clear()
            except sqlite3.Error as error:
                log.error("The vault cannot be looked at: %s", error)
            finally:
                self._using.release()

    def close(self) -> None:
        """Close the file."""
        if self._named:
            with suppress(VaultFailed), self._changed() as conn:
                self._settle(conn)
        super().close()

    def _not_yet_named(self, conn: sqlite3.Connection, row: str, *, new: bool) -> None:
        """In the change that keeps a row: an orphan that is found again is no orphan for a day."""
        kept = "INSERT INTO unnamed VALUES (?1, ?2)" if new else "UPDATE unnamed SET at = ?2 WHERE id = ?1"
        conn.execute(kept, (row, now()))
        self._settle(conn)

    def _settle(self, conn: sqlite3.Connection) -> None:
        settled, self._named = self._named, set()
        conn.executemany("DELETE FROM unnamed WHERE id = ?", [(row,) for row in settled])

    def _card_mark(self, id_number: str) -> bytes:
        return self._keys.mark(id_number.upper().encode())
