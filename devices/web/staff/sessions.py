"""Who is signed in at the admins' pages: kept by the hub alone, ended by leaving, by idleness, and by time.

A browser holds one random word in a cookie that no script can read; the hub keeps only its hash. Each session
has a second word that every form must bring back (CSRF).
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

IDLE = timedelta(minutes=10)
LONGEST = timedelta(hours=8)
MOST = 50
"""Sessions at once; one more ends the oldest."""


@dataclass
class StaffSession:
    """Somebody who proved PIN and second factor.

    Attributes:
        number: staff number.
        csrf: what every form of theirs brings back.
        lang: language of their pages.
        flash: what is shown once, on the next page: a code, a token, a sentence.
        standing: by what they came in, as ``StaffRegister.standing`` says it.
    """

    number: str
    name: str
    began: datetime
    seen: datetime
    csrf: str = field(default_factory=lambda: secrets.token_urlsafe(24), repr=False)
    lang: str = "zh"
    flash: dict[str, str] = field(default_factory=dict, repr=False)
    standing: str | None = None


class StaffSessions:
    """Everybody who is signed in."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        """Nobody is; ``now`` tells the time."""
        self._now = now
        self._sessions: dict[bytes, StaffSession] = {}

    def begin(self, number: str, name: str, lang: str, standing: str | None = None) -> str:
        """Sign somebody in; returns the word for their browser."""
        now = self._now()
        self._forget_old()
        while len(self._sessions) >= MOST:
            self._sessions.pop(next(iter(self._sessions)))
        word = secrets.token_urlsafe(32)
        self._sessions[_digest(word)] = StaffSession(number, name, now, now, lang=lang, standing=standing)
        return word

    def find(self, word: str) -> StaffSession | None:
        """Whose word this is, and count it as seen; None when they are signed out or it is nobody's."""
        self._forget_old()
        session = self._sessions.get(_digest(word))
        if session is not None:
            session.seen = self._now()
        return session

    def end(self, word: str) -> None:
        """Sign out."""
        self._sessions.pop(_digest(word), None)

    def _forget_old(self) -> None:
        now = self._now()
        for key, session in list(self._sessions.items()):
            # A clock that was set back ends them too.
            if not (timedelta() <= now - session.seen < IDLE and now - session.began < LONGEST):
                del self._sessions[key]


def _digest(word: str) -> bytes:
    return hashlib.sha256(word.encode()).digest()
