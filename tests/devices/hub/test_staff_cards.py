"""Staff cards: each belongs to one clerk, and a lost one opens no more."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.hub.staff_cards import CardHolder, CardKind, CardState, spelt, why_no_card
from devices.hub.staff_register import (
    CardTaken,
    CardUnknown,
    CardUnreadable,
    StaffRegister,
    StaffRegisterFailed,
)
from tests.devices.hub.clocks import Clock
from tests.devices.hub.registers import IC_CARD, ID_CARD, LI, WANG, opened
from tests.halls import MORNING


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "hall" / "staff.db"


@pytest.fixture
def register(path: Path, clock: Clock) -> Iterator[StaffRegister]:
    made = opened(path, clock)
    yield made
    made.close()


def state_of(register: StaffRegister, card: str) -> CardState | None:
    holder = register.clerk_of_card(card)
    return None if holder is None else holder.state


def test_a_clerk_is_known_by_an_id_card_and_by_an_ic_card(register: StaffRegister) -> None:
    register.enrol(ID_CARD, WANG, CardKind.ID, "technician")
    register.enrol(IC_CARD, WANG, CardKind.IC, "technician")
    for card in (ID_CARD, IC_CARD):
        holder = register.clerk_of_card(card)
        assert holder == CardHolder(number=WANG, state=CardState.ENROLLED)
        assert holder is not None
        assert holder.opens


def test_a_card_that_nobody_enrolled_is_nobodys(register: StaffRegister) -> None:
    register.enrol(ID_CARD, WANG, CardKind.ID, "technician")
    assert register.clerk_of_card(IC_CARD) is None
    assert register.clerk_of_card("") is None


@pytest.mark.parametrize("read", ["04:a1:b2:c3", "04 A1 B2 C3\r\n", "04-a1-b2-c3", " 04a1b2c3 "])
def test_a_card_is_the_same_however_the_reader_writes_its_number(register: StaffRegister, read: str) -> None:
    register.enrol(IC_CARD, WANG, CardKind.IC, "technician")
    assert state_of(register, read) is CardState.ENROLLED


def test_a_small_x_of_an_id_card_is_the_same_card(register: StaffRegister) -> None:
    register.enrol(ID_CARD.lower(), WANG, CardKind.ID, "technician")
    assert state_of(register, ID_CARD) is CardState.ENROLLED


@pytest.mark.parametrize("state", [CardState.LOST, CardState.REVOKED])
def test_a_lost_or_revoked_card_opens_only_when_it_is_enrolled_anew(
    register: StaffRegister, path: Path, clock: Clock, state: CardState
) -> None:
    card = register.enrol(ID_CARD, WANG, CardKind.ID, "technician")
    register.set_card_state(card.id, state, "leader:0100")
    register.close()
    later = opened(path, clock)
    holder = later.clerk_of_card(ID_CARD)
    assert holder == CardHolder(number=WANG, state=state)
    assert holder is not None
    assert not holder.opens
    again = later.enrol(ID_CARD, WANG, CardKind.ID, "technician")
    assert again.id == card.id
    assert state_of(later, ID_CARD) is CardState.ENROLLED
    later.close()


def test_no_card_is_enrolled_without_reading_it(register: StaffRegister) -> None:
    card = register.enrol(ID_CARD, WANG, CardKind.ID, "technician")
    register.set_card_state(card.id, CardState.LOST, "technician")
    with pytest.raises(ValueError, match="enrolled by reading it"):
        register.set_card_state(card.id, CardState.ENROLLED, "technician")
    assert state_of(register, ID_CARD) is CardState.LOST


def test_one_card_belongs_to_one_clerk(register: StaffRegister) -> None:
    card = register.enrol(IC_CARD, WANG, CardKind.IC, "technician")
    for state in (CardState.ENROLLED, CardState.LOST):
        if state is CardState.LOST:
            register.set_card_state(card.id, state, "technician")
        with pytest.raises(CardTaken, match="0101's") as refused:
            register.enrol(IC_CARD, LI, CardKind.IC, "technician")
        assert IC_CARD not in str(refused.value)
        assert register.clerk_of_card(IC_CARD) == CardHolder(number=WANG, state=state)


def test_a_revoked_card_may_be_given_to_another_clerk_who_then_has_it_alone(register: StaffRegister) -> None:
    card = register.enrol(IC_CARD, WANG, CardKind.IC, "technician")
    register.set_card_state(card.id, CardState.REVOKED, "technician")
    given_on = register.enrol(IC_CARD, LI, CardKind.IC, "technician")
    assert given_on.id != card.id
    assert register.cards(WANG) == ()
    assert register.clerk_of_card(IC_CARD) == CardHolder(number=LI, state=CardState.ENROLLED)
    with pytest.raises(CardUnknown):
        register.set_card_state(card.id, CardState.LOST, "technician")


def test_a_clerks_cards_say_when_what_became_of_them_and_by_whom(
    register: StaffRegister, clock: Clock
) -> None:
    lost = register.enrol(ID_CARD, WANG, CardKind.ID, "technician")
    clock.turn(minutes=1)
    kept = register.enrol(IC_CARD, WANG, CardKind.IC, "technician")
    clock.turn(minutes=1)
    assert register.cards(WANG) == (lost, kept)
    lost = register.set_card_state(lost.id, CardState.LOST, "leader:0100")
    assert (lost.state, lost.since, lost.by) == (CardState.LOST, clock.now, "leader:0100")
    assert register.cards(WANG) == (kept, lost)
    assert kept.since < clock.now
    assert kept.since > MORNING
    assert register.cards(LI) == ()
    assert register.numbers() == {WANG}


def test_who_first_said_that_a_card_is_lost_stays(register: StaffRegister, clock: Clock) -> None:
    card = register.enrol(ID_CARD, WANG, CardKind.ID, "technician")
    first = register.set_card_state(card.id, CardState.LOST, "clerk:0101")
    clock.turn(hours=1)
    assert register.set_card_state(card.id, CardState.LOST, "leader:0100") == first


@pytest.mark.parametrize("name", ["", "x", "' OR 1=1 --", "卡", "\udcff"])
def test_a_card_that_is_not_there_cannot_be_lost(register: StaffRegister, name: str) -> None:
    register.enrol(ID_CARD, WANG, CardKind.ID, "technician")
    with pytest.raises(StaffRegisterFailed):
        register.set_card_state(name, CardState.LOST, "technician")
    assert state_of(register, ID_CARD) is CardState.ENROLLED


@pytest.mark.parametrize(
    ("read", "kind", "why"),
    [
        ("", CardKind.IC, "4 to 64"),
        ("04A", CardKind.IC, "4 to 64"),
        ("F" * 65, CardKind.IC, "4 to 64"),
        ("身份证", CardKind.IC, "4 to 64"),
        (IC_CARD, CardKind.ID, "not 17 digits"),
        (f"{ID_CARD[:-1]}1", CardKind.ID, "check digit is wrong"),
        ("110105491231002", CardKind.ID, "18 characters"),
    ],
)
def test_what_is_no_cards_number_is_not_enrolled(
    register: StaffRegister, read: str, kind: CardKind, why: str
) -> None:
    with pytest.raises(CardUnreadable, match=why) as refused:
        register.enrol(read, WANG, kind, "technician")
    assert not read or read not in str(refused.value)
    assert register.numbers() == frozenset()


def test_a_foreigners_permit_of_2017_is_a_card_too(register: StaffRegister) -> None:
    register.enrol("USA110081010012", WANG, CardKind.ID, "technician")
    assert state_of(register, "usa110081010012") is CardState.ENROLLED


@pytest.mark.parametrize("number", ["", "工号", "0" * 33, "-1", "01 01", "\udcff"])
def test_nobody_without_a_staff_number_gets_a_card(register: StaffRegister, number: str) -> None:
    with pytest.raises(StaffRegisterFailed, match="a staff number is"):
        register.enrol(IC_CARD, number, CardKind.IC, "technician")


def test_any_text_is_a_card_or_says_why_not(register: StaffRegister) -> None:
    @given(st.text(st.characters(exclude_categories=())), st.sampled_from(CardKind))
    def read(text: str, kind: CardKind) -> None:
        assert register.clerk_of_card(text) is None
        assert why_no_card(text, kind) or spelt(text).isascii()

    read()
