"""Work goes out to devices, and what they say comes in; it does not matter at which host their cable ends.

A print job is offered until an agent says that it begins, and from then on never again: an agent that comes
back without it in hand makes it doubtful. A strip is always told what it should show now. A call is
spoken once or, when no speaker is there, not at all: a late voice would send people to the wrong window.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from devices.hub import events as e
from devices.hub.hub import Hub, refused
from devices.hub.people import HUB, HUB_PLACE, Principal
from devices.hub.readings import seen_card, seen_code, seen_staff
from devices.hub.sheets import sheet
from devices.hub.slips import announcement, board_text, slip
from devices.hub.state import Call, Hall, PrintJob
from devices.hub.vault import VaultFailed
from devices.hub.waits import Waits
from devices.kinds import FAMILIES
from devices.link import commands as c
from devices.link import jobs as j
from devices.link.messages import (
    Announcing,
    Ask,
    CardSeen,
    CodeSeen,
    Done,
    Job,
    No,
    Revoke,
    StaffSeen,
    Tell,
)
from devices.link.refusals import Refused
from devices.link.words import DeviceState, PrintState, Role

log = logging.getLogger(__name__)

WATCH_S = 1.0
AGENT_MAY_TAKE = timedelta(seconds=5)
"""How long a ticket waits for a printer whose agent is away; then its visitor is told not to."""

Line = Callable[[Job | Revoke], None]

ASK_GRACE_S = 5.0
"""How much longer than its own time a reader may take to say that nothing came."""


@dataclass
class _Waiting:
    by: Principal
    device: str
    answer: asyncio.Future[Done | No]
    name: str


class Dispatch:
    """Between the hub and every device of the hall."""

    def __init__(self, hub: Hub) -> None:
        """Hosts are unknown until they announce themselves."""
        self._hub = hub
        self._lines: dict[str, Line] = {}
        self._asks: dict[str, _Waiting] = {}
        self._shown: dict[str, j.ShowText] = {}
        self._noting: set[asyncio.Task[None]] = set()

    async def begin(self) -> None:
        """After a start of the hub: no agent is here yet, so no device of theirs is known to be well."""
        for device in self._hub.config.devices:
            if device.host != HUB_PLACE:
                await self._report_away(device.id, device.host)

    async def run(self) -> None:
        """Watch for tickets that no agent comes to print, until cancelled."""
        while True:
            await asyncio.sleep(WATCH_S)
            for job, host in await self._hub.look(lambda hall, waits: self._waiting_for_nobody(hall)):
                by = Principal(role=Role.AGENT, place=host)
                # No client's command can have this name: theirs have no colon.
                await self._hub.do(by, f"away:{job}", c.PrintFailed(job=job, cause="agent_away"))

    def _waiting_for_nobody(self, hall: Hall) -> list[tuple[str, str]]:
        before = self._hub.now() - AGENT_MAY_TAKE
        return [
            (job.id, host)
            for job in hall.jobs.values()
            if job.state is PrintState.REQUESTED
            and job.requested_at < before
            # A printer that the hall's file has lost since is nobody's to wait for.
            and (device := hall.device_of.get(job.device)) is not None
            and (host := device.host) not in self._lines
        ]

    # Agents ---------------------------------------------------------------------------------------

    async def announced(self, host: str, line: Line, what: Announcing) -> None:
        """An agent is here: settle what it forgot, then give it what is due."""
        self._lines[host] = line
        by = Principal(role=Role.AGENT, place=host)

        def due(hall: Hall, waits: Waits) -> tuple[list[str], list[tuple[Job, str]]]:
            here = {d.id for d in hall.config.devices if d.host == host}
            mine = [job for job in hall.jobs.values() if job.device in here]
            lost = [m.id for m in mine if m.state is PrintState.STARTED and m.id not in what.jobs]
            offers = [
                (Job(id=m.id, device=m.device, work=work), m.paper)
                for m in mine
                if m.state is PrintState.REQUESTED and (work := self._paper(hall, waits, m)) is not None
            ]
            return lost, offers

        lost, offers = await self._hub.look(due)
        for name in lost:
            await self._hub.do(by, _fresh("u"), c.PrintUnknown(job=name, cause="agent_restarted"))
        for device in self._hub.config.devices:
            if device.host == host:
                self._shown.pop(device.id, None)
        for offer, paper in offers:
            self._give(offer, paper, HUB.name)
        await self._hub.look(lambda hall, waits: self._boards(hall))

    async def gone(self, host: str, line: Line) -> None:
        """An agent's link ended: what waited for its readers is answered, its devices are away."""
        if self._lines.get(host) is not line:
            return
        del self._lines[host]
        for device in self._hub.config.devices:
            if device.host == host:
                for name, ask in list(self._asks.items()):
                    if ask.device == device.id:
                        self._answer(name, refused(ask.name, "reader_fault"))
        for device in self._hub.config.devices:
            # An agent that is back meanwhile tells how its devices are itself.
            if device.host == host and host not in self._lines:
                await self._report_away(device.id, host)

    async def told(self, by: Principal, tell: Tell) -> No | None:
        """What a device said, kept for good before this returns.

        Returns:
            None when it was kept, or why the agent must not go on.
        """
        news = tell.news
        printing = news.job.startswith("p-")
        answer: Done | No | None = None
        match news:
            case j.DeviceIs():
                answer = await self._hub.do(
                    by, tell.id, c.ReportDevice(device=tell.device, state=news.state, fault=news.fault)
                )
            case j.WorkStarted() if printing:
                answer = await self._hub.do(by, tell.id, c.PrintStarted(job=news.job))
            case j.WorkDone() if printing:
                answer = await self._hub.do(by, tell.id, c.PrintConfirmed(job=news.job))
            case j.WorkFailed() if printing:
                answer = await self._hub.do(by, tell.id, c.PrintFailed(job=news.job, cause=news.cause))
            case j.WorkUnknown() if printing:
                answer = await self._hub.do(by, tell.id, c.PrintUnknown(job=news.job, cause=news.cause))
            case j.CardRead() | j.CodeRead():
                await self._read(by, tell.device, news)
            case j.WorkFailed() | j.WorkUnknown():
                self._not_read(by, tell.device, news)
            case j.WorkStarted() | j.WorkDone():
                pass
        return answer if isinstance(answer, No) else None

    # Readers --------------------------------------------------------------------------------------

    async def ask(self, by: Principal, ask: Ask) -> Done | No:
        """Let the reader of a kiosk, desk or window wait for a card or a code; answered once."""
        if by.role not in (Role.KIOSK, Role.DESK, Role.CLERK):
            return refused(ask.id, "not_allowed")
        family = "card_reader" if isinstance(ask.work, j.ReadCard) else "scanner"
        device = self._hub.hall.device_for(by.place, family)
        line = self._lines.get(self._hub.hall.device_of[device].host) if device else None
        if device is None or line is None:
            return refused(ask.id, "no_reader")
        for name, other in list(self._asks.items()):
            if other.device == device:
                line(Revoke(id=name))
                self._answer(name, refused(other.name, "dropped"))
        job = _fresh("r")
        answer: asyncio.Future[Done | No] = asyncio.get_running_loop().create_future()
        self._asks[job] = _Waiting(by, device, answer, ask.id)
        line(Job(id=job, device=device, work=ask.work))
        try:
            async with asyncio.timeout(ask.work.timeout_s + ASK_GRACE_S):
                return await asyncio.shield(answer)
        except TimeoutError:
            line(Revoke(id=job))
            self._answer(job, refused(ask.id, "reader_fault"))
            return await answer

    def drop(self, by: Principal, name: str) -> None:
        """The kiosk no longer waits for this ask."""
        for job, ask in list(self._asks.items()):
            if ask.name == name and ask.by == by:
                line = self._lines.get(self._hub.hall.device_of[ask.device].host)
                if line is not None:
                    line(Revoke(id=job))
                self._answer(job, refused(name, "dropped"))

    async def _read(self, by: Principal, device: str, news: j.CardRead | j.CodeRead) -> None:
        ask = self._asks.get(news.job)
        if ask is None or not self._ends_at(device, by.place) or ask.device != device:
            return  # nobody waits for it any more: forget it unseen
        result: CardSeen | CodeSeen | StaffSeen | None
        try:
            result = await seen_staff(self._hub, ask.by, news)
            if result is None and isinstance(news, j.CardRead):
                result = await seen_card(self._hub, news, ask.by)
            elif result is None and isinstance(news, j.CodeRead):
                result = await seen_code(self._hub, ask.by, news)
        except Refused as no:
            self._answer(news.job, refused(ask.name, no.code))
        except VaultFailed as error:
            log.error("%s: a reading could not be kept: %s", device, error)
            self._answer(news.job, refused(ask.name, "fault"))
        else:
            self._answer(news.job, Done(id=ask.name, result=result))

    def _not_read(self, by: Principal, device: str, news: j.WorkFailed | j.WorkUnknown) -> None:
        ask = self._asks.get(news.job)
        if ask is not None and self._ends_at(device, by.place):
            code = {"nobody": "nothing_read", "revoked": "dropped"}.get(news.cause, "reader_fault")
            self._answer(news.job, refused(ask.name, code))

    def _answer(self, job: str, reply: Done | No) -> None:
        ask = self._asks.pop(job, None)
        if ask is not None and not ask.answer.done():
            ask.answer.set_result(reply)

    # What follows from events ---------------------------------------------------------------------

    def happened(self, events: list[e.AnyEvent]) -> None:
        """Events are durable: give out the work that follows from them."""
        hall, waits = self._hub.hall, self._hub.waits
        for event in events:
            match event:
                case e.PrintRequested() if event.job in hall.jobs:
                    job = hall.jobs[event.job]
                    work = self._paper(hall, waits, job)
                    if work is not None:
                        self._give(Job(id=job.id, device=job.device, work=work), job.paper, event.by)
                case e.TicketCalled() | e.TicketRecalled():
                    self._speak(hall, event)
                case _:
                    pass
        self._boards(hall)

    def _paper(self, hall: Hall, waits: Waits, job: PrintJob) -> j.PrintSlip | j.PrintSheet | None:
        """What a job prints: a ticket, or an official paper; None for one that the hall has no more."""
        doubt = _in_doubt(hall, job.device)
        if not job.paper:
            return j.PrintSlip(slip=slip(hall, waits, job), doubt=doubt)
        found = sheet(hall, job, self._words, self._hub.vault.masked_name)
        return None if found is None else j.PrintSheet(sheet=found, doubt=doubt)

    def _words(self, row: str) -> str:
        try:
            return self._hub.vault.words(row) or ""
        except VaultFailed as error:
            log.error("Words of a paper cannot be read: %s", error)
            return ""

    def _speak(self, hall: Hall, event: e.TicketCalled | e.TicketRecalled) -> None:
        if not hall.tickets[event.ticket].number:
            return  # work by post or online: there is nobody to call
        again = isinstance(event, e.TicketRecalled)
        call = Call(event.call, event.ticket, event.window, event.at, again)
        zones = hall.heard_in(event.window, event.ticket)
        for device in hall.config.devices:
            if device.zone in zones and FAMILIES.get(device.kind) == "speaker":
                self._send(
                    Job(id=f"v-{event.call}-{device.id}", device=device.id, work=announcement(hall, call))
                )

    def _boards(self, hall: Hall) -> None:
        for device in hall.config.devices:
            if FAMILIES.get(device.kind) != "board" or not device.window or device.host not in self._lines:
                continue
            text = board_text(hall, device)
            if self._shown.get(device.id) != text:
                self._shown[device.id] = text
                self._send(Job(id=_fresh("b"), device=device.id, work=text))

    def _give(self, job: Job, paper: str, by: str) -> None:
        """Send what is to be printed; what may hold somebody's words is in the audit log before."""
        if not (paper and self._hub.looks.on):
            self._send(job)
            return
        noting = asyncio.create_task(self._give_noted(job, paper, by), name=f"note {job.id}")
        self._noting.add(noting)
        noting.add_done_callback(self._noting.discard)

    async def _give_noted(self, job: Job, paper: str, by: str) -> None:
        try:
            await self._hub.looks.printed(by, paper, job.device)
        except Refused as no:
            host = self._hub.hall.device_of[job.device].host
            # No client's command can have this name: theirs have no colon.
            failed = c.PrintFailed(job=job.id, cause=no.code)
            await self._hub.do(Principal(role=Role.AGENT, place=host), f"unnoted:{job.id}", failed)
        else:
            self._send(job)

    def _send(self, job: Job) -> None:
        line = self._lines.get(self._hub.hall.device_of[job.device].host)
        if line is not None:
            line(job)

    def _ends_at(self, device: str, host: str) -> bool:
        known = self._hub.hall.device_of.get(device)
        return known is not None and known.host == host

    async def _report_away(self, device: str, host: str) -> None:
        await self._hub.do(
            Principal(role=Role.AGENT, place=host),
            _fresh("a"),
            c.ReportDevice(device=device, state=DeviceState.AWAY, fault="agent_away"),
        )


def _in_doubt(hall: Hall, device: str) -> bool:
    """Whether a printer's last paper is not known to be whole: half of it may still be in there.

    A driver that has printed knows better itself, so one that is being printed may count.
    """
    begun = (PrintState.STARTED, PrintState.CONFIRMED, PrintState.UNKNOWN)
    jobs = (job for job in reversed(hall.jobs.values()) if job.device == device and job.state in begun)
    last = next(jobs, None)
    return last is not None and last.state is not PrintState.CONFIRMED


def _fresh(kind: str) -> str:
    return f"{kind}-{secrets.token_urlsafe(9)}"
