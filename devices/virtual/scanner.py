"""A pretend scanner: sends what is held before it, with the prefix and suffix it was set up with.

One that has a trigger looks only between its two trigger commands and, like the real ones, rests again
after one code.
"""

from __future__ import annotations

from devices.virtual.lines import Wire

COMMANDS = {
    "none": (b"", b"", b""),
    "honeywell": (b"\x16T\r", b"\x16U\r", b""),
    "newland": (b"\x01T\x04", b"\x01P\x04", b"\x06"),
    "datalogic": (b"T", b"X", b""),
}
"""On, off, and what it answers to either."""


class VirtualScanner:
    """The scanner on one wire; ``show`` and ``hide`` are the visitor's phone.

    Attributes:
        silent: reads nothing.
        looking: whether a code that is shown is sent.
        pulls: how often the trigger was pulled.
    """

    def __init__(
        self, wire: Wire, *, prefix: bytes = b"", suffix: bytes = b"\r", trigger: str = "none"
    ) -> None:
        self._on, self._off, self._ack = COMMANDS[trigger]
        self._wire = wire
        self._prefix = prefix
        self._suffix = suffix
        self._buffer = b""
        self._in_view = b""
        self.silent = False
        self.looking = not self._on
        self.pulls = 0
        wire.on_bytes = self.receive

    def show(self, code: bytes) -> None:
        """Hold a code before it; it is sent once, now or when the scanner is told to look."""
        self._in_view = code
        self._look()

    def hide(self) -> None:
        """Take the code away."""
        self._in_view = b""

    def say(self, data: bytes) -> None:
        """Send raw bytes, such as noise or half a code."""
        self._wire.send(data)

    def receive(self, data: bytes) -> None:
        """Bytes of the host; what is no trigger command is not obeyed."""
        if not self._on:
            return
        self._buffer += data
        while self._buffer:
            if self._buffer.startswith(self._on):
                self._buffer = self._buffer[len(self._on) :]
                self.pulls += 1
                self.looking = True
                self._acknowledge()
                self._look()
            elif self._buffer.startswith(self._off):
                self._buffer = self._buffer[len(self._off) :]
                self.looking = False
                self._acknowledge()
            elif self._on.startswith(self._buffer) or self._off.startswith(self._buffer):
                return
            else:
                self._buffer = self._buffer[1:]

    def _acknowledge(self) -> None:
        if self._ack:
            self._wire.send(self._ack)

    def _look(self) -> None:
        if self._in_view and self.looking and not self.silent:
            self.looking = not self._on
            self._wire.send(self._prefix + self._in_view + self._suffix)
            self._in_view = b""
