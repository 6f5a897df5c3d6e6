from __future__ import annotations

from collections.abc import AsyncIterator, Callable

import httpx
import pytest

from devices.hub.tokens import Scope
from devices.link.commands import BookAppointment, Recall, TakeTicket
from devices.link.messages import Done, No, TicketResult
from devices.link.refusals import REFUSALS
from devices.web.app import make_app
from tests.devices.web.halls import GOOD, KIOSK, PaperHall, browser, clock

KEY = {"Idempotency-Key": "command-0001"}
COMMANDS = "/api/v1/commands"


@pytest.fixture
def hall() -> PaperHall:
    return PaperHall()


@pytest.fixture
async def anybody(hall: PaperHall) -> AsyncIterator[httpx.AsyncClient]:
    async with browser(make_app(hall, clock=clock), host="192.168.1.20") as client:
        yield client


@pytest.fixture
async def kiosk(hall: PaperHall) -> AsyncIterator[httpx.AsyncClient]:
    async with browser(make_app(hall, clock=clock), host="192.168.1.20", token=GOOD) as client:
        yield client


def no(code: str) -> No:
    return No(id="command-0001", code=code, zh=REFUSALS[code].zh, en=REFUSALS[code].en)


@pytest.mark.parametrize("path", ["/api/v1/hall", "/api/v1/tickets/abcdefgh12345678"])
async def test_nobody_asks_the_api_without_a_token(anybody: httpx.AsyncClient, path: str) -> None:
    answer = await anybody.get(path)

    assert answer.status_code == 401
    assert answer.json()["code"] == "no_token"


async def test_the_hall_now_is_the_same_for_the_page_and_for_programs(
    anybody: httpx.AsyncClient, kiosk: httpx.AsyncClient
) -> None:
    answer = await kiosk.get("/api/v1/hall")
    assert (await anybody.get("/now")).json() == answer.json()

    seen = answer.json()
    assert answer.status_code == 200
    assert seen["at"] == "2026-03-02T10:26:05+08:00"
    assert seen["hall"]["waiting"] == 7
    assert [queue["wait"] for queue in seen["queues"]] == [{"low": 10, "high": 20}, {"low": 0, "high": 0}]
    assert [call["number"] for call in seen["calls"]] == ["A012", "A011"]
    assert seen["windows"][0]["shown"] == "A012"
    assert seen["missed"] == ["A009"]


async def test_the_hall_gives_away_no_ticket_id_and_no_clerk(anybody: httpx.AsyncClient) -> None:
    for page in ("/now", "/"):
        text = (await anybody.get(page)).text

        assert "secret-ticket" not in text
        assert "G1001" not in text
        assert "王" not in text


async def test_who_knows_the_id_sees_the_ticket(kiosk: httpx.AsyncClient) -> None:
    answer = await kiosk.get("/api/v1/tickets/abcdefgh12345678")

    assert answer.status_code == 200
    assert answer.json()["number"] == "A013"
    assert answer.json()["wait"] == {"low": 5, "high": 15}
    assert answer.headers["cache-control"] == "no-store"


async def test_an_unknown_ticket_is_said_in_both_languages(kiosk: httpx.AsyncClient) -> None:
    answer = await kiosk.get("/api/v1/tickets/nobody-has-this")

    assert answer.status_code == 404
    assert answer.json() == {
        "code": "unknown_ticket",
        "zh": "今天没有这张号票。",
        "en": "There is no such ticket today.",
    }


async def test_a_command_is_said_by_the_tokens_holder_under_the_key(
    hall: PaperHall, kiosk: httpx.AsyncClient
) -> None:
    hall.reply = Done(id="command-0001", result=TicketResult(ticket="t9", number="A014"))

    answer = await kiosk.post(COMMANDS, headers=KEY, json={"do": "take_ticket", "item": "birth"})

    assert answer.status_code == 200
    assert answer.json()["result"] == {"result": "ticket", "ticket": "t9", "number": "A014"}
    assert hall.said == [
        (
            KIOSK,
            "command-0001",
            TakeTicket(item="birth"),
        )
    ]


async def test_role_and_place_cannot_be_said_in_the_body(hall: PaperHall, kiosk: httpx.AsyncClient) -> None:
    answer = await kiosk.post(COMMANDS, headers=KEY, json={"do": "recall", "window": 3})

    assert answer.status_code == 400
    assert hall.said == []


@pytest.mark.parametrize(
    "shown", ["", "Bearer", "Bearer ", "Bearer wrong", "Basic good-token", "Bearer " + "x" * 5000]
)
async def test_without_a_good_token_nothing_is_carried_out(
    hall: PaperHall, anybody: httpx.AsyncClient, shown: str
) -> None:
    headers = {**KEY, "Authorization": shown} if shown else KEY

    answer = await anybody.post(COMMANDS, headers=headers, json={"do": "recall"})

    assert answer.status_code == 401
    assert answer.json()["code"] == "no_token"
    assert answer.headers["www-authenticate"] == "Bearer"
    assert hall.said == []


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("nothing_called", 409),
        ("unknown_ticket", 409),
        ("command_id_used", 409),
        ("not_allowed", 403),
        ("busy", 503),
        ("stopping", 503),
        ("journal_failed", 503),
        ("fault", 500),
    ],
)
async def test_a_refusal_keeps_its_code_and_sentences(
    hall: PaperHall, kiosk: httpx.AsyncClient, code: str, status: int
) -> None:
    hall.reply = no(code)

    answer = await kiosk.post(COMMANDS, headers=KEY, json={"do": "recall"})

    assert answer.status_code == status
    assert answer.json() == {"code": code, "zh": REFUSALS[code].zh, "en": REFUSALS[code].en}
    assert ("retry-after" in answer.headers) == (status == 503)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b"do=recall",
        b'{"do":"recall"',
        b'{"do":"rob_a_bank"}',
        b'{"do":"take_ticket"}',
        b'{"do":"take_ticket","item":""}',
        b'{"do":"take_ticket","item":"x","role":"admin"}',
        b'{"do":"rate","ticket":"t","grade":6}',
        b"\xff\xfe",
        b"[" * 60_000,
    ],
)
async def test_a_body_outside_the_contract_is_a_400_and_reaches_nobody(
    hall: PaperHall, kiosk: httpx.AsyncClient, body: bytes
) -> None:
    answer = await kiosk.post(COMMANDS, headers={**KEY, "Content-Type": "application/json"}, content=body)

    assert answer.status_code == 400
    assert set(answer.json()) == {"code", "zh", "en"}
    assert answer.json()["code"] == "bad_request"
    assert hall.said == []


