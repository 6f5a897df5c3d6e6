"""One target under atheris, in a process of its own: ``python -m tests.fuzz.one NAME FOLDER SECONDS``.

An error does not end the run: its input is saved in FOLDER/finds, once for each place in the code that raised
it, and the run goes on. libFuzzer itself ends it on a standstill or too much memory, and saves that input.
"""

from __future__ import annotations

import hashlib
import logging
import sys
import tempfile
import traceback
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["config", "devices"], enable_loader_override=False):
    from tests.fuzz.target import Broken, Target, Try, attempt
    from tests.fuzz.targets import BY_NAME

STANDSTILL_S = 20
MOST_MB = 2048


class Finds:
    """Inputs that broke a target, by where."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._seen: set[str] = set()

    def keep(self, error: Broken, data: bytes) -> None:
        """Save the first input that broke this place."""
        cause = error.__cause__ or error
        frames = traceback.extract_tb(cause.__traceback__)
        place = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else "slow"
        # What the libraries raise is told apart by who called them.
        own = [
            f"{frame.filename}:{frame.lineno}" for frame in frames if "site-packages" not in frame.filename
        ]
        where = f"{type(cause).__name__} {own[-1] if own else place}"
        if where in self._seen:
            return
        self._seen.add(where)
        name = hashlib.sha256(where.encode()).hexdigest()[:12]
        (self._folder / name).write_bytes(data)
        (self._folder / f"{name}.txt").write_text(
            "".join(traceback.format_exception(error)), encoding="utf-8", errors="replace"
        )


def main(target: Target, folder: Path, seconds: int) -> None:
    """Fuzz until the time is over; never returns, for libFuzzer ends the process."""
    logging.disable(logging.NOTSET)
    finds = Finds(folder / "finds")
    work = tempfile.mkdtemp(prefix="run-", dir=folder)
    opened = target.opens(Path(work))
    parse: Try = opened.__enter__()

    def once(data: bytes) -> None:
        try:
            attempt(target, parse, data)
        except Broken as error:
            finds.keep(error, data)

    for seed in target.seeds:
        once(seed)
    atheris.Setup(
        [
            sys.argv[0],
            str(folder / "corpus"),
            f"-dict={folder.parent / 'words.dict'}",
            f"-max_total_time={seconds}",
            f"-max_len={target.longest}",
            f"-timeout={STANDSTILL_S}",
            f"-rss_limit_mb={MOST_MB}",
            f"-artifact_prefix={folder / 'finds'}/",
            "-print_final_stats=1",
        ],
        once,
        enable_python_coverage=True,
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main(BY_NAME[sys.argv[1]], Path(sys.argv[2]), int(sys.argv[3]))
