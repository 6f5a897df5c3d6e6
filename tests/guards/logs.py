"""A test fails on a warning of ours that it did not ask for, and on one it asked for that did not come.

def test_a_silent_printer_is_told_once(expects_log):
    expects_log("printer-1 is silent")
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator

import pytest

WATCHED = ("config", "devices", "kiosk", "caller", "display", "asyncio")


class LogWatch(logging.Handler):
    """Collects records of level WARNING and above, and the patterns a test expects among them."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []
        self.patterns: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(f"{record.levelname} {record.name}: {record.getMessage()}")

    def expect(self, pattern: str) -> None:
        """Say that at least one record matches this regular expression."""
        self.patterns.append(pattern)

    def complaints(self) -> list[str]:
        """Return what came unexpected and what was expected and did not come."""
        unexpected = [
            f"unexpected: {message}"
            for message in self.messages
            if not any(re.search(pattern, message) for pattern in self.patterns)
        ]
        absent = [
            f"expected, but not logged: {pattern}"
            for pattern in self.patterns
            if not any(re.search(pattern, message) for message in self.messages)
        ]
        return unexpected + absent


@pytest.fixture(autouse=True)
def watched_log() -> Iterator[LogWatch]:
    """Watch our loggers while the test and its fixtures run."""
    watch = LogWatch()
    loggers = [logging.getLogger(name) for name in WATCHED]
    for logger in loggers:
        logger.addHandler(watch)
    yield watch
    for logger in loggers:
        logger.removeHandler(watch)
    complaints = watch.complaints()
    if complaints:
        pytest.fail("\n".join(complaints), pytrace=False)


@pytest.fixture
def expects_log(watched_log: LogWatch) -> Callable[[str], None]:
    """Say which warnings of ours this test provokes, by regular expression."""
    return watched_log.expect
