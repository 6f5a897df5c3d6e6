"""What the commands of ``hall`` share: options, exit codes, and the hall they are about."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from config.load import load
from config.problems import ConfigError
from config.schema import HallConfig
from devices.kinds import FAMILIES
from devices.link.identity import Identity, IdentityFailed

FOLDER = click.Path(file_okay=False, path_type=Path)
FILE = click.Path(dir_okay=False, path_type=Path)
SECRET = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)
HALL = click.option("--hall", type=FOLDER, required=True, help="The hall's folder.")
DATA = click.option("--data", type=FOLDER, help="Where its days are kept, instead of [hub] data.")
IDENTITY = click.option(
    "--identity",
    type=FILE,
    envvar="HALL_IDENTITY",
    required=True,
    help="File that hall enrol join made for this program (also from HALL_IDENTITY).",
)
BAD_SETTINGS = 2
"""Exit code: what was given is wrong, nothing was tried."""
FAILED = 1
"""Exit code: it was tried and did not work."""


def identity_of(program: str, file: Path) -> Identity:
    """A program's identity; with something wrong in it the program says what and ends."""
    try:
        return Identity.load(file)
    except IdentityFailed as error:
        click.echo(f"{program}: {error}", err=True)
        sys.exit(BAD_SETTINGS)


def loaded(hall: Path) -> HallConfig:
    """A hall's settings; with problems in them the program says all and ends."""
    try:
        return load(hall, kinds=FAMILIES)
    except ConfigError as error:
        for problem in error.problems:
            click.echo(str(problem), err=True)
        sys.exit(BAD_SETTINGS)


def data_folder(config: HallConfig, data: Path | None) -> Path:
    """Where a hall keeps its days: as said on the command line, else as its settings say."""
    return data or Path(config.hub.data)
