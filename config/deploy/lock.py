"""Writes the lock files anew: the newest versions that setup.cfg allows, each with its files' hashes.

``make lock``, inside a ``.venv`` of the oldest Python that the hall supports: its newest versions fit newer
Pythons too, the other way round they may not. A version is locked only when every supported Python on
every supported machine finds a wheel of it, and with the hashes of just these wheels; pip refuses
anything else, from whatever index it came. pip resolves through the index that it is set up for, nothing
is installed.
"""

from __future__ import annotations

import configparser
import json
import subprocess
import sys
import tempfile
import tomllib
import venv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from config.deploy.licences import canonical

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ROOT / "config" / "deploy" / "locks"
OLDEST = (3, 11)
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
# Newest glibc that a wheel may ask for: Debian 12 has 2.36, Ubuntu 24.04 has 2.39. Qt's wheels for
# aarch64 ask for 2.39, so that an ARM computer needs Ubuntu.
GLIBC = {"x86_64": 36, "aarch64": 39}
OLD_TAGS = {"x86_64": ("manylinux2014", "manylinux2010", "manylinux1"), "aarch64": ("manylinux2014",)}

Pins = dict[str, str]


class NoLock(Exception):
    """Nothing could be locked; the text says why."""


@dataclass(kw_only=True)
class Locked:
    """The files of every package of one lock file.

    Attributes:
        pins: version of each package.
        hashes: SHA-256 of its wheels, for all machines.
        lacking: machines for which there is no wheel, such as "Python 3.14 on aarch64".
    """

    pins: Pins
    hashes: dict[str, set[str]] = field(default_factory=dict)
    lacking: list[str] = field(default_factory=list)

    def text(self, head: str, names: Iterable[str]) -> str:
        """Write these packages as pip reads them."""
        lines = [f"# {line}\n" for line in head.splitlines()]
        for name in sorted(names):
            hashes = " \\\n".join(f"    --hash=sha256:{each}" for each in sorted(self.hashes[name]))
            lines.append(f"{name}=={self.pins[name]} \\\n{hashes}\n")
        return "".join(lines)


class Resolver:
    """A newer pip than Python brings: from 24 on it reads a wheel's metadata without fetching the wheel."""

    def __init__(self, folder: Path) -> None:
        """Make its environment.

        Raises:
            NoLock: pip could not be fetched.
        """
        self._folder = folder
        venv.create(folder / "pip", with_pip=True)
        self._run(["install", "--upgrade", "pip>=25"])

    def versions(self, wanted: Iterable[str], under: Pins | None = None) -> Pins:
        """Choose the newest versions that fit together.

        Args:
            wanted: requirements.
            under: versions that are chosen already.

        Raises:
            NoLock: nothing fits.
        """
        bounds = self._folder / "bounds.txt"
        bounds.write_text("".join(f"{name}=={version}\n" for name, version in (under or {}).items()), "utf-8")
        found = self._report(["--constraint", str(bounds), *wanted])
        # The hall is this checkout; pip comes with the environment.
        return {name: version for name, version, _ in found if name not in ("hall", "pip")}

    def files(self, pins: Pins, python: str, machine: str) -> dict[str, str]:
        """Find each package's wheel for one Python on one kind of machine.

        Returns:
            The SHA-256 of each.

        Raises:
            NoLock: one has none.
        """
        tags = [f"manylinux_2_{minor}" for minor in range(GLIBC[machine], 4, -1)]
        platforms = [f"--platform={tag}_{machine}" for tag in (*tags, *OLD_TAGS[machine])]
        here = ["--no-deps", "--only-binary=:all:", f"--python-version={python}", *platforms]
        pinned = [f"{name}=={version}" for name, version in pins.items()]
        return {
            name: digest
            for name, _, digest in self._report([*here, f"--target={self._folder / 'none'}", *pinned])
        }

    def _report(self, words: list[str]) -> Iterator[tuple[str, str, str]]:
        report = self._folder / "report.json"
        self._run(["install", "--dry-run", "--ignore-installed", "--report", str(report), *words])
        for part in json.loads(report.read_text("utf-8"))["install"]:
            name = canonical(part["metadata"]["name"])
            archive = part["download_info"].get("archive_info", {})
            yield name, part["metadata"]["version"], archive.get("hashes", {}).get("sha256", "")

    def _run(self, words: list[str]) -> None:
        pip = [str(self._folder / "pip" / "bin" / "python"), "-m", "pip"]
        done = subprocess.run([*pip, *words, "--quiet"], capture_output=True, text=True, check=False)
        if done.returncode:
            raise NoLock(done.stderr.strip())


