"""Drives an LED strip: what stands on it is a level, not a list of jobs; only the newest text matters.

The text wanted last is shown again whenever the strip may have lost it: after the line came back, every
minute for good measure (a mute strip that lost power says nothing), and for as long as a strip that should
acknowledge is silent.

Several strips on one RS485 pair: a frame carries its strip's address, so a bus is shared by whoever owns the
line, never by the drivers. One driver per address, frames handed to the one writer of the line whole and in
turn, ``gap_s`` of silence after each, and with strips that acknowledge, which do so without saying who they
are, only one driver between sending and answer at a time: the next is ``connected`` or given a tick when
the first is ``idle``. A device with a line of its own is the same thing with one strip.
"""

from __future__ import annotations

from enum import Enum

from devices.base import DriverKind
from devices.boards.profile import PROFILES
from devices.boards.strip import AnswerDecoder, Strip
from devices.link.jobs import (
    AnyNews,
    AnyWork,
    DeviceIs,
    ShowText,
    WorkDone,
    WorkFailed,
    WorkStarted,
    WorkUnknown,
)
from devices.link.words import DeviceState

ANSWER_S = 1.0
"""Seconds a strip has to acknowledge; a frame of 100 bytes takes 0.1 s at 9600 baud."""

TRIES = 3
SHOW_AGAIN_S = 60.0
SILENT_AGAIN_S = (5.0, 10.0, 30.0)
"""Seconds between attempts at a silent strip; the last for all later ones."""

LED_STRIP = DriverKind(
    kind="led-strip",
    sentence="LED text strip above a window: queue-system strips and EQ2013 font cards.",
    options={
        "profile": f"Make of the strip: {' or '.join(PROFILES)} (default queue-strip).",
        "address": "The strip's address, or card number (default 1).",
        "columns": "Half-width characters it shows; a Chinese one takes two (default 16).",
    },
    frame_gap_s=max(profile.gap_s for profile in PROFILES.values()),
)


class _Phase(Enum):
    AWAY = "away"
    QUIET = "quiet"
    QUEUED = "queued"
    SENT = "sent"


class StripDriver:
    """Shows ``ShowText`` on one strip."""

    def __init__(self, strip: Strip) -> None:
        """Take the strip; at first nothing is to stand on it."""
        self._strip = strip
        self._answers = AnswerDecoder(strip.profile)
        self._answering = strip.profile.acknowledges is not None
        self._wanted = ShowText(text="")
        self._job = ""
        self._phase = _Phase.AWAY
        self._since = 0.0
        self._again_at = 0.0
        self._tries = 0
        self._silences = 0
        self._state: DeviceState | None = None
        self._news: list[AnyNews] = []
        self._out: list[bytes] = []

    @property
    def idle(self) -> bool:
        """Whether the strip has settled what it was sent last, so that a newer text may follow."""
        return self._phase is _Phase.QUIET

    @property
    def deadline(self) -> float | None:
        """When the answer is overdue or the text is due again; at once behind frames to a mute strip."""
        if self._phase is _Phase.SENT:
            return self._since + (ANSWER_S if self._answering else 0.0)
        return self._again_at if self._phase is _Phase.QUIET else None

    def connected(self, now: float) -> None:
        """Show what is wanted; the strip may be a new one, or one that was switched off."""
        self._answers.forget()
        self._be(DeviceState.STARTING if self._answering else DeviceState.READY)
        self._tries = 0
        self._send(now)

    def lost(self, now: float, fault: str) -> None:
        """Settle the job; its text stays wanted and is shown when the line is back."""
        if self._job and self._phase is _Phase.QUEUED and self._tries == 1:
            self._news.append(WorkFailed(job=self._job, cause=fault))
        elif self._job:
            self._news.append(WorkUnknown(job=self._job, cause=fault))
        self._job = ""
        self._out = []
        self._answers.forget()
        self._phase = _Phase.AWAY
        self._state = None  # whatever it was: the runner says that the line is gone

    def begin(self, job: str, work: AnyWork, now: float) -> None:
        """Show a newer text; other work fails with ``wrong_work``."""
        if not isinstance(work, ShowText):
            self._news.append(WorkFailed(job=job, cause="wrong_work"))
            return
        self._wanted = work
        self._job = job
        self._news.append(WorkStarted(job=job))
        self._tries = 0
        self._send(now)

    def revoke(self, job: str, now: float) -> None:
        """Nothing: a text is replaced, never taken back."""

    def receive(self, data: bytes, now: float) -> None:
        """Hear the strip; only an acknowledgement of what was sent means something."""
        if self._answers.feed(data) and self._phase is _Phase.SENT:
            self._shown(now)

    def tick(self, now: float) -> None:
        """An answer is overdue, or it is time to show the text again."""
        if self.deadline is None or now < self.deadline:
            return
        if self._phase is _Phase.QUIET:
            self._tries = 0
            self._send(now)
        elif not self._answering:
            self._shown(now)
        elif self._tries < TRIES:
            self._send(now)
        else:
            self._silent(now)

    def news(self) -> list[AnyNews]:
        """Take what was learned."""
        news, self._news = self._news, []
        return news

    def outbox(self) -> list[bytes]:
        """Take the frames of the newest text."""
        out, self._out = self._out, []
        if out:
            self._phase = _Phase.SENT
        return out

    def _send(self, now: float) -> None:
        self._out = self._strip.frames(self._wanted.text, self._wanted.colour)
        self._answers.forget()
        self._phase = _Phase.QUEUED
        self._since = now
        self._tries += 1

    def _shown(self, now: float) -> None:
        """The strip said so; or, being mute, it was sent all there is."""
        if self._job:
            self._news.append(WorkDone(job=self._job))
        self._job = ""
        self._phase = _Phase.QUIET
        self._silences = 0
        self._again_at = now + SHOW_AGAIN_S
        self._be(DeviceState.READY)

    def _silent(self, now: float) -> None:
        """No answer to any try: it may show the text all the same, nobody can tell."""
        if self._job:
            self._news.append(WorkUnknown(job=self._job, cause="silent"))
        self._job = ""
        self._phase = _Phase.QUIET
        self._again_at = now + SILENT_AGAIN_S[min(self._silences, len(SILENT_AGAIN_S) - 1)]
        self._silences += 1
        self._be(DeviceState.FAULT, "silent")

    def _be(self, state: DeviceState, fault: str = "") -> None:
        if state is not self._state:
            self._state = state
            self._news.append(DeviceIs(state=state, fault=fault))
