"""Wherever the disk is cut or fails, a hub loses nothing that it answered and contradicts nothing it said."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from devices.link.messages import Done, No
from tests.crash.broken import BROKEN, broken
from tests.crash.cuts import Cut, Recording, cut, lie, record, some
from tests.crash.disk import IOERR_SYNC, IOERR_WRITE, Fault, Step, Synced, Wrote
from tests.crash.faults import around, fail, troubles
from tests.crash.morning import NOT_KEPT, Heard, Said
from tests.crash.ruins import Survives

RUINS = 120
LOST = "was answered and is not in the journal"
APART = "a command that is not there"
WORDS = "the vault does not hold its words"
REFUSED = "is in the journal and was refused"


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Recording:
    return asyncio.run(record(tmp_path_factory.mktemp("morning")))


@pytest.fixture
def quiet() -> Iterator[None]:
    """What hubs say of failing disks, again and again, is looked at elsewhere."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def drawn() -> int:
    seed = random.randrange(2**32)
    print(f"seed {seed}")  # noqa: T201 - pytest shows it when the test fails
    return seed


async def test_a_hub_goes_on_from_whatever_a_cut_leaves(recording: Recording, tmp_path: Path) -> None:
    report = await cut(recording, some(recording, RUINS, drawn()), tmp_path)

    assert report.findings == []
    assert report.tried.total() > RUINS / 2
    assert set(report.tried) >= {Survives.EVERYTHING, Survives.SECTORS, Survives.PAGES}
    assert report.torn > 0


def test_the_morning_is_of_many_kinds_and_enough_to_cut(recording: Recording) -> None:
    done = [step for step in recording.steps if isinstance(step, Heard) and isinstance(step.answer, Done)]

    assert len(done) >= 60
    assert sum(1 for _ in recording.cuts) > 10_000


@pytest.mark.parametrize(
    "mutant", ["no_sync", "commit_without_sync", "answer_before_commit", "commands_apart"]
)
async def test_a_hub_that_breaks_its_word_is_found_out_by_cuts(tmp_path: Path, mutant: str) -> None:
    with broken(mutant):
        recording = await record(tmp_path)
    first = place_of(recording, lambda step: isinstance(step, Heard))
    report = await cut(recording, some(recording, 150, drawn(), since=first), tmp_path, enough=1)

    assert any(LOST in each or APART in each for each in report.findings), report.findings


@pytest.mark.parametrize("mutant", ["journal_before_vault", "vault_without_sync"])
async def test_a_journal_that_names_words_before_they_are_kept_is_found_out(
    tmp_path: Path, mutant: str
) -> None:
    with broken(mutant):
        recording = await record(tmp_path)
    # From the first words on that anybody says.
    first = place_of(recording, lambda step: bool(words_of(step)))
    chosen = [Cut(n, 0, Survives.NOTHING, 0) for n in range(first, first + 60)]
    report = await cut(recording, chosen, tmp_path, enough=1)

    assert any(WORDS in each for each in report.findings), report.findings


async def test_on_a_failing_disk_nobody_finds_done_what_was_called_not_done(
    recording: Recording, tmp_path: Path, quiet: None
) -> None:
    steps = sum(isinstance(step, Wrote | Synced) for step in recording.steps)
    report = await fail(troubles(6, steps, drawn()), tmp_path, 2)

    assert report.findings == []
    assert report.ruins > 0


async def test_a_refusal_that_was_not_made_sure_is_found_out(tmp_path: Path, quiet: None) -> None:
    with broken("refused_and_kept"):
        recording = await record(tmp_path, nth(20, of_the_log))
    report = await cut(recording, around(recording, 12, drawn()), tmp_path)

    assert any(REFUSED in each for each in report.findings), report.findings


async def test_the_true_hub_makes_the_same_refusal_sure(tmp_path: Path, quiet: None) -> None:
    recording = await record(tmp_path, nth(20, of_the_log))
    answers = [step.answer for step in recording.steps if isinstance(step, Heard)]
    codes = {answer.code for answer in answers if isinstance(answer, No) and answer.code in NOT_KEPT}
    report = await cut(recording, around(recording, 12, drawn()), tmp_path)

    assert codes == {"journal_failed"}
    assert report.findings == []


async def test_a_journal_without_a_log_is_found_out(tmp_path: Path, quiet: None) -> None:
    with broken("no_log"):
        recording = await record(tmp_path, nth(1, of_its_beginning))
    heard = [n for n, step in enumerate(recording.steps, start=1) if isinstance(step, Heard)]
    report = await cut(recording, [Cut(n, 0, Survives.NOTHING, 0) for n in heard], tmp_path, enough=1)

    assert any(LOST in each for each in report.findings), report.findings


@pytest.mark.parametrize("in_order", [True, False])
def test_a_disk_that_lies_leaves_less_or_a_damage_that_shows(
    recording: Recording, tmp_path: Path, in_order: bool
) -> None:
    lies = lie(recording, some(recording, 60, drawn()), tmp_path, in_order=in_order)

    assert lies.findings == []
    assert lies.whole > 0
    assert bool(lies.damaged) is not in_order


def test_every_broken_promise_is_looked_for_here() -> None:
    named = Path(__file__).read_text("utf-8")

    assert [name for name in BROKEN if f'"{name}"' not in named] == []


def place_of(recording: Recording, so: Callable[[object], bool]) -> int:
    return next(n for n, step in enumerate(recording.steps) if so(step))


def words_of(step: object) -> str:
    return str(getattr(step.saying.command, "words", "")) if isinstance(step, Said) else ""


def of_the_log(step: Step) -> Fault | None:
    """A commit's sync."""
    is_it = isinstance(step, Synced) and step.path == "journal.db-wal"
    return Fault(IOERR_SYNC) if is_it else None


def of_its_beginning(step: Step) -> Fault | None:
    """The write with which SQLite begins to turn a journal into one that has a log."""
    is_it = isinstance(step, Wrote) and step.path == "journal.db-journal" and len(step.data) == 12
    return Fault(IOERR_WRITE) if is_it else None


def nth(count: int, fault: Callable[[Step], Fault | None]) -> Callable[[Step], Fault | None]:
    """Only the so manieth of these faults."""
    met: list[Fault] = []

    def once(step: Step) -> Fault | None:
        if found := fault(step):
            met.append(found)
        return found if found and len(met) == count else None

    return once
