"""What printers put out is accounted for: each test forges one thing between a journal and the paper."""

from __future__ import annotations

import pytest

from devices.hub import events as e
from devices.link.words import Language, PrintState
from devices.printers.escpos import Encoder
from devices.printers.layout import PAPERS, Code, Element, Text
from tests.crash.papers import Paper, Prints, account, looked_at, unsettled
from tests.halls import MORNING

PRINTER = "printer-K1"
GOOD = Paper(PRINTER, ("t1",), again=False, void=False)


def wanted(job: str = "p-1", ticket: str = "t1", *, again: bool = False) -> e.PrintRequested:
    return e.PrintRequested(
        at=MORNING, by="kiosk:K1", job=job, ticket=ticket, device=PRINTER, language=Language.ZH, again=again
    )


def began(job: str = "p-1") -> e.PrintBegan:
    return e.PrintBegan(at=MORNING, by="agent:K1", job=job)


def on_paper(job: str = "p-1") -> e.PrintOnPaper:
    return e.PrintOnPaper(at=MORNING, by="agent:K1", job=job)


def missed(job: str = "p-1") -> e.PrintMissed:
    return e.PrintMissed(at=MORNING, by="agent:K1", job=job, cause="paper_out")


def doubtful(job: str = "p-1") -> e.PrintDoubtful:
    return e.PrintDoubtful(at=MORNING, by="agent:K1", job=job, cause="agent_restarted")


def told(*events: e.AnyEvent) -> Prints:
    prints = Prints()
    for seq, event in enumerate(events, start=1):
        prints.follow(seq, event)
    return prints


def found(papers: list[Paper], *events: e.AnyEvent) -> list[str]:
    prints = told(*events)
    return [*prints.findings, *account(prints.jobs.values(), papers)]


@pytest.mark.parametrize(
    ("papers", "events"),
    [
        ([], (wanted(),)),
        ([], (wanted(), began())),
        ([GOOD], (wanted(), began())),
        ([GOOD], (wanted(), began(), on_paper())),
        ([], (wanted(), began(), doubtful())),
        ([GOOD], (wanted(), began(), doubtful())),
        ([GOOD], (wanted(), began(), doubtful(), on_paper())),
        ([], (wanted(), missed())),
        (
            [GOOD, Paper(PRINTER, ("t1",), again=True, void=False)],
            (wanted(), began(), on_paper(), wanted("p-2", again=True), began("p-2"), on_paper("p-2")),
        ),
        ([Paper(PRINTER, ("t1",), again=False, void=True)], (wanted(), began(), doubtful())),
    ],
)
def test_what_may_happen_to_a_paper_is_no_finding(
    papers: list[Paper], events: tuple[e.AnyEvent, ...]
) -> None:
    assert found(papers, *events) == []


@pytest.mark.parametrize(
    ("papers", "events", "finding"),
    [
        ([GOOD], (wanted(),), "print job p-1 is on paper, and the journal would print it again"),
        ([GOOD], (wanted(), began(), missed()), "print job p-1 is on paper, and the journal says that it is"),
        ([GOOD, GOOD], (wanted(), began(), on_paper()), "print job p-1 came out 2 times"),
        ([], (wanted(), began(), on_paper()), "print job p-1 is confirmed, and no paper came out"),
        ([GOOD], (), "nobody wanted the paper"),
        (
            [Paper(PRINTER, ("t1", "t2"), again=False, void=False)],
            (wanted(), began(), wanted("p-2", "t2"), began("p-2")),
            "a paper of printer-K1 carries ['t1', 't2'], and not one thing",
        ),
        ([Paper(PRINTER, (), again=False, void=False)], (), "a paper of printer-K1 carries []"),
        ([], (wanted(), began(), began()), "event 3, print_began: print job p-1 was started"),
        ([], (wanted(), on_paper()), "event 2, print_on_paper: print job p-1 was requested"),
        ([], (began(),), "event 1, print_began: print job p-1 was never wanted"),
        ([], (wanted(), wanted()), "event 2, print_requested: print job p-1 exists already"),
    ],
)
def test_what_may_not_happen_to_a_paper_is_found(
    papers: list[Paper], events: tuple[e.AnyEvent, ...], finding: str
) -> None:
    assert any(each.startswith(finding) for each in found(papers, *events)), found(papers, *events)


@pytest.mark.parametrize(("events", "words"), [((wanted(),), "wanted"), ((wanted(), began()), "begun")])
def test_a_job_of_which_nobody_says_how_it_ended_is_found(events: tuple[e.AnyEvent, ...], words: str) -> None:
    assert list(unsettled(told(*events).jobs.values())) != []
    assert f"is {words} for ever" in next(iter(unsettled(told(*events).jobs.values())))


def test_a_job_that_ended_is_settled() -> None:
    prints = told(wanted(), began(), doubtful())

    assert list(unsettled(prints.jobs.values())) == []
    assert prints.states == {PrintState.UNKNOWN: 1}


def test_a_paper_is_read_as_it_came_out_of_the_printer() -> None:
    mark, number = Text(text="补打"), Text(text="编号：BZ20260302-001")
    page: list[Element] = [mark, number, Code(content="https://hall.example/t/t1", module=4)]
    raw = b"".join(Encoder(PAPERS["80"], "part", None).pieces([page]))

    assert looked_at(PRINTER, raw) == Paper(PRINTER, ("t1", "BZ20260302-001"), again=True, void=False)
