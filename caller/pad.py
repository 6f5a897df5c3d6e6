"""``hall-caller --pad``: the rating pad of one window, put together here and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from caller.viewmodel_pad import RatingPad
from config.theme.app import Screen, Stage, start
from config.theme.clock import WallClock
from config.theme.options import Options
from devices.link.qt import HubLink
from devices.link.qtclock import HallClock

HERE = Path(__file__).resolve().parent

PAD = Screen(name="hall-pad", module="Pad", qml=HERE / "qml", i18n=HERE / "i18n")


def furnish_pad(stage: Stage, link: HubLink, clock: HallClock) -> Mapping[str, object]:
    """Give the rating pad what it shows; link and clock are started by whoever made them."""
    pad = RatingPad(link, clock, stage.languages.speak, stage.languages.language)
    wall = WallClock(now=clock.now)

    def look() -> None:
        # The hub's time and zone, not this computer's.
        wall.set_zone(clock.zone)
        wall.look()

    clock.ticked.connect(look)
    return {"pad": pad, "clock": wall}


def start_pad(options: Options) -> int:
    """Show the rating pad of the window that the token is for, until it is ended.

    Returns:
        The program's exit code, as of ``config.theme.app.start``.
    """

    def furnish(stage: Stage) -> Mapping[str, object]:
        link = HubLink(options.hub, options.token, PAD.name, parent=stage.engine)
        clock = HallClock(link, stage.engine)
        things = furnish_pad(stage, link, clock)
        clock.start()
        link.start()
        return things

    return start(PAD, options, furnish)
