"""systemd hears from a program's own loop, and only while that turns."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.supervisor import Supervisor, supervised, supervisor_of
from tests.hubs.premises import Premises, prepare

ROOT = Path(__file__).resolve().parents[2]
SECOND = "1000000"


@pytest.fixture
def systemd(tmp_path: Path) -> Iterator[socket.socket]:
    """What stands in for systemd: its datagram socket."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.bind(str(tmp_path / "notify"))
        line.settimeout(20)
        yield line


@pytest.fixture
def hall(tmp_path: Path) -> Premises:
    """A hall with one window and one kiosk."""
    return prepare(tmp_path, 1)


def heard(line: socket.socket, count: int) -> list[str]:
    return [line.recv(100).decode() for _ in range(count)]


async def hearing(line: socket.socket, count: int) -> list[str]:
    line.setblocking(False)
    return [(await asyncio.get_running_loop().sock_recv(line, 100)).decode() for _ in range(count)]


async def test_a_program_says_that_it_is_ready_that_it_turns_and_that_it_ends(systemd: socket.socket) -> None:
    environ = {"NOTIFY_SOCKET": systemd.getsockname(), "WATCHDOG_USEC": "20000"}

    async with supervised(supervisor_of(environ)):
        words = await hearing(systemd, 4)

    assert words == ["READY=1", "WATCHDOG=1", "WATCHDOG=1", "WATCHDOG=1"]
    while (last := await hearing(systemd, 1)) == ["WATCHDOG=1"]:
        pass
    assert last == ["STOPPING=1"]


async def test_a_loop_that_hangs_falls_silent(systemd: socket.socket) -> None:
    async with supervised(Supervisor(systemd.getsockname(), every_s=0.01)):
        await hearing(systemd, 3)
        # The loop runs again only when this is over: what it owes by then was never said.
        until = time.monotonic() + 0.3
        while time.monotonic() < until:
            pass
        said = 0
        try:
            while systemd.recv(100):
                said += 1
        except BlockingIOError:
            pass

    assert said <= 2


def test_nothing_is_said_where_no_systemd_started_the_program() -> None:
    assert supervisor_of({}) is None
    assert supervisor_of({"NOTIFY_SOCKET": "relative"}) is None


def test_programs_that_it_starts_do_not_speak_for_it() -> None:
    environ = {"NOTIFY_SOCKET": "/run/notify", "WATCHDOG_USEC": SECOND, "PATH": "/bin"}

    assert supervisor_of(environ) == Supervisor("/run/notify", every_s=0.5)
    assert environ == {"PATH": "/bin"}


@pytest.mark.parametrize(
    ("whom", "every_s"),
    [(os.getpid(), 0.5), (os.getppid(), 0.5), (1 << 30, None), ("", 0.5)],
    ids=["this program", "its compositor", "somebody else", "nobody"],
)
def test_a_watchdog_is_for_this_program_or_for_the_compositor_that_started_it(
    whom: object, every_s: float | None
) -> None:
    environ = {"NOTIFY_SOCKET": "@hall", "WATCHDOG_USEC": SECOND, "WATCHDOG_PID": str(whom)}

    assert supervisor_of(environ) == Supervisor("@hall", every_s)


def test_an_abstract_socket_is_spoken_to_and_one_that_is_gone_is_no_harm() -> None:
    name = f"hall-test-{os.getpid()}"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.bind(f"\0{name}")
        Supervisor(f"@{name}").say("READY=1")
        assert line.recv(100) == b"READY=1"

    Supervisor(f"@{name}").say("READY=1")


@pytest.mark.e2e
@pytest.mark.parametrize("program", ["hub", "kiosk"])
def test_hub_and_screens_tell_systemd(program: str, systemd: socket.socket, hall: Premises) -> None:
    words = {
        "hub": ["devices", "hub", "--hall", str(hall.hall), "--data", str(hall.data)],
        "kiosk": ["kiosk", "--identity", str(hall.identities["kiosk:K1"]), "--size", "360x640"],
    }[program]
    told = {"NOTIFY_SOCKET": systemd.getsockname(), "WATCHDOG_USEC": "200000"}
    with subprocess.Popen(
        [sys.executable, "-m", *words],
        cwd=ROOT,
        env={**os.environ, **told},
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        try:
            assert heard(systemd, 4) == ["READY=1", "WATCHDOG=1", "WATCHDOG=1", "WATCHDOG=1"]
        finally:
            running.send_signal(signal.SIGTERM)
            _, errors = running.communicate(timeout=15)
        assert running.returncode == 0, errors
    while (last := heard(systemd, 1)) == ["WATCHDOG=1"]:
        pass
    assert last == ["STOPPING=1"]
