"""The board of a zone, real and offscreen, with a pretended hub."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import msgspec
import pytest
from PySide6.QtGui import QFontMetricsF
from PySide6.QtQuick import QQuickItem

from config.theme import scene
from devices.link.rows import CallRow, QueueRow
from devices.link.words import TicketState
from tests.screens import display_rows as rows
from tests.screens.display import BASE, ZONE_STATES
from tests.screens.studio import NOW, Opened, cut_texts

Open = Callable[..., Opened]

HERE = rows.window(shown="B027", ticket_state=TicketState.CALLED)
SERVED = rows.window(shown="B027", ticket_state=TicketState.SERVING)


def item(screen: Opened, name: str) -> QQuickItem:
    screen.settle()
    found = scene.find(screen.window, scene.Wanted(name=name))
    assert found is not None, f"{name} is not to be seen among {scene.texts(screen.window)}"
    return found


def text(screen: Opened, name: str) -> str:
    return str(item(screen, name).property("text"))


def texts(screen: Opened) -> list[str]:
    screen.settle()
    return scene.texts(screen.window)


def late(call: CallRow, seconds: float) -> CallRow:
    return msgspec.structs.replace(call, called_at=NOW + timedelta(seconds=seconds))


def test_a_call_is_large_and_its_caption_is_there_as_long_as_it_is_announced(zone_screen: Open) -> None:
    screen = zone_screen()
    screen.link.connect_hub((*BASE, *rows.LAST))

    screen.link.show(rows.NEW, HERE)

    assert text(screen, "large-number") == "B027"
    assert text(screen, "large-window") == "5 号窗口"
    assert text(screen, "caption") == "请 B027 号到 5 号窗口"
    screen.pass_time(8)
    assert text(screen, "large-number") == "B027"
    assert text(screen, "caption") == "郑州市政务服务中心 · 咨询电话 0371-67580990"


def test_several_calls_take_turns_and_are_then_listed(zone_screen: Open) -> None:
    screen = zone_screen()
    screen.link.connect_hub(BASE)

    screen.link.show(*(rows.call(n, f"C00{n}", n, seconds_ago=0) for n in (1, 2, 3)))

    turns = []
    for _ in range(3):
        turns.append((text(screen, "large-number"), text(screen, "caption")))
        screen.pass_time(8)
    assert turns == [(f"C00{n}", f"请 C00{n} 号到 {n} 号窗口") for n in (1, 2, 3)]
    assert "C002" in texts(screen)
    assert "C001" in texts(screen)


def test_the_hall_says_how_long_a_call_stays(zone_screen: Open) -> None:
    screen = zone_screen()
    screen.link.connect_hub((msgspec.structs.replace(rows.HALL, call_s=12.0), *BASE[1:]))

    screen.link.show(rows.call(1, "C001", 1, seconds_ago=0), rows.call(2, "C002", 2, seconds_ago=0))

    screen.pass_time(11)
    assert text(screen, "large-number") == "C001"
    screen.pass_time(1)
    assert text(screen, "large-number") == "C002"


def test_numbers_that_wait_for_their_turn_are_named(zone_screen: Open) -> None:
    screen = zone_screen()
    screen.link.connect_hub(BASE)

    screen.link.show(*(rows.call(n, f"C00{n}", n, seconds_ago=0) for n in (1, 2, 3)))

    assert text(screen, "upcoming") == "接下来 C002  C003"


def test_a_number_that_is_recalled_is_named_once_and_not_while_it_is_large(zone_screen: Open) -> None:
    screen = zone_screen()
    screen.link.connect_hub(BASE)
    called = ("C001", "C002", "C001", "C002")

    screen.link.show(*(rows.call(n, number, n, seconds_ago=0) for n, number in enumerate(called, 1)))

    assert text(screen, "upcoming") == "接下来 C002"


def test_calls_from_before_the_start_are_shown_and_not_announced(zone_screen: Open) -> None:
    screen = zone_screen()

    screen.link.connect_hub((*BASE, *rows.LAST, rows.NEW))

    assert text(screen, "large-number") == "B027"
    assert "最近叫号" in texts(screen)
    assert text(screen, "caption").startswith("郑州市政务服务中心")


def test_the_call_is_current_until_the_visitor_is_at_the_window(zone_screen: Open) -> None:
    screen = zone_screen()
    screen.link.connect_hub(BASE)
    screen.link.show(rows.NEW, HERE)

    screen.pass_time(60)
    assert "正在叫号" in texts(screen)
    screen.link.show(SERVED)
    assert "最近叫号" in texts(screen)


def test_a_recall_says_that_it_is_one(zone_screen: Open) -> None:
    screen = zone_screen()
    screen.link.connect_hub((*BASE, rows.NEW))

    screen.link.show(rows.call(16, "B027", 5, seconds_ago=0, again=True))

    assert "再次叫号" in texts(screen)
    assert text(screen, "caption") == "请 B027 号到 5 号窗口"


def test_the_last_good_state_stays_while_the_hub_is_away(zone_screen: Open) -> None:
    screen = zone_screen()
    screen.link.connect_hub((*BASE, *rows.LAST))
    screen.link.show(rows.NEW, HERE)
    before = texts(screen)

    screen.link.lose_hub()

    assert "正在等待主机" in texts(screen)
    assert set(before) <= set(texts(screen))


def test_after_the_hubs_return_recent_calls_are_announced_once(zone_screen: Open) -> None:
    screen = zone_screen()
    screen.link.connect_hub((*BASE, *rows.LAST))
    screen.link.lose_hub()
    screen.pass_time(120)
    screen.link.now = NOW + timedelta(seconds=120)
    old, recent = late(rows.call(20, "C020", 7), 30), late(rows.call(21, "C021", 8), 100)

    screen.link.connect_hub((*BASE, *rows.LAST, old, recent))
    assert text(screen, "caption") == "请 C021 号到 8 号窗口"
    assert "C020" in texts(screen)

    screen.pass_time(8)
    screen.link.lose_hub()
    screen.link.connect_hub((*BASE, *rows.LAST, old, recent))
    assert text(screen, "caption").startswith("郑州市政务服务中心")


def test_queues_tell_who_waits_and_how_long(zone_screen: Open) -> None:
    screen = zone_screen()

    screen.link.connect_hub(BASE)

    shown = texts(screen)
    for words in ("B 转移登记", "14 人等候", "20–35 分钟", "约 5 分钟", "无需等候"):
        assert words in shown


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (rows.queue("L", "领证", "", 0, 0, 0, refused="full"), "今日号已取完"),
        (rows.queue("L", "领证", "", 0, 0, 0, refused="closed"), "现在不取号"),
        (rows.queue("L", "领证", "", 0, 0, 0, windows=()), "窗口暂未开放"),
        (rows.queue("L", "领证", "", 3, 5, 10, refused="closed"), "5–10 分钟"),
    ],
)
def test_a_queue_that_cannot_be_joined_says_why(zone_screen: Open, row: QueueRow, words: str) -> None:
    screen = zone_screen()

    screen.link.connect_hub((rows.HALL, rows.ZONE, row))

    assert words in texts(screen)


def test_more_queues_than_fit_take_turns(zone_screen: Open) -> None:
    screen = zone_screen()
    screen.link.connect_hub((*BASE, *(rows.queue(p, f"业务{p}", "", 3, 5, 10) for p in "EFG")))

    seen: set[str] = set()
    for _ in range(2):
        seen.update(words for words in texts(screen) if words[1:2] == " ")
        screen.pass_time(10)

    assert {words[0] for words in seen} >= set("BCDTLEFG")


def test_missed_numbers_are_named_with_the_way_back(zone_screen: Open) -> None:
    screen = zone_screen()
    screen.link.connect_hub((*BASE, *rows.missed("B019", "C007")))

    assert text(screen, "missed") == "B019  C007"
    assert "过号请到原窗口示意或到服务台恢复，不必重新取号。" in texts(screen)
    screen.link.show(gone=("missed/C007",))
    assert text(screen, "missed") == "B019"


def test_missed_numbers_that_find_no_place_are_counted(zone_screen: Open) -> None:
    screen = zone_screen()
    screen.link.connect_hub((*BASE, *rows.missed(*(f"B{n:03}" for n in range(9)))))

    assert text(screen, "missed") == "B000  B001  B002  B003  另有 5 个"
    assert item(screen, "missed").property("truncated") is False


@pytest.mark.parametrize("number", ["B027", "B0027", "AB0127"])
def test_a_called_number_is_a_fifth_of_the_screens_height(zone_screen: Open, number: str) -> None:
    screen = zone_screen()
    screen.link.connect_hub(BASE)
    screen.link.show(rows.call(1, number, 108, seconds_ago=0, where="二楼东侧走廊尽头"))

    figures = item(screen, "large-number")
    metrics = QFontMetricsF(figures.property("font"))

    assert metrics.horizontalAdvance(number) <= figures.width(), "it is not shrunk to fit"
    assert metrics.tightBoundingRect(number).height() >= 0.2 * screen.window.height()


def test_the_clock_is_the_halls(zone_screen: Open) -> None:
    screen = zone_screen()
    screen.link.connect_hub(BASE)

    assert {"11月23日 星期一", "09:26"} <= set(texts(screen))
    screen.pass_time(60)
    assert "09:27" in texts(screen)


def test_the_board_speaks_english(zone_screen: Open) -> None:
    screen = zone_screen("en")
    screen.link.connect_hub((*BASE, *rows.LAST))
    screen.link.show(rows.NEW)

    assert text(screen, "caption") == "Number B027, please go to window 5"
    assert {"Housing and Real Estate Registration", "Left side of the hall", "Now calling"} <= set(
        texts(screen)
    )


def test_a_screen_that_the_hub_refuses_says_whom_to_call(zone_screen: Open) -> None:
    screen = zone_screen()
    screen.link.refuse("This token is not known.")

    assert text(screen, "notice-text") == "主机不接受此屏幕，请联系管理员"


@pytest.mark.parametrize("size", [(1920, 1080), (1366, 768), (1280, 720), (3840, 2160)])
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("state", [name for name in ZONE_STATES if name not in ("long_texts", "refused")])
def test_no_text_is_cut_on_any_size(
    zone_screen: Open, state: str, language: str, size: tuple[int, int]
) -> None:
    screen = zone_screen(language, size)
    ZONE_STATES[state](screen)
    screen.settle()

    assert cut_texts(screen.window) == []
