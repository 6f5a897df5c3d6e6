"""Several items or a life event by one number: chosen, looked through, taken once."""

from __future__ import annotations

import msgspec
import pytest

from devices.link.commands import CancelTicket, TakeTicket
from devices.link.words import Language
from kiosk.basket import Basket
from kiosk.offers import Shelf
from tests.kiosk.conftest import OpenKiosk
from tests.screens import kiosk_errands as errands
from tests.screens import kiosk_rows as rows


def two_items(kiosk: OpenKiosk) -> None:
    kiosk.hand.tap("choice-b1")
    kiosk.hand.tap("more")
    kiosk.hand.tap("choice-queue:B")
    kiosk.hand.tap("choice-b3")


def test_a_second_item_goes_on_the_same_ticket(kiosk: OpenKiosk) -> None:
    two_items(kiosk)
    assert kiosk.hand.sees("page-basket")
    assert kiosk.hand.reads("一起办 2 项")
    assert kiosk.hand.reads("20–35 分钟")
    kiosk.hand.tap("take")
    assert kiosk.hub.commands() == [TakeTicket(item="b1", also=("b3",))]
    kiosk.hub.show(errands.ticket(items=("b1", "b3"), to_do=("d1",)))
    kiosk.hub.done(rows.RESULT)
    assert kiosk.hand.reads("转移登记(二手房过户)、夫妻间房屋转移登记")
    assert kiosk.hand.reads("之后接着办 1 项")


def test_items_of_other_queues_are_added_as_well_and_none_twice(kiosk: OpenKiosk) -> None:
    two_items(kiosk)
    for group, code in (("queue:D", "d1"), ("queue:B", "b3")):
        kiosk.hand.tap("more")
        kiosk.hand.tap(f"choice-{group}")
        kiosk.hand.tap(f"choice-{code}")
    kiosk.hand.tap("take")
    assert kiosk.hub.commands() == [TakeTicket(item="b1", also=("b3", "d1"))]


def test_what_is_not_wanted_is_taken_out_again(kiosk: OpenKiosk) -> None:
    two_items(kiosk)
    kiosk.hand.tap("more")
    kiosk.hand.tap("choice-queue:D")
    kiosk.hand.tap("choice-d1")
    kiosk.hand.tap("remove-b1")
    assert kiosk.hand.reads("一起办 2 项")
    kiosk.hand.tap("remove-b3")
    assert kiosk.hand.sees("page-item")
    kiosk.hand.tap("take")
    assert kiosk.hub.commands() == [TakeTicket(item="d1")]


def test_the_way_back_from_choosing_one_more_leads_to_what_is_chosen(kiosk: OpenKiosk) -> None:
    two_items(kiosk)
    kiosk.hand.tap("more")
    assert kiosk.hand.reads("再选一项")
    kiosk.hand.tap("back")
    assert kiosk.hand.sees("page-basket")
    kiosk.hand.tap("back")
    assert kiosk.hand.sees("page-home")
    kiosk.hand.tap("choice-b1")
    kiosk.hand.tap("take")
    assert kiosk.hub.commands() == [TakeTicket(item="b1")]


def test_no_more_are_added_than_the_hall_puts_on_a_ticket(kiosk: OpenKiosk) -> None:
    kiosk.hub.show(msgspec.structs.replace(rows.HALL, items_max=2))
    two_items(kiosk)
    assert not kiosk.hand.sees("more")


def test_a_hall_with_one_item_on_a_ticket_offers_no_second_one(kiosk: OpenKiosk) -> None:
    kiosk.hub.show(msgspec.structs.replace(rows.HALL, items_max=1))
    kiosk.hand.tap("choice-b1")
    assert kiosk.hand.sees("take")
    assert not kiosk.hand.sees("more")


def test_a_card_laid_for_several_items_takes_them_all(kiosk: OpenKiosk) -> None:
    two_items(kiosk)
    kiosk.hand.tap("take-with-card")
    kiosk.hub.read(rows.BARE_CARD)
    assert kiosk.hub.commands() == [TakeTicket(item="b1", also=("b3",), person="p-2")]


