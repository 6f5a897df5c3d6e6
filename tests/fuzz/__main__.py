"""``make fuzz``: every target under atheris for some seconds, and a table of what came of it.

``python -m tests.fuzz [--seconds S] [--jobs N] [NAME …]``, a name being a target's or how it begins.
The corpus is kept in build/fuzz and grown from run to run. Exits 1 when something broke.
"""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from configparser import ConfigParser
from dataclasses import dataclass
from pathlib import Path

import click

from tests.fuzz.found import FOUND
from tests.fuzz.mutations import SALT
from tests.fuzz.target import Target
from tests.fuzz.targets import TARGETS

ROOT = Path(__file__).parents[2]
OUT = Path("build/fuzz")
LONGEST_WORD = 60
"""Bytes of an entry of libFuzzer's dictionary."""
START_S = 120
"""How long a target may take to begin and to end beside its time."""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What came of one target.

    Attributes:
        edges: places of the product's code that were reached.
        finds: inputs that broke it.
        trouble: why it did not run to its end, if it did not.
    """

    target: Target
    seconds: float
    runs: int
    edges: int
    finds: tuple[Path, ...]
    trouble: str = ""


@click.command()
@click.argument("names", nargs=-1)
@click.option("--seconds", default=20, show_default=True, help="For each target.")
@click.option("--jobs", default=os.cpu_count() or 1, show_default=True, help="Targets at once.")
def main(names: tuple[str, ...], seconds: int, jobs: int) -> None:
    """Fuzz every parser of bytes from outside, or those that are named."""
    if trouble := atheris_missing():
        click.echo(trouble, err=True)
        sys.exit(1)
    chosen = [target for target in TARGETS if not names or any(target.name.startswith(n) for n in names)]
    if not chosen:
        click.echo(
            f"no target begins with {', '.join(names)}; there are {', '.join(t.name for t in TARGETS)}"
        )
        sys.exit(2)
    OUT.mkdir(parents=True, exist_ok=True)
    words = (f'"{escaped(word)}"\n' for word in SALT if len(word) <= LONGEST_WORD)
    (OUT / "words.dict").write_text("".join(words), encoding="ascii")
    outcomes = asyncio.run(_all(chosen, seconds, jobs, click.echo))
    click.echo("\n".join(table(outcomes)))
    if any(outcome.finds or outcome.trouble for outcome in outcomes):
        sys.exit(1)


def atheris_missing() -> str:
    """Install the extra ``fuzz`` where it is missing; why it cannot be had, or nothing."""
    if _importable():
        return ""
    settings = ConfigParser()
    settings.read(ROOT / "setup.cfg", encoding="utf-8")
    lines = settings["options.extras_require"]["fuzz"].splitlines()
    wanted = [line.strip() for line in lines if line.strip() and not line.strip().startswith("#")]
    done = subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--only-binary=:all:", *wanted],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode == 0 and _importable():
        return ""
    here = f"{sys.version_info.major}.{sys.version_info.minor}"
    last = (done.stderr.strip().splitlines() or ["no word why"])[-1]
    return (
        f"make fuzz: {', '.join(wanted)} cannot be installed for Python {here} here: {last}\n"
        "There are wheels for some Pythons on Linux only; with one of these (3.11, say) it runs. The same "
        "targets are tried by hypothesis in make test, with any Python: pytest tests/fuzz"
    )


def _importable() -> bool:
    # Asked in another process: what was just installed is not seen by this one.
    asked = subprocess.run([sys.executable, "-c", "import atheris"], capture_output=True, check=False)
    return asked.returncode == 0


def escaped(word: bytes) -> str:
    """Bytes as libFuzzer's dictionary writes them."""
    return "".join(f"\\x{byte:02x}" for byte in word)


async def _all(chosen: list[Target], seconds: int, jobs: int, say: Callable[[str], None]) -> list[Outcome]:
    room = asyncio.Semaphore(jobs)

    async def one(target: Target) -> Outcome:
        async with room:
            outcome = await _fuzzed(target, seconds)
            for find in outcome.finds:
                say(f"{target.name}: {_last_line(find)}")
                say(f"    again: {Path(sys.executable).name} -m tests.fuzz.replay {target.name} {find}")
            if outcome.trouble:
                say(f"{target.name}: {outcome.trouble}")
            return outcome

    return list(await asyncio.gather(*map(one, chosen)))


async def _fuzzed(target: Target, seconds: int) -> Outcome:
    folder = OUT / target.name
    for old in folder.glob("run-*"):
        shutil.rmtree(old)
    shutil.rmtree(folder / "finds", ignore_errors=True)
    (folder / "finds").mkdir(parents=True)
    (folder / "corpus").mkdir(exist_ok=True)
    for n, seed in enumerate((*target.seeds, *FOUND.get(target.name, ()))):
        (folder / "corpus" / f"seed-{n}").write_bytes(seed)
    log, begun = folder / "log.txt", time.monotonic()
    with log.open("wb") as file:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.fuzz.one", target.name, str(folder), str(seconds),
            stdout=file, stderr=file, env={**os.environ, "OPENCV_LOG_LEVEL": "SILENT"},
        )  # fmt: skip
        try:
            async with asyncio.timeout(seconds + START_S):
                status = await process.wait()
        except TimeoutError:
            process.kill()
            status = await process.wait()
    said = log.read_text("utf-8", "replace")
    finds = tuple(sorted(path for path in (folder / "finds").iterdir() if path.suffix != ".txt"))
    trouble = "" if status == 0 or finds else f"ended with status {status}, see {log}"
    return Outcome(
        target=target,
        seconds=_number(r"Done \d+ runs in (\d+) second", said) or time.monotonic() - begun,
        runs=_number(r"number_of_executed_units: (\d+)", said) or _number(r"^#(\d+)", said),
        edges=_number(r" cov: (\d+)", said),
        finds=finds,
        trouble=trouble,
    )


def _number(pattern: str, said: str) -> int:
    """The last number that libFuzzer has written so; 0 for none."""
    found = re.findall(pattern, said, re.MULTILINE)
    return int(found[-1]) if found else 0


def _last_line(find: Path) -> str:
    told = find.with_suffix(".txt")
    # A standstill or too much memory is told by libFuzzer alone: its file says so by its name.
    return told.read_text("utf-8").strip().splitlines()[-1] if told.is_file() else find.name


def table(outcomes: list[Outcome]) -> list[str]:
    """What came of it, target by target."""
    lines = [f"{'target':24}{'seconds':>8}{'runs':>10}{'runs/s':>9}{'edges':>8}{'finds':>7}"]
    lines += [
        f"{o.target.name:24}{o.seconds:8.0f}{o.runs:10}{o.runs / max(o.seconds, 1):9.0f}{o.edges:8}"
        f"{len(o.finds):7}" + ("  broke off" if o.trouble else "")
        for o in outcomes
    ]
    runs, finds = sum(o.runs for o in outcomes), sum(len(o.finds) for o in outcomes)
    lines.append(f"{len(outcomes)} targets, {runs} runs, {finds} finds")
    return lines


if __name__ == "__main__":
    main()
