"""Looks at every package that is locked (``make audit``): known vulnerabilities, licences, what does not fit.

What could not be asked is never taken for an answer: without a list of vulnerabilities the audit has failed.
The auditing tool is installed by its own lock into a folder of its own, so that the hall does without it.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import venv
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from sysconfig import get_path

from config.deploy.licences import canonical, licences
from config.deploy.lock import LOCKS, ROOT

ASKED = ("pypi", "osv")
"""Where vulnerabilities are looked up: the package index's own list, then the open one (OSV)."""
FINE, FOUND, NOT_ASKED = 0, 1, 3
ASK_S = 300.0

Ask = Callable[[Path, str], str]
"""Asks one service about one lock file; gives the tool's JSON, empty when it gave none."""


@dataclass
class Answer:
    """What is known about the packages of one lock file."""

    known: list[str] = field(default_factory=list)
    unasked: list[str] = field(default_factory=list)

    @property
    def code(self) -> int:
        """The exit code that this stands for."""
        if self.known:
            return FOUND
        return NOT_ASKED if self.unasked else FINE


def pinned(lock: Path) -> dict[str, str]:
    """Read the packages of a lock file with their versions."""
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", lock.read_text("utf-8"), re.MULTILINE))


def vulnerabilities(lock: Path, ask: Ask) -> Answer:
    """Ask one service after the other about each package that no earlier one knew."""
    answer = Answer(unasked=sorted(pinned(lock)))
    for service in ASKED:
        if not answer.unasked:
            break
        open_still = set(answer.unasked)
        for package in _dependencies(ask(lock, service)):
            name = canonical(str(package.get("name", "")))
            found = package.get("vulns")
            if name not in open_still or not isinstance(found, list):
                # A package with a "skip_reason" was not looked up, whatever the tool's exit code says.
                continue
            open_still.discard(name)
            for one in found:
                mended = ", ".join(one.get("fix_versions") or []) or "no version yet"
                ids = " ".join([one["id"], *one.get("aliases", [])])
                answer.known.append(f"{name} {package.get('version')}: {ids}; mended in {mended}")
        answer.unasked = sorted(open_still)
    return answer


def _dependencies(text: str) -> list[dict[str, object]]:
    try:
        report = json.loads(text)
    except ValueError:
        return []
    found = report.get("dependencies", []) if isinstance(report, dict) else []
    return [package for package in found if isinstance(package, dict)]


class Auditor:
    """The auditing tool, in an environment of its own; ``packages`` is where its packages lie."""

    def __init__(self, folder: Path) -> None:
        """Install it there unless it is, as locked.

        Raises:
            subprocess.CalledProcessError: pip cannot; it said why.
        """
        self._bin = folder / "bin"
        self.packages = Path(get_path("purelib", vars={"base": str(folder)}))
        lock = LOCKS / "audit.txt"
        stamp = folder / "lock.txt"
        if not stamp.is_file() or stamp.read_bytes() != lock.read_bytes():
            venv.create(folder, clear=True, with_pip=True)
            words = ["install", "--quiet", "--no-deps", "--require-hashes", "--only-binary=:all:"]
            python = str(self._bin / "python")
            subprocess.run([python, "-m", "pip", *words, "-r", str(lock)], check=True)
            stamp.write_bytes(lock.read_bytes())

    def ask(self, lock: Path, service: str) -> str:
        """Ask a service; see ``Ask``."""
        words = ["--no-deps", "--disable-pip", "--format=json", "--progress-spinner=off", "--timeout=10"]
        command = [str(self._bin / "pip-audit"), *words, "--vulnerability-service", service, "-r", str(lock)]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=ASK_S, check=False)
        except subprocess.TimeoutExpired:
            return ""
        return done.stdout


def report_vulnerabilities(locks: Iterable[Path], ask: Ask) -> int:
    """Say what is known about all locked packages.

    Returns:
        0 when all were looked up and none is known to be vulnerable, 1 when one is, 3 when some could not be
        asked about.
    """
    codes = set()
    for lock in locks:
        answer = vulnerabilities(lock, ask)
        count = len(pinned(lock))
        codes.add(answer.code)
        for line in answer.known:
            say(f"VULNERABLE  {line}")
        if answer.unasked:
            say(
                f"NOT ASKED   {lock.name}: nobody could be asked about {len(answer.unasked)} of {count} "
                "packages; run make audit where the package index's list or OSV can be reached"
            )
        elif not answer.known:
            say(f"fine        {lock.name}: none of {count} packages has a known vulnerability")
    return FOUND if FOUND in codes else max(codes, default=FINE)


def report_licences(folder: Path, locks: Iterable[Path]) -> int:
    """List the licences of what is installed in a folder; 1 when one is not allowed."""
    names = {name for lock in locks for name in pinned(lock)}
    bad = 0
    for licence in licences(folder, names, pinned(LOCKS / "run.txt")):
        mark = "licence     " if licence.allowed else "NOT ALLOWED "
        say(f"{mark}{licence.package} {licence.version}: {licence.terms or 'names none'}")
        bad += not licence.allowed
    return FOUND if bad else FINE


def report_fit() -> int:
    """Let pip say whether what is installed fits together."""
    done = subprocess.run([sys.executable, "-m", "pip", "check"], capture_output=True, text=True, check=False)
    say(f"pip check   {done.stdout.strip()}")
    return FOUND if done.returncode else FINE


def say(text: str) -> None:
    """Tell at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main() -> int:
    """Do all three.

    Returns:
        0 when all is fine, 1 when something is not, 3 when nobody could be asked.
    """
    # What the programs need is a part of requirements.txt.
    locks = [ROOT / "requirements.txt", *sorted(set(LOCKS.glob("*.txt")) - {LOCKS / "run.txt"})]
    codes = [report_licences(Path(get_path("purelib")), locks), report_fit()]
    try:
        auditor = Auditor(ROOT / "build" / "audit")
    except subprocess.CalledProcessError:
        say("NOT ASKED   the auditing tool could not be installed; pip said why above")
        return FOUND if FOUND in codes else NOT_ASKED
    codes.append(report_licences(auditor.packages, [LOCKS / "audit.txt"]))
    codes.append(report_vulnerabilities(locks, auditor.ask))
    return FOUND if FOUND in codes else max(codes)


if __name__ == "__main__":
    sys.exit(main())
