"""The sign-in form without a screen: what it asks, what it says to the hub, and what it forgets."""

from __future__ import annotations

import gc

import pytest
from PySide6.QtGui import QGuiApplication

from caller.viewmodel_sign_in import SignInForm
from devices.link.commands import SignIn
from devices.link.jobs import ReadCard
from devices.link.messages import CardSeen, StaffSeen
from devices.link.words import Role, VisitorClass
from tests.display.pretend_link import PretendLink
from tests.screens.studio import NOW

PIN = "407193"
SEEN = StaffSeen(clerk="0127", name="王敏", voucher="v-1")


@pytest.fixture
def link(qapp: QGuiApplication) -> PretendLink:
    link = PretendLink(Role.CLERK, "window-5", NOW)
    link.connect_hub()
    return link


@pytest.fixture
def form(link: PretendLink) -> SignInForm:
    return SignInForm(link, lambda zh, en: zh)


def enter(form: SignInForm, digits: str) -> None:
    for digit in digits:
        form.type(digit)
    form.take()


def stage(form: SignInForm) -> str:
    return str(form.property("stage"))


def problem(form: SignInForm) -> str:
    return str(form.property("refusalCode"))


def kept(form: SignInForm) -> str:
    """Everything that the form holds as text."""
    held = (*vars(form).values(), *vars(form._proof).values())
    return " ".join(value for value in held if isinstance(value, str))


def test_a_card_alone_signs_in(form: SignInForm, link: PretendLink) -> None:
    form.ask_card(with_pin=False)
    assert list(link.asked.values()) == [ReadCard(timeout_s=60.0)]

    link.read(SEEN)

    assert link.done() == SignIn(clerk="0127", voucher="v-1")
    assert stage(form) == ""


def test_a_card_and_a_pin_sign_in_together(form: SignInForm, link: PretendLink) -> None:
    form.ask_card(with_pin=True)
    link.read(SEEN)
    assert (stage(form), form.property("name")) == ("pin", "王敏")

    enter(form, PIN)

    assert link.done() == SignIn(clerk="0127", voucher="v-1", pin=PIN)
    assert stage(form) == ""


def test_a_number_and_a_pin_sign_in(form: SignInForm, link: PretendLink) -> None:
    form.ask_pin("0128", "李卫东")
    enter(form, PIN)

    assert link.done() == SignIn(clerk="0128", pin=PIN)


def test_a_reader_that_types_gives_the_card_itself(form: SignInForm, link: PretendLink) -> None:
    form.ask_card(with_pin=True)
    enter(form, "04A1B2C3")
    assert link.asked == {}, "the other reader no longer waits"
    enter(form, PIN)

    assert link.done() == SignIn(card="04A1B2C3", pin=PIN)


@pytest.mark.parametrize("digits", ["", "4", "407"])
def test_fewer_than_four_digits_are_no_pin(form: SignInForm, link: PretendLink, digits: str) -> None:
    form.ask_pin("0127", "王敏")
    enter(form, digits)

    assert link.commands() == []
    assert form.property("digits") == len(digits)


def test_more_than_eight_digits_and_letters_are_not_taken(form: SignInForm, link: PretendLink) -> None:
    form.ask_pin("0127", "王敏")
    enter(form, "4x0 7193八268５55")

    assert link.done() == SignIn(clerk="0127", pin="40719326")


def test_a_digit_is_taken_back(form: SignInForm, link: PretendLink) -> None:
    form.ask_pin("0127", "王敏")
    form.type("9")
    form.erase()
    enter(form, PIN)

    assert link.done() == SignIn(clerk="0127", pin=PIN)


@pytest.mark.parametrize("code", ["pin_wrong", "pin_locked", "clerk_elsewhere", "register_failed"])
def test_a_refusal_is_told_and_the_pin_asked_anew(form: SignInForm, link: PretendLink, code: str) -> None:
    form.ask_pin("0127", "王敏")
    enter(form, PIN)
    link.no(code)

    assert (stage(form), problem(form), form.property("digits")) == ("pin", code, 0)
    assert form.property("refusal")
    enter(form, "5566")
    assert link.commands() == [SignIn(clerk="0127", pin="5566")]


def test_a_card_that_is_worth_no_more_is_asked_for_again(form: SignInForm, link: PretendLink) -> None:
    form.ask_card(with_pin=True)
    link.read(SEEN)
    enter(form, PIN)
    link.no("card_needed")

    assert (stage(form), problem(form)) == ("card", "card_needed")
    assert len(link.asked) == 1
    assert "0127" not in kept(form)


