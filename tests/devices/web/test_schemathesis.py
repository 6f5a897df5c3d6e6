"""The served description against a running hub: whatever is sent, the answer is one that is described."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from schemathesis import Case as AnyCase
from schemathesis import GenerationMode, checks
from schemathesis.core.result import Ok
from schemathesis.schemas import APIOperation, BaseSchema
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)

from devices.hub.tokens import Scope, Tokens
from devices.link.words import Role
from tests.devices.web.halls import browser, real_hall

Case = AnyCase[Any]
Operation = APIOperation[Any, Any, Any, Any]

FEW = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
CHECKS = [
    checks.not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    negative_data_rejection,
]


class RunningHall:
    """A real hub in an event loop of its own, asked from outside of it."""

    def __init__(self, folder: Path) -> None:
        self._runner = asyncio.Runner()
        self._open = AsyncExitStack()
        self.tokens: Tokens
        self.schema: BaseSchema
        self._runner.run(self._start(folder))

    async def _start(self, folder: Path) -> None:
        app, self.tokens = await self._open.enter_async_context(real_hall(folder))
        self._client = await self._open.enter_async_context(browser(app, host="192.168.1.20"))
        described = await self._client.get("/schema")
        self.schema = schemathesis.openapi.from_dict(json.loads(described.text))

    def send(self, case: Case, token: str) -> httpx.Response:
        """Send a generated request and hold the answer to the description."""
        given_by = case.as_transport_kwargs(base_url="http://hall")
        headers = {**given_by["headers"], "Authorization": f"Bearer {token}"}
        answer = self._runner.run(self._request(given_by, headers))
        case.validate_response(answer, checks=CHECKS)
        return answer

    async def _request(self, given_by: dict[str, Any], headers: dict[str, str]) -> httpx.Response:
        body = given_by.get("data")
        return await self._client.request(
            given_by["method"],
            given_by["url"],
            params=given_by.get("params"),
            headers=[(name.encode(), value.encode("utf-8")) for name, value in headers.items()],
            json=given_by.get("json"),
            content=body,
        )

    def close(self) -> None:
        self._runner.run(self._open.aclose())
        self._runner.close()


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[RunningHall]:
    running = RunningHall(tmp_path)
    yield running
    running.close()


READS = [("/api/v1/hall", "GET"), ("/api/v1/tickets/{ticket_id}", "GET")]
OPERATIONS = [*READS, ("/api/v1/commands", "POST")]
WITH_INPUT = OPERATIONS[1:]


def test_no_described_operation_is_forgotten(hall: RunningHall) -> None:
    described = {(found.path, found.method.upper()) for found in _operations(hall)}

    assert described == set(OPERATIONS)
    assert all(found.definition.raw["security"] for found in _operations(hall))


def _operations(hall: RunningHall) -> list[Operation]:
    return [found.ok() for found in hall.schema.get_all_operations() if isinstance(found, Ok)]


@pytest.mark.parametrize(
    ("path", "method", "mode"),
    [
        *((path, method, GenerationMode.POSITIVE) for path, method in OPERATIONS),
        *((path, method, GenerationMode.NEGATIVE) for path, method in WITH_INPUT),
    ],
)
def test_every_answer_is_as_described(
    hall: RunningHall, path: str, method: str, mode: GenerationMode
) -> None:
    token = hall.tokens.make(Role.DESK, "kiosk-1")
    seen: set[int] = set()

    @FEW
    @given(case=hall.schema[path][method].as_strategy(generation_mode=mode))
    def ask(case: Case) -> None:
        seen.add(hall.send(case, token).status_code)

    ask()
    assert seen
    assert max(seen) < 500


@pytest.mark.parametrize("role", [Role.INTEGRATION, Role.LEADER, Role.ADMIN, Role.KIOSK, Role.PAD])
def test_every_role_is_answered_as_described(hall: RunningHall, role: Role) -> None:
    token = hall.tokens.make(role, "window-1" if role is Role.PAD else "kiosk-1")
    seen: set[int] = set()

    @settings(FEW, max_examples=30)
    @given(case=hall.schema["/api/v1/commands"]["POST"].as_strategy(generation_mode=GenerationMode.POSITIVE))
    def ask(case: Case) -> None:
        seen.add(hall.send(case, token).status_code)

    ask()
    assert 403 in seen
    assert max(seen) < 500


@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_nobody_is_let_in_without_a_token_or_with_one_for_something_else(
    hall: RunningHall, path: str, method: str
) -> None:
    gauges = hall.tokens.make(Role.DESK, "kiosk-1", scopes=[Scope.GAUGES])
    revoked = hall.tokens.make(Role.DESK, "kiosk-1", name="revoked")
    hall.tokens.revoke(next(row.id for row in hall.tokens.all() if row.name == "revoked"))
    refused = {"": 401, "nobody's": 401, revoked: 401, gauges: 403}

    @settings(FEW, max_examples=15)
    @given(
        case=hall.schema[path][method].as_strategy(generation_mode=GenerationMode.POSITIVE),
        token=st.sampled_from(sorted(refused)),
    )
    def ask(case: Case, token: str) -> None:
        assert hall.send(case, token).status_code == refused[token]

    ask()


def test_a_ticket_that_was_taken_is_read_as_described_and_taken_once(hall: RunningHall) -> None:
    token = hall.tokens.make(Role.KIOSK, "kiosk-1")
    taking = hall.schema["/api/v1/commands"]["POST"]
    reading = hall.schema["/api/v1/tickets/{ticket_id}"]["GET"]

    @settings(FEW, max_examples=15)
    @given(case=taking.as_strategy(generation_mode=GenerationMode.POSITIVE), english=st.booleans())
    def take_and_read(case: Case, english: bool) -> None:
        case.body = {
            "do": "take_ticket",
            "item": "birth",
            "paper": False,
            "language": "en" if english else "zh",
        }
        taken = hall.send(case, token)
        assume(taken.status_code == 200)  # The key of another command is refused, as it should be.
        assert hall.send(case, token).json() == taken.json()
        asked = reading.Case(path_parameters={"ticket_id": taken.json()["result"]["ticket"]})
        read = hall.send(asked, token)
        assert read.status_code == 200
        assert read.json()["number"] == taken.json()["result"]["number"]

    take_and_read()


def test_whole_commands_reach_the_rules_and_come_back_described(hall: RunningHall) -> None:
    token = hall.tokens.make(Role.CLERK, "window-1")
    seen: set[int] = set()

    @FEW
    @given(
        case=hall.schema["/api/v1/commands"]["POST"].as_strategy(generation_mode=GenerationMode.POSITIVE),
        verb=st.sampled_from(["call_next", "open_window", "close_window", "recall", "start", "hold"]),
    )
    def ask(case: Case, verb: str) -> None:
        case.body = {"do": verb}
        seen.add(hall.send(case, token).status_code)

    ask()
    assert 409 in seen
    assert max(seen) < 500
