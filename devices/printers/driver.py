"""Drives an ESC/POS printer: a paper is printed at most once, and "done" is the printer's own word.

A job asks the printer's state afresh, and fails while nothing has been sent if it cannot print. Then its
bytes go out, a ticket's at once and a longer paper's as the printer's buffer takes them, and only the
printer's answer from behind the last cut makes it done. When that does not come in time, or the line ends,
nobody can tell: the job is unknown, and is never sent again from here.

A printer without paper holds back that answer, and prints the rest of what it has when it gets paper, perhaps
an hour later. The visitor cannot wait for that: the job becomes unknown after ``GRACE_S``, and the late
answer belongs to a job that nobody waits for any more. A paper whose end was never sent is struck out below
its last line, and cut off, before anything else is printed: nobody is to take half a list for the whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from devices.base import DriverKind
from devices.link.jobs import (
    AnyNews,
    AnyWork,
    Print,
    WorkDone,
    WorkFailed,
    WorkStarted,
    WorkUnknown,
)
from devices.link.words import DeviceState
from devices.printers.condition import Told
from devices.printers.delivery import Delivery
from devices.printers.health import POLL_S, Health
from devices.printers.options import OPTIONS, read_options
from devices.printers.papers import STRUCK_OUT, pages
from devices.printers.proof import Proofs
from devices.printers.status import Echo, Queued

ESCPOS_PRINTER = DriverKind(
    kind="escpos-printer",
    sentence="ESC/POS ticket printer with GB 18030 font and cutter, on TCP port 9100 or a serial line.",
    options=OPTIONS,
)

CALM_S = 2.0
LIMIT_S = 15.0
"""A piece prints in two seconds; add what the slowest usual line, 9600 baud, takes to carry the paper."""
SLOWEST_BYTES_A_S = 900
GRACE_S = 10.0


@dataclass
class _Job:
    """The paper in hand.

    Attributes:
        delivery: its bytes.
        sent: whether the first of them are in the outbox, or further.
        taken: whether the runner has taken those.
        deadline: when it becomes unknown, once sent.
        last: the latest deadline that it can ever have.
        trouble: whether the printer cannot go on with it.
    """

    id: str
    delivery: Delivery
    sent: bool = False
    taken: bool = False
    deadline: float = 0.0
    last: float = 0.0
    trouble: bool = False
    poll_at: float = 0.0


class EscPosPrinter:
    """One ESC/POS printer; implements ``devices.base.Driver``."""

    def __init__(self, options: Mapping[str, str]) -> None:
        """Make a driver for a printer that is not connected yet.

        Raises:
            ValueError: an option is unknown or has a value that it cannot have; says which.
        """
        chosen = read_options(options)
        self._paper = chosen.paper
        self._encoder = chosen.encoder
        self._health = Health()
        self._proofs = Proofs(chosen.confirm)
        self._told = Told(CALM_S)
        self._news: list[AnyNews] = []
        self._out: list[bytes] = []
        self._job: _Job | None = None
        self._connected = False
        self._probed = False
        self._torn: bool | None = None

    @property
    def idle(self) -> bool:
        """Whether a new job may begin."""
        return self._connected and self._job is None

    @property
    def deadline(self) -> float | None:
        """When ``tick`` wants to be called, or None."""
        if not self._connected:
            return None
        times = [self._health.deadline, self._told.deadline if self._health.fresh else None]
        if self._job is not None and self._job.sent:
            times += [self._job.deadline, self._job.poll_at]
        elif self._job is not None and self._may_print:
            times.append(self._proofs.deadline)
        return min(time for time in times if time is not None)

    def connected(self, now: float) -> None:
        """The line is open (again): ask how the printer is."""
        self._forget()
        self._connected = True
        self._health.opened(now)
        self._step(now)

    def lost(self, now: float, fault: str) -> None:
        """The line ended: a paper of which a byte may have gone out is unknown, another has failed."""
        job = self._job
        if job is not None and job.taken:
            self._end(WorkUnknown(job=job.id, cause=fault))
        elif job is not None:
            self._end(WorkFailed(job=job.id, cause=fault))
        self._forget()
        self._tell(DeviceState.AWAY, fault, now)

    def begin(self, job: str, work: AnyWork, now: float) -> None:
        """Take a ticket or an official paper to print."""
        try:
            pieces = self._encoder.pieces(pages(work, self._paper))
        except ValueError:
            self._news.append(WorkFailed(job=job, cause="wrong_work"))
            return
        if self._torn is None and isinstance(work, Print):
            # A driver before us may have left half a paper; whoever gave it that knows how it ended.
            self._torn = work.doubt
        self._job = _Job(id=job, delivery=Delivery(job, pieces))
        self._health.ask(now)
        self._step(now)

    def revoke(self, job: str, now: float) -> None:
        """Do nothing: a paper is not waited for, it prints or it does not."""

    def receive(self, data: bytes, now: float) -> None:
        """Take what the printer says."""
        self._health.awaits(self._proofs.fences)
        for fact in self._health.feed(data, now):
            match fact:
                case Queued():
                    self._proved(self._proofs.fence_answered(), now)
                case Echo(ident):
                    awaited = self._job.delivery.awaited if self._job is not None else ""
                    self._proved(self._proofs.echoed(ident, awaited), now)
        self._step(now)

    def tick(self, now: float) -> None:
        """Do what is due."""
        if self._connected:
            self._step(now)

    def news(self) -> list[AnyNews]:
        """Take what was learned."""
        news, self._news = self._news, []
        return news

    def outbox(self) -> list[bytes]:
        """Take the bytes to write."""
        frames, self._out = self._out, []
        if self._job is not None and self._job.sent:
            self._job.taken = True
            self._torn = self._job.delivery.torn
        return frames

    @property
    def _may_print(self) -> bool:
        """Whether the printer has said that it can print, and is prepared."""
        return self._health.greeted and self._health.fresh and not self._health.fault

    def _proved(self, piece: str, now: float) -> None:
        job = self._job
        if job is None or not job.delivery.proved(piece):
            return
        if job.delivery.done:
            self._end(WorkDone(job=job.id))
            return
        job.last = max(job.last, now + LIMIT_S + GRACE_S)
        if not job.trouble:
            job.deadline = max(job.deadline, now + LIMIT_S)

    def _step(self, now: float) -> None:
        """Bring everything forward to ``now``."""
        self._watch(now)
        self._out += self._health.step(now, printing=self._job is not None and self._job.sent)
        if self._health.silent:
            self._proofs.forget()
            self._probed = False
        elif self._health.condition.fault:
            self._proofs.pause()
        if self._may_print and self._proofs.unknown and not self._probed:
            self._probed = True
            self._out.append(self._proofs.probe(now))
            # ESC @ in the probe has switched automatic status off.
            self._health.greeted = False
        self._print(now)
        if self._health.fresh or not self._health.known:
            # In the middle of a round of questions "offline" may be known, and not yet why.
            self._tell(*self._health.state, now)

    def _print(self, now: float) -> None:
        """Begin as soon as the printer has said that it can print, fail if it cannot; then go on."""
        job = self._job
        if job is None or not (job.sent or self._health.fresh):
            return
        if not job.sent and self._health.fault:
            self._end(WorkFailed(job=job.id, cause=self._health.fault))
        elif not job.sent and self._may_print and self._proofs.settled(now):
            self._start(job, now)
        if job.sent and not self._health.fault:
            self._out += job.delivery.send(self._proofs)

    def _start(self, job: _Job, now: float) -> None:
        if self._proofs.unknown:
            job.delivery.in_one()
        if self._torn:
            job.delivery.after(self._encoder.encode(STRUCK_OUT))
        job.sent = True
        job.deadline = now + LIMIT_S + job.delivery.size / SLOWEST_BYTES_A_S
        job.last = job.deadline + GRACE_S
        job.poll_at = now + POLL_S
        self._news.append(WorkStarted(job=job.id))

    def _watch(self, now: float) -> None:
        """Look after the paper that is being printed."""
        job = self._job
        if job is None or not job.sent:
            return
        fault = self._health.fault
        if fault and not job.trouble:
            job.deadline = min(job.deadline, now + GRACE_S)
        elif job.trouble and not fault:
            # Mended in time: the rest of the paper may take as long as a whole one.
            job.deadline = job.last
        job.trouble = bool(fault)
        if now >= job.deadline:
            cause = fault or ("silent" if self._health.unanswered else "unconfirmed")
            self._end(WorkUnknown(job=job.id, cause=cause))
            self._health.ask(now)
        elif now >= job.poll_at:
            job.poll_at = now + POLL_S
            self._health.ask(now)

    def _tell(self, state: DeviceState, fault: str, now: float) -> None:
        told = self._told.see(state, fault, now)
        if told is not None:
            self._news.append(told)

    def _end(self, result: WorkDone | WorkFailed | WorkUnknown) -> None:
        self._news.append(result)
        self._job = None

    def _forget(self) -> None:
        """Forget what belongs to a line that ended."""
        self._connected = self._probed = False
        self._proofs.forget()
        self._out.clear()
