"""What the admins' pages stand on: the hall's registers, asked in threads of their own, and the audit log.

A code or a PIN takes Argon2id a tenth of a second, and the hall does not wait for it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from typing import ParamSpec, TypeVar

from config.schema import HallConfig
from devices.hub.audit import Audit
from devices.hub.audit_kinds import Kind
from devices.hub.clients import Clients
from devices.hub.staff_register import StaffRegister
from devices.hub.tokens import Tokens
from devices.link.words import Role

P = ParamSpec("P")
T = TypeVar("T")

AT_ONCE = 2
"""Questions to the registers at once; others wait."""
BY = "admin"
"""How the audit log names whoever does something on these pages."""


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Office:
    """The registers behind the pages."""

    def __init__(
        self,
        config: HallConfig,
        staff: StaffRegister,
        clients: Clients,
        tokens: Tokens,
        audit: Audit,
        now: Callable[[], datetime] = _utc_now,
    ) -> None:
        """Stand on these, which somebody else opened and closes; ``now`` tells the time."""
        self.now = now
        self.config = config
        self.staff = staff
        self.clients = clients
        self.tokens = tokens
        self.audit = audit
        self._threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="office")

    async def asked(self, ask: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Ask a register something, in a thread."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, partial(ask, *args, **kwargs))

    def note(self, kind: Kind, staff: str, about: str = "", outcome: str = "done", why: str = "") -> None:
        """Note what an admin did."""
        self.audit.note(kind, by=BY, staff=staff, about=about, outcome=outcome, why=why)

    def places(self) -> dict[Role, tuple[str, ...]]:
        """The places of every role that has any; whoever has none belongs to the whole hall."""
        config = self.config
        windows = tuple(f"window-{window.number}" for window in config.windows)
        zones = tuple(f"zone-{zone.id}" for zone in config.zones)
        hosts = sorted({device.host for device in config.devices} - {"hub"})
        return {
            Role.KIOSK: tuple(kiosk.id for kiosk in config.kiosks),
            Role.CLERK: windows,
            Role.PAD: windows,
            Role.SCREEN: (*zones, *windows),
            Role.AGENT: tuple(hosts),
            Role.DESK: tuple(desk.id for desk in config.desks) or ("desk-1",),
        }

    def close(self) -> None:
        """Wait for what is being asked."""
        self._threads.shutdown()