@pytest.mark.parametrize("key", [None, "short", "x" * 65, "with space here", "半角以外的字符号号"])
async def test_a_command_needs_a_key_of_the_contract(
    hall: PaperHall, kiosk: httpx.AsyncClient, key: str | None
) -> None:
    headers = [] if key is None else [(b"Idempotency-Key", key.encode())]

    answer = await kiosk.post(COMMANDS, headers=headers, json={"do": "recall"})

    assert answer.status_code == 400
    assert hall.said == []


async def test_a_body_over_64_kib_is_turned_down_unread(hall: PaperHall, kiosk: httpx.AsyncClient) -> None:
    body = b'{"do":"rate","ticket":"t","grade":5,"words":"' + b"a" * 65_536 + b'"}'

    answer = await kiosk.post(COMMANDS, headers=KEY, content=body)

    assert answer.status_code == 413
    assert answer.json()["code"] == "too_large"
    assert hall.said == []


async def test_times_of_an_appointment_keep_their_offset(hall: PaperHall, kiosk: httpx.AsyncClient) -> None:
    await kiosk.post(
        COMMANDS,
        headers=KEY,
        json={
            "do": "book_appointment",
            "code": "YY1",
            "item": "birth",
            "starts_at": "2026-03-02T10:00:00+08:00",
            "ends_at": "2026-03-02T10:30:00+08:00",
        },
    )

    command = hall.said[0][2]
    assert isinstance(command, BookAppointment)
    assert (command.ends_at - command.starts_at).total_seconds() == 1800
    assert command.starts_at.utcoffset() is not None


@pytest.mark.parametrize(
    "path", ["/nope", "/api/v1/", "/api/v2/hall", "/static/nope.css", "/static/%2e%2e/app.py"]
)
async def test_what_is_not_there_is_a_404_in_the_one_shape(anybody: httpx.AsyncClient, path: str) -> None:
    answer = await anybody.get(path)

    assert answer.status_code == 404
    assert set(answer.json()) == {"code", "zh", "en"}


async def test_a_wrong_method_says_which_are_right(anybody: httpx.AsyncClient) -> None:
    answer = await anybody.post("/api/v1/hall")

    assert answer.status_code == 405
    assert answer.json()["code"] == "method_not_allowed"
    assert "GET" in answer.headers["allow"]


async def test_a_bug_is_logged_and_not_shown(
    hall: PaperHall, kiosk: httpx.AsyncClient, expects_log: Callable[[str], None]
) -> None:
    expects_log("GET /api/v1/hall failed")
    hall.fails = RuntimeError("the inside of the machine")

    answer = await kiosk.get("/api/v1/hall")

    assert answer.status_code == 500
    assert answer.json()["code"] == "internal"
    assert "inside" not in answer.text
    assert "Traceback" not in answer.text


async def test_a_hub_that_does_not_answer_is_busy(
    hall: PaperHall, kiosk: httpx.AsyncClient, expects_log: Callable[[str], None]
) -> None:
    expects_log("GET /api/v1/hall: the hub did not answer in time")
    hall.fails = TimeoutError()

    answer = await kiosk.get("/api/v1/hall")

    assert answer.status_code == 503
    assert answer.json()["code"] == "busy"


async def test_every_answer_forbids_what_comes_from_elsewhere(anybody: httpx.AsyncClient) -> None:
    for path in ("/", "/api/v1/hall", "/nope", "/static/hall.js", "/schema/openapi.json"):
        headers = (await anybody.get(path)).headers

        assert headers["content-security-policy"].startswith("default-src 'self';")
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"


async def test_a_recall_over_http_is_the_links_recall(hall: PaperHall, kiosk: httpx.AsyncClient) -> None:
    await kiosk.post(COMMANDS, headers=KEY, json={"do": "recall"})

    assert hall.said[0][2] == Recall()


@pytest.mark.parametrize(
    ("method", "path", "scope"),
    [
        ("GET", "/api/v1/hall", Scope.HALL),
        ("GET", "/api/v1/tickets/t-1", Scope.TICKETS),
        ("POST", "/api/v1/commands", Scope.COMMANDS),
        ("GET", "/health", Scope.GAUGES),
        ("GET", "/metrics", Scope.GAUGES),
    ],
)
async def test_a_token_is_good_for_its_scope_and_nothing_else(method: str, path: str, scope: Scope) -> None:
    app = make_app(PaperHall(), clock=clock)
    answers = {}
    for shown in Scope:
        async with browser(app, host="192.168.1.20", token=shown.value) as client:
            answer = await client.request(method, path)
            answers[shown] = answer.json().get("code") if answer.status_code == 403 else ""
    assert answers == {shown: "" if shown is scope else "not_in_scope" for shown in Scope}
