"""The visitor at the window, on the panel: what is known, next steps, cases and their papers."""

from __future__ import annotations

import msgspec
import pytest

from devices.link import commands as c
from devices.link.messages import TicketResult
from devices.link.words import SlipKind, TransferPlace
from tests.caller.panels import Key, Open, sees, text, type_in
from tests.screens import caller as pictures
from tests.screens import caller_forms as forms
from tests.screens import caller_rows as rows

# The visitor at the window ----------------------------------------------------------------------------


def test_everything_there_is_to_know_of_a_visitor_is_shown(open_panel: Open) -> None:
    screen = open_panel(pictures.known)

    assert text(screen, "about") == "张* · 优先·老年人 · 等了 24 分钟"
    assert text(screen, "advice") == "已辅导告知：契税完税凭证；请带原件核验"
    assert text(screen, "also") == "还要办：继承转移登记"
    assert text(screen, "why").startswith("为何叫这一位：已连叫优先 1 次（上限 3 次）：B027")
    assert text(screen, "first-asked") == "首问责任人：欧阳海燕"
    assert text(screen, "finish_on") == "办完，转 L 领证"


def test_a_proposed_next_step_is_one_key(open_panel: Open) -> None:
    screen = open_panel(pictures.known)

    screen.press(Key.Key_X)

    assert screen.link.commands() == [c.AddStep(ticket="B027", queue="l")]


def test_the_next_item_of_a_life_event_is_proposed_by_its_name(open_panel: Open) -> None:
    screen = open_panel(pictures.known)
    screen.link.show(msgspec.structs.replace(rows.KNOWN, next_item="d1", next_queue=""))

    assert text(screen, "finish_on") == "办完，转 D 抵押权首次登记"
    screen.press(Key.Key_X)
    assert screen.link.commands() == [c.AddStep(ticket="B027", item="d1")]


def test_another_next_step_is_chosen_from_all_queues_and_windows(open_panel: Open) -> None:
    screen = open_panel(pictures.serving)

    screen.press(Key.Key_K)
    assert text(screen, "chooser-title") == "B027 办完后转到哪里？"
    type_in(screen, "11")
    screen.press(Key.Key_Return)
    screen.press(Key.Key_Return)

    assert screen.link.commands() == [c.AddStep(ticket="B027", window=11, place=TransferPlace.BY_TIME)]


@pytest.mark.parametrize(
    ("how", "items"),
    [("1", ("c1",)), ("2", ("b1", "c1"))],
)
def test_an_item_is_corrected_or_added(open_panel: Open, how: str, items: tuple[str, ...]) -> None:
    screen = open_panel(forms.correcting)

    type_in(screen, "XJ")
    screen.press(Key.Key_Return)
    type_in(screen, how)
    screen.press(Key.Key_Return)

    assert screen.link.commands() == [c.CorrectItems(items=items)]


def test_one_of_several_items_is_taken_away(open_panel: Open) -> None:
    screen = open_panel(pictures.known)

    screen.press(Key.Key_I)
    type_in(screen, "B2")
    screen.press(Key.Key_Return)

    assert screen.link.commands() == [c.CorrectItems(items=("b1",))]


def test_whoever_went_to_pay_comes_back(open_panel: Open) -> None:
    screen = open_panel(forms.coming_back)

    screen.press(Key.Key_Return)

    assert screen.link.commands() == [c.ComeBack(ticket="B026")]


def test_a_letter_in_the_list_of_more_steps_takes_one(open_panel: Open) -> None:
    screen = open_panel(forms.more)

    screen.press(Key.Key_S)

    assert text(screen, "chooser-title") == "出具哪一种文书？"


# Cases ------------------------------------------------------------------------------------------------


def test_a_case_is_taken_with_its_number(open_panel: Open) -> None:
    screen = open_panel(forms.case)

    type_in(screen, "410100")
    screen.press(Key.Key_Return)

    assert screen.link.done(TicketResult(ticket="B027", number="B027")) == c.Accept(
        item="b1", case_number="410100", first_pass=True
    )
    assert not sees(screen, "case-title")


