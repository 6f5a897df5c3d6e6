"""DLE EOT questions, one at a time: so an answer cannot be taken for another question's.

After a question that stayed unanswered the line is left quiet for a moment, and what comes then is dropped:
a late answer must not become the answer to the next question.
"""

from __future__ import annotations

from collections import deque

ANSWER_S = 1.0
"""DLE EOT is answered at once, even offline; this covers a slow print server."""
QUIET_S = 0.3
TRIES = 2


class Questions:
    """Which status questions wait, which one is asked, and whether anybody answers."""

    def __init__(self) -> None:
        self._waiting: deque[int] = deque()
        self._asked: int | None = None
        self._until = 0.0
        self.misses = 0

    @property
    def settled(self) -> bool:
        """Whether all questions have been answered or given up."""
        return self._asked is None and not self._waiting

    @property
    def deadline(self) -> float | None:
        """When ``step`` has something to do, or None."""
        return None if self.settled else self._until

    def clear(self) -> None:
        """Ask nothing any more."""
        self._waiting.clear()
        self._asked = None
        self._until = 0.0
        self.misses = 0

    def ask(self, *numbers: int) -> None:
        """Line up questions; one that already waits is not asked twice."""
        self._waiting.extend(n for n in numbers if n not in self._waiting)

    def answered(self) -> None:
        """The question in flight has its answer; the next one may go at once."""
        self._asked = None
        self._until = 0.0
        self.misses = 0

    def missed(self, now: float) -> bool:
        """Whether the question in flight has just been given up; the line is then quiet for a while."""
        if self._asked is None or now < self._until:
            return False
        self._waiting.appendleft(self._asked)
        self._asked = None
        self._until = now + QUIET_S
        self.misses += 1
        return True

    def give_up(self) -> None:
        """Drop what waits: nobody answers."""
        self._waiting.clear()

    def next(self, now: float) -> int | None:
        """Return the question to send now, if any."""
        if self._asked is not None or not self._waiting or now < self._until:
            return None
        self._asked = self._waiting.popleft()
        self._until = now + ANSWER_S
        return self._asked
