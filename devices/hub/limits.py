"""How much somebody may do, and what comes of doing more: measures that are filled, emptied and forgotten.

Nothing here reads a clock: ``now`` is monotonic seconds. Nothing here grows for ever either: whoever is known
by a key is forgotten when too many others came after.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from enum import Enum
from ipaddress import IPv6Address, ip_address
from typing import Generic, TypeVar

from config.schema import Limits

K = TypeVar("K", bound=Hashable)

KEPT = 4096
"""Keys of one sort whose measures are remembered."""
CUT_FOR_S = (5.0, 15.0, 60.0)
"""Seconds for which a client that flooded is not heard: the first time, the second, and from then on."""
BAD_COSTS = 100
"""Messages that a broken one counts as: a client that is broken comes back ever more seldom."""
CALM_S = 600.0
"""After so many seconds without a flood the next one is a first one again."""


class Measure:
    """A measure that fills by itself at a rate up to its size; whatever is done takes from it."""

    __slots__ = ("_at", "_left", "per_s", "size")

    def __init__(self, per_s: float, size: float, now: float) -> None:
        """A full measure."""
        self.per_s = per_s
        self.size = size
        self._left = size
        self._at = now

    def take(self, now: float, amount: float = 1.0) -> bool:
        """Take from it; when there is too little in it, nothing is taken."""
        if self.left(now) < amount:
            return False
        self._left -= amount
        return True

    def due_s(self, now: float, amount: float = 1.0) -> float:
        """Seconds until so much is in it."""
        return max(0.0, amount - self.left(now)) / self.per_s

    def left(self, now: float) -> float:
        """How much is in it."""
        # A clock that stands still or goes back fills nothing.
        self._left = min(self.size, self._left + max(0.0, now - self._at) * self.per_s)
        self._at = max(self._at, now)
        return self._left


class Measures(Generic[K]):
    """One measure for each key; the keys that were used last are kept."""

    def __init__(self, per_s: float, size: float, kept: int = KEPT) -> None:
        """All are of one rate and size."""
        self._per_s = per_s
        self._size = size
        self._kept = kept
        self._by: OrderedDict[K, Measure] = OrderedDict()

    def of(self, key: K, now: float) -> Measure:
        """The measure of a key."""
        measure = self._by.get(key)
        if measure is None:
            measure = self._by[key] = Measure(self._per_s, self._size, now)
            if len(self._by) > self._kept:
                self._by.popitem(last=False)
        else:
            self._by.move_to_end(key)
        return measure

    def take(self, key: K, now: float, amount: float = 1.0) -> bool:
        """Take from the measure of a key; when there is too little in it, nothing is taken."""
        return self.of(key, now).take(now, amount)

    def __len__(self) -> int:
        """How many keys are remembered."""
        return len(self._by)


class Judged(Enum):
    """What becomes of a client's message."""

    WELL = "well"
    BUSY = "busy"
    FLOOD = "flood"


class Allowance:
    """How much one enrolled client says, over all of its lines and sessions."""

    def __init__(self, limits: Limits, now: float) -> None:
        """A client that has said nothing yet."""
        self._messages = Measure(limits.messages_per_s, limits.messages_burst, now)
        self._commands = Measure(limits.commands_per_s, limits.commands_burst, now)
        self._floods = 0
        self._flooded_at = now
        self._refused_until = now

    def says(self, now: float, *, command: bool) -> Judged:
        """Judge one message.

        Args:
            now: monotonic seconds.
            command: whether it asks the hall for something.
        """
        if not self._messages.take(now):
            return Judged.FLOOD
        if command and not self._commands.take(now):
            return Judged.BUSY
        return Judged.WELL

    def broken(self, now: float) -> Judged:
        """Judge a message that is none: it counts as many."""
        return Judged.WELL if self._messages.take(now, BAD_COSTS) else Judged.FLOOD

    def flooded(self, now: float) -> None:
        """It was cut off for a flood: it is not heard for a while, and longer each time."""
        if now - self._flooded_at > CALM_S:
            self._floods = 0
        self._refused_until = now + CUT_FOR_S[min(self._floods, len(CUT_FOR_S) - 1)]
        self._floods += 1
        self._flooded_at = now

    def refused(self, now: float) -> bool:
        """Whether it is not heard yet."""
        return now < self._refused_until


class Allowances:
    """The allowance of each client; a client is forgotten only when many others came after it."""

    def __init__(self, limits: Limits, kept: int = KEPT) -> None:
        self._limits = limits
        self._kept = kept
        self._by: OrderedDict[str, Allowance] = OrderedDict()

    def of(self, name: str, now: float) -> Allowance:
        """The allowance of the client with this id."""
        allowance = self._by.get(name)
        if allowance is None:
            allowance = self._by[name] = Allowance(self._limits, now)
            if len(self._by) > self._kept:
                self._by.popitem(last=False)
        else:
            self._by.move_to_end(name)
        return allowance


class Seldom:
    """Says whether something is to be logged: each text once in so many seconds, with how often it was."""

    def __init__(self, every_s: float, kept: int = 64) -> None:
        """Let a text through every ``every_s`` seconds."""
        self._every_s = every_s
        self._kept = kept
        self._by: OrderedDict[str, tuple[float, int]] = OrderedDict()

    def due(self, text: str, now: float) -> int:
        """How often it happened since it was logged last, with this time; 0 when it is not to be logged."""
        at, count = self._by.pop(text, (now - self._every_s, 0))
        count += 1
        due = now - at >= self._every_s
        self._by[text] = (now, 0) if due else (at, count)
        if len(self._by) > self._kept:
            self._by.popitem(last=False)
        return count if due else 0


def source(host: str) -> str:
    """Whose address it is, as limits count it: IPv4 as it is, of IPv6 the network, which is one subscriber's.

    A host that is no address (a local socket) counts as itself.
    """
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return host
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return str(address.ipv4_mapped)
        if not address.is_loopback:
            return f"{IPv6Address(int(address) >> 64 << 64)}/64"
    return str(address)