def test_letters_mean_steps_again_when_the_form_has_gone(open_panel: Open) -> None:
    screen = open_panel(forms.case)
    type_in(screen, "410100")
    screen.press(Key.Key_Return)
    screen.link.done()
    screen.pass_time(1)

    screen.press(Key.Key_S)

    assert text(screen, "chooser-title") == "出具哪一种文书？"


def test_a_case_may_have_no_number_yet(open_panel: Open) -> None:
    screen = open_panel(forms.case)

    screen.press(Key.Key_Return)

    assert screen.link.commands() == [c.Accept(item="b1", first_pass=True)]


def test_what_can_be_no_case_number_is_not_sent(open_panel: Open) -> None:
    screen = open_panel(forms.case_typed)

    screen.press(Key.Key_Return)
    screen.press(Key.Key_F2)

    assert screen.link.commands() == []
    assert text(screen, "case-hint") == "办件编号只能有字母、数字和 - _"


def test_a_case_that_lacks_something_says_what(open_panel: Open) -> None:
    screen = open_panel(forms.lacking)

    screen.press(Key.Key_Down)
    screen.press(Key.Key_Space)
    screen.press(Key.Key_Return)

    assert screen.link.commands() == [
        c.Accept(item="b1", first_pass=False, lacking=("买卖合同", "契税完税凭证"))
    ]


def test_of_several_items_the_case_is_of_one(open_panel: Open) -> None:
    screen = open_panel(forms.which_item)

    type_in(screen, "B2")
    screen.press(Key.Key_Return)
    screen.press(Key.Key_Return)

    assert screen.link.commands() == [c.Accept(item="b2", first_pass=True)]


def test_the_keys_of_a_number_are_no_steps(open_panel: Open) -> None:
    screen = open_panel(forms.case)

    type_in(screen, "FHQ")

    assert screen.link.commands() == []
    assert sees(screen, "case-title")


# Papers -----------------------------------------------------------------------------------------------


def test_a_supplement_notice_lists_what_is_lacking_and_says_by_when(open_panel: Open) -> None:
    screen = open_panel(forms.supplement)
    assert text(screen, "checklist-hint") == "数字或空格勾选 · 12月7日 星期一前补交"

    screen.press(Key.Key_Return)

    assert screen.link.commands() == [
        c.IssueSlip(kind=SlipKind.SUPPLEMENT, item="b1", materials=("不动产权证书", "契税完税凭证"))
    ]


def test_a_paper_without_a_tick_or_a_word_is_not_sent(open_panel: Open) -> None:
    screen = open_panel(forms.slip_without_list)

    screen.press(Key.Key_Return)
    assert screen.link.commands() == []
    type_in(screen, "ABC")
    screen.press(Key.Key_Return)

    sent = screen.link.commands()
    assert len(sent) == 1
    assert isinstance(sent[0], c.IssueSlip)
    assert sent[0].words.upper() == "ABC"


def test_words_are_added_behind_the_tab_key(open_panel: Open) -> None:
    screen = open_panel(forms.supplement)

    screen.press(Key.Key_Tab)
    type_in(screen, "X1")
    screen.press(Key.Key_Return)

    (sent,) = screen.link.commands()
    assert isinstance(sent, c.IssueSlip)
    assert (sent.materials, sent.words.upper()) == (("不动产权证书", "契税完税凭证"), "X1")


def test_words_of_one_paper_are_not_those_of_the_next(open_panel: Open) -> None:
    screen = open_panel(forms.supplement)
    screen.press(Key.Key_Tab)
    type_in(screen, "X1")
    screen.press(Key.Key_Escape)

    forms.supplement(screen)
    screen.press(Key.Key_Return)

    (sent,) = screen.link.commands()
    assert isinstance(sent, c.IssueSlip)
    assert sent.words == ""


def test_a_one_time_notice_needs_no_tick(open_panel: Open) -> None:
    screen = open_panel(forms.slip)

    screen.press(Key.Key_Return)
    screen.press(Key.Key_Return)

    assert screen.link.commands() == [c.IssueSlip(kind=SlipKind.ONE_TIME_NOTICE, item="b1")]


def test_a_paper_is_dropped_when_its_visitor_has_gone(open_panel: Open) -> None:
    screen = open_panel(forms.supplement)

    screen.link.show(rows.window())

    assert not sees(screen, "checklist-title")
