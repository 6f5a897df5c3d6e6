"""``hall do`` and ``hall rows``: say any command of the wire contract, and see what a program is shown.

For whoever has no screen for it yet: the same rights, the same refusals, and the same single execution as
on every other screen, because it is the same link.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path
from typing import TypeVar, get_args

import click
import msgspec

from devices.command_line import BAD_SETTINGS, FAILED, FILE, IDENTITY, identity_of
from devices.link.client import LinkClient
from devices.link.commands import AnyCommand, Command
from devices.link.commands.base import PRIVATE
from devices.link.messages import Done, No
from devices.link.rows import AnyRow

T = TypeVar("T")

WAIT_S = 10.0
"""How long the hub may take to answer."""

KINDS: dict[str, type[Command]] = {str(kind.__struct_config__.tag): kind for kind in get_args(AnyCommand)}


class BadWords(Exception):
    """What was typed is no command; says what it should be."""


def command_of(name: str, words: Iterable[str]) -> AnyCommand:
    """Make a command of its name and ``field=value`` words; a value may be JSON.

    Raises:
        BadWords: there is no such command or field, or a value does not fit.
    """
    if name not in KINDS:
        raise BadWords(f"there is no command {name}; see hall do --list")
    kind = KINDS[name]
    said: dict[str, object] = {"do": name}
    for word in words:
        field, given, value = word.partition("=")
        if not given or field not in kind.__struct_fields__:
            raise BadWords(f"{word.partition('=')[0]} is not field=value; {_usage(name, kind)}")
        if any("\ud800" <= letter <= "\udfff" for letter in value):
            # So Python gives on bytes of the command line that are no UTF-8.
            raise BadWords(f"what {field} says is no text; use a terminal with UTF-8")
        said[field] = _value(kind, field, value)
    try:
        command: AnyCommand = msgspec.convert(said, AnyCommand)
    except msgspec.ValidationError as error:
        raise BadWords(f"{error}; {_usage(name, kind)}") from None
    return command


def from_file(word: str) -> str:
    """Read a private field's value from the file that ``FIELD=@FILE`` names; other words stay as they are.

    Raises:
        BadWords: the file cannot be read.
    """
    field, _, value = word.partition("=")
    if not (_is_private(word) and value.startswith("@")):
        return word
    try:
        return f"{field}={Path(value[1:]).read_text('utf-8').strip()}"
    except (OSError, UnicodeDecodeError) as error:
        raise BadWords(f"{field}: {value[1:]} cannot be read") from error


def _is_private(word: str) -> bool:
    return word.partition("=")[0] in PRIVATE


def _value(kind: type[Command], field: str, text: str) -> object:
    """A value as JSON where the field can hold it, else as the text that it is."""
    hint = next(f.type for f in msgspec.structs.fields(kind) if f.name == field)
    for value in (text, *_as_json(text)):
        try:
            msgspec.convert(value, hint, strict=True)
        except msgspec.ValidationError:
            continue
        return value
    return text


def _as_json(text: str) -> list[object]:
    try:
        return [msgspec.json.decode(text)]
    except (msgspec.DecodeError, RecursionError):
        return []


def _usage(name: str, kind: type[Command]) -> str:
    fields = [f"{f.name}=…" if f.required else f"[{f.name}=…]" for f in msgspec.structs.fields(kind)]
    return f"hall do {' '.join([name, *fields])}"


@click.command("do")
@click.argument("name", required=False)
@click.argument("words", nargs=-1)
@click.option("--list", "listed", is_flag=True, help="List all commands with their fields.")
@click.option("--id", "name_said", help="The command's id: said again with it, it is not done twice.")
@click.option("--identity", type=FILE, envvar="HALL_IDENTITY", help="File that hall enrol join made.")
def do(
    name: str | None,
    words: tuple[str, ...],
    listed: bool,
    name_said: str | None,
    identity: Path | None,
) -> None:
    """Say one command, such as: hall do grant_class ticket=ID ground=elder evidence=老年证."""
    if listed or name is None:
        for tag, kind in sorted(KINDS.items()):
            click.echo(_usage(tag, kind).removeprefix("hall do "))
            click.echo(f"    {(kind.__doc__ or '').strip().splitlines()[0]}")
        return
    try:
        command = command_of(name, map(from_file, words))
    except BadWords as error:
        click.echo(f"hall do: {error}", err=True)
        sys.exit(BAD_SETTINGS)
    if private := [word.partition("=")[0] for word in words if _is_private(word) and "=@" not in word]:
        seen = ", ".join(private)
        click.echo(f"hall do: this shell may remember {seen}, and the list of programs shows it;", err=True)
        click.echo("hall do: say FIELD=@FILE to have it read from a file", err=True)

    if identity is None:
        click.echo("hall do: who says it? Give --identity or HALL_IDENTITY (hall enrol join)", err=True)
        sys.exit(BAD_SETTINGS)

    async def say(client: LinkClient) -> Done | No:
        return await client.do(command, name_said)

    answer = _with_link(identity, say)
    if isinstance(answer, No):
        click.echo(f"{answer.code}: {answer.zh}\n{answer.en}", err=True)
        sys.exit(FAILED)
    click.echo(msgspec.json.encode(answer.result).decode() if answer.result is not None else "done")


@click.command("rows")
@click.argument("prefix", default="")
@IDENTITY
def rows(prefix: str, identity: Path) -> None:
    """Print what this identity is shown now, one row a line; PREFIX chooses, such as ticket/ or notice/."""
    seen: dict[str, AnyRow] = {}
    live = asyncio.Event()

    def changed(rows: list[AnyRow], gone: list[str]) -> None:
        seen.update((row.key, row) for row in rows)
        for key in gone:
            seen.pop(key, None)

    async def see(client: LinkClient) -> None:
        await live.wait()

    _with_link(identity, see, changed, lambda yes: live.set() if yes else None)
    for key in sorted(seen):
        if key.startswith(prefix):
            click.echo(f"{key}\t{msgspec.json.encode(seen[key]).decode()}")


def _with_link(
    identity: Path,
    what: Callable[[LinkClient], Awaitable[T]],
    on_rows: Callable[[list[AnyRow], list[str]], None] = lambda rows, gone: None,
    on_live: Callable[[bool], None] = lambda live: None,
) -> T:
    """Do something over a link of its own; ends the program when the hub does not answer."""
    known = identity_of("hall", identity)

    async def linked() -> T:
        client = LinkClient(known, "hall do", on_rows=on_rows, on_live=on_live)
        line = asyncio.create_task(client.run())
        try:
            async with asyncio.timeout(WAIT_S):
                return await what(client)
        except TimeoutError:
            why = client.session.refused.text if client.session.refused else "the hub does not answer"
            click.echo(f"hall: {known.hub}: {why}", err=True)
            sys.exit(FAILED)
        finally:
            line.cancel()
            await asyncio.gather(line, return_exceptions=True)

    try:
        return asyncio.run(linked())
    except ValueError as error:
        click.echo(f"hall: {error}", err=True)
        sys.exit(BAD_SETTINGS)
