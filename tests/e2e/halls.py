"""A real hub process on a hall of its own."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from devices.demo.admin import enrol
from devices.demo.main import DEMO_HALL
from devices.demo.premises import Premises, prepare

HALL = str(Path(sys.executable).parent / "hall")


@dataclass
class HubProcess:
    """The hub, its premises, and what it logged so far."""

    premises: Premises
    process: asyncio.subprocess.Process
    logged: list[str]

    async def logs(self, words: str) -> None:
        """Wait for a log line that says these words."""
        assert self.process.stderr is not None
        async with asyncio.timeout(20):
            while line := (await self.process.stderr.readline()).decode():
                self.logged.append(line)
                if words in line:
                    return
        raise AssertionError(f"the hub ended without saying {words!r}: {''.join(self.logged)}")

    async def ended(self) -> int:
        """Wait for the end and return the exit code."""
        async with asyncio.timeout(15):
            _, err = await self.process.communicate()
        self.logged.extend(err.decode().splitlines())
        assert self.process.returncode is not None
        return self.process.returncode


async def start_hub(premises: Premises) -> HubProcess:
    process = await asyncio.create_subprocess_exec(
        HALL,
        "hub",
        "--hall",
        str(premises.hall),
        "--data",
        str(premises.data),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    return HubProcess(premises, process, [])


@asynccontextmanager
async def running_hub(out: Path) -> AsyncIterator[HubProcess]:
    """A demo hall's hub that answers; killed in the end if it still runs."""
    premises = prepare(DEMO_HALL, out, 0)
    hub = await start_hub(premises)
    try:
        await hub.logs("listens on")
        await enrol(premises)
        yield hub
    finally:
        if hub.process.returncode is None:
            hub.process.kill()
            await hub.process.wait()
        premises.close()
