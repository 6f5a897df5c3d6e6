"""The command ``hall``: the hub, its agents, who may come in, checks, and the demo."""

from __future__ import annotations

import asyncio
import logging
import sys
from pathlib import Path

import click

from config.load import report
from devices.audit_command import audit
from devices.backup_command import backup, restore
from devices.command_line import (
    BAD_SETTINGS,
    FAILED,
    FOLDER,
    IDENTITY,
    data_folder,
    identity_of,
    loaded,
)
from devices.day_report import day_closing, waits
from devices.deploy_command import deploy
from devices.do_command import do, rows
from devices.enrol_command import enrol
from devices.grants_report import grants
from devices.journal_command import journal
from devices.kinds import FAMILIES
from devices.pki_command import pki
from devices.processes import run_until_signalled
from devices.register_report import acceptances, results
from devices.report_command import report as report_group
from devices.simulate.command import simulate
from devices.staff_command import staff
from devices.token_command import token
from devices.vault_command import vault


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
    from devices.hub.audit import AuditFailed
    from devices.hub.clients import ClientsFailed
    from devices.hub.files import AlreadyRunning
    from devices.hub.journal import JournalFailed
    from devices.hub.main import serve
    from devices.hub.pki import PkiFailed
    from devices.hub.staff_register import StaffRegisterFailed
    from devices.hub.tokens import TokensFailed
    from devices.hub.vault import VaultFailed

    config = loaded(hall)
    try:
        asyncio.run(serve(config, hall, data_folder(config, data)))
    except (
        AlreadyRunning,
        AuditFailed,
        ClientsFailed,
        JournalFailed,
        PkiFailed,
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
@IDENTITY
@click.option("--data", type=FOLDER, help="Folder below which relative ports lie, instead of [hub] data.")
def agent(hall: Path, identity: Path, data: Path | None) -> None:
    """Run the devices whose cable ends at this computer, the host for which it was enrolled."""
    from devices.agent import Agent

    config = loaded(hall)
    known = identity_of("hall agent", identity)
    try:
        here = Agent(config, hall, data_folder(config, data), known)
    except ValueError as error:
        click.echo(f"hall agent: {error}", err=True)
        sys.exit(BAD_SETTINGS)
    run_until_signalled(here.run())


main.add_command(enrol)
main.add_command(token)
main.add_command(pki)
main.add_command(staff)
main.add_command(backup)
main.add_command(restore)
main.add_command(journal)
main.add_command(vault)
main.add_command(audit)
report_group.add_command(day_closing)
report_group.add_command(waits)
report_group.add_command(grants)
report_group.add_command(results)
report_group.add_command(acceptances)
main.add_command(report_group)
main.add_command(deploy)
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
