"""How a ticket printer is: asked when the line opens, before every ticket and every ten seconds.

Between the questions the printer tells by itself (ASB), if it can. Silence is a fault like any other: a
printer that does not answer is never taken for one that can print.
"""

from __future__ import annotations

from devices.link.words import DeviceState
from devices.printers.condition import Condition
from devices.printers.escpos import ASB_ON
from devices.printers.proof import INIT
from devices.printers.questions import TRIES, Questions
from devices.printers.status import Automatic, Echo, Fact, Queued, RealTime, StatusDecoder

HEARTBEAT_S = 10.0
POLL_S = 2.0
"""Between two looks at a printer that has a fault, or prints."""
SETTLE_S = 1.0
"""What a printer may still have to say of the last line when a new one opens; it is not listened to."""


class Health:
    """What is known of the printer at the other end of a line.

    Attributes:
        known: whether it has been asked everything, and has answered or stayed silent.
        silent: whether it does not answer.
        greeted: whether it has been told to speak by itself; nothing is printed before.
        condition: what its answers add up to.
    """

    def __init__(self) -> None:
        self._questions = Questions()
        self._decoder = StatusDecoder()
        self._automatic = False
        self._quiet_until = 0.0
        self._beat_at = 0.0
        self.opened(0.0)

    def opened(self, now: float) -> None:
        """Begin with a new line: nothing is known, everything is asked."""
        self.known = self.silent = self.greeted = self._automatic = False
        self.condition = Condition()
        self._decoder.reset()
        self._questions.clear()
        self._quiet_until = now + SETTLE_S
        self.ask(now)

    @property
    def deadline(self) -> float:
        """When ``step`` wants to be called."""
        times = [self._beat_at]
        if self._questions.deadline is not None:
            times.append(self._questions.deadline)
        elif not self.greeted and not self.silent:
            times.append(self._quiet_until)
        return min(times)

    @property
    def fresh(self) -> bool:
        """Whether everything asked has been answered, or was given up."""
        return self._questions.settled

    @property
    def unanswered(self) -> bool:
        """Whether the last question had no answer."""
        return self._questions.misses > 0

    @property
    def fault(self) -> str:
        """Why it cannot print, or empty."""
        return "silent" if self.silent else self.condition.fault

    @property
    def state(self) -> tuple[DeviceState, str]:
        """What the hall is to know."""
        if not self.known:
            return DeviceState.STARTING, ""
        if self.fault:
            return DeviceState.FAULT, self.fault
        if self.condition.paper_low:
            return DeviceState.DEGRADED, "paper_low"
        return DeviceState.READY, ""

    def ask(self, now: float) -> None:
        """Ask for the whole state afresh."""
        self._questions.ask(1, 2, 4)
        self._beat_at = now + (POLL_S if self.fault else HEARTBEAT_S)

    def awaits(self, fences: int) -> None:
        """Say how many fences are in the printer, so that their answers are known as such."""
        self._decoder.await_queued(fences)

    def feed(self, data: bytes, now: float) -> list[Fact]:
        """Take bytes; return what they say, status included."""
        facts = self._decoder.feed(data, now)
        for fact in facts:
            match fact:
                case RealTime(n, status):
                    self._questions.answered()
                    self.condition.learn(status)
                    if n == 2 and self.condition.error:
                        self._questions.ask(3)
                    if self.silent:
                        self._awake(now)
                case Automatic(status):
                    self._automatic = True
                    self._questions.misses = 0
                    self.condition.learn(status)
                case Queued(status):
                    self._questions.misses = 0
                    self.condition.learn(status)
                case Echo():
                    self._questions.misses = 0
        return facts

    def step(self, now: float, *, printing: bool) -> list[bytes]:
        """Do what is due; return the frames to send.

        Args:
            now: seconds.
            printing: a ticket is on its way: a busy print server may be late with its answers.
        """
        if now >= self._beat_at:
            self._beat(now)
        if self._questions.missed(now):
            self._decoder.forget_real_time()
            tries = 1 if self.silent else TRIES
            if printing:
                self._questions.give_up()
            elif self._questions.misses >= tries:
                self._questions.give_up()
                self.silent = self.known = True
        frames: list[bytes] = []
        number = self._questions.next(now)
        if number is not None:
            self._decoder.asked_real_time(number)
            frames.append(bytes((0x10, 0x04, number)))
        if self._questions.settled and not self.silent:
            self.known = True
            if not self.greeted and now >= self._quiet_until:
                # Without paper it is processed when there is some, and then says so at once.
                self.greeted = True
                frames.append(INIT + ASB_ON)
        return frames

    def _beat(self, now: float) -> None:
        if self._automatic and not self.fault:
            self._beat_at = now + HEARTBEAT_S
            self._questions.ask(4)
        else:
            self.ask(now)

    def _awake(self, now: float) -> None:
        """It answers again; with its power it may have lost what it was told."""
        self.silent = self.known = self.greeted = self._automatic = False
        self._quiet_until = now + SETTLE_S
        self.ask(now)
