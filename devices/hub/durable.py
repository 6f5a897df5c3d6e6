"""Files that are there whole or not at all: forced to the disk, then given their name.

A process that is killed at any moment leaves something whole under the right name, or only something whose
name says that it was begun.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

CHUNK = 1 << 20


def force(path: Path) -> None:
    """Force a file's bytes, or a folder's names, to the disk.

    Raises:
        OSError: the disk does not take them.
    """
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def force_all(folder: Path) -> None:
    """Force a folder and everything below it to the disk."""
    for path in sorted(folder.rglob("*"), reverse=True):
        force(path)
    force(folder)


def named(begun: Path, name: Path) -> None:
    """Give something that is whole its name, for good; a file of that name is replaced."""
    begun.rename(name)
    force(name.parent)


@contextmanager
def begun(name: Path, mode: int = 0o600) -> Iterator[int]:
    """Write a file, by its descriptor, that has its name only when it is whole."""
    part = name.with_name(f"{name.name}.part")
    descriptor = _new(part, mode)
    try:
        yield descriptor
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    named(part, name)


def write_whole(name: Path, content: bytes) -> None:
    """Write a small file, readable by its owner only, whole or not at all."""
    with begun(name) as descriptor, os.fdopen(os.dup(descriptor), "wb") as file:
        file.write(content)


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def copied(source: Path, target: Path) -> str:
    """Copy a file, readable by its owner only; returns the SHA-256 of what was read."""
    whole = hashlib.sha256()
    descriptor = _new(target, 0o600)
    with source.open("rb") as of, os.fdopen(descriptor, "wb") as to:
        while chunk := of.read(CHUNK):
            whole.update(chunk)
            to.write(chunk)
    return whole.hexdigest()


def _new(path: Path, mode: int) -> int:
    """A file that nobody has made before: one that stood there kept its own mode, or led elsewhere."""
    path.unlink(missing_ok=True)
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
