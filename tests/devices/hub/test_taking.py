"""Taking numbers: who gets one, which, and what is said to whom does not."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest

from devices.hub import events as e
from devices.link import commands as c
from devices.link.words import Language, PrintState, TicketState, VisitorClass
from tests.devices.hub.played import AGENT, BOOKING, DESK, KIOSK, Played, clerk, refusal
from tests.halls import small_hall


@pytest.fixture
def hall() -> Played:
    return Played()


def test_numbers_count_up_from_one_in_each_queue(hall: Played) -> None:
    assert [hall.take(item).number for item in ("a-1", "a-2", "b-1", "a-1")] == [
        "A001",
        "A002",
        "B001",
        "A003",
    ]


def test_a_ticket_asks_its_kiosks_printer_for_paper_in_the_visitors_language(hall: Played) -> None:
    events = hall.say(KIOSK, c.TakeTicket(item="a-1", language=Language.EN))
    printed = next(event for event in events if isinstance(event, e.PrintRequested))
    assert (printed.device, printed.language, printed.again) == ("printer", Language.EN, False)


def test_a_ticket_without_paper_asks_no_printer(hall: Played) -> None:
    events = hall.say(KIOSK, c.TakeTicket(item="a-1", paper=False))
    assert not any(isinstance(event, e.PrintRequested) for event in events)


def test_an_unknown_item_a_closed_hall_and_a_stranger_are_refused(hall: Played) -> None:
    assert refusal(hall, KIOSK, c.TakeTicket(item="nothing")) == "unknown_item"
    assert refusal(hall, clerk(1), c.TakeTicket(item="a-1")) == "not_allowed"
    stranger = msgspec.structs.replace(KIOSK, place="K9")
    assert refusal(hall, stranger, c.TakeTicket(item="a-1")) == "no_kiosk"
    hall.later(hours=3)
    assert refusal(hall, KIOSK, c.TakeTicket(item="a-1")) == "closed"
    hall.later(days=5)
    assert hall.now.strftime("%a") == "Sat"
    assert refusal(hall, KIOSK, c.TakeTicket(item="a-1")) == "closed"


def test_hours_of_a_queue_go_before_the_halls() -> None:
    config = small_hall()
    noon = msgspec.structs.replace(config.queues[0], hours=("12:00-13:00",))
    hall = Played(small_hall(queues=(noon, *config.queues[1:])))
    assert refusal(hall, KIOSK, c.TakeTicket(item="a-1")) == "closed"
    hall.later(hours=3)
    assert hall.take("a-1").number == "A001"


def test_quota_and_last_number_end_a_queue_for_the_day() -> None:
    config = small_hall()
    few = msgspec.structs.replace(config.queues[0], quota=2)
    last = msgspec.structs.replace(config.queues[1], first=5, last=6)
    hall = Played(small_hall(queues=(few, last, config.queues[2])))
    hall.take("a-1")
    hall.take("a-1")
    assert refusal(hall, KIOSK, c.TakeTicket(item="a-1")) == "full"
    assert [hall.take("b-1").number, hall.take("b-1").number] == ["B005", "B006"]
    assert refusal(hall, KIOSK, c.TakeTicket(item="b-1")) == "full"
    hall.later(days=1)
    assert hall.take("a-1").number == "A001"
    assert hall.take("b-1").number == "B005"


def test_a_real_name_queue_takes_a_card_at_the_kiosk_and_anybody_at_the_desk(hall: Played) -> None:
    assert refusal(hall, KIOSK, c.TakeTicket(item="t-1")) == "real_name"
    hall.say(DESK, c.TakeTicket(item="t-1"))
    assert hall.take("t-1", hall.person("p")).number == "T002"


def test_a_person_waits_once_in_a_queue_and_may_wait_in_another(hall: Played) -> None:
    person = hall.person("p", VisitorClass.PRIORITY)
    first = hall.take("a-1", person)
    assert first.visitor_class is VisitorClass.PRIORITY
    (again,) = hall.say(KIOSK, c.TakeTicket(item="a-2", person=person))
    assert isinstance(again, e.ReprintOffered)
    assert again.ticket == first.id
    hall.take("b-1", person)
    hall.say(DESK, c.CancelTicket(ticket=first.id))
    assert hall.take("a-1", person).number == "A002"


def test_a_person_whose_card_was_never_read_is_refused(hall: Played) -> None:
    assert refusal(hall, KIOSK, c.TakeTicket(item="a-1", person="made-up")) == "unknown_person"


def book(hall: Played, code: str, minutes: float) -> None:
    start = hall.now + timedelta(minutes=minutes)
    hall.say(
        BOOKING,
        c.BookAppointment(code=code, item="a-1", starts_at=start, ends_at=start + timedelta(minutes=30)),
    )


def test_a_booked_visitor_checks_in_once_and_needs_no_second_number(hall: Played) -> None:
    book(hall, "x", 10)
    hall.say(KIOSK, c.CheckIn(code="x"))
    ticket = next(iter(hall.hall.tickets.values()))
    assert (ticket.number, ticket.visitor_class) == ("A001", VisitorClass.APPOINTMENT)
    assert refusal(hall, KIOSK, c.CheckIn(code="x")) == "appointment_used"


def test_check_in_is_too_early_before_the_limit_and_ordinary_after_the_grace(hall: Played) -> None:
    book(hall, "early", 31)
    assert refusal(hall, KIOSK, c.CheckIn(code="early")) == "too_early"
    book(hall, "late", 5)
    hall.later(minutes=21)
    hall.say(KIOSK, c.CheckIn(code="late"))
    assert next(iter(hall.hall.tickets.values())).visitor_class is VisitorClass.ORDINARY


def test_an_appointment_of_yesterday_is_unknown(hall: Played) -> None:
    book(hall, "x", 10)
    hall.later(days=1)
    assert refusal(hall, KIOSK, c.CheckIn(code="x")) == "unknown_appointment"


def test_bad_bookings_are_refused(hall: Played) -> None:
    book(hall, "x", 10)
    at = hall.now
    again = c.BookAppointment(code="x", item="a-1", starts_at=at, ends_at=at + timedelta(minutes=5))
    assert refusal(hall, BOOKING, again) == "appointment_exists"
    backwards = c.BookAppointment(code="y", item="a-1", starts_at=at, ends_at=at)
    assert refusal(hall, BOOKING, backwards) == "bad_slot"
    nowhere = c.BookAppointment(
        code="z", item="a-1", starts_at=at.replace(tzinfo=None), ends_at=at.replace(tzinfo=None)
    )
    assert refusal(hall, BOOKING, nowhere) == "bad_slot"


def test_a_called_ticket_cannot_be_cancelled(hall: Played) -> None:
    ticket = hall.take()
    hall.staff(1)
    hall.call(1)
    assert refusal(hall, DESK, c.CancelTicket(ticket=ticket.id)) == "wrong_state"
    assert refusal(hall, DESK, c.CancelTicket(ticket="none")) == "unknown_ticket"


def test_a_reprint_is_marked_and_never_made_while_the_first_may_still_come_out(hall: Played) -> None:
    ticket = hall.take()
    assert refusal(hall, KIOSK, c.Reprint(ticket=ticket.id)) == "printing"
    hall.say(AGENT, c.PrintStarted(job=ticket.job))
    assert refusal(hall, KIOSK, c.Reprint(ticket=ticket.id)) == "printing"
    hall.say(AGENT, c.PrintUnknown(job=ticket.job, cause="silent"))
    events = hall.say(KIOSK, c.Reprint(ticket=ticket.id))
    assert [event.again for event in events if isinstance(event, e.PrintRequested)] == [True]
    assert refusal(hall, DESK, c.Reprint(ticket=ticket.id)) == "printing"


def test_whoever_took_no_number_has_no_ticket_to_print(hall: Played) -> None:
    hall.staff(1)
    hall.say(clerk(1), c.ServeDirect(item="a-1"))
    (ticket,) = hall.hall.tickets
    assert refusal(hall, KIOSK, c.Reprint(ticket=ticket)) == "has_no_number"


def test_a_desk_without_a_printer_says_so(hall: Played) -> None:
    hall.say(KIOSK, c.TakeTicket(item="a-1", paper=False))
    ticket = next(iter(hall.hall.tickets))
    assert refusal(hall, DESK, c.Reprint(ticket=ticket)) == "no_printer"


def test_only_the_printers_own_word_puts_a_ticket_on_paper(hall: Played) -> None:
    ticket = hall.take()
    job = hall.hall.jobs[ticket.job]
    assert refusal(hall, AGENT, c.PrintConfirmed(job=job.id)) == "wrong_job_state"
    hall.say(AGENT, c.PrintStarted(job=job.id))
    assert refusal(hall, AGENT, c.PrintStarted(job=job.id)) == "wrong_job_state"
    hall.say(AGENT, c.PrintConfirmed(job=job.id))
    assert job.state is PrintState.CONFIRMED
    assert refusal(hall, AGENT, c.PrintFailed(job=job.id, cause="paper_out")) == "wrong_job_state"
    assert refusal(hall, AGENT, c.PrintConfirmed(job="none")) == "unknown_job"
    other = msgspec.structs.replace(AGENT, place="K2")
    assert refusal(hall, other, c.PrintConfirmed(job=job.id)) == "not_allowed"


def test_an_expired_ticket_is_not_printed_again(hall: Played) -> None:
    ticket = hall.take()
    hall.say(DESK, c.CancelTicket(ticket=ticket.id))
    assert ticket.state is TicketState.CANCELLED
    assert refusal(hall, KIOSK, c.Reprint(ticket=ticket.id)) == "wrong_state"


def test_a_booked_visitor_gets_a_number_when_all_others_are_used_up() -> None:
    queues = tuple(msgspec.structs.replace(queue, last=2) for queue in small_hall().queues)
    hall = Played(small_hall(queues=queues))
    for _ in range(2):
        hall.take()
    assert refusal(hall, KIOSK, c.TakeTicket(item="a-1")) == "full"
    for code in ("x1", "x2"):
        hall.say(
            BOOKING,
            c.BookAppointment(
                code=code, item="a-1", starts_at=hall.now, ends_at=hall.now + timedelta(minutes=30)
            ),
        )
        hall.say(KIOSK, c.CheckIn(code=code))
    assert [ticket.number for ticket in hall.hall.tickets.values()] == ["A001", "A002", "A003", "A004"]
    assert refusal(hall, KIOSK, c.TakeTicket(item="a-1")) == "full"


def test_a_kiosk_that_the_hall_does_not_have_ends_no_ticket(hall: Played) -> None:
    ticket = hall.take()
    stranger = msgspec.structs.replace(KIOSK, place="K9")
    assert refusal(hall, stranger, c.CancelTicket(ticket=ticket.id)) == "no_kiosk"
