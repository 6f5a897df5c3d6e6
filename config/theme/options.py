"""What every screen program may be told on its command line.

No secret ever stands there, where everybody on the computer could read it: a program's key is in the file
that its enrolment made.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import click

IDENTITY_VARIABLE = "HALL_IDENTITY"
"""Environment variable that names the identity's file when no option does."""

HUB_VARIABLE = "HALL_HUB"
"""Environment variable that names the hub's link when no option does."""


@dataclass(frozen=True, kw_only=True)
class Options:
    """The shared options of a screen program.

    Attributes:
        identity: file of the screen's enrolment: its hub, its place there, and its key.
        size: width and height of the window in pixels, or None for the screen's own.
        fullscreen: whether the window fills the screen.
        language: language shown first.
        motion: whether pages move when they change.
        hub: the hub's link, as a first word where somebody enrols the screen.
        enrol: whether somebody is to enrol the screen though it is enrolled.
    """

    identity: Path
    hub: str = ""
    enrol: bool = False
    size: tuple[int, int] | None = None
    fullscreen: bool = False
    language: str = "zh"
    motion: bool = True


def _size(_context: click.Context, _option: click.Parameter, value: str | None) -> tuple[int, int] | None:
    if value is None:
        return None
    found = re.fullmatch(r"(\d{2,5})x(\d{2,5})", value)
    if found is None:
        raise click.BadParameter("give it as 1080x1920")
    return int(found[1]), int(found[2])


def screen_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a click command the shared options: it is called with an ``Options`` before its own."""

    @click.option(
        "--identity",
        type=click.Path(dir_okay=False, path_type=Path),
        envvar=IDENTITY_VARIABLE,
        required=True,
        help="File of this screen's enrolment; where there is none yet, the screen asks for a code "
        f"and makes it (also from {IDENTITY_VARIABLE}).",
    )
    @click.option(
        "--hub",
        envvar=HUB_VARIABLE,
        default="",
        metavar="URL",
        help=f"The hub's link, for the page on which a screen is enrolled (also from {HUB_VARIABLE}).",
    )
    @click.option("--enrol", is_flag=True, help="Ask for a code although the file is there; replaces it.")
    @click.option("--size", callback=_size, metavar="WxH", help="Size of the window in pixels.")
    @click.option("--fullscreen", is_flag=True, help="Fill the whole screen.")
    @click.option(
        "--language", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="First language."
    )
    @click.option("--motion/--no-motion", default=True, show_default=True, help="Whether pages move.")
    @functools.wraps(command)
    def with_options(
        identity: Path,
        hub: str,
        enrol: bool,
        size: tuple[int, int] | None,
        fullscreen: bool,
        language: str,
        motion: bool,
        **own: object,
    ) -> None:
        options = Options(
            identity=identity,
            hub=hub,
            enrol=enrol,
            size=size,
            fullscreen=fullscreen,
            language=language,
            motion=motion,
        )
        command(options, **own)

    return with_options
