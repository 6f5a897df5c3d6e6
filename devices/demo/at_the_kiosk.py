"""The scripted day at the kiosk: everybody who takes a number, and what they see when they get none."""

from __future__ import annotations

import asyncio

from devices.demo import city, terminal
from devices.demo.stage import Stage
from devices.virtual.cards import PEOPLE

DIAL_S = 0.15
"""Seconds between two digits of a telephone number."""


async def take_numbers(stage: Stage) -> None:
    """Visitors take numbers: by finger, card, life event and appointment."""
    await _by_finger(stage)
    await _by_card(stage)
    await _same_card(stage)
    await _life_event(stage)
    await _by_code(stage)
    await _by_phone(stage)


async def _by_finger(stage: Stage) -> None:
    await stage.tap("kiosk", "choice-affairs-01")
    await stage.wait("kiosk", "take")
    await stage.step(
        "手指取号：选事项",
        "取号之前就看到前面人数和等候范围。 People ahead and range before the touch.",
        "kiosk",
    )
    await stage.tap("kiosk", "more")
    await stage.wait("kiosk", "page-groups")
    await stage.choose("choice-queue:affairs")
    await stage.wait("kiosk", "page-items")
    await stage.choose("choice-affairs-02")
    await stage.wait("kiosk", "page-basket")
    await stage.step(
        "几件事一起办",
        "两个事项，一个号，按顺序接着办。 Two items on one number, one after the other.",
        "kiosk",
    )
    await stage.tap("kiosk", "take")
    number = await stage.printed()
    await stage.step(
        "手指取号：出票", f"{number}，打印机自己确认已出纸。 The printer itself says it is on paper.", "kiosk"
    )
    await stage.tap("kiosk", "finish")


async def _by_card(stage: Stage) -> None:
    reader = stage.hardware.readers["card-K1"]
    await stage.tap("kiosk", "card")
    await stage.wait("kiosk", "page-card")
    await stage.step("刷身份证：请放卡", "先说明用途，再读卡。 The notice first, then the card.", "kiosk")
    reader.put(PEOPLE["li"])
    await stage.wait("kiosk", "page-person", timeout_s=15)
    await stage.step(
        "刷身份证：认出来人",
        "屏幕上只有 李*，没有一位证件号码。 Only 李*, and no digit of the number.",
        "kiosk",
    )
    reader.lift()
    await stage.tap("kiosk", "others")
    await stage.wait("kiosk", "page-groups")
    await stage.choose("choice-queue:social")
    await stage.wait("kiosk", "page-items")
    await stage.choose("choice-social-01")
    await stage.tap("kiosk", "take")
    number = await stage.printed()
    await stage.step(
        "刷身份证：老年人优先",
        f"{number}，81 岁，按本厅规则优先，票上写明。 At 81 one goes first here, as the ticket says.",
        "kiosk",
    )
    await stage.tap("kiosk", "finish")


async def _same_card(stage: Stage) -> None:
    reader = stage.hardware.readers["card-K1"]
    await stage.tap("kiosk", "choice-social-01", "take-with-card")
    await stage.wait("kiosk", "page-card")
    reader.put(PEOPLE["li"])
    await stage.wait("kiosk", "page-offer", timeout_s=15)
    reader.lift()
    await stage.step(
        "同一张卡再来",
        "已经有号，不再取第二个，可以补打。 The same card again: no second number, but paper.",
        "kiosk",
    )
    await stage.tap("kiosk", "print-again")
    await stage.printed()
    await stage.step("补打号票", "票上注明补打，日志里也有。 Marked on paper, and in the journal.", "kiosk")
    await stage.tap("kiosk", "finish")


async def _life_event(stage: Stage) -> None:
    await stage.tap("kiosk", "all")
    await stage.wait("kiosk", "page-groups")
    await stage.choose("choice-bundles")
    await stage.wait("kiosk", "page-items")
    await stage.choose("choice-bundle:newborn")
    await stage.wait("kiosk", "steps")
    await stage.step(
        "一件事：新生儿出生",
        "两个部门的事项，一个号办到底。 Items of two departments, one number for all.",
        "kiosk",
    )
    await stage.tap("kiosk", "take")
    number = await stage.printed()
    await stage.step("一件事：出票", f"{number}，票上写着先后步骤。 The ticket names the steps.", "kiosk")
    await stage.tap("kiosk", "finish")


