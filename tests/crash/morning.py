"""A short morning in a small hall: sixty commands of most kinds, said to a hub in this process.

It is played on a ``Disk``, among whose steps it notes what was said and heard, when a printer got bytes, and
what was erased from the vault. Its computer's clock jumps, its hub is started anew in the midst of it.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import msgspec

from config import schema as s
from devices.hub.hub import Hub
from devices.hub.journal import Journal, JournalFailed
from devices.hub.people import HUB, Principal
from devices.hub.vault import Vault, VaultFailed
from devices.link import commands as c
from devices.link.jobs import CardRead
from devices.link.messages import Done, Made, No, TicketResult
from devices.link.words import AwayOutcome, Delivery, Evidence, Grade, NoticeWay, SlipKind, VisitorClass
from tests.crash.disk import Disk
from tests.crash.ledger import Saying
from tests.devices.hub.clocks import Computer
from tests.devices.hub.doors import running
from tests.devices.hub.issuing import BUSINESS, CASE, CONSULT, ISSUE, issue_hall
from tests.devices.hub.played import AGENT, BOOKING, DESK, KIOSK, clerk, pad

AWAY_FIRST = 801
ALWAYS = s.Hours(days=("mon", "tue", "wed", "thu", "fri", "sat", "sun"), open=("00:00-23:59",), closing="end")
"""Whatever a clock has jumped to, numbers are given."""
LIVE_PAGES = 60
"""Pages of the log after which the second hub brings it into the database; SQLite's 1000 are never met."""
TRIES = 3
NOT_KEPT = ("journal_failed", "journal_unsure")
CARD = CardRead(card_type="", name="张建国", id_number="11010519491231002X", born=date(1949, 12, 31))


@dataclass(frozen=True)
class Said:
    """Somebody said something."""

    saying: Saying


@dataclass(frozen=True)
class Heard:
    """Somebody was answered."""

    answer: Done | No


@dataclass(frozen=True)
class Sent:
    """A printer got the first bytes of a job."""

    job: str


@dataclass(frozen=True)
class Erased:
    """A row of the vault is being erased, or is, and whoever wanted it was told so."""

    row: str
    told: bool


def hall() -> s.HallConfig:
    """The hall of the morning."""
    config = issue_hall(hours=ALWAYS, away=s.Away(per_kiosk=10))
    numbers = {"last": AWAY_FIRST - 2, "away_first": AWAY_FIRST}
    queues = tuple(msgspec.structs.replace(q, **numbers) for q in config.queues)
    return msgspec.structs.replace(config, queues=queues)


def opened(folder: Path, computer: Computer) -> Hub:
    """A hub on a folder's journal and vault.

    Raises:
        JournalFailed: the journal cannot be opened.
        VaultFailed: the vault cannot be opened.
    """
    vault = Vault(folder / "vault.db", folder / "keys" / "vault.key")
    try:
        journal = Journal(folder / "journal.db")
    except BaseException:
        vault.close()
        raise
    newest = max((event.at for event in journal.replay()), default=None)
    return Hub(hall(), journal, vault, computer.clock(newest))


class GaveUp(Exception):
    """The hub could keep nothing for so long that its visitors went home."""


