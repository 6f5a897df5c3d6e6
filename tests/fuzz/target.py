"""What a target of the fuzzers is: a parser, the only errors it may raise, and bytes to begin with.

The same targets are tried by hypothesis in the suite and by atheris in ``make fuzz``. A target takes bytes
and says by an exception that something is wrong; an error of the parser's own is no fault but its answer.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

Try = Callable[[bytes], None]
"""Gives a parser bytes and looks at what it made of them."""
Opens = Callable[[Path], AbstractContextManager[Try]]
"""Gets a parser ready, with a folder of its own for files, and puts it away."""

SLOW_S = 2.0
"""Processor time after which an input has held up whoever reads it, on the slowest of machines."""
LONG = 255
LONGEST = 4096
"""Bytes of an input, unless its target says otherwise."""


class Broken(Exception):
    """A parser raised what is not its own to raise, or took too long."""


@dataclass(frozen=True, kw_only=True)
class Target:
    """A parser of bytes from outside.

    Attributes:
        name: room and parser, as ``readers.frames``.
        opens: gets it ready.
        own: the only errors that it may raise.
        seeds: good bytes, from which bad ones are made.
        reads: what of the product it tries, as ``module:name`` of top-level functions and classes.
        examples: how many inputs hypothesis tries.
        longest: bytes of an input.
        alone: whether what it loads may not be in the process of the other tests.
    """

    name: str
    opens: Opens
    own: tuple[type[Exception], ...] = ()
    seeds: tuple[bytes, ...] = (b"",)
    reads: tuple[str, ...]
    examples: int = 50
    longest: int = LONGEST
    alone: bool = False


def plain(parse: Try) -> Opens:
    """A parser that needs nothing but bytes."""
    return lambda folder: nullcontext(parse)


@contextmanager
def quiet(*names: str) -> Iterator[None]:
    """Keep these loggers still: what they say of bad bytes is right, and said too often here."""
    loggers = [logging.getLogger(name) for name in names]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        for logger in loggers:
            logger.setLevel(logging.NOTSET)


def attempt(target: Target, parse: Try, data: bytes) -> None:
    """Give a target bytes.

    Raises:
        Broken: an error that is not the parser's own, or a standstill.
    """
    begun = time.thread_time()
    try:
        parse(data)
    except target.own:
        pass
    except Exception as error:
        raise Broken(f"{target.name}: {type(error).__name__}: {error}") from error
    took = time.thread_time() - begun
    if took > SLOW_S:
        raise Broken(f"{target.name}: {took:.1f} s for {len(data)} bytes")


class Script:
    """Bytes as a play: what happens next, and with which bytes. Every sequence of bytes is one."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def __iter__(self) -> Iterator[int]:
        """The acts, each a byte."""
        while self._at < len(self._data):
            yield self.byte()

    def byte(self) -> int:
        """The next byte, 0 behind the end."""
        self._at += 1
        return self._data[self._at - 1] if self._at <= len(self._data) else 0

    def piece(self) -> bytes:
        """Some bytes: as many as the next byte says (behind 255 the next two), or all there are."""
        size = self.byte()
        if size == LONG:
            size = self.byte() << 8 | self.byte()
        taken = self._data[self._at : self._at + size]
        self._at += size
        return taken


def piece(data: bytes) -> bytes:
    """A piece, as ``Script.piece`` reads it."""
    size = bytes((len(data),)) if len(data) < LONG else bytes((LONG,)) + len(data).to_bytes(2, "big")
    return size + data


def played(*acts: int | bytes | tuple[int, bytes]) -> bytes:
    """A play for seeds: each act is a number, one with the piece that belongs to it, or bytes as they are."""
    parts = []
    for act in acts:
        match act:
            case int():
                parts.append(bytes((act,)))
            case bytes():
                parts.append(act)
            case number, data:
                parts.append(bytes((number,)) + piece(data))
    return b"".join(parts)


def pieces(data: bytes) -> list[bytes]:
    """The same bytes, cut where they themselves say."""
    cut: list[bytes] = []
    while data:
        size = 1 + data[0] % 7
        cut.append(data[:size])
        data = data[size:]
    return cut