def test_several_items_whose_queue_gives_no_number_say_when_it_does(kiosk: OpenKiosk) -> None:
    two_items(kiosk)
    kiosk.hub.show(rows.queue("B", "转移登记", "Property transfer", 0, 0, 0, refused="full"))
    assert not kiosk.hand.sees("take")
    assert kiosk.hand.reads(rows.SENTENCES["full"][0])


def test_what_was_chosen_is_forgotten_with_the_visit(kiosk: OpenKiosk) -> None:
    two_items(kiosk)
    kiosk.screen.pass_time(81)
    kiosk.hand.tap("choice-c1")
    kiosk.hand.tap("take")
    assert kiosk.hub.commands() == [TakeTicket(item="c1")]


def test_a_life_event_shows_its_steps_and_is_taken_as_a_whole(kiosk: OpenKiosk) -> None:
    kiosk.hub.show(*errands.BUNDLES)
    kiosk.hand.tap("all")
    kiosk.hand.tap("choice-bundles")
    assert kiosk.hand.reads("1. 新建商品房登记  2. 转移登记(二手房过户)  3. 领取不动产权证")
    assert kiosk.hand.reads("共 5 步")
    kiosk.hand.tap("choice-bundle:birth")
    assert "3. 领取不动产权证" in kiosk.hand.item("steps").property("text")
    assert not kiosk.hand.sees("more")
    kiosk.hand.tap("take")
    assert kiosk.hub.commands() == [TakeTicket(item="c1", bundle="birth")]
    kiosk.hub.show(errands.ticket(bundle_name="新生儿出生一件事", to_do=("b1", "l1")))
    kiosk.hub.done(rows.RESULT)
    assert kiosk.hand.reads("新生儿出生一件事：转移登记(二手房过户)")


def test_a_life_event_is_not_offered_beside_a_chosen_item(kiosk: OpenKiosk) -> None:
    kiosk.hub.show(*errands.BUNDLES)
    kiosk.hand.tap("choice-b1")
    kiosk.hand.tap("more")
    assert kiosk.hand.sees("choice-queue:D")
    assert not kiosk.hand.sees("choice-bundles")


def test_a_life_event_with_a_step_that_is_not_done_here_is_not_offered() -> None:
    event = msgspec.structs.replace(errands.BIRTH, items=("c1", "elsewhere"))
    shown = {row.key: row for row in [*rows.everyday(), event]}
    assert Shelf(shown, "zh", elder=False).group("bundles") == []


def test_an_item_and_a_life_event_of_one_name_are_two_things() -> None:
    event = msgspec.structs.replace(errands.BIRTH, code="b1")
    shelf = Shelf({row.key: row for row in [*rows.everyday(), event]}, "zh", elder=False)
    basket = Basket()
    assert basket.order("b1", shelf, None, "zh") == TakeTicket(item="b1")
    assert basket.order("bundle:b1", shelf, None, "en") == TakeTicket(
        item="c1", bundle="b1", language=Language.EN
    )
    assert basket.order("", shelf, None, "zh") is None


def test_several_items_that_come_after_their_visitor_has_left_are_given_back(kiosk: OpenKiosk) -> None:
    two_items(kiosk)
    kiosk.hub.lose_hub()
    kiosk.hand.tap("take")
    kiosk.hand.tap("desk")
    kiosk.hub.connect_hub(rows.everyday())
    kiosk.hub.done(rows.RESULT)
    assert kiosk.hub.commands() == [CancelTicket(ticket="t-0001")]


@pytest.mark.parametrize("state", ["ordinary", "elder"])
def test_as_many_items_as_there_is_room_for_can_be_taken_out_in_both_versions(
    kiosk: OpenKiosk, state: str
) -> None:
    kiosk.model.enlarge(state == "elder")
    errands.STATES["basket_five"](kiosk.screen)
    for code in ("b1", "b3", "b4", "b5", "b2"):
        assert kiosk.hand.sees(f"remove-{code}")
    assert not kiosk.hand.sees("more")
