"""Tries targets in this process: ``python -m tests.fuzz.replay NAME [FILE …]``.

With files, just what is in them (as ``make fuzz`` saves it), with the error in full; without, what hypothesis
makes of the target's seeds. Several names without files are tried one after the other.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings

from tests.fuzz.found import FOUND
from tests.fuzz.mutations import broken
from tests.fuzz.target import Target, attempt
from tests.fuzz.targets import BY_NAME


def try_all(target: Target, folder: Path, known: Iterable[bytes]) -> None:
    """Try a target: its seeds, what broke it once, and what hypothesis makes of the seeds.

    Raises:
        Broken: an error that is not the parser's own, or a standstill.
    """
    with target.opens(folder) as parse:
        for data in (*target.seeds, *known):
            attempt(target, parse, data)

        @settings(
            max_examples=target.examples,
            deadline=None,
            database=None,
            phases=[Phase.generate, Phase.shrink],
            suppress_health_check=list(HealthCheck),
        )
        @given(broken(target.seeds, target.longest))
        def again(data: bytes) -> None:
            attempt(target, parse, data)

        again()


def main(words: list[str]) -> int:
    """Try what is named; exit 1 with the error in full when something broke."""
    if len(words) > 1 and words[1] not in BY_NAME:
        target, files = BY_NAME[words[0]], [Path(word) for word in words[1:]]
        with tempfile.TemporaryDirectory(prefix="hall-fuzz-") as folder, target.opens(Path(folder)) as parse:
            for file in files:
                attempt(target, parse, file.read_bytes())
        return 0
    for name in words:
        with tempfile.TemporaryDirectory(prefix="hall-fuzz-") as folder:
            try_all(BY_NAME[name], Path(folder), FOUND.get(name, ()))
        sys.stdout.write(f"{name}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
