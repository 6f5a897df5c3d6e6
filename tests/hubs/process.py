"""A hub as a process that can be ended, or killed as by a power cut, and started again on the same data."""

from __future__ import annotations

import asyncio
import re
import signal
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from tests.hubs.premises import Premises

ROOT = Path(__file__).resolve().parents[2]
THE_HUB = ("devices", "hub")
"""The true hub, as ``python -m`` starts it."""
END_S = 20.0
LISTENS = "listens on"
COMPLAINT = re.compile(r" (?:WARNING|ERROR|CRITICAL) |^Traceback|Exception|^\w*Error")


class HubProcess:
    """One hall's hub; its log goes on in ``premises.log`` over all its lives."""

    def __init__(self, premises: Premises, program: Sequence[str] = THE_HUB) -> None:
        """Prepare; ``program`` is a module and its first arguments."""
        self.premises = premises
        self.process: asyncio.subprocess.Process | None = None
        self._program = program

    async def start(self) -> None:
        """Start the process; clients find out by themselves when it listens."""
        p = self.premises
        with p.log.open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                *self._program,
                "--hall",
                str(p.hall),
                "--data",
                str(p.data),
                cwd=ROOT,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    async def listens(self) -> None:
        """Wait until the hub that was started last says that it does."""
        async with asyncio.timeout(END_S):
            while LISTENS not in self.premises.log.read_text("utf-8", "replace"):
                assert self.process is not None
                assert self.process.returncode is None, self.last_words()
                await asyncio.sleep(0.02)

    async def ended(self) -> int:
        """Wait for the end of the process; returns its exit code."""
        assert self.process is not None
        return await self.process.wait()

    async def kill(self) -> None:
        """End the process with SIGKILL: it learns nothing of it."""
        if self.process is not None and self.process.returncode is None:
            self.process.kill()
            await self.process.wait()

    async def stop(self) -> int:
        """End the process as a service is ended; returns its exit code."""
        assert self.process is not None
        if self.process.returncode is None:
            self.process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(END_S):
            return await self.process.wait()

    def last_words(self) -> str:
        """The newest line of the hub's log."""
        return (self.premises.log.read_text("utf-8", "replace").splitlines() or ["nothing was logged"])[-1]

    def complaints(self) -> list[str]:
        """What the hub logged as a warning or worse."""
        lines = self.premises.log.read_text("utf-8", "replace").splitlines()
        return [f"the hub logged: {line}" for line in lines if COMPLAINT.search(line)]


@asynccontextmanager
async def running(premises: Premises, program: Sequence[str] = THE_HUB) -> AsyncIterator[HubProcess]:
    """A hub that is started, and killed in the end if it still runs."""
    hub = HubProcess(premises, program)
    await hub.start()
    try:
        yield hub
    finally:
        await hub.kill()
