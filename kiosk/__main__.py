"""``hall-kiosk``: the ticket machine's program; here its parts are put together and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from config.theme.app import Screen, Stage
from config.theme.options import Options, screen_options
from devices.link.qt import HubLink
from devices.link.qtclock import HallClock
from devices.link.qtscreen import run, wall_clock
from kiosk.viewmodel import KioskModel

HERE = Path(__file__).resolve().parent

SCREEN = Screen(name="hall-kiosk", module="Kiosk", qml=HERE / "qml", i18n=HERE / "i18n", size=(1080, 1920))


def furnish(
    stage: Stage,
    link: HubLink,
    clock: HallClock,
    *,
    zone: str = "",
    idle_s: float = 60.0,
    count_s: float = 20.0,
) -> Mapping[str, object]:
    """Give the kiosk's window what it shows; link and clock are started by whoever made them."""
    model = KioskModel(
        link,
        clock,
        stage.languages.speak,
        language=stage.options.language,
        zone=zone,
        idle_s=idle_s,
        count_s=count_s,
    )
    return {"kiosk": model, "clock": wall_clock(clock)}


@click.command()
@screen_options
def main(options: Options) -> None:
    """Show the ticket machine."""
    run(SCREEN, options, furnish)


if __name__ == "__main__":
    main()
