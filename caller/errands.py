"""Carries out what a clerk asked for, one thing at a time: sends, waits, says what was refused.

A key that is hit twice does its step once. A step that a command undoes is done at once and can be taken back
for a moment; one that none undoes waits as long. Nothing is sent while the hub is away, because nobody can
see then what it would do.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from caller.steps import Step
from caller.undoing import Undoing
from devices.link.commands import AnyCommand
from devices.link.messages import Done, No
from devices.link.qt import HubLink
from devices.link.qtclock import HallClock
from devices.link.rows import HallRow

THINK_S = 5.0
"""Seconds for which a step waits that no command undoes."""

NOTICE_S = 8.0
"""Seconds for which a refusal stays, unless it is put away before."""

SETTLE_S = 0.4
"""Seconds after a step in which another one is taken for a bouncing key."""

Refusal = Callable[[No], bool]
"""Hears a refusal first; whether it has seen to it, so that the clerk need not be told."""


def _tell(refusal: No) -> bool:
    return False


class Errands(QObject):
    """The clerk's steps on their way.

    Attributes:
        refusal: the last refusal while it is shown.
        unsent: whether the notice says that a step was dropped because the hub went away.
        thinking: the step that can still be taken back.
    """

    changed = Signal()

    def __init__(self, link: HubLink, clock: HallClock, parent: QObject | None = None) -> None:
        """Send over ``link`` and count by ``clock``."""
        super().__init__(parent)
        self.refusal: No | None = None
        self.unsent = False
        self.thinking: Step | None = None
        self._link = link
        self._clock = clock
        self._busy = False
        self._ready_at = 0.0
        self._due_at = 0.0
        self._commands: Sequence[AnyCommand] = ()
        self._still_right: Callable[[], bool] = lambda: True
        self._notice_until = 0.0
        self._undoing = Undoing()
        self._undo_shown = 0
        self._beat = QTimer(self, interval=200)
        self._beat.timeout.connect(self.tick)
        clock.ticked.connect(self.tick)
        link.liveChanged.connect(self.tick)
        link.rowsChanged.connect(self.tick)

    @property
    def ready(self) -> bool:
        """Whether steps can be offered: the hub is there and nothing is being thought over."""
        return self.thinking is None and self._is_live()

    @property
    def free(self) -> bool:
        """Whether another step is taken now; while an answer is awaited, for a moment, none is."""
        return self.ready and not self._busy

    @property
    def settled(self) -> bool:
        """Whether a key that is hit now is meant, and not the last one bouncing."""
        return self._clock.steady() >= self._ready_at

    @property
    def seconds_left(self) -> int:
        """Whole seconds in which the step can still be taken back."""
        return max(0, -int(-(self._due_at - self._clock.steady()) // 1)) if self.thinking else 0

    @property
    def noticed(self) -> bool:
        """Whether a notice is shown."""
        return self.refusal is not None or self.unsent

    @property
    def undo_left(self) -> int:
        """Whole seconds for which the last step can be undone; 0 when it cannot."""
        return self._undoing.seconds_left(self._clock.steady()) if self.free else 0

    def carry_out(self, *commands: AnyCommand, refused: Refusal = _tell) -> None:
        """Say these commands one after the other, each when the one before was done.

        Args:
            commands: what to say.
            refused: hears a refusal before the clerk does.
        """
        if not self.free or not self.settled:
            return
        self.put_away()
        self._settle()
        self._say(commands, refused)

    def think_over(self, step: Step, still_right: Callable[[], bool], *commands: AnyCommand) -> None:
        """Carry the step out in ``THINK_S`` seconds, unless it is taken back or no longer right."""
        if not self.free or not self.settled:
            return
        self.put_away()
        self._settle()
        self.thinking = step
        self._still_right = still_right
        self._commands = commands
        self._due_at = self._clock.steady() + THINK_S
        self._beat.start()
        self.changed.emit()

    def take_back(self) -> None:
        """Do not carry out what is being thought over."""
        if self.thinking is not None:
            self.thinking = None
            self._settle()
            self.changed.emit()

    def at_once(self) -> None:
        """Carry out now what is being thought over."""
        if self.thinking is not None and self.settled:
            self._due_at = self._clock.steady()
            self.tick()

    def put_away(self) -> None:
        """The notice was read."""
        if self.noticed:
            self.refusal = None
            self.unsent = False
            self.changed.emit()

    def tick(self) -> None:
        """Look at what is due."""
        now = self._clock.steady()
        if self.thinking is not None:
            if not self._is_live():
                self.thinking = None
                self.unsent = True
                self._notice_until = now + NOTICE_S
            elif not self._still_right():
                self.thinking = None
            elif now >= self._due_at:
                self.thinking = None
                self._say(self._commands, _tell)
            self.changed.emit()
        elif self.noticed and now >= self._notice_until:
            self.put_away()
        if self.undo_left != self._undo_shown:
            self._undo_shown = self.undo_left
            self.changed.emit()
        if not (self.thinking or self.noticed or self._undoing.seconds_left(now)):
            self._beat.stop()

    def _say(self, commands: Sequence[AnyCommand], refused: Refusal) -> None:
        def answered(answer: Done | No) -> None:
            self._busy = False
            if isinstance(answer, No):
                if refused(answer):
                    self.changed.emit()
                else:
                    self._refuse(answer)
                return
            self._undoing.done(commands[0], self._clock.steady(), self._undo_s())
            self._beat.start()
            if len(commands) > 1:
                self._say(commands[1:], refused)
            else:
                self.changed.emit()

        self._busy = True
        self._undoing.over()
        self._link.do(commands[0], answered)
        self.changed.emit()

    def _refuse(self, answer: No) -> None:
        self.refusal = answer
        self._notice_until = self._clock.steady() + NOTICE_S
        self._beat.start()
        self.changed.emit()

    def _undo_s(self) -> float:
        hall = self._link.rows.get("hall")
        return hall.undo_s if isinstance(hall, HallRow) else 0.0

    def _settle(self) -> None:
        self._ready_at = self._clock.steady() + SETTLE_S

    def _is_live(self) -> bool:
        return bool(self._link.property("live"))
