"""A screen that is not enrolled is enrolled by hand: real programs, a real hub, touches and keys."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest

from config.theme.touch_client import Finger, TouchFailed
from devices.hub.clients import Clients
from devices.hub.files import Files
from devices.link.enrolment import Code
from devices.link.identity import Identity
from devices.link.words import Role
from tests.hubs.premises import Premises, free_port, prepare
from tests.hubs.process import ROOT, running
from tests.hubs.secured import secured, until

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(120)]

END_S = 20.0


@pytest.fixture(autouse=True)
async def no_thread_stays() -> AsyncIterator[None]:
    """The fingers' threads end with the test."""
    yield
    await asyncio.get_running_loop().shutdown_default_executor()


class Screen:
    """A screen program, and the finger on it."""

    def __init__(self, folder: Path, *words: str) -> None:
        self.identity = folder / "new" / "screen.json"
        self.process: asyncio.subprocess.Process | None = None
        self.errors = b""
        self._socket = folder / "touch"
        self._words = words

    async def start(self, *more: str) -> None:
        """Start the program; ``more`` are further words of its command line."""
        self.process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            *self._words,
            "--identity",
            str(self.identity),
            "--no-motion",
            *more,
            cwd=ROOT,
            env={**os.environ, "HALL_TOUCH": str(self._socket)},
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
        )

    async def touched(self, play: Callable[[Finger], None]) -> None:
        """Touch what is shown now."""

        def touch() -> None:
            with Finger(self._socket) as finger:
                play(finger)

        await asyncio.to_thread(touch)

    async def comes(self, name: str, text: str = "") -> None:
        """Wait for something on the screen that comes next; the one before goes away under the finger."""
        async with asyncio.timeout(END_S):
            while True:
                with suppress(TouchFailed):
                    await self.touched(lambda finger: finger.wait(name, text=text, timeout_s=3.0))
                    return

    async def end(self) -> int:
        """End the program as a service is ended, and remember what it said."""
        assert self.process is not None
        with suppress(ProcessLookupError):
            self.process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(END_S):
            _, self.errors = await self.process.communicate()
        assert self.process.returncode is not None
        return self.process.returncode


@asynccontextmanager
async def started(folder: Path, *words: str, more: tuple[str, ...] = ()) -> AsyncIterator[Screen]:
    """A screen program that is started, and ended cleanly."""
    screen = Screen(folder, *words)
    await screen.start(*more)
    try:
        yield screen
    finally:
        code = await screen.end()
    said = screen.errors.decode()
    assert code == 0, said
    assert "Traceback" not in said
    assert "WARNING qt" not in said


def offered(hall: Premises, role: Role, place: str) -> Code:
    """A code, as an admin makes it."""
    clients = Clients(Files(hall.data).clients)
    try:
        return clients.offer(role, place, "1001")
    finally:
        clients.close()


def enrolled(hall: Premises, place: str) -> list[str]:
    """Who is enrolled for a place by one of the codes above."""
    clients = Clients(Files(hall.data).clients)
    try:
        return [each.app for each in clients.all() if each.place == place and each.by == "1001"]
    finally:
        clients.close()


def type_code(finger: Finger, code: Code) -> None:
    """Touch a code's letters, one by one."""
    for letter in code.shown().replace("-", ""):
        finger.tap(f"key-{letter}")


async def test_a_kiosk_is_enrolled_by_touches_alone_and_goes_to_its_work(tmp_path: Path) -> None:
    hall = prepare(tmp_path, 1)
    code = offered(hall, Role.KIOSK, "K1")
    async with running(hall) as hub, started(tmp_path, "kiosk", more=("--size", "1080x1920")) as screen:
        await hub.listens()

        def enrol(finger: Finger) -> None:
            finger.wait(contains="本机尚未登记")
            assert "This screen is not enrolled yet" in finger.texts()
            # The address that stands there is of a hub on this computer; its port is another one here.
            for _ in range(len(":8710/link")):
                finger.tap("key-erase")
            for letter in f":{hall.config.hub.port}":
                finger.tap(f"key-{letter}")
            finger.tap("code")
            finger.tap("key-clear")
            wrong = "ZZZZZZZZZZZ" if code.secret[-1] != "Z" else "YYYYYYYYYYY"
            for letter in wrong:
                finger.tap(f"key-{letter}")
            finger.tap("join")
            finger.wait(contains="登记码不对")
            assert not screen.identity.exists()
            finger.tap("key-clear")
            type_code(finger, code)
            finger.tap("join")
            finger.wait("enrolled-as", text="取号机 K1 · 试验大厅")
            assert not finger.sees("join")

        await screen.touched(enrol)
        # The same program, a moment later.
        await screen.comes("page-home")
        assert screen.process is not None
        assert screen.process.returncode is None
    identity = Identity.load(screen.identity)
    assert (identity.role, identity.place, identity.hub) == (Role.KIOSK, "K1", hall.link)
    assert enrolled(hall, "K1") == ["hall-kiosk"]
    assert code.secret.encode() not in screen.errors


