"""The rating pad, real and offscreen, touched, with a pretended hub."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtQuick import QQuickItem

from config.reasons import reasons_for
from devices.link.commands import AnyCommand, DeclineRating, Rate
from devices.link.rows import WindowRow
from devices.link.session import MAX_UNANSWERED
from devices.link.words import Grade
from tests.caller.conftest import OpenIt, OpenPad
from tests.screens import pad_rows as rows

GOOD = Rate(ticket="B027", grade=Grade.VERY_SATISFIED)


def buttons(pad: OpenPad) -> list[QQuickItem]:
    return [item for item in pad.seen() if item.inherits("QQuickAbstractButton")]


def rate(pad: OpenPad, grade: int = 5) -> None:
    pad.hand.tap(f"grade-{grade}")
    pad.hand.tap("send")


def test_the_pad_wakes_when_a_service_may_be_rated(pad: OpenPad) -> None:
    pad.hub.connect_hub((rows.HALL, rows.SERVING))
    assert pad.page() == "page-idle"

    pad.hub.show(rows.FREE, rows.rating())

    assert pad.page() == "page-grades"
    words = pad.hand.texts()
    assert {"请您评价本次服务", "B027 · 转移登记（二手房过户）", "自愿、匿名、窗口看不到您的选择"} <= set(
        words
    )
    assert pad.said() == []


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (rows.FREE, {"欢迎", "5 号窗口", "王*", "工号 0127"}),
        (rows.CALLED, {"B028", "请到本窗口"}),
        (rows.SERVING, {"B028", "正在办理，请稍候"}),
        (rows.PAUSED, {"暂停服务", "设备维护\n请稍候或到其他窗口"}),
        (rows.CLOSED, {"窗口未开放", "5 号窗口 · 政务服务“好差评”"}),
    ],
)
def test_between_ratings_it_says_whose_turn_it_is(pad: OpenPad, row: WindowRow, words: set[str]) -> None:
    pad.hub.connect_hub((rows.HALL, row))

    assert pad.page() == "page-idle"
    assert words <= set(pad.hand.texts())


def test_before_the_hub_is_there_it_says_so(pad: OpenPad) -> None:
    assert pad.page() == "page-idle"
    assert {"正在连接", "正在等待主机"} <= set(pad.hand.texts())


@pytest.mark.parametrize("size", [(1280, 800), (1024, 600), (1024, 640), (800, 1280)])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_all_five_grades_are_alike_and_none_is_chosen(
    open_it: OpenIt, language: str, size: tuple[int, int]
) -> None:
    pad = open_it(language, size)
    pad.wake()
    pad.screen.window.grabWindow()

    grades = [pad.hand.item(f"grade-{grade}") for grade in (5, 4, 3, 2, 1)]

    first, *others = (
        [item.width(), item.height()]
        + [item.property(name) for name in ("kind", "fill", "wordSize", "enabled")]
        for item in grades
    )
    assert all(look == first for look in others), others
    assert not any(item.property(state) for item in grades for state in ("checked", "down", "activeFocus"))
    assert pad.hand.item("decline").width() >= grades[0].width()
    assert pad.said() == []


@pytest.mark.parametrize("grade", [5, 4, 3])
def test_a_good_grade_is_sent_without_a_reason(pad: OpenPad, grade: int) -> None:
    pad.wake()

    rate(pad, grade)

    assert pad.said() == [Rate(ticket="B027", grade=Grade(grade))]
    pad.hub.done()
    assert pad.page() == "page-thanks"
    assert "谢谢您的评价" in pad.hand.texts()


@pytest.mark.parametrize("grade", [2, 1])
def test_a_bad_grade_is_sent_only_with_a_reason(pad: OpenPad, grade: int) -> None:
    pad.wake()
    pad.hand.tap(f"grade-{grade}")
    assert pad.hand.item("send").property("enabled") is False
    assert "请告诉我们哪里不满意：至少选一项才能提交" in pad.hand.texts()
    first, second = (reason.code for reason in reasons_for(grade)[:2])

    pad.hand.tap(f"reason-{first}")
    pad.hand.tap(f"reason-{first}")
    assert pad.hand.item("send").property("enabled") is False
    pad.hand.tap(f"reason-{second}")
    pad.hand.tap("send")

    assert pad.said() == [Rate(ticket="B027", grade=Grade(grade), reasons=(second,))]


@pytest.mark.parametrize("grade", [*Grade])
def test_all_reasons_of_the_grade_are_offered_the_base_set_first(pad: OpenPad, grade: Grade) -> None:
    pad.wake()

    pad.hand.tap(f"grade-{grade}")

    pad.screen.window.grabWindow()
    shown = [item for item in pad.seen() if item.objectName().startswith("reason-")]
    shown.sort(key=lambda item: (item.y(), item.x()))
    assert [item.objectName() for item in shown] == [f"reason-{r.code}" for r in reasons_for(grade)]
    assert not any(item.property("ticked") for item in shown)


def test_another_grade_may_be_chosen_and_then_nothing_of_the_first_is_sent(pad: OpenPad) -> None:
    pad.wake()
    pad.hand.tap("grade-1")
    pad.hand.tap("reason-108")

    pad.hand.tap("back")
    assert pad.page() == "page-grades"
    pad.hand.tap("grade-4")
    pad.hand.tap("send")

    assert pad.said() == [Rate(ticket="B027", grade=Grade.SATISFIED)]


@pytest.mark.parametrize("grade", [None, 5, 1])
def test_not_rating_is_one_touch_on_both_pages(pad: OpenPad, grade: int | None) -> None:
    pad.wake()
    if grade is not None:
        pad.hand.tap(f"grade-{grade}")

    pad.hand.tap("decline")

    assert pad.said() == [DeclineRating(ticket="B027")]
    pad.hub.done()
    assert pad.page() == "page-thanks"
    assert {"好的，谢谢您的光临", "祝您一切顺利"} <= set(pad.hand.texts())


def test_after_some_seconds_the_thanks_go_and_nobody_is_asked_twice(pad: OpenPad) -> None:
    pad.wake()
    rate(pad)
    pad.hub.done()

    pad.screen.pass_time(4)
    assert pad.page() == "page-thanks"
    pad.screen.pass_time(1)

    assert pad.page() == "page-idle", "though the hub has not taken its row away yet"


@pytest.mark.parametrize("touched", [(), ("grade-5",), ("grade-1", "reason-108")])
def test_the_hubs_time_ends_the_rating_without_a_word_and_without_a_grade(
    pad: OpenPad, touched: tuple[str, ...]
) -> None:
    pad.wake(seconds=60)
    for name in touched:
        pad.hand.tap(name)

    pad.screen.pass_time(59)
    assert pad.page() != "page-idle"
    pad.screen.pass_time(1)

    assert pad.page() == "page-idle"
    assert pad.said() == []


def test_the_time_that_is_left_is_told_quietly_in_steps_of_ten_seconds(pad: OpenPad) -> None:
    pad.wake(seconds=60)
    told = []
    for _ in range(60):
        told.append(str(pad.hand.item("head-subtitle").property("text")))
        pad.screen.pass_time(1)

    assert list(dict.fromkeys(told)) == [
        f"不选也没关系，约 {left} 秒后自动返回" for left in (60, 50, 40, 30, 20, 10)
    ]


@pytest.mark.parametrize("touched", [(), ("grade-2", "reason-213")])
def test_the_next_service_ends_the_rating_and_nothing_is_said(pad: OpenPad, touched: tuple[str, ...]) -> None:
    pad.wake()
    for name in touched:
        pad.hand.tap(name)

    pad.hub.show(rows.SERVING, gone=("rating",))

    assert pad.page() == "page-idle"
    assert "B028" in pad.hand.texts()
    assert pad.said() == []


def test_the_row_that_goes_with_the_rating_does_not_hide_the_thanks(pad: OpenPad) -> None:
    pad.wake()
    rate(pad)

    pad.hub.show(gone=("rating",))
    assert pad.page() == "page-reasons"
    pad.hub.done()

    assert pad.page() == "page-thanks"


def test_another_service_is_asked_about_anew(pad: OpenPad) -> None:
    pad.wake()
    rate(pad, 3)
    pad.hub.done()

    pad.hub.show(rows.rating("B028"))

    assert pad.page() == "page-grades"
    assert "B028 · 转移登记（二手房过户）" in pad.hand.texts()
    rate(pad)
    assert pad.said() == [Rate(ticket="B028", grade=Grade.VERY_SATISFIED)]


@pytest.mark.parametrize("settle", [0, 400])
@pytest.mark.parametrize(
    ("before", "touched", "said"),
    [((), "decline", DeclineRating(ticket="B027")), (("grade-5",), "send", GOOD)],
)
def test_a_nervous_finger_says_it_once(
    open_it: OpenIt, settle: int, before: tuple[str, ...], touched: str, said: AnyCommand
) -> None:
    pad = open_it(settle=settle)
    pad.wake()
    for name in before:
        pad.hand.tap(name)

    pad.hand.tap_twice(touched)

    assert pad.said() == [said]


def test_the_second_of_two_quick_touches_ticks_no_reason(open_it: OpenIt) -> None:
    pad = open_it(settle=400)
    pad.wake()

    pad.hand.tap_twice("grade-3")

    assert pad.page() == "page-reasons"
    assert not any(item.property("ticked") for item in pad.seen() if item.objectName().startswith("reason-"))


def test_a_finger_that_slides_still_chooses(pad: OpenPad) -> None:
    pad.wake()

    pad.hand.slide("grade-4", 12, -9)

    assert pad.page() == "page-reasons"


def test_a_rating_given_while_the_hub_is_away_is_kept_and_said_when_it_is_back(pad: OpenPad) -> None:
    pad.wake()
    pad.hub.lose_hub()
    assert "正在等待主机" in pad.hand.texts()

    rate(pad)

    assert pad.page() == "page-thanks"
    assert "已收到，恢复连接后提交" in pad.hand.texts()
    assert pad.said() == []
    pad.hub.connect_hub((rows.HALL, rows.FREE, rows.rating()))
    assert pad.said() == [GOOD]
    pad.hub.done()
    assert "您的意见会帮助我们改进服务" in pad.hand.texts()
    pad.screen.pass_time(5)
    assert pad.page() == "page-idle"


def test_a_line_that_breaks_while_it_is_sent_makes_nobody_wait_or_say_it_twice(pad: OpenPad) -> None:
    pad.wake()
    rate(pad)
    names = list(pad.hub.said)

    pad.hub.lose_hub()

    assert "已收到，恢复连接后提交" in pad.hand.texts()
    pad.hub.said.clear()
    pad.hub.connect_hub((rows.HALL, rows.FREE, rows.rating()))
    assert list(pad.hub.said) == names, "the same command, by its id"
    assert pad.said() == [GOOD]


def test_nobody_waits_longer_than_a_second_for_a_slow_hub(pad: OpenPad) -> None:
    pad.wake()
    rate(pad)
    assert "正在提交…" in pad.hand.texts()

    pad.screen.pass_time(1)

    assert pad.page() == "page-thanks"
    assert "已收到，恢复连接后提交" in pad.hand.texts()


def test_a_refusal_that_comes_after_its_visitor_is_logged_without_what_was_said(
    pad: OpenPad, expects_log: Callable[[str], None]
) -> None:
    expects_log(r"A rating was refused after its visitor had left: not_rateable\.$")
    pad.wake()
    pad.hub.lose_hub()
    rate(pad, 5)
    pad.screen.pass_time(5)
    assert pad.page() == "page-idle"

    pad.hub.connect_hub((rows.HALL, rows.FREE))
    pad.hub.no("not_rateable")

    assert pad.page() == "page-idle"


def test_a_rating_that_was_given_already_ends_kindly(pad: OpenPad) -> None:
    pad.wake()
    rate(pad)

    pad.hub.no("already_rated")

    assert pad.page() == "page-refused"
    assert "这次服务已经评价过，谢谢。" in pad.hand.texts()
    pad.hand.tap("close")
    assert pad.page() == "page-idle"


def test_what_the_hub_could_not_take_may_be_sent_again(pad: OpenPad) -> None:
    pad.wake()
    rate(pad, 4)

    pad.hub.no("journal_failed")

    assert pad.page() == "page-refused"
    words = pad.hand.texts()
    assert "抱歉，这次没能提交您的评价" in words
    assert "您也可以到服务台，或拨打 0371-67581000 告诉我们" in words
    assert not any("技术人员" in text for text in words), "the sentence for staff is not for visitors"
    pad.hand.tap("way")
    assert pad.said() == [Rate(ticket="B027", grade=Grade.SATISFIED)]
    pad.hub.done()
    assert pad.page() == "page-thanks"


def test_a_choice_that_the_hub_does_not_take_may_be_made_anew(pad: OpenPad) -> None:
    pad.wake()
    rate(pad)

    pad.hub.no("reasons_needed")
    pad.hand.tap("way")

    assert pad.page() == "page-grades"
    rate(pad, 4)
    assert pad.said() == [Rate(ticket="B027", grade=Grade.SATISFIED)]


def test_a_refusal_that_nobody_reads_goes_by_itself(pad: OpenPad) -> None:
    pad.wake()
    rate(pad)
    pad.hub.no("fault")

    pad.screen.pass_time(19)
    assert pad.page() == "page-refused"
    pad.screen.pass_time(1)

    assert pad.page() == "page-idle"


def test_a_wish_not_to_rate_is_never_argued_with(pad: OpenPad) -> None:
    pad.wake()
    pad.hand.tap("decline")

    pad.hub.no("not_rateable")

    assert pad.page() == "page-thanks"
    assert "好的，谢谢您的光临" in pad.hand.texts()


def test_when_nothing_more_can_be_kept_the_visitor_is_told(pad: OpenPad) -> None:
    pad.wake()
    pad.hub.lose_hub()
    for n in range(MAX_UNANSWERED):
        pad.hub.do(DeclineRating(ticket=f"t{n}"))

    rate(pad)

    assert pad.page() == "page-refused"
    assert "请求太多，请稍后再试。" in pad.hand.texts()


def test_a_touch_changes_the_language_and_keeps_what_is_chosen(pad: OpenPad) -> None:
    pad.wake()
    pad.hand.tap("grade-2")
    pad.hand.tap("reason-213")

    pad.hand.tap("language")

    assert {"You chose: Dissatisfied", "The clerk did not know the work well.", "Send"} <= set(
        pad.hand.texts()
    )
    assert pad.hand.item("reason-213").property("ticked") is True
    pad.hand.tap("send")
    assert pad.said() == [Rate(ticket="B027", grade=Grade.DISSATISFIED, reasons=("213",))]


def test_the_next_visitor_finds_the_halls_language(pad: OpenPad) -> None:
    pad.wake()
    pad.hand.tap("language")
    pad.hand.tap("decline")
    pad.hub.done()
    assert "We wish you all the best" in pad.hand.texts()

    pad.screen.pass_time(5)
    assert "欢迎" in pad.hand.texts()
    pad.hand.tap("language")
    assert "Welcome" in pad.hand.texts()
    pad.hub.show(rows.CALLED)

    assert "请到本窗口" in pad.hand.texts()


def test_a_pad_that_the_hub_refuses_says_whom_to_call(pad: OpenPad) -> None:
    pad.hub.refuse("This token is not known.")
    pad.screen.settle()

    assert "主机不接受此评价器，请联系管理员" in pad.hand.texts()


def test_nothing_on_the_pad_serves_the_clerk(pad: OpenPad) -> None:
    pad.hub.connect_hub((rows.HALL, rows.SERVING))
    pad.screen.settle()

    assert [item.objectName() for item in buttons(pad)] == ["language"]
