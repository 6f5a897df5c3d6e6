"""What the commands of ``hall`` share: options, exit codes, and the hall they are about."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from config.load import load
from config.problems import ConfigError
from config.schema import HallConfig
from devices.kinds import FAMILIES

FOLDER = click.Path(file_okay=False, path_type=Path)
SECRET = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)
BAD_SETTINGS = 2
"""Exit code: what was given is wrong, nothing was tried."""
FAILED = 1
"""Exit code: it was tried and did not work."""


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
