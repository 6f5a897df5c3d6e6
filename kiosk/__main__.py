"""``hall-kiosk``: the ticket machine's program; here its parts are put together and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from config.theme.app import Screen, Stage, run
from config.theme.clock import WallClock
from config.theme.options import Options, screen_options
from devices.link.qt import HubLink
from devices.link.qtclock import HallClock
from kiosk.viewmodel import KioskModel

HERE = Path(__file__).resolve().parent

SCREEN = Screen(name="hall-kiosk", module="Kiosk", qml=HERE / "qml", i18n=HERE / "i18n")


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
    wall = WallClock(now=clock.now)
    clock.ticked.connect(lambda: wall.set_zone(clock.zone))
    return {"kiosk": model, "clock": wall}


@click.command()
@screen_options
@click.option(
    "--zone", default="", help="Zone in which the kiosk stands; without it the whole hall is shown."
)
@click.option(
    "--idle-s",
    type=click.FloatRange(min=10),
    default=60.0,
    show_default=True,
    help="Seconds of silence after which it asks whether anybody is there.",
)
@click.option(
    "--count-s",
    type=click.FloatRange(min=20),
    default=20.0,
    show_default=True,
    help="Seconds it counts before it forgets the visitor.",
)
def main(options: Options, zone: str, idle_s: float, count_s: float) -> None:
    """Show the ticket machine."""

    def furnish_and_link(stage: Stage) -> Mapping[str, object]:
        link = HubLink(options.hub, options.token, SCREEN.name, parent=stage.engine)
        clock = HallClock(link, stage.engine)
        things = furnish(stage, link, clock, zone=zone, idle_s=idle_s, count_s=count_s)
        clock.start()
        link.start()
        return things

    run(SCREEN, options, furnish_and_link)


if __name__ == "__main__":
    main()
