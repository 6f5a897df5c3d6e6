"""What staff must know is shown as a sentence to desks and the leader until it is settled."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from msgspec import convert

from devices.hub.certificate_status import CertificateState, CertificateStatus
from devices.hub.people import HUB, Principal
from devices.link import commands as c
from devices.link.notices import NOTICES, said
from devices.link.refusals import Refused
from devices.link.rows import NoticeRow
from devices.link.words import HelpTopic, Role
from tests.devices.hub.desks import LEADER, desk_played
from tests.devices.hub.played import DESK, KIOSK, Played, clerk, pad
from tests.devices.hub.seeing import of_kind, seen
from tests.halls import small_hall

ENDS_AT = datetime(2026, 4, 1, 17, tzinfo=UTC)
SCREEN = Principal(role=Role.SCREEN, place="zone-one")


def unanswered() -> tuple[Played, NoticeRow]:
    hall = desk_played()
    hall.say(KIOSK, c.CallHelp(about=HelpTopic.FRAIL))
    hall.later(minutes=2)
    hall.say(HUB, c.Tick())
    (row,) = [r for r in of_kind(seen(hall, LEADER), NoticeRow) if r.code == "help_waiting"]
    return hall, row


def codes(hall: Played, by: Principal) -> list[str]:
    return [row.code for row in of_kind(seen(hall, by), NoticeRow)]


def test_desks_and_the_leader_read_what_staff_must_know_and_nobody_else_does() -> None:
    hall, row = unanswered()
    assert row.zh.endswith("。")
    assert row.en.endswith(".")
    assert not re.search(r"[{}]", row.zh + row.en)
    assert "help_waiting" in codes(hall, DESK)
    for by in (KIOSK, clerk(1), pad(1), SCREEN):
        assert codes(hall, by) == []


def test_a_settled_notice_goes_and_is_not_raised_again_for_the_same() -> None:
    hall, row = unanswered()
    hall.say(DESK, c.SettleNotice(notice=row.id))
    hall.say(HUB, c.Tick())
    assert "help_waiting" not in codes(hall, LEADER)
    with pytest.raises(Refused, match="unknown_notice"):
        hall.say(LEADER, c.SettleNotice(notice=row.id))


def test_every_notice_has_the_same_gaps_in_both_languages() -> None:
    for code, sentence in NOTICES.items():
        zh, en = (set(re.findall(r"{(\w+)}", text)) for text in sentence)
        assert {gap.removesuffix("_en") for gap in en} == zh, code
        filled = said(code, dict.fromkeys(zh | en, "7"))
        assert "{" not in filled.zh + filled.en


@pytest.mark.parametrize(
    ("code", "state"),
    [
        ("certificate_ends", {"hub": CertificateState.ENDING, "hub_ends_at": ENDS_AT}),
        ("certificate_ends", {"hub": CertificateState.ENDED, "hub_ends_at": ENDS_AT}),
        ("authority_ends", {"authority": CertificateState.ENDING, "authority_ends_at": ENDS_AT}),
    ],
)
def test_staff_are_told_once_that_certificates_end_and_no_more_when_they_are_new(
    code: str, state: dict[str, CertificateState | datetime]
) -> None:
    p = Played(small_hall())
    p.certificates = convert(state, CertificateStatus)
    p.say(HUB, c.Tick())
    p.later(minutes=5)
    p.say(HUB, c.Tick())

    (notice,) = [notice for notice in p.hall.notices.values() if notice.code == code]
    # The hall's day, not that of UTC.
    assert "2026-04-02" in said(notice.code, notice.words).zh

    p.certificates = CertificateStatus(
        hub=CertificateState.GOOD, hub_ends_at=ENDS_AT, authority=CertificateState.GOOD
    )
    p.say(HUB, c.Tick())
    assert all(notice.code != code for notice in p.hall.notices.values())


def test_a_hall_without_certificates_is_told_nothing_of_them() -> None:
    p = Played(small_hall())
    p.say(HUB, c.Tick())

    assert not [notice for notice in p.hall.notices.values() if notice.code.endswith("_ends")]
