"""The lists that a clerk chooses from."""

from __future__ import annotations

from caller import lists
from tests.screens import caller_rows as rows


def test_clerks_are_listed_by_staff_number() -> None:
    listed = lists.clerks(reversed(rows.PLACE))

    assert [(choice.code, choice.name) for choice in listed][:2] == [("0127", "王敏"), ("0128", "李卫东")]


def test_reasons_are_numbered_and_named_in_the_screens_language() -> None:
    assert [(c.code, c.key, c.name) for c in lists.reasons(rows.PLACE, english=True)] == [
        ("1", "repair", "Equipment repair"),
        ("2", "papers", "Sorting papers"),
        ("3", "meal", "Lunch break"),
    ]


def test_a_visitor_can_be_sent_to_every_queue_and_every_other_window() -> None:
    listed = lists.destinations((*rows.PLACE, rows.window()), own=5, english=False)

    assert [choice.code for choice in listed] == ["B", "C", "D", "L", "T", "3", "6", "11", "21", "28"]
    assert [choice.tag for choice in listed if choice.key == "window/3"] == ["window_open"]
    assert [choice.tag for choice in listed if choice.key == "window/6"] == ["window_not_open"]


def test_a_window_is_named_in_english_by_what_it_serves() -> None:
    listed = {choice.key: choice.name for choice in lists.destinations(rows.PLACE, own=5, english=True)}

    assert not any("\u4e00" <= letter <= "\u9fff" for name in listed.values() for letter in name), listed
    assert listed["window/3"]


def test_the_usual_place_comes_first() -> None:
    assert [choice.key for choice in lists.places()] == ["by_time", "front", "end"]


def test_reasons_for_a_call_are_another_list() -> None:
    assert [c.key for c in lists.reasons(rows.PLACE, english=False, kind="call")] == [
        "urgent",
        "same_case",
        "leader",
    ]


def test_whoever_is_signed_in_elsewhere_can_take_over() -> None:
    listed = lists.colleagues((*rows.PLACE, rows.window()), own=5)

    assert [(c.key, c.code, c.name) for c in listed] == [("0128", "3", "李卫东"), ("0203", "11", "欧阳海燕")]


def test_items_are_found_by_code_and_by_the_sound_of_their_names() -> None:
    listed = {c.code: c for c in lists.items(rows.PLACE, english=False)}

    assert list(listed) == ["b1", "b2", "c1", "d1"]
    assert listed["d1"].sound.startswith("DYQSCDJ")


def test_items_of_a_ticket_keep_its_order() -> None:
    assert [c.code for c in lists.items(rows.PLACE, english=False, only=("d1", "b1", "gone"))] == ["d1", "b1"]


def test_materials_are_listed_once_each() -> None:
    assert lists.materials(" 身份证; 户口簿；身份证；； ") == ("身份证", "户口簿")
    assert lists.materials("") == ()


def test_a_consult_desk_gives_only_what_tells_at_once() -> None:
    assert [c.key for c in lists.slips(consult=True)] == ["one_time_notice"]
    assert len(lists.slips(consult=False)) == 4
