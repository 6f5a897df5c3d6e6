"""Why this one: whoever reads the sentence can work the winner out again from its own numbers."""

from __future__ import annotations

import re
from typing import NamedTuple

from hypothesis import assume, given, settings

from config.schema import Order
from devices.hub.rules import why
from devices.hub.rules.order import calling_order, chosen, claim_of, next_for
from devices.hub.rules.why import sentence
from devices.hub.state import Hall
from devices.link.words import VisitorClass
from tests.devices.hub.lineups import HALLS, Person, ordered_hall, waiting_hall
from tests.devices.hub.test_order import AGAIN, BOOKED, ELDER, ORDINARY, PRIORITY, minutes
from tests.halls import MORNING

MANY = settings(max_examples=200, deadline=None)
CLAIM = re.compile(
    r"(?:(?P<label>次高|优先者最高|其他最高|按顺序应叫) )?(?P<number>[A-Z]\d+)（[^）]+）："
    r"(?:(?P<front>排在最前)|离预约时间 (?P<to_m>\d+) 分 (?P<to_s>\d+) 秒|"
    r"等候 (?P<m>\d+) 分 (?P<s>\d+) 秒"
    r"(?:，加 (?P<plus_m>\d+) 分(?: (?P<plus_s>\d+) 秒)?)?"
    r"(?:，减 (?P<less_m>\d+) 分(?: (?P<less_s>\d+) 秒)?（队列次序）)?"
    r"(?:，| )× (?P<weight>\d+) = (?P<score>-?\d+\.\d))"
    r"(?:，先后第 (?P<age>\d+))?"
)
TURN = re.compile(r"^已连叫优先 (\d+) 次（上限 (\d+) 次），轮到其他人：")


class Read(NamedTuple):
    """One claim, as the sentence has it."""

    label: str
    number: str
    key: tuple[int, int]
    age: int | None


def read(text: str) -> list[Read]:
    return [_read(found) for found in CLAIM.finditer(text)]


def _read(found: re.Match[str]) -> Read:
    def seconds(unit: str) -> int:
        of_minutes, of_seconds = f"{unit}_m".removeprefix("_"), f"{unit}_s".removeprefix("_")
        return 60 * int(found[of_minutes] or 0) + int(found[of_seconds] or 0)

    age = int(found["age"]) if found["age"] else None
    if found["front"]:
        return Read(found["label"] or "", found["number"], (0, 0), age)
    if found["to_m"] is not None:
        return Read(found["label"] or "", found["number"], (2, seconds("to")), age)
    score = int(found["weight"]) * (seconds("") + seconds("plus") - seconds("less"))
    assert f"{score / 60:.1f}" == found["score"]
    return Read(found["label"] or "", found["number"], (1, -score), age)


def first(claims: list[Read]) -> str:
    """Who comes first of these; equals must tell which of them is the older one."""
    keys = [claim.key for claim in claims]
    best = min(keys)
    if keys.count(best) == 1:
        return next(claim.number for claim in claims if claim.key == best)
    ages = {claim.age: claim.number for claim in claims if claim.key == best}
    assert None not in ages
    assert len(ages) == keys.count(best)
    return ages[min(age for age in ages if age is not None)]


def winner(text: str) -> str:
    """The winner, worked out from the sentence alone."""
    claims = read(text)
    barred = ""
    if turn := TURN.match(text):
        streak, cap = map(int, turn.groups())
        assert streak >= cap
        barred = "优先者最高"
    elif text.startswith("绿色通道窗口优先者先办："):
        barred = "其他最高"
    elif text.startswith("没有别人等候"):
        assert all(claim.key[0] == 2 for claim in claims)
    return first([claim for claim in claims if not barred or claim.label != barred])


@MANY
@given(HALLS)
def test_the_winner_of_any_call_follows_from_the_sentences_own_numbers(hall: Hall) -> None:
    choice = next_for(hall, 1, MORNING)
    assume(choice is not None)
    assert choice is not None
    assert choice.reckoning is not None
    said = sentence(choice.reckoning, hall.config)
    assert winner(said.zh) == choice.ticket.number
    assert re.findall(r"[A-Z]?\d+(?:\.\d)?", said.zh) == re.findall(r"[A-Z]?\d+(?:\.\d)?", said.en)
    assert said.zh.count("。") == 1


