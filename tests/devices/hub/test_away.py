"""Without the hub: numbers that a kiosk gave of its own range are taken over."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from config import schema as s
from devices.hub import events as e
from devices.hub.hub import Hub
from devices.hub.journal import Journal
from devices.hub.people import HUB, Principal
from devices.hub.rules.away import OLDEST
from devices.hub.state import Ticket
from devices.hub.vault import Vault
from devices.link import commands as c
from devices.link import rows as r
from devices.link.codec import BadMessage, from_client
from devices.link.messages import Done, TicketResult
from devices.link.words import (
    AwayPaper,
    PrintState,
    Role,
    TicketState,
    VisitorClass,
)
from tests.devices.hub.clocks import Clock
from tests.devices.hub.doors import running
from tests.devices.hub.outages import K1, K2, away_hall, given, minutes_ago
from tests.devices.hub.played import DESK, KIOSK, Played, refusal
from tests.devices.hub.seeing import of_kind, seen
from tests.halls import MORNING, small_hall


@pytest.fixture
def hall() -> Played:
    hall = Played(away_hall())
    hall.staff(1)
    return hall


def hand_in(
    hall: Played,
    name: str,
    count: int,
    minutes: float,
    *,
    person: str | None = None,
    elder: bool = False,
    paper: AwayPaper = AwayPaper.NONE,
) -> Ticket:
    at = minutes_ago(hall, minutes)
    hall.say(K1, given(name, count, at, person=person, elder=elder, paper=paper))
    return hall.hall.tickets[name]


def test_a_number_given_without_the_hub_waits_since_it_was_taken(hall: Played) -> None:
    first = hall.take()
    hall.later(minutes=30)
    last = hall.take()

    ticket = hand_in(hall, "made-by-k1", 801, 10)

    line = hall.hall.line("a", "ordinary")
    assert [line[n].number for n in range(len(line))] == [first.number, "A801", last.number]
    assert (ticket.away, ticket.kiosk, ticket.taken_at) == (True, "K1", minutes_ago(hall, 10))
    assert hall.take().number == "A003", "the hub's own numbers go on"
    assert hall.hall.issued["a"] == 4


def test_a_number_that_was_given_when_the_queue_had_closed_counts_all_the_same(hall: Played) -> None:
    hall.later(hours=9)

    assert hand_in(hall, "made-by-k1", 801, 1).state is TicketState.WAITING


@pytest.mark.parametrize(("by", "count"), [(K1, 1), (K1, 811), (K1, 821), (K2, 801)])
def test_nobody_hands_in_a_number_of_anothers_range(hall: Played, by: Principal, count: int) -> None:
    assert refusal(hall, by, given("made-by-k1", count, hall.now)) == "not_your_range"


def test_a_queue_without_a_range_gives_no_numbers_without_the_hub() -> None:
    hall = Played(small_hall())

    assert refusal(hall, KIOSK, given("made-by-k1", 801, hall.now)) == "not_your_range"


def test_only_a_kiosk_of_the_hall_hands_in_numbers(hall: Played) -> None:
    assert refusal(hall, DESK, given("made-by-k1", 801, hall.now)) == "not_allowed"
    lost = msgspec.structs.replace(K1, place="K9")
    assert refusal(hall, lost, given("made-by-k1", 801, hall.now)) == "no_kiosk"


def test_an_item_that_the_hall_no_longer_has_is_refused_and_further_ones_are_left_out(hall: Played) -> None:
    assert refusal(hall, K1, given("made-by-k1", 801, hall.now, item="x-1")) == "unknown_item"

    several = msgspec.structs.replace(given("made-by-k1", 801, hall.now), also=("x-1", "a-2", "b-1", "a-2"))
    hall.say(K1, several)

    assert hall.hall.tickets["made-by-k1"].items == ("a-1", "a-2")
    assert hall.hall.visits["made-by-k1"].to_do == ["b-1"]


def test_a_kiosk_that_forgot_what_it_gave_gives_nobody_elses_number(hall: Played) -> None:
    first = hand_in(hall, "before-it-forgot", 801, 10)
    second = hand_in(hall, "after-it-forgot", 801, 5)

    assert first.number == "A801"
    assert (second.number, second.printed) == ("A001", "A801")
    assert hall.take().number == "A002"
    told = [(n.code, n.words) for n in hall.hall.notices.values()]
    assert told == [("number_replaced", {"printed": "A801", "number": "A001"})]


def test_who_holds_a_number_gets_another_one_even_when_all_are_used_up() -> None:
    config = away_hall()
    queues = tuple(msgspec.structs.replace(q, last=1) for q in config.queues)
    hall = Played(msgspec.structs.replace(config, queues=queues))
    hall.take()
    hand_in(hall, "before-it-forgot", 801, 10)

    assert hand_in(hall, "after-it-forgot", 801, 5).number == "A002"
    assert hand_in(hall, "forgot-it-again", 801, 4).number == "A003"


def test_a_clock_of_a_kiosk_that_is_ahead_makes_nobody_wait_in_the_future(hall: Played) -> None:
    assert hand_in(hall, "made-by-k1", 801, -90).taken_at == hall.now


@pytest.mark.parametrize("minutes", [24 * 60, 10**9 // 1000 * 60])
def test_a_number_of_yesterday_is_kept_and_ends_at_once(hall: Played, minutes: int) -> None:
    ticket = hand_in(hall, "made-yesterday", 801, minutes)

    assert ticket.state is TicketState.EXPIRED
    assert ticket.taken_at == max(minutes_ago(hall, minutes), hall.now - OLDEST)
    assert hall.events[-1] == e.TicketExpired(
        at=hall.now, by=K1.name, ticket="made-yesterday", reason="end_of_day"
    )
    assert hand_in(hall, "made-today", 801, 1).number == "A801", "today the number is free"
    assert hall.hall.issued["a"] == 1


def test_age_alone_gives_a_ground_without_the_hub(hall: Played) -> None:
    ticket = hand_in(hall, "made-by-k1", 801, 1, elder=True)

    assert (ticket.visitor_class, ticket.ground) == (VisitorClass.PRIORITY, "elder")
    without = Played(msgspec.structs.replace(away_hall(), grounds=()))
    assert hand_in(without, "made-by-k1", 801, 1, elder=True).visitor_class is VisitorClass.PRIORITY


def test_a_person_the_hub_knows_today_keeps_what_the_card_gave(hall: Played) -> None:
    hall.person("old", VisitorClass.PRIORITY)

    known = hand_in(hall, "made-by-k1", 801, 1, person="old")
    unknown = hand_in(hall, "made-by-k1-too", 802, 1, person="nobody")

    assert (known.person, known.visitor_class) == ("old", VisitorClass.PRIORITY)
    assert unknown.person is None


def test_two_numbers_of_one_card_both_stay_and_are_told_once(hall: Played) -> None:
    own = hall.take("a-1", hall.person("p1"))
    hand_in(hall, "made-by-k1", 801, 1, person="p1")
    hall.say(K2, given("made-by-k2", 811, hall.now, person="p1"))

    assert {t.state for t in hall.hall.tickets.values()} == {TicketState.WAITING}
    conflicts = [event for event in hall.events if isinstance(event, e.AwayConflict)]
    assert [(x.ticket, x.other) for x in conflicts] == [("made-by-k1", own.id), ("made-by-k2", own.id)]
    assert [n.words for n in hall.hall.notices.values()] == [{"numbers": "A001、A801"}]


@pytest.mark.parametrize(
    ("paper", "state"),
    [
        (AwayPaper.PRINTED, PrintState.CONFIRMED),
        (AwayPaper.FAILED, PrintState.FAILED),
        (AwayPaper.UNKNOWN, PrintState.UNKNOWN),
        (AwayPaper.NONE, None),
    ],
)
def test_the_hub_knows_what_became_of_the_paper(
    hall: Played, paper: AwayPaper, state: PrintState | None
) -> None:
    hand_in(hall, "made-by-k1", 801, 1, paper=paper)

    rows = of_kind(seen(hall, K1), r.TicketRow)
    assert [(row.print_state, row.away) for row in rows] == [(state, True)]
    if state is PrintState.FAILED:
        hall.say(K1, c.Reprint(ticket="made-by-k1"))


def test_a_ticket_is_handed_in_once_and_by_its_own_kiosk(hall: Played) -> None:
    hand_in(hall, "made-by-k1", 801, 1)

    assert hall.say(K1, given("made-by-k1", 801, hall.now)) == []
    assert refusal(hall, K2, given("made-by-k1", 811, hall.now)) == "ticket_exists"
    own = hall.take()
    named_alike = msgspec.structs.replace(given("made-by-k1", 802, hall.now), ticket=own.id)
    assert refusal(hall, K1, named_alike) == "ticket_exists"


def test_a_kiosk_sees_its_ranges_and_what_of_them_is_used(hall: Played) -> None:
    hand_in(hall, "made-by-k1", 801, 2)
    hand_in(hall, "made-by-k1-too", 804, 1)

    (row,) = of_kind(seen(hall, K1), r.KioskRow)

    assert row.day == hall.now.date()
    assert {(x.queue, x.prefix, x.width, x.next, x.last) for x in row.ranges} == {
        ("a", "A", 3, 805, 810),
        ("b", "B", 3, 801, 810),
        ("t", "T", 3, 801, 810),
    }
    (other,) = of_kind(seen(hall, K2), r.KioskRow)
    assert [(x.next, x.last) for x in other.ranges] == [(811, 820)] * 3


def test_a_kiosk_sees_when_a_queue_gives_numbers_today(hall: Played) -> None:
    def spans() -> list[list[str]]:
        rows = {row.id: row for row in of_kind(seen(hall, K1), r.QueueRow)}
        assert [rows[name].real_name for name in "abt"] == [False, False, True]
        return [[f"{moment:%H:%M}" for moment in span] for span in rows["a"].open]

    hall.hall.config = msgspec.structs.replace(hall.config, hours=s.Hours(closing="fixed", closing_min=10))
    assert spans() == [["09:00", "11:50"], ["13:00", "16:50"]]

    leader = msgspec.structs.replace(DESK, role=Role.LEADER)
    hall.say(leader, c.CloseTicketing(queue="a"))
    assert spans() == [["09:00", "09:30"], ["13:00", "16:50"]]
    hall.later(days=5)
    hall.say(HUB, c.Tick())
    assert spans() == [], "a Saturday"


def test_a_kiosk_still_sees_its_newest_tickets_after_handing_in_old_ones(hall: Played) -> None:
    hall.later(hours=1)
    own = hall.take()
    hand_in(hall, "made-by-k1", 801, 50)

    assert [row.id for row in of_kind(seen(hall, K1), r.TicketRow)] == [own.id]


@pytest.mark.parametrize("name", ["short", "has blank in it", "x" * 65])
def test_a_ticket_is_named_so_that_nobody_guesses_it(name: str) -> None:
    at = MORNING.isoformat()
    said = {"do": "hand_in_ticket", "ticket": name, "item": "a-1", "count": 801, "taken_at": at}
    frame = msgspec.json.encode({"type": "do", "id": "touch-001", "command": said})

    with pytest.raises(BadMessage):
        from_client(frame)


async def test_the_journal_takes_yesterdays_number_beside_todays(tmp_path: Path, clock: Clock) -> None:
    vault = Vault(tmp_path / "vault.db", tmp_path / "keys" / "vault.key")
    async with running(Hub(away_hall(), Journal(tmp_path / "journal.db"), vault, clock)) as hub:
        today = await hub.do(K1, "made-today", given("made-today", 801, clock.now))
        late = await hub.do(K1, "made-yesterday", given("made-yesterday", 801, clock.now - timedelta(days=1)))
        again = await hub.do(K1, "made-today", given("made-today", 801, clock.now))

    result = TicketResult(ticket="made-today", number="A801")
    assert today == again == Done(id="made-today", result=result)
    assert late == Done(id="made-yesterday", result=TicketResult(ticket="made-yesterday", number="A801"))
