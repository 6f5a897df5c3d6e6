"""After a minute of silence the kiosk asks, counts for everybody to see, and forgets the visitor."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from devices.link.rows import KioskRow
from kiosk.quiet import Quiet
from tests.kiosk.conftest import OpenKiosk
from tests.screens import kiosk_rows as rows


def lay_card(kiosk: OpenKiosk) -> None:
    kiosk.hand.tap("card")
    kiosk.hub.read(rows.CARD)


def test_it_asks_after_sixty_seconds_and_counts_twenty(kiosk: OpenKiosk) -> None:
    kiosk.hand.tap("choice-b1")
    kiosk.screen.pass_time(59)
    assert not kiosk.hand.sees("idle")
    kiosk.screen.pass_time(1)
    assert kiosk.hand.item("countdown").property("text") == "20"
    kiosk.screen.pass_time(7)
    assert kiosk.hand.item("countdown").property("text") == "13"


def test_the_hub_says_where_the_kiosk_stands_and_how_patient_it_is(kiosk: OpenKiosk) -> None:
    kiosk.hub.show(KioskRow(id="K1", zone="house", idle_s=30, count_s=25))
    assert kiosk.part("hall").property("zone") == rows.ZONE.name
    kiosk.hand.tap("choice-b1")
    kiosk.screen.pass_time(31)
    assert kiosk.hand.item("countdown").property("text") == "24"


def test_one_touch_goes_on_where_the_visitor_was(kiosk: OpenKiosk) -> None:
    kiosk.hand.tap("choice-b1")
    kiosk.screen.pass_time(75)
    kiosk.hand.tap("stay")
    assert not kiosk.hand.sees("idle")
    assert kiosk.hand.sees("page-item")
    kiosk.screen.pass_time(59)
    assert not kiosk.hand.sees("idle")


def test_a_touch_beside_the_question_goes_on_and_touches_nothing_below(kiosk: OpenKiosk) -> None:
    kiosk.hand.tap("choice-b1")
    back = kiosk.hand.item("back")
    spot = back.mapToScene(back.boundingRect().center()).toPoint()
    kiosk.screen.pass_time(75)
    kiosk.hand.press(spot)
    kiosk.hand.lift(spot)
    assert not kiosk.hand.sees("idle")
    assert kiosk.hand.sees("page-item")


def test_every_touch_begins_the_silence_anew(kiosk: OpenKiosk) -> None:
    kiosk.hand.tap("choice-b1")
    head = kiosk.hand.item("top-title")
    spot = head.mapToScene(head.boundingRect().center()).toPoint()
    for _ in range(3):
        kiosk.screen.pass_time(50)
        kiosk.hand.press(spot)
        kiosk.hand.lift(spot)
    assert not kiosk.hand.sees("idle")


def test_it_forgets_everything_of_a_visitor_who_has_gone(kiosk: OpenKiosk) -> None:
    kiosk.hand.tap("language")
    kiosk.hand.tap("elder")
    lay_card(kiosk)
    assert kiosk.hand.reads("张*")
    kiosk.screen.pass_time(80)
    assert kiosk.hand.sees("page-home")
    assert kiosk.hand.reads("请选择您要办的事")
    assert kiosk.hand.sees(text="长辈版")
    assert kiosk.part("person").property("name") == ""


def test_the_visitor_may_end_it_at_once(kiosk: OpenKiosk) -> None:
    lay_card(kiosk)
    kiosk.screen.pass_time(61)
    kiosk.hand.tap("end")
    assert kiosk.hand.sees("page-home")
    assert not kiosk.hand.reads("张*")


def test_a_reader_that_waits_is_stopped_with_the_visit(kiosk: OpenKiosk) -> None:
    kiosk.hand.tap("card")
    assert len(kiosk.hub.asked) == 1
    kiosk.screen.pass_time(80)
    assert kiosk.hub.asked == {}


def test_a_home_page_as_new_never_asks(kiosk: OpenKiosk) -> None:
    kiosk.screen.pass_time(600)
    assert not kiosk.hand.sees("idle")
    assert kiosk.hand.sees("page-home")


def test_a_home_page_in_english_becomes_chinese_again(kiosk: OpenKiosk) -> None:
    kiosk.hand.tap("language")
    kiosk.screen.pass_time(80)
    assert kiosk.hand.reads("请选择您要办的事")


@given(silent_s=st.floats(min_value=0, max_value=1000))
def test_seconds_run_from_the_count_to_nothing(silent_s: float) -> None:
    quiet = Quiet(60.0, 20.0, now=5.0)
    left = quiet.seconds_left(5.0 + silent_s)
    if silent_s < 60 - 1e-6:
        assert left is None
    elif silent_s >= 80:
        assert left == 0
    elif left is not None:
        assert 0 < left <= 20
        assert abs(left - (80 - silent_s)) <= 1
