"""The command ``hall``: the hub, its agents, tokens, checks, and the demo."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from config.load import report
from config.schema import HallConfig
from devices.backup_command import backup, restore
from devices.command_line import BAD_SETTINGS, FAILED, FOLDER, SECRET, data_folder, loaded
from devices.day_report import day_closing, waits
from devices.do_command import do, rows
from devices.grants_report import grants
from devices.journal_command import journal
from devices.kinds import FAMILIES
from devices.link.words import Role
from devices.processes import run_until_signalled
from devices.register_report import acceptances, results
from devices.report_command import report as report_group
from devices.simulate.command import simulate
from devices.staff_command import staff
from devices.vault_command import vault

if TYPE_CHECKING:
    from devices.hub.tokens import Tokens


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--verbose", is_flag=True, help="Log more.")
def main(verbose: bool) -> None:
    """Queues, calls and ratings for a government service hall."""
    logging.basicConfig(
        level=logging.DEBUG if verbose else logging.INFO,
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
        stream=sys.stderr,
    )
    for noisy in ("uvicorn", "websockets", "litestar", "PIL", "asyncio"):
        logging.getLogger(noisy).setLevel(logging.WARNING)


@main.command()
@click.option("--hall", type=FOLDER, required=True, help="The hall's folder, with hall.toml and items.csv.")
@click.option("--data", type=FOLDER, help="Where its days are kept, instead of [hub] data.")
def hub(hall: Path, data: Path | None) -> None:
    """Run the hall's hub until SIGTERM."""
    from devices.hub.journal import JournalFailed
    from devices.hub.main import AlreadyRunning, serve
    from devices.hub.staff_register import StaffRegisterFailed
    from devices.hub.tokens import TokensFailed
    from devices.hub.vault import VaultFailed

    config = loaded(hall)
    try:
        asyncio.run(serve(config, hall, data_folder(config, data)))
    except (
        AlreadyRunning,
        JournalFailed,
        StaffRegisterFailed,
        TokensFailed,
        VaultFailed,
        ValueError,
        OSError,
    ) as error:
        click.echo(f"hall hub: {error}", err=True)
        sys.exit(FAILED)


@main.command()
@click.option("--hall", type=FOLDER, required=True, help="The hall's folder, the same as the hub's.")
@click.option("--host", required=True, help="This computer's name in the hall's file, such as K1.")
@click.option("--hub", "url", default="ws://127.0.0.1:8710/link", show_default=True, help="The hub's link.")
@click.option("--token-file", type=SECRET, help="File with the token.")
@click.option("--data", type=FOLDER, help="Folder below which relative ports lie, instead of [hub] data.")
def agent(hall: Path, host: str, url: str, token_file: Path | None, data: Path | None) -> None:
    """Run the devices whose cable ends at this computer (the token also from HALL_TOKEN)."""
    from devices.agent import Agent

    config = loaded(hall)
    token = token_file.read_text().strip() if token_file else os.environ.get("HALL_TOKEN", "")
    if not token:
        click.echo(
            "hall agent: give the token by --token-file or HALL_TOKEN (hall token makes one)", err=True
        )
        sys.exit(BAD_SETTINGS)

    try:
        here = Agent(config, hall, data_folder(config, data), host, url, token)
    except ValueError as error:
        click.echo(f"hall agent: {error}", err=True)
        sys.exit(BAD_SETTINGS)
    run_until_signalled(here.run())


@main.group()
def token() -> None:
    """Make, list and revoke the tokens of screens, agents and programs."""


@token.command("new")
@click.option("--hall", type=FOLDER, required=True, help="The hall's folder.")
@click.option("--data", type=FOLDER, help="Where its days are kept, instead of [hub] data.")
@click.option("--role", type=click.Choice([role.value for role in Role]), required=True)
@click.option("--place", default="", help="K1, window-5, zone-tax, an agent's host; empty for none.")
def token_new(hall: Path, data: Path | None, role: str, place: str) -> None:
    """Make a token and print it, this once."""
    config = loaded(hall)
    problem = _wrong_place(config, Role(role), place)
    if problem:
        click.echo(f"hall token: {problem}", err=True)
        sys.exit(BAD_SETTINGS)
    with _tokens(config, data) as tokens:
        click.echo(tokens.make(Role(role), place))


