"""A small simulated hall: Poisson arrivals, exponential services, ``c`` windows, first come first served."""

from __future__ import annotations

import heapq
import random

from msgspec import Struct


class Stay(Struct, frozen=True):
    """Somebody who had to wait: people ahead when the ticket was taken, and the minutes until the call."""

    ahead: int
    waited_min: float


def stays(*, windows: int, service_min: float, load: float, visitors: int, seed: int) -> list[Stay]:
    """Waits of an M/M/c hall in order of arrival, only of those who found no free window."""
    chance = random.Random(seed)
    free_at = [0.0] * windows
    starts: list[float] = []
    now = 0.0
    seen = []
    for _ in range(visitors):
        now += chance.expovariate(load * windows / service_min)
        start = max(now, heapq.heappop(free_at))
        heapq.heappush(free_at, start + chance.expovariate(1 / service_min))
        while starts and starts[0] <= now:
            heapq.heappop(starts)
        if start > now:
            seen.append(Stay(len(starts), start - now))
        heapq.heappush(starts, start)
    return seen
