"""The last step at a window, for as long as it may be taken back.

The hub decides whether it still may; this only offers it, counting by the hall's steady seconds.
"""

from __future__ import annotations

from math import ceil

from devices.link import commands as c

CAN_BE_UNDONE: frozenset[type[c.Command]] = frozenset(
    {
        c.CallNext,
        c.CallTicket,
        c.Start,
        c.Finish,
        c.MarkNoShow,
        c.Hold,
        c.Resume,
        c.Transfer,
        c.AddStep,
        c.ComeBack,
        c.ServeDirect,
    }
)
"""Commands that ``Undo`` takes back."""


class Undoing:
    """Whether the last step may be taken back, and for how many more seconds."""

    def __init__(self) -> None:
        """Nothing was done yet."""
        self._until = 0.0

    def done(self, command: c.AnyCommand, now: float, undo_s: float) -> None:
        """A command was carried out at ``now``; it may be taken back for ``undo_s`` seconds, or never."""
        self._until = now + undo_s if type(command) in CAN_BE_UNDONE else 0.0

    def over(self) -> None:
        """There is nothing to take back any more."""
        self._until = 0.0

    def seconds_left(self, now: float) -> int:
        """Whole seconds for which it may be taken back; 0 when it may not."""
        return max(0, ceil(self._until - now))
