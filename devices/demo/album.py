"""What the demo leaves to look at: pictures of the screens at every step, and all that came out of devices.

Printed tickets and slips are drawn from the very bytes the printer received, strips' frames are text,
announcements are WAV, what was typed on a terminal stands as it stood there, the journal is the hub's own.
``index.html`` shows it in order and needs nothing but a browser.
"""

from __future__ import annotations

import asyncio
import re
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from config.theme.touch_client import Finger
from devices.demo.premises import Premises
from devices.demo.terminal import Typed
from devices.hub.journal import Journal
from devices.virtual.hardware import PretendHardware
from devices.virtual.paper import render

SCREENS = {
    "kiosk": "取号机 Kiosk",
    "panel": "1 号窗口叫号台 Panel of window 1",
    "pad": "1 号窗口评价器 Rating pad of window 1",
    "window": "1 号窗口屏 Screen of window 1",
    "panel-8": "8 号窗口叫号台 Panel of window 8",
    "window-8": "8 号窗口屏 Screen of window 8",
    "zone": "区域屏 Zone screen",
}


@dataclass
class Step:
    """One step of the day, with everything that appeared in it. Paths are relative to the album."""

    number: int
    title: str
    text: str
    shots: dict[str, str] = field(default_factory=dict)
    typed: Sequence[Typed] = ()
    page: str = ""
    papers: list[str] = field(default_factory=list)
    sounds: list[str] = field(default_factory=list)
    frames: list[str] = field(default_factory=list)
    events: list[str] = field(default_factory=list)


@dataclass
class Chapter:
    """Steps that belong together."""

    title: str
    steps: list[Step] = field(default_factory=list)


class Album:
    """Collects step by step."""

    def __init__(self, premises: Premises, hardware: PretendHardware, fingers: dict[str, Finger]) -> None:
        """Begin an empty album beside the demo hall."""
        self.premises = premises
        self.chapters: list[Chapter] = []
        self._hardware = hardware
        self._fingers = fingers
        self._count = 0
        self._printed: dict[str, int] = {}
        self._sounds: set[Path] = set()
        self._frames: dict[Path, int] = {}
        self._seq = 0

    def chapter(self, title: str) -> None:
        """Begin a chapter."""
        self.chapters.append(Chapter(title))

    async def step(
        self,
        title: str,
        text: str,
        screens: Sequence[str],
        typed: Sequence[Typed] = (),
        *,
        page: str = "",
    ) -> Step:
        """Picture these screens, keep a ``page`` of the hub, and gather what came out since the last step."""
        self._count += 1
        step = Step(self._count, title, text, typed=typed)
        self.chapters[-1].steps.append(step)
        await asyncio.gather(*(self._shot(step, name) for name in screens))
        await asyncio.to_thread(self._gather, step, page)
        self.write()
        return step

    def write(self) -> None:
        """Write ``index.html`` as it is so far; a demo that fails still shows how far it came."""
        pages = Environment(loader=PackageLoader("devices.demo"), autoescape=True, undefined=StrictUndefined)
        html = pages.get_template("index.html").render(
            hall=self.premises.config.hall, chapters=self.chapters, screens=SCREENS
        )
        (self.premises.out / "index.html").write_text(html, encoding="utf-8")

    async def _shot(self, step: Step, name: str) -> None:
        path = self._path("screens", f"{step.number:02d}-{name}.png")
        await asyncio.to_thread(self._fingers[name].shot, path)
        step.shots[name] = self._relative(path)

    def _gather(self, step: Step, page: str) -> None:
        if page:
            path = self._path("pages", f"{step.number:02d}.html")
            path.write_text(_still(self.premises.url, page), encoding="utf-8")
            step.page = self._relative(path)
        for name, printer in self._hardware.printers.items():
            for paper in printer.tickets[self._printed.get(name, 0) :]:
                count = self._printed[name] = self._printed.get(name, 0) + 1
                path = self._path("papers", f"{name}-{count:02d}.png")
                path.write_bytes(render(paper))
                path.with_suffix(".bin").write_bytes(paper)
                step.papers.append(self._relative(path))
        for sound in sorted((self.premises.data / "announcements").rglob("*.wav")):
            if sound not in self._sounds:
                self._sounds.add(sound)
                step.sounds.append(self._relative(sound))
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

    def _path(self, folder: str, name: str) -> Path:
        path = self.premises.out / folder / name
        path.parent.mkdir(exist_ok=True)
        return path

    def _relative(self, path: Path) -> str:
        return str(path.relative_to(self.premises.out))


def _still(url: str, html: str) -> str:
    """A page of the hub with its look inside, and nothing that would change it or sign anything."""
    looks = [read(f"{url}{path}") for path in re.findall(r'<link rel="stylesheet" href="([^"]+)"', html)]
    html = re.sub(r"\s*<(script|link)\b[^>]*>(</script>)?", "", html)
    html = re.sub(r'<input type="hidden"[^>]*>', "", html)
    return html.replace("</head>", f"<style>\n{''.join(looks)}</style>\n</head>")


def read(url: str) -> str:
    """What the hub answers at an address."""
    with urllib.request.urlopen(url, timeout=5) as reply:  # noqa: S310 - our own loopback address
        text: str = reply.read().decode()
        return text
