"""The device agent: the devices of one host, run for a hub that is elsewhere.

It is the hub's own device runner behind a link. A job that has begun stays in hand until the hub has heard
how it ended, and is named when the link is open again; so the hub knows what an agent that crashed forgot.
"""

from __future__ import annotations

import asyncio
import logging
import uuid
from pathlib import Path

from config.schema import HallConfig
from devices.catalogue import runner
from devices.link.client import LinkClient
from devices.link.identity import Identity
from devices.link.jobs import AnyNews, DeviceIs, WorkDone, WorkFailed, WorkStarted, WorkUnknown
from devices.link.messages import Announcing, ClientMessage, Heard, Job, Revoke, Tell
from devices.link.session import Answer, TooMuchUnanswered

log = logging.getLogger(__name__)


class Agent:
    """One host's devices on one link."""

    def __init__(self, config: HallConfig, folder: Path, data: Path, identity: Identity) -> None:
        """Prepare the devices of the hall's file whose cable ends at the host for which it was enrolled.

        Raises:
            ValueError: the hall has no device there, or one of them is set wrongly.
        """
        here = [device for device in config.devices if device.host == identity.place]
        if not here:
            raise ValueError(f"no device of the hall's file has host = {identity.place!r}")
        self._runners = {device.id: runner(config, device, folder, data, self) for device in here}
        self._in_hand: set[str] = set()
        self._link = LinkClient(identity, "hall-agent", greet=self._greet, on_job=self._job)

    async def run(self) -> None:
        """Run link and devices until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._link.run(), name="link")
            for name, each in self._runners.items():
                tasks.create_task(each.run(), name=f"device {name}")

    async def started(self, device: str, news: WorkStarted) -> bool:
        """Ask the hub whether a job may begin, and keep it in hand."""
        self._in_hand.add(news.job)
        try:
            answer = await self._link.say(Tell(id=uuid.uuid4().hex, device=device, news=news))
        except TooMuchUnanswered:
            # Not begun and not told: the hub offers the job again when it is back.
            answer = None
        if isinstance(answer, Heard):
            return True
        self._in_hand.discard(news.job)
        return False

    def tell(self, device: str, news: AnyNews) -> None:
        """Pass on what a device said; its health only while the hub is here, and again when it is back."""
        if isinstance(news, DeviceIs) and not self._link.session.greeted:
            return

        def heard(answer: Answer) -> None:
            if isinstance(news, WorkDone | WorkFailed | WorkUnknown):
                self._in_hand.discard(news.job)

        try:
            self._link.say_later(Tell(id=uuid.uuid4().hex, device=device, news=news), heard)
        except TooMuchUnanswered:
            log.error("The hub has been away too long; what %s said is not kept.", device)

    def _greet(self) -> list[ClientMessage]:
        states = [
            Tell(id=uuid.uuid4().hex, device=name, news=each.state) for name, each in self._runners.items()
        ]
        return [Announcing(devices=tuple(self._runners), jobs=tuple(self._in_hand)), *states]

    def _job(self, job: Job | Revoke) -> None:
        if isinstance(job, Revoke):
            for each in self._runners.values():
                each.revoke(job.id)
        elif job.device in self._runners and job.id not in self._in_hand:
            self._runners[job.device].give(job)
