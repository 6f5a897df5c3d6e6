"""The second factor of the hall's admins: what is kept of it, and that no code opens twice.

An app's secret must be had in clear to be checked, so it is sealed with a key that is made from the hall's
key file and lies outside of this file; of recovery codes there are only keyed hashes. A step of the app that
was used, and every one before it, is never taken again.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from devices.hub import totp
from devices.hub.staff_file import StaffFile, StaffRegisterFailed

LONGEST_LOCK = timedelta(days=1)
"""However many codes were wrong, tomorrow another is looked at."""

_NONCE_BYTES = 12


class AdminProof(Enum):
    """What the register says to a number with a PIN and a code.

    Whoever asks from outside is told one and the same sentence for all but ``GOOD``, ``MUST_CHANGE`` and
    ``TOO_EASY``: which part was wrong, and whether the hall knows the number, is for the audit alone.
    ``NONE_SET`` and ``NOT_ADMIN`` are only said to a PIN that is right, as ``WRONG`` is to every other one.

    Attributes:
        MUST_CHANGE: all is right, but somebody else chose the PIN; nothing is used up until another is given.
        TOO_EASY: the other PIN that was given cannot be taken; nothing is used up.
    """

    GOOD = "good"
    WRONG = "wrong"
    LOCKED = "locked"
    NONE_SET = "none_set"
    NOT_ADMIN = "not_admin"
    MUST_CHANGE = "must_change"
    TOO_EASY = "too_easy"


@dataclass(frozen=True, kw_only=True)
class FactorStatus:
    """What may be known of somebody's second factor.

    Attributes:
        since: when it was set.
        by: who set it.
        codes_left: recovery codes that were not used yet.
        locked_until: when the next code is looked at; None while it is not locked.
    """

    since: datetime
    by: str
    codes_left: int
    locked_until: datetime | None


@dataclass(frozen=True, kw_only=True)
class Match:
    """A code that is right and was not used yet: a step of the app, or a recovery code's mark."""

    turn: int
    step: int = 0
    recovery: bytes = b""


