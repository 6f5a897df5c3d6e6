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
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import Case as AnyCase
from schemathesis import GenerationMode, checks
from schemathesis.schemas import BaseSchema
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)

from devices.hub.tokens import Tokens
from devices.link.words import Role
from tests.devices.web.halls import browser, real_hall

Case = AnyCase[Any]

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


@pytest.mark.parametrize(
    ("path", "method", "mode"),
    [
        ("/api/v1/hall", "GET", GenerationMode.POSITIVE),
        ("/api/v1/tickets/{ticket_id}", "GET", GenerationMode.POSITIVE),
        ("/api/v1/commands", "POST", GenerationMode.POSITIVE),
        ("/api/v1/commands", "POST", GenerationMode.NEGATIVE),
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
