"""A running hub and whoever speaks to it: programs over the link, others over HTTP.

Whatever is said, the hub answers in its contract or ends that one line, logs no bug, and goes on.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, MutableMapping
from contextlib import (
    AbstractAsyncContextManager,
    AbstractContextManager,
    AsyncExitStack,
    asynccontextmanager,
    contextmanager,
)
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from config.schema import Hours
from devices.hub.hub import Hub
from devices.hub.journal import Journal
from devices.hub.vault import Vault
from devices.link import codec
from devices.link import commands as c
from devices.link.jobs import CardRead, CodeRead
from devices.link.messages import Do, Ping, Pong, Tell
from devices.link.words import Role
from tests.devices.hub.doors import opened, running
from tests.devices.hub.lines import WireLine
from tests.devices.web.halls import real_hall
from tests.devices.web.staff.offices import opened_office
from tests.fuzz.of_link import FROM_CLIENTS
from tests.fuzz.target import Script, Target, Try, piece, played
from tests.halls import small_hall

Say = Callable[[bytes], Awaitable[None]]
PLACES = (
    (Role.KIOSK, "K1"),
    (Role.CLERK, "window-1"),
    (Role.AGENT, "kiosk-1"),
    (Role.DESK, "D1"),
    (Role.SCREEN, "zone-one"),
)
LAST = 4_000_000


class _Bugs(logging.Handler):
    """What the hub itself calls a bug."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        self.found.append(f"{record.getMessage()} {type(error).__name__}: {error}")


@contextmanager
def _in_loop(stage: Callable[[], AbstractAsyncContextManager[Say]]) -> Iterator[Try]:
    """Something that runs in an event loop of its own, spoken to from outside of it."""
    bugs = _Bugs()
    with asyncio.Runner() as runner:
        stack = AsyncExitStack()
        say = runner.run(stack.enter_async_context(stage()))
        logging.getLogger("devices").addHandler(bugs)

        def parse(data: bytes) -> None:
            bugs.found.clear()
            runner.run(_at_once(say, data))
            assert not bugs.found, bugs.found[0]

        try:
            yield parse
        finally:
            logging.getLogger("devices").removeHandler(bugs)
            runner.run(stack.aclose())


async def _at_once(say: Say, data: bytes) -> None:
    async with asyncio.timeout(20):
        await say(data)


def _link(folder: Path) -> AbstractContextManager[Try]:
    @asynccontextmanager
    async def stage() -> AsyncIterator[Say]:
        config = small_hall(
            hours=Hours(days=("mon", "tue", "wed", "thu", "fri", "sat", "sun"), closing="end")
        )
        journal, key = Journal(folder / "journal.db"), folder / "keys" / "vault.key"
        async with (
            running(Hub(config, journal, Vault(folder / "vault.db", key))) as hub,
            opened(hub, folder) as door,
        ):
            who = [door.identity(role, place) for role, place in PLACES]

            async def say(data: bytes) -> None:
                """A line of somebody who is enrolled, or of nobody; a newline between two frames."""
                place, frames = data[:1] or b"\0", data[1:].split(b"\n")
                line = WireLine().open(door.server)
                if place[0] % (len(who) + 1) < len(who):
                    await line.greet(who[place[0] % (len(who) + 1)])
                for frame in frames[:40]:
                    line.raw(frame)
                line.say(Ping(n=LAST))
                while (heard := await line.hears()) is not None and heard != Pong(n=LAST):
                    repr(heard)
                await hub.settle()
                await line.hang_up()

            yield say

    return _in_loop(stage)


def _http(folder: Path) -> AbstractContextManager[Try]:
    @asynccontextmanager
    async def stage() -> AsyncIterator[Say]:
        async with real_hall(folder) as (app, tokens):
            token = tokens.make(Role.DESK, "kiosk-1").encode()

            async def say(data: bytes) -> None:
                script = Script(data)
                status = await _asked(app, script, token)
                assert status < 500, f"answered with {status}"

            yield say

    return _in_loop(stage)


METHODS = ("GET", "POST", "HEAD", "OPTIONS", "PUT", "DELETE")


async def _answered(
    app: Any, method: str, path: bytes, headers: list[tuple[bytes, bytes]], body: bytes
) -> int:
    """The status of an answer to a request that is handed on as uvicorn does."""
    raw, _, query = path.partition(b"?")
    own = [(b"host", b"hall"), (b"content-length", str(len(body)).encode())]
    scope: MutableMapping[str, Any] = {
        "type": "http", "asgi": {"version": "3.0", "spec_version": "2.3"}, "http_version": "1.1",
        "server": ("hall", 80), "client": ("192.168.1.20", 50_000), "scheme": "http", "root_path": "",
        "method": method, "path": unquote(raw.decode("ascii", "replace")) or "/", "raw_path": raw,
        "query_string": query, "headers": [*own, *headers], "state": {},
    }  # fmt: skip
    statuses: list[int] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    await app(scope, receive, send)
    return statuses[0]


