"""Who waits, on the panel: why they are where they are, calls out of order, and who goes first."""

from __future__ import annotations

import pytest

from devices.link import commands as c
from tests.caller.panels import Key, Open, sees, text, texts, type_in
from tests.screens import caller as pictures
from tests.screens import caller_forms as forms
from tests.screens.hand import Hand

# Whoever waits ----------------------------------------------------------------------------------------


def test_the_arrows_mark_who_waits_and_the_sentence_is_shown(open_panel: Open) -> None:
    screen = open_panel(pictures.free)
    assert not sees(screen, "sentence")

    screen.press(Key.Key_Down)
    assert text(screen, "sentence").startswith("B028（老年人优先）")
    screen.press(Key.Key_Down)
    assert text(screen, "sentence").startswith("Y003（预约）")
    screen.press(Key.Key_Up)
    screen.press(Key.Key_Up)
    assert text(screen, "sentence").startswith("B028（老年人优先）")
    screen.press(Key.Key_Escape)
    assert not sees(screen, "sentence")


def test_a_call_out_of_order_gives_its_reason(open_panel: Open) -> None:
    screen = open_panel(forms.ticket)
    assert text(screen, "chooser-title") == "C012"
    assert text(screen, "page-note").startswith("C012（普通）")

    screen.press(Key.Key_1)
    assert text(screen, "chooser-title") == "为什么先叫 C012？"
    screen.press(Key.Key_2)
    screen.press(Key.Key_Return)

    assert screen.link.commands() == [c.CallTicket(ticket="C012", reason="same_case")]


def test_the_next_one_is_called_without_a_reason(open_panel: Open) -> None:
    screen = open_panel(pictures.free)

    screen.press(Key.Key_Down)
    screen.press(Key.Key_Return)
    screen.press(Key.Key_1)

    assert screen.link.commands() == [c.CallTicket(ticket="B028")]


def test_a_reason_is_asked_for_when_somebody_else_has_become_the_next(open_panel: Open) -> None:
    screen = open_panel(pictures.free)
    screen.press(Key.Key_Down)
    screen.press(Key.Key_Return)
    screen.press(Key.Key_1)

    screen.link.no("reason_needed")

    assert not sees(screen, "notice-text")
    assert text(screen, "chooser-title") == "为什么先叫 B028？"


def test_a_consult_desk_calls_whom_it_likes_by_name(open_panel: Open) -> None:
    screen = open_panel(forms.ticket_by_name)

    screen.press(Key.Key_2)

    assert screen.link.commands() == [c.CallTicket(ticket="C012", by_name=True)]


def test_a_ticket_that_waits_no_more_closes_its_list(open_panel: Open) -> None:
    screen = open_panel(forms.call_reason)

    screen.link.show(gone=["ticket/C012"])

    assert not sees(screen, "chooser-title")


def test_nobody_is_called_out_of_order_while_somebody_is_served(open_panel: Open) -> None:
    screen = open_panel(pictures.serving)

    screen.press(Key.Key_Down)
    screen.press(Key.Key_Return)

    assert "叫这一位" not in texts(screen)
    assert "登记优先…" in texts(screen)


@pytest.mark.parametrize(
    ("typed", "command"),
    [
        ("12", c.GrantClass(ticket="C012", ground="elder", evidence="老年证")),
        ("2", c.GrantClass(ticket="C012", ground="pregnant")),
    ],
)
def test_a_class_is_granted_with_its_evidence(open_panel: Open, typed: str, command: c.GrantClass) -> None:
    screen = open_panel(forms.ground)
    assert text(screen, "chooser-title") == "C012 优先的理由？"

    for key in typed:
        type_in(screen, key)
        screen.press(Key.Key_Return)

    assert screen.link.commands() == [command]


def test_a_waiting_line_is_marked_by_one_touch_and_opened_by_another(open_panel: Open) -> None:
    screen = open_panel(pictures.free)
    hand = Hand(screen.window)

    hand.tap("waiting-Y003")
    assert text(screen, "sentence").startswith("Y003")
    hand.tap("waiting-Y003")

    assert text(screen, "chooser-title") == "Y003"
