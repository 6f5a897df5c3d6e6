"""The look at who grants priority: counted by grantor, ground and evidence, and what is worth a look."""

from __future__ import annotations

from devices.hub.events import ClassGranted
from devices.hub.grants import grants_of
from devices.hub.people import HUB
from devices.link import commands as c
from devices.link.words import VisitorClass
from tests.devices.hub.desks import OTHER_DESK, desk_played, sign_in
from tests.devices.hub.played import DESK, KIOSK, Played


def granted(p: Played, by: object, count: int, ground: str = "pregnant", evidence: str = "") -> None:
    for _ in range(count):
        ticket = p.take("b-1")
        p.say(by, c.GrantClass(ticket=ticket.id, ground=ground, evidence=evidence))  # type: ignore[arg-type]


def test_grants_are_counted_by_day_grantor_ground_and_evidence() -> None:
    p = desk_played()
    granted(p, DESK, 2)
    granted(p, DESK, 1, "disabled", "残疾人证")
    p.take()
    p.later(days=1)
    sign_in(p)
    granted(p, OTHER_DESK, 1)
    first, second = grants_of(p.events).days
    assert (first.tickets, set(first.grantors), set(second.grantors)) == (4, {"0901"}, {"0902"})
    grantor = first.grantors["0901"]
    assert grantor.grounds == {"pregnant": 2, "disabled": 1}
    assert grantor.evidence == {"": 2, "残疾人证": 1}
    assert first.share(grantor) == 0.75


def test_a_grant_that_was_taken_back_is_counted_with_its_grantor() -> None:
    p = desk_played()
    granted(p, DESK, 2)
    p.say(OTHER_DESK, c.RevokeClass(ticket=next(iter(p.hall.tickets))))
    (day,) = grants_of(p.events).days
    assert (day.grantors["0901"].count, day.grantors["0901"].revoked) == (2, 1)


def test_a_grant_that_is_taken_back_at_a_later_step_is_still_its_grantors() -> None:
    p = desk_played()
    granted(p, DESK, 1)
    by = p.staff(1)
    p.call(1)
    p.say(by, c.Transfer(queue="a"))
    p.say(OTHER_DESK, c.RevokeClass(ticket=list(p.hall.tickets)[-1]))
    (day,) = grants_of(p.events).days
    assert day.grantors["0901"].revoked == 1


def test_who_grants_far_more_than_the_others_is_worth_a_look() -> None:
    p = desk_played()
    granted(p, OTHER_DESK, 2)
    granted(p, DESK, 5)
    report = grants_of(p.events)
    (day,) = report.days
    assert report.suspicious(day, day.grantors["0901"])
    assert not report.suspicious(day, day.grantors["0902"])


def test_few_grants_and_a_lone_grantor_say_nothing() -> None:
    p = desk_played()
    granted(p, DESK, 4)
    granted(p, OTHER_DESK, 1)
    report = grants_of(p.events)
    assert not any(report.suspicious(d, g) for d in report.days for g in d.grantors.values())
    alone = desk_played()
    granted(alone, DESK, 9)
    report = grants_of(alone.events)
    (day,) = report.days
    assert not report.suspicious(day, day.grantors["0901"])


def test_what_kiosks_and_the_hub_grant_by_rule_is_never_suspicious_and_compared_with_nobody() -> None:
    p = desk_played()
    granted(p, DESK, 6)
    granted(p, OTHER_DESK, 6)
    by_rule = [
        ClassGranted(
            at=p.now,
            by=by.name,
            ticket=f"t{n}",
            ground="second",
            visitor_class=VisitorClass.SECOND_VISIT,
            grantor=by.name,
        )
        for by in (KIOSK, HUB)
        for n in range(50)
    ]
    report = grants_of([*p.events, *by_rule])
    (day,) = report.days
    assert {name for name, grantor in day.grantors.items() if grantor.automatic} == {KIOSK.name, HUB.name}
    assert not any(report.suspicious(day, grantor) for grantor in day.grantors.values())
    # Without them the first desk is still far ahead of a desk that granted little
    few = desk_played()
    granted(few, DESK, 6)
    granted(few, OTHER_DESK, 1)
    report = grants_of([*few.events, *by_rule])
    (day,) = report.days
    assert report.suspicious(day, day.grantors["0901"])


def test_a_day_without_tickets_has_no_share() -> None:
    p = desk_played()
    (day,) = grants_of(p.events).days
    assert day.grantors == {}
    granted(p, DESK, 1)
    (day,) = grants_of(e for e in p.events if type(e).__name__ == "ClassGranted").days
    assert day.share(day.grantors["0901"]) == 0.0
