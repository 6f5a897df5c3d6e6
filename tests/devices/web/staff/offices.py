"""An office with real registers, an admin with a phone, and a browser for them."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager, closing
from dataclasses import dataclass, field
from pathlib import Path

import httpx
from litestar import Litestar

from config.schema import Clerk, HallConfig
from devices.hub import totp
from devices.hub.audit import Audit, found
from devices.hub.audit_file import Wanted
from devices.hub.clients import Clients
from devices.hub.tokens import Tokens
from devices.web.app import make_app
from devices.web.staff.app import staff_pages
from devices.web.staff.office import Office
from tests.devices.hub.clocks import Clock
from tests.devices.hub.registers import opened
from tests.devices.web.halls import PaperHall
from tests.halls import small_hall

ADMIN, PIN = "0901", "7391620584"
SECRET = bytes(range(20))
HERE = "http://hall"


@dataclass
class Premises:
    """The hall of these tests."""

    app: Litestar
    office: Office
    clock: Clock
    folder: Path
    admins: list[str]

    def code(self) -> str:
        """What the phone shows, a new one every time."""
        self.clock.turn(seconds=totp.STEP_S)
        return totp.code_at(SECRET, int(self.clock.now.timestamp()) // totp.STEP_S)

    def noted(self) -> list[tuple[str, str, str]]:
        """What was noted: what, staff number, outcome."""
        self.office.audit.close()
        return [
            (each.note.kind.value, each.note.staff, each.note.outcome)
            for each in found(self.folder / "audit.db", Wanted())
        ]


@dataclass
class Browser:
    """A browser at the pages; it says where a form comes from, as every browser does."""

    premises: Premises
    http: httpx.AsyncClient
    origin: str = HERE
    site: str = "same-origin"
    page: str = field(default="", repr=False)

    async def opens(self, path: str) -> int:
        answer = await self.http.get(path)
        self.page = answer.text
        return answer.status_code

    async def sends(self, path: str, **fields: str) -> httpx.Response:
        headers = {"Origin": self.origin, "Sec-Fetch-Site": self.site}
        answer = await self.http.post(path, data=fields, headers={k: v for k, v in headers.items() if v})
        self.page = answer.text
        return answer

    async def does(self, path: str, **fields: str) -> int:
        """Send a form of the page that is open, with its word."""
        found = re.search(r'name="csrf" value="([^"]+)"', self.page)
        assert found is not None, "no form on this page"
        return (await self.sends(path, csrf=found[1], **fields)).status_code

    async def signs_in(self, pin: str = PIN, code: str = "", **more: str) -> httpx.Response:
        code = code or self.premises.code()
        answer = await self.sends("/staff/sign-in", number=ADMIN, pin=pin, code=code, **more)
        if answer.status_code == 303:
            assert await self.opens("/staff") == 200
        return answer


def office_hall() -> HallConfig:
    """A small hall with an admin."""
    return small_hall(clerks=(Clerk(number=ADMIN, name="陈管理", role="admin"),))


@asynccontextmanager
async def opened_office(folder: Path, base: str = HERE) -> AsyncIterator[Browser]:
    """The pages over real registers, with an admin who has PIN and phone."""
    clock = Clock()
    config = office_hall()
    with ExitStack() as stack:
        admins = [ADMIN]
        staff = opened(folder / "staff.db", clock, admins=admins)
        stack.callback(staff.close)
        clients = stack.enter_context(closing(Clients(folder / "clients.db", lambda: clock.now)))
        tokens = stack.enter_context(closing(Tokens(folder / "tokens.db", lambda: clock.now)))
        audit = stack.enter_context(closing(Audit(folder / "audit.db", clock=lambda: clock.now)))
        office = stack.enter_context(
            closing(Office(config, staff, clients, tokens, audit, lambda: clock.now))
        )
        staff.set_pin(ADMIN, PIN, "technician")
        staff.set_totp(
            ADMIN,
            SECRET,
            totp.code_at(SECRET, int(clock.now.timestamp()) // totp.STEP_S),
            "technician",
        )
        app = make_app(PaperHall(), routes=[staff_pages(office)])
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)  # type: ignore[arg-type]
        async with httpx.AsyncClient(transport=transport, base_url=base) as http:
            yield Browser(Premises(app, office, clock, folder, admins), http, origin=base)
