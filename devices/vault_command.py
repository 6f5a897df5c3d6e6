"""``hall vault``: erase a person, and change the key; the journal and its chain stay as they are.

An ID number is typed unseen or read from a file, never taken from the command line, where the machine's
other users could read it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from devices.command_line import BAD_SETTINGS, FAILED, FOLDER, SECRET, data_folder, loaded
from devices.hub.audit_kinds import Kind
from devices.technician import noted

if TYPE_CHECKING:
    from devices.hub.events import AnyEvent
    from devices.hub.files import Files

HALL = click.option("--hall", type=FOLDER, required=True, help="The hall's folder.")
DATA = click.option("--data", type=FOLDER, help="Where its days are kept, instead of [hub] data.")
LONGEST = 64
"""Bytes that are read of a file with a card's number."""


@click.group()
def vault() -> None:
    """Look after what the hall remembers of people."""


@vault.command("erase")
@click.argument("person", required=False)
@HALL
@DATA
@click.option("--card-file", type=SECRET, help="File with the person's ID number.")
@click.option("--card", is_flag=True, help="Ask for the person's ID number, unseen.")
@click.option("--by", required=True, help="Staff number of whoever ordered it, for the log.")
def vault_erase(
    person: str | None, hall: Path, data: Path | None, card_file: Path | None, card: bool, by: str
) -> None:
    """Erase a person: by the row's id, as the journal names it, or by ID card. The hub may run.

    Erased are the row with the name, and the phones and free words that the journal links to it. Backups made
    before still hold them until they are pruned; a restore erases anew whom it knows to be erased.
    """
    from devices.hub.erasure import links_of
    from devices.hub.files import Files
    from devices.hub.journal import JournalFailed
    from devices.hub.vault import Vault, VaultFailed

    if (person is not None) + (card_file is not None) + card != 1:
        _end("name the row, or give --card-file or --card", BAD_SETTINGS)
    config = loaded(hall)
    files = Files(data_folder(config, data))
    if not files.vault.is_file():
        _end(f"{files.vault} does not exist", FAILED)
    try:
        with closing(Vault(files.vault, files.key)) as kept:
            row = person or kept.row_of_card(_number(card_file))
            if row is None:
                _end("nobody with this card is in the vault", FAILED)
            links = links_of(row, _events(files))
            noted(config, files.data, Kind.PERSON_ERASED, staff=by, about=row, outcome="begun")
            gone = kept.erase_person(row, links.contacts, links.words, by)
    except (VaultFailed, JournalFailed) as error:
        _end(str(error), FAILED)
    found = f"{gone.people} name, {gone.contacts} phones, {gone.words} texts"
    noted(config, files.data, Kind.PERSON_ERASED, staff=by, about=row, why=found)
    click.echo(f"erased {found}; the journal is as it was")
    if links.shared:
        click.echo(f"{len(links.shared)} phones stay: somebody else gave them too")
    click.echo("Backups made before today still hold the person, until they are pruned.")


@vault.command("sweep")
@HALL
@DATA
def vault_sweep(hall: Path, data: Path | None) -> None:
    """Delete rows older than a day that no event of the journal names; the hub may run, and does so itself.

    Such a row is left where the journal could not be written, or the hub was killed before it was.
    """
    from devices.hub.files import Files
    from devices.hub.journal import JournalFailed
    from devices.hub.sweep import sweep
    from devices.hub.vault import VaultFailed

    config = loaded(hall)
    files = Files(data_folder(config, data))
    if not files.vault.is_file():
        _end(f"{files.vault} does not exist", FAILED)
    try:
        swept = sweep(files.vault, lambda: _events(files), datetime.now(UTC))
    except (VaultFailed, JournalFailed) as error:
        _end(str(error), FAILED)
    if swept.gone:
        noted(config, files.data, Kind.VAULT_SWEPT, about=f"{swept.gone} rows")
    click.echo(f"{swept.gone} rows that no event names are gone; {swept.named} were named after all")


@vault.command("rotate")
@HALL
@DATA
def vault_rotate(hall: Path, data: Path | None) -> None:
    """Give the vault a new key of [vault] cipher and seal every row anew; the hub must not run.

    A run that was ended is gone on with by saying it again; until then the hub does not start. The key of the
    marks, by which a card is known again, stays with its hash: the numbers they are made of are kept nowhere.
    """
    from devices.hub.files import AlreadyRunning, Files, only_one
    from devices.hub.rotation import rotate
    from devices.hub.seal import NAMES
    from devices.hub.vault import VaultFailed

    config = loaded(hall)
    files = Files(data_folder(config, data))
    if not (files.vault.is_file() and files.key.is_file()):
        _end(f"{files.vault} or {files.key} does not exist", FAILED)
    try:
        with only_one(files):
            done = rotate(files.vault, files.key, config.vault.cipher)
    except (VaultFailed, AlreadyRunning) as error:
        _end(str(error), FAILED)
    noted(config, files.data, Kind.KEY_ROTATED, about=done.key, why=NAMES[done.cipher])
    sealed = f"{done.rows} rows were sealed anew with {NAMES[done.cipher]}"
    click.echo(f"{sealed}; the old key opens nothing here any more")
    click.echo(
        "Backups made before open with the key of their time: make one now, and copy the new key away."
    )


def _number(card_file: Path | None) -> str:
    if card_file is None:
        return str(click.prompt("ID number", hide_input=True, err=True)).strip()
    with card_file.open("rb") as file:
        content = file.read(LONGEST)
    return content.decode("ascii", "replace").strip()


def _events(files: Files) -> Iterator[AnyEvent]:
    """Every event there is, from the first archive on."""
    from devices.hub.archive import FOLDER as ARCHIVES
    from devices.hub.archive import events

    yield from events(files.journal, files.data / ARCHIVES)


def _end(text: str, code: int) -> NoReturn:
    click.echo(f"hall vault: {text}", err=True)
    sys.exit(code)
