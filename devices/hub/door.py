"""The hub's port: takes lines in, as ``admission`` says, and sees that none stays open for nothing.

Every line has a time in which something must come of it (a proof, a request, its answer being read); whoever
serves it says how much. When it is over the line is cut, whatever state its protocol, or TLS, is in.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import resource
import socket
from collections.abc import Callable
from functools import partial
from time import monotonic

from msgspec.structs import replace

from config.schema import Limits
from devices.hub.admission import Admission
from devices.hub.limits import Seldom, source
from devices.hub.tally import Tally

log = logging.getLogger(__name__)

REFUSED_AT_ONCE = 64
"""Lines refused in one go; then those who were let in have their turn."""
BACKLOG = 1024
OWN_FILES = 256
"""Open files that the hub needs for itself: databases, devices, backups."""
MIN_LINES = 64
NOTE_AGAIN_S = 60.0


class Line:
    """One open line, as the door sees it.

    Attributes:
        address: where it comes from, as ``limits.source`` says.
        number: no other line has it.
        is_proven: whether its client has proven to be of this hall.
    """

    def __init__(self, door: Door, number: int, end: socket.socket, address: str) -> None:
        self.address = address
        self.number = number
        self.is_proven = False
        self._door = door
        self._end = end
        self._transport: asyncio.Transport | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._open = True

    def carried(self, transport: asyncio.Transport) -> None:
        """A protocol serves it now."""
        self._transport = transport

    def expect(self, seconds: float) -> None:
        """Something must come of it in so many seconds, counted anew; else it is cut."""
        self.at_ease()
        if not self._open:
            return
        self._timer = asyncio.get_running_loop().call_later(seconds, self._overdue)

    def at_ease(self) -> None:
        """Nothing is expected any more."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    @property
    def shut(self) -> bool:
        """Whether only those who are known to be of this hall are heard from its address."""
        return self._door.admission.shut(self.address, monotonic())

    def proven(self) -> None:
        """Its client is of this hall."""
        self.is_proven = True
        self._door.admission.proven(self.number, self.address)
        self.at_ease()

    def strike(self) -> None:
        """Something bad came from it."""
        self._door.strike(self.address)

    def cut(self) -> None:
        """End it at once, with whatever is not sent yet."""
        self.at_ease()
        if self._transport is not None:
            self._transport.abort()
            return
        # In the middle of a TLS handshake: its transport finds the line at its end.
        with contextlib.suppress(OSError):
            self._end.shutdown(socket.SHUT_RDWR)

    def ended(self) -> None:
        """Its socket was closed."""
        self.at_ease()
        self._open = False
        self._transport = None

    def _overdue(self) -> None:
        self._timer = None
        self._door.tally.overdue_lines += 1
        self.cut()


class _End(socket.socket):
    """The hub's end of a line, which tells the door when it is closed."""

    on_close: Callable[[], None] | None = None

    def close(self) -> None:
        super().close()
        told, self.on_close = self.on_close, None
        if told is not None:
            told()


class Door(socket.socket):
    """The listening socket of the hub's one port."""

    def __init__(self, listener: socket.socket, limits: Limits, tally: Tally) -> None:
        """Take over a listening socket."""
        super().__init__(listener.family, listener.type, listener.proto, fileno=listener.detach())
        self.limits = limits
        self.admission = Admission(limits)
        self.tally = tally
        self._lines: dict[int, Line] = {}
        self._descriptors: dict[int, int] = {}
        self._count = 0
        self._seldom = Seldom(NOTE_AGAIN_S)

    def listen(self, backlog: int = BACKLOG) -> None:
        """Let more wait outside than are taken in at once: asyncio has one number for both."""
        super().listen(max(backlog, BACKLOG))

    def accept(self) -> tuple[socket.socket, object]:
        """Take the next line in, refusing those that are too much.

        Raises:
            BlockingIOError: nobody is waiting, or many were refused.
        """
        for _ in range(REFUSED_AT_ONCE):
            plain, address = super().accept()
            end = self._let_in(plain, str(address[0]))
            if end is not None:
                return end, address
        raise BlockingIOError

    def line(self, transport: asyncio.BaseTransport) -> Line:
        """The line that a transport carries.

        Raises:
            LookupError: it came by another door, or is closed.
        """
        return self._lines[transport.get_extra_info("socket").fileno()]

    def strike(self, address: str) -> None:
        """Something bad came from an address."""
        if self.admission.strike(address, monotonic()):
            self.note("Too much that is broken or wrong comes from %s; strangers there are refused.", address)

    def note(self, text: str, *values: object) -> None:
        """Log what somebody outside did, each sort of it once a minute."""
        times = self._seldom.due(text, monotonic())
        if times:
            log.warning(f"{text} (%d times)" if times > 1 else text, *values, *([times] if times > 1 else []))

    @property
    def open(self) -> int:
        """Lines that are open now."""
        return len(self._lines)

    def _let_in(self, plain: socket.socket, host: str) -> _End | None:
        address = source(host)
        self._count += 1
        welcome, leaving = self.admission.arrives(self._count, address, monotonic())
        if not welcome:
            plain.close()
            self.tally.refused_lines += 1
            self.note("More lines are opened from %s than may be; they are refused.", address)
            return None
        for number in leaving:
            self._lines[self._descriptors[number]].cut()
            self.tally.displaced_lines += 1
        end = _End(plain.family, plain.type, plain.proto, fileno=plain.detach())
        line = Line(self, self._count, end, address)
        self._lines[end.fileno()] = line
        self._descriptors[line.number] = end.fileno()
        end.on_close = partial(self._left, line)
        line.expect(self.limits.request_s)
        return end

    def _left(self, line: Line) -> None:
        del self._lines[self._descriptors.pop(line.number)]
        line.ended()
        self.admission.left(line.number, line.address)


def affordable(limits: Limits) -> Limits:
    """The limits with no more lines than this process may have open files; it asks for what it needs."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = limits.lines + limits.sessions + OWN_FILES
    if soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    lines = max(MIN_LINES, min(limits.lines, soft - limits.sessions - OWN_FILES))
    if lines < limits.lines:
        log.warning("This process may open %d files: [limits] lines is %d.", soft, lines)
    return replace(limits, lines=lines)
