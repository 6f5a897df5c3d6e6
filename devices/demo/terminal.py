"""A terminal in the demo hall: what a leader, a guide or a technician types, and what the program answers.

For whatever has no screen of its own yet. The words are typed as they are shown; only addresses and the
files of identities are filled in.
"""

from __future__ import annotations

import asyncio
import shlex
import sys
from dataclasses import dataclass
from pathlib import Path

from devices.demo.household import DemoFailed
from devices.demo.premises import Premises

WAIT_S = 20.0


@dataclass(frozen=True)
class Typed:
    """One line that was typed, by whom, and what came of it."""

    who: str
    line: str
    answer: str


async def type_as(premises: Premises, who: str, *words: str) -> Typed:
    """Say or look at something over the link, with the identity of ``who``: ``hall do …``, ``hall rows …``.

    Raises:
        DemoFailed: the hub refused, or did not answer.
    """
    return await _typed(who, words, ["--identity", str(premises.identity(who))])


async def report(premises: Premises, *words: str) -> Typed:
    """Ask what the journal tells: ``hall report …``, ``hall journal …``.

    Raises:
        DemoFailed: it could not be read.
    """
    return await _typed("technician", words, ["--hall", str(premises.hall), "--data", str(premises.data)])


async def _typed(who: str, words: tuple[str, ...], more: list[str]) -> Typed:
    process = await asyncio.create_subprocess_exec(
        str(Path(sys.executable).parent / "hall"),
        *words,
        *more,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    try:
        async with asyncio.timeout(WAIT_S):
            answer, _ = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    line = f"hall {shlex.join(words)}"
    said = answer.decode("utf-8", "replace").strip()
    if process.returncode != 0:
        raise DemoFailed(f"{line}: {said}")
    return Typed(who, line, said)
