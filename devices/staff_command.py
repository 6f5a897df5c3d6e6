"""``hall staff``: cards and PINs of the hall's clerks, and admins' apps, for whoever looks after them.

A card's number or a PIN is typed unseen or read from a file, never taken from the command line, where the
machine's other users could read it; an app's secret is shown once. A running hub goes by each change at once.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn
from zoneinfo import ZoneInfo

import click

from config.schema import Clerk, HallConfig
from devices.command_line import BAD_SETTINGS, FAILED, FOLDER, SECRET, data_folder, loaded
from devices.hub.audit_kinds import Kind
from devices.hub.staff_cards import Card, CardKind, CardState
from devices.technician import noted

if TYPE_CHECKING:
    from devices.hub.staff_register import StaffRegister

BY = "technician"
"""Whom the register names for what is done here."""
CODES = 3
"""How often the first code of an app may be mistyped."""
_HALVES = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}
LONGEST = 200
"""Bytes that are read of a file with a card's number or a PIN."""

HALL = click.option("--hall", type=FOLDER, required=True, help="The hall's folder.")
DATA = click.option("--data", type=FOLDER, help="Where its days are kept, instead of [hub] data.")
CARD = click.option("--card", "name", help="The card's id, when the clerk has several; see hall staff list.")


@click.group()
def staff() -> None:
    """Look after the clerks' cards and PINs, and admins' apps."""


@staff.command("list")
@HALL
@DATA
def staff_list(hall: Path, data: Path | None) -> None:
    """List the clerks, their cards, and whether they have a PIN."""
    config = loaded(hall)
    zone = ZoneInfo(config.hall.timezone)
    _note(config, data, Kind.STAFF_LISTED)
    with _register(config, data) as register:
        for clerk in config.clerks:
            valid = _valid(clerk)
            words = [f"{clerk.number:<8}", f"{clerk.role:<6}", clerk.name, *([valid] if valid else [])]
            app = _app(register, clerk, zone)
            click.echo(f"{'  '.join(words)}  {_pin(register, clerk.number, zone)}{app}")
            _echo_cards(register, clerk.number, zone)
        for number in sorted(register.numbers() - {clerk.number for clerk in config.clerks}):
            click.echo(f"{number:<8}  not in hall.toml  {_pin(register, number, zone)}")
            _echo_cards(register, number, zone)


@staff.command("pin")
@click.argument("number")
@HALL
@DATA
@click.option("--pin-file", type=SECRET, help="File with the PIN, for scripts; without it, it is asked for.")
@click.option("--keep", is_flag=True, help="The clerk chose it and need not change it at the next sign-in.")
def staff_pin(number: str, hall: Path, data: Path | None, pin_file: Path | None, keep: bool) -> None:
    """Give a clerk a PIN of 4 to 8 digits, an admin one of 8 to 12; a lock ends with it."""
    from devices.hub.staff_register import PinRefused

    config = loaded(hall)
    _must_be_clerk(config, number)
    with _register(config, data) as register:
        pin = _first_line(pin_file) if pin_file else _asked("PIN", twice=True)
        try:
            register.set_pin(number, pin, BY, must_change=not keep)
        except PinRefused as error:
            _end(str(error), BAD_SETTINGS)
    _note(config, data, Kind.PIN_SET, number)
    click.echo(f"{number} has a new PIN" + ("." if keep else ", to be changed at the next sign-in."))


@staff.command("enrol")
@click.argument("number")
@HALL
@DATA
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in CardKind]),
    required=True,
    help="The clerk's second-generation ID card (its number), or an IC card (its UID).",
)
@click.option("--card-file", type=SECRET, help="File with the card's number, for scripts.")
def staff_enrol(number: str, hall: Path, data: Path | None, kind: str, card_file: Path | None) -> None:
    """Let a card open for a clerk; a reader that types may type it here."""
    from devices.hub.staff_register import CardUnreadable

    config = loaded(hall)
    _must_be_clerk(config, number)
    with _register(config, data) as register:
        read = _first_line(card_file) if card_file else _asked("Number of the card")
        try:
            card = register.enrol(read, number, CardKind(kind), BY)
        except CardUnreadable as error:
            _end(str(error), BAD_SETTINGS)
    _note(config, data, Kind.CARD_ENROLLED, number, card.id)
    click.echo(f"Card {card.id} opens for {number}.")


