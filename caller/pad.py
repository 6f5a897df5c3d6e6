"""``hall-caller --pad``: the rating pad of one window, put together here and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from caller.viewmodel_pad import RatingPad
from config.theme.app import Screen, Stage
from config.theme.options import Options
from devices.link.qt import HubLink
from devices.link.qtclock import HallClock
from devices.link.qtscreen import show, wall_clock

HERE = Path(__file__).resolve().parent

PAD = Screen(name="hall-pad", module="Pad", qml=HERE / "qml", i18n=HERE / "i18n", size=(1280, 800))


def furnish_pad(stage: Stage, link: HubLink, clock: HallClock) -> Mapping[str, object]:
    """Give the rating pad what it shows; link and clock are started by whoever made them."""
    pad = RatingPad(link, clock, stage.languages.speak, stage.languages.language)
    return {"pad": pad, "clock": wall_clock(clock)}


def start_pad(options: Options) -> int:
    """Show the rating pad of the window that it was enrolled for, until it is ended.

    Returns:
        The program's exit code, as of ``config.theme.app.start``.
    """
    return show(PAD, options, furnish_pad)
