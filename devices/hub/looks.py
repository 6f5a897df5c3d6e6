"""What the hub notes in the audit log: looks at personal data before they happen, and who came and went.

Where nothing can be noted, nothing is shown: ``look`` refuses with ``audit_failed``, and whoever asked shows
nothing. What somebody *wrote* (a booking with a phone, a matter's words) is not noted again: the journal
holds who said it, when, and the vault's row. A visitor's own card at a kiosk is a look too, by the kiosk.
"""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Callable, Iterable
from time import monotonic

from devices.hub import events as e
from devices.hub.audit import Audit
from devices.hub.audit_kinds import Kind
from devices.hub.limits import Measures
from devices.hub.people import HUB, Principal
from devices.hub.state import Hall
from devices.hub.vault import Vault, VaultFailed
from devices.link import commands as c
from devices.link.messages import Done, No
from devices.link.refusals import Refused
from devices.link.words import Role

log = logging.getLogger(__name__)

SEES_NAMES = frozenset({Role.CLERK, Role.DESK, Role.LEADER, Role.ADMIN})
"""Roles whose lists show masked names."""
WAIT_S = 5.0
"""How long a look waits for a disk that hangs; it is noted all the same once the disk goes on."""
AGAIN_S = 60.0
"""Seconds until the same attempt by the same principal is noted again: a loop must not fill the log."""
SIGN_INS = 10
"""Failed sign-ins of one principal that are noted, at once and in ``AGAIN_S``: people type no faster."""
ATTEMPTS = 1024
"""Attempts that are remembered for this; of more, the oldest are forgotten, and noted again."""


class Looks:
    """One hub's notes; without an audit log (a simulated hall has none) nothing is noted."""

    def __init__(self, audit: Audit | None, clock: Callable[[], float] = monotonic) -> None:
        """Note into this log, if there is one; ``clock`` tells monotonic seconds."""
        self._audit = audit
        self._clock = clock
        self._attempts: OrderedDict[tuple[str, ...], float] = OrderedDict()
        self._sign_ins = Measures[str](SIGN_INS / AGAIN_S, SIGN_INS)
        self._clock_off = False

    async def look(self, hall: Hall, kind: Kind, by: Principal, *, about: str, why: str) -> None:
        """Note a look, on the disk before this returns.

        Args:
            hall: the hall, for who is signed in where it is looked at.
            kind: what is looked at.
            by: who looks.
            about: row of the vault, or an object's id.
            why: how it was found.

        Raises:
            Refused: it could not be noted; show nothing.
        """
        staff = hall.clerk_at(by.place)
        await self._noted(kind, by.name, staff=staff, about=about, place=by.place, why=why)

    async def printed(self, by: str, paper: str, device: str) -> None:
        """Note that a paper is printed that may hold somebody's words or masked name.

        Args:
            by: name of the principal who asked for it.
            paper: the paper's id.
            device: the printer.

        Raises:
            Refused: it could not be noted; print nothing.
        """
        await self._noted(Kind.PAPER_PRINTED, by, about=paper, place=device, why="print")

    async def lists_shown(self, hall: Hall, by: Principal) -> None:
        """Note that a session begins whose lists show masked names.

        Raises:
            Refused: it could not be noted; the session must not begin.
        """
        if by.role in SEES_NAMES:
            await self.look(hall, Kind.LISTS_SHOWN, by, about=f"client:{by.credential}", why="session")

    async def unnoted(self, hall: Hall, vault: Vault, by: Principal, command: c.AnyCommand) -> str:
        """Note that a command looks for somebody by phone; whoever is not in the vault is nobody to look at.

        Returns:
            The code of the refusal where it could not be noted, else an empty string.
        """
        if not (isinstance(command, c.CheckIn) and command.phone):
            return ""
        try:
            contact = vault.contact_of(command.phone)
            if contact is not None:
                await self.look(hall, Kind.CONTACT_LOOKED_UP, by, about=contact, why="check_in")
        except VaultFailed as error:
            log.error("A phone could not be looked for: %s", error)
            return "fault"
        except Refused as no:
            return no.code
        return ""

    @property
    def on(self) -> bool:
        """Whether there is a log to wait for."""
        return self._audit is not None

    def tell(self, kind: Kind, by: str, **more: str) -> None:
        """Note something that nobody waits for; ``more`` as for ``Audit.note``."""
        if self._audit is not None:
            self._audit.note(kind, by=by, **more)

    def happened(self, events: Iterable[e.AnyEvent]) -> None:
        """Events are on the disk: note who came and went."""
        for event in events:
            match event:
                case e.ClerkSignedIn() | e.GuideSignedIn():
                    self._came(Kind.SIGNED_IN, event, event.clerk, why=event.how)
                case e.ClerkSignedOut() | e.GuideSignedOut():
                    self._came(Kind.SIGNED_OUT, event, event.clerk, why=event.reason)
                case _:
                    pass

    def answered(self, hall: Hall, by: Principal, command: c.AnyCommand, reply: Done | No) -> None:
        """Note a sign-in that failed, and what a role may not do."""
        if isinstance(reply, Done) or by == HUB:
            return
        if isinstance(command, c.SignIn):
            # Whatever was typed as a staff number may be somebody's ID number.
            known = command.clerk if command.clerk in hall.clerk_of else ""
            kind = Kind.PIN_LOCKED if reply.code == "pin_locked" else Kind.SIGN_IN_FAILED
            self._attempt(kind, by, known, outcome=reply.code)
        elif reply.code == "not_allowed":
            tag = str(command.__struct_config__.tag)
            self._attempt(Kind.NOT_ALLOWED, by, tag, outcome=reply.code)

    def clock_off(self, minutes: int) -> None:
        """Note when the computer's clock jumps away from the hall's time, and when both agree again."""
        if bool(minutes) is not self._clock_off:
            self._clock_off = bool(minutes)
            outcome = f"off by {minutes} min" if minutes else "agrees again"
            self.tell(Kind.CLOCK_STEPPED, HUB.name, outcome=outcome)

    async def _noted(self, kind: Kind, by: str, **more: str) -> None:
        if self._audit is None:
            return
        try:
            async with asyncio.timeout(WAIT_S):
                written = await asyncio.wrap_future(self._audit.note(kind, by=by, **more))
        except TimeoutError as error:
            raise Refused("audit_failed") from error
        if not written:
            raise Refused("audit_failed")

    def _came(self, kind: Kind, event: e.AnyEvent, clerk: str, why: str) -> None:
        self.tell(kind, event.by, staff=clerk, about=clerk, place=event.by.partition(":")[2], why=why)

    def _attempt(self, kind: Kind, by: Principal, about: str, outcome: str) -> None:
        now = self._clock()
        if kind is not Kind.NOT_ALLOWED:
            if self._sign_ins.take(by.name, now):
                self.tell(kind, by.name, about=about, place=by.place, outcome=outcome)
            return
        key = (kind.value, by.name, about, outcome)
        if now - self._attempts.get(key, -AGAIN_S) < AGAIN_S:
            return
        self._attempts[key] = now
        self._attempts.move_to_end(key)
        while len(self._attempts) > ATTEMPTS:
            self._attempts.popitem(last=False)
        self.tell(kind, by.name, about=about, place=by.place, outcome=outcome)
