"""A clerk's day by keyboard alone: a real hub, a real panel, a PIN that somebody else had chosen."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from caller.errands import SETTLE_S
from config.theme.touch_client import Finger
from devices.demo.admin import enrol
from devices.demo.main import DEMO_HALL
from devices.demo.premises import Premises, prepare
from devices.hub import events as e
from devices.hub.journal import Journal
from devices.link import commands as c
from devices.link.client import LinkClient
from devices.link.identity import Identity
from devices.link.messages import Done, TicketResult
from devices.link.words import SlipKind
from tests.e2e.halls import HALL, start_hub

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(120)]

CLERK = "1002"
GIVEN_PIN, OWN_PIN, WRONG_PIN = "258014", "407193", "639275"
CASE = "QC-2026-000417"
PACE_S = SETTLE_S + 0.05


@dataclass
class Counter:
    """The panel of window 1 and the clerk's ten fingers."""

    finger: Finger
    log: Path

    async def see(self, name: str, words: str = "", *, gone: bool = False) -> None:
        await asyncio.to_thread(lambda: self.finger.wait(name, text=words, gone=gone))

    async def keys(self, *keys: str) -> None:
        for key in keys:
            await asyncio.to_thread(self.finger.key, key)

    async def hit(self, key: str) -> None:
        """Press the key of a step, not so soon after the last one that it is taken for a bouncing key."""
        await asyncio.sleep(PACE_S)
        await self.keys(key)

    async def step(self, key: str, main: str) -> None:
        """Take a step, and wait for what the space bar does then."""
        await self.hit(key)
        await self.see("main", main)

    async def reads(self, name: str) -> str:
        return str((await asyncio.to_thread(self.finger.get, name))["text"])


@asynccontextmanager
async def counter(premises: Premises) -> AsyncIterator[Counter]:
    log = premises.out / "panel.log"
    socket = premises.run / "panel.touch"
    env = dict(os.environ) | {
        "QT_QPA_PLATFORM": "offscreen",
        "QT_QUICK_BACKEND": "software",
        "HALL_TOUCH": str(socket),
    }
    identity = ["--identity", str(premises.identity("panel"))]
    with log.open("wb") as out:
        process = await asyncio.create_subprocess_exec(
            str(Path(sys.executable).parent / "hall-caller"),
            *(*identity, "--size", "460x720", "--no-motion"),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=out,
            stderr=asyncio.subprocess.STDOUT,
            env=env,
        )
        try:
            with await asyncio.to_thread(Finger(socket).connect) as finger:
                yield Counter(finger, log)
        finally:
            if process.returncode is None:
                process.terminate()
            await process.wait()


async def hall_with_pins(tmp: Path) -> Premises:
    """The demo hall, but its clerks sign in with a PIN that the technician has set."""
    folder = tmp / "settings"
    shutil.copytree(DEMO_HALL, folder)
    toml = folder / "hall.toml"
    toml.write_text(re.sub('sign_in = "[a-z_]+"', 'sign_in = "pin"', toml.read_text()))
    premises = prepare(folder, tmp / "hall", 0)
    secret = tmp / "pin"
    secret.touch(0o600)
    secret.write_text(GIVEN_PIN)
    where = ["--hall", str(premises.hall), "--data", str(premises.data)]
    process = await asyncio.create_subprocess_exec(
        HALL, "staff", "pin", CLERK, *where, "--pin-file", str(secret), stdout=asyncio.subprocess.DEVNULL
    )
    assert await process.wait() == 0
    return premises


async def take(premises: Premises, item: str) -> str:
    """Somebody takes a number at the kiosk."""
    kiosk = LinkClient(Identity.load(premises.identity("kiosk")), "test")
    running = asyncio.create_task(kiosk.run(), name="kiosk")
    try:
        answer = await kiosk.do(c.TakeTicket(item=item, paper=False))
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
    assert isinstance(answer, Done)
    assert isinstance(answer.result, TicketResult)
    return answer.result.number


