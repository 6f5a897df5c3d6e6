"""The web in front of a real hub: journal, tokens, rules and all."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

import devices.web.hall
from devices.link.words import Role
from tests.devices.web.halls import browser, real_hall

COMMANDS = "/api/v1/commands"
TAKE = {"do": "take_ticket", "item": "birth", "paper": False}


async def test_a_request_sent_again_is_answered_again_and_not_done_again(tmp_path: Path) -> None:
    async with (
        real_hall(tmp_path) as (app, tokens),
        browser(app, token=tokens.make(Role.KIOSK, "kiosk-1")) as kiosk,
    ):
        first, again = [
            await kiosk.post(COMMANDS, headers={"Idempotency-Key": "take-0001"}, json=TAKE) for _ in range(2)
        ]
        other = await kiosk.post(
            COMMANDS, headers={"Idempotency-Key": "take-0001"}, json={**TAKE, "language": "en"}
        )
        hall = (await kiosk.get("/api/v1/hall")).json()
        ticket = (await kiosk.get(f"/api/v1/tickets/{first.json()['result']['ticket']}")).json()

    assert first.json() == again.json()
    assert other.status_code == 409
    assert other.json()["code"] == "command_id_used"
    assert hall["hall"]["waiting"] == 1
    assert (ticket["number"], ticket["state"]) == ("A001", "waiting")


async def test_a_token_may_say_what_its_role_may_and_no_more(tmp_path: Path) -> None:
    async with real_hall(tmp_path) as (app, tokens):
        kiosk = tokens.make(Role.KIOSK, "kiosk-1")
        async with browser(app, token=kiosk) as client:
            calls = await client.post(
                COMMANDS, headers={"Idempotency-Key": "call-0001"}, json={"do": "call_next"}
            )
            knows = await client.post(
                COMMANDS,
                headers={"Idempotency-Key": "know-0001"},
                json={"do": "identify_person", "person": "p", "visitor_class": "priority"},
            )
            tokens.revoke(tokens.all()[0].id)
            later = await client.post(COMMANDS, headers={"Idempotency-Key": "take-0001"}, json=TAKE)

    assert (calls.status_code, calls.json()["code"]) == (403, "not_allowed")
    assert (knows.status_code, knows.json()["code"]) == (403, "not_allowed")
    assert later.status_code == 401


async def test_page_health_and_metrics_show_what_the_hub_has_done(tmp_path: Path) -> None:
    async with (
        real_hall(tmp_path) as (app, tokens),
        browser(app, token=tokens.make(Role.KIOSK, "kiosk-1")) as kiosk,
    ):
        await kiosk.post(COMMANDS, headers={"Idempotency-Key": "take-0001"}, json=TAKE)
        health = (await kiosk.get("/health")).json()
        metrics = (await kiosk.get("/metrics")).text
        page = (await kiosk.get("/")).text

    assert health["state"] == "ok"
    assert health["events"] >= 1
    assert 'hall_commands_total{command="take_ticket",outcome="done"} 1.0' in metrics
    assert 'hall_tickets_waiting{queue="a"} 1.0' in metrics
    assert "测试大厅" in page
    assert "1 人等候" in page


async def test_a_hub_that_never_answers_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(devices.web.hall, "ANSWER_S", 0.01)
    never: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    with pytest.raises(TimeoutError):
        await devices.web.hall.in_time(never)
