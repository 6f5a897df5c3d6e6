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
from devices.web.hall import Hall

Connection = ASGIConnection[BaseRouteHandler, Principal | None, str | None, State]
Guard = Callable[[Connection, BaseRouteHandler], Awaitable[None]]

_SCHEME = "bearer "
MAX_TOKEN = 256


def principal_of(hall: Hall, connection: Connection) -> Principal | None:
    """Who shows a good token, or None."""
    shown = connection.headers.get("authorization", "")
    if not shown.lower().startswith(_SCHEME) or len(shown) > MAX_TOKEN:
        return None
    return hall.prove(shown[len(_SCHEME) :].strip())


def from_loopback(connection: Connection) -> bool:
    """Whether the other end is this computer; a peer without an address (a local socket) is."""
    client = connection.client
    if client is None:
        return True
    try:
        return ip_address(client.host).is_loopback
    except ValueError:
        return False


def token_needed(hall: Hall) -> Guard:
    """A guard that lets nobody in without a good token, and remembers whose it is."""

    async def guard(connection: Connection, _: BaseRouteHandler) -> None:
        by = principal_of(hall, connection)
        if by is None:
            raise NotAuthorizedException
        connection.scope["user"] = by

    return guard


def near_or_token(hall: Hall) -> Guard:
    """A guard that lets in this computer, and others by token."""

    async def guard(connection: Connection, _: BaseRouteHandler) -> None:
        if not from_loopback(connection) and principal_of(hall, connection) is None:
            raise NotAuthorizedException

    return guard
