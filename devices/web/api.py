"""The API for other programs: the hall, a ticket, and every command of the wire contract.

A command over HTTP is the same command as over the link: same rights by token, same refusals, and the
``Idempotency-Key`` is its id, so a request that is sent again is answered again and not done again.
"""

from __future__ import annotations

from typing import Annotated

from litestar import get, post
from litestar.exceptions import NotAuthorizedException
from litestar.handlers import HTTPRouteHandler
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import HeaderParameter, JSONBody, PathParameter

from devices.hub.tokens import Scope
from devices.link.commands import AnyCommand
from devices.link.messages import Done, No
from devices.link.rows import TicketRow
from devices.web.access import token_needed
from devices.web.hall import Hall, in_time
from devices.web.openapi import TOKEN
from devices.web.problem import Asking, Problem, Refusal, refusal
from devices.web.public import Clock, HallNow, hall_now

CommandKey = Annotated[
    str,
    HeaderParameter(
        name="Idempotency-Key",
        description="The command's id; said again with the same id it is not done twice.",
        min_length=8,
        max_length=64,
        pattern=r"^[A-Za-z0-9_-]+(?!\n)$",
    ),
]
TicketId = Annotated[str, PathParameter(description="The ticket's id, as its QR code has it.", max_length=64)]


def _problem(description: str) -> ResponseSpec:
    return ResponseSpec(Problem, generate_examples=False, description=description)


_BUSY = _problem("The hub cannot answer now; try again.")
_NO_TOKEN = _problem("No token, or one that does not hold.")
_TOO_MANY = _problem("Too many requests; try again after the seconds of Retry-After.")
_NO_SCOPE = _problem("The token is good, but not for this.")


def routes(hall: Hall, clock: Clock) -> list[HTTPRouteHandler]:
    """The API's routes over a hall."""

    @get(
        "/api/v1/hall",
        operation_id="getHall",
        tags=["hall"],
        guards=[token_needed(hall, Scope.HALL)],
        security=[{TOKEN: []}],
        responses={401: _NO_TOKEN, 403: _NO_SCOPE, 429: _TOO_MANY, 503: _BUSY},
    )
    async def hall_state() -> HallNow:
        """The hall now: queues with forecasts, windows, last calls, devices. Holds no personal data."""
        rows = await in_time(hall.dashboard())
        return hall_now(rows.values(), clock)

    @get(
        "/api/v1/tickets/{ticket_id:str}",
        operation_id="getTicket",
        tags=["hall"],
        guards=[token_needed(hall, Scope.TICKETS)],
        security=[{TOKEN: []}],
        responses={
            400: _problem("The id is longer than any ticket's."),
            401: _NO_TOKEN,
            403: _NO_SCOPE,
            404: _problem("There is no such ticket today."),
            429: _TOO_MANY,
            503: _BUSY,
        },
    )
    async def one_ticket(ticket_id: TicketId) -> TicketRow:
        """One of today's tickets by its id."""
        ticket = await in_time(hall.ticket(ticket_id))
        if ticket is None:
            raise Refusal("unknown_ticket", status=404)
        return ticket

    @post(
        "/api/v1/commands",
        operation_id="doCommand",
        tags=["hall"],
        status_code=200,
        guards=[token_needed(hall, Scope.COMMANDS)],
        security=[{TOKEN: []}],
        responses={
            400: _problem("The body, or the key, is not of the contract."),
            401: _NO_TOKEN,
            403: _problem("The token is not good for commands, or its role may not say this one."),
            409: _problem("The hall refuses; the code says why."),
            413: _problem("The body is larger than 64 KiB."),
            429: _TOO_MANY,
            503: _BUSY,
        },
    )
    async def command(request: Asking, data: JSONBody[AnyCommand], idempotency_key: CommandKey) -> Done:
        """Carry out a command of the wire contract, once."""
        by = request.user
        if by is None:
            raise NotAuthorizedException
        reply = await in_time(hall.do(by, idempotency_key, data))
        if isinstance(reply, No):
            raise refusal(reply)
        return reply

    return [hall_state, one_ticket, command]
