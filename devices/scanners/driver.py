"""Driver of code scanners, on a serial line or behind a camera: trigger, wait for one code, release.

Only a code that began while a job is in hand counts. What is scanned when nobody was asked for a code is
dropped at once, so that no visitor is given the code of the one before.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args

from devices.base import DriverKind
from devices.link.jobs import AnyNews, AnyWork, CodeRead, DeviceIs, ReadCode, WorkDone, WorkFailed
from devices.link.words import DeviceState
from devices.scanners.framing import Repeats, ScanCollector, Suffix


@dataclass(frozen=True)
class Trigger:
    """How a scanner is told to look and to stop; ``answers`` are bytes it says to that."""

    on: bytes = b""
    off: bytes = b""
    answers: bytes = b""


TRIGGERS = {
    # The scanner looks by itself (presentation mode).
    "none": Trigger(),
    # SYN T CR, SYN U CR in trigger mode TRGMOD0: Honeywell 1900 and Datalogic 7000 manuals. ACK ENQ NAK.
    "honeywell": Trigger(b"\x16T\x0d", b"\x16U\x0d", b"\x06\x05\x15"),
    # SOH T EOT, SOH P EOT; unconfirmed for the newest engines, where the options below can say otherwise.
    "newland": Trigger(b"\x01T\x04", b"\x01P\x04", b"\x06\x15"),
    # Host commands of the PowerScan family: pull and release.
    "datalogic": Trigger(b"T", b"X"),
}

AGAIN_S = 2.5
"""Engines stop looking after a few seconds (Newland: 3); the trigger is pulled again before."""

_OPTIONS = {
    "trigger": f"How it is told to look: {', '.join(TRIGGERS)} (default none; a camera obeys honeywell).",
    "trigger_on": "Bytes in hexadecimal that start a look, instead of the profile's.",
    "trigger_off": "Bytes in hexadecimal that end it.",
    "suffix": f"What ends a code: {', '.join(get_args(Suffix))} (default auto).",
    "aim": "Whether to take an AIM identifier such as ]Q1 off: yes or no (default yes).",
}

SERIAL_SCANNER = DriverKind(
    kind="serial-scanner",
    sentence="Scanner of QR and bar codes on a serial line or USB-CDC.",
    options=_OPTIONS,
)
CAMERA_SCANNER = DriverKind(
    kind="camera-scanner",
    sentence="Camera whose frames are searched for QR codes, or a folder of pictures in place of one.",
    options={"trigger": "honeywell decodes only while a code is waited for, none always (default none)."},
)


@dataclass(eq=False)
class _Search:
    """The job in hand: somebody is to show a code."""

    job: str
    until: float
    pull_at: float


class CodeScanner:
    """The protocol of one scanner (``devices.base.Driver``).

    Scanners on these lines say nothing about their health: an open line counts as ready. A job fails with
    ``nobody`` (no code in time), ``revoked``, or the line's fault.
    """

    def __init__(self, options: Mapping[str, str] | None = None) -> None:
        """Take the options of ``SERIAL_SCANNER``.

        Raises:
            ValueError: an option has no readable value.
        """
        self._trigger = _trigger(options or {})
        self._collector = _collector(options or {}, self._trigger)
        self._repeats = Repeats()
        self._search: _Search | None = None
        self._news: list[AnyNews] = []
        self._out: list[bytes] = []

    @property
    def idle(self) -> bool:
        """Whether a new job may begin."""
        return self._search is None

    @property
    def deadline(self) -> float | None:
        """When ``tick`` wants to be called."""
        due = [at for at in (self._collector.deadline,) if at is not None]
        if self._search:
            due.append(self._search.until)
            if self._trigger.on:
                due.append(self._search.pull_at)
        return min(due, default=None)

    def connected(self, now: float) -> None:
        """The line is open; whatever it was doing before, it is to rest."""
        self._collector.reset()
        self._out = [self._trigger.off] if self._trigger.off else []
        self._news.append(DeviceIs(state=DeviceState.READY))

    def lost(self, now: float, fault: str) -> None:
        """The line ended: nothing was read."""
        self._collector.reset()
        self._out.clear()
        if self._search:
            self._news.append(WorkFailed(job=self._search.job, cause=fault))
            self._search = None
        self._news.append(DeviceIs(state=DeviceState.FAULT, fault=fault))

    def begin(self, job: str, work: AnyWork, now: float) -> None:
        """Wait for a code from now on."""
        if not isinstance(work, ReadCode):
            self._news.append(WorkFailed(job=job, cause="wrong_work"))
            return
        # A code whose first byte came before the job is a visitor's who has gone.
        self._collector.disown()
        self._search = _Search(job, now + work.timeout_s, now)
        self._pull(self._search, now)

    def revoke(self, job: str, now: float) -> None:
        """Wait no longer."""
        if self._search and self._search.job == job:
            self._fail(self._search, "revoked")

    def receive(self, data: bytes, now: float) -> None:
        """Bytes of the scanner."""
        self._take(self._collector.feed(data, now), now)

    def tick(self, now: float) -> None:
        """A code ended by silence, a visitor who shows none, or a trigger to pull again."""
        self._take(self._collector.tick(now), now)
        if self._search and now >= self._search.until:
            self._fail(self._search, "nobody")
        elif self._search and self._trigger.on and now >= self._search.pull_at:
            self._pull(self._search, now)

    def news(self) -> list[AnyNews]:
        """Take what was learned."""
        news, self._news = self._news, []
        return news

    def outbox(self) -> list[bytes]:
        """Take the frames to write."""
        out, self._out = self._out, []
        return out

    def _take(self, codes: list[bytes], now: float) -> None:
        for code in codes:
            if self._search and not self._repeats.again(code, now):
                self._news += [CodeRead(job=self._search.job, data=code), WorkDone(job=self._search.job)]
                self._release()

    def _pull(self, search: _Search, now: float) -> None:
        if self._trigger.on:
            self._out.append(self._trigger.on)
        search.pull_at = now + AGAIN_S

    def _release(self) -> None:
        self._search = None
        if self._trigger.off:
            self._out.append(self._trigger.off)

    def _fail(self, search: _Search, cause: str) -> None:
        self._news.append(WorkFailed(job=search.job, cause=cause))
        self._release()


def _trigger(options: Mapping[str, str]) -> Trigger:
    name = options.get("trigger", "none")
    if name not in TRIGGERS:
        raise ValueError(f"option trigger: one of {', '.join(TRIGGERS)}")
    profile = TRIGGERS[name]
    return Trigger(
        _bytes("trigger_on", options, profile.on),
        _bytes("trigger_off", options, profile.off),
        profile.answers,
    )


def _collector(options: Mapping[str, str], trigger: Trigger) -> ScanCollector:
    suffixes: dict[str, Suffix] = {"auto": "auto", "line": "line", "etx": "etx", "idle": "idle"}
    suffix = suffixes.get(options.get("suffix", "auto"))
    if suffix is None:
        raise ValueError(f"option suffix: one of {', '.join(suffixes)}")
    aim = options.get("aim", "yes")
    if aim not in ("yes", "no"):
        raise ValueError("option aim: yes or no")
    return ScanCollector(suffix, aim=aim == "yes", answers=trigger.answers)


def _bytes(name: str, options: Mapping[str, str], otherwise: bytes) -> bytes:
    if name not in options:
        return otherwise
    try:
        return bytes.fromhex(options[name])
    except ValueError as error:
        raise ValueError(f"option {name}: bytes in hexadecimal, such as 16 54 0d") from error
