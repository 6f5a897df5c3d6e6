"""``make demo`` without a display: a whole visit on real screens, by touch, and an album of it."""

from __future__ import annotations

import asyncio
import os
import re
import struct
from pathlib import Path

import pytest

from devices.demo.household import SIZES
from devices.hub.events import Rated, TicketReturned, TicketTaken
from devices.hub.journal import Journal
from tests.e2e.halls import HALL

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(200)]


async def test_the_scripted_visit_ends_well_and_leaves_an_album(tmp_path: Path) -> None:
    out = tmp_path / "album"
    env = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    process = await asyncio.create_subprocess_exec(
        HALL,
        "demo",
        "--out",
        str(out),
        "--port",
        "0",
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        env=env,
    )
    async with asyncio.timeout(180):
        said, _ = await process.communicate()
    assert process.returncode == 0, said.decode() + logs(out)

    page = (out / "index.html").read_text(encoding="utf-8")
    steps = len(re.findall(r"<section id=", page))
    assert steps >= 20
    for name, size in SIZES.items():
        pictures = sorted((out / "screens").glob(f"*-{name}.png"))
        assert len(pictures) == steps
        assert {png_size(picture) for picture in pictures} == {tuple(map(int, size.split("x")))}
    for link in re.findall(r'(?:src|href)="([^"#]+)"', page):
        assert (out / link).is_file(), link
    assert len(list((out / "tickets").glob("*.png"))) >= 4
    assert list((out / "data" / "announcements").rglob("*.wav"))
    assert "shows 请" in (out / "led" / "strip-1.txt").read_text(encoding="utf-8")

    journal = Journal(out / "journal.db")
    try:
        assert journal.verify() > 50
        events = list(journal.replay())
    finally:
        journal.close()
    numbers = [event.number for event in events if isinstance(event, TicketTaken)]
    assert len(numbers) == len(set(numbers)) == 4
    assert sum(isinstance(event, Rated) for event in events) == 1
    assert sum(isinstance(event, TicketReturned) for event in events) == 1


def png_size(path: Path) -> tuple[int, int]:
    width, height = struct.unpack(">II", path.read_bytes()[16:24])
    return width, height


def logs(out: Path) -> str:
    return "\n".join(
        f"== {log.name}\n{log.read_text()[-2000:]}" for log in sorted((out / "logs").glob("*.log"))
    )
