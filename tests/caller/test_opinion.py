"""What a visitor chooses before it is said."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from caller.opinion import Opinion
from config.reasons import REASONS, is_offered
from devices.link.words import Grade

touches = st.lists(st.sampled_from([*Grade]) | st.sampled_from([reason.code for reason in REASONS]))


def test_nothing_is_said_before_a_grade_is_chosen() -> None:
    assert Opinion(ticket="t1").rating() is None


@given(touches)
def test_whatever_is_touched_only_a_rating_that_the_hub_takes_is_said(touched: list[Grade | str]) -> None:
    opinion = Opinion(ticket="t1")
    for touch in touched:
        opinion = opinion.with_grade(touch) if isinstance(touch, Grade) else opinion.toggled(touch)

    rating = opinion.rating()

    grades = [touch for touch in touched if isinstance(touch, Grade)]
    assert opinion.grade is (grades[-1] if grades else None)
    if rating is not None:
        assert rating.grade is opinion.grade
        assert len(set(rating.reasons)) == len(rating.reasons)
        assert all(is_offered(code, rating.grade) for code in rating.reasons)
        assert rating.reasons or rating.grade > Grade.DISSATISFIED


def test_a_second_touch_takes_the_tick_away() -> None:
    opinion = Opinion(ticket="t1").with_grade(Grade.DISSATISFIED).toggled("213").toggled("214")

    assert opinion.toggled("213").reasons == ("214",)


def test_reasons_of_another_grade_are_forgotten() -> None:
    opinion = Opinion(ticket="t1").with_grade(Grade.DISSATISFIED).toggled("213")

    assert opinion.with_grade(Grade.SATISFIED).reasons == ()
    assert opinion.with_grade(Grade.DISSATISFIED).reasons == ("213",)
