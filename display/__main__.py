"""``hall-display``: the board of a zone or the screen of a window; put together here and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from config.theme.app import Screen, Stage
from config.theme.options import Options, screen_options
from devices.link.qt import HubLink
from devices.link.qtclock import HallClock
from devices.link.qtscreen import run, wall_clock
from display.viewmodel_window import WindowModel
from display.viewmodel_zone import ZoneModel

HERE = Path(__file__).resolve().parent

ZONE = Screen(name="hall-display", module="Display", qml=HERE / "qml", i18n=HERE / "i18n", main="ZoneScreen")
WINDOW = Screen(
    name="hall-display",
    module="Display",
    qml=HERE / "qml",
    i18n=HERE / "i18n",
    main="WindowScreen",
    size=(1920, 540),
)


def furnish_zone(stage: Stage, link: HubLink, clock: HallClock, zone: str) -> Mapping[str, object]:
    """Give the board of a zone what it shows; link and clock are started by whoever made them."""
    board = ZoneModel(zone, link, clock, english=stage.languages.language == "en")
    return {"zone": board, "clock": wall_clock(clock)}


def furnish_window(stage: Stage, link: HubLink, clock: HallClock, window: int) -> Mapping[str, object]:
    """Give the screen of a window what it shows; link and clock are started by whoever made them."""
    place = WindowModel(window, link, clock, english=stage.languages.language == "en")
    return {"place": place, "clock": wall_clock(clock)}


@click.command()
@click.option("--zone", help="Show the board of this zone.")
@click.option("--window", type=click.IntRange(min=1), help="Show the screen of this window.")
@screen_options
def main(options: Options, *, zone: str | None, window: int | None) -> None:
    """Show whom the hall calls: in a whole zone, or to one window."""

    def furnish(stage: Stage, link: HubLink, clock: HallClock) -> Mapping[str, object]:
        if zone is not None:
            return furnish_zone(stage, link, clock, zone)
        return furnish_window(stage, link, clock, window or 0)

    if (zone is None) == (window is None):
        raise click.UsageError("Say --zone or --window, one of them.")
    screen = WINDOW if zone is None else ZONE
    run(screen, options, furnish, f"window-{window}" if zone is None else f"zone-{zone}")


if __name__ == "__main__":
    main()
