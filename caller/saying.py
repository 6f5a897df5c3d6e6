"""What a visitor has said to the hub: once, however often it is touched and whatever becomes of the line.

A visitor waits for the answer a second at most. What the hub has not taken by then is kept by the link and
said again; whoever has gone by the time it is refused cannot be asked, so the log tells that it was lost.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from devices.link.commands import DeclineRating, Rate
from devices.link.messages import Done, No
from devices.link.qt import HubLink
from devices.link.refusals import REFUSALS
from devices.link.session import TooMuchUnanswered

log = logging.getLogger(__name__)

SLOW_S = 1.0
"""Seconds after which a visitor no longer waits for the hub's answer."""

Said = Rate | DeclineRating


class Saying:
    """One rating, or the wish not to rate, on its way.

    Args:
        link: the link to the hub.
        steady: gives steady seconds.
        heard: called whenever ``state`` changed.

    Attributes:
        state: silent, sending, kept (the link says it again later), taken or refused.
        refusal: why it was refused.
    """

    def __init__(self, link: HubLink, steady: Callable[[], float], heard: Callable[[], None]) -> None:
        self._link = link
        self._steady = steady
        self._heard = heard
        self._said: Said | None = None
        self._since = 0.0
        self._turn = 0
        self.state = "silent"
        self.refusal: No | None = None

    @property
    def rated(self) -> bool:
        """Whether a rating was said, and not that there shall be none."""
        return isinstance(self._said, Rate)

    def say(self, said: Said) -> None:
        """Say it, unless something is on its way."""
        if self.state in ("sending", "kept"):
            return
        self._turn += 1
        turn = self._turn
        self._said = said
        self._since = self._steady()
        self.state = "sending"
        try:
            self._link.do(said, lambda answer: self._answered(turn, said, answer))
        except TooMuchUnanswered:
            zh, en = REFUSALS["busy"]
            self._answered(turn, said, No(id="", code="busy", zh=zh, en=en))
        self.look()

    def again(self) -> None:
        """Say the same once more, after a refusal."""
        if self._said is not None and self.state == "refused":
            self.say(self._said)

    def look(self) -> None:
        """Stop waiting for a hub that is away or slow."""
        slow = self._steady() - self._since >= SLOW_S
        if self.state == "sending" and (slow or not self._link.property("live")):
            self._become("kept")

    def forget(self) -> None:
        """Nobody is there any more; what the link has kept stays on its way."""
        self._turn += 1
        self._said = None
        self.refusal = None
        self.state = "silent"

    def _answered(self, turn: int, said: Said, answer: Done | No) -> None:
        match answer:
            case No() if isinstance(said, Rate):
                if turn == self._turn:
                    self.refusal = answer
                    self._become("refused")
                else:
                    # Neither grade nor ticket: the log must not tell who said what.
                    log.warning("A rating was refused after its visitor had left: %s.", answer.code)
            case _:
                # Also a refused wish not to rate: nothing was rated, as it was wished.
                if turn == self._turn:
                    self._become("taken")

    def _become(self, state: str) -> None:
        self.state = state
        self._heard()
