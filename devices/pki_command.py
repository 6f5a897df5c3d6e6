"""``hall pki``: the hall's own authority, by which screens know their hub.

Everything is done on the hub's box, beside a hub that runs. A passphrase is typed unseen or read from a file,
never taken from the command line, where the machine's other users could read it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TypeVar

import click

from config.reach import is_loopback
from config.schema import HallConfig
from devices.command_line import BAD_SETTINGS, FAILED, FOLDER, SECRET, data_folder, loaded
from devices.hub.audit_kinds import Kind
from devices.technician import noted

if TYPE_CHECKING:
    from devices.hub.certificates import Described, Reach
    from devices.hub.pki import Opening, Places, Standing

Command = TypeVar("Command", bound=Callable[..., None])

HALL = click.option("--hall", type=FOLDER, required=True, help="The hall's folder.")
DATA = click.option("--data", type=FOLDER, help="Where its days are kept, instead of [hub] data.")
NAME = click.option("--name", "names", multiple=True, help="A name of the hub, such as hub.hall.example.")
ADDRESS = click.option("--address", "addresses", multiple=True, help="An address of the hub in the hall.")
WITHIN = click.option(
    "--within", multiple=True, help="A domain or network that the hub may move to, such as hall.example."
)
FILE = click.Path(dir_okay=False, path_type=Path)
KEY_OUT = click.option(
    "--ca-key-out", "key_file", type=FILE, help="Keep the authority's key there (a stick), not on this box."
)
KEY = click.option(
    "--ca-key", "key_file", type=SECRET, help="File with the authority's key, if not on this box."
)
ASK = click.option("--passphrase", "ask", is_flag=True, help="Ask for the passphrase of the authority's key.")
PASSPHRASE = click.option("--passphrase-file", type=SECRET, help="File with the passphrase of that key.")
SHORTEST = 8
"""Fewest characters of a passphrase."""
LONGEST = 1024


@click.group()
def pki() -> None:
    """Make and renew what screens know their hub by: the hall's authority and the hub's certificate."""


@pki.command("init")
@HALL
@DATA
@NAME
@ADDRESS
@WITHIN
@KEY_OUT
@ASK
@PASSPHRASE
def pki_init(
    hall: Path,
    data: Path | None,
    names: tuple[str, ...],
    addresses: tuple[str, ...],
    within: tuple[str, ...],
    key_file: Path | None,
    ask: bool,
    passphrase_file: Path | None,
) -> None:
    """Make the hall's authority, and the hub's first certificate.

    Name the hub by each name and address that screens use; those of this box are always in it.
    """
    from devices.hub.pki import begin, utc_now

    config = loaded(hall)
    reach = _reach(config, names, addresses)
    if reach is None:
        _end("say how screens reach the hub: --address 10.1.2.3, or --name hub.hall.example", BAD_SETTINGS)
    opening = _opening(key_file, ask, passphrase_file, new=True)
    with _failing():
        _note(config, data, "authority", "init")
        made = begin(_places(config, data), config.hall.name, reach, utc_now(), within=within, key=opening)
    _table(made)
    where = f"in {key_file}" if key_file else "on this box; hall backup --with-keys copies it"
    click.echo(f"The authority's key is {where}. Without it no certificate can be renewed.")


@pki.command("renew")
@HALL
@DATA
@NAME
@ADDRESS
@KEY
@ASK
@PASSPHRASE
def pki_renew(
    hall: Path,
    data: Path | None,
    names: tuple[str, ...],
    addresses: tuple[str, ...],
    key_file: Path | None,
    ask: bool,
    passphrase_file: Path | None,
) -> None:
    """Give the hub a new key and certificate; a hub that runs takes them up within seconds.

    Its names and addresses stay, unless some are given: then it is for those alone.
    """
    from devices.hub.pki import renew, utc_now

    config = loaded(hall)
    reach = _reach(config, names, addresses) if names or addresses else None
    opening = _opening(key_file, ask, passphrase_file)
    with _failing():
        _note(config, data, "hub", "renew")
        made = renew(_places(config, data), utc_now(), reach=reach, key=opening)
    _table(made)


@pki.command("show")
@HALL
@DATA
def pki_show(hall: Path, data: Path | None) -> None:
    """Show names, addresses, fingerprints, and how many days are left."""
    from devices.hub.pki import standing

    with _failing():
        found = standing(_places(loaded(hall), data))
    _table(found)
    if found.changing:
        click.echo("A new authority is being handed out; when everybody has it: hall pki rotate-ca --finish")


@pki.command("ca")
@HALL
@DATA
@click.option("--out", type=FILE, help="Write it there instead of printing it.")
def pki_ca(hall: Path, data: Path | None, out: Path | None) -> None:
    """Give the authority's certificate, for browsers and other programs; it is no secret."""
    from devices.hub.certificates import pem
    from devices.hub.pki import read_bundle

    with _failing():
        text = pem(read_bundle(_places(loaded(hall), data)))
        if out is None:
            click.echo(text, nl=False)
            return
        out.write_text(text, "ascii")
    click.echo(f"{out}: compare its fingerprint with hall pki show where it is taken up")


