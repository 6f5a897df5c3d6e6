"""Who signs in: the staff register is asked before the rules, and card and PIN go no further than here.

A PIN takes Argon2id a third of a second, so it is looked at in a thread of its own while the hall goes on. A
card that lay on a reader of a place is worth one sign-in at that place within a minute (its voucher). A place
where too much was wrong is held off, whatever numbers were tried.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from time import monotonic
from typing import ParamSpec, TypeVar

import msgspec

from config.schema import HallConfig
from devices.hub.people import Principal, may
from devices.hub.pins import PinAnswer
from devices.hub.place_tries import PlaceTries
from devices.hub.rules.proof import NOTHING, CardProof, NewPin, PinProof, Proof
from devices.hub.staff_cards import CardHolder, CardState
from devices.hub.staff_register import PinRefused, StaffRegister, StaffRegisterFailed
from devices.link import commands as c
from devices.link.messages import Done, No

log = logging.getLogger(__name__)

VOUCHER_S = 60.0
"""How long a card that was read may be used to sign in."""
P = ParamSpec("P")
T = TypeVar("T")
Say = Callable[[c.SignIn, Proof], Awaitable[Done | No]]

_PINS = {
    PinAnswer.GOOD: PinProof.GOOD,
    PinAnswer.WRONG: PinProof.WRONG,
    PinAnswer.LOCKED: PinProof.LOCKED,
    PinAnswer.NONE_SET: PinProof.NONE_SET,
}


_WRONG_CARDS = (CardProof.UNKNOWN, CardProof.LOST)
# Nothing is learnt of a number that is locked, and a clerk who waits for it may say so as often as they like.
_WRONG_PINS = (PinProof.WRONG, PinProof.NONE_SET)


@dataclass(frozen=True)
class _Voucher:
    word: str
    clerk: str
    until: float


class Proofs:
    """Asks the staff register for the hub; without one, nobody has a card or a PIN."""

    def __init__(
        self, config: HallConfig, register: StaffRegister | None, clock: Callable[[], float] = monotonic
    ) -> None:
        """Ask this register.

        Args:
            config: the hall, for what [staff] sign_in asks.
            register: its staff cards and PINs, open; None where nobody has any.
            clock: monotonic seconds.
        """
        self._how = config.staff.sign_in
        self._register = register
        self._clock = clock
        self._vouchers: dict[str, _Voucher] = {}
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="staff")
        self._failing = False
        self._tries = PlaceTries(clock)

    async def sign_in(self, by: Principal, command: c.SignIn, say: Say) -> Done | No | None:
        """Prove a sign-in and say it to the hall without card, voucher and PIN.

        Args:
            by: who says it.
            command: as it was said.
            say: carries it out with what was proved.

        Returns:
            The hall's answer, or None when the register cannot be used.
        """
        bare = msgspec.structs.replace(command, card="", voucher="", pin="", new_pin="")
        proof = NOTHING
        if may(by, command):
            try:
                proof = await self._proof(by, command)
            except StaffRegisterFailed as error:
                self._note(error)
                return None
            self._failing = False
        answer = await say(bare, proof)
        if isinstance(answer, Done) and proof.card is CardProof.GOOD:
            self._vouchers.pop(by.place, None)
        return answer

    async def holder(self, card: str) -> CardHolder | None:
        """Whose staff card this is; None for everybody else's and for one that was revoked.

        Raises:
            StaffRegisterFailed: the register cannot be used.
        """
        if self._register is None:
            return None
        found = await self._asked(self._register.clerk_of_card, card)
        return None if found is None or found.state is CardState.REVOKED else found

    def voucher(self, by: Principal, clerk: str) -> str:
        """A word that stands for this clerk's card at this place, instead of any that was given there."""
        made = _Voucher(secrets.token_urlsafe(18), clerk, self._clock() + VOUCHER_S)
        self._vouchers[by.place] = made
        return made.word

    def close(self) -> None:
        """Wait for what is being looked at."""
        self._thread.shutdown()

    async def _proof(self, by: Principal, command: c.SignIn) -> Proof:
        if self._register is None or not (command.card or command.pin):
            return await self._looked_at(by, command)
        begun = self._tries.begin(by.name)
        if begun is None:
            return Proof(held_off=True)
        try:
            proof = await self._looked_at(by, command)
        except StaffRegisterFailed:
            self._tries.was_good(by.name, begun)
            raise
        if proof.card in _WRONG_CARDS or proof.pin in _WRONG_PINS:
            self._note_full(by.name)
        else:
            self._tries.was_good(by.name, begun)
        return proof

    async def _looked_at(self, by: Principal, command: c.SignIn) -> Proof:
        card, holder = await self._card(by, command)
        if self._how not in ("pin", "card_pin") or not command.pin or self._register is None:
            return Proof(card=card, clerk=holder)
        if self._how == "card_pin" and card is not CardProof.GOOD:
            # Nobody without the card can lock a clerk out with wrong PINs.
            return Proof(card=card)
        number = command.clerk or holder
        if holder and holder != number:
            return Proof(card=card, clerk=holder)
        check = await self._asked(self._register.check_pin, number, command.pin)
        new_pin = NewPin.NOT_GIVEN
        if check.answer is PinAnswer.GOOD and command.new_pin:
            new_pin = await self._changed(self._register, number, command.new_pin)
        return Proof(
            card=card,
            clerk=holder,
            pin=_PINS[check.answer],
            must_change=check.must_change,
            new_pin=new_pin,
        )

    async def _card(self, by: Principal, command: c.SignIn) -> tuple[CardProof, str]:
        if command.voucher:
            known = self._vouchers.get(by.place)
            if (
                known is not None
                and self._clock() < known.until
                and secrets.compare_digest(known.word.encode(), command.voucher.encode())
            ):
                return CardProof.GOOD, known.clerk
            return CardProof.NOT_GIVEN, ""
        if not command.card:
            return CardProof.NOT_GIVEN, ""
        found = await self.holder(command.card)
        if found is None:
            return CardProof.UNKNOWN, ""
        return (CardProof.GOOD, found.number) if found.opens else (CardProof.LOST, "")

    async def _changed(self, register: StaffRegister, number: str, pin: str) -> NewPin:
        try:
            await self._asked(register.set_pin, number, pin, number)
        except PinRefused:
            return NewPin.TOO_EASY
        return NewPin.KEPT

    async def _asked(self, ask: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, partial(ask, *args, **kwargs))

    def _note_full(self, place: str) -> None:
        if self._tries.full(place):
            log.warning("Too many wrong cards or PINs at %s: it is held off for a while.", place)

    def _note(self, error: StaffRegisterFailed) -> None:
        """Log that the register cannot be used, once until it can; the error names no card and no PIN."""
        level = logging.DEBUG if self._failing else logging.ERROR
        log.log(
            level, "The staff register cannot be used (%s); nobody can sign in with a card or PIN.", error
        )
        self._failing = True