def lock(resolver: Resolver, pins: Pins, *, everywhere: bool) -> Locked:
    """Find the files of all pins on all machines.

    Raises:
        NoLock: a machine finds no wheel, where ``everywhere`` asks for all, or no machine finds one.
    """
    locked = Locked(pins=pins)
    for machine in GLIBC:
        for python in PYTHONS:
            try:
                files = resolver.files(pins, python, machine)
            except NoLock as error:
                if everywhere:
                    raise NoLock(f"Python {python} on {machine}: {error}") from error
                locked.lacking.append(f"Python {python} on {machine}")
                continue
            for name, digest in files.items():
                locked.hashes.setdefault(name, set()).add(digest)
    if set(locked.hashes) != set(pins):
        raise NoLock(f"no machine finds wheels of {', '.join(sorted(set(pins) - set(locked.hashes)))}")
    return locked


def extras(settings: Path) -> dict[str, list[str]]:
    """Read what setup.cfg asks for beside what the hall needs to run."""
    parser = configparser.ConfigParser(interpolation=None)
    parser.read(settings, encoding="utf-8")
    section = parser["options.extras_require"]
    return {name: [line for line in text.splitlines() if line] for name, text in section.items()}


def write_all(resolver: Resolver) -> None:
    """Write requirements.txt and the files of ``locks/``.

    Raises:
        NoLock: something cannot be locked; what was written until then stays.
    """
    build = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["build-system"]["requires"]
    everything = lock(resolver, resolver.versions([f"{ROOT}[test]", *build]), everywhere=True)
    runs = resolver.versions([str(ROOT), *build], everything.pins)
    said = "setup.cfg says which packages are wanted; `make lock` writes this file from it."
    head = "Every Python package that runs, tests or checks the hall, at the versions it was tried with."
    _write(ROOT / "requirements.txt", everything.text(f"{head}\n{said}", everything.pins))
    LOCKS.mkdir(exist_ok=True)
    head = f"What the hall's computers need to run it, and nothing else: a part of requirements.txt.\n{said}"
    _write(LOCKS / "run.txt", everything.text(head, runs))
    for name, wanted in extras(ROOT / "setup.cfg").items():
        if name == "test":
            continue
        # Tools of their own, perhaps without a wheel for some machine; nothing else waits for them.
        tools = lock(resolver, resolver.versions(wanted, everything.pins), everywhere=False)
        lacking = [f"Not for {', '.join(tools.lacking)}: there is no wheel."] if tools.lacking else []
        head = "\n".join([f"What the extra {name} adds.", said, *lacking])
        _write(LOCKS / f"{name}.txt", tools.text(head, tools.pins))


def _write(path: Path, text: str) -> None:
    path.write_text(text, "utf-8")
    sys.stdout.write(f"{path.relative_to(ROOT)}: {text.count('==')} packages, {text.count('--hash')} files\n")
    sys.stdout.flush()


def main() -> int:
    """Resolve and write.

    Returns:
        0, or 1 when something cannot be locked, which was said.
    """
    if sys.version_info[:2] != OLDEST:
        sys.stderr.write("make lock needs a .venv of Python 3.11.\n")
        return 1
    with tempfile.TemporaryDirectory() as folder:
        try:
            write_all(Resolver(Path(folder)))
        except NoLock as error:
            sys.stderr.write(f"{error}\n")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
