"""A pretend ESC/POS ticket printer: it answers, waits, prints and fails as the manual says a real one does.

Real-time questions are answered at once, everything else is done in order and only while the printer can
print: without paper, no queued question is answered. What the manual forbids is kept in ``violations``.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Literal

from devices.virtual.escpos import Command, CommandParser
from devices.virtual.lines import Line

BUFFER_BYTES = 4096
"""What the printer takes while it cannot print; then it stops reading."""
FONT_DOTS = 12
OFF_LINE = ("LF", "ESC @", "ESC J", "ESC d", "GS v 0")
"""Commands after which the printer is at the beginning of a line."""


def _nobody(ticket: bytes) -> None:
    """Take a ticket that nobody waits for."""


class VirtualPrinter:
    """A printer on a pretend cable.

    Attributes:
        tickets: the bytes of every ticket that was cut, oldest first, real-time commands left out.
        violations: what the host sent against the manual.
        on_ticket: called with a ticket's bytes when it is cut.
        mute: prints, and answers nothing, as with a broken return wire.
        garbage: sent instead of every answer, when set.
    """

    def __init__(
        self,
        line: Line,
        *,
        dots: int = 576,
        process_id: Literal["echo", "skip", "text"] = "echo",
        automatic: bool = True,
        print_s: float = 0.0,
    ) -> None:
        """Sit on a line.

        Args:
            line: the device's end of the cable; it is started and closed by its owner.
            dots: printable dots a line.
            process_id: what it does with ``GS ( H``: answers, passes over it, or prints it as text.
            automatic: whether it knows ``GS a``.
            print_s: seconds from the last byte of a ticket to its cut.
        """
        self.tickets: list[bytes] = []
        self.violations: list[str] = []
        self.on_ticket: Callable[[bytes], None] = _nobody
        self.mute = False
        self.garbage = b""
        self._line = line
        self._dots = dots
        self._process_id = process_id
        self._knows_automatic = automatic
        self._print_s = print_s
        self._hung = self._no_paper = self._low = self._cover = self._jammed = self._jams = False
        self._lines_left: int | None = None
        self._parser = CommandParser()
        self._restart()
        line.on_bytes = self._received

    def paper_out(self) -> None:
        """Take the paper away."""
        self._change(no_paper=True)

    def paper_out_after(self, lines: int) -> None:
        """Let the roll end when so many more lines are printed."""
        self._lines_left = lines

    def load_paper(self) -> None:
        """Put a new roll in; what waits is printed."""
        self._lines_left = None
        self._low = False
        self._change(no_paper=False)

    def paper_low(self, low: bool = True) -> None:
        """Let the near-end sensor see the end of the roll, or not."""
        self._low = low
        self._change()

    def open_cover(self) -> None:
        """Open the cover."""
        self._change(cover=True)

    def close_cover(self) -> None:
        """Close the cover."""
        self._change(cover=False)

    def jam_cutter(self, *, at_cut: bool = False) -> None:
        """Block the cutter, now or when it is used next."""
        if at_cut:
            self._jams = True
        else:
            self._change(jammed=True)

    def free_cutter(self) -> None:
        """Free the cutter; a cut that waits is done."""
        self._jams = False
        self._change(jammed=False)

    def hang(self) -> None:
        """Stop working: bytes are taken, nothing is done or answered."""
        self._hung = True

    def switch_off_and_on(self) -> None:
        """Lose everything that is not on paper, and work again."""
        self._hung = False
        self._restart()
        self._line.resume()

    def say(self, data: bytes) -> None:
        """Send bytes that nobody asked for."""
        self._line.send(data)

    @property
    def _blocked(self) -> bool:
        return self._no_paper or self._cover or self._jammed

    def _restart(self) -> None:
        self._parser.reset()
        self._queue: deque[Command] = deque()
        self._queued_bytes = 0
        self._ticket = bytearray()
        self._mask = 0
        self._code = False
        self._busy: asyncio.TimerHandle | None = None
        self._new_line()
        self._width = 1

    def _new_line(self) -> None:
        self._line_dots = 0
        self._line_empty = True

    def _received(self, data: bytes) -> None:
        if self._hung:
            return
        for command in self._parser.feed(data):
            if command.fault:
                self.violations.append(command.fault)
            if command.name == "DLE EOT" and not command.fault:
                self._answer(bytes((self._real_time(command.parameters[0]),)))
            else:
                self._queue.append(command)
                self._queued_bytes += len(command.raw)
        self._work()
        if self._queued_bytes + self._parser.waiting > BUFFER_BYTES and self._blocked:
            self._line.stall()

    def _work(self) -> None:
        """Do what waits, as far as the printer can."""
        while self._queue and not self._blocked and not self._hung and self._busy is None:
            command = self._queue[0]
            if command.name == "GS V" and self._print_s and not self._line_dots:
                self._busy = asyncio.get_running_loop().call_later(self._print_s, self._printed)
                return
            self._do_first()

    def _printed(self) -> None:
        """The mechanics have caught up with the data: cut, and go on."""
        self._busy = None
        if self._queue and not self._blocked and not self._hung:
            self._do_first()
            self._work()

    def _do_first(self) -> None:
        command = self._queue[0]
        if command.name == "GS V" and self._jams:
            self._jams = False
            self._change(jammed=True)
            return
        self._queue.popleft()
        self._queued_bytes -= len(command.raw)
        self._ticket += command.raw
        if not command.fault:
            self._do(command)

    def _do(self, command: Command) -> None:
        match command.name:
            case "char":
                self._write(command)
            case "ESC @":
                self._mask = 0
                self._width = 1
                self._code = False
            case "GS !":
                self._width = 1 + (command.parameters[0] >> 4)
            case "ESC a" if not self._line_empty:
                self.violations.append("ESC a in the middle of a line")
            case "GS a":
                self._mask = command.parameters[0] if self._knows_automatic else 0
                self._tell()
            case "GS r":
                self._answer(bytes((self._paper_bits() if command.parameters[0] in (1, 49) else 0,)))
            case "GS ( H":
                self._echo(command)
            case "GS ( k":
                self._draw_code(command.parameters[1])
            case "GS v 0":
                if int.from_bytes(command.parameters[1:3], "little") * 8 > self._dots:
                    self.violations.append("a picture wider than the paper")
            case "GS V":
                self._cut()
        if command.name in OFF_LINE:
            self._new_line()
            if command.name == "LF":
                self._fed()

    def _write(self, command: Command) -> None:
        self._line_empty = False
        self._line_dots += FONT_DOTS * self._width * (1 if len(command.raw) == 1 else 2)
        if self._line_dots > self._dots:
            self.violations.append("text runs over the end of the line")
            self._new_line()

    def _fed(self) -> None:
        if self._lines_left is not None:
            self._lines_left -= 1
            if self._lines_left <= 0:
                self._lines_left = None
                self.paper_out()

    def _draw_code(self, function: int) -> None:
        if function == 80:
            self._code = True
        elif function == 81:
            if not self._code:
                self.violations.append("GS ( k prints a code that was not stored")
            if not self._line_empty:
                self.violations.append("GS ( k in the middle of a line")

    def _echo(self, command: Command) -> None:
        if self._process_id == "echo":
            self._answer(b"\x37\x22" + command.parameters[2:] + b"\x00")
        elif self._process_id == "text":
            for byte in command.parameters:
                self._write(Command("char", bytes((byte,))))

    def _cut(self) -> None:
        if not self._line_empty:
            self.violations.append("GS V in the middle of a line")
            return
        ticket = bytes(self._ticket)
        self._ticket.clear()
        self.tickets.append(ticket)
        self.on_ticket(ticket)

    def _change(
        self, *, no_paper: bool | None = None, cover: bool | None = None, jammed: bool | None = None
    ) -> None:
        """Let something happen to the machine: it says so if it was told to, and goes on if it can."""
        self._no_paper = self._no_paper if no_paper is None else no_paper
        self._cover = self._cover if cover is None else cover
        self._jammed = self._jammed if jammed is None else jammed
        self._tell()
        if not self._blocked and not self._hung:
            self._line.resume()
        self._work()

    def _tell(self) -> None:
        if self._mask:
            self._answer(self._automatic_status())

    def _answer(self, data: bytes) -> None:
        if not self.mute and not self._hung:
            self._line.send(self.garbage or data)

    def _real_time(self, n: int) -> int:
        """Answer to ``DLE EOT n``; bits 1 and 4 are always set."""
        bits = {
            1: 0x08 if self._blocked else 0,
            2: (0x04 if self._cover else 0) | (0x20 if self._no_paper else 0) | (0x40 if self._jammed else 0),
            3: 0x08 if self._jammed else 0,
            4: (0x0C if self._low or self._no_paper else 0) | (0x60 if self._no_paper else 0),
        }
        return 0x12 | bits[n]

    def _paper_bits(self) -> int:
        """The two sensors as ``GS r 1`` and byte 3 of the automatic status give them."""
        return (0x03 if self._low or self._no_paper else 0) | (0x0C if self._no_paper else 0)

    def _automatic_status(self) -> bytes:
        first = 0x10 | (0x08 if self._blocked else 0) | (0x20 if self._cover else 0)
        return bytes((first, 0x08 if self._jammed else 0, self._paper_bits(), 0))
