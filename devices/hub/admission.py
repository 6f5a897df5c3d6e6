"""Who may have a line to the hub's port, and who must give one up when there are too many.

A line is a guest's until its client has proven itself. Guests never take the place of the hall's own: the
reckoning of proven lines is apart, and when guests are too many, the oldest line of the stranger who holds
most of them ends. A screen proves itself within moments; a line that was opened to fill the place never does,
so that it is always the flood's own lines that make room.
"""

from __future__ import annotations

from collections import OrderedDict

from config.schema import Limits
from devices.hub.limits import Measures

KNOWN = 4096
"""Addresses from which somebody proved to be of this hall that are remembered."""


class Admission:
    """Counts the lines of one port.

    Attributes:
        guests: lines whose clients have not proven themselves.
    """

    def __init__(self, limits: Limits) -> None:
        """Nobody is here."""
        self._limits = limits
        self._arrivals = Measures[str](limits.new_lines_per_s, limits.new_lines_burst)
        self._strikes = Measures[str](limits.bad_per_min / 60, limits.bad_per_min)
        self._refused_until: dict[str, float] = {}
        self._guests: dict[str, OrderedDict[int, None]] = {}
        self._own: dict[str, int] = {}
        self._proven: set[int] = set()
        self._known: OrderedDict[str, None] = OrderedDict()
        self.guests = 0

    def arrives(self, line: int, address: str, now: float) -> tuple[bool, list[int]]:
        """A line was opened.

        Args:
            line: its number, which no other open line has.
            address: where from, as ``limits.source`` says.
            now: monotonic seconds.

        Returns:
            Whether it is let in, and the lines that must end to make room for it.
        """
        if not self._welcome(address, now):
            return False, []
        leaving = []
        if len(self._guests.get(address, ())) >= self._limits.lines_per_address:
            leaving.append(self._give_up(address))
        elif self.guests >= self._limits.lines:
            leaving.append(self._give_up(self._heaviest()))
        self._guests.setdefault(address, OrderedDict())[line] = None
        self.guests += 1
        return True, leaving

    def proven(self, line: int, address: str) -> None:
        """The client at the other end is of this hall; its line is no guest's any more."""
        if self._leaves(line, address):
            self._proven.add(line)
            self._own[address] = self._own.get(address, 0) + 1
        self._known[address] = None
        self._known.move_to_end(address)
        if len(self._known) > KNOWN:
            self._known.popitem(last=False)

    def left(self, line: int, address: str) -> None:
        """A line has ended."""
        if line not in self._proven:
            self._leaves(line, address)
            return
        self._proven.discard(line)
        self._own[address] -= 1
        if not self._own[address]:
            del self._own[address]

    def strike(self, address: str, now: float) -> bool:
        """Something bad came from an address: no message, no request, a wrong proof.

        Returns:
            Whether that was one too many, so that nobody there who is not of this hall is let in for a while.
        """
        measure = self._strikes.of(address, now)
        # Behind one address there may be a whole hall, of whose screens some are set up wrongly.
        if measure.take(now, 1.0 / (1 + self._own.get(address, 0))):
            return False
        fresh = not self.shut(address, now)
        if len(self._refused_until) >= KNOWN:
            self._refused_until = {a: until for a, until in self._refused_until.items() if until > now}
        if len(self._refused_until) < KNOWN:
            self._refused_until[address] = now + self._limits.refused_s
        return fresh

    def shut(self, address: str, now: float) -> bool:
        """Whether too much that was bad came from an address of late."""
        until = self._refused_until.get(address)
        if until is None:
            return False
        if now >= until:
            del self._refused_until[address]
            return False
        return True

    def known(self, address: str) -> bool:
        """Whether somebody there has proven to be of this hall since the hub began."""
        return address in self._known

    def _welcome(self, address: str, now: float) -> bool:
        if self.shut(address, now) and not self.known(address):
            return False
        return self._arrivals.take(address, now)

    def _leaves(self, line: int, address: str) -> bool:
        """Take a line from the guests; returns whether it was one."""
        guests = self._guests.get(address)
        if guests is None or line not in guests:
            return False
        del guests[line]
        self.guests -= 1
        if not guests:
            del self._guests[address]
        return True

    def _give_up(self, address: str) -> int:
        """The oldest guest of an address, which gives up its place."""
        line = next(iter(self._guests[address]))
        self._leaves(line, address)
        return line

    def _heaviest(self) -> str:
        """The address with most guests; one where somebody of the hall is only when there is no other."""
        return max(self._guests, key=lambda address: (not self.known(address), len(self._guests[address])))
