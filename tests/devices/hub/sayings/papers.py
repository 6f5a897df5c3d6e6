"""What is said of cases, slips and their papers: mostly sensibly, now and then wrongly."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from devices.hub.people import Principal
from devices.hub.rules.papers import materials_of, papers_of
from devices.link import commands as c
from devices.link.words import SlipKind, SlipOutcome
from tests.devices.hub.played import DESK, KIOSK, Played, clerk

Saying = tuple[Principal, c.AnyCommand]


def _serving(p: Played, dice: Random) -> int:
    """A window that serves somebody, if one does."""
    busy = [number for number, window in p.hall.windows.items() if window.ticket]
    return dice.choice(busy or list(p.hall.windows))


def _materials(p: Played, number: int, dice: Random) -> tuple[str, ...]:
    ticket = p.hall.current(number)
    known = list(materials_of(p.hall.item(ticket.item))) if ticket else []
    return tuple(dice.sample(known, min(len(known), dice.randint(0, 2))))


def _slip(p: Played, dice: Random) -> str:
    return dice.choice([*p.hall.slips, "nothing"])


def accept(p: Played, dice: Random) -> Saying:
    """A window takes a case."""
    number = _serving(p, dice)
    lacking = _materials(p, number, dice)
    case = dice.choice(["", f"BJ{dice.randint(1, 9999)}"])
    return clerk(number), c.Accept(first_pass=not lacking, lacking=lacking, case_number=case)


def issue(p: Played, dice: Random) -> Saying:
    """A window gives a slip, with or without a promise before."""
    number = _serving(p, dice)
    return clerk(number), c.IssueSlip(
        kind=dice.choice(list(SlipKind)),
        materials=_materials(p, number, dice),
        words=dice.choice(["", "请盖章"]),
        days=dice.choice([0, 0, 1, 20]),
        paper=dice.random() < 0.8,
    )


def come_back(p: Played, dice: Random) -> Saying:
    """Somebody is back with a slip."""
    return dice.choice([KIOSK, DESK]), c.ReturnWithSlip(slip=_slip(p, dice))


def settle(p: Played, dice: Random) -> Saying:
    """What was asked for came by post, or never will."""
    return DESK, c.SettleSlip(slip=_slip(p, dice), outcome=dice.choice(list(SlipOutcome)))


def reprint(p: Played, dice: Random) -> Saying:
    """A paper is wanted once more."""
    by = dice.choice([DESK, clerk(dice.choice(list(p.hall.windows)))])
    return by, c.ReprintPaper(paper=dice.choice([*sorted(papers_of(p.hall)), "nothing"]))


SAYINGS: list[Callable[[Played, Random], Saying]] = [accept, issue, issue, come_back, settle, reprint]
