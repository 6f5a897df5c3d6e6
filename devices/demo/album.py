"""What the demo leaves to look at: a picture of every screen at every step, and all that came out of devices.

Printed tickets are drawn from the very bytes the printer received, strips' frames are text, announcements
are WAV, the journal is the hub's own. ``index.html`` shows it in order and needs nothing but a browser.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from config.theme.touch_client import Finger
from devices.demo.premises import Premises
from devices.hub.journal import Journal
from devices.virtual.hardware import PretendHardware
from devices.virtual.paper import render

SCREENS = {
    "kiosk": "取号机 Kiosk",
    "panel": "窗口叫号台 Clerk's panel",
    "pad": "评价器 Rating pad",
    "window": "窗口屏 Window screen",
    "zone": "区域屏 Zone screen",
}


@dataclass
class Step:
    """One step of the visit, with everything that appeared in it. Paths are relative to the album."""

    number: int
    title: str
    text: str
    shots: dict[str, str] = field(default_factory=dict)
    tickets: list[str] = field(default_factory=list)
    sounds: list[str] = field(default_factory=list)
    frames: list[str] = field(default_factory=list)
    events: list[str] = field(default_factory=list)


class Album:
    """Collects step by step."""

    def __init__(self, premises: Premises, hardware: PretendHardware, fingers: dict[str, Finger]) -> None:
        """Begin an empty album beside the demo hall."""
        self.premises = premises
        self.steps: list[Step] = []
        self._hardware = hardware
        self._fingers = fingers
        self._tickets: dict[str, int] = {}
        self._sounds: set[Path] = set()
        self._frames: dict[Path, int] = {}
        self._seq = 0

    async def step(self, title: str, text: str) -> Step:
        """Picture every screen and gather what came out since the step before."""
        step = Step(len(self.steps) + 1, title, text)
        self.steps.append(step)
        await asyncio.gather(*(self._shot(step, name) for name in self._fingers))
        await asyncio.to_thread(self._gather, step)
        self.write()
        return step

    def write(self) -> None:
        """Write ``index.html`` as it is so far; a demo that fails still shows how far it came."""
        pages = Environment(loader=PackageLoader("devices.demo"), autoescape=True, undefined=StrictUndefined)
        page = pages.get_template("index.html").render(
            hall=self.premises.config.hall, steps=self.steps, screens=SCREENS
        )
        (self.premises.out / "index.html").write_text(page, encoding="utf-8")

    async def _shot(self, step: Step, name: str) -> None:
        path = self.premises.out / "screens" / f"{step.number:02d}-{name}.png"
        path.parent.mkdir(exist_ok=True)
        await asyncio.to_thread(self._fingers[name].shot, path)
        step.shots[name] = str(path.relative_to(self.premises.out))

    def _gather(self, step: Step) -> None:
        for name, printer in self._hardware.printers.items():
            for ticket in printer.tickets[self._tickets.get(name, 0) :]:
                count = self._tickets[name] = self._tickets.get(name, 0) + 1
                path = self.premises.out / "tickets" / f"{name}-{count:02d}.png"
                path.parent.mkdir(exist_ok=True)
                path.write_bytes(render(ticket))
                path.with_suffix(".bin").write_bytes(ticket)
                step.tickets.append(str(path.relative_to(self.premises.out)))
        for sound in sorted((self.premises.data / "announcements").rglob("*.wav")):
            if sound not in self._sounds:
                self._sounds.add(sound)
                step.sounds.append(str(sound.relative_to(self.premises.out)))
        for log in sorted((self.premises.out / "led").glob("*.txt")):
            lines = log.read_text(encoding="utf-8").splitlines()
            step.frames.extend(f"{log.stem}: {line}" for line in lines[self._frames.get(log, 0) :])
            self._frames[log] = len(lines)
        journal = Journal(self.premises.data / "journal.db")
        try:
            rows = journal.after(self._seq, 10_000)
        finally:
            journal.close()
        for row in rows:
            self._seq = row.seq
            step.events.append(f"{row.seq} {row.at[11:19]} {row.kind} {row.body}")
