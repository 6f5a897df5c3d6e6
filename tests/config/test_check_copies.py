"""Backups in a hall's settings: a copy that would never be made, or die with what it is of, is told."""

from __future__ import annotations

import pytest

from tests.config.conftest import TOML, Problems


@pytest.mark.parametrize(
    ("backup", "said"),
    [
        ('target = "/srv/backup"', ()),
        ('target = "/srv/backup"\ntimes = ["00:00", "23:59"]\nkeep = 1', ()),
        ("times = []", ()),
        (
            'target = "/srv/backup"\ntimes = []',
            ('backup.times: is empty, so that no copy is ever made; give times as in ["12:30", "18:30"]',),
        ),
        ('times = ["12:30", "12:30"]', ('backup.times: names "12:30" 2 times; once is enough',)),
        (
            'target = "var/hall/backup"',
            (
                'backup.target: "var/hall/backup" and hub.data = "var/hall" lie in one another; a copy '
                "belongs on another disk",
            ),
        ),
        (
            'target = "var"',
            (
                'backup.target: "var" and hub.data = "var/hall" lie in one another; a copy belongs on '
                "another disk",
            ),
        ),
        ("keep = 0", ("backup.keep: is 0; give a whole number, at least 1",)),
    ],
)
def test_each_fault_of_a_backup_is_told_where_it_stands(
    problems: Problems, backup: str, said: tuple[str, ...]
) -> None:
    assert problems(f"{TOML}\n[backup]\n{backup}\n") == [f"hall.toml: {line}" for line in said]


@pytest.mark.parametrize("time", ["24:00", "7:30", "12:60", "noon"])
def test_a_time_that_no_clock_shows_is_told(problems: Problems, time: str) -> None:
    (line,) = problems(f'{TOML}\n[backup]\ntimes = ["{time}"]\n')

    assert line.startswith("hall.toml: backup.times[0]: ")
