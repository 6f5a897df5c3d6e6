"""The scripted day's hands: they touch screens, put down cards, type on terminals, and keep the album.

Every action is a touch or a key on a live screen, or something a person does to hardware. What should
follow is waited for on the screens; a touch that a finger could not make, or a thing that never shows, fails
the demo.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager

from config.theme.touch_client import Finger
from devices.demo.admin import AdminBrowser
from devices.demo.album import Album, read
from devices.demo.household import DemoFailed, Household
from devices.demo.terminal import Typed
from devices.virtual.hardware import PretendHardware
from devices.virtual.paper import codes

PACE_S = 0.45
"""Nobody touches faster; screens take a second touch that comes sooner for a bouncing finger."""


class Stage:
    """A hall that runs, with everybody's hands."""

    def __init__(
        self,
        household: Household,
        hardware: PretendHardware,
        fingers: dict[str, Finger],
        admin: AdminBrowser,
        say: Callable[[str], None],
    ) -> None:
        """Everything runs already; ``say`` tells the terminal how far it is."""
        self.household = household
        self.premises = household.premises
        self.hardware = hardware
        self._fingers = fingers
        self._admin = admin
        self._say = say
        self._album = Album(self.premises, hardware, fingers)

    # The album ------------------------------------------------------------------------------------

    def chapter(self, title: str) -> None:
        """Begin a chapter."""
        self._album.chapter(title)
        self._say(title)

    async def step(
        self,
        title: str,
        text: str,
        *screens: str,
        typed: Sequence[Typed] = (),
        page: bool = False,
        staff: str = "",
    ) -> None:
        """Keep what these screens show now, a page of the hub, and all that came out since the step before.

        Args:
            title: what happens.
            text: what is to be seen.
            screens: which screens.
            typed: what was typed on a terminal.
            page: whether to keep the hall's page.
            staff: which page of the admin's to keep, as ``/staff``.
        """
        self.household.check()
        html = ""
        if page:
            html = await asyncio.to_thread(read, f"{self.premises.url}/")
        elif staff:
            html = await asyncio.to_thread(self._admin.open, staff)
        step = await self._album.step(title, text, screens, typed, page=html)
        self._say(f"{step.number:4}. {title}")

    # Touching ---------------------------------------------------------------------------------------

    async def tap(self, screen: str, *names: str, pace_s: float = PACE_S) -> None:
        """Touch these, one after the other."""
        for name in names:
            await asyncio.sleep(pace_s)
            await asyncio.to_thread(self._fingers[screen].tap, name)

    async def key(self, screen: str, *keys: str) -> None:
        """Press these keys, one after the other."""
        await asyncio.sleep(PACE_S)
        for key in keys:
            await asyncio.to_thread(self._fingers[screen].key, key)

    async def wait(
        self, screen: str, name: str = "", *, text: str = "", gone: bool = False, timeout_s: float = 10.0
    ) -> None:
        """Wait until an item is to be seen (with this text), or is gone."""
        finger = self._fingers[screen]
        await asyncio.to_thread(lambda: finger.wait(name, text=text, gone=gone, timeout_s=timeout_s))

    async def wait_words(self, screen: str, words: str, timeout_s: float = 10.0) -> None:
        """Wait until a screen says something that contains these words."""
        finger = self._fingers[screen]
        await asyncio.to_thread(lambda: finger.wait(contains=words, timeout_s=timeout_s))

    async def sees(self, screen: str, name: str) -> bool:
        """Whether an item is to be seen right now."""
        return await asyncio.to_thread(self._fingers[screen].sees, name)

    async def text(self, screen: str, name: str) -> str:
        """What an item says."""
        got = await asyncio.to_thread(self._fingers[screen].get, name)
        return str(got["text"])

    async def choose(self, choice: str) -> None:
        """Touch a choice of the kiosk, on whichever of its pages it stands."""
        for _ in range(10):
            if await self.sees("kiosk", choice) or not await self.sees("kiosk", "next"):
                break
            await self.tap("kiosk", "next")
        await self.tap("kiosk", choice)

    async def printed(self) -> str:
        """Wait until the kiosk's printer has said that the ticket is on paper; returns its number."""
        await self.wait("kiosk", "paper-confirmed", timeout_s=20)
        return await self.text("kiosk", "ticket-number")

    @asynccontextmanager
    async def paper_from(self, printer: str) -> AsyncIterator[None]:
        """What is done here brings a paper out of this printer; wait for it.

        Raises:
            DemoFailed: no paper came.
        """
        came = asyncio.Event()
        self.hardware.printers[printer].on_ticket = lambda paper: came.set()
        yield
        try:
            async with asyncio.timeout(15.0):
                await came.wait()
        except TimeoutError:
            raise DemoFailed(f"no paper came out of {printer}") from None

    # At a window --------------------------------------------------------------------------------------

    async def go_on(self, words: str, panel: str = "panel") -> None:
        """Touch a panel's large button once it offers this step."""
        finger = self._fingers[panel]
        await asyncio.sleep(PACE_S)
        await asyncio.to_thread(lambda: finger.tap("main", text=words))

    async def pick(self, number: str, panel: str = "panel") -> None:
        """Touch somebody who waits."""
        await self.tap(panel, f"waiting-{number}")

    async def show_card(self, staff: str, panel: str, reader: str) -> None:
        """Begin to sign in with the card, and wait until the PIN is asked for."""
        await self.go_on("登录工号", panel)
        await self.wait(panel, "card-state")
        self.hardware.readers[reader].put(self.premises.staff[staff].card)
        await self.wait(panel, "pin-dots")

    async def large_call(self, window: int = 1, panel: str = "panel") -> None:
        """Wait until the zone's screen shows a panel's call large: every call before it has its seconds."""
        number = await self.text(panel, "number")
        await self.wait("zone", "large-window", text=f"{window} 号窗口", timeout_s=40)
        await self.wait("zone", "large-number", text=number, timeout_s=40)

    def newest_code(self, printer: str) -> bytes:
        """What the QR code says on the newest paper of a printer."""
        return codes(self.hardware.printers[printer].tickets[-1])[-1]
