"""The lists that a clerk chooses from."""

from __future__ import annotations

from caller import choices
from tests.screens import caller_rows as rows


def test_clerks_are_listed_by_staff_number() -> None:
    listed = choices.clerks(reversed(rows.PLACE))

    assert [(choice.code, choice.name) for choice in listed][:2] == [("0127", "王敏"), ("0128", "李卫东")]


def test_reasons_are_numbered_and_named_in_the_screens_language() -> None:
    assert [(c.code, c.key, c.name) for c in choices.reasons(rows.PLACE, english=True)] == [
        ("1", "repair", "Equipment repair"),
        ("2", "papers", "Sorting papers"),
        ("3", "meal", "Lunch break"),
    ]


def test_a_visitor_can_be_sent_to_every_queue_and_every_other_window() -> None:
    listed = choices.destinations((*rows.PLACE, rows.window()), own=5, english=False)

    assert [choice.code for choice in listed] == ["B", "C", "D", "L", "T", "3", "6", "11", "21", "28"]
    assert [choice.tag for choice in listed if choice.key == "window/3"] == ["window_open"]
    assert [choice.tag for choice in listed if choice.key == "window/6"] == ["window_not_open"]


def test_a_window_is_named_in_english_by_what_it_serves() -> None:
    listed = {choice.key: choice.name for choice in choices.destinations(rows.PLACE, own=5, english=True)}

    assert not any("\u4e00" <= letter <= "\u9fff" for name in listed.values() for letter in name), listed
    assert listed["window/3"]


def test_the_usual_place_comes_first() -> None:
    assert [choice.key for choice in choices.places()] == ["by_time", "front", "end"]
