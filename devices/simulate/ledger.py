"""What a played day came to: the fates of its tickets, and how often everything happened."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime

from config.schema import HallConfig
from devices.hub import events as e
from devices.hub.fates import Fate, Fates
from devices.hub.state import Hall


@dataclass
class Ledger:
    """A day's tickets and totals.

    Attributes:
        tickets: what became of every ticket.
        kinds: how many events of each kind there were.
        came: visitors who came.
        turned_away: those who went without a number, by the code of the refusal.
        too_late: when and for which queue somebody came first after its numbers had ended.
        refused: refusals by command and code.
        events: how many events there were.
    """

    config: HallConfig
    day: date
    tickets: Fates = field(default_factory=Fates)
    kinds: Counter[str] = field(default_factory=Counter)
    came: int = 0
    turned_away: Counter[str] = field(default_factory=Counter)
    too_late: list[tuple[datetime, str]] = field(default_factory=list)
    refused: Counter[tuple[str, str]] = field(default_factory=Counter)
    events: int = 0

    def follow(self, event: e.AnyEvent, hall: Hall) -> None:
        """Learn from an event."""
        self.kinds[str(event.__struct_config__.tag)] += 1
        self.tickets.follow(event)

    @property
    def fates(self) -> dict[str, Fate]:
        """Those who waited with a number, by ticket."""
        return {name: fate for name, fate in self.tickets.of.items() if not fate.direct}

    @property
    def direct(self) -> dict[str, Fate]:
        """Those whom a window served without a number."""
        return {name: fate for name, fate in self.tickets.of.items() if fate.direct}

    @property
    def numbers(self) -> list[str]:
        """The numbers that were given."""
        return self.tickets.numbers
