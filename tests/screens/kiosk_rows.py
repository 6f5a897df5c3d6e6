"""Rows of three halls for the kiosk: an everyday one, one with long names, one large one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from devices.link.messages import AppointmentSeen, CardSeen, TicketResult
from devices.link.rows import (
    AnyRow,
    DeviceRow,
    HallRow,
    ItemRow,
    Minutes,
    QueueRow,
    TicketRow,
    WindowRow,
    ZoneRow,
)
from devices.link.words import DeviceState, PrintState, TicketState, VisitorClass, WindowState

NOW = datetime(2026, 11, 23, 1, 26, tzinfo=UTC)

HALL = HallRow(
    name="晴川区政务服务中心",
    name_en="Qingchuan Government Service Centre",
    consult_phone="0371-67580990",
    complaint_phone="0371-67581000",
    timezone="Asia/Shanghai",
    waiting=23,
    windows_open=18,
    wait=Minutes(5, 15),
)
EMPTY_HALL = HallRow(
    name="晴川区政务服务中心",
    name_en="Qingchuan Government Service Centre",
    consult_phone="0371-67580990",
    complaint_phone="0371-67581000",
    timezone="Asia/Shanghai",
    waiting=0,
    windows_open=0,
    wait=Minutes(0, 0),
)
ZONE = ZoneRow(id="house", name="房屋交易及不动产登记区", name_en="Housing and Real Estate", floor=1)


SENTENCES = {
    "closed": (
        "现在不在取号时间，请明天09:00再来，也可以到各街道便民服务中心办理。",
        "Numbers are not given now; please come back tomorrow at 09:00, "
        "or go to any community service centre.",
    ),
    "full": (
        "今天的号已取完，请3月3日（星期二）09:00再来，也可以到各街道便民服务中心办理。",
        "Today's numbers are used up; please come back on Tuesday 3 March at 09:00, "
        "or go to any community service centre.",
    ),
}
"""What the hub says of a queue that gives no number."""


def queue(
    prefix: str,
    name: str,
    name_en: str,
    ahead: int,
    low: int,
    high: int,
    *,
    windows: tuple[int, ...] = (1, 2),
    refused: str = "",
    zone: str = "house",
) -> QueueRow:
    """A queue whose id is its letter."""
    return QueueRow(
        id=prefix,
        prefix=prefix,
        name=name,
        name_en=name_en,
        zone=zone,
        waiting=ahead,
        ahead=ahead,
        wait=Minutes(low, high),
        windows=windows,
        refused=refused,
        refused_zh=SENTENCES.get(refused, ("", ""))[0],
        refused_en=SENTENCES.get(refused, ("", ""))[1],
    )


QUEUES = (
    queue("B", "转移登记", "Property transfer", 14, 20, 35, windows=(1, 2, 4, 5, 7)),
    queue("C", "新建商品房", "New housing", 6, 5, 15, windows=(8, 9, 10)),
    queue("D", "抵押登记", "Mortgages", 2, 5, 5, windows=(11,)),
    queue("L", "统一领证", "Collect certificates", 0, 0, 0, windows=(31, 32)),
)


def item(
    code: str, queue: str, name: str, name_en: str, *, featured: int = 0, elder: bool = False
) -> ItemRow:
    """An item."""
    return ItemRow(code=code, name=name, name_en=name_en, queue=queue, featured=featured, elder=elder)


ITEMS = (
    item("b1", "B", "转移登记(二手房过户)", "Transfer of second-hand housing", featured=1),
    item("b2", "B", "继承、受遗赠转移登记", "Transfer by inheritance", elder=True),
    item("b3", "B", "夫妻间房屋转移登记", "Transfer between spouses"),
    item("b4", "B", "赠与转移登记", "Transfer by gift"),
    item("b5", "B", "离婚析产转移登记", "Division after divorce"),
    item("b6", "B", "法院裁定转移登记", "Transfer by court ruling"),
    item("b7", "B", "拆迁安置房转移登记", "Transfer of resettlement housing"),
    item("b8", "B", "不动产登记资料查询", "Search of the land register", elder=True),
    item("c1", "C", "新建商品房登记", "Registration of new housing", featured=2),
    item("c2", "C", "预购商品房预告登记", "Advance notice of purchase"),
    item("d1", "D", "抵押权首次登记", "First registration of a mortgage"),
    item("d2", "D", "抵押权注销登记", "Cancellation of a mortgage", elder=True),
    item("l1", "L", "领取不动产权证", "Collect a property certificate", featured=3, elder=True),
)

CLOSED_WINDOWS = (3, 6, 12, 18, 24, 25)


def window(number: int, *, state: WindowState, sort: str = "accept", zone: str = "house") -> WindowRow:
    """A window."""
    return WindowRow(
        number=number, zone=zone, name="综合受理", type=sort, state=state, queues=("B", "C", "D", "L")
    )


WINDOWS = tuple(
    window(
        number,
        state=WindowState.CLOSED if number in CLOSED_WINDOWS else WindowState.OPEN,
        sort="issue" if number > 16 else "accept",
    )
    for number in range(1, 33)
)


def devices(
    printer: DeviceState = DeviceState.READY, reader: DeviceState = DeviceState.READY
) -> list[AnyRow]:
    """The kiosk's hardware."""
    return [
        DeviceRow(id="printer-K1", kind="escpos-printer", host="K1", state=printer, serves="K1"),
        DeviceRow(id="card-K1", kind="idcard-reader", host="K1", state=reader, serves="K1"),
        DeviceRow(id="scanner-K1", kind="serial-scanner", host="K1", state=reader, serves="K1"),
    ]