@staff.command("lost")
@click.argument("number")
@HALL
@DATA
@CARD
def staff_lost(number: str, hall: Path, data: Path | None, name: str | None) -> None:
    """Say that a clerk lost a card: it opens no more until it is enrolled anew."""
    config = loaded(hall)
    with _register(config, data) as register:
        card = _chosen(register, number, name, {CardState.ENROLLED})
        register.set_card_state(card.id, CardState.LOST, BY)
    _note(config, data, Kind.CARD_LOST, number, card.id)
    click.echo(f"Card {card.id} of {number} is lost and opens no more.")


@staff.command("revoke")
@click.argument("number")
@HALL
@DATA
@CARD
def staff_revoke(number: str, hall: Path, data: Path | None, name: str | None) -> None:
    """Revoke a clerk's card: it opens no more, and may be enrolled for somebody else."""
    config = loaded(hall)
    with _register(config, data) as register:
        card = _chosen(register, number, name, {CardState.ENROLLED, CardState.LOST})
        register.set_card_state(card.id, CardState.REVOKED, BY)
    _note(config, data, Kind.CARD_REVOKED, number, card.id)
    click.echo(f"Card {card.id} of {number} is revoked and opens no more.")


@staff.command("unlock")
@click.argument("number")
@HALL
@DATA
def staff_unlock(number: str, hall: Path, data: Path | None) -> None:
    """End the lock after wrong PINs or codes."""
    config = loaded(hall)
    with _register(config, data) as register:
        unlocked = register.unlock(number)
    if not unlocked:
        _end(f"{number} is not locked", FAILED)
    _note(config, data, Kind.PIN_UNLOCKED, number)
    click.echo(f"{number} may try again.")


@staff.command("totp")
@click.argument("number")
@HALL
@DATA
@click.option("--by", default=BY, show_default=True, help="Who does it, for the register.")
@click.option("--remove", is_flag=True, help="Take the app and its recovery codes away.")
def staff_totp(number: str, hall: Path, data: Path | None, by: str, remove: bool) -> None:
    """Set up an admin's authenticator app: its QR code is shown once, and recovery codes when it works."""
    config = loaded(hall)
    if remove:
        with _register(config, data) as register:
            if not register.remove_totp(number):
                _end(f"{number} has no app", FAILED)
        _note(config, data, Kind.ADMIN_CHANGED, number, "app removed")
        click.echo(f"{number} has no app any more and cannot sign in as admin.")
        return
    _must_be_admin(config, number)
    with _register(config, data) as register:
        codes = _set_up(register, config, number, by)
    _note(config, data, Kind.ADMIN_CHANGED, number, "app set up")
    click.echo(f"\nThe app of {number} is set up. Recovery codes, shown only now; each opens once:\n")
    for code in codes:
        click.echo(f"    {code}")
    click.echo("\nKeep them on paper, apart from the phone. A new app replaces them.")


def _set_up(register: StaffRegister, config: HallConfig, number: str, by: str) -> tuple[str, ...]:
    """Show a new secret, and keep it once the app shows a code of it."""
    from devices.hub import totp
    from devices.hub.staff_register import CodeRefused

    secret = totp.new_secret()
    click.echo("Scan this with the authenticator app, or type the letters below it:\n")
    for line in _drawn(totp.uri(secret, number, config.hall.name)):
        # Dark on light is what every phone reads, whatever the terminal's colours.
        click.echo(click.style(line, fg="black", bg="bright_white"))
    letters = totp.typed(secret)
    click.echo(" ".join(letters[n : n + 4] for n in range(0, len(letters), 4)) + "\n")
    left = CODES
    while True:
        try:
            return register.set_totp(number, secret, _asked("Code that the app shows now"), by)
        except CodeRefused as error:
            left -= 1
            if not left:
                _end(f"{error} Nothing has changed", FAILED)
            click.echo(f"hall staff: {error}", err=True)


