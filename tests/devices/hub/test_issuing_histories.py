"""Whatever is said, in any order and over nights: no paper's number twice, no result lost or given twice."""

from __future__ import annotations

import contextlib
from collections import Counter
from random import Random

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.hub import events as e
from devices.hub.evolve import evolve
from devices.hub.people import HUB
from devices.hub.rules import decide
from devices.hub.rules.asked import Asked
from devices.hub.rules.papers import papers_of
from devices.hub.sheets import sheet
from devices.hub.state import Hall, PrintJob
from devices.link import commands as c
from devices.link.refusals import Refused
from devices.link.words import Language, TicketState
from tests.devices.hub.issuing import CONSULT, ISSUE, card_at, come, issue_played
from tests.devices.hub.played import KIOSK, Played, clerk
from tests.devices.hub.sayings import papers, results

WINDOWS = [1, ISSUE, CONSULT]
DECODER: msgspec.json.Decoder[e.AnyEvent] = msgspec.json.Decoder(e.AnyEvent)


def visit(p: Played, dice: Random) -> None:
    """Somebody comes, is called, is served, goes, or a night passes."""
    number = dice.choice(WINDOWS)
    ticket = p.hall.current(number)
    if dice.random() < 0.03:
        p.later(days=dice.choice([1, 3, 40, 200]))
        p.say(HUB, c.Tick())
        come(p)
    elif dice.random() < 0.3:
        item = dice.choice(["a-1", "a-1", "z-1", "q-1"])
        p.say(KIOSK, c.TakeTicket(item=item, person=dice.choice([None, *p.hall.persons])))
    elif ticket is None:
        p.say(clerk(number), c.CallNext())
    elif ticket.state is TicketState.CALLED:
        p.say(clerk(number), c.Start())
    elif dice.random() < 0.4:
        p.say(clerk(number), c.Finish())


def played(numbers: list[int]) -> Played:
    p = issue_played()
    for person in ("p1", "p2"):
        card_at(p, ISSUE, person)
    for n in numbers:
        dice = Random(n)
        p.later(seconds=dice.choice([0, 1, 20]))
        with contextlib.suppress(Refused):
            if dice.random() < 0.5:
                visit(p, dice)
            else:
                by, command = dice.choice([*papers.SAYINGS, *results.SAYINGS])(p, dice)
                p.say(by, command)
    return p


HISTORIES = st.builds(played, st.lists(st.integers(0, 2**20), min_size=60, max_size=160))


@settings(max_examples=40, deadline=None)
@given(HISTORIES)
def test_papers_and_results_keep_their_promises(p: Played) -> None:
    numbers = Counter(
        event.number
        for event in p.events
        if isinstance(event, e.CaseAccepted | e.SlipIssued | e.ResultHandedOver)
    )
    assert max(numbers.values(), default=1) == 1
    given_away = Counter(event.result for event in p.events if isinstance(event, e.ResultHandedOver))
    assert max(given_away.values(), default=1) == 1
    sent = {event.result for event in p.events if isinstance(event, e.ResultSent)}
    for event in p.events:
        if isinstance(event, e.ResultArrived) and event.result not in given_away.keys() | sent:
            assert p.hall.results[event.result].here
        if isinstance(event, e.ResultHandedOver):
            assert event.person_checked != (event.evidence is not None)


@settings(max_examples=25, deadline=None)
@given(HISTORIES)
def test_the_journal_alone_makes_the_same_hall(p: Played) -> None:
    hall = Hall(p.config)
    for event in p.events:
        evolve(hall, DECODER.decode(msgspec.json.encode(event)))
    for part in (
        "results",
        "slips",
        "cases",
        "acceptances",
        "paper_counts",
        "paper_jobs",
        "cards_at",
        "jobs",
    ):
        assert getattr(hall, part) == getattr(p.hall, part), part


@settings(max_examples=25, deadline=None)
@given(HISTORIES)
def test_what_is_due_happens_once_and_every_paper_can_be_made(p: Played) -> None:
    p.say(HUB, c.Tick())
    again = decide(p.hall, c.Tick(), Asked(by=HUB, at=p.now, fresh="tick"))
    assert not [event for event in again if isinstance(event, e.SlipOverdue | e.ResultOverdue)]
    for name in papers_of(p.hall):
        for language in Language:
            job = PrintJob("p-1", "", "printer-1", language, False, p.now, paper=name)
            assert sheet(p.hall, job, lambda row: "", lambda row: "") is not None


def test_the_histories_reach_everything() -> None:
    found = {type(event) for n in range(40) for event in played([n * 1000 + k for k in range(150)]).events}
    wanted = {
        e.CaseAccepted,
        e.SlipIssued,
        e.SlipReturned,
        e.SlipSettled,
        e.SlipOverdue,
        e.ResultArrived,
        e.DeliveryChosen,
        e.ResultNotified,
        e.ResultInLocker,
        e.ResultSent,
        e.ResultHandedOver,
        e.ResultOverdue,
        e.CardLookedUp,
    }
    assert wanted - found == set()
