"""The panel's sign-in: by staff card, PIN and keys, with nothing of a PIN to be seen."""

from __future__ import annotations

from config.theme import scene
from devices.link import commands as c
from devices.link.words import WindowState
from tests.caller.panels import Key, Open, sees, text, texts, type_in
from tests.screens import caller as pictures
from tests.screens import caller_forms as forms
from tests.screens import caller_rows as rows
from tests.screens.hand import Hand

# Sign-in ----------------------------------------------------------------------------------------------


def test_a_clerk_signs_in_by_card_and_pin_without_a_mouse(open_panel: Open) -> None:
    screen = open_panel(pictures.signed_out)
    screen.link.show(forms.hall_signs_in("card_pin"))

    screen.press(Key.Key_Space)
    assert text(screen, "sign-in-title") == "请将工作证放到读卡器"
    screen.link.read(forms.SEEN)
    assert text(screen, "sign-in-hint").startswith("王敏")
    type_in(screen, "407193")
    screen.press(Key.Key_Return)

    assert screen.link.done() == c.SignIn(clerk="0127", voucher="pretend", pin="407193")
    assert not sees(screen, "sign-in-title")


def test_a_pin_is_touched_and_shown_as_dots(open_panel: Open) -> None:
    screen = open_panel(forms.pin)
    hand = Hand(screen.window)

    hand.tap("key-erase")
    for digit in "1934":
        hand.tap(f"key-{digit}")
    hand.tap("key-take")

    assert screen.link.done() == c.SignIn(clerk="0127", voucher="pretend", pin="401934")


def test_no_digit_of_a_pin_is_to_be_read_anywhere(open_panel: Open) -> None:
    screen = open_panel(forms.pin)
    keys = {str(n) for n in range(10)}

    # 407 was typed; only the keys themselves have digits.
    assert not any("407" in words for words in texts(screen))
    names = {
        str(item.property("text"))
        for item in scene.walk(screen.window.contentItem())
        if item.property("text")
    }
    assert {name for name in names if name.isdigit()} <= keys


def test_the_form_closes_when_the_clerk_is_signed_in(open_panel: Open) -> None:
    screen = open_panel(forms.pin)

    screen.link.show(rows.window(WindowState.CLOSED))

    assert not sees(screen, "sign-in-title")


def test_escape_leaves_the_sign_in_and_the_reader(open_panel: Open) -> None:
    screen = open_panel(forms.card)

    screen.press(Key.Key_Escape)

    assert not sees(screen, "sign-in-title")
    assert screen.link.asked == {}


def test_a_hall_with_pins_alone_asks_for_the_number_first(open_panel: Open) -> None:
    screen = open_panel(forms.choosing_clerk)

    type_in(screen, "0203")
    screen.press(Key.Key_Return)
    type_in(screen, "2580")
    screen.press(Key.Key_Return)

    assert screen.link.commands() == [c.SignIn(clerk="0203", pin="2580")]
