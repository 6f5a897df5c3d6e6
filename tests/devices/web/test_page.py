from __future__ import annotations

import re
from datetime import datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
import pytest

import devices.web
from devices.link import rows as r
from devices.link.words import DeviceState, TicketState, WindowState
from devices.web.app import make_app
from devices.web.words import WORDS, Lang, wait_text
from tests.devices.web.halls import AT, PaperHall, browser, clock

HERE = Path(devices.web.__file__).parent
SCRIPT = (HERE / "static" / "hall.js").read_text("utf-8")


class Tags(HTMLParser):
    """What matters of a page: its tags with attributes, and its words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += f" {data.strip()}" if data.strip() else ""


async def page(hall: PaperHall | None = None, lang: str = "") -> str:
    async with browser(make_app(hall or PaperHall(), clock=clock), host="192.168.1.20") as client:
        answer = await client.get("/", params={"lang": lang} if lang else {})
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        return answer.text


async def test_the_page_shows_queues_windows_calls_and_devices() -> None:
    words = Tags(await page()).words

    assert "晴川区政务服务中心" in words
    assert "社会事务 7 人等候 10–20 分钟" in words
    assert "税务 0 人等候 不在取号时间" in words
    assert "1 号 A012 正在叫号" in words
    assert "2 号 — 取材料" in words
    assert "3 号 — 未开放" in words
    assert "A012 请到 1 号窗口 10:26 A011 请到 1 号窗口" in words
    assert "过号 A009" in words
    assert "故障 1 · 离线 1 · 正常 1" in words
    assert "更新于 10:26:05" in words


async def test_the_page_speaks_english_when_asked() -> None:
    text = await page(lang="en")

    words = Tags(text).words
    assert '<html lang="en">' in text
    assert "Civil affairs 7 waiting 10–20 min" in words
    assert "No. 2 — Fetching papers" in words
    assert not re.search("[一-鿿]", words.replace("中文", ""))


async def test_an_unknown_language_is_chinese() -> None:
    assert '<html lang="zh-CN">' in await page(lang="tlh")


async def test_people_of_other_queues_at_the_same_windows_are_told() -> None:
    hall = PaperHall()
    queue = hall.rows["queue/affairs"]
    assert isinstance(queue, r.QueueRow)
    hall.rows = {**hall.rows, queue.key: msgspec.structs.replace(queue, ahead=19)}

    assert "7 人等候 · 同窗口共 19 人" in await page(hall)


async def test_a_queue_without_numbers_says_when_and_where_else_and_one_that_closes_says_until_when() -> None:
    hall = PaperHall()
    affairs, tax = hall.rows["queue/affairs"], hall.rows["queue/tax"]
    assert isinstance(affairs, r.QueueRow)
    assert isinstance(tax, r.QueueRow)
    refused = msgspec.structs.replace(
        tax,
        refused="too_late",
        refused_zh="现在取号，到12:00已来不及办理，请今天13:00再来，或到服务台咨询。",
        refused_en="A number taken now could not be served before 12:00.",
    )
    closing = msgspec.structs.replace(affairs, closes_at=AT + timedelta(minutes=34))
    hall.rows = {**hall.rows, refused.key: refused, closing.key: closing}

    words = Tags(await page(hall)).words
    assert "今天来不及办理 现在取号，到12:00已来不及办理，请今天13:00再来，或到服务台咨询。" in words
    assert "10–20 分钟 取号截止 11:00" in words
    english = Tags(await page(hall, lang="en")).words
    assert "Too late today A number taken now could not be served before 12:00." in english
    assert "numbers until 11:00" in english
    later = msgspec.structs.replace(affairs, closes_at=AT + timedelta(minutes=60))
    hall.rows = {**hall.rows, later.key: later}
    assert "取号截止" not in await page(hall)


async def test_lent_and_draining_windows_and_service_without_a_number_are_told() -> None:
    hall = PaperHall()
    first, second = hall.rows["window/1"], hall.rows["window/2"]
    assert isinstance(first, r.WindowRow)
    assert isinstance(second, r.WindowRow)
    until = AT + timedelta(hours=5, minutes=4)
    direct = msgspec.structs.replace(
        first, ticket="secret", number_shown="", ticket_state=TicketState.SERVING, lent_until=until
    )
    draining = msgspec.structs.replace(second, lent_until=until, draining=True)
    hall.rows = {**hall.rows, direct.key: direct, draining.key: draining}

    words = Tags(await page(hall)).words
    assert "1 号 — 正在办理 潮汐窗口 至 15:30" in words
    assert "2 号 — 取材料 不再接新号" in words


async def test_a_lent_window_without_its_clerk_opens_soon_and_one_that_has_closed_tells_no_more() -> None:
    hall = PaperHall()
    first, second = hall.rows["window/1"], hall.rows["window/2"]
    assert isinstance(first, r.WindowRow)
    assert isinstance(second, r.WindowRow)
    until = AT + timedelta(hours=5, minutes=4)
    closed = {
        "state": WindowState.CLOSED,
        "lent_until": until,
        "reason": "",
        "number_shown": "",
        "ticket": "",
    }
    coming = msgspec.structs.replace(first, **closed, ticket_state=None)
    gone = msgspec.structs.replace(second, **closed, ticket_state=None, draining=True)
    hall.rows = {**hall.rows, coming.key: coming, gone.key: gone}

    words = Tags(await page(hall)).words
    assert "1 号 — 即将开放 潮汐窗口 至 15:30" in words
    assert "2 号 — 未开放" in words
    assert "不再接新号" not in words


async def test_a_queue_that_nobody_serves_yet_promises_no_wait() -> None:
    hall = PaperHall()
    affairs = hall.rows["queue/affairs"]
    assert isinstance(affairs, r.QueueRow)
    alone = msgspec.structs.replace(affairs, windows=())
    hall.rows = {**hall.rows, alone.key: alone}

    words = Tags(await page(hall)).words
    assert "7 人等候 等待开窗 D" in words


async def test_a_called_number_that_was_given_offline_is_marked() -> None:
    hall = PaperHall()
    call = hall.rows["call/2"]
    assert isinstance(call, r.CallRow)
    hall.rows = {**hall.rows, call.key: msgspec.structs.replace(call, away=True)}

    assert "请到 1 号窗口 10:26 · 离线取号" in Tags(await page(hall)).words


async def test_whatever_a_name_contains_it_stays_text() -> None:
    hall = PaperHall()
    evil = '<script>alert("x")</script>\'"&'
    queue, zone, device = (hall.rows[key] for key in ("queue/affairs", "zone/general", "device/strip-2"))
    assert isinstance(queue, r.QueueRow)
    assert isinstance(zone, r.ZoneRow)
    assert isinstance(device, r.DeviceRow)
    hall.rows = {
        **hall.rows,
        queue.key: msgspec.structs.replace(queue, name=evil),
        zone.key: msgspec.structs.replace(zone, name=evil),
        device.key: msgspec.structs.replace(device, fault=evil),
    }

    found = Tags(await page(hall))

    scripts = [attrs for tag, attrs in found.tags if tag == "script"]
    assert scripts == [{"src": "/static/hall.js", "defer": None}]
    assert found.words.count(evil) == 3


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_nothing_is_inline_and_nothing_comes_from_elsewhere(lang: str) -> None:
    found = Tags(await page(lang=lang))

    for tag, attrs in found.tags:
        assert tag != "style"
        assert "style" not in attrs
        assert not any(name.startswith("on") for name in attrs)
        for name in ("src", "href"):
            assert (attrs.get(name) or "/").startswith(("/", "?", "#"))
    assert "innerHTML" not in SCRIPT
    assert not re.search(r"https?://", SCRIPT + (HERE / "static" / "hall.css").read_text("utf-8"))


async def test_a_hall_in_which_nothing_has_happened_has_a_page_too() -> None:
    hall = PaperHall()
    hall.rows = {key: row for key, row in hall.rows.items() if isinstance(row, r.HallRow | r.ZoneRow)}

    words = Tags(await page(hall)).words

    assert "今天还没有叫号" in words
    assert "没有配置设备" in words


async def test_what_the_page_needs_is_served() -> None:
    async with browser(make_app(PaperHall(), clock=clock)) as client:
        for tag, attrs in Tags((await client.get("/")).text).tags:
            target = attrs.get("src") or (attrs.get("href") if tag == "link" else None)
            if target:
                answer = await client.get(target)
                assert answer.status_code == 200
                assert answer.content == (HERE / target.lstrip("/")).read_bytes()


def test_both_languages_have_the_same_words() -> None:
    assert WORDS["zh"].keys() == WORDS["en"].keys()
    for key in WORDS["zh"]:
        assert re.findall(r"{\w+}", WORDS["zh"][key]) == re.findall(r"{\w+}", WORDS["en"][key])


def test_every_word_that_the_script_says_exists() -> None:
    said = set(re.findall(r"words\.(\w+)", SCRIPT))

    assert said
    assert said <= WORDS["zh"].keys()


def test_every_state_has_a_word() -> None:
    for state in DeviceState:
        assert f"device_{state.value}" in WORDS["zh"]
    for window in WindowState:
        assert f"state_{window.value}" in WORDS["zh"]
    for ticket in (TicketState.CALLED, TicketState.SERVING):
        assert f"ticket_{ticket.value}" in WORDS["zh"]


@pytest.mark.parametrize(
    ("wait", "lang", "text"),
    [
        (r.Minutes(0, 0), "zh", "无需等候"),
        (r.Minutes(0, 10), "zh", "10 分钟以内"),
        (r.Minutes(10, 20), "zh", "10–20 分钟"),
        (r.Minutes(0, 0), "en", "No wait"),
        (r.Minutes(0, 10), "en", "up to 10 min"),
        (r.Minutes(10, 20), "en", "10–20 min"),
    ],
)
def test_a_forecast_is_said_as_a_range(wait: r.Minutes, lang: Lang, text: str) -> None:
    assert wait_text(wait, lang) == text


async def test_many_readers_cost_one_making() -> None:
    hall = PaperHall()
    times = 0

    def counted(zone: ZoneInfo) -> datetime:
        nonlocal times
        times += 1
        return clock(zone)

    async with browser(make_app(hall, clock=counted)) as client:
        first, again = [(await client.get("/now")).content for _ in range(2)]
        asked = times
        hall.rows = dict(hall.rows)
        await client.get("/now")

    assert first == again
    assert (asked, times) == (1, 2)


@pytest.mark.parametrize(
    "name", ["%00", "hall.css%00", "a" * 300, "a/" * 3000, "hall.css/x", "%2e%2e/app.py"]
)
async def test_a_name_that_no_file_can_have_is_no_files_and_no_bug(name: str) -> None:
    async with browser(make_app(PaperHall(), clock=clock), host="192.168.1.20") as client:
        answer = await client.get(f"/static/{name}")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
