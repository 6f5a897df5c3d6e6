"""The lock files name a hash of every file that may be installed, and hold together."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from config.deploy import lock
from config.deploy.lock import GLIBC, PYTHONS, Locked, NoLock, Pins

LOCKS = [lock.ROOT / "requirements.txt", *sorted(lock.LOCKS.glob("*.txt"))]


class PretendResolver(lock.Resolver):
    """An index that has a wheel of ``one`` for all machines, and of ``fast`` for one of them only."""

    def __init__(self) -> None:
        """Fetch nothing."""

    def files(self, pins: Pins, python: str, machine: str) -> dict[str, str]:
        if "fast" in pins and (python, machine) != ("3.12", "x86_64"):
            raise NoLock("no wheel of fast")
        return {name: f"{name}-{machine}" if name == "fast" else f"{name}-any" for name in pins}


def packages(file: Path) -> dict[str, tuple[str, int]]:
    """Return version and number of hashes of each package of a lock file."""
    found: dict[str, tuple[str, int]] = {}
    for entry in file.read_text("utf-8").replace("\\\n", "").splitlines():
        if not entry.startswith("#"):
            match = re.fullmatch(r"([a-z0-9-]+)==(\S+)((?:\s+--hash=sha256:[0-9a-f]{64})+)\s*", entry)
            assert match, f"{file.name}: {entry}"
            found[match[1]] = (match[2], match[3].count("--hash"))
    return found


@pytest.mark.parametrize("file", LOCKS, ids=lambda file: file.name)
def test_every_line_of_a_lock_names_one_version_and_its_hashes(file: Path) -> None:
    assert packages(file)


@pytest.mark.parametrize("file", LOCKS, ids=lambda file: file.name)
def test_no_lock_says_where_packages_come_from(file: Path) -> None:
    assert not re.search(r"://|--(?:extra-)?index|--find-links|--trusted|@", file.read_text("utf-8"))


def test_packages_with_compiled_code_are_locked_for_each_machine() -> None:
    found = packages(lock.ROOT / "requirements.txt")

    # One wheel for each Python on each machine; Qt's and cryptography's fit all Pythons of a machine.
    assert found["msgspec"][1] == len(PYTHONS) * len(GLIBC)
    assert found["pyside6-essentials"][1] == len(GLIBC)
    assert found["click"][1] == 1


def test_what_the_programs_need_is_a_part_of_what_was_tested() -> None:
    everything = packages(lock.ROOT / "requirements.txt")
    programs = packages(lock.LOCKS / "run.txt")

    assert programs.items() < everything.items()
    assert not {"pytest", "mypy", "ruff", "schemathesis"} & set(programs)


def test_every_extra_of_its_own_has_a_lock_that_agrees_with_the_others() -> None:
    everything = packages(lock.ROOT / "requirements.txt")

    for name in set(lock.extras(lock.ROOT / "setup.cfg")) - {"test"}:
        extra = packages(lock.LOCKS / f"{name}.txt")
        differing = {
            each for each in extra.keys() & everything.keys() if extra[each][0] != everything[each][0]
        }
        assert differing == set(), name


def test_a_package_without_a_wheel_for_one_machine_is_not_locked() -> None:
    with pytest.raises(NoLock, match=r"^Python 3\.11 on x86_64: no wheel of fast$"):
        lock.lock(PretendResolver(), {"one": "1.0", "fast": "2.0"}, everywhere=True)


def test_a_tool_without_wheels_for_some_machines_says_which_these_are() -> None:
    locked = lock.lock(PretendResolver(), {"fast": "2.0"}, everywhere=False)

    assert locked.hashes == {"fast": {"fast-x86_64"}}
    assert len(locked.lacking) == len(PYTHONS) * len(GLIBC) - 1
    assert "Python 3.12 on x86_64" not in locked.lacking


def test_a_lock_is_written_sorted_with_one_hash_a_line() -> None:
    locked = Locked(pins={"b": "2", "a": "1"}, hashes={"a": {"22", "11"}, "b": {"33"}})

    assert locked.text("What it is.", ["b", "a"]) == (
        "# What it is.\n"
        "a==1 \\\n    --hash=sha256:11 \\\n    --hash=sha256:22\n"
        "b==2 \\\n    --hash=sha256:33\n"
    )
