"""Makes this checkout ready to run: ``make setup``, which every other target begins with.

What is there already is left alone, so a second run takes well under a second; what is missing is said,
with its size, before the time is spent. pip takes only files whose hashes the lock names. A hall's own
computers say ``--programs`` and get nothing that only tests need. Only the standard library is imported.
"""

from __future__ import annotations

import argparse
import configparser
import fcntl
import hashlib
import re
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from config.deploy import system

ROOT = Path(__file__).resolve().parents[2]
PIP_TRIES = 2
# What a screen loads first; when this works, the wheels and the system's libraries fit together.
PROBE = (
    "import ctypes, pathlib, PySide6, PySide6.QtQuick, PySide6.QtWebSockets, pyzbar.pyzbar;"
    "ctypes.CDLL(str(pathlib.Path(PySide6.__file__).parent / 'Qt/plugins/platforms/libqxcb.so'))"
)


class Unready(Exception):
    """The machine cannot be made ready; the lines say why, and what somebody must do."""

    def __init__(self, *lines: str) -> None:
        """Keep the lines, the most important one first."""
        super().__init__("\n".join(lines))


class Checkout:
    """A folder that holds the hall, and how far its machine is ready for it."""

    def __init__(self, root: Path, *, programs_only: bool = False) -> None:
        """Look at nothing yet; ``programs_only`` leaves out what only tests and checks need."""
        self._root = root
        self._lock = root / ("config/deploy/locks/run.txt" if programs_only else "requirements.txt")
        self._venv = root / ".venv"
        self._python = self._venv / "bin" / "python"
        self._log = root / "build" / "setup.log"

    def make_ready(self) -> None:
        """Bring everything up to date, one step after the other.

        Raises:
            Unready: somebody must do something first.
        """
        self._log.parent.mkdir(exist_ok=True)
        with (self._log.parent / "setup.lock").open("w") as turn:
            # Two makes side by side would install into each other.
            fcntl.flock(turn, fcntl.LOCK_EX)
            begun = time.monotonic()
            steps = (self._system, self._environment, self._packages, self._commands, self._translations)
            worked = [step() for step in steps]
            if any(worked):
                say(f"Ready after {time.monotonic() - begun:.0f} s.")

    def _system(self) -> bool:
        """Libraries, commands and a Chinese font."""
        needs = system.read_needs(self._root / "config" / "deploy" / "system-packages.txt")
        absent = system.missing(needs)
        if not absent:
            return False
        packages = system.packages_of(absent)
        if not system.may_install():
            raise Unready(
                f"Missing from this system: {', '.join(need.name for need in absent)}",
                "Install it with this command, then run make again:",
                f"  sudo apt-get install -y {' '.join(packages)}",
            )
        say(f"System packages: {' '.join(packages)} (up to two minutes)")
        if not system.install(packages, self._log):
            raise self._failed("apt-get could not install them.")
        still = system.missing(needs)
        if still:
            raise self._failed(f"Installed, and still not found: {', '.join(need.name for need in still)}")
        return True

    def _environment(self) -> bool:
        """A ``.venv`` whose Python still runs and is still the version it was made with."""
        made_with = self._venv / "pyvenv.cfg"
        if made_with.is_file() and self._python.exists():
            version = re.search(r"^version\s*=\s*(\d+\.\d+)", made_with.read_text("utf-8"), re.MULTILINE)
            asked = "import pip, sys; print('%d.%d' % sys.version_info[:2])"
            runs = subprocess.run([self._python, "-c", asked], capture_output=True, text=True, check=False)
            if version and runs.stdout.strip() == version[1]:
                return False
        say(f"Python environment: .venv with Python {sys.version.split()[0]} (a few seconds)")
        self._run("Python could not make .venv.", sys.executable, "-m", "venv", "--clear", str(self._venv))
        return True

    def _packages(self) -> bool:
        """The locked Python packages."""
        lock = self._lock
        stamp = self._stamp("packages", lock.read_bytes())
        if stamp.fresh:
            return False
        count = sum("==" in line for line in lock.read_text("utf-8").splitlines())
        say(f"Python packages: {count}, about 400 MB (one to three minutes)")
        # Wheels only: a source archive would run code of its own while it is built.
        locked = ["--require-hashes", "--only-binary=:all:", "-r", str(lock)]
        install = ["install", "--no-deps", "--progress-bar", "off", *locked]
        if not any(self._pip(install, count) for _ in range(PIP_TRIES)):
            raise self._failed(f"pip could not install the packages of {lock.name}.")
        self._run(f"The packages of {lock.name} do not fit together.", self._python, "-m", "pip", "check")
        self._run("Qt does not load; system-packages.txt lacks a row.", self._python, "-c", PROBE)
        stamp.set()
        return True

    def _commands(self) -> bool:
        """The hall itself, editable, with its commands in ``.venv/bin``."""
        settings = configparser.ConfigParser(interpolation=None)
        settings.read(self._root / "setup.cfg", encoding="utf-8")
        wanted = {name: dict(settings[name]) for name in settings if name.startswith(("metadata", "options"))}
        stamp = self._stamp("commands", repr(wanted).encode() + (self._root / "pyproject.toml").read_bytes())
        if stamp.fresh:
            return False
        say("The hall's commands: .venv/bin/hall, hall-kiosk, hall-caller, hall-display (a few seconds)")
        editable = ["install", "--no-deps", "--no-build-isolation", "--editable", str(self._root)]
        self._run("pip could not install the hall itself.", self._python, "-m", "pip", *editable)
        stamp.set()
        return True

    def _translations(self) -> bool:
        """Every ``.ts`` file as the ``.qm`` that the screens load."""
        rooms = ("config", "kiosk", "caller", "display")
        sources = [path for room in rooms for path in (self._root / room).rglob("*.ts")]
        old = [path for path in sources if _is_older(path.with_suffix(".qm"), path)]
        release = self._venv / "bin" / "pyside6-lrelease"
        for path in old:
            complaint = f"{path.relative_to(self._root)} could not be compiled."
            self._run(complaint, release, "-silent", str(path), "-qm", str(path.with_suffix(".qm")))
        if old:
            say(f"Translations: {len(old)} compiled")
        return bool(old)

    def _stamp(self, step: str, wanted: bytes) -> Stamp:
        """The mark of a step, for what it is given, this folder and this Python."""
        made_with = (self._venv / "pyvenv.cfg").read_bytes()
        digest = hashlib.sha256(b"\0".join((wanted, str(self._venv).encode(), made_with)))
        return Stamp(file=self._venv / f".{step}-stamp", digest=digest.hexdigest())

    def _pip(self, words: list[str], count: int) -> bool:
        """Run pip, telling every twentieth package and every large download."""
        seen = 0
        command = [str(self._python), "-m", "pip", *words]
        with (
            self._log.open("a", encoding="utf-8") as log,
            subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
            ) as pip,
        ):
            for line in pip.stdout or ():
                log.write(line)
                large = re.match(r"\s*Downloading (\S+) \((\d{2,}\.\d MB)\)", line)
                if large:
                    say(f"  {large[1].rsplit('/', 1)[-1].split('-')[0]}, {large[2]}")
                elif line.startswith(("Collecting ", "Processing ", "Requirement already")):
                    seen += 1
                    if seen % 20 == 0:
                        say(f"  {seen} of {count}")
                elif line.startswith("Installing"):
                    say("  unpacking")
        return pip.returncode == 0

    def _run(self, complaint: str, program: str | Path, *words: str) -> None:
        with self._log.open("ab") as log:
            done = subprocess.run(
                [program, *words], stdin=subprocess.DEVNULL, stdout=log, stderr=log, check=False
            )
        if done.returncode:
            raise self._failed(complaint)

    def _failed(self, complaint: str) -> Unready:
        """A complaint with the last words of what failed."""
        last = self._log.read_text("utf-8", errors="replace").splitlines()[-20:]
        return Unready(complaint, "The end of build/setup.log:", *(f"  {line}" for line in last))


@dataclass(frozen=True, kw_only=True)
class Stamp:
    """Says for what a step was last done."""

    file: Path
    digest: str

    @property
    def fresh(self) -> bool:
        """Whether the step was done for just this."""
        return self.file.is_file() and self.file.read_text("ascii") == self.digest

    def set(self) -> None:
        """Remember that it is done now."""
        self.file.write_text(self.digest, "ascii")


def _is_older(made: Path, source: Path) -> bool:
    return not made.exists() or made.stat().st_mtime < source.stat().st_mtime


def say(text: str) -> None:
    """Tell what goes on, at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main() -> int:
    """Make this checkout ready.

    Returns:
        0 when the hall can run, 1 when somebody must do something first, which was said.
    """
    parser = argparse.ArgumentParser(prog="setup", description="Make this checkout ready to run.")
    parser.add_argument(
        "--programs", action="store_true", help="only what a hall's computers need, nothing for tests"
    )
    try:
        Checkout(ROOT, programs_only=parser.parse_args().programs).make_ready()
    except Unready as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
