"""``hall audit``: who looked at personal data, who came in and what was changed; read, verified, exported.

Nothing here changes a note. Whoever exports the log is in it.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn
from zoneinfo import ZoneInfo

import click

from config.schema import HallConfig
from devices.command_line import BAD_SETTINGS, DATA, FAILED, FILE, HALL, data_folder, loaded
from devices.technician import noted

if TYPE_CHECKING:
    from devices.hub.audit_file import Kept, Wanted

HEAD = ("seq", "at", "kind", "by", "staff", "about", "place", "why", "outcome", "hash")


@click.group()
def audit() -> None:
    """Read the log of who looked at personal data, who came in, and what was changed."""


@audit.command("list")
@HALL
@DATA
@click.option("--since", help="From this time of the hall on: 2026-11-20 or 2026-11-20T12:00.")
@click.option("--until", help="Up to this time of the hall.")
@click.option("--by", default="", help="A principal such as clerk:window-5, or a staff number.")
@click.option("--about", default="", help="A row of the vault, or an object's id.")
@click.option("--kind", default="", help="What was done, such as card_looked_up.")
def audit_list(
    hall: Path, data: Path | None, since: str | None, until: str | None, by: str, about: str, kind: str
) -> None:
    """List notes, the oldest first."""
    from devices.hub.audit_kinds import Kind

    config = loaded(hall)
    if kind and kind not in set(Kind):
        _end(f"--kind is one of: {', '.join(Kind)}", BAD_SETTINGS)
    zone = ZoneInfo(config.hall.timezone)
    want = _wanted(_utc(since, zone), _utc(until, zone), by, about, kind)
    for kept in _found(config, data, want):
        note = kept.note
        at = datetime.fromisoformat(note.at).astimezone(zone)
        who = f"{note.by} ({note.staff})" if note.staff else note.by
        rest = "  ".join(
            f"{name} {value}"
            for name, value in (("about", note.about), ("at", note.place), ("for", note.why))
            if value
        )
        what = f"{note.kind.value:<22} {who:<28} {note.outcome:<12}"
        click.echo(f"{kept.seq:>7}  {at:%Y-%m-%d %H:%M:%S}  {what} {rest}".rstrip())


@audit.command("verify")
@HALL
@DATA
def audit_verify(hall: Path, data: Path | None) -> None:
    """Walk the hash chain from the first note that was not pruned."""
    from devices.hub.audit import AuditFailed
    from devices.hub.audit_reading import verify

    config = loaded(hall)
    try:
        count, end = verify(_path(config, data))
    except AuditFailed as error:
        _end(str(error), FAILED)
    click.echo(f"{count} notes, each as it was written; the chain ends at note {end.seq}: {end.hash.hex()}")


@audit.command("export")
@click.argument("file", type=FILE)
@HALL
@DATA
@click.option("--since", help="From this time of the hall on: 2026-11-20 or 2026-11-20T12:00.")
@click.option("--until", help="Up to this time of the hall.")
def audit_export(file: Path, hall: Path, data: Path | None, since: str | None, until: str | None) -> None:
    """Write notes with their hashes into a new CSV file, readable by its owner only."""
    from devices.hub.audit_kinds import Kind

    config = loaded(hall)
    zone = ZoneInfo(config.hall.timezone)
    found = _found(config, data, _wanted(_utc(since, zone), _utc(until, zone), "", "", ""))
    noted(config, data_folder(config, data), Kind.AUDIT_EXPORTED, about=f"{len(found)} notes")
    try:
        file.touch(mode=0o600, exist_ok=False)
        with file.open("w", encoding="utf-8", newline="") as to:
            writer = csv.writer(to)
            writer.writerow(HEAD)
            writer.writerows(_lines(found))
    except OSError as error:
        _end(f"{file} cannot be written: {error.strerror}", FAILED)
    click.echo(f"{len(found)} notes are in {file}")


def _lines(found: Iterable[Kept]) -> Iterable[tuple[str, ...]]:
    for kept in found:
        note = kept.note
        texts = (
            note.at,
            note.kind.value,
            note.by,
            note.staff,
            note.about,
            note.place,
            note.why,
            note.outcome,
        )
        yield (str(kept.seq), *texts, kept.hash)


def _wanted(since: str, until: str, by: str, about: str, kind: str) -> Wanted:
    from devices.hub.audit_file import Wanted

    return Wanted(since=since, until=until, by=by, about=about, kind=kind)


def _found(config: HallConfig, data: Path | None, want: Wanted) -> list[Kept]:
    from devices.hub.audit import AuditFailed
    from devices.hub.audit_reading import found

    try:
        return found(_path(config, data), want)
    except AuditFailed as error:
        _end(str(error), FAILED)


def _path(config: HallConfig, data: Path | None) -> Path:
    from devices.hub.audit import FILE as NAME

    path = data_folder(config, data) / NAME
    if not path.is_file():
        _end(f"{path} does not exist; has the hub ever run here?", FAILED)
    return path


def _utc(said: str | None, zone: ZoneInfo) -> str:
    """A time of the hall as notes are kept: UTC to the millisecond; empty for none."""
    if said is None:
        return ""
    try:
        moment = datetime.fromisoformat(said)
    except ValueError:
        _end(f"{said} is no time; use 2026-11-20 or 2026-11-20T12:00", BAD_SETTINGS)
    local = moment if moment.tzinfo else moment.replace(tzinfo=zone)
    return local.astimezone(UTC).isoformat(timespec="milliseconds")


def _end(text: str, code: int) -> NoReturn:
    click.echo(f"hall audit: {text}", err=True)
    sys.exit(code)
