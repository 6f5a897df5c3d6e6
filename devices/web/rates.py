"""How many requests are taken from whom: stands before the whole application, so that a refusal costs little.

Who shows a good token has a measure of their own; all others share one by address, and one for everybody
from outside together, so that no crowd of readers takes the hub's time from the hall.
"""

from __future__ import annotations

from collections.abc import Callable
from ipaddress import ip_address
from time import monotonic

import msgspec
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Receive, Scope, Send

from config.schema import Limits
from devices.hub.limits import Measure, Measures, source
from devices.hub.tally import Tally
from devices.web.access import shown_token
from devices.web.app import NO_STORE, SECURITY_HEADERS
from devices.web.hall import Hall
from devices.web.problem import RETRY_AFTER_S, of_status

BURST_S = 4
"""A measure holds so many seconds' worth: a page asks for several files at once."""


class Rates:
    """An application that takes only so many requests.

    Attributes:
        under_way: requests that are being answered now.
    """

    def __init__(
        self,
        app: ASGIApp,
        hall: Hall,
        limits: Limits,
        tally: Tally,
        *,
        strike: Callable[[str], None] = lambda address: None,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        """Stand before an application.

        Args:
            app: answers what is let through.
            hall: knows the tokens.
            limits: the hall's settings.
            tally: counts what is refused.
            strike: told the address from which a wrong token came.
            clock: monotonic seconds.
        """
        self._app = app
        self._hall = hall
        self._tally = tally
        self._strike = strike
        self._clock = clock
        self._tokens = Measures[str](limits.token_requests_per_s, limits.token_requests_per_s * BURST_S)
        self._addresses = Measures[str](limits.requests_per_s, limits.requests_per_s * BURST_S)
        total = limits.requests_total_per_s
        self._all = Measure(total, total * BURST_S, clock())
        self._most = limits.requests_at_once
        self.under_way = 0
        self._strangers = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it; WebSockets are counted by the link."""
        if scope["type"] != ScopeType.HTTP:
            await self._app(scope, receive, send)
            return
        token = self._token(scope)
        strange = token is None
        if not self._in_measure(scope, token):
            await self._refuse(429, send)
        elif self.under_way >= self._most or (strange and self._strangers >= self._most // 2):
            await self._refuse(503, send)
        else:
            self.under_way += 1
            self._strangers += strange
            try:
                await self._app(scope, receive, send)
            finally:
                self.under_way -= 1
                self._strangers -= strange

    def _token(self, scope: Scope) -> str | None:
        """The id of the good token that is shown, or None."""
        shown = next((value for name, value in scope["headers"] if name.lower() == b"authorization"), None)
        secret = shown_token(shown.decode("latin-1")) if shown is not None else None
        if secret is None:
            return None
        bearer = self._hall.prove(secret)
        if bearer is None:
            self._strike(_address(scope))
            return None
        return bearer.by.credential or bearer.by.name

    def _in_measure(self, scope: Scope, token: str | None) -> bool:
        now = self._clock()
        if token is not None:
            return self._tokens.take(token, now)
        address = _address(scope)
        if not self._addresses.take(address, now):
            return False
        return _is_loopback(address) or self._all.take(now)

    async def _refuse(self, status: int, send: Send) -> None:
        self._tally.refused_requests += 1
        body = msgspec.json.encode(of_status(status))
        headers = [
            (b"content-type", b"application/json"),
            (b"content-length", str(len(body)).encode()),
            (b"retry-after", RETRY_AFTER_S.encode()),
            # Whoever goes on needs a new line, which the door counts.
            (b"connection", b"close"),
            NO_STORE,
            *SECURITY_HEADERS,
        ]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body, "more_body": False})


def _address(scope: Scope) -> str:
    client = scope["client"]
    return source(client[0]) if client else "local"


def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return address == "local"
