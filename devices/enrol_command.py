"""``hall enrol``: lets screens, agents and programs in, each once by a short code, and out again.

``new`` is said at the hub and shows the code; ``join`` is said at the new computer, where the key is made.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from config.schema import HallConfig
from devices.command_line import BAD_SETTINGS, DATA, FAILED, FILE, HALL, data_folder, loaded
from devices.hub.audit_kinds import Kind
from devices.hub.people import wrong_place
from devices.link.enrolment import BadCode, Code
from devices.link.words import Role
from devices.technician import noted

if TYPE_CHECKING:
    from devices.hub.clients import Clients

CONSOLE = "console"
"""Who makes a code here: somebody who may write the hub's own files."""


@click.group()
def enrol() -> None:
    """Let screens, agents and programs in by a short code, list them, and let them out."""


@enrol.command("new")
@HALL
@DATA
@click.option("--role", type=click.Choice([role.value for role in Role]), required=True)
@click.option("--place", default="", help="K1, window-5, zone-tax, an agent's host; empty for none.")
@click.option("--replace", is_flag=True, help="Let out whoever is there now, once the new one comes.")
@click.option("--by", default=CONSOLE, help="Staff number of whoever lets it in, for the log.")
def enrol_new(hall: Path, data: Path | None, role: str, place: str, replace: bool, by: str) -> None:
    """Show a code for one screen, agent or program; it holds once, for a quarter of an hour."""
    config = loaded(hall)
    if problem := wrong_place(config, Role(role), place):
        _end(problem, BAD_SETTINGS)
    with _clients(config, data) as clients:
        here = [
            each
            for each in clients.all()
            if each.role.value == role and each.place == place and each.revoked_at is None
        ]
        made = f"{role}:{place}" if place else role
        noted(config, data_folder(config, data), Kind.ENROLMENT_CODE_MADE, staff=_staff(by), about=made)
        code = clients.offer(Role(role), place, by, replace=replace)
    click.echo(code.shown())
    if here and not replace:
        known = ", ".join(each.id for each in here)
        click.echo(
            f"there already: {known}; it stays unless you say --replace or hall enrol revoke", err=True
        )


@enrol.command("join")
@click.option("--hub", "url", required=True, help="The hub's link, such as wss://hub.hall:8710/link.")
@click.option("--out", type=FILE, required=True, help="Where the identity is kept; no file may be there yet.")
@click.option("--code-file", type=FILE, help="File with the code, instead of being asked for it.")
def enrol_join(url: str, out: Path, code_file: Path | None) -> None:
    """Make this computer's key, and enrol it with the code that the hub's admin was shown."""
    from devices.link.identity import IdentityFailed
    from devices.link.joining import join
    from devices.link.newcomer import JoinFailed

    if out.exists():
        _end(f"{out} exists; who is enrolled again takes another file, or removes this one", BAD_SETTINGS)
    try:
        text = code_file.read_text("ascii", "replace") if code_file else click.prompt("Code", err=True)
        identity = asyncio.run(join(url, Code.typed(str(text)), "hall enrol"))
        identity.save(out)
    except (BadCode, OSError) as error:
        _end(str(error), BAD_SETTINGS)
    except (JoinFailed, IdentityFailed) as error:
        _end(str(error), FAILED)
    where = f" {identity.place}" if identity.place else ""
    click.echo(f"enrolled at {identity.hall} as {identity.role.value}{where}: {out}")


@enrol.command("list")
@HALL
@DATA
def enrol_list(hall: Path, data: Path | None) -> None:
    """List who is enrolled, and codes that are still open."""
    with _clients(loaded(hall), data) as clients:
        for each in clients.all():
            seen = f"seen {each.seen_at:%Y-%m-%d %H:%M}" if each.seen_at else "never seen"
            state = f"revoked {each.revoked_at:%Y-%m-%d}" if each.revoked_at else seen
            click.echo(
                f"{each.id}  {each.role.value:<12} {each.place or '-':<12} {each.key}  {state:<22} {each.app}"
            )
        for code in clients.open_codes():
            place = code.place or "-"
            click.echo(f"code {code.name}…  {code.role.value:<12} {place:<12} until {code.ends_at:%H:%M} UTC")


@enrol.command("revoke")
@click.argument("name")
@HALL
@DATA
@click.option("--by", default=CONSOLE, help="Staff number of whoever lets it out, for the log.")
def enrol_revoke(name: str, hall: Path, data: Path | None, by: str) -> None:
    """Let a client out by its id, or make an open code void by its first three letters."""
    config = loaded(hall)
    with _clients(config, data) as clients:
        done = clients.revoke(name, by) or clients.withdraw(name.upper())
        if done:
            about = f"client:{name}"
            noted(config, data_folder(config, data), Kind.CLIENT_REVOKED, staff=_staff(by), about=about)
    if not done:
        _end(f"nobody has the id {name}, and no open code begins so; see hall enrol list", FAILED)


def _staff(by: str) -> str:
    return "" if by == CONSOLE else by


@contextmanager
def _clients(config: HallConfig, data: Path | None) -> Iterator[Clients]:
    from devices.hub.clients import Clients, ClientsFailed
    from devices.hub.files import Files

    try:
        clients = Clients(Files(data_folder(config, data)).clients)
    except ClientsFailed as error:
        _end(str(error), FAILED)
    try:
        yield clients
    except ClientsFailed as error:
        _end(str(error), FAILED)
    finally:
        clients.close()


def _end(text: str, code: int) -> NoReturn:
    click.echo(f"hall enrol: {text}", err=True)
    sys.exit(code)
