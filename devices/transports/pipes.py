"""The pipe to a program of ours: closed, and whether it broke looked at.

A program that ends while it is written to breaks its pipe. asyncio keeps that as the result of closing, and
some of its versions complain about a result that nobody looked at.
"""

from __future__ import annotations

from asyncio.subprocess import Process
from contextlib import suppress


async def close_stdin(process: Process) -> None:
    """Close the pipe to a program that has ended; it no longer matters how it took what it was given."""
    if process.stdin is None:
        return
    process.stdin.close()
    with suppress(OSError):
        await process.stdin.wait_closed()
