"""What the printer says late, or to somebody else, proves nothing; whatever happens, a ticket ends once."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from devices.link.jobs import WorkDone, WorkFailed, WorkStarted, WorkUnknown
from devices.printers.driver import GRACE_S, LIMIT_S, EscPosPrinter
from devices.printers.proof import FENCE, PROCESS_ID, ident_of
from tests.devices.printers.script import (
    ASB_COVER,
    ASB_PAPER_OUT,
    ASB_READY,
    COVER_OPEN,
    CUTTER,
    NEAR_END,
    PAPER_OUT,
    READY,
    SILENT,
    Script,
)


def auto() -> Script:
    return Script(driver=EscPosPrinter({}))


def test_a_confirmation_that_comes_too_late_belongs_to_nobody() -> None:
    # Given a ticket that became unknown because the paper ended
    script = Script().ready()
    script.print("old")
    script.answers = dict(PAPER_OUT)
    script.say(ASB_PAPER_OUT)
    script.wait(GRACE_S + 1)
    # when paper is loaded, and the next visitor's ticket is asked for
    script.answers = dict(READY)
    script.say(ASB_READY)
    script.print("new")
    assert script.last() == WorkUnknown(job="old", cause="paper_out")
    # then the answer of the old ticket is waited for, and proves nothing of the new one
    script.fence()
    assert script.last() == WorkStarted(job="new")
    script.fence()
    assert script.last() == WorkDone(job="new")
    assert [news for news in script.jobs if news.job == "old"] == [
        WorkStarted(job="old"),
        WorkUnknown(job="old", cause="paper_out"),
    ]


def test_answers_that_a_printer_has_lost_are_given_up_after_a_while() -> None:
    script = Script().ready()
    script.print("old")
    script.wait(LIMIT_S + 2)
    assert script.last() == WorkUnknown(job="old", cause="unconfirmed")
    script.print("new")
    script.wait(6)
    assert script.last() == WorkStarted(job="new")
    script.fence()
    assert script.last() == WorkDone(job="new")


def test_an_answer_from_before_the_line_broke_proves_nothing() -> None:
    script = Script().ready()
    script.print("old")
    script.lose()
    script.connect()
    script.print("new")
    script.fence()
    assert [news for news in script.jobs if news.job == "new"] == []
    script.wait(2)
    assert script.last() == WorkStarted(job="new")
    script.fence()
    assert script.last() == WorkDone(job="new")


def test_a_printer_that_knows_process_ids_is_found_out_and_proves_by_them() -> None:
    script = auto()
    script.connect()
    script.wait(1.1)
    probe = next(frame for frame in script.sent if PROCESS_ID in frame)
    assert probe.startswith(b"\x1b@")
    assert probe.endswith(FENCE + b"\x1b@")
    script.echo("probe")
    script.fence()
    script.wait(1)
    script.print()
    assert script.tickets[0].endswith(PROCESS_ID + ident_of("job-1"))
    script.echo("another job")
    assert script.jobs == [WorkStarted(job="job-1")]
    script.echo("job-1")
    assert script.last() == WorkDone(job="job-1")


def test_a_printer_that_does_not_know_process_ids_proves_by_its_turn() -> None:
    script = auto()
    script.connect()
    script.wait(1.1)
    script.fence()
    script.print()
    assert script.tickets[0].endswith(FENCE)
    script.fence()
    assert script.last() == WorkDone(job="job-1")


def test_a_printer_is_probed_once_and_not_at_every_connection() -> None:
    script = auto()
    script.connect()
    script.wait(1.1)
    script.echo("probe")
    script.fence()
    script.lose()
    script.sent.clear()
    script.connect()
    script.wait(5)
    assert not any(PROCESS_ID in frame for frame in script.sent)


def test_a_printer_without_paper_is_probed_when_it_has_some() -> None:
    script = auto()
    script.answers = dict(PAPER_OUT)
    script.connect()
    script.wait(5)
    assert not any(PROCESS_ID in frame for frame in script.sent)
    script.answers = dict(READY)
    script.say(ASB_READY)
    script.wait(3)
    assert any(PROCESS_ID in frame for frame in script.sent)


def test_an_echo_of_a_ticket_that_nobody_waits_for_is_ignored() -> None:
    script = Script(driver=EscPosPrinter({"confirm": "process_id"})).ready()
    script.print("old")
    script.wait(LIMIT_S + 2)
    script.print("new")
    script.echo("old")
    assert script.last() == WorkStarted(job="new")
    script.echo("new")
    assert script.last() == WorkDone(job="new")


steps = st.one_of(
    st.tuples(st.just("wait"), st.floats(0, 12)),
    st.tuples(st.just("say"), st.binary(max_size=6)),
    st.tuples(
        st.just("say"), st.sampled_from([ASB_READY, ASB_PAPER_OUT, ASB_COVER, b"\x00", b"\x0f", b"\x12"])
    ),
    st.tuples(st.just("answers"), st.sampled_from([READY, PAPER_OUT, COVER_OPEN, CUTTER, NEAR_END, SILENT])),
    st.tuples(st.just("print"), st.none()),
    st.tuples(st.just("line"), st.none()),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(steps, max_size=25), st.sampled_from(["auto", "gs_r", "process_id"]))
def test_whatever_happens_every_ticket_starts_at_most_once_and_ends_exactly_once(
    history: list[tuple[str, object]], confirm: str
) -> None:
    script = Script(driver=EscPosPrinter({"confirm": confirm}))
    script.connect()
    jobs = 0
    connected = True
    for what, how in history:
        if what == "wait" and isinstance(how, float):
            script.wait(how)
        elif what == "say" and isinstance(how, bytes):
            script.say(how)
        elif what == "answers" and isinstance(how, dict):
            script.answers = dict(how)
        elif what == "print" and script.driver.idle:
            jobs += 1
            script.print(f"job-{jobs}")
        elif what == "line":
            (script.lose if connected else script.connect)()
            connected = not connected
        assert script.driver.deadline is None or script.driver.deadline >= script.now - 12
    if connected:
        script.wait(60)
        assert script.driver.idle
    ends = [n for n in script.jobs if isinstance(n, WorkDone | WorkFailed | WorkUnknown)]
    assert [n.job for n in ends] == [f"job-{i}" for i in range(1, jobs + 1)]
    started = [n.job for n in script.jobs if isinstance(n, WorkStarted)]
    assert len(started) == len(set(started)) == len(script.tickets)
    assert {n.job for n in ends if isinstance(n, WorkDone | WorkUnknown)} <= set(started)
    assert all(a != b for a, b in pairwise(script.states))
