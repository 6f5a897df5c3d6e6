"""The scripted visit: three visitors, one clerk, and what goes wrong in a hall, on the real screens.

Every action is a touch or a key on a live screen, or something a person does to hardware (puts a card on the
reader, takes the paper out). What should follow is waited for on the screens; a touch that a finger could
not make, or a thing that never shows, fails the demo.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from config.theme.touch_client import Finger
from devices.demo.album import Album
from devices.demo.booking import APPOINTMENT, book
from devices.demo.household import Household
from devices.hub.journal import Journal
from devices.virtual.cards import PEOPLE
from devices.virtual.hardware import PretendHardware

CLERK = "1002"
"""The clerk who sits at window 1."""

PACE_S = 0.5
"""Nobody touches faster; screens take a second touch that comes sooner for a bouncing finger."""


class Story:
    """Plays the visit and keeps the album."""

    def __init__(
        self,
        household: Household,
        hardware: PretendHardware,
        fingers: dict[str, Finger],
        say: Callable[[str], None],
    ) -> None:
        """Everything runs already; ``say`` tells the terminal how far it is."""
        self._household = household
        self._premises = household.premises
        self._hardware = hardware
        self._fingers = fingers
        self._say = say
        self._album = Album(self._premises, hardware, fingers)

    async def play(self) -> None:
        """Play from the opening to the end of the day.

        Raises:
            TouchFailed: a screen did not do what it should.
            DemoFailed: a program ended.
        """
        await self._open()
        await self._by_finger()
        await self._by_card()
        await self._by_appointment()
        await self._call_and_rate()
        await self._no_show()
        await self._paper_out()
        await self._hub_dies()
        await self._end()

    async def _open(self) -> None:
        for name, seen in (("kiosk", "page-home"), ("panel", "main"), ("pad", "page-idle")):
            await self._wait(name, seen)
        await self._step(
            "大厅开门前", "所有屏幕已连接，窗口还没有人。 Every screen is up; nobody has signed in yet."
        )
        await self._go_on("登录工号")
        await self._tap("panel", f"choice-{CLERK}")
        await self._go_on("开始服务")
        await self._wait("panel", "main", text="叫下一位")
        await self._step(
            "窗口开始服务", "窗口人员登录 1 号窗口并开始服务。 A clerk signs in at window 1 and opens it."
        )

    async def _by_finger(self) -> None:
        await self._tap("kiosk", "choice-affairs-01")
        await self._wait("kiosk", "take")
        await self._step(
            "手指取号：选事项", "取号之前就看到前面人数和等候范围。 People ahead and range before the touch."
        )
        await self._tap("kiosk", "take")
        await self._wait("kiosk", "paper-confirmed", timeout_s=15)
        number = await self._text("kiosk", "ticket-number")
        await self._step(
            "手指取号：出票", f"{number}，打印机自己确认已出纸。 The printer itself says it is on paper."
        )
        await self._tap("kiosk", "finish")

    async def _by_card(self) -> None:
        await self._tap("kiosk", "card")
        await self._wait("kiosk", "page-card")
        await self._step("刷身份证：请放卡", "先说明用途，再读卡。 The notice first, then the card.")
        self._hardware.readers["card-K1"].put(PEOPLE["li"])
        await self._wait("kiosk", "page-person", timeout_s=15)
        await self._step(
            "刷身份证：认出来人", "屏幕上只有 李*，没有一位证件号码。 Only 李*, and no digit of the number."
        )
        self._hardware.readers["card-K1"].lift()
        await self._tap("kiosk", "others")
        await self._wait("kiosk", "page-groups")
        await self._choose("choice-queue:social")
        await self._wait("kiosk", "page-items")
        await self._choose("choice-social-01")
        await self._tap("kiosk", "take")
        await self._wait("kiosk", "paper-confirmed", timeout_s=15)
        await self._step(
            "刷身份证：优先号", "81 岁的办事人按规则优先。 A visitor of 81 gets priority by the hall's rule."
        )
        await self._tap("kiosk", "finish")

    async def _by_appointment(self) -> None:
        await asyncio.to_thread(book, self._premises)
        await self._tap("kiosk", "appointment")
        await self._wait("kiosk", "page-appointment")
        self._hardware.scanners["scanner-K1"].show(APPOINTMENT.encode())
        await self._wait("kiosk", "paper-confirmed", timeout_s=15)
        self._hardware.scanners["scanner-K1"].hide()
        await self._step(
            "扫预约码",
            "扫码即报到，不再取第二个号。 A scan checks in; a booked visitor queues for no second number.",
        )
        await self._tap("kiosk", "finish")

    async def _call_and_rate(self) -> None:
        await self._go_on("叫下一位")
        await self._wait("panel", "main", text="开始办理")
        await self._large_call()
        # The flash for those who do not hear is over, and the voice has spoken.
        await asyncio.sleep(3.0)
        await self._step(
            "叫号", "区域屏、窗口屏、条屏和广播同时叫号。 Screens, strip and voice call together."
        )
        await self._tap("panel", "recall")
        await asyncio.sleep(1.0)
        await self._step("重呼", "同一号码再叫一次。 The same number once more.")
        await self._go_on("开始办理")
        await self._wait("panel", "main", text="完成并叫下一位")
        await self._step("开始办理", "办事人到窗口。 The visitor is at the window.")
        await self._tap("panel", "finish")
        await self._wait("pad", "grade-5")
        await self._step("邀请评价", "五个等级同样大小，没有默认。 Five grades of equal size, none preset.")
        await self._tap("pad", "grade-5")
        await self._wait("pad", "send")
        await self._step("评价原因", "满意可以直接提交。 A good grade may be sent as it is.")
        await self._tap("pad", "send")
        await self._wait("pad", "page-thanks")
        await self._step(
            "谢谢评价", "评价已记入日志，窗口看不到选择。 It is in the journal; the clerk cannot see it."
        )

    async def _no_show(self) -> None:
        await self._go_on("叫下一位")
        await self._wait("panel", "no_show")
        missed = await self._text("panel", "number")
        await self._tap("panel", "no_show")
        await self._wait("panel", "main", text="叫下一位")
        await self._wait("zone", "missed")
        await self._step("过号", "没有人来，号码列入过号。 Nobody came; the number is listed as missed.")
        await self._tap("panel", "return")
        await self._tap("panel", f"choice-{missed}")
        await asyncio.sleep(0.5)
        await self._step("过号恢复", "回来了，不必重新取号。 Back again, with the same number.")
        for _ in range(2):
            await self._go_on("叫下一位")
            await self._go_on("开始办理")
            await self._tap("panel", "finish")
        await self._step("都办完了", "恢复的号码也办完了。 The returned number was served too.")

    async def _paper_out(self) -> None:
        printer = self._hardware.printers["printer-K1"]
        printer.paper_out()
        await self._wait("kiosk", "page-home")
        await self._tap("kiosk", "choice-affairs-01")
        await self._tap("kiosk", "take")
        await self._wait("kiosk", "paper-failed", timeout_s=30)
        await self._step(
            "打印机缺纸",
            "号码有效：屏幕上有号码和二维码，可换新纸再打。 The number stands: number and QR on the screen.",
        )
        printer.load_paper()
        await asyncio.sleep(3.0)
        await self._tap("kiosk", "print-again")
        await self._wait("kiosk", "paper-confirmed", timeout_s=20)
        await self._step("补打", "换纸后补打，票上注明。 After new paper it is reprinted, and marked.")
        await self._tap("kiosk", "finish")

    async def _hub_dies(self) -> None:
        await self._household.kill("hub")
        await self._wait("kiosk", "waiting")
        await self._wait("zone", "waiting")
        await self._step(
            "主机断电",
            "所有屏幕保留最后的画面，小字说明正在等待。 Every screen keeps its last good state and waits.",
        )
        await self._household.start("hub")
        await self._household.hub_answers()
        for name in ("kiosk", "zone", "window", "pad"):
            await self._wait(name, "waiting", gone=True, timeout_s=20)
        await self._go_on("叫下一位")
        await self._wait("panel", "main", text="开始办理")
        await self._large_call()
        await self._step(
            "主机恢复",
            "没有丢号，没有重号，接着叫下一位。 Nothing is lost, nothing repeated; the next is called.",
        )

    async def _end(self) -> None:
        await self._go_on("开始办理")
        await self._tap("panel", "finish")
        await self._wait("pad", "decline")
        await self._tap("pad", "decline")
        await self._tap("panel", "sign_out")
        await self._tap("panel", "at_once")
        await self._wait("panel", "main", text="登录工号")
        journal = Journal(self._premises.data / "journal.db")
        try:
            count = journal.verify()
        finally:
            journal.close()
        await self._step("下班", f"日志 {count} 条，链条完整。 {count} events, each as it was written.")

    # Small parts ----------------------------------------------------------------------------------

    async def _step(self, title: str, text: str) -> None:
        self._household.check()
        step = await self._album.step(title, text)
        self._say(f"{step.number:2}. {title}")

    async def _tap(self, screen: str, name: str) -> None:
        await asyncio.sleep(PACE_S)
        await asyncio.to_thread(self._fingers[screen].tap, name)

    async def _wait(
        self, screen: str, name: str = "", *, text: str = "", gone: bool = False, timeout_s: float = 10.0
    ) -> None:
        finger = self._fingers[screen]
        await asyncio.to_thread(lambda: finger.wait(name, text=text, gone=gone, timeout_s=timeout_s))

    async def _choose(self, choice: str) -> None:
        """Touch a choice, on whichever of its pages it stands."""
        finger = self._fingers["kiosk"]
        for _ in range(10):
            if await asyncio.to_thread(finger.sees, choice) or not await asyncio.to_thread(
                finger.sees, "next"
            ):
                break
            await self._tap("kiosk", "next")
        await self._tap("kiosk", choice)

    async def _go_on(self, words: str) -> None:
        """Touch the panel's large button once it offers this step."""
        finger = self._fingers["panel"]
        await asyncio.sleep(PACE_S)
        await asyncio.to_thread(lambda: finger.tap("main", text=words))

    async def _large_call(self) -> None:
        """Wait until the zone's screen shows the panel's call large: every call before it has its seconds."""
        number = await self._text("panel", "number")
        await self._wait("zone", "large-number", text=number, timeout_s=40)

    async def _text(self, screen: str, name: str) -> str:
        got = await asyncio.to_thread(self._fingers[screen].get, name)
        return str(got["text"])
