"""The secret half of the staff register: whose card this is, and whether that is the clerk's PIN.

Names, roles and dates stand in the hall's files; here lie only keyed hashes of cards and hashes of PINs, so
that the file alone opens nothing. Nothing is remembered between two calls: what ``hall staff`` changes, a
running hub sees at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from config.calendar import local
from config.schema import HallConfig
from devices.hub.card_register import STAFF_NUMBER, CardRegister, must_be_staff
from devices.hub.card_register import CardTaken as CardTaken
from devices.hub.card_register import CardUnknown as CardUnknown
from devices.hub.card_register import CardUnreadable as CardUnreadable
from devices.hub.pins import PinAnswer, PinCheck, PinHashes, PinStatus, weakness
from devices.hub.second_factor import AdminProof as AdminProof
from devices.hub.second_factor import FactorStatus, Match, SecondFactors
from devices.hub.staff_file import StaffFile
from devices.hub.staff_file import StaffRegisterFailed as StaffRegisterFailed

MARK = "staff"
"""The kind of ``Vault.mark`` that the register's hashes are made with."""
TRIES = 5
"""Wrong PINs in a row that lock a staff number."""
LOCK = timedelta(minutes=5)
"""How long a staff number is locked."""

# No card and no PIN is spelt like this.
_PROOF = "key:"


class PinRefused(StaffRegisterFailed):
    """A PIN cannot be taken, and why."""


class CodeRefused(StaffRegisterFailed):
    """The first code of an app is not the app's: nothing has changed."""


def is_admin(config: HallConfig, number: str, now: datetime) -> bool:
    """Whether the hall's files call this staff number an admin's on the day of this moment."""
    today = local(config, now).date()
    return any(
        clerk.number == number
        and clerk.role == "admin"
        and (clerk.valid_from or today) <= today <= (clerk.valid_to or today)
        for clerk in config.clerks
    )


def _nobody(number: str, now: datetime) -> bool:
    return False


@dataclass(frozen=True, kw_only=True)
class _Try:
    """A PIN that is being looked at, counted as wrong until it proves good."""

    hash: str
    turn: int
    must_change: bool
    tries_left: int
    locked_until: datetime | None