@MANY
@given(HALLS)
def test_a_reckoning_holds_the_best_of_every_standing_that_waits(hall: Hall) -> None:
    choice = next_for(hall, 1, MORNING)
    assume(choice is not None)
    assert choice is not None
    assert choice.reckoning is not None
    others = [claim.standing for claim in choice.reckoning.others]
    left = [t for t in hall.tickets.values() if t is not choice.ticket]
    assert sorted(others) == sorted({t.standing for t in left})
    # and none of those left out stands before the one of its standing that is named
    for claim in choice.reckoning.others:
        rank = [
            c.ticket.number for c in calling_order(hall, 1, MORNING) if c.ticket.standing == claim.standing
        ]
        rank = [number for number in rank if number != choice.ticket.number]
        assert claim.number == rank[0]


def said_of(hall: Hall) -> str:
    choice = next_for(hall, 1, MORNING)
    assert choice is not None
    assert choice.reckoning is not None
    return sentence(choice.reckoning, hall.config).zh


def test_a_call_by_score_is_said_with_the_next_highest() -> None:
    people = [Person("a", ORDINARY, minutes(25)), Person("b", (VisitorClass.PRIORITY, "pregnant"), 200)]
    assert said_of(waiting_hall(ordered_hall(), people)) == (
        "A002（孕妇优先）：等候 3 分 20 秒，加 30 分，× 4 = 133.3；"
        "次高 A001（普通）：等候 25 分 0 秒 × 1 = 25.0。"
    )


def test_equals_say_who_came_first() -> None:
    people = [Person("a", ORDINARY, 60), Person("b", ORDINARY, 60)]
    assert said_of(waiting_hall(ordered_hall(), people)) == (
        "A001（普通）：等候 1 分 0 秒 × 1 = 1.0，先后第 1；"
        "次高 A002（普通）：等候 1 分 0 秒 × 1 = 1.0，先后第 2。"
    )


def test_a_turn_says_how_many_went_before_and_who_was_passed_over() -> None:
    people = [Person("a", ELDER, 60), Person("a", ORDINARY, 120), Person("a", BOOKED, -60)]
    assert said_of(waiting_hall(ordered_hall(cap=3), people, streak=3)) == (
        "已连叫优先 3 次（上限 3 次），轮到其他人：A002（普通）：等候 2 分 0 秒 × 1 = 2.0；"
        "优先者最高 A001（老年人优先）：等候 1 分 0 秒，加 30 分，× 6 = 186.0；"
        "次高 A003（预约）：离预约时间 1 分 0 秒。"
    )


def test_a_preferred_queue_says_what_it_costs_the_others() -> None:
    people = [Person("b", ORDINARY, 60), Person("a", AGAIN, 0)]
    assert said_of(waiting_hall(ordered_hall(Order(preference_min=0.5)), people)) == (
        "A002（二次优先）：等候 0 分 0 秒，加 30 分，× 4 = 120.0；"
        "次高 A001（普通）：等候 1 分 0 秒，减 0 分 30 秒（队列次序），× 1 = 0.5。"
    )


def test_a_call_by_number_says_its_reason_and_whose_turn_it_was() -> None:
    people = [Person("a", PRIORITY, 60), Person("a", ORDINARY, 60), Person("a", ORDINARY, 0)]
    hall = waiting_hall(ordered_hall(), people)
    reckoning = chosen(hall, 1, MORNING, hall.tickets["t3"], "number")
    assert [claim.number for claim in reckoning.others] == ["A001", "A002"]
    said = sentence(reckoning, hall.config)
    assert said.zh == (
        "按号叫：A003（普通）：等候 0 分 0 秒 × 1 = 0.0；"
        "按顺序应叫 A001（优先）：等候 1 分 0 秒，加 30 分，× 4 = 124.0；还比较了 1 张，均在后。"
    )
    assert said.en.startswith(
        "Called by number: A003 (ordinary): waited 0 min 0 s × 1 = 0.0; next in order A001"
    )


def test_who_waits_has_to_show_whole_minutes_only() -> None:
    hall = waiting_hall(ordered_hall(), [Person("a", ELDER, 119), Person("a", BOOKED, -119)])
    said = [why.waiting(claim_of(hall, 1, t, MORNING), hall.config) for t in hall.tickets.values()]
    assert said[0].zh == "A001（老年人优先）：等候 1 分，加 30 分，× 6 = 186.0"
    assert said[0].en == "A001 (Older person): waited 1 min, plus 30 min, × 6 = 186.0"
    assert said[1].zh == "A002（预约）：离预约时间 2 分"
