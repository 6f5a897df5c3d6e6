"""Who comes in at which address: every route, everybody who may knock, and every role with every command."""

from __future__ import annotations

import uuid
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import msgspec
import pytest
from litestar.routes import HTTPRoute

from devices.hub.people import MAY
from devices.hub.tokens import Scope
from devices.link.words import Role
from tests.devices.hub.test_people import SAID
from tests.devices.web.halls import browser, real_hall
from tests.devices.web.staff.offices import Browser, opened_office

NOBODY, NEAR, ADMIN = "nobody", "this machine", "admin"
FAR = "192.168.1.20"
EVERYBODY = frozenset({NOBODY, NEAR, ADMIN, *Scope})
ADMINS = frozenset({ADMIN})

DOORS: dict[tuple[str, str], frozenset[str]] = {
    ("GET", "/"): EVERYBODY,
    ("GET", "/now"): EVERYBODY,
    ("GET", "/static/{file_path:path}"): EVERYBODY,
    ("GET", "/schema"): EVERYBODY,
    ("GET", "/schema/openapi.json"): EVERYBODY,
    ("GET", "/schema/openapi.yml"): EVERYBODY,
    ("GET", "/schema/openapi.yaml"): EVERYBODY,
    ("GET", "/schema/{path:str}"): EVERYBODY,
    ("GET", "/api/v1/hall"): frozenset({Scope.HALL}),
    ("GET", "/api/v1/tickets/{ticket_id:str}"): frozenset({Scope.TICKETS}),
    ("POST", "/api/v1/commands"): frozenset({Scope.COMMANDS}),
    ("GET", "/health"): frozenset({NEAR, ADMIN, Scope.GAUGES}),
    ("GET", "/metrics"): frozenset({NEAR, ADMIN, Scope.GAUGES}),
    # Whoever is to sign in cannot have done so before.
    ("GET", "/staff/sign-in"): EVERYBODY,
    ("POST", "/staff/sign-in"): frozenset(),
    ("POST", "/staff/sign-out"): frozenset(),
}
"""Who is let in; a form is none of anybody's who only knocks, for it needs the word of its page."""


def who(method: str, path: str) -> frozenset[str]:
    """Who is let in at a route; behind ``/staff`` are the admins' pages, whatever they are called."""
    if (method, path) in DOORS:
        return DOORS[method, path]
    assert path.startswith("/staff"), f"{method} {path} is a new door: who may come in?"
    return ADMINS if method == "GET" else frozenset()


def routes(page: Browser) -> list[tuple[str, str]]:
    found = [
        (method, route.path)
        for route in page.premises.app.routes
        if isinstance(route, HTTPRoute)
        for method in route.methods - {"OPTIONS", "HEAD"}
    ]
    return sorted(found)


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Browser]:
    async with opened_office(tmp_path) as page:
        assert (await page.signs_in()).status_code == 303
        yield page


def knocker(office: Browser, visitor: str) -> httpx.AsyncClient:
    if visitor == ADMIN:
        return office.http
    token = visitor if visitor in set(Scope) else ""
    return browser(office.premises.app, "127.0.0.1" if visitor == NEAR else FAR, token)


@pytest.mark.parametrize("visitor", sorted(EVERYBODY))
async def test_everybody_comes_in_where_they_may_and_nowhere_else(office: Browser, visitor: str) -> None:
    client = knocker(office, visitor)
    seen = set()
    for method, path in routes(office):
        address = path.replace("{ticket_id:str}", "abcdefgh12345678").replace("{name:str}", "a1b2")
        address = address.replace("{file_path:path}", "page.css").replace("{path:str}", "openapi.json")
        answer = await client.request(method, address)
        # Where nobody is signed in, the pages send everybody to the sign-in.
        shut = answer.status_code in (401, 403) or "/staff/sign-in" in answer.headers.get("location", "")
        assert shut == (visitor not in who(method, path)), (method, path, answer.status_code)
        assert answer.status_code < 500, (method, path)
        seen.add((method, path))
    assert set(DOORS) <= seen
    if client is not office.http:
        await client.aclose()


@pytest.mark.parametrize("role", list(Role))
async def test_a_token_says_the_commands_of_its_role_over_http_and_no_others(
    role: Role, tmp_path: Path
) -> None:
    async with real_hall(tmp_path) as (app, tokens):
        secret = tokens.make(role, "elsewhere")
        async with browser(app, FAR, secret) as client:
            for kind, command in SAID.items():
                answer = await client.post(
                    "/api/v1/commands",
                    content=msgspec.json.encode(command),
                    headers={"Content-Type": "application/json", "Idempotency-Key": uuid.uuid4().hex},
                )
                refused = answer.status_code == 403 and answer.json()["code"] == "not_allowed"
                # A host that is nobody's has no devices: its agent may report of none.
                assert refused == (role not in MAY[kind]), (kind, answer.text)