@pki.command("rotate-ca")
@HALL
@DATA
@NAME
@ADDRESS
@WITHIN
@click.option("--finish", is_flag=True, help="Everybody has the new one: forget the old one.")
@click.option("--anyway", is_flag=True, help="Finish, although some have not been here since.")
@KEY_OUT
@click.option("--ca-key", "next_key", type=SECRET, help="With --finish: file with the new authority's key.")
@ASK
@PASSPHRASE
def pki_rotate(
    hall: Path,
    data: Path | None,
    names: tuple[str, ...],
    addresses: tuple[str, ...],
    within: tuple[str, ...],
    finish: bool,
    anyway: bool,
    key_file: Path | None,
    next_key: Path | None,
    ask: bool,
    passphrase_file: Path | None,
) -> None:
    """Change the hall's authority in two steps, so that no screen is locked out.

    First everybody is handed the new one and believes both; the hub does that by itself, on lines that
    are proven. With --finish the new one speaks for the hub and the old one is forgotten. Whoever was
    switched off all that time must be enrolled again.
    """
    from devices.hub.pki import begin_change, finish_change, utc_now

    config = loaded(hall)
    places = _places(config, data)
    reach = _reach(config, names, addresses) if names or addresses else None
    with _failing():
        if not finish:
            opening = _opening(key_file, ask, passphrase_file, new=True)
            _note(config, data, "authority", "rotate-ca")
            _table(begin_change(places, config.hall.name, utc_now(), reach=reach, within=within, key=opening))
            click.echo("The hub hands it out now. When all have been here: hall pki rotate-ca --finish")
            return
        if not anyway and (missing := _missing(config, data, places)):
            for line in missing:
                click.echo(line, err=True)
            _end("these have not got the new authority; switch them on, or say --anyway", FAILED)
        opening = _opening(next_key, ask, passphrase_file)
        _note(config, data, "authority", "rotate-ca --finish")
        made = finish_change(places, utc_now(), reach=reach, key=opening)
    _table(made)
    click.echo("The old authority is forgotten. Give browsers the new one: hall pki ca")


def _missing(config: HallConfig, data: Path | None, places: Places) -> list[str]:
    """Clients that have not said to have kept both authorities, the old one and the new one."""
    from devices.hub.clients import Clients
    from devices.hub.files import Files
    from devices.hub.pki import bundle, standing
    from devices.link.identity import fingerprint_of

    file = Files(data_folder(config, data)).clients
    if standing(places).change_begun_at is None or not file.is_file():
        return []
    both = fingerprint_of(bundle(places))
    with closing(Clients(file)) as clients:
        return [
            f"{client.id}  {client.role.value} {client.place or '-'}  last here: {_day(client.seen_at)}"
            for client in clients.all()
            if client.revoked_at is None and client.authority != both
        ]


def _places(config: HallConfig, data: Path | None) -> Places:
    from devices.hub.files import Files

    return Files(data_folder(config, data)).pki


def _reach(config: HallConfig, names: tuple[str, ...], addresses: tuple[str, ...]) -> Reach | None:
    """What is typed, with the one address that the hub listens on; None for nothing at all."""
    from devices.hub.certificates import BadName, Reach
    from devices.hub.tls import ANYWHERE

    host = config.hub.host
    given = {"names": list(names), "addresses": list(addresses)}
    if host not in ANYWHERE and not is_loopback(host):
        given["addresses" if host.replace(".", "").isdigit() or ":" in host else "names"].append(host)
    if not any(given.values()) and not (is_loopback(host) and config.hub.tls == "on"):
        return None
    try:
        return Reach.of(**given)
    except BadName as error:
        _end(str(error), BAD_SETTINGS)


def _opening(file: Path | None, ask: bool, passphrase_file: Path | None, *, new: bool = False) -> Opening:
    from devices.hub.pki import Opening

    if not ask and passphrase_file is None:
        return Opening(file)
    if passphrase_file is None:
        text = str(click.prompt("Passphrase", hide_input=True, confirmation_prompt=new, err=True))
    else:
        with passphrase_file.open("rb") as secret:
            text = secret.read(LONGEST).decode("utf-8", "replace")
    text = text.strip("\r\n")
    if len(text) < SHORTEST:
        _end(f"a passphrase has at least {SHORTEST} characters", BAD_SETTINGS)
    return Opening(file, text)


def _note(config: HallConfig, data: Path | None, about: str, why: str) -> None:
    noted(config, data_folder(config, data), Kind.CERTIFICATE_MADE, about=about, why=why, outcome="begun")


def _table(found: Standing) -> None:
    from devices.hub.pki import utc_now

    rows = [("hub", found.hub), *zip(("authority", "next authority"), found.authorities, strict=False)]
    for what, each in rows:
        left = each.days_left(utc_now())
        held = f"{left} days left" if left >= 0 else "it has ended"
        click.echo(f"{what}: {each.common_name}")
        click.echo(f"  holds    {_day(each.begins_at)} to {_day(each.ends_at)}, {held}")
        click.echo(f"  for      {_for(each)}")
        click.echo(f"  SHA-256  {each.sha256}")


def _for(each: Described) -> str:
    return ", ".join((*each.names, *each.addresses))


def _day(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d}" if moment else "never"


@contextmanager
def _failing() -> Iterator[None]:
    from devices.hub.clients import ClientsFailed
    from devices.hub.pki import PkiFailed

    try:
        yield
    except (PkiFailed, ClientsFailed, OSError) as error:
        _end(str(error), FAILED)


def _end(text: str, code: int) -> NoReturn:
    click.echo(f"hall pki: {text}", err=True)
    sys.exit(code)
