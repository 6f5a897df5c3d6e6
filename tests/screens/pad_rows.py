"""Rows of a hall as the hub would show them to the rating pad of window 5."""

from __future__ import annotations

from datetime import timedelta

from devices.link.rows import RatingRow
from devices.link.words import TicketState, WindowState
from tests.screens.display_rows import HALL as HALL
from tests.screens.display_rows import window
from tests.screens.studio import NOW


def rating(
    ticket: str = "B027",
    *,
    seconds: float = 60,
    item: str = "转移登记（二手房过户）",
    item_en: str = "Transfer of title (resale)",
) -> RatingRow:
    return RatingRow(
        ticket=ticket,
        number=ticket,
        item_name=item,
        item_name_en=item_en,
        until=NOW + timedelta(seconds=seconds),
    )


FREE = window()
CALLED = window(shown="B028", ticket_state=TicketState.CALLED)
SERVING = window(shown="B028", ticket_state=TicketState.SERVING)
PAUSED = window(WindowState.PAUSED, reason="设备维护", reason_en="Equipment repair")
CLOSED = window(WindowState.CLOSED, clerk="", clerk_name="")

LONG_WINDOW = window(
    shown="AB0127", ticket_state=TicketState.SERVING, clerk="ZWZX-2026-0127", clerk_name="买买提·阿*"
)
LONG_PAUSE = window(
    WindowState.PAUSED,
    reason="高拍仪与身份证阅读器同时检修",
    reason_en="Document camera and card reader are both under repair",
)
LONG_RATING = rating(
    "AB0127",
    item="国有建设用地使用权及房屋所有权转移登记（二手房过户、继承、赠与）",
    item_en="Transfer of state-owned land use rights and house ownership (resale, inheritance, gift)",
)
