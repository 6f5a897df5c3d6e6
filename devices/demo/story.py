"""The scripted day: who comes, in which order, and what goes wrong in a hall, on the real screens."""

from __future__ import annotations

from devices.demo import at_the_kiosk, at_the_window, in_the_hall
from devices.demo.stage import Stage

NEWBORN = "A002"
"""The number that the family with the newborn gets: the second one of its queue."""


async def play(stage: Stage) -> None:
    """Play from the opening to the end of the day.

    Raises:
        TouchFailed: a screen did not do what it should.
        DemoFailed: a program ended, or refused.
    """
    stage.chapter("登记 Enrolment")
    await stage.step(
        "屏幕登记",
        "管理员用口令和动态验证码登录，为每个屏幕生成一个登记码；密钥由各屏幕自己生成。 "
        "The admin signs in with a PIN and a second factor, and lets every screen in by a short code; "
        "each has made a key of its own.",
        *("kiosk", "panel", "pad", "window", "zone"),
        staff="/staff",
    )
    stage.chapter("开门 Opening")
    await at_the_window.open_hall(stage)
    stage.chapter("取号 Numbers")
    await at_the_kiosk.take_numbers(stage)
    stage.chapter("叫号 Calls")
    await at_the_window.call_and_rate(stage)
    await at_the_window.call_by_number(stage, NEWBORN)
    await at_the_window.no_show(stage)
    stage.chapter("纸张 Papers")
    await at_the_window.give_slip(stage)
    await at_the_kiosk.come_back(stage)
    await at_the_kiosk.paper_out(stage)
    stage.chapter("求助与停号 Help, and no more numbers")
    await at_the_kiosk.call_help(stage)
    await at_the_kiosk.no_more_numbers(stage)
    stage.chapter("潮汐 Tidal window")
    await in_the_hall.tide(stage, NEWBORN)
    await in_the_hall.hand_over(stage, NEWBORN)
    stage.chapter("断电 A power cut")
    await in_the_hall.hub_dies(stage)
    stage.chapter("收尾 End of the day")
    await in_the_hall.end(stage)
    await stage.step(
        "审计日志",
        "谁读过谁的证件、谁登录过、谁放行了哪块屏幕，都记在一条链上，不记姓名和号码。 "
        "Who looked at personal data, who signed in, who let which screen in: on a chain, without names.",
        staff="/staff/audit?verify=yes",
    )
