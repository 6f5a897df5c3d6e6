"""The plan of a storm: who takes part, and who is killed at which moments.

Everything is drawn from a seed before anything is started, so that a storm can be had again.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from enum import StrEnum

from tests.crash.machines import HOSTS
from tests.crash.programs import SCREENS


class Kind(StrEnum):
    """How the moment of a kill is chosen."""

    HEARD = "an answer heard"
    SAID = "a command said"
    TIME = "a random time"
    PRINTING = "bytes of a paper"
    STARTING = "during a start"


class Victim(StrEnum):
    """What sort of program is killed."""

    HUB = "hub"
    AGENT = "agent"
    SCREEN = "screen"


@dataclass(frozen=True)
class Cast:
    """Who takes part beside the hub, and how often each sort of program is killed, in parts.

    Attributes:
        mutant: the promise that agents and screens break, if any.
    """

    agents: tuple[str, ...] = HOSTS
    screens: tuple[str, ...] = tuple(SCREENS)
    hub: int = 7
    agent: int = 4
    screen: int = 1
    mutant: str = ""

    @property
    def parts(self) -> dict[Victim, int]:
        """How often each is drawn."""
        return {
            Victim.HUB: self.hub,
            Victim.AGENT: self.agent if self.agents else 0,
            Victim.SCREEN: self.screen if self.screens else 0,
        }


@dataclass(frozen=True)
class Moment:
    """When to kill whom: behind so many answers, commands or pieces of paper, then so many seconds later."""

    kind: Kind
    count: int
    then_s: float
    victim: Victim = Victim.HUB


def moments(dice: random.Random, count: int, cast: Cast | None = None) -> list[Moment]:
    """Draw the moments of so many kills; the first is of the hub, at the instant of an answer."""
    cast = cast or Cast()
    drawn = [Moment(Kind.HEARD, dice.randint(5, 30), 0.0)]
    victims, parts = list(cast.parts), list(cast.parts.values())
    while len(drawn) < count:
        match dice.choices(victims, parts)[0]:
            case Victim.HUB:
                drawn.append(_of_the_hub(dice, bool(cast.agents)))
            case Victim.AGENT:
                drawn.append(_of_an_agent(dice))
            case Victim.SCREEN:
                drawn.append(Moment(Kind.TIME, 1, dice.random() * 0.4, Victim.SCREEN))
    return drawn[:count]


def _of_the_hub(dice: random.Random, prints: bool) -> Moment:
    kinds = (Kind.HEARD, Kind.SAID, Kind.TIME, Kind.STARTING, Kind.PRINTING)
    match dice.choices(kinds, (8, 8, 6, 2, 8 if prints else 0))[0]:
        case Kind.HEARD:
            return Moment(Kind.HEARD, dice.randint(1, 60), 0.0)
        case Kind.SAID:
            return Moment(Kind.SAID, dice.randint(1, 60), dice.choice((0.0, dice.random() * 0.005)))
        case Kind.PRINTING:
            return Moment(Kind.PRINTING, dice.randint(1, 4), dice.choice((0.0, dice.random() * 0.3)))
        case Kind.STARTING:
            return Moment(Kind.STARTING, 0, dice.random() * 1.2)
        case _:
            return Moment(Kind.TIME, 1, dice.random() * dice.choice((0.4, 0.4, 3.0)))


def _of_an_agent(dice: random.Random) -> Moment:
    kind = dice.choices((Kind.PRINTING, Kind.TIME, Kind.HEARD), (6, 2, 2))[0]
    count = dice.randint(1, 3) if kind is Kind.PRINTING else dice.randint(1, 30)
    then_s = dice.choice((0.0, 0.0, dice.random() * 0.02, dice.random() * 0.8))
    return Moment(kind, count, then_s, Victim.AGENT)
