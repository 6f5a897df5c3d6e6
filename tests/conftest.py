"""What all tests share: Qt without a display, the guards, and golden files."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

# Before anything imports Qt, here and in every process that a test starts.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QT_QUICK_BACKEND"] = "software"
# The language of the machine is not ours.
os.environ["LC_ALL"] = "C.UTF-8"
# A program whose lines are read while it runs writes them out by itself.
os.environ.pop("PYTHONUNBUFFERED", None)

from PySide6.QtGui import QGuiApplication

GOLDEN = Path(__file__).parent / "golden"

pytest_plugins = [
    "tests.guards.leftovers",
    "tests.guards.logs",
    "tests.guards.qt",
    "tests.guards.sockets",
    "tests.guards.worktree",
]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write tests/golden as the code has it now")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, bytes | str], None]:
    """Compare with a file below ``tests/golden``, or with ``--update-golden`` rewrite it."""
    update = bool(request.config.getoption("update_golden"))

    def compare(name: str, seen: bytes | str) -> None:
        path = GOLDEN / name
        if update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(seen if isinstance(seen, bytes) else seen.encode())
            return
        assert path.is_file(), f"{name} does not exist yet: look at it and run pytest --update-golden"
        assert seen == (path.read_bytes() if isinstance(seen, bytes) else path.read_text("utf-8")), name

    return compare


@pytest.fixture(scope="session")
def qapp_cls() -> type[QGuiApplication]:
    """Our screens are QML: one QGuiApplication for all tests, whichever of them is first."""
    return QGuiApplication
