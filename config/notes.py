"""What a hall may well want and should know that it has: nothing here keeps a hall from opening."""

from __future__ import annotations

from config.check import CSV, TOML
from config.problems import Problem
from config.schema import HallConfig

LOOPBACK = ("localhost", "::1")


def warnings(config: HallConfig) -> list[Problem]:
    """Find what is allowed and yet worth a second look."""
    found = []
    host = config.hub.host
    if not (host in LOOPBACK or host.startswith("127.")):
        text = f'the hub listens on "{host}", so other computers reach it; keep that network the hall\'s own'
        found.append(Problem(TOML, "hub.host", text))
    if not config.hours.days:
        found.append(Problem(TOML, "hours.days", "is empty; the hall never opens"))
    for at, queue in enumerate(config.queues):
        if queue.quota > queue.last - queue.first + 1:
            text = f"is never reached: the numbers {queue.first} to {queue.last} are used up before"
            found.append(Problem(TOML, f"queues[{at}].quota", text))
        if not queue.hours and not config.hours.open:
            found.append(Problem(TOML, f"queues[{at}].hours", "neither it nor [hours] ever opens"))
    for at, window in enumerate(config.windows):
        if not window.queues and window.type != "dedicated":
            found.append(Problem(TOML, f"windows[{at}].queues", "is empty; nobody is ever called to it"))
    examples = sum(item.example for item in config.items)
    if examples:
        text = f"{examples} of {len(config.items)} items are examples and not from an official list"
        found.append(Problem(CSV, "example", text))
    return found
