"""A person is erased with everything the journal links to them, and with nothing of anybody else."""

from __future__ import annotations

from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from devices.hub import events as e
from devices.hub.erasure import links_of
from devices.hub.files import Files
from devices.hub.vault import Contact, Erased, Vault
from devices.link.words import Grade, VisitorClass
from tests.devices.hub.data_folders import CARD
from tests.halls import MORNING


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path / "data")


def taken(ticket: str, person: str | None) -> e.TicketTaken:
    return e.TicketTaken(
        at=MORNING,
        by="kiosk:K1",
        ticket=ticket,
        number="A001",
        count=1,
        queue="a",
        item="a-1",
        visitor_class=VisitorClass.ORDINARY,
        place="K1",
        order_at=MORNING,
        person=person,
    )


def rated(ticket: str, words: str) -> e.Rated:
    return e.Rated(
        at=MORNING, by="pad:window-1", ticket=ticket, window=1, clerk="", grade=Grade.SATISFIED, words=words
    )


def booked(code: str, person: str, contact: str) -> e.AppointmentBooked:
    ends = MORNING + timedelta(minutes=30)
    return e.AppointmentBooked(
        at=MORNING,
        by="desk",
        code=code,
        item="a-1",
        starts_at=MORNING,
        ends_at=ends,
        person=person,
        contact=contact,
    )


def matter(name: str, contact: str, words: str) -> list[e.AnyEvent]:
    return [
        e.MatterRegistered(
            at=MORNING,
            by="desk",
            matter=name,
            number="F001",
            reply_by=date(2026, 3, 9),
            words=words,
            contact=contact,
        ),
        e.MatterAnswered(at=MORNING, by="desk", matter=name, words=f"answer-{words}"),
    ]


def test_what_the_journal_links_to_a_person_is_found_and_nothing_else() -> None:
    links = links_of(
        "chen",
        [
            taken("t1", "chen"),
            taken("t2", "li"),
            taken("t3", None),
            rated("t1", "w-chen"),
            rated("t2", "w-li"),
            rated("t3", "w-nobody"),
            booked("x1", "chen", "phone-chen"),
            booked("x2", "li", "phone-li"),
            booked("x3", "chen", "phone-home"),
            booked("x4", "li", "phone-home"),
            *matter("m1", "phone-chen", "m-chen"),
            *matter("m2", "phone-li", "m-li"),
        ],
    )

    assert links.contacts == {"phone-chen"}
    assert links.shared == {"phone-home"}
    assert links.words == {"w-chen", "m-chen", "answer-m-chen"}


def test_an_erased_person_is_gone_from_the_disk_and_only_the_deed_is_logged(files: Files) -> None:
    with closing(Vault(files.vault, files.key)) as vault:
        row = vault.remember(CARD).id
        vault.keep_contact("c1", Contact(name="陈静", phone="13800000000"))
        vault.keep_words("w1", "谢谢")
        vault.keep_words("w2", "别人的话")
        assert vault.row_of_card(CARD.id_number.lower()) == row
        (sealed,) = vault._conn.execute("SELECT words FROM words WHERE id = 'w1'").fetchone()

        gone = vault.erase_person(row, ["c1"], ["w1", "not-there"], "0200")

        assert gone == Erased(people=1, contacts=1, words=1)
        assert (vault.masked_name(row), vault.contact("c1"), vault.words("w1")) == ("", None, None)
        assert vault.words("w2") == "别人的话"
        assert vault.row_of_card(CARD.id_number) is None
        assert vault.contact_of("13800000000") is None
        log = vault._conn.execute("SELECT by, person, contacts, words FROM erasures").fetchall()
        assert log == [("0200", row, 1, 1)]
        erased = {name for (name,) in vault._conn.execute("SELECT id FROM erased")}
        assert erased == {row, "c1", "w1", "not-there"}
        files_of_it = [path.read_bytes() for path in files.data.glob("vault.db*")]
        assert not any(sealed in content for content in files_of_it)


def test_a_running_hub_forgets_a_name_that_another_program_erased(files: Files) -> None:
    with closing(Vault(files.vault, files.key)) as hubs:
        row = hubs.remember(CARD).id
        assert hubs.masked_name(row) == "陈*"
        with closing(Vault(files.vault, files.key)) as other:
            other.erase_person(row, [], [], "0200")
        assert hubs.masked_name(row) == "陈*", "until it looks"

        hubs.forget_erased()

        assert hubs.masked_name(row) == ""


def test_looking_for_erasures_waits_for_nobody(files: Files) -> None:
    with closing(Vault(files.vault, files.key)) as vault, vault._using:
        vault.forget_erased()
