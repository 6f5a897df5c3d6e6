"""``hall-caller``: the clerk's panel or the rating pad; put together here and nowhere else."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import click

from caller.pad import start_pad
from caller.viewmodel_panel import Panel
from config.theme.app import Screen, Stage
from config.theme.options import Options, screen_options
from devices.link.qt import HubLink
from devices.link.qtclock import HallClock
from devices.link.qtscreen import run, wall_clock

HERE = Path(__file__).resolve().parent

PANEL = Screen(name="hall-caller", module="Caller", qml=HERE / "qml", i18n=HERE / "i18n", size=(460, 900))


def furnish_panel(stage: Stage, link: HubLink, clock: HallClock) -> Mapping[str, object]:
    """Give the clerk's panel what it shows; link and clock are started by whoever made them."""
    panel = Panel(link, clock, english=stage.languages.language == "en")
    return {"panel": panel, "clock": wall_clock(clock)}


@click.command()
@click.option("--pad", is_flag=True, help="Show the rating pad of the window instead of its panel.")
@screen_options
def main(options: Options, *, pad: bool) -> None:
    """Show the clerk's panel, or the rating pad, of the window it was enrolled for."""
    if pad:
        sys.exit(start_pad(options))
    run(PANEL, options, furnish_panel)


if __name__ == "__main__":
    main()
