"""``hall token``: the HTTP API's tokens; each is shown once, and good for some things and some time."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from config.schema import HallConfig
from devices.command_line import BAD_SETTINGS, DATA, FAILED, HALL, data_folder, loaded
from devices.hub.audit_kinds import Kind
from devices.hub.people import wrong_place
from devices.link.words import Role
from devices.technician import noted

if TYPE_CHECKING:
    from devices.hub.tokens import Tokens

SCOPES = ("hall", "tickets", "commands", "gauges")


@click.group()
def token() -> None:
    """Make, list and revoke the tokens of programs that use the HTTP API."""


@token.command("new")
@HALL
@DATA
@click.option("--role", type=click.Choice([role.value for role in Role]), required=True)
@click.option("--place", default="", help="K1, window-5, zone-tax; empty for none.")
@click.option("--scope", "scopes", type=click.Choice(SCOPES), multiple=True, required=True)
@click.option("--days", default=365, show_default=True, help="For how long it holds, to 730 days.")
@click.option("--name", default="", help="Whose program it is, for the list.")
def token_new(
    hall: Path, data: Path | None, role: str, place: str, scopes: tuple[str, ...], days: int, name: str
) -> None:
    """Make a token and print it, this once; give every program one of its own, good for what it needs."""
    from devices.hub.tokens import Scope

    config = loaded(hall)
    if problem := wrong_place(config, Role(role), place):
        _end(problem)
    with _tokens(config, data) as tokens:
        try:
            secret = tokens.make(
                Role(role), place, scopes=[Scope(scope) for scope in scopes], days=days, name=name
            )
        except ValueError as error:
            _end(str(error))
        # Tokens that nobody knows of are what the log is for: it is written before the token is shown.
        made = f"{role}:{place}" if place else role
        noted(config, data_folder(config, data), Kind.TOKEN_MADE, about=made, why=",".join(scopes))
        click.echo(secret)


@token.command("list")
@HALL
@DATA
def token_list(hall: Path, data: Path | None) -> None:
    """List tokens, without their secrets."""
    now = datetime.now(UTC)
    with _tokens(loaded(hall), data) as tokens:
        for row in tokens.all():
            if row.revoked_at:
                state = f"revoked {row.revoked_at:%Y-%m-%d}"
            else:
                state = f"{'ended' if row.ends_at <= now else 'good until'} {row.ends_at:%Y-%m-%d}"
            scopes = ",".join(row.scopes)
            place = row.place or "-"
            click.echo(
                f"{row.id}  {row.role.value:<12} {place:<12} {scopes:<28} {state:<22} {row.name}".rstrip()
            )


@token.command("revoke")
@click.argument("name")
@HALL
@DATA
def token_revoke(name: str, hall: Path, data: Path | None) -> None:
    """Revoke a token by its id; its next request is turned away."""
    config = loaded(hall)
    with _tokens(config, data) as tokens:
        revoked = tokens.revoke(name)
        if revoked:
            noted(config, data_folder(config, data), Kind.TOKEN_REVOKED, about=name)
    if not revoked:
        click.echo(f"hall token: no good token has the id {name}; see hall token list", err=True)
        sys.exit(FAILED)


@contextmanager
def _tokens(config: HallConfig, data: Path | None) -> Iterator[Tokens]:
    from devices.hub.files import Files
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


def _end(text: str) -> NoReturn:
    click.echo(f"hall token: {text}", err=True)
    sys.exit(BAD_SETTINGS)