async def test_a_clerk_works_a_day_by_keyboard_alone(tmp_path: Path) -> None:
    premises = await hall_with_pins(tmp_path)
    hub = await start_hub(premises)
    try:
        await hub.logs("listens on")
        await enrol(premises)
        async with counter(premises) as clerk:
            await signs_in(clerk)
            await serves(clerk, premises)
            await clerk.hit("Q")
            await clerk.see("chooser-title", "手中的号交给谁？")
            await clerk.keys("Escape")
            await clerk.step("F", "叫下一位")
            await clerk.hit("Q")
            await clerk.see("thinking")
            await clerk.hit("Q")
            await clerk.see("main", "登录工号")
            said = clerk.log.read_text()
        hub.process.send_signal(signal.SIGTERM)
        assert await hub.ended() == 0, hub.logged
    finally:
        if hub.process.returncode is None:
            hub.process.kill()
            await hub.process.wait()
        premises.close()
        await asyncio.get_running_loop().shutdown_default_executor()

    # The one thing that it warns of is the test's own finger.
    assert [line for line in said.splitlines() if "driven from outside" not in line] == []
    for pin in (GIVEN_PIN, OWN_PIN, WRONG_PIN):
        assert pin not in said + "".join(hub.logged)
        assert all(
            pin.encode() not in file.read_bytes() for file in premises.data.rglob("*") if file.is_file()
        )
    journal = Journal(premises.data / "journal.db")
    try:
        happened = [event for event in journal.replay() if event.by == "clerk:window-1"]
    finally:
        journal.close()
    kinds = [type(event) for event in happened]
    assert kinds[:4] == [e.ClerkSignedIn, e.WindowOpened, e.TicketCalled, e.Undone]
    assert kinds.count(e.TicketCalled) == 3
    accepted = next(event for event in happened if isinstance(event, e.CaseAccepted))
    assert (accepted.case_number, accepted.first_pass) == (CASE, True)
    notice = next(event for event in happened if isinstance(event, e.SlipIssued))
    assert (notice.kind, bool(notice.materials)) == (SlipKind.ONE_TIME_NOTICE, True)
    assert kinds[-2:] == [e.WindowClosed, e.ClerkSignedOut]


async def signs_in(clerk: Counter) -> None:
    """A wrong PIN, the right one, and a new one, because somebody else had chosen it."""
    await clerk.see("main", "登录工号")
    await clerk.keys("Space")
    await clerk.see("chooser-title", "请选择工号")
    await clerk.keys(*CLERK, "Return")
    await clerk.see("sign-in-title", "请输入密码")
    await clerk.keys(*WRONG_PIN, "Return")
    await clerk.see("sign-in-problem", "密码不对，请重新输入。")
    await clerk.keys(*GIVEN_PIN, "Return")
    await clerk.see("sign-in-title", "请设置自己的新密码")
    await clerk.keys(*OWN_PIN, "Return")
    await clerk.see("sign-in-title", "请再输入一次新密码")
    await clerk.keys(*OWN_PIN, "Return")
    await clerk.see("main", "开始服务")


async def serves(clerk: Counter, premises: Premises) -> None:
    """Two visitors: a call taken back, a case with a paper, and one who is called next."""
    await clerk.step("Space", "叫下一位")
    first = await take(premises, "affairs-01")
    second = await take(premises, "affairs-01")
    await clerk.see("nobody", f"下一位 {first}")
    await clerk.step("Space", "开始办理")
    await clerk.see("undo")
    await clerk.step("U", "叫下一位")
    await clerk.step("Space", "开始办理")
    assert await clerk.reads("number") == first
    assert first in await clerk.reads("why")
    await clerk.step("Space", "完成并叫下一位")

    await clerk.hit("A")
    await clerk.see("case-title")
    await asyncio.to_thread(clerk.finger.write, CASE)
    await clerk.keys("Return")
    await clerk.see("case-title", gone=True)
    await clerk.hit("S")
    await clerk.see("chooser-title", "出具哪一种文书？")
    await clerk.keys("Return")
    await clerk.see("checklist-title", "一次性告知单")
    await clerk.keys("Return")
    await clerk.see("checklist-title", gone=True)

    await clerk.step("Space", "开始办理")
    assert await clerk.reads("number") == second
    await clerk.step("Space", "完成并叫下一位")
