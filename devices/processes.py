"""Ends an asyncio program as a service is ended: SIGTERM or SIGINT, cleanly, exit 0."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Coroutine

from config.supervisor import supervised, supervisor_of


def run_until_signalled(work: Coroutine[None, None, None]) -> None:
    """Run until the work ends or the process is told to end; errors of the work are raised."""
    asyncio.run(_run(work))


async def _run(work: Coroutine[None, None, None]) -> None:
    task = asyncio.create_task(work, name="work")
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopped.set)
    stop = asyncio.create_task(stopped.wait(), name="signal")
    async with supervised(supervisor_of(os.environ)):
        await asyncio.wait([task, stop], return_when=asyncio.FIRST_COMPLETED)
    stop.cancel()
    if not task.done():
        task.cancel()
    await asyncio.gather(task, stop, return_exceptions=True)
    if not task.cancelled():
        task.result()
