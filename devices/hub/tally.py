"""What the hub counts about itself, for ``/metrics`` and ``/health``."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from devices.link.commands import Command

BUCKETS_S = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 5.0)
"""Upper bounds of the commit times counted, in seconds."""


@dataclass
class Tally:
    """Counts since the hub started.

    Attributes:
        answers: by (command, outcome); an outcome is ``done`` or a refusal code.
        commits: by upper bound of ``BUCKETS_S``, the last one counting longer ones.
        floods: clients and lines cut off because they said too much.
        refused_lines: lines not let in.
        displaced_lines: lines of strangers that made room for others.
        overdue_lines: lines of which nothing came in time.
        refused_requests: requests answered with 429, or 503 because too many were under way.
    """

    answers: Counter[tuple[str, str]] = field(default_factory=Counter)
    commits: list[int] = field(default_factory=lambda: [0] * (len(BUCKETS_S) + 1))
    commit_s: float = 0.0
    entries: int = 0
    commit_failures: int = 0
    dropped_sessions: int = 0
    bad_messages: int = 0
    floods: int = 0
    refused_lines: int = 0
    displaced_lines: int = 0
    overdue_lines: int = 0
    refused_requests: int = 0

    def answered(self, command: Command, outcome: str) -> None:
        """A command was answered."""
        self.answers[(str(command.__struct_config__.tag), outcome)] += 1

    def committed(self, entries: int, took_s: float) -> None:
        """A transaction of so many entries took so long."""
        self.entries += entries
        self.commit_s += took_s
        for n, bound in enumerate(BUCKETS_S):
            if took_s <= bound:
                self.commits[n] += 1
                return
        self.commits[-1] += 1
