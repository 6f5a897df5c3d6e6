"""Rows of a hall as the hub would show them to its call screens."""

from __future__ import annotations

from datetime import timedelta

from devices.link.rows import CallRow, HallRow, Minutes, MissedRow, QueueRow, WindowRow, ZoneRow
from devices.link.words import TicketState, WindowState
from tests.screens.studio import NOW

HALL = HallRow(
    name="郑州市政务服务中心",
    name_en="Zhengzhou Government Service Centre",
    consult_phone="0371-67580990",
    complaint_phone="0371-67581000",
    timezone="Asia/Shanghai",
    waiting=41,
    windows_open=18,
    wait=Minutes(5, 15),
)

ZONE = ZoneRow(
    id="house", name="房屋交易及不动产登记区", name_en="Housing and Real Estate Registration", floor=1
)

LONG_ZONE = ZoneRow(
    id="house",
    name="工程建设项目审批、房屋交易及不动产登记、公共资源交易综合受理服务区",
    name_en="Construction Approval, Housing Transactions, Real Estate Registration and Public Resources Area",
    floor=1,
)


def queue(
    prefix: str,
    name: str,
    name_en: str,
    waiting: int,
    low: int,
    high: int,
    *,
    windows: tuple[int, ...] = (5, 6),
    refused: str = "",
) -> QueueRow:
    return QueueRow(
        id=prefix.lower(),
        prefix=prefix,
        name=name,
        name_en=name_en,
        zone="house",
        waiting=waiting,
        ahead=waiting,
        wait=Minutes(low, high),
        windows=windows,
        refused=refused,
    )


QUEUES = (
    queue("B", "转移登记", "Transfer of title", 14, 20, 35),
    queue("C", "新建商品房", "New homes", 6, 5, 15),
    queue("D", "抵押登记", "Mortgage", 2, 5, 5),
    queue("T", "税费", "Taxes and fees", 9, 15, 25),
    queue("L", "领证", "Collect certificates", 0, 0, 0),
)

LONG_QUEUES = (
    queue("AB", "国有建设用地使用权及房屋所有权转移登记（二手房过户）",
          "Transfer of land use rights and house ownership", 114, 120, 185),
    queue("C", "新建商品房首次登记与预告登记", "First and advance registration of new homes", 36, 45, 60),
    queue("D", "抵押权设立、变更、注销登记", "Creation, change and cancellation of mortgages", 22, 35, 55),
    queue("T", "契税与增值税申报缴纳", "Deed tax and value added tax", 9, 15, 25, refused="closed"),
    queue("L", "不动产权证书领取", "Collection of certificates", 0, 0, 0, refused="full"),
    queue("Y", "异议登记、查封登记", "Objections and seizures", 0, 0, 0, windows=()),
)  # fmt: skip


def call(
    number: int,
    ticket: str,
    window: int,
    *,
    seconds_ago: float = 600,
    where: str = "",
    again: bool = False,
    name: str = "",
) -> CallRow:
    english = {
        "大厅左侧": "Left side of the hall",
        "二楼东侧走廊尽头": "Second floor, end of the east corridor",
    }
    return CallRow(
        id=number,
        ticket=ticket,
        number=ticket,
        window=window,
        zone="house",
        where=where,
        where_en=english.get(where, ""),
        called_at=NOW - timedelta(seconds=seconds_ago),
        again=again,
        name=name,
    )


LAST = (
    call(11, "T031", 28),
    call(12, "B026", 3),
    call(13, "D008", 21),
    call(14, "C012", 11, where="大厅左侧"),
)
NEW = call(15, "B027", 5, seconds_ago=0, where="大厅左侧")


def missed(*numbers: str) -> tuple[MissedRow, ...]:
    return tuple(
        MissedRow(ticket=number, number=number, window=3, missed_at=NOW - timedelta(minutes=n))
        for n, number in enumerate(numbers)
    )


def window(
    state: WindowState = WindowState.OPEN,
    *,
    number: int = 5,
    shown: str = "",
    ticket_state: TicketState | None = None,
    name: str = "转移登记",
    clerk: str = "0127",
    clerk_name: str = "王*",
    reason: str = "",
    reason_en: str = "",
    lent: bool = False,
    draining: bool = False,
) -> WindowRow:
    return WindowRow(
        number=number,
        zone="house",
        name=name,
        type="tidal" if lent else "accept",
        state=state,
        queues=("b", "c"),
        where="大厅左侧",
        where_en="Left side of the hall",
        reason=reason,
        reason_en=reason_en,
        clerk=clerk,
        clerk_name=clerk_name,
        ticket=shown,
        number_shown=shown,
        ticket_state=ticket_state,
        lent_until=NOW + timedelta(hours=6) if lent else None,
        draining=draining,
    )
