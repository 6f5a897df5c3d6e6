"""Every event ever written can still be read: journals as earlier releases wrote them.

``tests/golden/journals/NAME.db`` was written by the release NAME itself and is never written again;
``NAME.json`` beside it is what that release's hall was in the end. A release adds its own pair.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from devices.hub.evolve import evolve
from devices.hub.journal import Journal
from devices.hub.state import Hall
from devices.link.messages import AnyResult
from tests.conftest import GOLDEN
from tests.devices.hub.histories import HALL as WHOLE_HALL
from tests.halls import small_hall

HALLS = {"step1": small_hall(), "step2": WHOLE_HALL}
"""The hall in which each was written."""
ANSWERS = {"step1": {"NoneType", "TicketResult"}, "step2": {"NoneType"}}
"""What kinds of answers each holds."""
JOURNALS = sorted((GOLDEN / "journals").glob("*.db"))
FIRST = frozenset(
    {
        *("day_began", "ticket_taken", "ticket_cancelled", "ticket_expired", "ticket_called"),
        *("ticket_recalled", "service_started", "service_finished", "ticket_missed", "ticket_returned"),
        *("ticket_held", "ticket_resumed", "ticket_transferred", "window_opened", "window_paused"),
        *("window_closed", "clerk_signed_in", "clerk_signed_out", "appointment_booked", "rated"),
        *("rating_declined", "person_identified", "print_requested", "print_began", "print_on_paper"),
        *("print_missed", "print_doubtful", "device_changed"),
    }
)
"""The kinds of events of the first release."""


@pytest.fixture(params=JOURNALS, ids=lambda path: path.stem)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A copy of an old journal: opening it may bring its tables up to date."""
    kept: Path = request.param
    copy = tmp_path / kept.name
    shutil.copyfile(kept, copy)
    shutil.copyfile(kept.with_suffix(".json"), copy.with_suffix(".json"))
    return copy


@pytest.fixture
def journal(old: Path) -> Iterator[Journal]:
    with closing(Journal(old)) as journal:
        yield journal


def test_the_first_release_is_there_with_all_its_kinds_of_events() -> None:
    with closing(sqlite3.connect(f"file:{GOLDEN / 'journals' / 'step1.db'}?mode=ro", uri=True)) as conn:
        kinds = {kind for (kind,) in conn.execute("SELECT DISTINCT kind FROM events")}

    assert kinds == FIRST


def test_the_second_release_is_there_with_most_of_its_kinds_of_events() -> None:
    with closing(sqlite3.connect(f"file:{GOLDEN / 'journals' / 'step2.db'}?mode=ro", uri=True)) as conn:
        kinds = {kind for (kind,) in conn.execute("SELECT DISTINCT kind FROM events")}

    assert len(kinds) == 73
    assert {"tidal_opened", "slip_issued", "result_handed_over", "away_merged", "matter_answered"} < kinds


def test_the_chain_of_an_old_journal_holds(journal: Journal) -> None:
    assert journal.verify() == journal.seq > 0


def test_an_old_journal_gives_the_hall_that_it_gave_then(journal: Journal, old: Path) -> None:
    hall = Hall(HALLS[old.stem])

    for event in journal.replay():
        evolve(hall, event)

    assert left(hall) == json.loads(old.with_suffix(".json").read_text("utf-8"))


def test_what_an_old_hub_answered_is_answered_again(journal: Journal, old: Path) -> None:
    decode = msgspec.json.Decoder(AnyResult | None).decode
    with closing(sqlite3.connect(old)) as conn:
        names = [name for (name,) in conn.execute("SELECT id FROM commands")]

    answers = [journal.answered(name) for name in names]

    assert len(answers) > 100
    assert {type(decode(answer.answer)).__name__ for answer in answers if answer} == ANSWERS[old.stem]


def left(hall: Hall) -> dict[str, object]:
    """What the first release's hall held, in plain values."""
    return {
        "day": str(hall.day),
        "tickets": {
            t.id: [t.number, t.state.value, t.visitor_class.value, t.window] for t in hall.tickets.values()
        },
        "windows": {
            str(w.number): [w.state.value, w.clerk, w.ticket, w.held, w.finished]
            for w in hall.windows.values()
        },
        "missed": hall.missed,
        "counts": hall.counts,
        "call_count": hall.call_count,
        "persons": {name: visitor_class.value for name, visitor_class in hall.persons.items()},
        "appointments": {
            code: [booked.item, booked.starts_at.isoformat(), booked.ticket]
            for code, booked in hall.appointments.items()
        },
        "jobs": {name: [job.ticket, job.state.value] for name, job in hall.jobs.items()},
        "devices": {name: device.state.value for name, device in hall.devices.items()},
    }
