"""So many clients at once, in a process of their own: ``python -m tests.bench.visitors``.

A client is a kiosk and a clerk on two links, with one command under way: take a number, call next, start,
finish, and again. Every answer is written down for the audit.
"""

from __future__ import annotations

import asyncio
import random
import sys
from collections.abc import Callable
from pathlib import Path
from time import monotonic

import click
import msgspec
from msgspec import Struct

from devices.link import commands as c
from tests.crash.ledger import Ledger, read
from tests.crash.voices import Voice, Voices
from tests.hubs.premises import ITEM_CODES, Premises
from tests.hubs.process import ROOT


class Orders(Struct, frozen=True, kw_only=True):
    """What the process is to do.

    Attributes:
        identities: files of enrolment by the principal's name.
        seconds: how long to go on, or 0 for ``rounds`` visits of each client.
    """

    identities: dict[str, str]
    clients: int
    seconds: float = 0.0
    rounds: int = 0


class Crowd(Struct, frozen=True, kw_only=True):
    """What came of it: the ledger, and the seconds that the measured part took."""

    ledger: Ledger
    seconds: float


async def crowd(premises: Premises, clients: int, *, seconds: float = 0.0, rounds: int = 0) -> Crowd:
    """Let a process of so many clients speak to the hub of a hall, and return what they heard.

    Raises:
        RuntimeError: the process failed; its last words.
    """
    files = {name: str(file) for name, file in premises.identities.items()}
    orders = Orders(identities=files, clients=clients, seconds=seconds, rounds=rounds)
    out = premises.folder / "crowd.ledger"
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.bench.visitors", "--out", str(out)),
        cwd=ROOT,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        said, complaint = await process.communicate(msgspec.json.encode(orders))
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode:
        raise RuntimeError(f"the clients failed: {complaint.decode()[-2000:]}")
    return Crowd(ledger=read(out), seconds=float(said))


async def visit(orders: Orders) -> Crowd:
    """Sign in at all windows, then let everybody begin at once."""
    ledger, dice = Ledger(), random.Random(1)
    everybody = range(1, orders.clients + 1)
    names = {name for n in everybody for name in (f"kiosk:K{n}", f"clerk:window-{n}")}
    voices = Voices({name: Path(orders.identities[name]) for name in names}, ledger, dice, share=0.0)
    async with voices.linked():
        pairs = [(voices.by[f"kiosk:K{n}"], voices.by[f"clerk:window-{n}"]) for n in everybody]
        await asyncio.gather(*(_begin(clerk, n) for n, (_, clerk) in enumerate(pairs, start=1)))
        began = monotonic()
        await asyncio.gather(
            *(
                _go_on(kiosk, clerk, ITEM_CODES[n % len(ITEM_CODES)], _enough(orders, began))
                for n, (kiosk, clerk) in enumerate(pairs)
            )
        )
        return Crowd(ledger=ledger, seconds=monotonic() - began)


def _enough(orders: Orders, began: float) -> Callable[[int], bool]:
    if orders.rounds:
        return lambda rounds: rounds >= orders.rounds
    return lambda rounds: monotonic() - began >= orders.seconds


async def _begin(clerk: Voice, number: int) -> None:
    await clerk.does(c.SignIn(clerk=f"{number:04}"))
    await clerk.does(c.OpenWindow())


async def _go_on(kiosk: Voice, clerk: Voice, item: str, enough: Callable[[int], bool]) -> None:
    rounds = 0
    while not enough(rounds):
        await kiosk.ticket(c.TakeTicket(item=item, paper=False))
        # Whoever is next: it may be another client's visitor, who leaves ours for another clerk.
        await clerk.ticket(c.CallNext())
        await clerk.does(c.Start())
        await clerk.does(c.Finish())
        rounds += 1


@click.command()
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True)
def main(out: Path) -> None:
    """Do the orders on the standard input; write the ledger to OUT and print the seconds it took."""
    orders = msgspec.json.decode(sys.stdin.buffer.read(), type=Orders)
    came = asyncio.run(visit(orders))
    came.ledger.write(out)
    click.echo(str(came.seconds))


if __name__ == "__main__":
    main()
