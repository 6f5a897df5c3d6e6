"""``hall backup`` and ``hall restore``: copies of a hall's data, and the proof that they are some.

A backup may be made while the hub runs; a restore never touches the data of a hall, it makes new.
"""

from __future__ import annotations

import sys
import tempfile
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn
from zoneinfo import ZoneInfo

import click

from config.schema import HallConfig
from devices.command_line import BAD_SETTINGS, FAILED, FOLDER, data_folder, loaded
from devices.hub.audit_kinds import Kind
from devices.technician import noted

if TYPE_CHECKING:
    from devices.hub.restore import Restored

HALL = click.option("--hall", type=FOLDER, required=True, help="The hall's folder.")
FILE = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)


@click.command()
@HALL
@click.option("--data", type=FOLDER, help="Where its days are kept, instead of [hub] data.")
@click.option("--to", type=FOLDER, help="Folder that gets it, instead of [backup] target.")
@click.option("--with-keys", "keys", type=FOLDER, help="Another folder, for a copy of the keys.")
def backup(hall: Path, data: Path | None, to: Path | None, keys: Path | None) -> None:
    """Copy journal, vault, staff register, tokens, clients and audit log now; the hub may run.

    The vault's keys are not in the backup: whoever finds it shall not be able to read it. Without them
    nobody reads its vault again either, so copy them once with --with-keys, to where the backups are not; the
    hall's own authority (hall pki), by which screens know the hub, goes with them.
    """
    from devices.hub.backup import BackupFailed, same_disk, source_of, take

    config = loaded(hall)
    target = to or (Path(config.backup.target) if config.backup.target else None)
    if target is None:
        _end("backup", "name a folder with --to, or [backup] target in hall.toml", BAD_SETTINGS)
    source = source_of(config, hall, data_folder(config, data))
    try:
        why = "with keys" if keys else "without keys"
        noted(config, source.data, Kind.BACKUP_MADE, why=why, outcome="begun")
        # A folder that was named by hand holds what its owner wants; only [backup] target is pruned.
        keep = 0 if to else config.backup.keep
        made = take(source, target, datetime.now(ZoneInfo(config.hall.timezone)), keep=keep, keys=keys)
        alike = same_disk(source.data, target)
    except (BackupFailed, OSError) as error:
        _end("backup", str(error), FAILED)
    seq = made.manifest.seq
    click.echo(f"{made.path}: {seq} events, {_size(made.bytes)}, each file forced to the disk")
    if alike:
        click.echo("It lies on the journal's own disk and is lost with it.", err=True)


@click.command()
@HALL
@click.option("--data", type=FOLDER, help="The new folder that gets the data; it must not be there yet.")
@click.option("--from", "source", type=FOLDER, help="The backup's folder; for a drill the newest by default.")
@click.option("--until", help="Leave out what happened later than this time of the hall: 2026-11-20T12:00.")
@click.option("--key", type=FILE, help="File with the vault's keys, which gets its place in the data.")
@click.option("--drill", is_flag=True, help="Only try it, in a folder that is gone afterwards.")
def restore(
    hall: Path, data: Path | None, source: Path | None, until: str | None, key: Path | None, drill: bool
) -> None:
    """Make a hall's data from a backup, after checking every byte and every hash of it.

    Whom the data that is there now, or another backup, knows to be erased is erased from it again; and the
    audit log that is there now goes on, when it is this hall's and whole.
    """
    from devices.hub.backup import KEY, PKI, BackupFailed
    from devices.hub.restore import replay
    from devices.hub.restore import restore as restored
    from devices.hub.tls import wanted

    config = loaded(hall)
    moment = _moment(config, until)
    if drill:
        source = source or _newest(config, hall)
        own = data_folder(config, None) / KEY
        key = key or (own if own.is_file() else None)
    if source is None or (data is None) != drill:
        _end("restore", "say --from and --data, or --drill without --data", BAD_SETTINGS)
    later = _later(source)
    try:
        with tempfile.TemporaryDirectory(prefix="hall-drill-") as folder:
            place = Path(folder) / "data" if data is None else data
            done = restored(
                source, place, until=moment, key=key, newer=data_folder(config, None), others=later
            )
            _tell(done, source)
            _tell_erased(done, data_folder(config, None), later)
            if not drill:
                noted(config, place, Kind.RESTORED, about=source.name, why=f"to event {done.seq}")
            found = replay(config, place)
            click.echo(
                f"replayed {found.events} events in {found.seconds:.1f} s: day {found.day}, "
                f"{found.tickets} tickets, {found.appointments} appointments"
            )
    except BackupFailed as error:
        _end("restore", str(error), FAILED)
    if drill:
        click.echo("The drill went well; nothing was left.")
        return
    click.echo(f"{data} is ready: start the hub with --data, or with [hub] data naming it.")
    if key is None:
        click.echo(f"First put the vault's keys at {data}/{KEY}; without them the hub does not start.")
    if wanted(config.hub):
        click.echo(
            f"Put the hall's authority at {data}/{PKI}: the folder …-pki beside the keys that were copied "
            "with --with-keys. With a new one (hall pki init) every screen must be enrolled again."
        )


