"""The scripted day at window 1: sign-in, calls, papers, ratings, and what goes otherwise than planned."""

from __future__ import annotations

import asyncio

from devices.demo.stage import Stage

CLERK = "1002"
"""The clerk who sits at window 1."""


async def open_hall(stage: Stage) -> None:
    """The screens are up; a clerk proves who it is, and opens the window."""
    for name, seen in (("kiosk", "page-home"), ("panel", "main"), ("pad", "page-idle")):
        await stage.wait(name, seen)
    await stage.step(
        "大厅开门前",
        "所有屏幕已连接，窗口还没有人。 Every screen is up; nobody has signed in yet.",
        "kiosk",
        "panel",
        "pad",
        "window",
        "zone",
    )
    await stage.show_card(CLERK, "panel", "card-1")
    pin = stage.premises.staff[CLERK].pin
    await stage.key("panel", *pin[:-1])
    await stage.step(
        "工作证加密码",
        "读到工作证，再输密码；屏幕只有圆点。 The staff card, then the PIN, of which dots are shown.",
        "panel",
    )
    await stage.key("panel", pin[-1], "Return")
    await stage.go_on("开始服务")
    await stage.wait("panel", "main", text="叫下一位")
    stage.hardware.readers["card-1"].lift()
    await stage.step(
        "窗口开始服务",
        "一人一窗，登录记入考勤。 One clerk, one window; attendance begins.",
        "panel",
        "window",
        "pad",
    )


async def call_and_rate(stage: Stage) -> None:
    """A call, taken back once, made again and repeated; the case is accepted, the service is rated."""
    await stage.go_on("叫下一位")
    await stage.wait("panel", "main", text="开始办理")
    await stage.wait("panel", "undo")
    await stage.step(
        "叫错了？", "五秒之内可以撤销。 For five seconds the step may be taken back.", "panel", "window"
    )
    await stage.tap("panel", "undo")
    await stage.wait("panel", "main", text="叫下一位")
    await stage.go_on("叫下一位")
    await stage.wait("panel", "main", text="开始办理")
    await stage.large_call()
    # The flash for those who do not hear is over, and the voice has spoken.
    await asyncio.sleep(2.0)
    why = await stage.text("panel", "why")
    await stage.step(
        "叫号",
        f"区域屏、窗口屏、条屏和广播同时叫号。{why} Screens, strip and voice call; the panel says why.",
        "panel",
        "window",
        "zone",
    )
    await stage.tap("panel", "recall")
    await asyncio.sleep(1.0)
    await stage.step("重呼", "同一号码再叫一次。 The same number once more.", "panel", "zone")
    await stage.go_on("开始办理")
    await stage.wait("panel", "main", text="完成并叫下一位")
    await stage.step("开始办理", "办事人到窗口。 The visitor is at the window.", "panel", "window", "pad")
    await _accept(stage)
    await stage.tap("panel", "finish")
    await stage.wait("pad", "grade-5")
    await stage.step(
        "邀请评价", "五个等级同样大小，没有默认。 Five grades of equal size, none preset.", "pad"
    )
    await stage.tap("pad", "grade-5")
    await stage.wait("pad", "send")
    await stage.step("评价原因", "满意可以直接提交。 A good grade may be sent as it is.", "pad")
    await stage.tap("pad", "send")
    await stage.wait("pad", "page-thanks")
    await stage.step(
        "谢谢评价",
        "评价已记入日志，窗口看不到选择。 It is in the journal; the clerk cannot see it.",
        "pad",
        "panel",
    )


async def _accept(stage: Stage) -> None:
    await stage.key("panel", "A")
    await stage.wait("panel", "case-number")
    await stage.key("panel", *"410123")
    await stage.step(
        "受理", "输入办件编号，是否一次通过。 The case's number, and whether all was there.", "panel"
    )
    async with stage.paper_from("printer-1"):
        await stage.tap("panel", "first-pass")
    await stage.step(
        "受理凭证", "窗口的打印机出凭证，一式可查。 The window's printer gives the receipt.", "panel"
    )


async def call_by_number(stage: Stage, number: str) -> None:
    """A family with an infant is called out of turn, with a reason, and then goes on to the next step."""
    await stage.pick(number)
    await stage.step(
        "等候名单", "每一位为什么排在这里，一句话。 Everybody's place, in one sentence.", "panel"
    )
    await stage.pick(number)
    await stage.tap("panel", "choice-1")
    await stage.wait("panel", "choice-4")
    await stage.step("点号叫", "不按顺序叫，要选原因。 Out of turn takes a reason.", "panel")
    await stage.tap("panel", "choice-4")
    await stage.wait("panel", "main", text="开始办理")
    await stage.step("点号叫：行动不便", "原因记入日志。 The reason is in the journal.", "panel", "window")
    await stage.go_on("开始办理")
    await stage.wait("panel", "finish_on")
    await stage.step(
        "一件事：下一步",
        "办完这一步，面板提出下一步，号码不变。 The next step is proposed, with the same number.",
        "panel",
    )
    await stage.tap("panel", "finish_on")
    await stage.wait("panel", "main", text="叫下一位")


async def give_slip(stage: Stage) -> None:
    """Papers are lacking: all of them are named at once, on paper, with a limit."""
    await stage.go_on("叫下一位")
    await stage.go_on("开始办理")
    await stage.wait("panel", "main", text="完成并叫下一位")
    await stage.key("panel", "S")
    await stage.tap("panel", "choice-2")
    await stage.wait("panel", "check-2")
    await stage.tap("panel", "check-2")
    await stage.step(
        "缺什么，一次告知",
        "勾选缺的材料，期限自动算好。 What lacks is ticked; the day is worked out.",
        "panel",
    )
    async with stage.paper_from("printer-1"):
        await stage.tap("panel", "checklist-done")
    await stage.step("补正通知书", "窗口打印，带二维码。 Printed at the window, with its code.", "panel")
    await stage.tap("panel", "finish")


async def no_show(stage: Stage) -> None:
    """Nobody comes; later they are back, with the same number."""
    await stage.go_on("叫下一位")
    await stage.wait("panel", "no_show")
    missed = await stage.text("panel", "number")
    await stage.tap("panel", "no_show")
    await stage.wait("panel", "main", text="叫下一位")
    await stage.wait("zone", "missed", timeout_s=20)
    await stage.step(
        "过号", "没有人来，号码列入过号。 Nobody came; the number is listed as missed.", "panel", "zone"
    )
    await stage.tap("panel", "return", f"choice-{missed}")
    await stage.wait("panel", f"waiting-{missed}")
    await stage.step("过号恢复", "回来了，不必重新取号。 Back again, with the same number.", "panel")


async def serve(stage: Stage, count: int) -> None:
    """Call and serve so many."""
    for _ in range(count):
        await stage.go_on("叫下一位")
        await stage.go_on("开始办理")
        await stage.tap("panel", "finish")


async def go_home(stage: Stage) -> None:
    """Nobody is at the window any more; the clerk signs out."""
    await stage.tap("panel", "sign_out", "at_once")
    await stage.wait("panel", "main", text="登录工号")
