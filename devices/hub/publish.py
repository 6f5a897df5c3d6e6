"""What changes, to everybody who sees it: snapshots, patches, and the patches somebody missed.

Sessions of one role and place share one topic, and topics share the parts that they are made of: a row that
changed is made and encoded once, whoever sees it. A topic keeps its latest patches for a while after the last
session left, so that a screen that comes back goes on where it was. Publishing rests longer than it worked,
so that in the worst rush most of the hub's time is the writer's.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from time import monotonic
from typing import NamedTuple, Protocol

import msgspec

from devices.hub.events import AnyEvent
from devices.hub.hub import Hub
from devices.hub.people import Principal
from devices.hub.state import Hall
from devices.hub.views import KeptViews, Part
from devices.hub.waits import Waits
from devices.link.codec import encode
from devices.link.messages import Have, Welcome
from devices.link.rows import AnyRow

log = logging.getLogger(__name__)

PATCHES_KEPT = 256
ROWS_KEPT = 1024
"""Rows in a topic's kept patches, at most: whoever missed more is shown everything."""
TOPIC_KEPT_S = 120.0
GAP_S = 0.02
"""Least time between two patches of one topic: a rush becomes fewer, larger patches."""
REST = 3.0
"""How many times as long as it worked publishing rests."""
A_FRAME_S = 0.00004
"""What a frame costs the hub after it was made: its way out to one session."""
FIGURES_S = 0.001
"""The hall's own row changes with every ticket and goes to everybody: this long apart for each topic."""
TICK_S = 5.0
"""How often rows are looked at although nothing happened: minutes pass, queues open and close."""

_encoder = msgspec.json.Encoder()


class Subscriber(Protocol):
    """A session that wants frames."""

    def send(self, frame: bytes) -> None:
        """Take a frame to send; never waits, and ends the session when it takes too little."""
        ...


class _Patch(NamedTuple):
    """A patch to be sent again; its rows' encodings are those of all topics that show them."""

    rev: int
    rows: tuple[bytes, ...]
    gone: tuple[str, ...]

    def frame(self) -> bytes:
        """The message ``devices.link.messages.Patch``."""
        rows = b',"rows":[%b]' % b",".join(self.rows) if self.rows else b""
        gone = b',"gone":%b' % _encoder.encode(self.gone) if self.gone else b""
        return b'{"type":"patch","rev":%d%b%b}' % (self.rev, rows, gone)


@dataclass
class _Topic:
    by: Principal
    parts: tuple[Part, ...]
    rev: int = 0
    patches: deque[_Patch] = field(default_factory=deque)
    patched_rows: int = 0
    sessions: set[Subscriber] = field(default_factory=set)
    empty_since: float = 0.0
    failing: bool = False

    @property
    def rows(self) -> dict[str, AnyRow]:
        """What its sessions see."""
        return {key: row for part in self.parts for key, row in part.rows.items()}

    def snapshot(self) -> bytes:
        """The message ``devices.link.messages.Snapshot``."""
        bodies = (part.body for part in self.parts)
        return b'{"type":"snapshot","rev":%d,"rows":[%b]}' % (self.rev, b",".join(filter(None, bodies)))

    def keep(self, patch: _Patch) -> None:
        """Keep a patch for sessions that come back; the oldest ones make room."""
        self.patches.append(patch)
        self.patched_rows += len(patch.rows)
        while len(self.patches) > PATCHES_KEPT or (self.patched_rows > ROWS_KEPT and len(self.patches) > 1):
            self.patched_rows -= len(self.patches.popleft().rows)


class _Encodings:
    """Encodings of rows that change now, each made once for all topics."""

    def __init__(self) -> None:
        self._of: dict[int, bytes] = {}
        self._rows: list[AnyRow] = []

    def of(self, rows: Iterable[AnyRow]) -> Iterator[bytes]:
        """The rows as JSON."""
        for row in rows:
            found = self._of.get(id(row))
            if found is None:
                found = self._of[id(row)] = _encoder.encode(row)
                # As long as the row lives no other one has its id.
                self._rows.append(row)
            yield found


