"""The hub's own devices: the same runners as in an agent, told to the same dispatch, without a link."""

from __future__ import annotations

import asyncio
import logging
import uuid
from pathlib import Path

from config.schema import HallConfig
from devices.catalogue import runner
from devices.hub.dispatch import Dispatch
from devices.hub.people import HUB, HUB_PLACE
from devices.link.jobs import AnyNews, WorkStarted
from devices.link.messages import Announcing, Job, Revoke, Tell

log = logging.getLogger(__name__)

MOST_NEWS = 1000
"""News that may wait for the hub; a device that talks more is not heard."""


class LocalDevices:
    """The devices whose cable ends at the hub's box."""

    def __init__(self, config: HallConfig, folder: Path, data: Path, dispatch: Dispatch) -> None:
        """Prepare the devices with ``host = "hub"``.

        Raises:
            ValueError: one of them is set wrongly.
        """
        self._dispatch = dispatch
        self._news: asyncio.Queue[tuple[str, AnyNews]] = asyncio.Queue(MOST_NEWS)
        self._runners = {
            device.id: runner(config, device, folder, data, self)
            for device in config.devices
            if device.host == HUB_PLACE
        }

    async def run(self) -> None:
        """Run the devices until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._pass_on(), name="local news")
            await self._dispatch.announced(HUB_PLACE, self._give, Announcing(devices=tuple(self._runners)))
            for name, each in self._runners.items():
                tasks.create_task(each.run(), name=f"device {name}")

    async def started(self, device: str, news: WorkStarted) -> bool:
        """A job begins, if the hub says so."""
        return await self._dispatch.told(HUB, Tell(id=uuid.uuid4().hex, device=device, news=news)) is None

    def tell(self, device: str, news: AnyNews) -> None:
        """Pass on what a device said, in order."""
        if self._news.full():
            log.error("%s says more than the hub can take; it is not heard.", device)
        else:
            self._news.put_nowait((device, news))

    async def _pass_on(self) -> None:
        while True:
            device, news = await self._news.get()
            try:
                await self._dispatch.told(HUB, Tell(id=uuid.uuid4().hex, device=device, news=news))
            except Exception:
                log.exception("A bug: what %s said could not be taken.", device)

    def _give(self, job: Job | Revoke) -> None:
        if isinstance(job, Revoke):
            for each in self._runners.values():
                each.revoke(job.id)
        elif job.device in self._runners:
            self._runners[job.device].give(job)
