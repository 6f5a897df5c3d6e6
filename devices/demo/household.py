"""The demo hall's programs: started as a technician would start them, watched, killed and started again."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from devices.demo.premises import Premises

SIZES = {
    "kiosk": "1080x1920",
    "panel": "460x900",
    "pad": "1280x800",
    "window": "1920x540",
    "zone": "1920x1080",
    "panel-8": "460x900",
    "window-8": "1920x540",
}
"""Real sizes of the screens, in pixels; the last two stand at the tidal window."""

TIDAL = ("panel-8", "window-8")
"""Screens of the tidal window."""


class DemoFailed(Exception):
    """A program ended, or something never came about; says which and where its log is."""


@dataclass
class Household:
    """All programs of one demo hall, each a process of its own."""

    premises: Premises
    driven: bool
    processes: dict[str, asyncio.subprocess.Process] = field(default_factory=dict)
    logs: dict[str, IO[bytes]] = field(default_factory=dict)

    def command(self, name: str) -> list[str]:
        """How a program is started."""
        p = self.premises
        bin_ = Path(sys.executable).parent
        link = ["--identity", str(p.identity(name))]
        size = ["--size", SIZES[name]] if self.driven and name in SIZES else []
        match name:
            case "hub":
                return [str(bin_ / "hall"), "hub", "--hall", str(p.hall), "--data", str(p.data)]
            case "agent":
                where = ["--hall", str(p.hall), "--data", str(p.data)]
                return [str(bin_ / "hall"), "agent", *where, *link]
            case "kiosk":
                return [str(bin_ / "hall-kiosk"), *link, *size]
            case "panel" | "panel-8":
                return [str(bin_ / "hall-caller"), *link, *size]
            case "pad":
                return [str(bin_ / "hall-caller"), "--pad", *link, *size]
            case "window" | "window-8":
                number = name.partition("-")[2] or "1"
                return [str(bin_ / "hall-display"), "--window", number, *link, *size]
            case "zone":
                return [str(bin_ / "hall-display"), "--zone", "general", *link, *size]
        raise ValueError(f"the demo has no program {name!r}")

    async def start(self, name: str) -> None:
        """Start a program; its log goes on in ``logs/NAME.log``."""
        folder = self.premises.out / "logs"
        folder.mkdir(exist_ok=True)
        if name not in self.logs:
            self.logs[name] = (folder / f"{name}.log").open("ab")
        env = dict(os.environ)
        if self.driven and name in SIZES:
            env |= {
                "QT_QPA_PLATFORM": "offscreen",
                "QT_QUICK_BACKEND": "software",
                "HALL_TOUCH": str(self.premises.touch(name)),
            }
        self.processes[name] = await asyncio.create_subprocess_exec(
            *self.command(name),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=self.logs[name],
            stderr=asyncio.subprocess.STDOUT,
            env=env,
            start_new_session=True,
        )

    async def hub_answers(self, within_s: float = 20.0) -> None:
        """Wait until the hub answers.

        Raises:
            DemoFailed: it did not, or it ended.
        """
        deadline = asyncio.get_running_loop().time() + within_s
        while asyncio.get_running_loop().time() < deadline:
            self.check()
            if await asyncio.to_thread(_answers, f"{self.premises.url}/health"):
                return
            await asyncio.sleep(0.1)
        raise DemoFailed(f"the hub does not answer; see {self.premises.out}/logs/hub.log")

    def check(self) -> None:
        """Raise when a program has ended by itself.

        Raises:
            DemoFailed: says which, and how.
        """
        for name, process in self.processes.items():
            if process.returncode is not None:
                log = self.premises.out / "logs" / f"{name}.log"
                raise DemoFailed(f"{name} ended with code {process.returncode}; see {log}")

    async def kill(self, name: str) -> None:
        """Kill a program as a power cut would."""
        process = self.processes.pop(name)
        process.send_signal(signal.SIGKILL)
        await process.wait()

    async def stop(self) -> None:
        """End all programs, the screens first, as a technician would (SIGTERM)."""
        names = [name for name in self.processes if name != "hub"]
        for name in [*names, "hub"]:
            process = self.processes.get(name)
            if process is None or process.returncode is not None:
                continue
            process.terminate()
            try:
                async with asyncio.timeout(10):
                    await process.wait()
            except TimeoutError:
                process.kill()
                await process.wait()
        for log in self.logs.values():
            log.close()


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as reply:  # noqa: S310 - our own loopback address
            return bool(reply.status == 200)
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
