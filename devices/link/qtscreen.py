"""How a screen program joins its hall: the link, the hall's time, and the clock that shows it.

A screen shows the hub's time and zone, never this computer's.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from pathlib import Path

import click
from PySide6.QtCore import QObject

from config.theme.app import Furnish, Stage
from config.theme.clock import WallClock
from devices.link.identity import Identity, IdentityFailed
from devices.link.qt import HubLink
from devices.link.qtclock import HallClock
from devices.link.words import Role

log = logging.getLogger(__name__)

ROLES = {
    "hall-kiosk": Role.KIOSK,
    "hall-caller": Role.CLERK,
    "hall-pad": Role.PAD,
    "hall-display": Role.SCREEN,
}
"""The role that a program's identity should have; the hub decides, this only tells the technician."""

FurnishLinked = Callable[[Stage, HubLink, HallClock], Mapping[str, object]]
"""Makes the initial properties of ``Main`` out of a link and a clock that somebody else starts."""


def linked(app: str, furnish: FurnishLinked) -> Furnish:
    """Furnish a screen with a link to the hub that its options name.

    Args:
        app: the program's name, as the hub is told it.
        furnish: makes the screen's properties.
    """

    def furnish_and_link(stage: Stage) -> Mapping[str, object]:
        link = _link(stage.options.identity, app, stage.engine)
        clock = HallClock(link, stage.engine)
        link.welcomed.connect(lambda: _note_role(app, link))
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


def _note_role(app: str, link: HubLink) -> None:
    role = link.welcome.role if link.welcome else None
    wanted = ROLES.get(app)
    if role is not None and wanted is not None and role is not wanted:
        log.error("This identity is a %s's; %s needs one of a %s (hall enrol new).", role, app, wanted)


def _note_refusal(link: HubLink) -> None:
    text = str(link.property("refused"))
    if text:
        log.error("The hub does not let this screen in: %s.", text)


def wall_clock(clock: HallClock) -> WallClock:
    """Make the clock that a screen shows: the hall's time in the hall's zone."""
    wall = WallClock(now=clock.now)
    clock.ticked.connect(lambda: wall.set_zone(clock.zone))
    return wall
