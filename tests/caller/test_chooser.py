"""A list that is narrowed by typing."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication

from caller.choices import Choice, Question
from caller.viewmodel_chooser import Chooser

LINES = [Choice(key=f"k{code}", code=code, name=code) for code in ("B", "BX", "3", "13", "31")]


class Hall:
    """What the lines are made of, and whether the question makes sense."""

    def __init__(self) -> None:
        self.lines = LINES
        self.right = True


@pytest.fixture
def heard() -> list[str]:
    return []


@pytest.fixture
def hall() -> Hall:
    return Hall()


@pytest.fixture
def chooser(qapp: QGuiApplication, heard: list[str], hall: Hall) -> Chooser:
    chooser = Chooser()
    chooser.ask(
        Question(
            about="transfer",
            lines=lambda: hall.lines,
            then=heard.append,
            still_right=lambda: hall.right,
        )
    )
    return chooser


def shown(chooser: Chooser) -> list[str]:
    model = chooser.property("lines")
    return [line.code for _, line in model.rows]


def test_typing_keeps_codes_that_begin_so_and_then_those_that_hold_it(chooser: Chooser) -> None:
    chooser.type("3")

    assert shown(chooser) == ["3", "31", "13"]


def test_letters_may_be_small(chooser: Chooser, heard: list[str]) -> None:
    chooser.type("b")
    chooser.type("x")
    chooser.take()

    assert heard == ["kBX"]


def test_what_fits_no_line_is_not_typed(chooser: Chooser) -> None:
    chooser.type("9")

    assert shown(chooser) == [line.code for line in LINES]
    assert chooser.property("typed") == ""


def test_erasing_widens_the_list_again(chooser: Chooser) -> None:
    chooser.type("3")
    chooser.erase()

    assert len(shown(chooser)) == len(LINES)


def test_the_mark_stays_within_the_list(chooser: Chooser, heard: list[str]) -> None:
    chooser.move(-3)
    assert chooser.property("current") == 0
    chooser.move(99)
    chooser.take()

    assert heard == ["k31"]


def test_a_line_that_moves_keeps_the_mark(chooser: Chooser, hall: Hall, heard: list[str]) -> None:
    chooser.move(2)
    hall.lines = LINES[1:]
    chooser.look()
    chooser.take()

    assert heard == ["k3"]


def test_a_list_is_chosen_from_once(chooser: Chooser, heard: list[str]) -> None:
    chooser.take()
    chooser.take()
    chooser.pick(1)

    assert heard == ["kB"]
    assert chooser.property("kind") == ""


def test_an_empty_list_gives_nothing(chooser: Chooser, hall: Hall, heard: list[str]) -> None:
    hall.lines = []
    chooser.look()
    chooser.take()

    assert heard == []


def test_a_question_that_has_lost_its_sense_is_closed(chooser: Chooser, hall: Hall) -> None:
    hall.right = False
    chooser.look()

    assert chooser.property("kind") == ""


def test_a_whole_code_chooses_at_once_only_where_it_is_asked_for(qapp: QGuiApplication) -> None:
    heard: list[str] = []
    chooser = Chooser()
    for at_once in (False, True):
        chooser.ask(Question(about="more", lines=lambda: LINES, then=heard.append, at_once=at_once))
        chooser.type("b")

    assert heard == ["kB"]


def test_first_letters_of_a_name_find_its_line(qapp: QGuiApplication) -> None:
    lines = [
        Choice(key="one", code="d1", name="抵押权首次登记", sound="DYQSCDJ"),
        Choice(key="two", code="b1", name="转移登记", sound="ZYDJ"),
    ]
    heard: list[str] = []
    chooser = Chooser()
    chooser.ask(Question(about="direct", lines=lambda: lines, then=heard.append))

    for letter in "zy":
        chooser.type(letter)
    chooser.take()

    assert heard == ["two"]
