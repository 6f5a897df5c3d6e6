"""A whole run leaves the work tree as it was (``--tree-stays-clean``, which ``make test`` gives)."""

from __future__ import annotations

import subprocess

import pytest

SEEN = pytest.StashKey[list[str]]()


def status(config: pytest.Config) -> list[str]:
    """Return git's short status, empty outside a checkout."""
    done = subprocess.run(
        ["git", "status", "--porcelain"], cwd=config.rootpath, capture_output=True, text=True, check=False
    )
    return done.stdout.splitlines()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--tree-stays-clean", action="store_true", help="fail when the run changes the work tree"
    )


def pytest_sessionstart(session: pytest.Session) -> None:
    if session.config.getoption("tree_stays_clean"):
        session.config.stash[SEEN] = status(session.config)


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Turn a changed tree into a failed run, whatever the tests said."""
    before = session.config.stash.get(SEEN, None)
    if before is not None:
        changes = [line for line in status(session.config) if line not in before]
        session.config.stash[SEEN] = changes
        if changes:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Name the files above pytest's own last line."""
    changes = config.stash.get(SEEN, [])
    if changes:
        terminalreporter.section("the run changed the work tree")
        for line in changes:
            terminalreporter.line(line)
