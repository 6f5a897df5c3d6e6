"""What every screen program may be told on its command line.

A token never stands there, where everybody on the computer could read it: it comes from a file or from
the environment.
"""

from __future__ import annotations

import functools
import os
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import click

TOKEN_VARIABLE = "HALL_TOKEN"  # noqa: S105 - the variable's name, not a token
"""Environment variable that holds a screen's token when no file is named."""


@dataclass(frozen=True, kw_only=True)
class Options:
    """The shared options of a screen program.

    Attributes:
        hub: address of the hub's link.
        token: what the screen proves itself with; not shown by ``repr``.
        size: width and height of the window in pixels, or None for the screen's own.
        fullscreen: whether the window fills the screen.
        language: language shown first.
        motion: whether pages move when they change.
    """

    hub: str
    token: str = field(repr=False)
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


def _token(file: Path | None) -> str:
    if file is None:
        token = os.environ.get(TOKEN_VARIABLE, "")
    else:
        lines = file.read_text(encoding="utf-8").splitlines()
        token = lines[0].strip() if lines else ""
    if not token:
        raise click.UsageError(f"No token: name a file by --token-file, or set {TOKEN_VARIABLE}.")
    return token


def screen_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a click command the shared options: it is called with an ``Options`` before its own."""

    @click.option("--hub", default="ws://127.0.0.1:8710/link", show_default=True, help="The hub's link.")
    @click.option(
        "--token-file",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help=f"File whose first line is this screen's token; without it the environment's {TOKEN_VARIABLE}.",
    )
    @click.option("--size", callback=_size, metavar="WxH", help="Size of the window in pixels.")
    @click.option("--fullscreen", is_flag=True, help="Fill the whole screen.")
    @click.option(
        "--language", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="First language."
    )
    @click.option("--motion/--no-motion", default=True, show_default=True, help="Whether pages move.")
    @functools.wraps(command)
    def with_options(
        hub: str,
        token_file: Path | None,
        size: tuple[int, int] | None,
        fullscreen: bool,
        language: str,
        motion: bool,
        **own: object,
    ) -> None:
        options = Options(
            hub=hub,
            token=_token(token_file),
            size=size,
            fullscreen=fullscreen,
            language=language,
            motion=motion,
        )
        command(options, **own)

    return with_options
