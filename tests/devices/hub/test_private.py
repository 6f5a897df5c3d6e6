"""An ID number that is written where a number of the hall belongs is refused, and so in no journal."""

from __future__ import annotations

import pytest

from devices.hub.people import Principal
from devices.link import commands as c
from devices.link.refusals import Refused
from devices.link.words import Delivery, Role, SlipKind
from devices.readers.idnumber import check_digit
from tests.devices.hub.issuing import issue_played, serving
from tests.devices.hub.played import BOOKING, DESK, KIOSK, Played, clerk

BODY = "11010119900307" + "123"
NUMBER = BODY + check_digit(BODY)
"""Made up; it has the form and the check digit of a number."""
PLAIN = BODY + ("0" if check_digit(BODY) != "0" else "1")
SAYINGS: list[tuple[Principal, c.AnyCommand]] = [
    (clerk(1), c.Accept(first_pass=True, case_number=NUMBER)),
    (clerk(1), c.Accept(first_pass=True, case_number=f"BJ{NUMBER}")),
    (clerk(1), c.IssueSlip(kind=SlipKind.ONE_TIME_NOTICE, case_number=NUMBER)),
    (BOOKING, c.RegisterResult(code=f"{NUMBER}-1", item="a-1", delivery=Delivery.MAIL)),
    (DESK, c.PutInLocker(result="JG-1", locker=NUMBER)),
    (DESK, c.SendResult(result="JG-1", waybill=NUMBER)),
    (DESK, c.GiveAdvice(item="a-1", told=(f"给{NUMBER}",))),
    (KIOSK, c.CheckIn(code=NUMBER)),
    (Principal(role=Role.AGENT, place="K1"), c.PrintFailed(job="j", cause=NUMBER)),
]


@pytest.fixture
def hall() -> Played:
    hall = issue_played()
    serving(hall)
    return hall


@pytest.mark.parametrize(("by", "command"), SAYINGS, ids=lambda value: type(value).__name__)
def test_an_id_number_is_refused_wherever_it_stands(
    hall: Played, by: Principal, command: c.AnyCommand
) -> None:
    with pytest.raises(Refused) as no:
        hall.say(by, command)
    assert no.value.code == "id_number"
    assert NUMBER not in repr(no.value)


def test_a_case_may_have_a_long_number_of_its_own(hall: Played) -> None:
    hall.say(clerk(1), c.Accept(first_pass=True, case_number=PLAIN))


def test_words_for_the_vault_may_say_what_they_must(hall: Played) -> None:
    words = f"证号{NUMBER}"
    hall.say(clerk(1), c.IssueSlip(kind=SlipKind.SUPPLEMENT, words=words))
    assert NUMBER not in repr(hall.events)
