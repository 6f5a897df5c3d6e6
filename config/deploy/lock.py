"""Writes requirements.txt anew: the newest versions that setup.cfg allows (``make lock``).

Run inside a ``.venv`` of the oldest Python that the hall supports: its newest versions fit newer Pythons
too, the other way round they may not. pip resolves, nothing is installed.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OLDEST = (3, 11)
HEAD = """\
# Every Python package that runs, tests or checks the hall, at the versions it was tried with.
# setup.cfg says which packages are wanted; `make lock` rewrites this file from it.
"""


def main() -> int:
    """Resolve and write.

    Returns:
        pip's exit code, or 1 under a newer Python.
    """
    if sys.version_info[:2] != OLDEST:
        sys.stderr.write("make lock needs a .venv of Python 3.11.\n")
        return 1
    build = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["build-system"]["requires"]
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.json")
        resolve = [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run", "--ignore-installed"]
        done = subprocess.run([*resolve, "--report", str(report), f"{ROOT}[test]", *build], check=False)
        if done.returncode:
            return done.returncode
        found = json.loads(report.read_text("utf-8"))["install"]
    pins = {part["metadata"]["name"].lower().replace("_", "-"): part["metadata"]["version"] for part in found}
    # pip comes with the environment, the hall is this checkout.
    lines = [f"{name}=={version}\n" for name, version in sorted(pins.items()) if name not in ("pip", "hall")]
    (ROOT / "requirements.txt").write_text(HEAD + "".join(lines), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