def test_a_visitors_card_is_no_staff_card(form: SignInForm, link: PretendLink) -> None:
    form.ask_card(with_pin=True)
    link.read(CardSeen(person="p1", masked_name="张*", visitor_class=VisitorClass.ORDINARY))

    assert (stage(form), problem(form)) == ("card", "card_unknown")
    form.take()
    assert len(link.asked) == 1, "another card may be put down"


def test_a_reader_that_gives_up_reads_again_when_it_is_asked(form: SignInForm, link: PretendLink) -> None:
    form.ask_card(with_pin=True)
    link.not_read("nothing_read")
    assert (problem(form), form.property("reading")) == ("nothing_read", False)

    form.take()

    assert (problem(form), form.property("reading")) == ("", True)


def test_a_pin_that_somebody_else_set_is_changed_at_once(form: SignInForm, link: PretendLink) -> None:
    form.ask_pin("0127", "王敏")
    enter(form, "2580")
    link.no("pin_change_needed")
    assert stage(form) == "new"

    enter(form, PIN)
    assert stage(form) == "again"
    enter(form, PIN)

    assert link.done() == SignIn(clerk="0127", pin="2580", new_pin=PIN)
    assert stage(form) == ""


def test_a_new_pin_is_typed_twice_alike(form: SignInForm, link: PretendLink) -> None:
    form.ask_pin("0127", "王敏")
    enter(form, "2580")
    link.no("pin_change_needed")
    enter(form, PIN)
    enter(form, "407194")

    assert (stage(form), problem(form), link.commands()) == ("new", "pins_differ", [])


def test_a_new_pin_that_is_too_easy_is_chosen_again(form: SignInForm, link: PretendLink) -> None:
    form.ask_pin("0127", "王敏")
    enter(form, "2580")
    link.no("pin_change_needed")
    enter(form, "1111")
    enter(form, "1111")
    link.no("pin_too_easy")
    assert (stage(form), problem(form)) == ("new", "pin_too_easy")

    enter(form, PIN)
    enter(form, PIN)

    assert link.commands() == [SignIn(clerk="0127", pin="2580", new_pin=PIN)]


def test_nothing_is_taken_while_a_pin_is_being_checked(form: SignInForm, link: PretendLink) -> None:
    form.ask_pin("0127", "王敏")
    enter(form, PIN)
    enter(form, "5566")

    assert len(link.commands()) == 1
    assert form.property("digits") == 0


def test_no_pin_is_said_into_the_void(form: SignInForm, link: PretendLink) -> None:
    form.ask_pin("0127", "王敏")
    link.lose_hub()
    enter(form, PIN)

    assert (link.commands(), problem(form)) == ([], "hub_away")
    link.connect_hub()
    assert link.commands() == []


@pytest.mark.parametrize("end", ["done", "closed", "pin_wrong"])
def test_a_pin_is_forgotten_as_soon_as_it_is_not_needed(
    form: SignInForm, link: PretendLink, end: str
) -> None:
    form.ask_card(with_pin=True)
    link.read(SEEN)
    enter(form, PIN)
    if end == "done":
        link.done()
    elif end == "closed":
        form.close()
        link.done()
    else:
        link.no(end)
    gc.collect()

    assert PIN not in kept(form)
    assert end == "pin_wrong" or "v-1" not in kept(form)
    holders = [thing for thing in gc.get_objects() if isinstance(thing, SignIn) and thing.pin == PIN]
    assert holders == []


def test_nothing_that_qml_sees_holds_a_digit_of_a_pin(form: SignInForm, link: PretendLink) -> None:
    form.ask_card(with_pin=True)
    link.read(SEEN)
    for digit in PIN:
        form.type(digit)

    meta = form.metaObject()
    seen = [str(meta.property(n).read(form)) for n in range(meta.propertyCount())]
    assert str(len(PIN)) in seen
    assert not any(PIN in value or PIN[:2] in value for value in seen)
    assert PIN not in repr(SignIn(clerk="0127", voucher="v-1", pin=PIN))
    assert "v-1" not in repr(SEEN)


def test_an_answer_that_comes_after_the_form_was_closed_changes_nothing(
    form: SignInForm, link: PretendLink
) -> None:
    form.ask_pin("0127", "王敏")
    enter(form, PIN)
    form.close()
    form.ask_pin("0128", "李卫东")
    link.no("pin_wrong")

    assert (stage(form), problem(form), form.property("name")) == ("pin", "", "李卫东")
