"""Makes this checkout ready to run: ``make setup``, which every other target begins with.

What is there already is left alone, so a second run takes well under a second; what is missing is said,
with its size, before the time is spent. Only the standard library is imported.
"""

from __future__ import annotations

import configparser
import fcntl
import hashlib
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import NoReturn

from config.deploy import system

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOCK = ROOT / "requirements.txt"
BUILD = ROOT / "build"
LOG = BUILD / "setup.log"
PIP_TRIES = 2
# What a screen loads first; when this works, the wheels and the system's libraries fit together.
PROBE = (
    "import ctypes, pathlib, PySide6, PySide6.QtQuick, PySide6.QtWebSockets, pyzbar.pyzbar;"
    "ctypes.CDLL(str(pathlib.Path(PySide6.__file__).parent / 'Qt/plugins/platforms/libqxcb.so'))"
)


def main() -> int:
    """Bring everything up to date.

    Returns:
        0 when the hall can run, 1 when somebody must do something first, which was said.
    """
    os.chdir(ROOT)
    BUILD.mkdir(exist_ok=True)
    with (BUILD / "setup.lock").open("w") as turn:
        # Two makes side by side would install into each other.
        fcntl.flock(turn, fcntl.LOCK_EX)
        begun = time.monotonic()
        worked = [_system(), _environment(), _packages(), _project(), _translations()]
        if any(worked):
            _say(f"Ready after {time.monotonic() - begun:.0f} s.")
    return 0


def _system() -> bool:
    """Libraries, commands and a Chinese font."""
    needs = system.read_needs(ROOT / "config" / "deploy" / "system-packages.txt")
    absent = system.missing(needs)
    if not absent:
        return False
    packages = system.packages_of(absent)
    if not system.may_install():
        _stop(
            f"Missing from this system: {', '.join(need.name for need in absent)}",
            "Install it with this command, then run make again:",
            f"  sudo apt-get install -y {' '.join(packages)}",
        )
    _say(f"System packages: {' '.join(packages)} (up to two minutes)")
    if not system.install(packages, LOG):
        _show_log("apt-get could not install them.")
    still = system.missing(needs)
    if still:
        _show_log(f"Installed, and still not to be found: {', '.join(need.name for need in still)}")
    return True


def _environment() -> bool:
    """A ``.venv`` whose Python still runs and is still the version it was made with."""
    made_with = VENV / "pyvenv.cfg"
    if made_with.is_file():
        version = re.search(r"^version\s*=\s*(\d+\.\d+)", made_with.read_text(encoding="utf-8"), re.MULTILINE)
        asked = "import pip, sys; print('%d.%d' % sys.version_info[:2])"
        runs = _answer([str(PYTHON), "-c", asked]) if PYTHON.exists() else ""
        if version and runs == version[1]:
            return False
    _say(f"Python environment: .venv with Python {sys.version.split()[0]} (a few seconds)")
    _logged([sys.executable, "-m", "venv", "--clear", str(VENV)], "Python could not make .venv.")
    return True


def _packages() -> bool:
    """The locked Python packages."""
    stamp = _digest(LOCK.read_bytes(), str(VENV).encode(), (VENV / "pyvenv.cfg").read_bytes())
    if _is_stamped("packages", stamp):
        return False
    count = sum(1 for line in LOCK.read_text(encoding="utf-8").splitlines() if "==" in line)
    _say(f"Python packages: {count}, about 400 MB (one to three minutes)")
    command = [str(PYTHON), "-m", "pip", "install", "--no-deps", "--progress-bar", "off", "-r", str(LOCK)]
    for _ in range(PIP_TRIES):
        if _pip(command, count):
            break
    else:
        _show_log("pip could not install the packages of requirements.txt.")
    _logged([str(PYTHON), "-m", "pip", "check"], "The packages of requirements.txt do not fit together.")
    _logged(
        [str(PYTHON), "-c", PROBE], "Qt does not load here; config/deploy/system-packages.txt lacks a row."
    )
    _set_stamp("packages", stamp)
    return True


def _project() -> bool:
    """The hall itself, editable, with its commands in ``.venv/bin``."""
    settings = configparser.ConfigParser(interpolation=None)
    settings.read(ROOT / "setup.cfg", encoding="utf-8")
    wanted = {name: dict(settings[name]) for name in settings if name.startswith(("metadata", "options"))}
    made_with = (VENV / "pyvenv.cfg").read_bytes()
    stamp = _digest(
        repr(wanted).encode(), (ROOT / "pyproject.toml").read_bytes(), str(VENV).encode(), made_with
    )
    if _is_stamped("project", stamp) and (VENV / "bin" / "hall").exists():
        return False
    _say("The hall's commands: .venv/bin/hall, hall-kiosk, hall-caller, hall-display (a few seconds)")
    command = [
        str(PYTHON),
        "-m",
        "pip",
        "install",
        "--no-deps",
        "--no-build-isolation",
        "--editable",
        str(ROOT),
    ]
    _logged(command, "pip could not install the hall itself.")
    _set_stamp("project", stamp)
    return True


def _translations() -> bool:
    """Every ``.ts`` file as the ``.qm`` that the screens load."""
    old = []
    for source in sorted(
        path for room in ("config", "kiosk", "caller", "display") for path in (ROOT / room).rglob("*.ts")
    ):
        made = source.with_suffix(".qm")
        if not made.exists() or made.stat().st_mtime < source.stat().st_mtime:
            old.append(source)
    for source in old:
        release = [
            str(VENV / "bin" / "pyside6-lrelease"),
            "-silent",
            str(source),
            "-qm",
            str(source.with_suffix(".qm")),
        ]
        _logged(release, f"{source.relative_to(ROOT)} could not be compiled.")
    if old:
        _say(f"Translations: {len(old)} compiled")
    return bool(old)


def _pip(command: list[str], count: int) -> bool:
    """Run pip, telling every twentieth package and every large download."""
    seen = 0
    with (
        LOG.open("a", encoding="utf-8") as log,
        subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        ) as pip,
    ):
        for line in pip.stdout or ():
            log.write(line)
            large = re.match(r"\s*Downloading (\S+) \((\d{2,}\.\d MB)\)", line)
            if large:
                _say(f"  {large[1].rsplit('/', 1)[-1].split('-')[0]}, {large[2]}")
            elif line.startswith(("Collecting ", "Processing ", "Requirement already")):
                seen += 1
                if seen % 20 == 0:
                    _say(f"  {seen} of {count}")
            elif line.startswith("Installing"):
                _say("  unpacking")
    return pip.returncode == 0


def _answer(command: list[str]) -> str:
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else ""


def _logged(command: list[str], complaint: str) -> None:
    with LOG.open("ab") as log:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, check=False)
    if done.returncode:
        _show_log(complaint)


def _digest(*parts: bytes) -> str:
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def _is_stamped(step: str, stamp: str) -> bool:
    file = VENV / f".{step}-stamp"
    return file.is_file() and file.read_text(encoding="ascii") == stamp


def _set_stamp(step: str, stamp: str) -> None:
    (VENV / f".{step}-stamp").write_text(stamp, encoding="ascii")


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _stop(*lines: str) -> NoReturn:
    sys.stderr.write("".join(f"{line}\n" for line in lines))
    sys.exit(1)


def _show_log(complaint: str) -> NoReturn:
    last = LOG.read_text(encoding="utf-8", errors="replace").splitlines()[-20:] if LOG.exists() else []
    _stop(complaint, f"The end of {LOG.relative_to(ROOT)}:", *(f"  {line}" for line in last))


if __name__ == "__main__":
    sys.exit(main())
