"""Going back makes sense to a visitor, whatever way was gone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kiosk.pages import PASSING, Pages

PAGES = ("home", "groups", "items", "item", "person", "ticket", "desk", *PASSING)


def test_back_leads_past_what_was_only_passed_through() -> None:
    pages = Pages()
    for page in ("item", "working", "trouble", "desk"):
        pages.go(page)
    assert pages.back() == "item"
    assert pages.back() == "home"


def test_going_where_one_is_adds_no_step() -> None:
    pages = Pages()
    pages.go("items")
    pages.go("items")
    assert pages.back() == "home"


def test_a_page_in_place_of_another_keeps_the_way_back() -> None:
    pages = Pages()
    pages.go("card")
    pages.replace("person")
    assert pages.back() == "home"


@given(st.lists(st.sampled_from(PAGES), max_size=30))
def test_back_always_ends_at_home_and_never_on_a_page_to_pass(way: list[str]) -> None:
    pages = Pages()
    for page in way:
        pages.go(page)
    for _ in range(len(way) + 1):
        assert pages.back() not in PASSING
    assert pages.page == "home"
