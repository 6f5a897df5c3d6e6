"""A pretend LED strip that shows what the true bytes say, and refuses what the protocol forbids.

It knows two makes: window strips of queue systems (永泰新欣 style, mute) and EQ2013 font cards, which answer
##FOK$$$ to a good frame and nothing to a bad one. ``shown`` is what a visitor could read on it.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from devices.virtual.lines import Wire
from devices.virtual.strips import Eq2013, Frame, Make, QueueStrip

FRAMES_KEPT = 1000


class VirtualBoard:
    """The strip on one wire; the attributes are its bad days.

    Attributes:
        silent: shows what it is told, and answers nothing (a broken return line).
        garbage: bytes sent in front of every answer.
        shown: the text on it, cut where the strip ends; empty is dark.
        colour: of that text.
        frames: the last frames, taken and refused.
    """

    def __init__(
        self,
        wire: Wire,
        *,
        make: str = "queue-strip",
        address: int = 1,
        columns: int = 16,
        log: Path | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Hang a strip on a wire.

        Args:
            wire: the line; its bytes are taken from now on.
            make: ``queue-strip`` or ``eq2013``.
            address: what it listens to; frames for others pass by.
            columns: half-width characters that it shows.
            log: text file to which every frame is appended as a line.
            clock: seconds, for the log.

        Raises:
            ValueError: no such make.
        """
        makes: dict[str, Callable[[], Make]] = {
            "queue-strip": lambda: QueueStrip(address, columns),
            "eq2013": lambda: Eq2013(address, columns),
        }
        if make not in makes:
            raise ValueError(f"no pretend strip of make {make!r}; there are {', '.join(makes)}")
        self.silent = False
        self.garbage = b""
        self.shown = ""
        self.colour = "red"
        self.frames: deque[Frame] = deque(maxlen=FRAMES_KEPT)
        self._new_make = makes[make]
        self._make: Make | None = makes[make]()
        self._wire = wire
        self._log = log
        self._clock = clock
        self._made_at = clock()
        wire.on_bytes = self.receive

    @property
    def refusals(self) -> list[str]:
        """Why frames were refused, oldest first."""
        return [frame.said for frame in self.frames if frame.refused]

    def switch_off(self) -> None:
        """Take its power: it is dark, forgets everything and hears nothing, while the line stays."""
        self.shown = ""
        self._make = None

    def switch_on(self) -> None:
        """Give it power again."""
        self._make = self._new_make()

    def receive(self, data: bytes) -> None:
        """Bytes of the host."""
        if self._make is None:
            return
        for frame in self._make.feed(data):
            self._take(replace(frame, at_s=self._clock() - self._made_at))

    def _take(self, frame: Frame) -> None:
        self.frames.append(frame)
        if self._log is not None:
            with self._log.open("a", encoding="utf-8") as log:
                log.write(f"{frame}\n")
        if frame.shows is not None:
            self.shown, self.colour = frame.shows, frame.colour
        if frame.answer and not self.silent:
            self._wire.send(self.garbage + frame.answer)
