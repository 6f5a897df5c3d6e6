"""How a screen program joins its hall: the link, the hall's time, and the clock that shows it.

A screen shows the hub's time and zone, never this computer's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from config.theme.app import Furnish, Stage
from config.theme.clock import WallClock
from devices.link.qt import HubLink
from devices.link.qtclock import HallClock

FurnishLinked = Callable[[Stage, HubLink, HallClock], Mapping[str, object]]
"""Makes the initial properties of ``Main`` out of a link and a clock that somebody else starts."""


def linked(app: str, furnish: FurnishLinked) -> Furnish:
    """Furnish a screen with a link to the hub that its options name.

    Args:
        app: the program's name, as the hub is told it.
        furnish: makes the screen's properties.
    """

    def furnish_and_link(stage: Stage) -> Mapping[str, object]:
        link = HubLink(stage.options.hub, stage.options.token, app, parent=stage.engine)
        clock = HallClock(link, stage.engine)
        things = furnish(stage, link, clock)
        clock.start()
        link.start()
        return things

    return furnish_and_link


def wall_clock(clock: HallClock) -> WallClock:
    """Make the clock that a screen shows: the hall's time in the hall's zone."""
    wall = WallClock(now=clock.now)
    clock.ticked.connect(lambda: wall.set_zone(clock.zone))
    return wall
