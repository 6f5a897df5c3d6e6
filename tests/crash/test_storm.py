"""A hub killed at any moment loses nothing that it answered; and a hub that breaks its word is found out."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from tests.crash.storm import Kind, Report, moments, storm
from tests.hubs.premises import prepare
from tests.hubs.process import THE_HUB

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(180)]
KILLS = 9
LOST = r"was answered and is not in the journal"
DONE_TWICE = r"was answered otherwise|has other events than it says|is in the journal and was refused"
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
    *("undo", "hand_in_ticket", "hand_in_service"),
}


async def storms(folder: Path, kills: int, *program: str) -> Report:
    seed = random.randrange(2**32)
    print(f"seed {seed}")  # noqa: T201 - pytest shows it when the test fails
    return await storm(prepare(folder / "hall", windows=3), kills, seed, program or THE_HUB)


async def test_a_hub_that_is_killed_again_and_again_keeps_its_word(tmp_path: Path) -> None:
    report = await storms(tmp_path, KILLS)

    assert report.findings == []
    assert report.kills.total() == KILLS
    assert report.last is not None
    assert report.last.kinds["ticket_called"] > 0
    assert report.last.unheard == report.last.unkept == 0, "everything said was answered in the end"
    assert report.done.keys() <= EVERYTHING


@pytest.mark.parametrize(
    ("mutant", "kills", "finding"),
    [
        ("answer_before_commit", 1, LOST),
        ("no_commit", 1, LOST),
        ("forget_ids", 1, DONE_TWICE),
        ("forget_ids_at_restart", 2, DONE_TWICE),
    ],
)
async def test_a_hub_that_breaks_its_word_is_found_out(
    tmp_path: Path, mutant: str, kills: int, finding: str
) -> None:
    report = await storms(tmp_path, kills, "tests.crash.mutant", mutant, "hub")

    assert any(re.search(finding, each) for each in report.findings), report.findings


def test_the_first_kill_is_at_an_answer_and_all_kinds_are_drawn() -> None:
    drawn = moments(random.Random(1), 200)

    assert drawn[0].kind is Kind.HEARD
    assert drawn[0].then_s == 0
    assert {moment.kind for moment in drawn} == set(Kind)
    assert moments(random.Random(1), 200) == drawn
