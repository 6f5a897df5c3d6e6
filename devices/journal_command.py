"""``hall journal``: is every event still as it was written, and old months that leave for their own files."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from devices.command_line import BAD_SETTINGS, FAILED, FOLDER, data_folder, loaded
from devices.technician import noted

HALL = click.option("--hall", type=FOLDER, required=True, help="The hall's folder.")
DATA = click.option("--data", type=FOLDER, help="Where its days are kept, instead of [hub] data.")


@click.group()
def journal() -> None:
    """Look after the journal."""


@journal.command("verify")
@HALL
@DATA
def journal_verify(hall: Path, data: Path | None) -> None:
    """Walk the hash chain from the first event, over the archives and the live journal."""
    from devices.hub.archive import FOLDER as ARCHIVES
    from devices.hub.archive import verify
    from devices.hub.files import Files
    from devices.hub.journal import JournalFailed

    path = Files(data_folder(loaded(hall), data)).journal
    try:
        if not path.is_file():
            raise JournalFailed(f"{path} does not exist")
        old, live = verify(path, path.parent / ARCHIVES)
    except JournalFailed as error:
        click.echo(f"hall journal: {error}", err=True)
        sys.exit(FAILED)
    click.echo(f"{live} events, each as it was written")
    if old:
        click.echo(f"{old} events in the archives, each as it was written")


@journal.command("archive")
@HALL
@DATA
@click.option("--before", required=True, help="The month before which all leave, such as 2026-05.")
def journal_archive(hall: Path, data: Path | None, before: str) -> None:
    """Let old months leave the live journal for files of their own; the hub must not run.

    Half a year stays whole, and what may hold longer (appointments, results, open slips) stays for good. The
    archives lie in the data folder's archive/ and are never removed by this program; the next backup takes
    them along, once.
    """
    from devices.hub.archive import FOLDER as ARCHIVES
    from devices.hub.archive import archive
    from devices.hub.audit_kinds import Kind
    from devices.hub.files import AlreadyRunning, Files, only_one
    from devices.hub.journal import JournalFailed

    config = loaded(hall)
    files = Files(data_folder(config, data))
    try:
        first = datetime.strptime(before, "%Y-%m").date()  # noqa: DTZ007 - a month of the hall's calendar
    except ValueError:
        click.echo(f"hall journal: --before {before} is no month; use 2026-05", err=True)
        sys.exit(BAD_SETTINGS)
    try:
        if not files.journal.is_file():
            raise JournalFailed(f"{files.journal} does not exist")
        with only_one(files):
            done = archive(files.journal, first, files.data / ARCHIVES)
            noted(
                config, files.data, Kind.JOURNAL_ARCHIVED, about=f"{len(done)} months", why=f"before {before}"
            )
    except (JournalFailed, AlreadyRunning) as error:
        click.echo(f"hall journal: {error}", err=True)
        sys.exit(FAILED)
    for month in done:
        click.echo(
            f"{month.path.name}: {month.events} events ({month.stayed} of them stay too), "
            f"{month.commands} commands"
        )
    click.echo(
        "Nothing was old enough." if not done else "Make a backup now: it takes the archives along, once."
    )