@token.command("list")
@click.option("--hall", type=FOLDER, required=True, help="The hall's folder.")
@click.option("--data", type=FOLDER, help="Where its days are kept, instead of [hub] data.")
def token_list(hall: Path, data: Path | None) -> None:
    """List tokens, without their secrets."""
    with _tokens(loaded(hall), data) as tokens:
        for row in tokens.all():
            ended = f"revoked {row.revoked_at}" if row.revoked_at else "good"
            click.echo(f"{row.id}  {row.role.value:<12} {row.place or '-':<12} {row.made_at}  {ended}")


@token.command("revoke")
@click.argument("name")
@click.option("--hall", type=FOLDER, required=True, help="The hall's folder.")
@click.option("--data", type=FOLDER, help="Where its days are kept, instead of [hub] data.")
def token_revoke(name: str, hall: Path, data: Path | None) -> None:
    """Revoke a token by its id; a session that uses it ends within a heartbeat."""
    with _tokens(loaded(hall), data) as tokens:
        revoked = tokens.revoke(name)
    if not revoked:
        click.echo(f"hall token: no good token has the id {name}; see hall token list", err=True)
        sys.exit(FAILED)


@contextmanager
def _tokens(config: HallConfig, data: Path | None) -> Iterator[Tokens]:
    from devices.hub.main import Files
    from devices.hub.tokens import Tokens, TokensFailed

    try:
        tokens = Tokens(Files(data_folder(config, data)).tokens)
    except TokensFailed as error:
        click.echo(f"hall token: {error}", err=True)
        sys.exit(FAILED)
    try:
        yield tokens
    finally:
        tokens.close()


def _wrong_place(config: HallConfig, role: Role, place: str) -> str:
    windows = {f"window-{window.number}" for window in config.windows}
    zones = {f"zone-{zone.id}" for zone in config.zones}
    kiosks = {kiosk.id for kiosk in config.kiosks}
    hosts = {device.host for device in config.devices} - {"hub"}
    wanted: dict[Role, set[str]] = {
        Role.CLERK: windows,
        Role.PAD: windows,
        Role.SCREEN: windows | zones,
        Role.KIOSK: kiosks,
        Role.AGENT: hosts,
    }
    if config.desks:
        # A hall that lists no desks gives them what names it likes.
        wanted[Role.DESK] = {desk.id for desk in config.desks}
    if role in wanted and place not in wanted[role]:
        return f"--place of a {role.value} must be one of: {', '.join(sorted(wanted[role]))}"
    return "the hub needs no token for itself" if place == "hub" else ""


main.add_command(staff)
main.add_command(backup)
main.add_command(restore)
main.add_command(journal)
main.add_command(vault)
report_group.add_command(day_closing)
report_group.add_command(waits)
report_group.add_command(grants)
report_group.add_command(results)
report_group.add_command(acceptances)
main.add_command(report_group)
main.add_command(do)
main.add_command(rows)
main.add_command(simulate)


@main.group("config")
def config_group() -> None:
    """Look after a hall's files."""


@config_group.command("check")
@click.argument("folder", type=FOLDER)
def config_check(folder: Path) -> None:
    """Report every problem of a hall's files at once; exit 2 when there is one."""
    from devices.catalogue import wrong_options

    lines, code = report(folder, kinds=FAMILIES)
    if code == 0 and (wrong := wrong_options(loaded(folder), folder)):
        lines, code = wrong, BAD_SETTINGS
    for line in lines:
        click.echo(line, err=code != 0)
    sys.exit(code)


@main.command()
@click.option("--out", type=FOLDER, default=Path("var/demo"), show_default=True, help="Where it leaves all.")
@click.option("--port", default=8710, show_default=True, help="The hub's port.")
def demo(out: Path, port: int) -> None:
    """Open a whole hall on this machine; without a display, drive a scripted visit and end."""
    from devices.demo.main import run

    sys.exit(run(out, port))


if __name__ == "__main__":
    main()
