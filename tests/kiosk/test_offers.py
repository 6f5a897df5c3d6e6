"""Everything that is offered can be reached by paging, and nothing else is offered."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.link.rows import AnyRow, ItemRow
from kiosk.offers import Shelf
from kiosk.viewmodel_choices import ON_PAGE, ON_PAGE_ELDER, Choices
from tests.kiosk.conftest import OpenKiosk
from tests.screens import kiosk_rows as rows


def by_key(shown: list[AnyRow]) -> Mapping[str, AnyRow]:
    return {row.key: row for row in shown}


def codes(choices: Choices) -> list[str]:
    return [offer.key for offer in choices.property("page").rows]


def all_pages(choices: Choices, room: int) -> list[str]:
    """Turn every page of what is open and note what stands there."""
    found: list[str] = []
    for _ in range(int(choices.property("pages"))):
        page = codes(choices)
        assert len(page) <= room
        found += page
        choices.turn(1)
    return found


@pytest.mark.parametrize("elder", [False, True])
@given(counts=st.lists(st.integers(min_value=0, max_value=20), min_size=2, max_size=9))
def test_every_item_stands_on_exactly_one_page_of_its_group(elder: bool, counts: list[int]) -> None:
    queues = [rows.queue(chr(65 + n), f"队列{n}", f"Queue {n}", n, 0, n) for n in range(len(counts))]
    items = [
        rows.item(f"{queue.id}{n}", queue.id, f"事项{n}", f"Item {n}", elder=n % 3 == 0)
        for queue, count in zip(queues, counts, strict=True)
        for n in range(count)
    ]
    room = ON_PAGE_ELDER if elder else ON_PAGE
    choices = Choices()
    choices.show(Shelf(by_key([*queues, *items]), "zh", elder), elder)
    choices.open("")
    groups = all_pages(choices, room) if choices.holds_groups() else [choices.property("group")]
    found: list[str] = []
    for group in groups:
        if str(group).startswith("queue:"):
            choices.open(str(group))
            found += all_pages(choices, room)
    assert sorted(found) == sorted(item.code for item in items)


def test_all_items_of_a_large_hall_are_within_reach() -> None:
    choices = Choices()
    shown = by_key(rows.large())
    choices.show(Shelf(shown, "zh", elder=False), elder=False)
    choices.open("")
    found: set[str] = set()
    for group in all_pages(choices, ON_PAGE):
        choices.open(group)
        found.update(all_pages(choices, ON_PAGE))
    assert found == {row.code for row in shown.values() if isinstance(row, ItemRow)}


def test_an_item_whose_queue_is_not_shown_is_not_offered() -> None:
    shelf = Shelf(by_key([rows.QUEUES[0], rows.ITEMS[0], rows.ITEMS[8]]), "zh", elder=False)
    assert [offer.key for offer in shelf.featured()] == ["b1"]


def test_items_for_the_elderly_come_first_in_the_elder_version() -> None:
    shelf = Shelf(by_key(rows.everyday()), "zh", elder=True)
    assert [offer.key for offer in shelf.featured()] == ["l1", "b1", "c1"]


def test_what_home_has_no_room_for_leads_the_groups() -> None:
    groups = Shelf(by_key(rows.large()), "zh", elder=False).groups(featured_shown=3)
    assert groups[0].key == "featured"
    assert groups[0].items == 6


def test_the_queues_of_the_kiosks_own_zone_come_first() -> None:
    queues = [
        msgspec.structs.replace(queue, zone=zone) for queue, zone in zip(rows.QUEUES, "xyxy", strict=False)
    ]
    shown = by_key([*queues, *rows.ITEMS])

    def order(zone: str) -> list[str]:
        return [group.prefix for group in Shelf(shown, "zh", False, zone).groups(featured_shown=9)]

    assert order("") == ["B", "C", "D", "L"]
    assert order("y") == ["C", "L", "B", "D"]


def test_a_hall_with_one_group_shows_its_items_at_once(kiosk: OpenKiosk) -> None:
    kiosk.hub.connect_hub(rows.few_windows())
    kiosk.hand.tap("all")
    assert kiosk.hand.sees("page-items")
    kiosk.hand.tap("choice-b2")
    assert kiosk.hand.sees("page-item")


def test_pages_are_turned_by_touch_and_stop_at_both_ends(kiosk: OpenKiosk) -> None:
    kiosk.hand.tap("all")
    kiosk.hand.tap("choice-queue:B")
    assert kiosk.hand.reads("第 1 页，共 2 页")
    assert kiosk.hand.item("previous").isEnabled() is False
    assert not kiosk.hand.sees("choice-b8")
    kiosk.hand.tap("next")
    assert kiosk.hand.sees("choice-b8")
    assert not kiosk.hand.sees("choice-b1")
    assert kiosk.hand.item("next").isEnabled() is False
    kiosk.hand.tap("previous")
    assert kiosk.hand.sees("choice-b1")


def test_back_leads_from_item_to_items_to_groups_to_home(kiosk: OpenKiosk) -> None:
    kiosk.hand.tap("all")
    kiosk.hand.tap("choice-queue:B")
    kiosk.hand.tap("choice-b2")
    for page, there in (("items", "choice-b2"), ("groups", "choice-queue:B"), ("home", "choice-b1")):
        kiosk.hand.tap("back")
        assert kiosk.page() == page
        assert kiosk.hand.sees(there)


def test_a_changing_wait_leaves_the_visitor_on_the_page(kiosk: OpenKiosk) -> None:
    kiosk.hand.tap("all")
    kiosk.hand.tap("choice-queue:B")
    kiosk.hand.tap("next")
    kiosk.hub.show(rows.queue("B", "转移登记", "Property transfer", 99, 50, 70))
    assert kiosk.hand.reads("第 2 页，共 2 页")
    assert kiosk.hand.reads("前面 99 人")
