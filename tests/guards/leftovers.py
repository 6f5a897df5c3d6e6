"""A test ends what it began: asyncio tasks, threads, child processes.

What was there before the test (a session's database server, say) is not the test's to end.
"""

from __future__ import annotations

import asyncio
import inspect
import os
import threading
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

THREAD_GRACE_S = 2.0
LOOP_TURNS = 5


def children() -> set[int]:
    """Return the ids of this process's direct children."""
    try:
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    except ChildProcessError:  # none at all: the common case, and a walk through /proc is slow
        return set()
    found = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            # proc(5): pid (command) state ppid …; the command may hold spaces and brackets.
            parent = int(stat.read_text("utf-8", "replace").rpartition(")")[2].split()[1])
        except OSError:  # it ended while we looked
            continue
        if parent == os.getpid():
            found.add(int(stat.parent.name))
    return found


def called(pid: int) -> str:
    """Return a process's command line, empty when it has ended."""
    try:
        return (
            Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace").strip()
        )
    except OSError:
        return ""


def left_threads(before: set[threading.Thread]) -> list[str]:
    """Return the names of new threads that do not end within the grace."""
    new = [
        thread
        for thread in threading.enumerate()
        if thread not in before and not isinstance(thread, threading._DummyThread)
    ]
    for thread in new:
        thread.join(THREAD_GRACE_S)
    return [f"thread {thread.name}" for thread in new if thread.is_alive()]


def left_children(before: set[int]) -> list[str]:
    """Return the commands of new children; the standard library's own resource tracker may stay."""
    return [
        f"process {pid}: {command}"
        for pid in sorted(children() - before)
        if (command := called(pid)) and "resource_tracker" not in command
    ]


@pytest.fixture(autouse=True)
def nothing_left(request: pytest.FixtureRequest) -> Iterator[None]:
    """Look around before the test and after all of its fixtures have ended."""
    threads = set(threading.enumerate())
    processes = children()
    if inspect.iscoroutinefunction(getattr(request.node, "obj", None)):
        request.getfixturevalue("no_task_left")
    yield
    left = left_threads(threads) + left_children(processes)
    if left:
        pytest.fail(f"left running: {'; '.join(left)}", pytrace=False)


@pytest.fixture
async def no_task_left() -> AsyncIterator[None]:
    """Look at the test's own event loop, after the test's other asynchronous fixtures have ended."""
    before = asyncio.all_tasks()
    yield
    for _ in range(LOOP_TURNS):  # a task that was just cancelled needs its turn to end
        await asyncio.sleep(0)
    left = asyncio.all_tasks() - before - {asyncio.current_task()}
    if left:
        pytest.fail(f"left running: {'; '.join(sorted(map(repr, left)))}", pytrace=False)
