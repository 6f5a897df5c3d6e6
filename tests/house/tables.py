"""The READMEs' tables, made from the code: ``python -m tests.house.tables --write``.

A table stands between ``<!-- table: NAME -->`` and ``<!-- end -->``; what is written there by hand is lost.
Why a library is used stands above its line in setup.cfg.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import sys
import typing
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import msgspec

from config.shapes import settings_table
from devices.base import DriverKind
from devices.hub.life import mermaid
from devices.hub.people import MAY
from devices.hub.reach import BY_THE_HUB, reach
from devices.hub.shown import SHOWN, Viewer, shown
from devices.link.commands import AnyCommand
from devices.link.messages import ClientMessage, HubMessage
from devices.link.refusals import REFUSALS
from devices.link.words import Role

ROOT = Path(__file__).resolve().parents[2]
MARKED = re.compile(r"(<!-- table: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)
FAMILIES = ("printers", "readers", "scanners", "boards", "speakers")
Row = tuple[str, ...]


def sentence(thing: type | object) -> str:
    """Return the first sentence of a docstring, on one line."""
    lines = (thing.__doc__ or "").strip().split("\n\n")[0]
    return " ".join(lines.split()).replace("``", "`")


def union(members: object) -> list[type[msgspec.Struct]]:
    """Return the members of a union of Structs, in its order."""
    return list(typing.get_args(members))


def fields(shape: type[msgspec.Struct]) -> str:
    """Return a Struct's fields as they are on the wire, those that may be left out with a question mark."""
    names = [f"{field.encode_name}{'' if field.required else '?'}" for field in msgspec.structs.fields(shape)]
    return ", ".join(f"`{name}`" for name in names) or "–"


def tag(shape: type[msgspec.Struct]) -> str:
    """Return the word that names a Struct on the wire."""
    return f"`{shape.__struct_config__.tag}`"


def messages() -> Iterator[Row]:
    """Every message of the link."""
    yield "message", "from", "fields", "meaning"
    for origin, members in (("client", ClientMessage), ("hub", HubMessage)):
        for shape in union(members):
            yield tag(shape), origin, fields(shape), sentence(shape)


def commands() -> Iterator[Row]:
    """Every command, and who may say it."""
    yield "command", "said by", "fields", "meaning"
    for shape in union(AnyCommand):
        roles = sorted(role.value for command, may in MAY.items() if command is shape for role in may)
        yield tag(shape), ", ".join(roles) or "the hub itself", fields(shape), sentence(shape)


def refusals() -> Iterator[Row]:
    """Every code with which the hall says no."""
    yield "code", "中文", "English"
    for code, said in REFUSALS.items():
        yield f"`{code}`", said.zh, said.en


def settings() -> Iterator[Row]:
    """Every setting of a hall's files."""
    yield "setting", "what it does", "type", "default"
    for row in settings_table():
        default = row.default if row.default == "required" else f"`{row.default}`"
        yield f"`{row.setting}`", row.sentence, row.type, default


def driver_kinds() -> list[DriverKind]:
    """Return what the device families say of their drivers, each once."""
    kinds = {}
    for family in FAMILIES:
        package = importlib.import_module(f"devices.{family}")
        for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            for thing in vars(importlib.import_module(module.name)).values():
                if isinstance(thing, DriverKind):
                    kinds[thing.kind] = thing
    return list(kinds.values())


def devices() -> Iterator[Row]:
    """Every kind of device that a hall's file may name."""
    yield "kind", "what it is", "options"
    for kind in driver_kinds():
        options = "<br>".join(f"`{name}`: {meaning}" for name, meaning in kind.options.items())
        yield f"`{kind.kind}`", kind.sentence, options or "–"


def libraries() -> Iterator[Row]:
    """Every library that setup.cfg asks for, with the comment above it."""
    yield "library", "version", "why"
    why = ""
    for line in (ROOT / "setup.cfg").read_text("utf-8").splitlines():
        asked = re.fullmatch(r"    ([a-z0-9-]+(?:\[[a-z]+\])?)(?: (>=.*))?", line)
        if line.startswith("    # "):
            why = line.removeprefix("    # ")
        elif asked and why:
            yield f"`{asked[1]}`", asked[2] or "any", why
            why = ""


def roles() -> Iterator[Row]:
    """Every command and every role: whether it may be said, and how far it reaches."""
    yield "command", *(role.value for role in Role)
    for shape in typing.get_args(AnyCommand):
        cells = (reach(role, shape).value for role in Role)
        yield tag(shape), *(("the hub itself" for _ in Role) if shape in BY_THE_HUB else cells)


def rows() -> Iterator[Row]:
    """Every kind of row and everybody who looks: how much of it they see."""
    yield "row", *(viewer.value for viewer in Viewer)
    for shape in SHOWN:
        yield tag(shape), *(shown(viewer, shape).value for viewer in Viewer)


TABLES: dict[str, Callable[[], Iterable[Row]]] = {
    "messages": messages,
    "commands": commands,
    "refusals": refusals,
    "settings": settings,
    "devices": devices,
    "libraries": libraries,
    "roles": roles,
    "rows": rows,
}


DIAGRAMS: dict[str, Callable[[], str]] = {"states": mermaid}
"""What stands between a table's marks and is drawn: already Markdown."""


README = ROOT / "README.md"
ELSEWHERE = dict.fromkeys(("roles", "rows"), ROOT / "devices" / "README.md")
"""Tables that do not stand in the project's own README."""


def file_of(name: str) -> Path:
    """Where a table stands."""
    return ELSEWHERE.get(name, README)


def markdown(name: str) -> str:
    """Render one table or diagram.

    Raises:
        KeyError: there is no such table.
    """
    if name in DIAGRAMS:
        return DIAGRAMS[name]()
    head, *rows = TABLES[name]()
    lines = [head, tuple("---" for _ in head), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |\n" for line in lines)


def filled(text: str) -> str:
    """Return a text with all its tables as the code has them now."""
    return MARKED.sub(lambda found: found[1] + markdown(found[2]) + found[3], text)


def main(words: list[str]) -> int:
    """Print all tables, or with ``--write`` put them into their READMEs."""
    if words == ["--write"]:
        for readme in {README, *ELSEWHERE.values()}:
            readme.write_text(filled(readme.read_text("utf-8")), "utf-8")
    else:
        names = (*TABLES, *DIAGRAMS)
        sys.stdout.write(
            "\n".join(f"<!-- table: {name} -->\n{markdown(name)}<!-- end -->\n" for name in names)
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
