"""How many requests are taken: a crowd is told to come again, and who shows a token is served meanwhile."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
from msgspec.structs import replace

from config.schema import Limits
from devices.hub.tally import Tally
from devices.web.app import make_app
from devices.web.rates import BURST_S, Rates
from tests.devices.web.halls import GOOD, PaperHall, clock

FEW = Limits(requests_per_s=1, requests_total_per_s=2, token_requests_per_s=1, requests_at_once=4)
ALL_AT_ONCE = BURST_S
WRONG = "no-such-token"


class Gate:
    """A hall's application with measures before it, and a clock that the test turns."""

    def __init__(self, limits: Limits = FEW) -> None:
        self.hall = PaperHall()
        self.tally = Tally()
        self.now = 0.0
        self.strikes: list[str] = []
        self.rates = Rates(
            make_app(self.hall, clock=clock),
            self.hall,
            limits,
            self.tally,
            strike=self.strikes.append,
            clock=lambda: self.now,
        )

    async def asks(self, path: str = "/now", host: str = "192.168.1.20", token: str = "") -> httpx.Response:
        transport = httpx.ASGITransport(self.rates, client=(host, 50_000))  # type: ignore[arg-type]
        async with httpx.AsyncClient(transport=transport, base_url="http://hall") as client:
            headers = {"Authorization": f"Bearer {token}"} if token else {}
            return await client.get(path, headers=headers)

    async def busy_with(self, requests: int) -> None:
        """Wait until so many requests are under way."""
        while self.rates.under_way < requests:  # noqa: ASYNC110 - nothing tells
            await asyncio.sleep(0)


async def test_a_reader_who_asks_too_often_is_told_when_to_come_again() -> None:
    gate = Gate()

    answers = [await gate.asks() for _ in range(ALL_AT_ONCE + 1)]

    assert [answer.status_code for answer in answers] == [200] * ALL_AT_ONCE + [429]
    refused = answers[-1]
    assert refused.json()["code"] == "too_many"
    assert refused.json().keys() == {"code", "zh", "en"}
    assert refused.headers["retry-after"] == "1"
    assert refused.headers["connection"] == "close"
    assert refused.headers["x-content-type-options"] == "nosniff"
    assert gate.tally.refused_requests == 1
    gate.now = 1
    assert (await gate.asks()).status_code == 200


async def test_many_readers_together_leave_time_for_the_hall() -> None:
    gate = Gate()

    codes = [(await gate.asks(host=f"10.0.0.{n}")).status_code for n in range(2 * ALL_AT_ONCE + 3)]

    assert codes == [200] * 2 * ALL_AT_ONCE + [429] * 3
    assert (await gate.asks(token=GOOD)).status_code == 200
    assert (await gate.asks("/health", host="127.0.0.1")).status_code == 200


async def test_each_token_has_its_own_measure_wherever_it_comes_from() -> None:
    gate = Gate()

    codes = [(await gate.asks(host=f"10.0.0.{n}", token=GOOD)).status_code for n in range(ALL_AT_ONCE + 1)]

    assert codes == [200] * ALL_AT_ONCE + [429]
    assert (await gate.asks(host="10.0.0.1")).status_code == 200


async def test_a_wrong_token_is_held_against_its_address_and_saves_nothing() -> None:
    gate = Gate()

    codes = [(await gate.asks("/api/v1/hall", token=WRONG)).status_code for _ in range(ALL_AT_ONCE + 1)]

    assert codes == [401] * ALL_AT_ONCE + [429]
    assert gate.strikes == ["192.168.1.20"] * (ALL_AT_ONCE + 1)


async def test_requests_under_way_are_few_and_half_of_them_are_kept_for_tokens() -> None:
    gate = Gate(replace(FEW, requests_per_s=100, requests_total_per_s=100, token_requests_per_s=100))
    go_on = asyncio.Event()
    rows = gate.hall.rows

    async def slow() -> Any:
        await go_on.wait()
        return rows

    gate.hall.dashboard = slow  # type: ignore[method-assign]
    waiting = [asyncio.create_task(gate.asks()) for _ in range(2)]
    await gate.busy_with(2)

    stranger = await gate.asks()
    assert (stranger.status_code, stranger.json()["code"]) == (503, "busy")
    assert stranger.headers["retry-after"] == "1"
    waiting += [asyncio.create_task(gate.asks("/api/v1/hall", token=GOOD)) for _ in range(2)]
    await gate.busy_with(4)
    assert (await gate.asks("/api/v1/hall", token=GOOD)).status_code == 503

    go_on.set()
    assert [(await answer).status_code for answer in waiting] == [200] * 4
    assert gate.rates.under_way == 0
    assert (await gate.asks()).status_code == 200


async def test_a_program_reads_of_429_in_the_description() -> None:
    gate = Gate(Limits())

    described = (await gate.asks("/schema/openapi.json")).json()

    for path, method in (("/api/v1/hall", "get"), ("/api/v1/commands", "post")):
        assert "429" in described["paths"][path][method]["responses"]
