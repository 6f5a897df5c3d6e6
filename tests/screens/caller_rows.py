"""Rows of a hall as the hub would show them to a clerk's panel."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec

from devices.link.rows import (
    AnyRow,
    ClerkRow,
    DayRow,
    DeviceRow,
    GroundRow,
    HelpRow,
    ItemRow,
    ReasonRow,
    TicketRow,
    WindowRow,
)
from devices.link.words import DeviceState, HelpTopic, TicketState, VisitorClass, WindowState
from tests.screens import display_rows
from tests.screens.display_rows import LONG_QUEUES, QUEUES
from tests.screens.studio import NOW

HALL = msgspec.structs.replace(
    display_rows.HALL, supplement_due=date(2026, 12, 7), deferral_due=date(2026, 12, 7)
)
CLERKS = (
    ClerkRow(number="0127", name="王敏", department="自然资源和规划局"),
    ClerkRow(number="0128", name="李卫东", department="自然资源和规划局"),
    ClerkRow(number="0203", name="欧阳海燕", department="税务局"),
    ClerkRow(number="0311", name="赵一鸣", role="leader"),
)
REASONS = (
    ReasonRow(id="repair", name="设备维护", name_en="Equipment repair"),
    ReasonRow(id="papers", name="整理材料", name_en="Sorting papers"),
    ReasonRow(id="meal", name="午间轮休", name_en="Lunch break"),
    ReasonRow(id="urgent", name="情况紧急", name_en="urgent", kind="call"),
    ReasonRow(id="same_case", name="同一办件", name_en="same case", kind="call"),
    ReasonRow(id="leader", name="值班长安排", name_en="the leader's order", kind="call"),
)
GROUNDS = (
    GroundRow(
        id="elder",
        name="老年人",
        name_en="Older person",
        visitor_class=VisitorClass.PRIORITY,
        evidence=("身份证", "老年证"),
    ),
    GroundRow(id="pregnant", name="孕妇", name_en="Pregnant", visitor_class=VisitorClass.PRIORITY),
    GroundRow(
        id="second_visit",
        name="二次优先",
        name_en="Second visit",
        visitor_class=VisitorClass.SECOND_VISIT,
        evidence=("补正通知书",),
    ),
)
ITEMS = (
    ItemRow(
        code="b1",
        name="转移登记（二手房过户）",
        name_en="Transfer of title (resale)",
        queue="b",
        department="自然资源和规划局",
        materials="不动产权证书；买卖合同；契税完税凭证；双方身份证件",
    ),
    ItemRow(code="b2", name="继承转移登记", name_en="Transfer by inheritance", queue="b"),
    ItemRow(code="c1", name="新建商品房登记", name_en="Registration of new homes", queue="c"),
    ItemRow(code="d1", name="抵押权首次登记", name_en="First registration of a mortgage", queue="d"),
)
HELP = HelpRow(id="h1", place="window-5", zone="house", about=HelpTopic.FRAIL, since=NOW)
COMING = msgspec.structs.replace(HELP, accepted=True, accepted_by="周莉")
DAY = DayRow(window=5, finished=31, mean_minutes=8.6, waiting=23, longest_wait_min=31)
DEVICES = (
    DeviceRow(id="reader-5", kind="id_card", host="window-5", state=DeviceState.READY, serves="window-5"),
    DeviceRow(id="strip-5", kind="led_strip", host="hub", state=DeviceState.READY, serves="window-5"),
)
BROKEN = DeviceRow(
    id="strip-5", kind="led_strip", host="hub", state=DeviceState.FAULT, serves="window-5", fault="silent"
)


def window(
    state: WindowState = WindowState.OPEN,
    *,
    clerk: str = "0127",
    shown: str = "",
    ticket_state: TicketState | None = None,
    seconds: float = 401,
    reason: str = "",
    reason_en: str = "",
) -> WindowRow:
    row = display_rows.window(
        state,
        shown=shown,
        ticket_state=ticket_state,
        clerk=clerk,
        clerk_name="王*" if clerk else "",
        reason=reason,
        reason_en=reason_en,
    )
    return msgspec.structs.replace(row, since=NOW - timedelta(seconds=seconds) if shown else None)


def ticket(
    number: str,
    state: TicketState = TicketState.WAITING,
    *,
    minutes: float = 20,
    order: int = 0,
    why: str = "",
    visitor_class: VisitorClass = VisitorClass.ORDINARY,
    slot_in: float | None = None,
    returns: int = 0,
    recalls: int = 0,
    person: str = "",
    item: str = "转移登记（二手房过户）",
    item_en: str = "Transfer of title (resale)",
    ground: GroundRow | None = None,
    why_zh: str = "",
    why_en: str = "",
) -> TicketRow:
    return TicketRow(
        id=number,
        number=number,
        queue="b",
        item="b1",
        item_name=item,
        item_name_en=item_en,
        visitor_class=visitor_class,
        state=state,
        taken_at=NOW - timedelta(minutes=minutes),
        window=5 if state is not TicketState.WAITING else 0,
        called_at=NOW - timedelta(seconds=401) if state is not TicketState.WAITING else None,
        recalls=recalls,
        returns=returns,
        person=person,
        slot=NOW + timedelta(minutes=slot_in) if slot_in is not None else None,
        order=order,
        why=why,
        why_zh=why_zh,
        why_en=why_en,
        ground=ground.id if ground else "",
        ground_name=ground.name if ground else "",
        ground_name_en=ground.name_en if ground else "",
    )


WHY_ZH = (
    "B027（普通）：等候 24 分 3 秒 × 1 = 24.1；次高 C011（普通）：等候 22 分 40 秒 × 1 = 22.7；"
    "还比较了 3 张，均在后。"
)
WHY_EN = (
    "B027 (ordinary): waited 24 min 3 s × 1 = 24.1; second C011 (ordinary): waited 22 min 40 s × 1 = 22.7; "
    "3 more compared, all behind."
)
SERVED = ticket("B027", TicketState.SERVING, minutes=30.7, person="张*", why_zh=WHY_ZH, why_en=WHY_EN)
CALLED = ticket("B027", TicketState.CALLED, minutes=30.7, person="张*", why_zh=WHY_ZH, why_en=WHY_EN)
KNOWN = msgspec.structs.replace(
    SERVED,
    visitor_class=VisitorClass.PRIORITY,
    ground="elder",
    ground_name="老年人",
    ground_name_en="Older person",
    items=("b1", "b2"),
    advice=("契税完税凭证", "请带原件核验"),
    first_asked="0203",
    next_queue="l",
    why_zh="已连叫优先 1 次（上限 3 次）：B027（老年人优先）：等候 8 分 12 秒，加 30 分，× 4 = 152.8；"
    "次高 Y003（预约）：等候 2 分 0 秒，加 30 分，× 4 = 128.0；还比较了 2 张，均在后。",
    why_en="1 priority call in a row (at most 3): B027 (Older person): waited 8 min 12 s, plus 30 min, "
    "× 4 = 152.8; second Y003 (appointment): waited 2 min 0 s, plus 30 min, × 4 = 128.0; 2 more compared, "
    "all behind.",
)
"""A visitor of whom much is known: two items, told at the consult desk, to go on at another queue."""

WAITING = (
    ticket("B028", order=1, minutes=8, visitor_class=VisitorClass.PRIORITY, why="priority",
           ground=GROUNDS[0], why_zh="B028（老年人优先）：等候 8 分，加 30 分，× 4 = 152.0",
           why_en="B028 (Older person): waited 8 min, plus 30 min, × 4 = 152.0"),
    ticket("Y003", order=2, minutes=30, visitor_class=VisitorClass.APPOINTMENT, slot_in=-2,
           why="appointment", why_zh="Y003（预约）：等候 2 分，加 30 分，× 4 = 128.0",
           why_en="Y003 (appointment): waited 2 min, plus 30 min, × 4 = 128.0"),
    ticket("C012", order=3, minutes=22, why="first_come", person="李*",
           why_zh="C012（普通）：等候 22 分 × 1 = 22.0", why_en="C012 (ordinary): waited 22 min × 1 = 22.0"),
    ticket("B029", order=4, minutes=21, why="first_come"),
    ticket("B030", order=5, minutes=19, why="first_come", returns=1),
    ticket("B031", order=6, minutes=12, why="turn"),
    ticket("Y004", order=7, minutes=9, visitor_class=VisitorClass.APPOINTMENT, slot_in=20, why="early"),
)  # fmt: skip

CROWD = tuple(
    ticket(f"B{n:03}", order=place, minutes=60 - place, why="first_come",
           why_zh=f"B{n:03}（普通）：等候 {60 - place} 分 × 1 = {60 - place}.0",
           why_en=f"B{n:03} (ordinary): waited {60 - place} min × 1 = {60 - place}.0")
    for place, n in enumerate(range(28, 68), start=1)
)  # fmt: skip
"""As many as the hub shows at once."""

OTHERS = tuple(
    WindowRow(
        number=number,
        zone="house",
        name=name,
        type="accept",
        state=WindowState.OPEN if number % 2 else WindowState.CLOSED,
        queues=(queue,),
        clerk=clerk,
        clerk_name=f"{name[0]}*" if clerk else "",
    )
    for number, name, queue, clerk in (
        (3, "转移登记", "b", "0128"),
        (6, "抵押登记", "d", ""),
        (11, "新建商品房", "c", "0203"),
        (21, "领证", "l", ""),
        (28, "税费", "t", ""),
    )
)

PLACE: tuple[AnyRow, ...] = (
    HALL,
    *QUEUES,
    *OTHERS,
    *CLERKS,
    *REASONS,
    *GROUNDS,
    *ITEMS,
    *DEVICES,
    DAY,
)
"""What is around the window in every state."""

LONG_PLACE: tuple[AnyRow, ...] = (
    HALL,
    *LONG_QUEUES,
    *OTHERS,
    ClerkRow(number="0127", name="买买提·阿布都热合曼"),
    *REASONS,
    *GROUNDS,
    *ITEMS,
    *DEVICES,
    BROKEN,
    DayRow(window=5, finished=131, mean_minutes=18.6, waiting=123, longest_wait_min=131),
)

HELD = ticket("B020", TicketState.HELD, minutes=70)
MISSED = (ticket("B019", TicketState.NO_SHOW, minutes=80), ticket("C007", TicketState.NO_SHOW, minutes=60))
FINISHED = msgspec.structs.replace(ticket("B026", TicketState.FINISHED, minutes=50), ended_at=NOW)
"""A visitor who was just served, and went to pay."""
