"""The web application: API, page, health, metrics and whatever else listens on the hub's port.

Every answer carries the same strict headers, every error the same shape; nothing on any page comes from
another machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from importlib.metadata import version

from litestar import Litestar
from litestar.exceptions import HTTPException
from litestar.types import ControllerRouterHandler, Message, Scope

from devices.web import api, health, metrics, page, problem
from devices.web.hall import Hall
from devices.web.openapi import description
from devices.web.public import Clock

MAX_BODY_BYTES = 64 * 1024

SECURITY_HEADERS = (
    (
        b"content-security-policy",
        b"default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    ),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
)
NO_STORE = (b"cache-control", b"no-store")
STRICT_TRANSPORT = (b"strict-transport-security", b"max-age=31536000")
"""Over TLS only: a browser that saw the hub so never falls back to a plain line."""


async def _add_headers(message: Message, scope: Scope) -> None:
    if message["type"] != "http.response.start":
        return
    said = list(message.get("headers", []))
    there = {name.lower() for name, _ in said}
    # A page may be stricter than these, as those of the admins are.
    headers = [*said, *((name, value) for name, value in SECURITY_HEADERS if name not in there)]
    if scope["scheme"] in ("https", "wss"):
        headers.append(STRICT_TRANSPORT)
    if not any(name.lower() == b"cache-control" for name, _ in headers):
        headers.append(NO_STORE)
    message["headers"] = headers


def make_app(
    hall: Hall,
    *,
    routes: Sequence[ControllerRouterHandler] = (),
    clock: Clock = datetime.now,
) -> Litestar:
    """The application over a hall.

    Args:
        hall: the hub as the web sees it.
        routes: other handlers of the same port, such as the link's.
        clock: gives the time that is shown as now.
    """
    return Litestar(
        route_handlers=[
            *api.routes(hall, clock),
            health.route(hall),
            metrics.route(hall),
            *page.routes(hall, clock),
            page.static_files(),
            *routes,
        ],
        exception_handlers={
            problem.Refusal: problem.on_refusal,
            HTTPException: problem.on_http,
            RecursionError: problem.on_recursion,
            UnicodeDecodeError: problem.on_no_text,
            TimeoutError: problem.on_timeout,
            Exception: problem.on_bug,
        },
        before_send=[_add_headers],
        openapi_config=description(version("hall")),
        request_max_body_size=MAX_BODY_BYTES,
        # Logging belongs to the process, not to the web; and errors never show their insides.
        logging_config=None,
        debug=False,
    )