def everyday() -> list[AnyRow]:
    """A hall on an ordinary morning."""
    return [HALL, ZONE, *QUEUES, *ITEMS, *WINDOWS, *devices()]


def few_windows() -> list[AnyRow]:
    """A small hall: six windows and one thing to choose."""
    windows = [window(n, state=WindowState.OPEN if n != 4 else WindowState.PAUSED) for n in range(1, 7)]
    return [HALL, ZONE, QUEUES[0], ITEMS[0], ITEMS[1], *windows, *devices()]


def empty() -> list[AnyRow]:
    """A hall in which nobody waits and nothing is open yet."""
    queues = [queue(q.prefix, q.name, q.name_en, 0, 0, 0, windows=(), refused="closed") for q in QUEUES]
    windows = [window(n, state=WindowState.CLOSED) for n in range(1, 33)]
    return [EMPTY_HALL, ZONE, *queues, *ITEMS, *windows, *devices()]


def full() -> list[AnyRow]:
    """A hall whose numbers are used up."""
    queues = [
        queue(q.prefix, q.name, q.name_en, 188, 240, 360, windows=q.windows, refused="full") for q in QUEUES
    ]
    crowded = HallRow(
        name=HALL.name,
        name_en=HALL.name_en,
        consult_phone=HALL.consult_phone,
        complaint_phone=HALL.complaint_phone,
        timezone=HALL.timezone,
        waiting=1288,
        windows_open=107,
        wait=Minutes(120, 240),
    )
    return [crowded, ZONE, *queues, *ITEMS, *WINDOWS, *devices()]


def long_texts() -> list[AnyRow]:
    """Names that are as long as any official's."""
    hall = HallRow(
        name="晴川市高新技术产业开发区政务服务和大数据管理中心",
        name_en="Government Service and Data Administration Centre of the High-Tech Development Zone",
        consult_phone="0371-67580990 转 80126",
        complaint_phone="0371-67581000",
        timezone="Asia/Shanghai",
        waiting=1288,
        windows_open=107,
        wait=Minutes(120, 240),
    )
    zone = ZoneRow(
        id="house",
        name="房屋交易、不动产登记、公积金及住房保障综合服务区",
        name_en="Housing transactions, real-estate registration, provident fund and housing security",
        floor=3,
    )
    name = "国有建设用地使用权及房屋所有权转移登记(含继承、赠与、析产、作价出资等情形)"
    name_en = "Transfer of the right to use state-owned construction land and of house ownership (all cases)"
    queues = [
        queue(p, name, name_en, 188, 120, 240, windows=tuple(range(101, 128))) for p in ("AB", "CD", "EF")
    ]
    items = [
        item(f"{p}{n}", p, name, name_en, featured=n + 1 if p == "AB" and n < 6 else 0, elder=n % 2 == 0)
        for p in ("AB", "CD", "EF")
        for n in range(8)
    ]
    return [hall, zone, *queues, *items, *WINDOWS, *devices()]


def large() -> list[AnyRow]:
    """A hall of 107 windows and 780 items in twenty queues."""
    letters = "ABCDEFGHJKLMNPQRSTUV"
    queues = [queue(p, f"业务类别{p}", f"Category {p}", n, n, n + 10) for n, p in enumerate(letters)]
    items = [
        item(
            f"{p}{n:02}",
            p,
            f"{p}类事项{n:02}",
            f"Item {n:02} of {p}",
            featured=n + 1 if p == "A" and n < 6 else 0,
        )
        for p in letters
        for n in range(39)
    ]
    windows = [window(n, state=WindowState.OPEN) for n in range(1, 108)]
    return [HALL, ZONE, *queues, *items, *windows, *devices()]


def ticket(
    name: str = "t-0001",
    number: str = "B027",
    *,
    paper: PrintState | None = PrintState.REQUESTED,
    cause: str = "",
    state: TicketState = TicketState.WAITING,
    window: int = 0,
    long: bool = False,
) -> TicketRow:
    """A ticket that this kiosk gave."""
    return TicketRow(
        id=name,
        number=number,
        queue="AB" if long else "B",
        item="AB0" if long else "b1",
        item_name="国有建设用地使用权及房屋所有权转移登记(含继承、赠与、析产、作价出资等情形)"
        if long
        else "转移登记(二手房过户)",
        item_name_en="Transfer of the right to use state-owned construction land and of house ownership"
        if long
        else "Transfer of second-hand housing",
        visitor_class=VisitorClass.ORDINARY,
        state=state,
        taken_at=NOW,
        ahead=14,
        wait=Minutes(20, 35),
        window=window,
        print_state=paper,
        print_cause=cause,
    )


RESULT = TicketResult(ticket="t-0001", number="B027", job="j-0001")
OLD_RESULT = TicketResult(ticket="t-0007", number="C012")

APPOINTMENT = AppointmentSeen(
    code="Y-1",
    item="c1",
    item_name="新建商品房登记",
    item_name_en="Registration of new housing",
    starts_at=NOW + timedelta(minutes=4),
    ends_at=NOW + timedelta(minutes=34),
)
CARD = CardSeen(
    person="p-1",
    masked_name="张*",
    visitor_class=VisitorClass.PRIORITY,
    tickets=(TicketResult(ticket="t-0001", number="B027"),),
    appointments=(APPOINTMENT,),
)
BARE_CARD = CardSeen(person="p-2", masked_name="李*", visitor_class=VisitorClass.ORDINARY)
