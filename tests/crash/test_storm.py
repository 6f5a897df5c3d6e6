"""Whoever is killed at any moment: nothing answered is lost, nothing is done twice, no screen is wrong."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.crash.mutant import MUTANTS
from tests.crash.mutants import AGENTS, HUB, HUNTS, Hunt
from tests.crash.plan import Cast, Kind, Moment, Victim, moments
from tests.crash.storm import Report, storm
from tests.hubs.premises import prepare
from tests.hubs.process import THE_HUB

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(180)]
KILLS = 10
EVERYTHING = {
    *(
        "take_ticket",
        "cancel_ticket",
        "book_appointment",
        "check_in",
        "call_next",
        "recall",
        "start",
        "finish",
    ),
    *("mark_no_show", "return_ticket", "hold", "resume", "transfer", "rate", "decline_rating"),
    *("sign_in", "sign_out", "open_window", "pause_window", "close_window"),
    *("undo", "hand_in_ticket", "hand_in_service", "issue_slip", "reprint"),
}


async def storms(folder: Path, kills: int, program: Sequence[str] = THE_HUB, cast: Cast = HUB) -> Report:
    seed = random.randrange(2**32)
    print(f"seed {seed}")  # noqa: T201 - pytest shows it when the test fails
    return await storm(prepare(folder / "hall", windows=3), kills, seed, program, cast)


async def test_hub_agents_and_screens_that_are_killed_again_and_again_keep_their_word(tmp_path: Path) -> None:
    report = await storms(tmp_path, KILLS, cast=Cast(screens=("zone", "panel")))

    assert report.findings == []
    assert report.kills.total() >= KILLS
    assert report.looks > 0
    assert report.last is not None
    assert report.last.kinds["ticket_called"] > 0
    assert report.last.unheard == report.last.unkept == 0, "everything said was answered in the end"
    assert report.done.keys() <= EVERYTHING


@pytest.mark.parametrize(
    "mutant", ["answer_before_commit", "no_commit", "forget_ids", "forget_ids_at_restart", "nothing_missed"]
)
async def test_a_hub_that_breaks_its_word_is_found_out(tmp_path: Path, mutant: str) -> None:
    await assert_found(tmp_path, mutant, HUNTS[mutant])


async def test_an_agent_that_breaks_its_word_is_found_out(tmp_path: Path) -> None:
    await assert_found(tmp_path, "prints_then_asks", HUNTS["prints_then_asks"])


async def assert_found(folder: Path, mutant: str, hunt: Hunt) -> None:
    report = await storms(folder, hunt.kills, ("tests.crash.mutant", mutant, "hub"), hunt.with_mutant(mutant))

    assert any(re.search(hunt.finding, each) for each in report.findings), report.findings


def test_every_mutant_is_hunted() -> None:
    hunted = {name.removesuffix("_on_a_screen") for name in HUNTS}

    assert hunted == set(MUTANTS) - {"one_at_a_time"}, "which breaks no promise"


def test_the_first_kill_is_of_the_hub_at_an_answer_and_all_kinds_are_drawn() -> None:
    drawn = moments(random.Random(1), 300)

    assert drawn[0].victim is Victim.HUB
    assert drawn[0].kind is Kind.HEARD
    assert drawn[0].then_s == 0
    assert {moment.kind for moment in drawn} == set(Kind)
    assert {moment.victim for moment in drawn} == set(Victim)
    assert moments(random.Random(1), 300) == drawn


@pytest.mark.parametrize(("cast", "victims"), [(HUB, {Victim.HUB}), (AGENTS, {Victim.HUB, Victim.AGENT})])
def test_only_who_takes_part_is_killed(cast: Cast, victims: set[Victim]) -> None:
    drawn: list[Moment] = moments(random.Random(1), 100, cast)

    assert {moment.victim for moment in drawn} == victims
