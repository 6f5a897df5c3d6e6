"""Puts a computer's files below a folder, or in place, and never over what somebody else wrote.

What was written is remembered by its hash in ``etc/hall/deployed.json``: a file that is still just so may be
replaced, one that was changed since may not, unless it is said.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

import msgspec

from config.deploy.plan import Item

RECORD = PurePosixPath("etc/hall/deployed.json")
READABLE = 0o644


class Changed(Exception):
    """Files stand there that were not written by us, or were changed since; ``paths`` names them."""

    def __init__(self, paths: list[PurePosixPath]) -> None:
        """Keep the paths, relative to the root."""
        super().__init__("\n".join(f"/{path}" for path in paths))
        self.paths = paths


@dataclass
class Placed:
    """What happened to the files of a computer."""

    written: list[PurePosixPath] = field(default_factory=list)
    removed: list[PurePosixPath] = field(default_factory=list)
    same: int = 0


def put(items: list[Item], root: Path, *, force: bool = False) -> Placed:
    """Write all items below a root, and take away what an earlier writing left and nobody changed.

    Nothing is written when anything may not be.

    Raises:
        Changed: files were changed by somebody else, and ``force`` was not said.
        OSError: something cannot be written.
    """
    before = _recorded(root)
    changed = [item.path for item in items if _is_anothers(root, item, before)]
    if changed and not force:
        raise Changed(changed)
    placed = Placed()
    for item in items:
        if _mark_at(root / item.path) == _mark(item):
            placed.same += 1
            continue
        _write(root / item.path, item)
        placed.written.append(item.path)
    wanted = {str(item.path) for item in items}
    for name in sorted(set(before) - wanted):
        if _mark_at(root / name) == before[name]:
            (root / name).unlink()
            placed.removed.append(PurePosixPath(name))
    marks = {str(item.path): _mark(item) for item in items}
    _write(root / RECORD, Item(path=RECORD, content=msgspec.json.format(msgspec.json.encode(marks)) + b"\n"))
    return placed


def _is_anothers(root: Path, item: Item, before: dict[str, str]) -> bool:
    here = _mark_at(root / item.path)
    return here not in ("", _mark(item), before.get(str(item.path)))


def _mark(item: Item) -> str:
    return f"link {item.link}" if item.content is None else hashlib.sha256(item.content).hexdigest()


def _mark_at(path: Path) -> str:
    """The mark of what stands at a path, empty when nothing does."""
    if path.is_symlink():
        return f"link {path.readlink()}"
    if path.is_dir():
        return "folder"
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else ""


def _recorded(root: Path) -> dict[str, str]:
    try:
        return msgspec.json.decode((root / RECORD).read_bytes(), type=dict[str, str])
    except FileNotFoundError:
        return {}
    except msgspec.DecodeError as error:
        raise OSError(f"/{RECORD} cannot be read: {error}") from error


def _write(path: Path, item: Item) -> None:
    """Write whole or not at all: the power may go while a technician works."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if item.content is None:
        name = path.with_name(f".{path.name}.hall")
        name.unlink(missing_ok=True)
        name.symlink_to(item.link)
    else:
        descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        name = Path(temporary)
        with os.fdopen(descriptor, "wb") as file:
            file.write(item.content)
            os.fchmod(file.fileno(), READABLE)
            file.flush()
            os.fsync(file.fileno())
    name.replace(path)
