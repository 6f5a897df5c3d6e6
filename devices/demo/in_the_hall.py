"""The scripted day around the windows: the leader's tidal window, a power cut, and the end of the day."""

from __future__ import annotations

import json

from devices.demo import at_the_window, city, terminal
from devices.demo.stage import Stage
from devices.demo.terminal import Typed

SECOND = "1003"
"""The clerk who sits down at the tidal window."""


async def tide(stage: Stage, number: str) -> None:
    """The leader opens window 8 for a rush, where the life event's next step is taken; then it drains."""
    opened = await _leader(
        stage,
        "open_tidal",
        "window=8",
        f"queues={json.dumps(['social'])}",
        f"until={city.lent_until(stage.premises)}",
    )
    await stage.wait_words("window-8", "至")
    await stage.step(
        "潮汐窗口开启",
        "值班长把 8 号窗口借给社保医保一段时间，窗口屏、区域屏和网页立刻看到。 "
        "The leader lends window 8 for a time: screens and page show it at once.",
        "window-8",
        "zone",
        "panel-8",
        typed=(opened,),
        page=True,
    )
    await stage.show_card(SECOND, "panel-8", "card-8")
    await stage.key("panel-8", *stage.premises.staff[SECOND].pin, "Return")
    await stage.go_on("开始服务", "panel-8")
    await stage.go_on("叫下一位", "panel-8")
    await stage.wait("panel-8", "main", text="开始办理")
    await stage.wait("panel-8", "number", text=number)
    await stage.large_call(8, "panel-8")
    await stage.step(
        "下一步在 8 号窗口",
        f"{number} 不用重新取号，在潮汐窗口办第二步。 The second step, with the same number.",
        "panel-8",
        "window-8",
        "zone",
    )
    await stage.go_on("开始办理", "panel-8")
    closed = await _leader(stage, "close_tidal", "window=8")
    await stage.wait("panel-8", "main", text="完成")
    await stage.step(
        "退潮",
        "不再叫新号，办完手上的才收窗。 It calls nobody new, and finishes whom it has.",
        "panel-8",
        "window-8",
        "zone",
        typed=(closed,),
        page=True,
    )


async def hand_over(stage: Stage, number: str) -> None:
    """The clerk of the tidal window leaves, and whom it serves goes to a named colleague."""
    await stage.tap("panel-8", "sign_out")
    await stage.wait("panel-8", "choice-1")
    await stage.step(
        "交接",
        "手中还有人，交给指名的同事才能退出。 Whom the window serves goes to a named colleague.",
        "panel-8",
    )
    await stage.tap("panel-8", "choice-1")
    await stage.wait("panel-8", "main", text="登录工号")
    await stage.tap("panel", "resume", f"choice-{number}")
    await stage.wait("panel", "main", text="完成并叫下一位")
    await stage.step(
        "接手",
        "同一号码，1 号窗口接着办。 Window 1 goes on with the same number.",
        "panel",
        "panel-8",
        "window-8",
    )
    await stage.tap("panel", "finish")
    await stage.wait("panel", "main", text="叫下一位")


async def hub_dies(stage: Stage) -> None:
    """The hub is killed and comes back."""
    await stage.household.kill("hub")
    await stage.wait("kiosk", "waiting")
    await stage.wait("zone", "waiting")
    await stage.step(
        "主机断电",
        "所有屏幕保留最后的画面，小字说明正在等待。 Every screen keeps its last good state and waits.",
        "kiosk",
        "panel",
        "pad",
        "window",
        "zone",
    )
    await stage.household.start("hub")
    await stage.household.hub_answers()
    for name in ("kiosk", "zone", "window", "pad"):
        await stage.wait(name, "waiting", gone=True, timeout_s=20)
    await stage.go_on("叫下一位")
    await stage.wait("panel", "main", text="开始办理")
    await stage.large_call()
    await stage.step(
        "主机恢复",
        "没有丢号，没有重号，接着叫下一位。 Nothing is lost, nothing repeated; the next is called.",
        "panel",
        "window",
        "zone",
        "kiosk",
    )
    await stage.go_on("开始办理")
    await stage.tap("panel", "finish")
    await stage.wait("pad", "decline")
    await stage.tap("pad", "decline")


async def end(stage: Stage) -> None:
    """The clerk goes home; the journal is whole, and tells of the day."""
    await at_the_window.go_home(stage)
    await stage.wait("window-8", text="本窗口不再接新号", gone=True)
    await stage.step(
        "下班",
        "窗口都关了，潮汐窗口也还原了。 All windows are closed, and the tidal one is its own again.",
        "panel",
        "window",
        "window-8",
        "zone",
        page=True,
    )
    lines = (("journal", "verify"), ("report", "day"), ("report", "attendance"))
    typed = [await terminal.report(stage.premises, *line) for line in lines]
    await stage.step(
        "日报与考勤",
        "日志链条完整；日报和考勤表都由它得出。 Every event is as it was written; the day is told from them.",
        typed=typed,
    )


async def _leader(stage: Stage, *words: str) -> Typed:
    return await terminal.type_as(stage.premises, "leader", "do", *words)