def _drawn(text: str) -> list[str]:
    """A QR code in half blocks, two rows of it to a line."""
    import qrcode

    code = qrcode.QRCode(border=4)
    code.add_data(text)
    code.make()
    rows = code.get_matrix()
    pairs = zip_longest(rows[::2], rows[1::2], fillvalue=[False] * len(rows[0]))
    return ["".join(_HALVES[upper, lower] for upper, lower in zip(*pair, strict=True)) for pair in pairs]


@contextmanager
def _register(config: HallConfig, data: Path | None) -> Iterator[StaffRegister]:
    from devices.hub.files import Files
    from devices.hub.staff_register import MARK, StaffRegister, StaffRegisterFailed
    from devices.hub.vault import Vault, VaultFailed

    files = Files(data_folder(config, data))
    # Whenever they begin: an admin's PIN is long from the first day on.
    admins = {clerk.number for clerk in config.clerks if clerk.role == "admin"}
    try:
        vault = Vault(files.vault, files.key, config.vault.cipher)
        try:
            register = StaffRegister(
                files.staff,
                partial(vault.mark, MARK),
                partial(datetime.now, UTC),
                is_admin=lambda number, _: number in admins,
            )
            try:
                yield register
            finally:
                register.close()
        finally:
            vault.close()
    except (VaultFailed, StaffRegisterFailed) as error:
        _end(str(error), FAILED)


def _note(config: HallConfig, data: Path | None, kind: Kind, number: str = "", why: str = "") -> None:
    noted(config, data_folder(config, data), kind, about=number, why=why)


def _must_be_clerk(config: HallConfig, number: str) -> None:
    if number not in {clerk.number for clerk in config.clerks}:
        _end(f"hall.toml has no clerk of the number {number}", BAD_SETTINGS)


def _must_be_admin(config: HallConfig, number: str) -> None:
    _must_be_clerk(config, number)
    if not any(clerk.number == number and clerk.role == "admin" for clerk in config.clerks):
        _end(f'only an admin has an app; the role of {number} in hall.toml is not "admin"', BAD_SETTINGS)


def _chosen(register: StaffRegister, number: str, name: str | None, states: set[CardState]) -> Card:
    """The card that is meant: the named one, or the only one that there is."""
    cards = [card for card in register.cards(number) if card.state in states and name in (None, card.id)]
    if not cards:
        _end(f"{number} has no such card; see hall staff list", FAILED)
    if len(cards) > 1:
        _end(f"which card? --card is one of: {', '.join(card.id for card in cards)}", BAD_SETTINGS)
    return cards[0]


def _asked(what: str, *, twice: bool = False) -> str:
    said: str = click.prompt(what, hide_input=True, confirmation_prompt=twice, err=True)
    return said.strip()


def _first_line(path: Path) -> str:
    with path.open("rb") as file:
        return file.readline(LONGEST).decode("utf-8", "replace").strip()


def _valid(clerk: Clerk) -> str:
    if clerk.valid_from is None and clerk.valid_to is None:
        return ""
    return f"valid {clerk.valid_from or ''}..{clerk.valid_to or ''}"


def _pin(register: StaffRegister, number: str, zone: ZoneInfo) -> str:
    status = register.pin_status(number)
    if not status.is_set:
        return "no PIN"
    change = ", to be changed" if status.must_change else ""
    until = status.locked_until
    return f"PIN set{change}" + (f", locked until {until.astimezone(zone):%H:%M:%S}" if until else "")


def _app(register: StaffRegister, clerk: Clerk, zone: ZoneInfo) -> str:
    status = register.totp_status(clerk.number)
    if status is None:
        return ", no app" if clerk.role == "admin" else ""
    until = status.locked_until
    locked = f", its codes locked until {until.astimezone(zone):%H:%M:%S}" if until else ""
    return f", app since {status.since.astimezone(zone):%Y-%m-%d}, {status.codes_left} recovery codes{locked}"


def _echo_cards(register: StaffRegister, number: str, zone: ZoneInfo) -> None:
    for card in register.cards(number):
        since = card.since.astimezone(zone)
        state = f"{card.state.value:<8}  {since:%Y-%m-%d %H:%M}  by {card.by}"
        click.echo(f"    card {card.id}  {card.kind.value}  {state}")


def _end(why: str, code: int) -> NoReturn:
    click.echo(f"hall staff: {why}", err=True)
    sys.exit(code)
