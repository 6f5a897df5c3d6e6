"""Drives a loudspeaker: every call becomes one complete WAV, and is done when the line has played it.

A loudspeaker answers nothing. The rule kept instead: a call counts as made when the transport has taken its
WAV, which a sound transport does only after the last sample; whatever ends earlier is told as it is.
"""

from __future__ import annotations

from collections import OrderedDict

from devices.base import DriverKind
from devices.link.jobs import (
    Announce,
    AnyNews,
    AnyWork,
    DeviceIs,
    WorkDone,
    WorkFailed,
    WorkStarted,
    WorkUnknown,
)
from devices.link.words import DeviceState
from devices.speakers.clips import ClipSet
from devices.speakers.phrase import Phrase, Unspeakable, phrase_of
from devices.speakers.sentence import sentence_wav

SENTENCES_KEPT = 16
"""Assembled sentences kept for recalls; ten seconds are 440 kB, so all of them stay below 10 MB."""

SPEAKER = DriverKind(
    kind="speaker",
    sentence="Loudspeaker of a zone: chime and clips as one WAV per call (alsa:// or folder:// port).",
    options={},
)


class SpeakerDriver:
    """Speaks ``Announce``; one announcement is in hand at a time, the queue is the runner's."""

    def __init__(self, voice: ClipSet) -> None:
        """Take the voice; clips are shared between speakers and never changed."""
        self._voice = voice
        self._sentences: OrderedDict[Phrase, bytes] = OrderedDict()
        self._connected = False
        self._job = ""
        self._wav: bytes | None = None
        self._begun_at = 0.0
        self._handed_out = False
        self._news: list[AnyNews] = []

    @property
    def idle(self) -> bool:
        """Whether nothing is being said."""
        return self._connected and not self._job

    @property
    def deadline(self) -> float | None:
        """At once after the WAV was handed out: the runner ticks when the line has taken it."""
        return self._begun_at if self._handed_out else None

    def connected(self, now: float) -> None:
        """The line can play: that is all a loudspeaker can tell."""
        self._connected = True
        self._news.append(DeviceIs(state=DeviceState.READY))

    def lost(self, now: float, fault: str) -> None:
        """The line ended: what was not handed out was not heard, of the rest nobody knows how much was."""
        if self._handed_out:
            self._news.append(WorkUnknown(job=self._job, cause=fault))
        elif self._job:
            self._news.append(WorkFailed(job=self._job, cause=fault))
        self._settle()
        self._connected = False

    def begin(self, job: str, work: AnyWork, now: float) -> None:
        """Put an announcement together; what cannot be said fails with ``wrong_work``."""
        if not isinstance(work, Announce):
            self._news.append(WorkFailed(job=job, cause="wrong_work"))
            return
        try:
            phrase = phrase_of(work)
        except Unspeakable:
            self._news.append(WorkFailed(job=job, cause="wrong_work"))
            return
        self._job = job
        self._wav = self._sentence(phrase)
        self._begun_at = now
        self._news.append(WorkStarted(job=job))

    def revoke(self, job: str, now: float) -> None:
        """Nothing: a loudspeaker does not wait for anybody."""

    def receive(self, data: bytes, now: float) -> None:
        """Nothing: a loudspeaker says nothing to its host."""

    def tick(self, now: float) -> None:
        """The line has taken the WAV: the call was made."""
        if self._handed_out:
            self._news.append(WorkDone(job=self._job))
            self._settle()

    def news(self) -> list[AnyNews]:
        """Take what was learned."""
        news, self._news = self._news, []
        return news

    def outbox(self) -> list[bytes]:
        """Take the announcement: one complete WAV."""
        if self._wav is None:
            return []
        wav, self._wav = self._wav, None
        self._handed_out = True
        return [wav]

    def _settle(self) -> None:
        self._job = ""
        self._wav = None
        self._handed_out = False

    def _sentence(self, phrase: Phrase) -> bytes:
        """Assemble a sentence, or find it: recalls repeat what was just said."""
        wav = self._sentences.pop(phrase, None) or sentence_wav(phrase, self._voice)
        self._sentences[phrase] = wav
        if len(self._sentences) > SENTENCES_KEPT:
            self._sentences.popitem(last=False)
        return wav