async def _by_code(stage: Stage) -> None:
    scanner = stage.hardware.scanners["scanner-K1"]
    await asyncio.to_thread(city.book, stage.premises, city.APPOINTMENT, "business-01")
    await stage.tap("kiosk", "appointment")
    await stage.wait("kiosk", "page-appointment")
    scanner.show(city.APPOINTMENT.encode())
    number = await stage.printed()
    scanner.hide()
    await stage.step(
        "扫预约码报到",
        f"{number}，扫码即报到，不再取第二个号。 A scan checks in; no second number is needed.",
        "kiosk",
    )
    await stage.tap("kiosk", "finish")


async def _by_phone(stage: Stage) -> None:
    await asyncio.to_thread(city.book, stage.premises, city.PHONED, "business-02", city.PHONE)
    await stage.tap("kiosk", "appointment", "phone-number")
    await stage.wait("kiosk", "page-phone")
    for digit in city.PHONE:
        await stage.tap("kiosk", f"key-{digit}", pace_s=DIAL_S)
    await stage.step(
        "手机号报到",
        "没带码也没带卡，凭预约时的手机号；屏幕不显示全号。 By telephone number, never shown whole.",
        "kiosk",
    )
    await stage.tap("kiosk", "arrive")
    number = await stage.printed()
    await stage.step(
        "手机号报到：出票",
        f"{number}，屏幕上的手机号已清除。 The typed number is gone from the screen.",
        "kiosk",
    )
    await stage.tap("kiosk", "finish")


async def come_back(stage: Stage) -> None:
    """The visitor with a supplement slip is back, and goes first."""
    scanner = stage.hardware.scanners["scanner-K1"]
    await stage.tap("kiosk", "appointment")
    await stage.wait("kiosk", "page-appointment")
    scanner.show(stage.newest_code("printer-1"))
    number = await stage.printed()
    scanner.hide()
    await stage.step(
        "带着补正通知书再来",
        f"扫通知书上的码，{number}，二次优先，不必从头排。 The slip's code gives a number that goes first.",
        "kiosk",
    )
    await stage.tap("kiosk", "finish")


async def paper_out(stage: Stage) -> None:
    """The kiosk's printer has no paper; the number stands."""
    printer = stage.hardware.printers["printer-K1"]
    printer.paper_out()
    await stage.wait("kiosk", "page-home")
    await stage.tap("kiosk", "choice-social-04", "take")
    await stage.wait("kiosk", "paper-failed", timeout_s=30)
    await stage.step(
        "打印机缺纸",
        "号码有效：屏幕上有号码和二维码，可换新纸再打。 The number stands: number and QR on the screen.",
        "kiosk",
    )
    printer.load_paper()
    await asyncio.sleep(3.0)
    await stage.tap("kiosk", "print-again")
    await stage.printed()
    await stage.step(
        "换纸补打", "换纸后补打，票上注明。 After new paper it is reprinted, and marked.", "kiosk"
    )
    await stage.tap("kiosk", "finish")


async def call_help(stage: Stage) -> None:
    """Somebody at the kiosk calls a guide, who accepts at the desk."""
    await asyncio.to_thread(city.staff_the_desk, stage.premises)
    await stage.tap("kiosk", "help")
    await stage.wait("kiosk", "help-called")
    await stage.step("呼叫工作人员", "一触就呼叫到服务台。 One touch rings at the desk.", "kiosk")
    rung = await terminal.type_as(stage.premises, "desk", "rows", "help/")
    call = rung.answer.partition("\t")[0].removeprefix("help/")
    accepted = await terminal.type_as(stage.premises, "desk", "do", "accept_help", f"help={call}")
    await stage.wait("kiosk", "help-accepted")
    await stage.step(
        "有人应答",
        "服务台接了呼叫，取号机上写着谁会来。 The desk accepts, and the kiosk says who comes.",
        "kiosk",
        typed=(rung, accepted),
    )
    await terminal.type_as(stage.premises, "desk", "do", "end_help", f"help={call}")
    await stage.tap("kiosk", "home")


async def no_more_numbers(stage: Stage) -> None:
    """The leader stops a queue; who comes now is told when and where else."""
    closed = await terminal.type_as(
        stage.premises, "leader", "do", "close_ticketing", "queue=affairs", "reason=crowd"
    )
    await stage.wait("kiosk", "page-home")
    await stage.tap("kiosk", "choice-affairs-01")
    await stage.wait("kiosk", "page-item")
    await stage.step(
        "停止取号",
        "值班长停号；取号机说明原因、何时再有、还能去哪里办。 Why, when next, and where else.",
        "kiosk",
        typed=(closed,),
    )
    await stage.tap("kiosk", "back")
