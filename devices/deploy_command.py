"""``hall deploy``: the files that make a computer a part of the hall, to look at or in place.

They go to a folder unless ``--install`` is said; nothing that somebody else wrote or changed is overwritten.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from ipaddress import ip_network
from pathlib import Path
from typing import TypeVar, get_args

import click
import psycopg
from psycopg.conninfo import conninfo_to_dict

from config.deploy.machine import KINDS, Address, Kind, Machine, WrongMachine, host_port, link_address
from config.deploy.place import Changed, put
from config.deploy.plan import plan
from config.deploy.steps import by_hand
from config.schema import HallConfig
from devices.command_line import BAD_SETTINGS, FAILED, FOLDER, loaded

T = TypeVar("T")
POSTGRES_PORT = 5432
ROOT = Path("/")


@click.command("deploy")
@click.argument("kind", type=click.Choice(KINDS))
@click.option("--hall", type=FOLDER, required=True, help="The hall's folder, the same on all its computers.")
@click.option("--place", default="", help="K1, window-5, zone-tax, or the host whose devices an agent runs.")
@click.option(
    "--hub", "url", help="The hub's link, such as wss://10.1.0.2:8710/link; not for the hub itself."
)
@click.option("--out", type=FOLDER, help="Folder that gets the files, as they would lie below /.")
@click.option("--install", is_flag=True, help="Put the files in place; as root only.")
@click.option("--force", is_flag=True, help="Overwrite also files that somebody else wrote or changed.")
@click.option("--user", default="hall", show_default=True, help="Account of the hall's programs.")
@click.option(
    "--keyboard", multiple=True, metavar="VVVV:PPPP", help="USB keyboard that belongs to the machine."
)
@click.option("--reach", multiple=True, metavar="HOST:PORT", help="What else this computer speaks to.")
@click.option(
    "--network", multiple=True, metavar="NET", help="From where the hub can be reached: 10.1.0.0/16."
)
@click.option("--admin", multiple=True, metavar="NET", help="From where a technician may come in by SSH.")
@click.option("--clock", multiple=True, metavar="HOST", help="Time server of the hub.")
def deploy(
    kind: str,
    hall: Path,
    place: str,
    url: str | None,
    out: Path | None,
    install: bool,
    force: bool,
    user: str,
    keyboard: tuple[str, ...],
    reach: tuple[str, ...],
    network: tuple[str, ...],
    admin: tuple[str, ...],
    clock: tuple[str, ...],
) -> None:
    """Write units, rights, firewall and lock-down of one computer, and say what is left to do by hand."""
    if (out is None) != install:
        raise click.UsageError("Say --out FOLDER or --install, one of them.")
    if install and os.geteuid() != 0:
        raise click.UsageError(
            "--install writes below /etc: say it as root, or look at the files with --out."
        )
    config = loaded(hall)
    try:
        machine = Machine(
            kind=_kind(kind),
            config=config,
            settings=hall,
            place=place,
            hub=link_address(url) if url else None,
            user=user,
            keyboards=tuple(each.lower() for each in keyboard),
            reach=(*_each(host_port, reach), *(_exchange(config) if kind == "hub" else ())),
            networks=_each(ip_network, network),
            admins=_each(ip_network, admin),
            clocks=clock,
        )
        placed = put(plan(machine), out or ROOT, force=force)
    except (WrongMachine, ValueError) as error:
        click.echo(f"hall deploy: {error}", err=True)
        sys.exit(BAD_SETTINGS)
    except Changed as error:
        click.echo("hall deploy: nothing was written, since others wrote or changed:", err=True)
        click.echo(f"{error}\nLook at them, then say --force to overwrite them.", err=True)
        sys.exit(FAILED)
    except OSError as error:
        click.echo(f"hall deploy: {error}", err=True)
        sys.exit(FAILED)
    base = out or ROOT
    for path in placed.written:
        click.echo(f"written  {base / path}")
    for path in placed.removed:
        click.echo(f"removed  {base / path}")
    click.echo(f"{len(placed.written)} written, {len(placed.removed)} removed, {placed.same} as before.")
    if out is not None:
        click.echo("Look at them, then put them in place as root, with --install instead of --out, or:")
        click.echo(f"  cp -rPT --no-preserve=all {out} /")
    click.echo("\nBy hand:")
    for number, step in enumerate(by_hand(machine), 1):
        click.echo(f"{number:3}. {step}")


def _kind(text: str) -> Kind:
    return next(kind for kind in get_args(Kind) if kind == text)


def _each(read: Callable[[str], T], words: Iterable[str]) -> tuple[T, ...]:
    return tuple(map(read, words))


def _exchange(config: HallConfig) -> tuple[Address, ...]:
    """Where the hall server's database is, when the hub copies its journal there.

    Raises:
        ValueError: its connection string cannot be read.
    """
    if not config.sync.postgres:
        return ()
    try:
        said = conninfo_to_dict(config.sync.postgres)
    except psycopg.ProgrammingError as error:
        raise ValueError(f"[sync] postgres cannot be read: {error}") from error
    hosts = str(said.get("host") or "").split(",")
    ports = str(said.get("port") or POSTGRES_PORT).split(",")
    ports *= len(hosts) if len(ports) == 1 else 1
    pairs = zip(hosts, ports, strict=False)
    # A path is a socket on this computer.
    return tuple(Address(host, int(port)) for host, port in pairs if host and not host.startswith("/"))
