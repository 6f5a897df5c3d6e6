"""Rows of a hall as the hub would show them to a clerk's panel."""

from __future__ import annotations

from datetime import timedelta

import msgspec

from devices.link.rows import (
    AnyRow,
    ClerkRow,
    DayRow,
    DeviceRow,
    ReasonRow,
    TicketRow,
    WindowRow,
)
from devices.link.words import DeviceState, TicketState, VisitorClass, WindowState
from tests.screens import display_rows
from tests.screens.display_rows import HALL, LONG_QUEUES, QUEUES
from tests.screens.studio import NOW

CLERKS = (
    ClerkRow(number="0127", name="王敏"),
    ClerkRow(number="0128", name="李卫东"),
    ClerkRow(number="0203", name="欧阳海燕"),
    ClerkRow(number="0311", name="赵一鸣"),
)
REASONS = (
    ReasonRow(id="repair", name="设备维护", name_en="Equipment repair"),
    ReasonRow(id="papers", name="整理材料", name_en="Sorting papers"),
    ReasonRow(id="meal", name="午间轮休", name_en="Lunch break"),
)
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
    )


SERVED = ticket("B027", TicketState.SERVING, minutes=30.7, person="张*")
CALLED = ticket("B027", TicketState.CALLED, minutes=30.7, person="张*")

WAITING = (
    ticket("B028", order=1, minutes=8, visitor_class=VisitorClass.PRIORITY, why="priority"),
    ticket("Y003", order=2, minutes=30, visitor_class=VisitorClass.APPOINTMENT, slot_in=-2,
           why="appointment"),
    ticket("C012", order=3, minutes=22, why="first_come"),
    ticket("B029", order=4, minutes=21, why="first_come"),
    ticket("B030", order=5, minutes=19, why="first_come", returns=1),
    ticket("B031", order=6, minutes=12, why="turn"),
    ticket("Y004", order=7, minutes=9, visitor_class=VisitorClass.APPOINTMENT, slot_in=20, why="early"),
)  # fmt: skip

OTHERS = tuple(
    WindowRow(
        number=number,
        zone="house",
        name=name,
        type="accept",
        state=WindowState.OPEN if number % 2 else WindowState.CLOSED,
        queues=(queue,),
    )
    for number, name, queue in (
        (3, "转移登记", "b"),
        (6, "抵押登记", "d"),
        (11, "新建商品房", "c"),
        (21, "领证", "l"),
        (28, "税费", "t"),
    )
)

PLACE: tuple[AnyRow, ...] = (HALL, *QUEUES, *OTHERS, *CLERKS, *REASONS, *DEVICES, DAY)
"""What is around the window in every state."""

LONG_PLACE: tuple[AnyRow, ...] = (
    HALL,
    *LONG_QUEUES,
    *OTHERS,
    ClerkRow(number="0127", name="买买提·阿布都热合曼"),
    *REASONS,
    *DEVICES,
    BROKEN,
    DayRow(window=5, finished=131, mean_minutes=18.6, waiting=123, longest_wait_min=131),
)

HELD = ticket("B020", TicketState.HELD, minutes=70)
MISSED = (ticket("B019", TicketState.NO_SHOW, minutes=80), ticket("C007", TicketState.NO_SHOW, minutes=60))