def _tell(done: Restored, source: Path) -> None:
    last = f", the last at {done.last_at:%Y-%m-%d %H:%M:%S}" if done.last_at else ""
    click.echo(f"{source.name}: {done.verified} events verified, each as it was written")
    click.echo(f"restored {done.seq} events and {done.commands} commands{last}")
    cut = done.cut
    click.echo(f"left out {cut.events} events, {cut.commands} commands, {cut.numbers} numbers")
    if done.archives:
        click.echo(f"{len(done.archives)} archives came along")
    for name in done.missing:
        click.echo(f"{name} was not beside the backup; put it into archive/ of the data", err=True)
    if done.opened:
        click.echo("the vault opens with the key")
    if done.audit_carried:
        click.echo("the audit log is the one that was here, and goes on")


def _tell_erased(done: Restored, here: Path, later: list[Path]) -> None:
    """Say who was erased again, and up to when that is known."""
    from devices.hub.backup import VAULT

    if done.erased_again:
        click.echo(f"{done.erased_again} rows of people who were erased since are erased again")
    if (here / VAULT).is_file() and done.asked:
        return
    until = f"after the backup {later[-1].name}" if later and done.asked else "since this backup"
    click.echo(
        f"Nothing here knows who was erased {until}: whoever was is back; say hall vault erase again.",
        err=True,
    )


def _later(source: Path) -> list[Path]:
    """Backups beside this one that were made after it; what they know to be erased are ids without a name."""
    from devices.hub.backup import BackupFailed, read

    found = []
    for path in source.resolve().parent.iterdir():
        with suppress(BackupFailed):
            found.append(read(path))
    with suppress(BackupFailed):
        made_at = read(source).manifest.made_at
        later = [backup for backup in found if backup.manifest.made_at > made_at]
        return [backup.path for backup in sorted(later, key=lambda backup: backup.manifest.made_at)]
    return []


def _moment(config: HallConfig, until: str | None) -> datetime | None:
    if until is None:
        return None
    try:
        moment = datetime.fromisoformat(until)
    except ValueError:
        _end("restore", f"--until {until} is no time; use 2026-11-20T12:00", BAD_SETTINGS)
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(config.hall.timezone))


def _newest(config: HallConfig, hall: Path) -> Path:
    from devices.hub.backup import all_of

    target = config.backup.target
    found = all_of(hall.resolve().name, config.hall.name, Path(target)) if target else []
    if not found:
        _end("restore", "there is no backup in [backup] target; name one with --from", FAILED)
    return found[-1].path


def _size(count: int) -> str:
    return f"{count / 2**20:.1f} MiB"


def _end(command: str, text: str, code: int) -> NoReturn:
    click.echo(f"hall {command}: {text}", err=True)
    sys.exit(code)
