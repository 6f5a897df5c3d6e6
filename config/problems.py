"""What is wrong with a hall's files, said so that the person who wrote them can mend it.

A problem names the file, the key in it and what to do; ``ConfigError`` carries all of them at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True)
class Problem:
    """One thing to mend; ``key`` is a TOML path, a csv row and column, or empty for the whole file."""

    file: str
    key: str
    text: str

    def __str__(self) -> str:
        """Say it in one line, whatever letters the file held."""
        line = f"{self.file}: {self.key}: {self.text}" if self.key else f"{self.file}: {self.text}"
        return "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in line)


class ConfigError(Exception):
    """A hall's files do not describe a hall; ``problems`` are all that were found."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Keep the problems; the message is one line for each."""
        self.problems = list(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Say which known word was probably meant, as `` (did you mean "tax"?)``, or nothing."""
    folded = {name.casefold(): name for name in known}
    close = get_close_matches(word.casefold(), list(folded), n=1, cutoff=0.6)
    return f' (did you mean "{folded[close[0]]}"?)' if close else ""
