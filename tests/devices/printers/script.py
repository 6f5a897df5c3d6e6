"""Plays (time, bytes) scripts against the driver, as its runner would."""

from __future__ import annotations

from dataclasses import dataclass, field

from devices.link.jobs import AnyNews, DeviceIs, PrintSheet, PrintSlip, Sheet
from devices.printers.driver import EscPosPrinter
from devices.printers.proof import ident_of
from tests.devices.printers.slips import ZH

READY = {1: 0x12, 2: 0x12, 3: 0x12, 4: 0x12}
PAPER_OUT = {1: 0x1A, 2: 0x32, 3: 0x12, 4: 0x7E}
COVER_OPEN = {1: 0x1A, 2: 0x16, 3: 0x12, 4: 0x12}
CUTTER = {1: 0x1A, 2: 0x52, 3: 0x1A, 4: 0x12}
NEAR_END = {1: 0x12, 2: 0x12, 3: 0x12, 4: 0x1E}
SILENT: dict[int, int] = {}
ASB_READY = bytes.fromhex("10 00 00 00")
ASB_PAPER_OUT = bytes.fromhex("18 00 0f 00")
ASB_COVER = bytes.fromhex("38 00 00 00")


@dataclass
class Script:
    """A driver, a clock, and a printer that answers real-time questions from a table and nothing else.

    Attributes:
        answers: answer byte to DLE EOT by n; a question that is not in it stays unanswered.
        news: everything told so far.
        sent: all frames that are no DLE EOT.
        began: for each WorkStarted, how many frames had been sent before it was told.
    """

    driver: EscPosPrinter = field(default_factory=lambda: EscPosPrinter({"confirm": "gs_r"}))
    answers: dict[int, int] = field(default_factory=lambda: dict(READY))
    now: float = 100.0
    news: list[AnyNews] = field(default_factory=list)
    sent: list[bytes] = field(default_factory=list)
    asked: list[tuple[float, int]] = field(default_factory=list)

    def settle(self) -> None:
        """Take news and frames, and answer questions, until nothing more comes."""
        while True:
            self.news += self.driver.news()
            frames = self.driver.outbox()
            if not frames:
                return
            for frame in frames:
                if frame[:2] == b"\x10\x04":
                    self.asked.append((self.now, frame[2]))
                    if frame[2] in self.answers:
                        self.driver.receive(bytes((self.answers[frame[2]],)), self.now)
                else:
                    self.sent.append(frame)

    def connect(self) -> None:
        self.driver.connected(self.now)
        self.settle()

    def say(self, data: bytes) -> None:
        self.driver.receive(data, self.now)
        self.settle()

    def lose(self, fault: str = "unplugged") -> None:
        self.driver.lost(self.now, fault)
        self.settle()

    def wait(self, seconds: float) -> None:
        """Let time pass, ticking when the driver wants it."""
        end = self.now + seconds
        for _ in range(10_000):
            deadline = self.driver.deadline
            if deadline is None or deadline > end:
                self.now = end
                return
            self.now = max(self.now, deadline)
            self.driver.tick(self.now)
            self.settle()
        raise AssertionError("the driver wants to be called without end")

    def ready(self) -> Script:
        """Connect and pass the greeting."""
        self.connect()
        self.wait(2)
        self.news.clear()
        self.sent.clear()
        self.asked.clear()
        return self

    def print(self, job: str = "job-1") -> None:
        self.driver.begin(job, PrintSlip(slip=ZH), self.now)
        self.settle()

    def begin_sheet(self, sheet: Sheet, job: str = "job-1") -> None:
        self.driver.begin(job, PrintSheet(sheet=sheet), self.now)

    def print_sheet(self, sheet: Sheet, job: str = "job-1") -> None:
        self.begin_sheet(sheet, job)
        self.settle()

    @property
    def jobs(self) -> list[AnyNews]:
        """What was told of jobs."""
        return [news for news in self.news if not isinstance(news, DeviceIs)]

    def last(self) -> AnyNews:
        """The newest of them."""
        return self.jobs[-1]

    @property
    def states(self) -> list[tuple[str, str]]:
        """What was told of the device."""
        return [(news.state.value, news.fault) for news in self.news if isinstance(news, DeviceIs)]

    @property
    def tickets(self) -> list[bytes]:
        """Frames that hold a ticket: they end with a proof behind a cut."""
        return [frame for frame in self.sent if b"\x1dV" in frame]

    def fence(self) -> None:
        """Answer the oldest GS r 1: there is paper."""
        self.say(b"\x00")

    def echo(self, job: str) -> None:
        """Answer GS ( H for a job."""
        self.say(b"\x37\x22" + ident_of(job) + b"\x00")
