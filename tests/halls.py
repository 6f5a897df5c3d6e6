"""A small hall for tests: two zones, three queues, four windows, one kiosk, one of each device."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec

from config import schema as s

ZONE = ZoneInfo("Asia/Shanghai")
MORNING = datetime(2026, 3, 2, 9, 30, tzinfo=ZONE)
"""A Monday, half an hour after the hall has opened."""
SMALL_TOML = """\
[hall]
name = "测试大厅"
name_en = "Test Hall"
consult_phone = "12345"
complaint_phone = "12346"

[[zones]]
id = "one"
name = "综合区"

[[queues]]
id = "a"
prefix = "A"
name = "社会事务"
zone = "one"

[[windows]]
number = 1
zone = "one"
queues = ["a"]

[[clerks]]
number = "0101"
name = "王敏"
"""
"""A hall's file with one zone, queue, window and clerk of the small hall, for programs that read one."""


def small_hall(**changes: object) -> s.HallConfig:
    """The hall, with some of its tables replaced."""
    config = s.HallConfig(
        hall=s.Hall(name="测试大厅", name_en="Test Hall", consult_phone="12345", complaint_phone="12346"),
        staff=s.Staff(sign_in="number"),
        zones=(
            s.Zone(id="one", name="综合区", name_en="General"),
            s.Zone(id="two", name="税务区", name_en="Tax"),
        ),
        queues=(
            s.Queue(id="a", prefix="A", name="社会事务", name_en="Civil", zone="one", minutes=10),
            s.Queue(id="b", prefix="B", name="社保", name_en="Social", zone="one", minutes=6),
            s.Queue(id="t", prefix="T", name="税务", name_en="Tax", zone="two", minutes=8, real_name=True),
        ),
        windows=(
            s.Window(number=1, zone="one", queues=("a", "b"), where="左侧", where_en="left"),
            s.Window(number=2, zone="one", queues=("a", "b")),
            s.Window(number=3, zone="two", queues=("t",)),
            s.Window(number=4, zone="two", type="dedicated"),
        ),
        kiosks=(s.Kiosk(id="K1", zone="one", featured=("a-1", "b-1")),),
        clerks=tuple(
            s.Clerk(number=f"010{n}", name=name) for n, name in enumerate(("王敏", "李强", "赵静"), 1)
        ),
        pauses=(s.Reason(id="tea", name="短暂休息", name_en="short break"),),
        devices=(
            s.Device(id="printer", kind="escpos-printer", host="K1", port="tcp://127.0.0.1:9", kiosk="K1"),
            s.Device(id="cards", kind="idcard-reader", host="K1", port="serial://cards", kiosk="K1"),
            s.Device(id="codes", kind="serial-scanner", host="K1", port="serial://codes", kiosk="K1"),
            s.Device(id="strip-1", kind="led-strip", port="serial://strip", window=1),
            s.Device(id="voice-one", kind="speaker", port="folder://voice", zone="one"),
        ),
        items=(
            s.Item(code="a-1", name="居住证办理", name_en="Residence permit", queue="a"),
            s.Item(code="a-2", name="户口迁移", queue="a"),
            s.Item(code="b-1", name="养老金查询", name_en="Pension", queue="b"),
            s.Item(code="t-1", name="个税申报", name_en="Income tax", queue="t"),
        ),
    )
    return msgspec.structs.replace(config, **changes)