class StaffRegister(CardRegister):
    """One hall's staff cards and PINs.

    Any thread may use it, and other processes beside it. Calls block: those with a PIN for the third of a
    second that Argon2id takes, so the hub makes them in an executor. Each raises ``StaffRegisterFailed``
    when the file cannot be used.
    """

    def __init__(
        self,
        path: Path,
        mark: Callable[[str], bytes],
        clock: Callable[[], datetime],
        *,
        hasher: PasswordHasher | None = None,
        tries: int = TRIES,
        lock_for: timedelta = LOCK,
        is_admin: Callable[[str, datetime], bool] = _nobody,
    ) -> None:
        """Open the file, or make it, readable by its owner only.

        Args:
            path: the file.
            mark: a keyed hash of a text: ``Vault.mark`` for the kind ``MARK``.
            clock: tells the time, with its zone.
            hasher: Argon2id's cost; without it, argon2-cffi's own (RFC 9106, low memory: 64 MiB).
            tries: wrong PINs in a row that lock a staff number.
            lock_for: how long it is then locked.
            is_admin: whether a staff number is an admin's then; without it, nobody is one.

        Raises:
            StaffRegisterFailed: the file cannot be opened, or was made with another key.
            ValueError: the clock tells no zone.
        """
        if clock().tzinfo is None:
            raise ValueError("the register's clock tells no zone")
        self._clock = clock
        with _hashing():
            self._pins = PinHashes(mark, hasher or PasswordHasher())
        self._tries = tries
        self._lock_for = lock_for
        self._is_admin = is_admin
        super().__init__(StaffFile(path, mark(_PROOF)), mark, self._now)
        self._factors = SecondFactors(self._file, mark, self._now, tries, lock_for)

    def numbers(self) -> frozenset[str]:
        """Every staff number that has a card, a PIN or a second factor."""
        with self._file.read() as conn:
            rows = conn.execute(
                "SELECT number FROM cards UNION SELECT number FROM pins UNION SELECT number FROM factors"
            ).fetchall()
        return frozenset(str(row[0]) for row in rows)

    def set_pin(self, number: str, pin: str, by: str, must_change: bool = False) -> None:
        """Give a clerk a PIN, instead of the one before; wrong ones so far are forgotten.

        Args:
            number: the clerk's staff number.
            pin: 4 to 8 digits, an admin's 8 to 12. Whoever changes their own has proved the old one to
                ``check_pin`` before.
            by: who sets it.
            must_change: somebody else chose it, so that the clerk must set another.

        Raises:
            PinRefused: it is too easy, or it is still the one that had to be changed.
        """
        must_be_staff(number)
        why = weakness(number, pin, admin=self._is_admin(number, self._now()))
        if why:
            raise PinRefused(why)
        with self._file.read() as conn:
            row = conn.execute("SELECT hash, must_change FROM pins WHERE number = ?", (number,)).fetchone()
        with _hashing():
            if row is not None and row[1] and not must_change and self._pins.fits(row[0], number, pin):
                raise PinRefused("this PIN had to be changed, and is still the same")
            made = self._pins.made(number, pin)
        with self._file.changed() as conn:
            conn.execute(
                "INSERT INTO pins VALUES (?, ?, 1, ?, ?, ?, 0, NULL) ON CONFLICT (number) DO UPDATE SET "
                "hash = excluded.hash, turn = pins.turn + 1, set_at = excluded.set_at, by = excluded.by, "
                "must_change = excluded.must_change, failures = 0, locked_until = NULL",
                (number, made, self._now().isoformat(), by, must_change),
            )

    def check_pin(self, number: str, pin: str) -> PinCheck:
        """Whether that is the clerk's PIN; wrong ones in a row lock the number for a while.

        Nobody learns from the time it takes whether a staff number exists.
        """
        # The try is counted before the PIN is looked at: many at once cannot outrun the lock.
        begun = self._begin_try(number)
        if isinstance(begun, PinCheck):
            return begun
        with _hashing():
            good = self._pins.fits(begun.hash if begun else None, number, pin)
        if begun is None:
            return PinCheck(answer=PinAnswer.NONE_SET)
        if good and self._ends_well(begun, number, pin):
            return PinCheck(answer=PinAnswer.GOOD, must_change=begun.must_change)
        return PinCheck(answer=PinAnswer.WRONG, tries_left=begun.tries_left, locked_until=begun.locked_until)

    def pin_status(self, number: str) -> PinStatus:
        """Whether a clerk has a PIN, and whether it is locked now."""
        with self._file.read() as conn:
            row = conn.execute(
                "SELECT must_change, locked_until FROM pins WHERE number = ?", (number,)
            ).fetchone()
            if row is None:
                return PinStatus(is_set=False)
            until = self._still_locked(row[1], self._now())
        return PinStatus(is_set=True, must_change=bool(row[0]), locked_until=until)

    def prove_admin(self, number: str, pin: str, code: str, new_pin: str = "") -> AdminProof:
        """Whether that is an admin with their PIN and a code of their app, or one of their recovery codes.

        A wrong code is a wrong try like a wrong PIN and locks the number with them; besides, wrong codes are
        counted until one is good, and lock for longer each time. A code that opened opens nothing any more.
        Of somebody who is no admin no try is counted: whoever reaches the admins' pages must not lock a whole
        hall's clerks out of their windows, and learns nothing here of their PINs.

        Args:
            number: a staff number.
            pin: the PIN that goes with it.
            code: six digits of the app, or a recovery code.
            new_pin: another PIN, where ``MUST_CHANGE`` was the answer.

        Returns:
            What to keep in the audit; what to say outside, see there. It takes the same time whoever is asked
            for, and whichever part is wrong.
        """
        number = number if STAFF_NUMBER.fullmatch(number) else ""
        locked = self._factors.locked_until(number) is not None
        begun = self._begin_try(number, counts=self._is_admin(number, self._now()))
        known = begun if isinstance(begun, _Try) and not locked else None
        with _hashing():
            good = self._pins.fits(known.hash if known else None, number, pin)
        # Whatever is wrong, everything is looked at and something is written down.
        match = self._factors.matches(number, code)
        why = self._why_not(number, locked or isinstance(begun, PinCheck), good, match)
        if known is None or match is None or why is not None:
            self._factors.count_wrong(number, counts=good and why is AdminProof.WRONG)
            return why or AdminProof.WRONG
        if known.must_change and (not new_pin or new_pin == pin or weakness(number, new_pin, admin=True)):
            self._ends_well(known, number, pin)
            return AdminProof.TOO_EASY if new_pin else AdminProof.MUST_CHANGE
        # The code is used up first: of two who say the same one at once, one is wrong.
        if not self._factors.use(number, match) or not self._ends_well(known, number, pin):
            return AdminProof.WRONG
        if known.must_change:
            self.set_pin(number, new_pin, number)
        return AdminProof.GOOD

    def standing(self, number: str) -> str | None:
        """What an admin came in by: another word once PIN or app was set anew, None when they may not.

        Whoever signed in by what was taken away since is to be signed out.
        """
        if not self._is_admin(number, self._now()):
            return None
        with self._file.read() as conn:
            row = conn.execute(
                "SELECT pins.turn, pins.set_at, factors.turn, factors.set_at FROM pins "
                "JOIN factors ON factors.number = pins.number WHERE pins.number = ?",
                (number,),
            ).fetchone()
        return None if row is None else " ".join(map(str, row))

    def set_totp(self, number: str, secret: bytes, code: str, by: str) -> tuple[str, ...]:
        """Let an authenticator app open for an admin, instead of any before, and give new recovery codes.

        Args:
            number: the admin's staff number.
            secret: what the app was shown.
            code: what the app shows now, so that nobody is shut out by an app that was set up wrong.
            by: who does it.

        Returns:
            Recovery codes, to be shown this once.

        Raises:
            CodeRefused: the code is not the app's.
        """
        must_be_staff(number)
        codes = self._factors.keep(number, secret, code, by)
        if codes is None:
            raise CodeRefused("that is not the code the app shows now; is the phone's clock right?")
        return codes

    def remove_totp(self, number: str) -> bool:
        """Take an admin's app and recovery codes away; returns whether there were any."""
        return self._factors.remove(number)

    def totp_status(self, number: str) -> FactorStatus | None:
        """What may be known of an admin's second factor; None when there is none."""
        return self._factors.status(number)

    def tries_of_strangers(self) -> int:
        """How often a number was tried that has no PIN, ever: somebody is guessing when this grows."""
        with self._file.read() as conn:
            (tries,) = conn.execute("SELECT tries FROM strangers").fetchone()
        return int(tries)

    def unlock(self, number: str) -> bool:
        """Forget the wrong PINs and codes of a staff number.

        Returns:
            Whether it was locked.
        """
        codes_locked = self._factors.unlock(number)
        with self._file.changed() as conn:
            row = conn.execute("SELECT locked_until FROM pins WHERE number = ?", (number,)).fetchone()
            conn.execute("UPDATE pins SET failures = 0, locked_until = NULL WHERE number = ?", (number,))
            pin_locked = row is not None and self._still_locked(row[0], self._now()) is not None
        return pin_locked or codes_locked

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _why_not(self, number: str, locked: bool, good: bool, match: Match | None) -> AdminProof | None:
        has_factor = self._factors.status(number) is not None
        if locked:
            return AdminProof.LOCKED
        if not good:
            return AdminProof.WRONG
        if not self._is_admin(number, self._now()):
            return AdminProof.NOT_ADMIN
        if not has_factor:
            return AdminProof.NONE_SET
        return AdminProof.WRONG if match is None else None

    def _begin_try(self, number: str, *, counts: bool = True) -> _Try | PinCheck | None:
        """Count a try as wrong before it is looked at; the answer already when the number is locked.

        Where it does not count, the same is done on the disk.
        """
        asked = number if STAFF_NUMBER.fullmatch(number) else ""
        with self._file.changed() as conn:
            row = conn.execute(
                "SELECT hash, turn, must_change, failures, locked_until FROM pins WHERE number = ?", (asked,)
            ).fetchone()
            if row is None:
                # A try that was written down takes a disk's time, and so must this one.
                conn.execute("UPDATE strangers SET tries = tries + 1")
                return None
            kept, turn, must_change, failures, locked_until = row
            now = self._now()
            until = self._still_locked(locked_until, now)
            if until is None:
                # A lock that has ended ends the row of wrong ones.
                failures = (0 if locked_until else failures) + counts
                begun = _Try(
                    hash=kept,
                    turn=turn,
                    must_change=bool(must_change),
                    tries_left=max(self._tries - failures, 0),
                    locked_until=now + self._lock_for if counts and failures >= self._tries else None,
                )
            conn.execute(
                "UPDATE pins SET failures = ?, locked_until = ? WHERE number = ?",
                (failures, _kept(until or begun.locked_until), number),
            )
        return begun if until is None else PinCheck(answer=PinAnswer.LOCKED, locked_until=until)

    def _ends_well(self, begun: _Try, number: str, pin: str) -> bool:
        """Forget the wrong ones before a good PIN, and keep it at today's cost; it may be replaced by now."""
        with _hashing():
            kept = self._pins.made(number, pin) if self._pins.outdated(begun.hash) else begun.hash
        with self._file.changed() as conn:
            done = conn.execute(
                "UPDATE pins SET failures = 0, locked_until = NULL, hash = ? WHERE number = ? AND turn = ?",
                (kept, number, begun.turn),
            )
            return done.rowcount > 0

    def _still_locked(self, kept: str | None, now: datetime) -> datetime | None:
        until = datetime.fromisoformat(kept) if kept else now
        # A clock that was set back must not lock a clerk out for longer than the lock lasts.
        return min(until, now + self._lock_for) if until > now else None

    def _now(self) -> datetime:
        return self._clock().astimezone(UTC)


@contextmanager
def _hashing() -> Iterator[None]:
    try:
        yield
    # A hash that is not even text, or of another sort of letters, is none either.
    except (Argon2Error, InvalidHashError, AttributeError, TypeError, UnicodeError) as error:
        raise StaffRegisterFailed(f"a PIN cannot be checked: {error}") from error


def _kept(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