class Publisher:
    """Keeps every subscriber's rows equal to the hall."""

    def __init__(self, hub: Hub, clock: Callable[[], float] = monotonic) -> None:
        """``epoch`` names this run of the hub: revisions of another run mean nothing."""
        self.epoch = secrets.token_hex(8)
        self._hub = hub
        self._clock = clock
        self._topics: dict[tuple[str, str], _Topic] = {}
        self._next_rev = 0
        self._views = self._nothing_kept()
        self._dirty = asyncio.Event()
        self._looked_at = self._figures_at = -TICK_S
        self._sent = 0

    def happened(self, events: Iterable[AnyEvent] | None = None) -> None:
        """Events changed the hall, or something did that no event tells (None); it is published soon."""
        self._views.happened(events)
        self._dirty.set()

    async def join(self, by: Principal, session: Subscriber, have: Have | None, welcome: Welcome) -> bool:
        """Send the welcome and all rows, or only what was missed, and every change from now on.

        Returns:
            Whether the session was resumed without a snapshot.
        """

        def joined(hall: Hall, waits: Waits) -> bool:
            topic = self._topic(by, hall, waits)
            missed = self._missed(topic, have)
            session.send(encode(msgspec.structs.replace(welcome, resumed=missed is not None)))
            if missed is None:
                session.send(topic.snapshot())
            for patch in missed or ():
                session.send(patch.frame())
            topic.sessions.add(session)
            return missed is not None

        return await self._hub.look(joined)

    def leave(self, by: Principal, session: Subscriber) -> None:
        """The session ended."""
        topic = self._topics.get((by.role.value, by.place))
        if topic is not None:
            topic.sessions.discard(session)
            topic.empty_since = self._clock()

    async def run(self) -> None:
        """Publish until cancelled."""
        while True:
            wait_s = min(TICK_S, FIGURES_S * len(self._topics)) if self._views.owes_figures else TICK_S
            try:
                async with asyncio.timeout(wait_s):
                    await self._dirty.wait()
            except TimeoutError:
                pass
            self._dirty.clear()
            took_s = await self._hub.look(self._publish)
            await asyncio.sleep(max(GAP_S, REST * took_s) if GAP_S else 0)

    def _publish(self, hall: Hall, waits: Waits) -> float:
        """Bring all topics up to date; returns the seconds that it costs."""
        began, clock = monotonic(), self._clock()
        self._sent = 0
        later = began - self._looked_at >= TICK_S
        if later:
            self._looked_at = began
        self._look(hall, waits, later=later)
        encodings = _Encodings()
        for key, topic in list(self._topics.items()):
            if not topic.sessions and clock - topic.empty_since > TOPIC_KEPT_S:
                self._forget(key)
            else:
                self._refresh_safely(topic, encodings)
        return monotonic() - began + self._sent * A_FRAME_S

    def _look(self, hall: Hall, waits: Waits, *, later: bool = False) -> None:
        now = monotonic()
        figures = now - self._figures_at >= FIGURES_S * len(self._topics)
        if figures:
            self._figures_at = now
        try:
            self._views.look(hall, waits, self._hub.now(), later=later, figures=figures)
        except Exception:
            log.exception("A bug: what events touch cannot be told; all rows are made anew.")
            self._views = self._nothing_kept()
            self._views.look(hall, waits, self._hub.now())

    def _nothing_kept(self) -> KeptViews:
        return KeptViews(self._hub.vault.masked_name, self._hub.vault.masked_contact)

    def _refresh_safely(self, topic: _Topic, encodings: _Encodings) -> None:
        try:
            self._refresh(topic, self._views.parts(topic.by), encodings)
        except Exception:
            # Whoever sees this topic keeps the last good rows; all others go on.
            if not topic.failing:
                log.exception("A bug: rows of %s cannot be made.", topic.by.name)
            topic.failing = True
        else:
            topic.failing = False

    def _forget(self, key: tuple[str, str]) -> None:
        # A later topic of this name begins behind it, so that no revision ever means two things.
        topic = self._topics.pop(key)
        self._next_rev = max(self._next_rev, topic.rev + 1)
        self._views.forget(topic.by)

    def _refresh(self, topic: _Topic, parts: tuple[Part, ...], encodings: _Encodings) -> None:
        changes = [
            now.since(before) for now, before in zip(parts, topic.parts, strict=True) if now is not before
        ]
        topic.parts = parts
        rows = {key: row for change in changes for key, row in change.rows.items()}
        # A ticket that was called has left one part and come to another.
        gone = tuple(key for change in changes for key in change.gone if key not in rows)
        if not rows and not gone:
            return
        topic.rev += 1
        patch = _Patch(topic.rev, tuple(encodings.of(rows.values())), gone)
        topic.keep(patch)
        frame = patch.frame()
        for session in list(topic.sessions):
            session.send(frame)
        self._sent += len(topic.sessions)

    def _topic(self, by: Principal, hall: Hall, waits: Waits) -> _Topic:
        key = (by.role.value, by.place)
        self._look(hall, waits)
        topic = self._topics.get(key)
        if topic is None:
            topic = self._topics[key] = _Topic(by, self._views.parts(by), self._next_rev)
        else:
            self._refresh(topic, self._views.parts(topic.by), _Encodings())
        return topic

    def _missed(self, topic: _Topic, have: Have | None) -> list[_Patch] | None:
        if have is None or have.epoch != self.epoch or not 0 <= have.rev <= topic.rev:
            return None
        missed = [patch for patch in topic.patches if patch.rev > have.rev]
        return missed if len(missed) == topic.rev - have.rev else None