class Morning:
    """Says what is said in it.

    Attributes:
        hub: the hub of the moment.
    """

    def __init__(self, hub: Hub, disk: Disk, computer: Computer) -> None:
        self.hub = hub
        self._disk = disk
        self._computer = computer
        self._count = 0

    async def says(self, by: Principal, command: c.AnyCommand) -> Done | No:
        """Say something, again with the same id where it could not be kept.

        What is said and heard is noted where it happens among the disk's steps.

        Raises:
            GaveUp: it could not be kept, however often it was said.
        """
        self._count += 1
        self._computer.pass_by(seconds=5)
        saying = Saying(id=f"said-{self._count:04}", by=by.name, command=command)
        for _ in range(TRIES):
            self._disk.note(Said(saying))
            answer = await self.hub.do(by, saying.id, command)
            self._disk.note(Heard(answer))
            if isinstance(answer, Done) or answer.code not in NOT_KEPT:
                return answer
        raise GaveUp(saying.id)

    async def does(self, by: Principal, command: c.AnyCommand) -> Done:
        """Say what cannot be refused."""
        answer = await self.says(by, command)
        assert isinstance(answer, Done), (command, answer)
        return answer

    async def ticket(self, by: Principal, command: c.AnyCommand) -> str:
        """Say something that brings a ticket; gives its id."""
        result = (await self.does(by, command)).result
        assert isinstance(result, TicketResult)
        return result.ticket

    async def makes(self, by: Principal, command: c.AnyCommand) -> str:
        """Say something that makes a slip, a result, a matter; gives its id."""
        result = (await self.does(by, command)).result
        assert isinstance(result, Made)
        return result.id

    async def prints(self, ticket: str) -> str:
        """The agent begins to print a ticket; the bytes go out when the hub has it for certain."""
        job = self.hub.hall.tickets[ticket].job
        assert job
        await self.does(AGENT, c.PrintStarted(job=job))
        self._disk.note(Sent(job))
        return job

    async def begins(self) -> None:
        """Clerks come, the first visitors take numbers all at once."""
        await self.does(DESK, c.SignIn(clerk="0901"))
        for number, name in ((1, "0101"), (2, "0102"), (ISSUE, "0105"), (CONSULT, "0106")):
            await self.does(clerk(number), c.SignIn(clerk=name))
            await self.does(clerk(number), c.OpenWindow())
        first, second, *_ = await asyncio.gather(
            *(self.ticket(KIOSK, c.TakeTicket(item=item)) for item in ("a-1", "a-1", "b-1")),
            *(self.ticket(DESK, c.TakeTicket(item="a-2", paper=False)) for _ in range(2)),
        )
        await self.does(AGENT, c.PrintConfirmed(job=await self.prints(first)))
        job = await self.prints(second)
        await self.does(AGENT, c.PrintUnknown(job=job, cause="agent_restarted"))

    async def serves(self) -> None:
        """The first visitors are served, rated, held, missed, and one is called by a slip of the hand."""
        one, two = clerk(1), clerk(2)
        first = await self.ticket(one, c.CallNext())
        await self.ticket(two, c.CallNext())
        await self.does(one, c.Recall())
        await asyncio.gather(self.does(one, c.Start()), self.does(two, c.Start()))
        await self.does(one, c.Accept(first_pass=False, case_number=CASE, lacking=("照片",)))
        slip = c.IssueSlip(kind=SlipKind.SUPPLEMENT, materials=("照片",), words="合同看不清")
        await self.does(one, slip)
        await self.does(one, c.Finish())
        await self.does(pad(1), c.Rate(ticket=first, grade=Grade.SATISFIED, words="谢谢"))
        await self.does(two, c.Hold())
        missed = await self.ticket(two, c.CallNext())
        await self.does(two, c.MarkNoShow())
        await self.does(DESK, c.ReturnTicket(ticket=missed))
        await self.ticket(one, c.CallNext())
        await self.does(one, c.Undo())
        await self.ticket(one, c.CallNext())
        await self.does(one, c.Start())
        await self.does(one, c.Transfer(queue="b"))
        held = self.hub.hall.windows[2].held[0]
        await self.does(two, c.Resume(ticket=held))
        await self.does(two, c.Finish())
        await self.does(pad(2), c.DeclineRating(ticket=held))

    async def erases(self) -> None:
        """The words of the rating are erased, as their writer wished."""
        row = next(row for row in map(rating_words, self.hub.journal.replay()) if row)
        self._disk.note(Erased(row, told=False))
        self.hub.vault.erase(row)
        self._disk.note(Erased(row, told=True))

    async def goes_on(self) -> None:
        """Matters, results, appointments; what was done without the hub; the clock has jumped twice."""
        one = clerk(1)
        self._computer.jump(hours=-2)
        person = await self.hub.remember(CARD)
        identify = c.IdentifyPerson(person=person.id, visitor_class=VisitorClass.PRIORITY)
        await self.does(HUB, identify)
        third = await self.ticket(KIOSK, c.TakeTicket(item="t-1", person=person.id))
        await self.does(AGENT, c.PrintFailed(job=await self.prints(third), cause="paper_out"))
        matter = c.RegisterMatter(words="问了三次没有答复", name="李小红", phone="13900001111")
        made = await self.makes(DESK, matter)
        await self.does(DESK, c.AnswerMatter(matter=made, words="已电话答复"))
        await self.does(clerk(CONSULT), c.GiveAdvice(item="a-1", told=("照片",), words="先去拍照"))
        result = c.RegisterResult(code="JG-1", item="a-1", case_number=CASE, name="王五", phone="13900002222")
        first = await self.makes(BUSINESS, result)
        again = msgspec.structs.replace(
            result, code="JG-2", case_number="", name="李小红", phone="13900001111", delivery=Delivery.LOCKER
        )
        second = await self.makes(clerk(ISSUE), again)
        await asyncio.gather(
            self.does(DESK, c.NotifyResult(result=first, how=NoticeWay.PHONE)),
            self.does(DESK, c.PutInLocker(result=second, locker="A1")),
        )
        self._computer.jump(hours=3)
        now = self.hub.now()
        await self.does(
            BOOKING,
            c.BookAppointment(
                code="YY-1",
                item="b-1",
                starts_at=now + timedelta(minutes=5),
                ends_at=now + timedelta(minutes=35),
                name="赵六",
                phone="13900003333",
            ),
        )
        await self.does(DESK, c.CheckIn(code="YY-1", paper=False))
        away = c.HandInTicket(
            ticket="away-ticket-1", item="a-1", count=AWAY_FIRST, taken_at=now - timedelta(minutes=1)
        )
        await self.does(KIOSK, away)
        served = c.HandInService(
            ticket=away.ticket, called_at=now - timedelta(seconds=30), outcome=AwayOutcome.SERVED
        )
        await self.does(one, served)
        given_up = await self.ticket(KIOSK, c.TakeTicket(item="b-1", paper=False))
        await self.does(KIOSK, c.CancelTicket(ticket=given_up))
        await self.does(one, c.PauseWindow(reason="tea"))
        await self.does(one, c.OpenWindow())
        await self.ticket(one, c.CallNext())
        await self.does(one, c.Start())
        await self.ticket(clerk(2), c.CallNext())
        await self.does(BUSINESS, c.HandOverResult(result=second, evidence=Evidence.LOCKER_CODE, paper=False))
        await self.says(one, c.CallNext())


def rating_words(event: object) -> str | None:
    """The vault's row of a rating's words."""
    row: str | None = getattr(event, "words", None) if type(event).__name__ == "Rated" else None
    return row


async def play(folder: Path, disk: Disk, computer: Computer | None = None) -> bool:
    """Play the morning on a disk that keeps a hub's folder.

    Returns:
        Whether it went to its end; a failing disk may end it before.
    """
    computer = computer or Computer()
    try:
        morning = Morning(opened(folder, computer), disk, computer)
        async with running(morning.hub):
            await morning.begins()
            await morning.serves()
            await morning.erases()
        morning.hub = opened(folder, computer)
        morning.hub.journal._conn.execute(f"PRAGMA wal_autocheckpoint={LIVE_PAGES}")
        async with running(morning.hub):
            await morning.goes_on()
    except (GaveUp, JournalFailed, VaultFailed):
        return False
    return True
