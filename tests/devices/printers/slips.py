"""Tickets that several tests print, and bytes made readable."""

from __future__ import annotations

from devices.link.jobs import Slip
from devices.link.words import Language
from devices.virtual.escpos import CommandParser

ZH = Slip(
    hall="郑州市政务服务中心",
    zone="综合受理区（一层）",
    number="A001",
    item="不动产首次登记",
    visitor_class="优先",
    ahead="前面 12 人",
    wait="预计 20–35 分钟",
    windows="3–5、8 号窗口",
    taken_at="2026-03-02 09:15",
    qr="https://hall.example/t/01HXYZ",
    qr_words="扫一扫，看叫到几号",
    lines=("过号请到原窗口或服务台恢复，不必重新取号。", "请留意屏幕和广播。"),
)
EN = Slip(
    hall="Zhengzhou Government Service Center",
    zone="General acceptance, floor 1",
    number="A001",
    item="First registration of real estate",
    ahead="12 ahead of you",
    wait="about 20–35 min",
    windows="Window 3–5, 8",
    taken_at="2026-03-02 09:15",
    qr="01HXYZ",
    qr_words="Scan to follow your place",
    lines=("Missed your call? Go to the window or the desk; keep this number.",),
    mark="REPRINT",
    language=Language.EN,
)


def readable(data: bytes) -> str:
    """Write a printer's bytes one command a line, as the pretend printer understands them."""
    lines: list[str] = []
    text = b""
    for command in CommandParser().feed(data):
        if command.name == "char":
            text += command.raw
            continue
        if text:
            lines.append(f'"{text.decode("gb18030")}"')
            text = b""
        value = command.parameters
        shown = value.decode("ascii") if command.name == "GS ( k" and value[1] == 80 else value.hex(" ")
        lines.append(f"{command.name} {shown}".rstrip() + (f"  !! {command.fault}" if command.fault else ""))
    return "\n".join(lines) + "\n"
