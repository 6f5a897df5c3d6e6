"""What happens at one window all day: visits, each a script of what kiosk, clerk and pad say.

A window calls only after a number was taken for it, so that nobody's call is ever refused: any refusal but
the one that a visit expects is a finding.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from devices.link import commands as c
from devices.link.messages import No
from devices.link.words import AwayOutcome, Grade, SlipKind, TransferPlace
from tests.crash.voices import Unexpected, Voice, Voices
from tests.hubs.premises import AWAY_FIRST, ITEM_CODES, PER_KIOSK

PAPER = 0.08
"""Share of tickets that are wanted on paper: all the others go on while printers take their time."""
LONG = "\n".join(f"第{n}项：{'𠮷' * 16}，请重新复印" for n in range(1, 13))
"""Words with letters that a printer's font lacks: they are painted, which is long on any line."""


class Counter:
    """A window with its clerk and pad, and a kiosk of its own."""

    def __init__(self, number: int, voices: Voices, dice: random.Random) -> None:
        self._number = number
        self._dice = dice
        self.kiosk: Voice = voices.by[f"kiosk:K{number}"]
        self.clerk: Voice = voices.by[f"clerk:window-{number}"]
        self.pad: Voice = voices.by[f"pad:window-{number}"]
        self.booking: Voice = voices.by["integration"]
        self.desk: Voice = voices.by["desk:desk-1"]
        self._booked = 0
        self._away = 0

    async def serve(self, enough: Callable[[], bool]) -> None:
        """Sign in, then let visit follow visit; ends behind a visit, when it is enough.

        Raises:
            Unexpected: the hub answered as no true hub does.
        """
        await self._sign_in()
        for visit in itertools.cycle(self._visits()):
            if enough():
                return
            await visit()

    def _visits(self) -> list[Callable[[], Awaitable[None]]]:
        visits = [self._plain, self._no_show, self._held, self._moved, self._given_up, self._booked_visit]
        visits += [self._break, self._changed_shift, self._taken_back, self._without_the_hub]
        visits += [self._printed_again, self._sent_for_more]
        self._dice.shuffle(visits)
        # The first is one that also says the same thing again.
        return [self._touched_twice, *visits]

    async def _sign_in(self) -> None:
        await self.clerk.does(c.SignIn(clerk=f"{self._number:04}"))
        await self.clerk.does(c.OpenWindow())

    async def _take(self) -> str:
        item = self._dice.choice(ITEM_CODES)
        paper = self._dice.random() < PAPER
        return (await self.kiosk.ticket(c.TakeTicket(item=item, paper=paper))).ticket

    async def _call(self) -> str:
        return (await self.clerk.ticket(c.CallNext())).ticket

    async def _served(self) -> None:
        """Call, serve and be rated."""
        ticket = await self._call()
        if self._dice.random() < 0.3:
            await self.clerk.does(c.Recall())
        await self.clerk.does(c.Start())
        await self._finished(ticket)

    async def _finished(self, ticket: str) -> None:
        await self.clerk.does(c.Finish())
        match self._dice.randrange(4):
            case 0:
                await self.pad.does(c.DeclineRating(ticket=ticket))
            case 1:
                await self.pad.does(c.Rate(ticket=ticket, grade=Grade.SATISFIED, words="谢谢"))
            case 2:
                await self.pad.does(c.Rate(ticket=ticket, grade=Grade.VERY_SATISFIED))
            case _:
                pass

    async def _touched_twice(self) -> None:
        await self._take()
        await self.kiosk.repeats(1)
        await self._served()

    async def _plain(self) -> None:
        await self._take()
        await self._served()

    async def _no_show(self) -> None:
        await self._take()
        ticket = await self._call()
        await self.clerk.does(c.Recall())
        await self.clerk.does(c.MarkNoShow())
        await self._dice.choice((self.clerk, self.desk)).does(c.ReturnTicket(ticket=ticket))
        await self._served()

    async def _held(self) -> None:
        await self._take()
        await self._take()
        ticket = await self._call()
        await self.clerk.does(c.Start())
        await self.clerk.does(c.Hold())
        await self._served()
        await self.clerk.does(c.Resume(ticket=ticket))
        await self._finished(ticket)

    async def _moved(self) -> None:
        await self._take()
        await self._call()
        if self._dice.random() < 0.5:
            await self.clerk.does(c.Start())
        place = self._dice.choice(list(TransferPlace))
        if self._dice.random() < 0.5:
            await self.clerk.does(c.Transfer(queue="b", place=place))
        else:
            # Only this window can call it now, and it may call another first: one more for the others.
            await self._take()
            await self.clerk.does(c.Transfer(window=self._number, place=place))
        await self._served()

    async def _given_up(self) -> None:
        ticket = await self._take()
        answer = await self.kiosk.says(c.CancelTicket(ticket=ticket), sure=False)
        # Another window may have called it meanwhile; then its own number is left for us.
        if isinstance(answer, No):
            if answer.code != "wrong_state":
                raise Unexpected(f"{self.kiosk.by} was refused cancel_ticket: {answer.code}")
            await self._served()

    async def _booked_visit(self) -> None:
        self._booked += 1
        code = f"booked-{self._number}-{self._booked}"
        starts_at = datetime.now(UTC) + timedelta(minutes=self._dice.choice((-5, 5)))
        ends_at = starts_at + timedelta(minutes=30)
        await self.booking.does(
            c.BookAppointment(code=code, item="a-1", starts_at=starts_at, ends_at=ends_at)
        )
        await self.desk.ticket(c.CheckIn(code=code, paper=False))
        await self._served()

    async def _taken_back(self) -> None:
        await self._take()
        ticket = await self._call()
        answer = await self.clerk.says(c.Undo(), sure=False)
        # While the hub was dead the moment may have passed; then the call stands.
        if isinstance(answer, No):
            if answer.code != "undo_late":
                raise Unexpected(f"{self.clerk.by} was refused undo: {answer.code}")
        else:
            ticket = await self._call()
        await self.clerk.does(c.Start())
        await self._finished(ticket)

    async def _without_the_hub(self) -> None:
        """Hand in a number and a service as if the hub had been away for a while."""
        if self._away == PER_KIOSK:
            return
        count = AWAY_FIRST + (self._number - 1) * PER_KIOSK + self._away
        self._away += 1
        now = datetime.now(UTC)
        name = f"away-{self._number}-{self._away:04}"
        await self.kiosk.ticket(
            c.HandInTicket(ticket=name, item="a-1", count=count, taken_at=now - timedelta(seconds=9))
        )
        ticket = await self._call()
        await self.clerk.does(c.HandInService(ticket=ticket, called_at=now, outcome=AwayOutcome.SERVED))

    async def _printed_again(self) -> None:
        """Somebody who waits wants the ticket on paper once more; not while the first may still come out."""
        ticket = (await self.kiosk.ticket(c.TakeTicket(item="a-1"))).ticket
        answer = await self.kiosk.says(c.Reprint(ticket=ticket), sure=False)
        # Another window may have called and served it meanwhile.
        if isinstance(answer, No) and answer.code not in ("printing", "wrong_state"):
            raise Unexpected(f"{self.kiosk.by} was refused reprint: {answer.code}")
        await self._served()

    async def _sent_for_more(self) -> None:
        """What is lacking is told at once, on a paper that is too long for any printer's buffer."""
        await self._take()
        ticket = await self._call()
        await self.clerk.does(c.Start())
        slip = c.IssueSlip(kind=SlipKind.SUPPLEMENT, materials=("居住证明", "近期照片"), words=LONG)
        await self.clerk.says(slip)
        await self._finished(ticket)

    async def _break(self) -> None:
        await self.clerk.does(c.PauseWindow(reason="tea"))
        await self.clerk.does(c.OpenWindow())

    async def _changed_shift(self) -> None:
        await self.clerk.does(c.CloseWindow())
        await self.clerk.does(c.SignOut())
        await self._sign_in()
