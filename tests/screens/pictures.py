"""Draws a screen's states into a folder; each picture program names its states and the folder."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import click

from tests.screens.studio import Opened, application

Size = tuple[int, int]
Play = Callable[[Opened], None]
Draw = Callable[[Path, str], None]
"""Draws into a folder what has these letters in its name."""


def in_every_shape(
    open_it: Callable[[str, Size], Opened], sizes: Mapping[str, Size], states: Mapping[str, Play]
) -> Draw:
    """Draw every state in both languages and every shape."""

    def draw(out: Path, only: str) -> None:
        for language in ("zh", "en"):
            for shape, size in sizes.items():
                for name, play in states.items():
                    picture = f"{shape}_{name}_{language}"
                    if only in picture:
                        screen = open_it(language, size)
                        play(screen)
                        screen.shot(out / f"{picture}.png")
                        screen.close()

    return draw


def program(what: str, folder: str, draw: Draw) -> click.Command:
    """The command line of a picture program.

    Args:
        what: what it draws, for its help.
        folder: where the pictures go below ``build/screenshots``.
        draw: draws them.
    """

    @click.command(help=f"Draw {what}.")
    @click.option(
        "--out",
        type=click.Path(path_type=Path),
        default=Path("build/screenshots") / folder,
        show_default=True,
    )
    @click.option("--only", default="", help="Only pictures whose name contains this.")
    def main(out: Path, only: str) -> None:
        application()
        draw(out, only)

    return main
