"""Tells systemd that a program has started and still turns; without systemd it says nothing.

The word is given by the program's own event loop, so that a loop that hangs falls silent and systemd
starts the program again (sd_notify(3), ``Type=notify`` and ``WatchdogSec=`` of systemd.service(5)).
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
from collections.abc import AsyncIterator, MutableMapping
from dataclasses import dataclass

SOCKET = "NOTIFY_SOCKET"
PERIOD = "WATCHDOG_USEC"
FOR_WHOM = "WATCHDOG_PID"

READY = "READY=1"
TURNS = "WATCHDOG=1"
ENDS = "STOPPING=1"


@dataclass(frozen=True)
class Supervisor:
    """Whoever started this program and wants to hear from it.

    Attributes:
        address: its datagram socket; an ``@`` in front stands for an abstract one.
        every_s: seconds between two words, half of what it waits for them; None when it waits for none.
    """

    address: str
    every_s: float | None = None

    def say(self, word: str) -> None:
        """Tell it something; one that hears nothing is no reason to end."""
        address = f"\0{self.address[1:]}" if self.address.startswith("@") else self.address
        with (
            contextlib.suppress(OSError),
            socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK) as line,
        ):
            line.sendto(word.encode("ascii"), address)


def supervisor_of(environ: MutableMapping[str, str]) -> Supervisor | None:
    """Take the supervisor from a program's environment, so that programs it starts do not speak for it.

    A kiosk's screen is started by its compositor, which systemd knows as the service's process: what is
    meant for the parent is meant for the screen.
    """
    address = environ.pop(SOCKET, "")
    period, whom = environ.pop(PERIOD, ""), environ.pop(FOR_WHOM, "")
    if not address.startswith(("/", "@")):
        return None
    mine = not whom or whom in (str(os.getpid()), str(os.getppid()))
    wanted = mine and period.isascii() and period.isdigit() and int(period) > 0
    return Supervisor(address, int(period) / 2_000_000 if wanted else None)


@contextlib.asynccontextmanager
async def supervised(supervisor: Supervisor | None) -> AsyncIterator[None]:
    """While this lasts, systemd hears that the asyncio loop turns; then that the program ends."""
    if supervisor is None:
        yield
        return
    supervisor.say(READY)
    telling = asyncio.create_task(_keep_telling(supervisor), name="supervisor")
    try:
        yield
    finally:
        telling.cancel()
        await asyncio.gather(telling, return_exceptions=True)
        supervisor.say(ENDS)


async def _keep_telling(supervisor: Supervisor) -> None:
    while supervisor.every_s is not None:
        supervisor.say(TURNS)
        await asyncio.sleep(supervisor.every_s)
