"""Programs of the hall as processes that are killed and started again: agents and screens.

Each logs to a file of its own over all its lives; whatever it logs as an error is a finding, for it was the
others who died.
"""

from __future__ import annotations

import asyncio
import os
import re
import sys
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.crash import links
from tests.crash.machines import HOSTS
from tests.hubs.premises import Premises
from tests.hubs.process import ROOT

COMPLAINT = re.compile(r" (?:ERROR|CRITICAL) |^Traceback|Exception|^\w*Error")
OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}
STILL = ["--no-motion"]
WINDOW, PANEL, KIOSK = 1, 2, "K1"
"""Where the screens of one window, of a clerk and of a kiosk stand."""
SCREENS: dict[str, tuple[str, tuple[str, ...]]] = {
    "zone": ("screen:zone-one", ("display", "--zone", "one", "--size", "1280x720")),
    "window": (f"screen:window-{WINDOW}", ("display", "--window", str(WINDOW), "--size", "960x270")),
    "panel": (f"clerk:window-{PANEL}", ("caller", "--size", "460x900")),
    "kiosk": (f"kiosk:{KIOSK}", ("kiosk", "--size", "540x960")),
}
"""Screens by name: who they are, and the module and first words that start them."""


@dataclass
class Program:
    """One program; ``words`` are what follows ``python -m``."""

    name: str
    words: Sequence[str]
    log: Path
    env: dict[str, str] = field(default_factory=dict)
    process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """Start it; whoever wants to talk to it waits until it answers."""
        with self.log.open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                *self.words,
                cwd=ROOT,
                env={**os.environ, **self.env},
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    async def kill(self) -> None:
        """End it with SIGKILL: it learns nothing of it."""
        if self.process is not None and self.process.returncode is None:
            self.process.kill()
            await self.process.wait()

    @property
    def complaints(self) -> list[str]:
        """What it logged as an error, and whether it has ended by itself."""
        lines = self.log.read_text("utf-8", "replace").splitlines() if self.log.exists() else []
        said = [f"{self.name} logged: {line}" for line in lines if COMPLAINT.search(line)]
        if self.process is not None and self.process.returncode not in (None, -9):
            said.append(f"{self.name} ended by itself with code {self.process.returncode}")
        return said


class Programs:
    """Agents and screens of a hall.

    Attributes:
        agents: by host.
        screens: by name.
    """

    def __init__(
        self,
        premises: Premises,
        agents: Sequence[str] = HOSTS,
        screens: Sequence[str] = tuple(SCREENS),
        mutant: str = "",
    ) -> None:
        """Prepare these; all of them with a broken promise when ``mutant`` names one."""
        self._run = Path(tempfile.mkdtemp(prefix="hall-"))
        before = ["tests.crash.mutant", mutant] if mutant else []
        self.agents = {host: self._agent(premises, host, before) for host in agents}
        self.screens = {name: self._screen(premises, name, before) for name in screens}

    def _agent(self, premises: Premises, host: str, before: list[str]) -> Program:
        where = ["--hall", str(premises.hall), "--data", str(premises.data)]
        words = [*(before or ["devices"]), "agent", *where, *links.arguments(premises, f"agent:{host}")]
        return Program(f"agent {host}", words, premises.folder / f"agent-{host}.log")

    def _screen(self, premises: Premises, name: str, before: list[str]) -> Program:
        who, (module, *words) = SCREENS[name]
        line = [*before, module, *words, *STILL, *links.arguments(premises, who)]
        env = OFFSCREEN | {"HALL_TOUCH": str(self.touch(name))}
        return Program(f"screen {name}", line, premises.folder / f"screen-{name}.log", env)

    def touch(self, screen: str) -> Path:
        """The socket by which a screen is looked at."""
        return self._run / screen

    @property
    def all(self) -> list[Program]:
        """Everybody."""
        return [*self.agents.values(), *self.screens.values()]

    @property
    def complaints(self) -> list[str]:
        """What all of them complained of."""
        return [complaint for program in self.all for complaint in program.complaints]

    async def end(self) -> None:
        """Kill whoever still runs."""
        for program in self.all:
            await program.kill()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Start all, and kill whoever still runs in the end."""
        try:
            for program in self.all:
                await program.start()
            yield
        finally:
            await self.end()
            for touch in self._run.iterdir():
                touch.unlink()
            self._run.rmdir()
