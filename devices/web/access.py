"""Who may read or ask what over HTTP: a bearer token makes a principal, loopback may look at the gauges.

The token gives role and place exactly as on the link; nothing in a request can change them.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from ipaddress import ip_address

from litestar.connection import ASGIConnection
from litestar.datastructures import State
from litestar.exceptions import NotAuthorizedException
from litestar.handlers import BaseRouteHandler

from devices.hub.people import Principal
from devices.hub.tokens import Bearer, Scope
from devices.web.hall import Hall
from devices.web.problem import Refusal

Connection = ASGIConnection[BaseRouteHandler, Principal | None, str | None, State]
Guard = Callable[[Connection, BaseRouteHandler], Awaitable[None]]

_SCHEME = "bearer "
MAX_TOKEN = 256


def shown_token(header: str) -> str | None:
    """The token in an ``Authorization`` header, or None when there is none in it."""
    if not header.lower().startswith(_SCHEME) or len(header) > MAX_TOKEN:
        return None
    return header[len(_SCHEME) :].strip()


def bearer_of(hall: Hall, connection: Connection) -> Bearer | None:
    """Who shows a good token, and for what it is good, or None."""
    secret = shown_token(connection.headers.get("authorization", ""))
    return None if secret is None else hall.prove(secret)


def from_loopback(connection: Connection) -> bool:
    """Whether the other end is this computer; a peer without an address (a local socket) is."""
    client = connection.client
    if client is None:
        return True
    try:
        return ip_address(client.host).is_loopback
    except ValueError:
        return False


def token_needed(hall: Hall, scope: Scope) -> Guard:
    """A guard that lets nobody in without a token that is good for this, and remembers whose it is."""

    async def guard(connection: Connection, _: BaseRouteHandler) -> None:
        bearer = bearer_of(hall, connection)
        if bearer is None:
            raise NotAuthorizedException
        if scope not in bearer.scopes:
            raise Refusal("not_in_scope", status=403)
        connection.scope["user"] = bearer.by

    return guard


def near_or_token(hall: Hall) -> Guard:
    """A guard that lets in this computer, and others by token."""

    async def guard(connection: Connection, _: BaseRouteHandler) -> None:
        if from_loopback(connection):
            return
        bearer = bearer_of(hall, connection)
        if bearer is None:
            raise NotAuthorizedException
        if Scope.GAUGES not in bearer.scopes:
            raise Refusal("not_in_scope", status=403)

    return guard
