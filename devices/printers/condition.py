"""What a ticket printer is known to be, and what of it is told.

A fault is told at once. That it is over is told only after it has stayed so for a moment: a paper sensor at
the end of its roll, or a cover that is being closed, says both in turn.
"""

from __future__ import annotations

from dataclasses import dataclass

from devices.link.jobs import DeviceIs
from devices.link.words import DeviceState
from devices.printers.status import Status

RANK = {
    DeviceState.READY: 0,
    DeviceState.STARTING: 1,
    DeviceState.DEGRADED: 1,
    DeviceState.FAULT: 2,
    DeviceState.AWAY: 3,
}


@dataclass
class Condition:
    """The sum of all status messages, the newest word on each matter."""

    offline: bool = False
    cover_open: bool = False
    paper_out: bool = False
    paper_low: bool = False
    cutter: bool = False
    error: bool = False

    def learn(self, status: Status) -> None:
        """Take over what a status message says and keep the rest."""
        if status.offline is not None:
            self.offline = status.offline
        if status.cover_open is not None:
            self.cover_open = status.cover_open
        if status.paper_out is not None:
            self.paper_out = status.paper_out
        if status.paper_low is not None:
            self.paper_low = status.paper_low
        if status.error is not None:
            self.error = status.error
            self.cutter = self.cutter and status.error
        if status.cutter is not None:
            self.cutter = status.cutter

    @property
    def fault(self) -> str:
        """Why it cannot print, or empty; what a person can mend comes before what follows from it."""
        if self.cover_open:
            return "cover_open"
        if self.paper_out:
            return "paper_out"
        if self.cutter:
            return "cutter"
        if self.offline or self.error:
            return "offline"
        return ""


class Told:
    """The device's state as the hall has been told it."""

    def __init__(self, calm_s: float) -> None:
        """Start with nothing told; ``calm_s`` is how long a better state must last before it is."""
        self._calm_s = calm_s
        self._told: tuple[DeviceState, str] | None = None
        self._seen: tuple[DeviceState, str] | None = None
        self._since = 0.0

    @property
    def deadline(self) -> float | None:
        """When a better state will have lasted long enough, or None."""
        return None if self._seen in (self._told, None) else self._since + self._calm_s

    def see(self, state: DeviceState, fault: str, now: float) -> DeviceIs | None:
        """Take the state as it is now; return what is to be told, if anything."""
        if self._seen != (state, fault):
            self._seen, self._since = (state, fault), now
        if self._seen == self._told:
            return None
        better = self._told is not None and RANK[state] < RANK[self._told[0]]
        # "Starting" is not a fault that could flutter.
        flutters = better and self._told is not None and self._told[0] is not DeviceState.STARTING
        if flutters and now < self._since + self._calm_s:
            return None
        self._told = self._seen
        return DeviceIs(state=state, fault=fault)
