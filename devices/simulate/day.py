"""One day of a hall, from the evening before until the books are closed at midnight.

The hub's own clock ticks too, so that what time alone makes happen does happen: ticketing that closes,
posts that stay empty, lent windows that end.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from config.schema import HallConfig
from devices.hub.journal import Journal
from devices.hub.people import HUB
from devices.link import commands as c
from devices.simulate.casework import Casework
from devices.simulate.clerks import Clerks
from devices.simulate.clock import Clock
from devices.simulate.counter import Counter
from devices.simulate.leader import Leader
from devices.simulate.ledger import Ledger
from devices.simulate.population import population
from devices.simulate.stage import Stage
from devices.simulate.visitors import IMPORTED, Visitors

TICK_S = 30
"""Pretend seconds between two ticks; a hub's are shorter, and make the same happen a little sooner."""
HOUR_S = 3600
DAY_S = 24 * HOUR_S
OPENS_S = 6 * HOUR_S
"""Before this and after everybody has gone, the clock ticks once a quarter of an hour."""


def play(
    config: HallConfig,
    day: date,
    seed: int,
    tickets: int | None,
    journal: Journal,
    told: Callable[[str, Stage], None],
) -> Ledger:
    """Play a day.

    Args:
        config: the hall.
        day: the day, in the hall's zone.
        seed: the same one plays the same day.
        tickets: how many visitors come, more or less; None for as many as keep the windows busy.
        journal: where it is written; an empty one.
        told: told of each full hour, such as ``10:00``, and of the hall as it is then.

    Returns:
        What became of every ticket.

    Raises:
        JournalFailed: the journal cannot be written.
    """
    stage = Stage(config, day, seed, journal)
    ledger = Ledger(config, day)
    stage.followers.append(ledger.follow)
    stage.second = IMPORTED
    clock = Clock(stage, seed)
    casework = Casework(clock)
    counter = Counter(clock, casework)
    visitors = Visitors(clock, counter, population(stage.hall, day, seed, tickets))
    casework.comes_again = visitors.will_bring
    counter.comes_back = visitors.will_be_back
    Leader(clock, counter, Clerks(clock, counter))
    clock.run(0)
    stage.say(HUB, c.Tick())
    second = 0
    while second < DAY_S:
        staffed = any(window.clerk for window in stage.hall.windows.values())
        busy = second >= OPENS_S and (second < 20 * HOUR_S or staffed)
        second = min(DAY_S, second + (TICK_S if busy else HOUR_S // 4))
        clock.run(second)
        stage.say(HUB, c.Tick())
        if second % HOUR_S == 0 and OPENS_S < second <= 20 * HOUR_S:
            told(f"{second // HOUR_S:02d}:00", stage)
    stage.close()
    ledger.came = visitors.came
    ledger.turned_away = visitors.turned_away
    ledger.too_late = visitors.too_late
    ledger.refused = stage.refused
    ledger.events = stage.events
    return ledger
