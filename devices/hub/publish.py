"""What changes, to everybody who sees it: snapshots, patches, and the patches somebody missed.

Sessions of one role and place share one topic, whose rows are made once. A topic keeps its latest patches
for a while after the last session left, so that a screen that comes back goes on where it was.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from time import monotonic
from typing import Protocol

import msgspec

from devices.hub.hub import Hub
from devices.hub.people import Principal
from devices.hub.state import Hall
from devices.hub.views import ItemRows, Views
from devices.hub.waits import Waits
from devices.link.codec import encode
from devices.link.messages import Have, Patch, Snapshot, Welcome
from devices.link.rows import AnyRow

log = logging.getLogger(__name__)

PATCHES_KEPT = 256
TOPIC_KEPT_S = 120.0
GAP_S = 0.02
"""Least time between two patches of one topic: a rush becomes fewer, larger patches."""
TICK_S = 5.0
"""How often rows are looked at although nothing happened: minutes pass, queues open and close."""


class Subscriber(Protocol):
    """A session that wants frames."""

    def send(self, frame: bytes) -> None:
        """Take a frame to send; never waits, and ends the session when it takes too little."""
        ...


@dataclass
class _Topic:
    by: Principal
    rows: dict[str, AnyRow]
    rev: int = 0
    patches: deque[Patch] = field(default_factory=lambda: deque(maxlen=PATCHES_KEPT))
    sessions: set[Subscriber] = field(default_factory=set)
    empty_since: float = 0.0
    failing: bool = False


class Publisher:
    """Keeps every subscriber's rows equal to the hall."""

    def __init__(self, hub: Hub, clock: Callable[[], float] = monotonic) -> None:
        """``epoch`` names this run of the hub: revisions of another run mean nothing."""
        self.epoch = secrets.token_hex(8)
        self._hub = hub
        self._clock = clock
        self._topics: dict[tuple[str, str], _Topic] = {}
        self._next_rev = 0
        self._items: ItemRows = {}
        self._dirty = asyncio.Event()

    def happened(self) -> None:
        """Something changed; it is published soon."""
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
                session.send(encode(Snapshot(rev=topic.rev, rows=tuple(topic.rows.values()))))
            for patch in missed or ():
                session.send(encode(patch))
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
            try:
                async with asyncio.timeout(TICK_S):
                    await self._dirty.wait()
            except TimeoutError:
                pass
            self._dirty.clear()
            await self._hub.look(self._publish)
            await asyncio.sleep(GAP_S)

    def _publish(self, hall: Hall, waits: Waits) -> None:
        views = self._views(hall, waits)
        now, clock = self._hub.now(), self._clock()
        for key, topic in list(self._topics.items()):
            if not topic.sessions and clock - topic.empty_since > TOPIC_KEPT_S:
                self._forget(key)
            else:
                self._refresh_safely(topic, views, now)

    def _refresh_safely(self, topic: _Topic, views: Views, now: datetime) -> None:
        try:
            self._refresh(topic, views.rows(topic.by, now))
        except Exception:
            # Whoever sees this topic keeps the last good rows; all others go on.
            if not topic.failing:
                log.exception("A bug: rows of %s cannot be made.", topic.by.name)
            topic.failing = True
        else:
            topic.failing = False

    def _forget(self, key: tuple[str, str]) -> None:
        # A later topic of this name begins behind it, so that no revision ever means two things.
        self._next_rev = max(self._next_rev, self._topics.pop(key).rev + 1)

    def _refresh(self, topic: _Topic, rows: dict[str, AnyRow]) -> None:
        changed = tuple(row for key, row in rows.items() if topic.rows.get(key) != row)
        gone = tuple(key for key in topic.rows if key not in rows)
        if not changed and not gone:
            return
        topic.rev += 1
        topic.rows = rows
        patch = Patch(rev=topic.rev, rows=changed, gone=gone)
        topic.patches.append(patch)
        frame = encode(patch)
        for session in list(topic.sessions):
            session.send(frame)

    def _topic(self, by: Principal, hall: Hall, waits: Waits) -> _Topic:
        key = (by.role.value, by.place)
        topic = self._topics.get(key)
        rows = self._views(hall, waits).rows(by, self._hub.now())
        if topic is None:
            topic = self._topics[key] = _Topic(by, rows, self._next_rev)
        else:
            self._refresh(topic, rows)
        return topic

    def _missed(self, topic: _Topic, have: Have | None) -> list[Patch] | None:
        if have is None or have.epoch != self.epoch or not 0 <= have.rev <= topic.rev:
            return None
        missed = [patch for patch in topic.patches if patch.rev > have.rev]
        return missed if len(missed) == topic.rev - have.rev else None

    def _views(self, hall: Hall, waits: Waits) -> Views:
        vault = self._hub.vault
        return Views(hall, waits, vault.masked_name, self._items, vault.masked_contact)
