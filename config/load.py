"""Reads a hall from its folder: ``hall.toml`` and ``items.csv``, or all that is wrong with them.

Whatever stands in the files, the answer is a ``HallConfig`` or a ``ConfigError``; no file can make it
fail otherwise.
"""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Callable, Collection
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec

from config.check import CSV, FIRST_ITEM_ROW, TOML, problems_of
from config.notes import warnings
from config.problems import ConfigError, Problem, did_you_mean
from config.schema import HallConfig, Item
from config.shapes import fields_of
from config.walk import Walk


def load(folder: Path, kinds: Collection[str] | None = None) -> HallConfig:
    """Read the hall of a folder.

    Args:
        folder: Where ``hall.toml`` and ``items.csv`` are.
        kinds: The kinds of devices that have a driver; None leaves the kinds unchecked.

    Raises:
        ConfigError: The files do not describe a hall; it has every problem found.
    """
    problems: list[Problem] = []
    tables, toml_broken = _tables(folder / TOML, problems)
    walk = Walk(TOML)
    if "items" in tables:
        walk.blame("items", f"does not belong here; items are the rows of {CSV}")
    config = walk.table(HallConfig, {name: tables[name] for name in tables if name != "items"}, "")
    items = _items(folder / CSV, problems)
    config = msgspec.structs.replace(config, items=items)
    if not toml_broken:
        problems += walk.problems
        problems += problems_of(config, kinds)
        problems += _beside(folder, config)
    if problems:
        raise ConfigError(problems)
    return config


def report(folder: Path, kinds: Collection[str] | None = None) -> tuple[list[str], int]:
    """Check a folder and say the result in lines; 0 is a good hall, 2 is one with problems."""
    try:
        config = load(folder, kinds)
    except ConfigError as error:
        count = len(error.problems)
        return [*map(str, error.problems), f"{count} problem{'s' if count > 1 else ''} to mend."], 2
    parts = ("zones", "queues", "windows", "kiosks", "clerks", "devices", "items")
    numbers = [(len(getattr(config, part)), part) for part in parts]
    counts = ", ".join(f"{number} {part if number != 1 else part[:-1]}" for number, part in numbers)
    today = datetime.now(ZoneInfo(config.hall.timezone)).date()
    notes = [f"note: {warning}" for warning in warnings(config, today)]
    return [*notes, f"{config.hall.name}: {counts}. All good."], 0


def _text(path: Path, problems: list[Problem]) -> str | None:
    """Read a file as UTF-8, with or without a byte order mark."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        problems.append(Problem(path.name, "", f"there is no such file in {path.parent}; create it"))
        return None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        problems.append(Problem(path.name, "", f"cannot be read ({reason}); make it a readable file"))
        return None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        text = "is not UTF-8 (perhaps GBK, as Excel saves it); save as UTF-8"
        problems.append(Problem(path.name, f"line {line}", text))
        return None


def _tables(path: Path, problems: list[Problem]) -> tuple[dict[str, object], bool]:
    """Read the TOML file; the second value says that nothing of it could be read."""
    text = _text(path, problems)
    if text is None:
        return {}, True
    try:
        return tomllib.loads(text), False
    except (ValueError, RecursionError) as error:
        # TOMLDecodeError is one, and so is a number of more digits than Python reads.
        message, _, place = str(error).rpartition(" (at ")
        line = re.match(r"line \d+", place)
        what = _explained(message) or f"{message}; mend this" if line else f"{error}; mend this"
        problems.append(Problem(path.name, line[0] if line else "", f"is not TOML: {what}"))
        return {}, True


def _explained(message: str) -> str:
    """Say in the writer's words what TOML means by its namespaces, empty for what it says well itself."""
    fault = re.match(r"Cannot (mutate immutable namespace|declare) \(([^)]*)\)", message)
    if fault is None:
        return ""
    name = ".".join(re.findall(r"'([^']*)'", fault[2]))
    if fault[1] == "declare":
        return f"[{name}] stands in the file twice; write its settings under one"
    return f"{name} was given above as {name} = …, so no [[{name}]] can follow; write all of it in one way"


def _items(path: Path, problems: list[Problem]) -> tuple[Item, ...]:
    """Read the items; rows count as in a spreadsheet, the header being row 1."""
    text = _text(path, problems)
    if text is None:
        return ()
    rows: list[list[str]] = []
    try:
        rows.extend(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        key = f"row {len(rows) + 1}"
        problems.append(Problem(path.name, key, f"is not csv: {error}; look for a stray quotation mark"))
        return ()
    if not rows:
        problems.append(Problem(path.name, "", f"is empty; begin with the row {_columns()}"))
        return ()
    while not any(cell.strip() for cell in rows[-1]) and len(rows) > 1:
        rows.pop()  # Spreadsheets like to leave empty rows at the end.
    walk = Walk(path.name, cells=True)
    header = [name.strip() for name in rows[0]]
    if not _header(header, walk):
        problems += walk.problems
        return ()
    found = []
    for number, cells in enumerate(rows[1:], start=FIRST_ITEM_ROW):
        key = f"row {number}"
        if not any(cell.strip() for cell in cells):
            walk.blame(key, "is empty; remove it")
            found.append(Walk(path.name).table(Item, {}, key))  # Keeps the rows behind it counted right.
            continue
        if len(cells) != len(header):
            walk.blame(key, f"has {len(cells)} cells and the header {len(header)}; quote texts with commas")
        row = zip(header, (cell.strip() for cell in cells), strict=False)
        found.append(walk.table(Item, {name: cell for name, cell in row if cell and name in _names()}, key))
    if not found:
        walk.blame("", "has no items; give each a row")
    problems += walk.problems
    return tuple(found)


def _names() -> tuple[str, ...]:
    """The columns there can be."""
    return tuple(field.name for field in fields_of(Item))


def _columns() -> str:
    """Write the header that has every column."""
    return ",".join(_names())


def _header(header: list[str], walk: Walk) -> bool:
    """Check the columns; False when the rows below cannot be read."""
    if len(header) == 1 and re.search(r"[;\t]", header[0]):
        walk.blame("row 1", "is not divided by commas; save as csv with commas")
        return False
    for at, name in enumerate(header):
        if name not in _names():
            guess = did_you_mean(name, _names())
            walk.blame("row 1", f'column {at + 1}, "{name}", is no column{guess}; remove or rename it')
        elif name in header[:at]:
            walk.blame("row 1", f'has the column "{name}" twice; remove one')
    missing = [field.name for field in fields_of(Item) if field.required and field.name not in header]
    for name in missing:
        walk.blame("row 1", f'has no column "{name}"; add it')
    return not missing


def _beside(folder: Path, config: HallConfig) -> list[Problem]:
    """Files and folders that the hall names and that are not beside its file."""
    found = []
    clips = config.voice.clips
    if clips and not _there(folder / clips, Path.is_dir):
        text = f'"{clips}" is no folder beside {TOML}; put it there or empty the setting'
        found.append(Problem(TOML, "voice.clips", text))
    for at, clerk in enumerate(config.clerks):
        if clerk.photo and not _there(folder / clerk.photo, Path.is_file):
            text = f'"{clerk.photo}" is no file beside {TOML}; put it there or empty the setting'
            found.append(Problem(TOML, f"clerks[{at}].photo", text))
    return found


def _there(path: Path, right: Callable[[Path], bool]) -> bool:
    """Whether a path is what it should be; one that the system cannot even look up is not."""
    try:
        return right(path)
    except OSError:
        return False
