"""What git keeps of this tree, and the parts of it that have rules of their own."""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("config", "devices", "kiosk", "caller", "display")
TOP_LEVEL = {
    *PACKAGES,
    *("tests", "setup.cfg", "pyproject.toml", "requirements.txt", "Makefile"),
    *("README.md", "LICENSE", ".ci", ".gitignore", ".gitattributes"),
}


@cache
def kept() -> tuple[Path, ...]:
    """Return every file that git keeps or would keep, relative to the root; outside a checkout, none."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.decode()
    return tuple(
        sorted(path for name in set(listed.split("\0")) - {""} if (ROOT / (path := Path(name))).is_file())
    )


def sources(*suffixes: str) -> list[Path]:
    """Return the kept files with one of these suffixes."""
    return [path for path in kept() if path.suffix in suffixes]


def text_of(path: Path) -> str:
    """Return a kept file's text, empty when it is none."""
    try:
        return (ROOT / path).read_text("utf-8")
    except UnicodeDecodeError:
        return ""