async def test_a_screen_takes_no_code_that_is_for_another_and_uses_none_up(tmp_path: Path) -> None:
    hall = prepare(tmp_path, 1)
    kiosks, pads = offered(hall, Role.KIOSK, "K1"), offered(hall, Role.PAD, "window-1")
    more = ("--size", "1280x800", "--hub", hall.link, "--language", "en")
    async with running(hall) as hub, started(tmp_path, "caller", "--pad", more=more) as screen:
        await hub.listens()

        def enrol(finger: Finger) -> None:
            finger.wait(contains='make a code for "Rating pad"')
            # A technician's own keyboard; what is pasted may have hyphens.
            finger.write(kiosks.shown().lower(), "code")
            finger.key("Return")
            finger.wait(contains="This code is for another program")
            for _ in range(11):
                finger.key("Backspace")
            finger.write(pads.shown())
            finger.key("Return")
            finger.wait("enrolled-as", text="Rating pad, window 1 · 试验大厅")

        await screen.touched(enrol)
        await screen.comes("page-idle")
    assert enrolled(hall, "K1") == []
    assert enrolled(hall, "window-1") == ["hall-pad"]
    assert Identity.load(screen.identity).role is Role.PAD


async def test_a_call_screen_is_enrolled_over_tls_and_knows_its_hub_from_then_on(tmp_path: Path) -> None:
    hall = secured(tmp_path)
    code = offered(hall, Role.SCREEN, "window-1")
    plain = hall.link.replace("wss://", "ws://")
    more = ("--size", "1920x360", "--hub", plain)
    async with hall_running(hall), started(tmp_path, "display", "--window", "1", more=more) as screen:

        def enrol(finger: Finger) -> None:
            finger.write(code.shown(), "code")
            finger.tap("join")
            finger.wait(contains="主机没有应答")
            finger.tap("address")
            finger.key("Home")
            finger.key("Right")
            finger.key("Right")
            finger.key("s")
            finger.tap("join")
            finger.wait("enrolled-as", text="1 号窗口显示屏 · 试验大厅")

        await screen.touched(enrol)
        await screen.comes("window-number", "1")
    identity = Identity.load(screen.identity)
    assert identity.hub == hall.link
    assert "BEGIN CERTIFICATE" in identity.ca


@asynccontextmanager
async def hall_running(hall: Premises) -> AsyncIterator[None]:
    async with running(hall) as hub:
        await hub.listens()
        yield


async def test_a_revoked_screen_stays_as_it_is_and_is_enrolled_anew_only_when_that_is_asked_for(
    tmp_path: Path,
) -> None:
    hall = prepare(tmp_path, 1)
    old = hall.identities["kiosk:K1"]
    clients = Clients(Files(hall.data).clients)
    clients.revoke(Identity.load(old).client, "1001")
    clients.close()
    code = offered(hall, Role.KIOSK, "K1")
    size = ("--size", "540x960")
    async with hall_running(hall):
        async with started(tmp_path, "kiosk", more=("--identity", str(old), *size)) as screen:
            await screen.touched(lambda finger: finger.wait("page-away"))
            assert screen.process is not None
            assert screen.process.stderr is not None
            async with asyncio.timeout(END_S):
                await screen.process.stderr.readuntil(b"does not let this screen in")
            await screen.touched(lambda finger: finger.wait("join", gone=True))
        more = ("--identity", str(old), "--enrol", "--hub", hall.link, *size)
        async with started(tmp_path, "kiosk", more=more) as screen:

            def enrol(finger: Finger) -> None:
                finger.write(code.shown(), "code")
                finger.tap("join")
                finger.wait("enrolled-as")

            await screen.touched(enrol)
            await screen.comes("page-home")


async def test_a_screen_that_is_enrolled_from_outside_meanwhile_goes_to_its_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hall = prepare(tmp_path, 1)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK) as supervisor:
        supervisor.bind(str(tmp_path / "notify"))
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        monkeypatch.setenv("WATCHDOG_USEC", "400000")
        # The program alone: a hub started from here would speak to it, too.
        async with started(tmp_path, "kiosk", more=("--size", "540x960")) as screen:
            monkeypatch.delenv("NOTIFY_SOCKET")
            async with hall_running(hall):
                await screen.touched(lambda finger: finger.wait("join"))
                Identity.load(hall.identities["kiosk:K1"]).save(screen.identity)
                await screen.comes("page-home")
            said = heard(supervisor, [])
            more: list[str] = []
            await until(lambda: bool(heard(supervisor, more)))
    # One start and no end for systemd, whose watchdog hears from the second screen as from the first.
    assert said.count("READY=1") == 1
    assert set(said[1:]) == set(more) == {"WATCHDOG=1"}


def heard(supervisor: socket.socket, words: list[str]) -> list[str]:
    """These words, and what a program has said to its supervisor since it was last asked."""
    with suppress(BlockingIOError):
        while True:
            words.append(supervisor.recv(64).decode())
    return words


async def test_a_screen_that_nobody_enrols_ends_when_it_is_told_to(tmp_path: Path) -> None:
    link = f"ws://127.0.0.1:{free_port()}/link"
    async with started(tmp_path, "caller", more=("--size", "460x900", "--hub", link)) as screen:

        def fail(finger: Finger) -> None:
            finger.tap("join")
            finger.wait(contains="登记码还没有填完")
            type_code(finger, Code.typed("7KQ-4XRM-92TB"))
            finger.tap("join")
            finger.wait(contains="主机没有应答")

        await screen.touched(fail)
    assert not screen.identity.exists()
