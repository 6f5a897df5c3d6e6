"""Print jobs as the journal tells of them, held against the paper that came out of the printers.

A second reading of the same rules, as ``tests.crash.life`` is of tickets. What a printer cut off is the only
witness here who was never killed: it knows nothing of hub and agents but the bytes that reached it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from devices.hub import events as e
from devices.link.words import PrintState as P
from devices.virtual.escpos import CommandParser
from devices.virtual.paper import codes

STEPS: dict[type[e.Event], tuple[frozenset[P], P]] = {
    e.PrintBegan: (frozenset({P.REQUESTED}), P.STARTED),
    e.PrintOnPaper: (frozenset({P.STARTED, P.UNKNOWN}), P.CONFIRMED),
    e.PrintMissed: (frozenset({P.REQUESTED, P.STARTED}), P.FAILED),
    e.PrintDoubtful: (frozenset({P.STARTED}), P.UNKNOWN),
}
SHEET = re.compile("编号：([A-Z]{2}[0-9]{8}-[0-9]+)")
AGAIN = "补打"
VOID = "以上未打完"


@dataclass(frozen=True)
class Paper:
    """What stands on one paper that was cut off.

    Attributes:
        printer: the device's id.
        names: ids of the tickets and numbers of the official papers that it carries; one, on a good paper.
        again: whether it is marked as a reprint.
        void: whether it says of itself that its end was never printed.
    """

    printer: str
    names: tuple[str, ...]
    again: bool
    void: bool


@dataclass
class Job:
    """A print job by its events; ``name`` is the ticket's id or the official paper's number."""

    id: str
    device: str
    name: str
    again: bool
    state: P = P.REQUESTED

    @property
    def paper(self) -> tuple[str, str, bool]:
        """Which paper it is that comes of it: no two jobs of the storm make the same."""
        return self.device, self.name, self.again


def looked_at(printer: str, raw: bytes) -> Paper:
    """Read a paper as somebody would who picks it up."""
    letters = (command.raw for command in CommandParser().feed(raw) if command.name == "char")
    text = b"".join(letters).decode("gb18030", "replace")
    tickets = [code.decode().rpartition("/t/")[2] for code in codes(raw) if b"/t/" in code]
    return Paper(printer, (*tickets, *SHEET.findall(text)), AGAIN in text, VOID in text)


class Prints:
    """All print jobs of a journal.

    Attributes:
        findings: a sentence for each event that could not have happened.
    """

    def __init__(self) -> None:
        self.jobs: dict[str, Job] = {}
        self.findings: list[str] = []
        self._numbers: dict[str, str] = {}

    def follow(self, seq: int, event: e.AnyEvent) -> None:
        """An event happened next."""
        match event:
            case e.SlipIssued(slip=paper, number=number) | e.CaseAccepted(paper=paper, number=number):
                self._numbers[paper] = number
            case e.PrintRequested():
                if event.job in self.jobs:
                    self._find(seq, event, f"print job {event.job} exists already")
                name = self._numbers.get(event.paper, event.paper) if event.paper else event.ticket
                self.jobs[event.job] = Job(event.job, event.device, name, event.again)
            case e.PrintBegan() | e.PrintOnPaper() | e.PrintMissed() | e.PrintDoubtful():
                self._goes_on(seq, event)
            case _:
                pass

    @property
    def states(self) -> Counter[P]:
        """How many jobs are in which state."""
        return Counter(job.state for job in self.jobs.values())

    def _goes_on(
        self, seq: int, event: e.PrintBegan | e.PrintOnPaper | e.PrintMissed | e.PrintDoubtful
    ) -> None:
        allowed, after = STEPS[type(event)]
        job = self.jobs.get(event.job)
        if job is None:
            self._find(seq, event, f"print job {event.job} was never wanted")
            return
        if job.state not in allowed:
            self._find(seq, event, f"print job {job.id} was {job.state}")
        job.state = after

    def _find(self, seq: int, event: e.Event, what: str) -> None:
        self.findings.append(f"event {seq}, {event.__struct_config__.tag}: {what}")


def account(jobs: Iterable[Job], papers: Sequence[Paper]) -> Iterator[str]:
    """Hold the jobs of a journal whose hub is dead against all papers that have come out so far."""
    wanted = {job.paper: job for job in jobs}
    out: Counter[tuple[str, str, bool]] = Counter()
    for paper in papers:
        if paper.void:
            continue
        if len(paper.names) != 1:
            yield f"a paper of {paper.printer} carries {list(paper.names)}, and not one thing"
        out.update((paper.printer, name, paper.again) for name in paper.names)
    for key, count in out.items():
        job = wanted.get(key)
        if job is None:
            yield f"nobody wanted the paper {key}"
        elif count > 1:
            yield f"print job {job.id} came out {count} times"
        elif job.state is P.REQUESTED:
            yield f"print job {job.id} is on paper, and the journal would print it again"
        elif job.state is P.FAILED:
            yield f"print job {job.id} is on paper, and the journal says that it is not"
    for job in wanted.values():
        if job.state is P.CONFIRMED and not out[job.paper]:
            yield f"print job {job.id} is confirmed, and no paper came out"


def unsettled(jobs: Iterable[Job]) -> Iterator[str]:
    """What must not be left when everybody is back and the printers have nothing more to do."""
    for job in jobs:
        if job.state is P.STARTED:
            yield f"print job {job.id} is begun for ever: nobody says how it ended"
        elif job.state is P.REQUESTED:
            yield f"print job {job.id} is wanted for ever: nobody prints it"
