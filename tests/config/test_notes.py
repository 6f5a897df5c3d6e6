"""What is allowed and worth a second look: each is noted, and a hall without it has no such note."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from config.load import load
from config.notes import warnings
from tests.config.conftest import TOML, Problems

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "[[pauses]]",
            '[hours]\nclosing = "fixed"\n[[pauses]]',
            'hours.closing: "fixed" with closing_min = 0',
        ),
        ("[[pauses]]", '[hours]\nclosing = "fixed"\nclosing_min = 5\n[[pauses]]', ""),
        (
            'prefix = "A"',
            'prefix = "A"\nclosing = "fixed"',
            'queues[0].closing: "fixed" with closing_min = 0',
        ),
        ('prefix = "A"', 'prefix = "A"\nclosing = "fixed"\nclosing_min = 3', ""),
        ('prefix = "A"', 'prefix = "A"\nlast = 50\nquota = 60', "queues[0].quota: is never reached"),
        ('prefix = "A"', 'prefix = "A"\nlast = 50\nquota = 60\nwrap = "AA"', ""),
        (
            'queues = ["tax", "issue"]',
            'queues = ["issue"]\n[[windows]]\nnumber = 3\nzone = "main"\ntype = "tidal"\nqueues = ["tax"]',
            "queues[0]: only tidal windows serve it",
        ),
        (
            'prefix = "A"',
            'prefix = "A"\ndays = ["fri", "sat", "sun"]',
            "queues[0].days: no window that serves it works on sat, sun",
        ),
        (
            'prefix = "A"',
            'prefix = "A"\nhours = ["09:00-17:00"]',
            "queues[0].hours: no window that serves it has a shift from 12:00 to 13:00",
        ),
        (
            'prefix = "A"',
            'prefix = "A"\nhours = ["08:00-12:00"]',
            "queues[0].hours: no window that serves it has a shift from 08:00 to 09:00",
        ),
        (
            'prefix = "A"',
            'prefix = "A"\nhours = ["13:00-19:00"]',
            "queues[0].hours: no window that serves it has a shift from 17:00 to 19:00",
        ),
        (
            "[[clerks]]",
            '[[clerks]]\nnumber = "7"\nname = "x"\nskills = ["tax"]\nzones = ["far"]\n[[zones]]\n'
            'id = "far"\nname = "x"\n[[clerks]]',
            "clerks[0].skills: no window in the clerk's zones serves any of them",
        ),
        (
            "[[clerks]]",
            '[[clerks]]\nnumber = "7"\nname = "x"\nskills = ["tax"]\nzones = ["main"]\n[[clerks]]',
            "",
        ),
        ("[[pauses]]", "[calendar]\nholidays = [2026-10-01]\n[[pauses]]", "calendar.until: is not given"),
        (
            "[[pauses]]",
            "[calendar]\nworkdays = [2026-10-10, 2026-10-12]\nuntil = 2026-12-31\n[[pauses]]",
            "calendar.workdays[1]: 2026-10-12 is a day of [hours] days already",
        ),
        ("[[pauses]]", "[calendar]\nuntil = 2026-11-22\n[[pauses]]", "calendar.until: 2026-11-22 is over"),
        ("[[pauses]]", "[calendar]\nuntil = 2026-11-23\n[[pauses]]", ""),
        (
            "[[pauses]]",
            '[[seasons]]\nitem = "tax-01"\nwindows = [1]\nfirst = 2026-06-01\nlast = 2026-06-30\n[[pauses]]',
            "seasons[0]: ended on 2026-06-30",
        ),
        (
            "[[pauses]]",
            '[[clerks]]\nnumber = "7"\nname = "x"\nvalid_to = 2026-11-22\n[[pauses]]',
            "clerks[1].valid_to: 2026-11-22 is over",
        ),
    ],
)
def test_what_is_worth_a_look_is_noted(
    problems: Problems, tmp_path: Path, old: str, new: str, said: str
) -> None:
    assert old in TOML
    assert problems(toml=TOML.replace(old, new, 1)) == []
    lines = [str(note) for note in warnings(load(tmp_path), TODAY) if note.file == "hall.toml"]
    assert len(lines) == (1 if said else 0), lines
    assert not said or lines[0].startswith(f"hall.toml: {said}")


def test_an_item_for_the_elderly_that_only_firms_apply_for_is_noted(
    problems: Problems, tmp_path: Path
) -> None:
    def notes(subject: str) -> list[str]:
        assert (
            problems(csv=f"code,name,queue,elder,example,subject\ntax-01,发票,tax,true,false,{subject}\n")
            == []
        )
        return [str(note) for note in warnings(load(tmp_path))]

    assert notes("both") == []
    assert notes("legal") == [
        "items.csv: row 2, elder: is on the list of items for the elderly, and only a legal person may apply"
    ]


def test_what_only_time_makes_wrong_is_not_noted_without_a_day(problems: Problems, tmp_path: Path) -> None:
    assert problems(toml=f"{TOML}\n[calendar]\nuntil = 2020-01-01\n") == []
    assert [note for note in warnings(load(tmp_path)) if note.file == "hall.toml"] == []


def test_a_window_set_aside_for_a_season_needs_no_queue(problems: Problems, tmp_path: Path) -> None:
    season = "\n[[seasons]]\nitem = 'tax-01'\nwindows = [3]\nfirst = 2026-06-01\nlast = 2027-06-30\n"
    assert problems(toml=f"{TOML}\n[[windows]]\nnumber = 3\nzone = 'main'\n{season}") == []
    assert [note for note in warnings(load(tmp_path), TODAY) if note.file == "hall.toml"] == []
