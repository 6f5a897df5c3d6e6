"""Light clients that are shown rows through all the storm, and what they know held against a new one's.

A client that comes back gets the patches that it missed, or everything anew. Either way it must know in the
end exactly what somebody knows who has just come, for nothing is ever sent twice to make sure.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from time import monotonic

from devices.link.client import LinkClient
from devices.link.rows import AnyRow
from tests.crash import links
from tests.hubs.premises import Premises

KEPT = (
    *("kiosk:K1", "clerk:window-1", "pad:window-1", "desk:desk-1", "screen:zone-one", "screen:window-1"),
    "integration",
)
"""One of each role that is shown anything, and one that is shown little."""
AGREE_S = 30.0
"""How long two may differ: rows are looked at every five seconds although nothing happens."""
LOOK_S = 0.05
SHOWN = 3


class Watchers:
    """Clients that only watch, by the principal's name; they are kept open by ``watching``."""

    def __init__(self, premises: Premises) -> None:
        """Prepare."""
        self._premises = premises
        self._kept: Mapping[str, LinkClient] = {name: links.line(premises, name) for name in KEPT}
        self.compared = 0

    @asynccontextmanager
    async def watching(self) -> AsyncIterator[None]:
        """Keep all of them linked meanwhile."""
        async with _running(self._kept.values()):
            yield

    async def differ(self) -> list[str]:
        """Compare each with somebody of the same role and place who comes now, while nobody says anything.

        Returns:
            A sentence for each that knows something else, and goes on knowing it.
        """
        fresh = {name: links.line(self._premises, name) for name in KEPT}
        async with _running(fresh.values()):
            until = monotonic() + AGREE_S
            found = [f"{name} is shown nothing" for name in KEPT]
            while found and monotonic() < until:
                await asyncio.sleep(LOOK_S)
                found = [
                    f"{name} kept through the storm {what}"
                    for name in KEPT
                    for what in _wrong(self._kept[name], fresh[name])
                ]
        self.compared += len(KEPT)
        return found


def differences(old: Mapping[str, AnyRow], new: Mapping[str, AnyRow]) -> list[str]:
    """What is wrong with rows that were kept, by those that a new client is sent."""
    stale = [key for key in old if key not in new]
    missing = [key for key in new if key not in old]
    other = [key for key in old if key in new and old[key] != new[key]]
    ways = (("still has", stale), ("lacks", missing), ("has otherwise", other))
    return [f"{how} {keys[:SHOWN]} of {len(keys)} rows" for how, keys in ways if keys]


def _wrong(kept: LinkClient, fresh: LinkClient) -> list[str]:
    if not (kept.session.live and fresh.session.live):
        return ["is not shown how the hall is"]
    return differences(kept.session.rows, fresh.session.rows)


@asynccontextmanager
async def _running(clients: Iterable[LinkClient]) -> AsyncIterator[None]:
    tasks = [asyncio.create_task(client.run(), name="watcher") for client in clients]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