class SecondFactors:
    """The second factors in one hall's staff file; every call raises as ``StaffFile`` does."""

    def __init__(
        self,
        file: StaffFile,
        mark: Callable[[str], bytes],
        now: Callable[[], datetime],
        tries: int,
        lock: timedelta,
    ) -> None:
        """Keep them in this file.

        Args:
            file: the staff register's.
            mark: a keyed hash of a text, of 32 bytes, with a key that lies outside of the file.
            now: tells the time.
            tries: wrong codes that lock, and lock again.
            lock: how long the first lock lasts; each further one lasts twice as long as the one before.
        """
        self._file = file
        self._mark = mark
        # No card and no PIN is spelt like this.
        self._seal = AESGCM(mark("seal:totp"))
        # Whoever has no second factor is as much work as whoever has one.
        self._decoy = self._sealed("", totp.new_secret())
        self._now = now
        self._tries = tries
        self._lock = lock

    def keep(self, number: str, secret: bytes, code: str, by: str) -> tuple[str, ...] | None:
        """Let an app open for somebody, instead of any before, once it has shown a code that is right.

        Returns:
            New recovery codes, which nobody can show again; None when the code is not the app's.
        """
        now = self._now()
        step = totp.step_of(secret, code, now.timestamp())
        if step is None:
            return None
        codes = totp.new_recovery_codes()
        sealed = self._sealed(number, secret)
        with self._file.changed() as conn:
            conn.execute(
                "INSERT INTO factors VALUES (?, ?, 1, ?, ?, ?, 0, NULL) ON CONFLICT (number) DO UPDATE SET "
                "sealed = excluded.sealed, turn = factors.turn + 1, set_at = excluded.set_at, "
                "by = excluded.by, last_step = excluded.last_step, failures = 0, locked_until = NULL",
                (number, sealed, now.isoformat(), by, step),
            )
            conn.execute("DELETE FROM recovery_codes WHERE number = ?", (number,))
            conn.executemany(
                "INSERT INTO recovery_codes VALUES (?, ?)",
                [(self._recovery_mark(number, known), number) for known in codes],
            )
        return codes

    def remove(self, number: str) -> bool:
        """Take somebody's second factor away, with its recovery codes; returns whether there was one."""
        with self._file.changed() as conn:
            conn.execute("DELETE FROM recovery_codes WHERE number = ?", (number,))
            return conn.execute("DELETE FROM factors WHERE number = ?", (number,)).rowcount > 0

    def status(self, number: str) -> FactorStatus | None:
        """What may be known of somebody's second factor; None when there is none."""
        with self._file.read() as conn:
            row = conn.execute(
                "SELECT set_at, by, failures, locked_until FROM factors WHERE number = ?", (number,)
            ).fetchone()
            (left,) = conn.execute(
                "SELECT count(*) FROM recovery_codes WHERE number = ?", (number,)
            ).fetchone()
            if row is None:
                return None
            return FactorStatus(
                since=datetime.fromisoformat(row[0]),
                by=str(row[1]),
                codes_left=left,
                locked_until=self._still_locked(row[3], row[2]),
            )

    def matches(self, number: str, code: str) -> Match | None:
        """Whether a code is right and unused; it still opens once, until it is used.

        Raises:
            StaffRegisterFailed: the secret does not open with the hall's key.
        """
        with self._file.read() as conn:
            row = conn.execute(
                "SELECT sealed, turn, last_step FROM factors WHERE number = ?", (number,)
            ).fetchone()
            mark = self._recovery_mark(number, code)
            kept = conn.execute(
                "SELECT 1 FROM recovery_codes WHERE mark = ? AND number = ?", (mark, number)
            ).fetchone()
            sealed, turn, last_step = row or (self._decoy, 0, 0)
            turn, last_step = int(turn), int(last_step)
        secret = self._opened(number if row else "", sealed)
        step = totp.step_of(secret, code, self._now().timestamp())
        if row is None:
            return None
        if step is not None and step > last_step:
            return Match(turn=turn, step=step)
        return Match(turn=turn, recovery=mark) if kept else None

    def use(self, number: str, match: Match) -> bool:
        """Use a code up; returns whether nobody was quicker. Wrong ones before it are forgotten."""
        with self._file.changed() as conn:
            if match.recovery:
                used = conn.execute(
                    "DELETE FROM recovery_codes WHERE mark = ? AND number = ?", (match.recovery, number)
                )
            else:
                used = conn.execute(
                    "UPDATE factors SET last_step = ? WHERE number = ? AND turn = ? AND last_step < ?",
                    (match.step, number, match.turn, match.step),
                )
            if used.rowcount:
                _forgive(conn, number)
            return used.rowcount > 0

    def count_wrong(self, number: str, *, counts: bool) -> None:
        """Count a wrong code; a good PIN in between does not make up for it.

        Args:
            number: a staff number, or what somebody said instead of one.
            counts: whether it counts; the same is done on the disk where it does not.
        """
        with self._file.changed() as conn:
            row = conn.execute(
                "SELECT failures, locked_until FROM factors WHERE number = ?", (number,)
            ).fetchone()
            failures, kept = row or (0, None)
            until = self._still_locked(kept, failures)
            if counts:
                failures += 1
                until = None if failures % self._tries else self._now() + self._length(failures)
            conn.execute(
                "UPDATE factors SET failures = ?, locked_until = ? WHERE number = ?",
                (failures, until.isoformat() if until else None, number),
            )
            # A row that is always there, so that the disk is waited for whoever is asked for.
            conn.execute("UPDATE strangers SET tries = tries")

    def locked_until(self, number: str) -> datetime | None:
        """Until when no code of this number is looked at; None while it is not locked."""
        with self._file.read() as conn:
            row = conn.execute(
                "SELECT locked_until, failures FROM factors WHERE number = ?", (number,)
            ).fetchone()
            return None if row is None else self._still_locked(*row)

    def unlock(self, number: str) -> bool:
        """Forget the wrong codes of a number; returns whether it was locked."""
        was_locked = self.locked_until(number) is not None
        with self._file.changed() as conn:
            _forgive(conn, number)
        return was_locked

    def _length(self, failures: int) -> timedelta:
        """How long the lock lasts that this many wrong codes have led to."""
        # Bounded before it is counted out: two to the power of a year's wrong codes is no time.
        doublings = min(failures // self._tries - 1, 16)
        return min(self._lock * (1 << doublings), LONGEST_LOCK)

    def _still_locked(self, kept: str | None, failures: int) -> datetime | None:
        now = self._now()
        until = datetime.fromisoformat(kept) if kept else now
        # A clock that was set back must not lock for longer than the lock lasts.
        return min(until, now + self._length(failures)) if until > now else None

    def _recovery_mark(self, number: str, code: str) -> bytes:
        return self._mark(f"recovery:{number}:{totp.spelt_recovery(code)}")

    def _sealed(self, number: str, secret: bytes) -> bytes:
        nonce = os.urandom(_NONCE_BYTES)
        return nonce + self._seal.encrypt(nonce, secret, number.encode())

    def _opened(self, number: str, sealed: bytes) -> bytes:
        try:
            # The number is authenticated: a secret moved to another row does not open.
            return self._seal.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], number.encode())
        except (InvalidTag, TypeError, ValueError) as error:
            raise StaffRegisterFailed(
                f"the second factor of {number} does not open with the hall's key"
            ) from error


def _forgive(conn: sqlite3.Connection, number: str) -> None:
    conn.execute("UPDATE factors SET failures = 0, locked_until = NULL WHERE number = ?", (number,))
