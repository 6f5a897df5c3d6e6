"""How a screen program joins its hall: the link, the hall's time, and the clock that shows it.

A screen shows the hub's time and zone, never this computer's.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import click
from PySide6.QtCore import QObject

from config.theme.app import Act, Furnish, Screen, Stage, start
from config.theme.clock import WallClock
from config.theme.options import Options
from devices.link.identity import Identity, IdentityFailed
from devices.link.qt import HubLink
from devices.link.qtclock import HallClock
from devices.link.qtenrolment import Enrolment, Newcomers, is_there
from devices.link.words import Role

log = logging.getLogger(__name__)

HERE = Path(__file__).resolve().parent

ROLES = {
    "hall-kiosk": Role.KIOSK,
    "hall-caller": Role.CLERK,
    "hall-pad": Role.PAD,
    "hall-display": Role.SCREEN,
}
"""The role that a program's identity should have; the hub decides, this only tells the technician."""

FurnishLinked = Callable[[Stage, HubLink, HallClock], Mapping[str, object]]
"""Makes the initial properties of ``Main`` out of a link and a clock that somebody else starts."""


def show(screen: Screen, options: Options, furnish: FurnishLinked, place: str = "") -> int:
    """Show a screen of the hall until it is ended; one that is not enrolled asks for a code first.

    Args:
        screen: what to show.
        options: what the command line said.
        furnish: makes the screen's properties.
        place: where alone it can be, ``window-5`` or ``zone-tax``; empty where its enrolment says so.

    Returns:
        The program's exit code, as of ``config.theme.app.start``.
    """
    acts = [Act(screen=screen, furnish=linked(screen.name, furnish, place))]
    if options.enrol or not is_there(options.identity):
        acts.insert(0, enrolling(screen, place))
    return start(options, *acts)


def run(screen: Screen, options: Options, furnish: FurnishLinked, place: str = "") -> None:
    """Show a screen of the hall and leave the program with its exit code."""
    sys.exit(show(screen, options, furnish, place))


def enrolling(screen: Screen, place: str = "") -> Act:
    """The page on which a screen is enrolled, in that screen's size.

    Args:
        screen: which one.
        place: where alone it can be; empty for anywhere.
    """

    def furnish(stage: Stage) -> Mapping[str, object]:
        options = stage.options
        who = Newcomers(
            app=screen.name,
            role=ROLES[screen.name],
            place=place,
            file=options.identity,
            anew=options.enrol,
        )
        page = Enrolment(who, stage.languages.speak, hub=options.hub, language=stage.languages.language)
        page.done.connect(stage.go_on)
        width, height = screen.size
        return {"enrolment": page, "width": width, "height": height}

    shown = Screen(
        name=screen.name, module="Enrolment", qml=HERE / "qml", i18n=HERE / "i18n", size=screen.size
    )
    return Act(screen=shown, furnish=furnish)


def linked(app: str, furnish: FurnishLinked, place: str = "") -> Furnish:
    """Furnish a screen with a link to the hub that its options name.

    Args:
        app: the program's name, as the hub is told it.
        furnish: makes the screen's properties.
        place: where alone the screen can be; empty where its enrolment says so.
    """

    def furnish_and_link(stage: Stage) -> Mapping[str, object]:
        link = _link(stage.options.identity, app, stage.engine)
        clock = HallClock(link, stage.engine)
        link.welcomed.connect(lambda: _note_who(app, place, link))
        link.refusedChanged.connect(lambda: _note_refusal(link))
        things = furnish(stage, link, clock)
        clock.start()
        link.start()
        return things

    return furnish_and_link


def _link(file: Path, app: str, parent: QObject) -> HubLink:
    try:
        return HubLink(Identity.load(file), app, parent=parent)
    except (IdentityFailed, ValueError) as error:
        raise click.UsageError(str(error)) from error


def _note_who(app: str, place: str, link: HubLink) -> None:
    if link.welcome is None:
        return
    role, wanted = link.welcome.role, ROLES.get(app)
    if wanted is not None and role is not wanted:
        log.error("This identity is a %s's; %s needs one of a %s (hall enrol new).", role, app, wanted)
    if place and link.welcome.place != place:
        here = link.welcome.place or "the whole hall"
        log.error("This identity is for %s; the screen was started for %s.", here, place)


def _note_refusal(link: HubLink) -> None:
    text = str(link.property("refused"))
    if text:
        log.error("The hub does not let this screen in: %s.", text.rstrip("."))


def wall_clock(clock: HallClock) -> WallClock:
    """Make the clock that a screen shows: the hall's time in the hall's zone."""
    wall = WallClock(now=clock.now)
    clock.ticked.connect(lambda: wall.set_zone(clock.zone))
    return wall