async def _asked(app: Any, script: Script, token: bytes) -> int:
    """A request of the API: method, path with query, key, content type, token, body."""
    method, path = METHODS[script.byte() % len(METHODS)], script.piece()
    key, kind, shown, body = script.piece(), script.piece(), script.piece(), script.piece()
    bearer = b"Bearer " + (shown or token)
    headers = [(b"idempotency-key", key), (b"content-type", kind), (b"authorization", bearer)]
    return await _answered(app, method, path, headers, body)


def _staff(folder: Path) -> AbstractContextManager[Try]:
    @asynccontextmanager
    async def stage() -> AsyncIterator[Say]:
        async with opened_office(folder) as browser:
            await browser.signs_in()
            jar = "; ".join(f"{name}={value}" for name, value in browser.http.cookies.items()).encode()
            found = re.search(r'name="csrf" value="([^"]+)"', browser.page)
            csrf = found[1].encode() if found else b""

            async def say(data: bytes) -> None:
                """A page or a form: method, path with query, origin, content type, cookie, body."""
                script = Script(data)
                method, path = METHODS[script.byte() % len(METHODS)], script.piece()
                origin, kind, cookie, body = (script.piece() for _ in range(4))
                headers = [(b"origin", origin), (b"content-type", kind), (b"cookie", cookie or jar)]
                body = body.replace(b"CSRF", csrf)
                status = await _answered(browser.premises.app, method, path, headers, body)
                assert status < 500, f"answered with {status}"

            yield say

    return _in_loop(stage)


def form(
    path: bytes, body: bytes, origin: bytes = b"http://hall", cookie: bytes = b"", method: str = "POST"
) -> bytes:
    """A form of the staff's pages, for seeds."""
    parts = (origin, b"application/x-www-form-urlencoded", cookie, body)
    return played((METHODS.index(method), path)) + b"".join(map(piece, parts))


def request(
    method: str, path: bytes, body: bytes = b"", key: bytes = b"typed-0001", token: bytes = b""
) -> bytes:
    """A request, for seeds."""
    pieces = (key, b"application/json", token, body)
    return played((METHODS.index(method), path)) + b"".join(map(piece, pieces))


def _line(place: int, *frames: bytes) -> bytes:
    return bytes((place,)) + b"\n".join(frames)


FRAMES = tuple(map(codec.encode, FROM_CLIENTS))
CARD = CardRead(
    job="job-1",
    card_type="mainland",
    name="张样例",
    id_number="11010519491231002X",
    born=date(1949, 12, 31),
)
TAKE = codec.encode(Do(id="touch-0009", command=c.TakeTicket(item="a-1", paper=False)))
CALL = codec.encode(Do(id="touch-0010", command=c.CallNext()))
READ = codec.encode(Tell(id="news-0003", device="reader", news=CARD))
SEEN = codec.encode(Tell(id="news-0004", device="scanner", news=CodeRead(job="", data=b"https://h/t/x")))
TARGETS = (
    Target(
        name="hub.session",
        opens=_link,
        seeds=(
            _line(0, TAKE, *FRAMES[5:7]),
            _line(1, CALL, *FRAMES[2:5]),
            _line(2, FRAMES[7], READ, SEEN, FRAMES[8]),
            _line(3, FRAMES[4], FRAMES[3], FRAMES[5]),
            _line(4, FRAMES[2]),
            _line(5, FRAMES[0], FRAMES[1]),
        ),
        reads=("devices.hub.server:LinkServer", "devices.hub.server:Session", "devices.hub.server:Socket",
               "devices.hub.socket:AsgiSocket"),
        examples=60,
    ),
    Target(
        name="web.staff",
        opens=_staff,
        seeds=(
            form(b"/staff", b"", method="GET"),
            form(b"/staff/audit?kind=pin_set&by=%ff&verify", b"", method="GET"),
            form(b"/staff/sign-in", b"number=0901&pin=7391620584&code=123456&lang=en"),
            form(b"/staff/tokens", b"csrf=CSRF&role=desk&place=D1&days=30&name=x&scopes=hall"),
            form(b"/staff/clients", b"csrf=CSRF&role=kiosk&place=K1"),
            form(b"/staff/sign-out", b"csrf=%ED%A0%80&x=1", cookie=b"staff=none"),
        ),
        reads=("devices.web.staff.gate:same_site", "devices.web.staff.render:Pages"),
        examples=60,
    ),
    Target(
        name="web.http",
        opens=_http,
        seeds=(
            request("GET", b"/api/v1/hall"),
            request("GET", b"/api/v1/tickets/abcdefgh12345678?x=%00"),
            request("POST", b"/api/v1/commands", b'{"do":"call_next"}'),
            request("POST", b"/api/v1/commands", b'{"do":"take_ticket","item":"birth","paper":false}'),
            request("GET", b"/schema"),
            request("GET", b"/"),
            request("GET", b"/health"),
            request("GET", b"/metrics"),
            request("GET", b"/api/v1/hall", token=b"none"),
        ),
        reads=("devices.web.access:shown_token",),
        examples=60,
    ),
)  # fmt: skip
