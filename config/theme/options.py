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


@dataclass(frozen=True, kw_only=True)
class Options:
    """The shared options of a screen program.

    Attributes:
        identity: file of the screen's enrolment: its hub, its place there, and its key.
        size: width and height of the window in pixels, or None for the screen's own.
        fullscreen: whether the window fills the screen.
        language: language shown first.
        motion: whether pages move when they change.
    """

    identity: Path
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
        help=f"File that hall enrol join made for this screen (also from {IDENTITY_VARIABLE}).",
    )
    @click.option("--size", callback=_size, metavar="WxH", help="Size of the window in pixels.")
    @click.option("--fullscreen", is_flag=True, help="Fill the whole screen.")
    @click.option(
        "--language", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="First language."
    )
    @click.option("--motion/--no-motion", default=True, show_default=True, help="Whether pages move.")
    @functools.wraps(command)
    def with_options(
        identity: Path,
        size: tuple[int, int] | None,
        fullscreen: bool,
        language: str,
        motion: bool,
        **own: object,
    ) -> None:
        options = Options(
            identity=identity,
            size=size,
            fullscreen=fullscreen,
            language=language,
            motion=motion,
        )
        command(options, **own)

    return with_options
