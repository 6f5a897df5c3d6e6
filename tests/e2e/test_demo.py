"""``make demo``: without a display a whole day on real screens, by touch, and an album; else by words."""

from __future__ import annotations

import asyncio
import os
import re
import struct
from collections import Counter
from pathlib import Path

import pytest

from devices.demo.household import SIZES
from devices.hub import events as e
from devices.hub.journal import Journal
from tests.e2e.halls import HALL

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(200)]

DRIVEN: dict[str, str] = {}
WATCHED = {"DISPLAY": ":none", "QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}
"""What a terminal beside a display has; the screens are drawn, but nobody sees them."""

ONCE = (
    e.CaseAccepted,
    e.HelpAccepted,
    e.Rated,
    e.ReprintOffered,
    e.SlipIssued,
    e.SlipReturned,
    e.TicketHandedOver,
    e.TicketMissed,
    e.TicketReturned,
    e.TicketingClosed,
    e.TidalClosed,
    e.TidalEnded,
    e.TidalOpened,
    e.Undone,
)
"""What happens in the scripted day, once each."""


async def test_the_scripted_day_ends_well_and_leaves_an_album(tmp_path: Path) -> None:
    out = tmp_path / "album"
    process = await open_demo(out, DRIVEN)
    async with asyncio.timeout(180):
        said, _ = await process.communicate()
    assert process.returncode == 0, said.decode() + logs(out)

    page = (out / "index.html").read_text(encoding="utf-8")
    numbers = re.findall(r'<section id="step-(\d+)">', page)
    assert len(numbers) >= 40
    pictures = sorted((out / "screens").glob("*.png"))
    for picture in pictures:
        assert png_size(picture) == tuple(map(int, SIZES[picture.stem.partition("-")[2]].split("x")))
    # The last two are told by what was typed and by the audit log's page.
    assert {f"{int(picture.name[:2])}" for picture in pictures} == set(numbers[:-2])
    assert {f"{int(kept.stem)}" for kept in (out / "pages").glob("*.html")} >= {numbers[0], numbers[-1]}
    assert "审计日志" in (out / "pages" / f"{int(numbers[-1]):02d}.html").read_text("utf-8")
    for link in re.findall(r'(?:src|href)="([^"#]+)"', page):
        assert (out / link).is_file(), link
    # The beginning of every pretend card's number.
    assert "410199" not in page + logs(out)
    assert "考勤表" in page
    assert "日清" in page
    assert {
        len(list((out / "papers").glob(f"{printer}-*.png"))) for printer in ("printer-1", "printer-K1")
    } == {
        2,
        8,
    }
    assert list((out / "data" / "announcements").rglob("*.wav"))
    assert "shows 请" in (out / "led" / "strip-1.txt").read_text(encoding="utf-8")

    journal = Journal(out / "journal.db")
    try:
        assert journal.verify() > 90
        events = list(journal.replay())
    finally:
        journal.close()
    given = [event.number for event in events if isinstance(event, e.TicketTaken)]
    assert len(given) == len(set(given)) == 7
    happened = Counter(type(event) for event in events)
    assert {kind.__name__: happened[kind] for kind in ONCE} == {kind.__name__: 1 for kind in ONCE}
    called = [event.reason for event in events if isinstance(event, e.TicketCalled) and event.reason]
    assert called == ["frail"]


async def test_people_play_with_the_hall_by_words(tmp_path: Path) -> None:
    process = await open_demo(tmp_path / "hall", WATCHED, asyncio.subprocess.PIPE)
    assert process.stdin is not None
    assert process.stdout is not None
    said = ""

    async def hears(words: str) -> str:
        nonlocal said
        async with asyncio.timeout(40):
            while words not in said:
                line = await process.stdout.readline() if process.stdout else b""
                assert line, said + logs(tmp_path / "hall")
                said += line.decode()
        return said

    async def says(line: str) -> None:
        nonlocal said
        said = ""
        assert process.stdin is not None
        process.stdin.write(f"{line}\n".encode())
        await process.stdin.drain()

    # Whoever starts it is told how to sign in.
    assert re.search(r"1002 +PIN \d{4}", await hears("end the demo"))
    for line, answer in (
        ("staff 1002", "staff card lies"),
        ("card li", "card lies"),
        ("slip", "no paper"),
        ("tidal social", "done"),
        ("ebb", "done"),
        ("stop affairs", "done"),
        ("go affairs", "done"),
        ("accept", "nobody calls"),
        ("stop nothing", "unknown_queue"),
        ("sing", "staff NUMBER"),
    ):
        await says(line)
        await hears(answer)
    await says("quit")
    async with asyncio.timeout(30):
        await process.wait()
    assert process.returncode == 0, said


async def open_demo(
    out: Path, env: dict[str, str], stdin: int = asyncio.subprocess.DEVNULL
) -> asyncio.subprocess.Process:
    bare = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    return await asyncio.create_subprocess_exec(
        HALL,
        "demo",
        "--out",
        str(out),
        "--port",
        "0",
        stdin=stdin,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        env=bare | env,
    )


def png_size(path: Path) -> tuple[int, int]:
    width, height = struct.unpack(">II", path.read_bytes()[16:24])
    return width, height


def logs(out: Path) -> str:
    return "\n".join(
        f"== {log.name}\n{log.read_text()[-2000:]}" for log in sorted((out / "logs").glob("*.log"))
    )
