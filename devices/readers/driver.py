"""Driver of second-generation ID card readers: find, select, read, and ask how the reader is when idle.

One command is on the line at a time, and an answer counts only for the command and the job it was asked for.
After an unanswered command a status request is the fence: readers answer in order, so whatever was owed
lies before its answer, and nobody is given what was read from the card of the visitor before.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from devices.base import BadFrame, DriverKind
from devices.link.jobs import AnyNews, AnyWork, CardRead, DeviceIs, ReadCard, WorkDone, WorkFailed
from devices.link.words import DeviceState
from devices.readers.frames import FrameDecoder, Reply, Request, Status, answers, encode
from devices.readers.text import card_in, text_in

IDCARD_READER = DriverKind(
    kind="idcard-reader",
    sentence="Second-generation ID card reader on a serial line (SAM-V, GA 450), mostly at 115200 baud.",
    options={"read_s": "Seconds that reading one card may take (default 3)."},
)

FIND_EVERY_S = 0.25
PROBE_EVERY_S = 3.0
ANSWER_S = 1.0
BYTE_GAP_S = 1.0
TRIES = 3
"""How often a card that was found is tried before the visitor is told that it cannot be read."""
MISSES = 2
"""Unanswered commands in a row after which the reader counts as silent."""

_HEALTH = {Status.SELF_TEST_FAILED: "self_test", Status.NOT_AUTHORISED: "sam"}
_CAUSES = {
    Status.UNKNOWN_CARD: "unknown_card",
    Status.NO_CONTENT: "unknown_card",
    Status.BAD_CHECKSUM: "garbled",
    Status.BAD_LENGTH: "garbled",
}


@dataclass(eq=False)
class _Search:
    """The job in hand: somebody is to put a card on the reader."""

    job: str
    until: float
    tries: int = TRIES
    cause: str = "nobody"


@dataclass(eq=False)
class _Asked:
    """The command on the line."""

    request: Request
    by: float
    search: _Search | None
    heard: bool = False


class IdCardReader:
    """The protocol of one reader (``devices.base.Driver``).

    Fault codes: ``silent`` and ``garbled`` (bytes, but no answers: look at the baud rate), ``self_test`` and
    ``sam`` (the security module refuses to work). A job fails with one of these, with ``nobody`` (no card in
    time), ``unreadable`` or ``unknown_card`` (a card that cannot be read), or ``revoked``.
    """

    def __init__(self, options: Mapping[str, str] | None = None) -> None:
        """Take the options of ``IDCARD_READER``.

        Raises:
            ValueError: an option has no readable value.
        """
        self._read_s = _seconds("read_s", (options or {}).get("read_s", "3"))
        self._decoder = FrameDecoder()
        self._online = False
        self._search: _Search | None = None
        self._asked: _Asked | None = None
        self._fence = True
        self._misses = 0
        self._next_at = 0.0
        self._heard_at = 0.0
        self._told: tuple[DeviceState, str] | None = None
        self._news: list[AnyNews] = []
        self._out: list[bytes] = []

    @property
    def idle(self) -> bool:
        """Whether a new job may begin."""
        return self._search is None

    @property
    def deadline(self) -> float | None:
        """When ``tick`` wants to be called."""
        if not self._online:
            return None
        due = self._asked.by if self._asked else self._next_at
        if self._search and not self._at_the_card(self._search):
            return min(due, self._search.until)
        return due

    def connected(self, now: float) -> None:
        """The line is open: ask the reader how it is."""
        self._forget()
        self._online = True
        self._tell(DeviceState.STARTING)
        self._ask(Request.STATUS, now)

    def lost(self, now: float, fault: str) -> None:
        """The line ended: nothing was read."""
        self._forget()
        self._online = False
        self._fail(fault)
        self._tell(DeviceState.FAULT, fault)

    def begin(self, job: str, work: AnyWork, now: float) -> None:
        """Wait for a card from now on."""
        if not isinstance(work, ReadCard):
            self._news.append(WorkFailed(job=job, cause="wrong_work"))
            return
        self._search = _Search(job, now + work.timeout_s)
        if self._asked is None:
            self._go(now)

    def revoke(self, job: str, now: float) -> None:
        """Wait no longer; an answer that is on its way belongs to nobody."""
        if self._search and self._search.job == job:
            self._fail("revoked")
            self._rest(now)

    def receive(self, data: bytes, now: float) -> None:
        """Bytes of the reader."""
        if self._decoder.partial and now - self._heard_at > BYTE_GAP_S:
            self._take(self._decoder.give_up(), now)
        self._heard_at = now
        if self._asked:
            self._asked.heard = True
        self._take(self._decoder.feed(data), now)

    def tick(self, now: float) -> None:
        """Something is late, or due."""
        if not self._online:
            return
        if self._asked and now >= self._asked.by:
            self._take(self._decoder.give_up(), now)
        if self._asked and now >= self._asked.by:
            self._missed(self._asked, now)
        if self._search and now >= self._search.until and not self._at_the_card(self._search):
            self._fail(self._search.cause)
            self._rest(now)
        if self._asked is None and now >= self._next_at:
            self._go(now)

    def news(self) -> list[AnyNews]:
        """Take what was learned."""
        news, self._news = self._news, []
        return news

    def outbox(self) -> list[bytes]:
        """Take the frames to write."""
        out, self._out = self._out, []
        return out

    def _ask(self, request: Request, now: float) -> None:
        allowed_s = self._read_s if request is Request.READ else ANSWER_S
        self._asked = _Asked(request, now + allowed_s, self._search)
        self._out.append(encode(request))

    def _go(self, now: float) -> None:
        """The line is free: look for a card, or only ask how the reader is."""
        self._ask(Request.FIND if self._search and not self._fence else Request.STATUS, now)

    def _rest(self, now: float) -> None:
        """Nobody waits: the next thing to say is a probe."""
        self._next_at = now + PROBE_EVERY_S

    def _at_the_card(self, search: _Search) -> bool:
        """Whether this search has found a card and is about to read it; it may finish after its time."""
        asked = self._asked
        return (
            asked is not None and asked.search is search and asked.request in (Request.SELECT, Request.READ)
        )

    def _take(self, replies: list[Reply], now: float) -> None:
        for reply in replies:
            if self._asked and answers(reply, self._asked.request):
                self._answered(self._asked, reply, now)

    def _answered(self, asked: _Asked, reply: Reply, now: float) -> None:
        self._asked = None
        self._misses = 0
        if reply.status in _HEALTH:
            self._broken(_HEALTH[reply.status], now)
            return
        self._tell(DeviceState.READY)
        if asked.request is Request.STATUS:
            self._fence = False
            self._rest(now)
            if self._search:
                self._go(now)
        elif asked.search is not None and asked.search is self._search:
            self._step(asked.search, asked.request, reply, now)
        elif self._search:
            # Asked for a visitor who has gone: what the reader says of that card is for nobody.
            self._go(now)

    def _step(self, search: _Search, request: Request, reply: Reply, now: float) -> None:
        """Go from find to select to read, for as long as the card answers."""
        if reply.status == Status.NO_CARD:
            self._next_at = now + FIND_EVERY_S
        elif request is Request.FIND and reply.status == Status.FOUND:
            self._ask(Request.SELECT, now)
        elif request is Request.SELECT and reply.status == Status.OK:
            self._ask(Request.READ, now)
        elif request is Request.READ and reply.status == Status.OK:
            try:
                card = card_in(text_in(reply.payload), search.job)
            except BadFrame:
                self._again(search, "unreadable", now)
            else:
                self._done(search, card, now)
        else:
            self._again(search, _CAUSES.get(reply.status, "unreadable"), now)

    def _again(self, search: _Search, cause: str, now: float) -> None:
        """This card did not answer well: find it again, some times. Every select needs a find before it."""
        search.tries -= 1
        search.cause = cause
        self._next_at = now + FIND_EVERY_S
        if search.tries == 0 or now >= search.until:
            self._fail(cause)
            self._rest(now)

    def _done(self, search: _Search, card: CardRead, now: float) -> None:
        self._search = None
        self._news += [card, WorkDone(job=search.job)]
        self._rest(now)

    def _missed(self, asked: _Asked, now: float) -> None:
        """No answer in time."""
        lost_card = self._search if self._search and self._at_the_card(self._search) else None
        self._asked = None
        self._misses += 1
        if asked.request is not Request.STATUS:
            self._fence = True
        if self._misses >= MISSES:
            self._broken("garbled" if asked.heard else "silent", now)
        elif lost_card:
            self._again(lost_card, "unreadable", now)
        else:
            self._go(now)

    def _broken(self, fault: str, now: float) -> None:
        self._tell(DeviceState.FAULT, fault)
        self._fail(fault)
        self._rest(now)

    def _fail(self, cause: str) -> None:
        if self._search:
            self._news.append(WorkFailed(job=self._search.job, cause=cause))
            self._search = None

    def _tell(self, state: DeviceState, fault: str = "") -> None:
        if self._told != (state, fault):
            self._told = (state, fault)
            self._news.append(DeviceIs(state=state, fault=fault))

    def _forget(self) -> None:
        """Whatever was on the old line means nothing on the next one."""
        self._decoder = FrameDecoder()
        self._asked = None
        self._fence = True
        self._misses = 0
        self._out.clear()


def _seconds(name: str, text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value <= 60:
        raise ValueError(f"option {name}: seconds from 0 to 60, such as 3")
    return value
