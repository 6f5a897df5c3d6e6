"""What a newcomer says and believes, frame by frame."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.link.codec import encode, from_client
from devices.link.enrolment import Code, hub_proof
from devices.link.identity import Identity
from devices.link.messages import Bye, Challenge, Enrol, Enrolled, HubMessage, Pong
from devices.link.newcomer import JoinFailed, JoinTrouble, Newcomer, whole_address
from devices.link.words import Role
from tests.hubs.identities import CHALLENGE

CODE = Code.typed("7KQ-4XRM-92TB")
PLAIN, SECURE = "ws://127.0.0.1:8710/link", "wss://hub.hall.example:8710/link"


def asked(newcomer: Newcomer) -> Enrol:
    """What it answers to the hub's challenge."""
    answer = newcomer.received(encode(CHALLENGE))
    assert isinstance(answer, bytes)
    said = from_client(answer)
    assert isinstance(said, Enrol)
    return said


def taken(wish: Enrol, role: Role = Role.KIOSK, place: str = "K1", ca: str = "") -> bytes:
    """What a true hub says to that."""
    said = Enrolled(client="c1", role=role, place=place, hall="试验大厅", ca=ca)
    proof = hub_proof(CODE.key(), CHALLENGE.nonce, wish.key, said)
    return encode(Enrolled(client="c1", role=role, place=place, hall="试验大厅", ca=ca, proof=proof))


def test_a_program_says_what_it_can_be_and_becomes_it() -> None:
    newcomer = Newcomer(PLAIN, CODE, "hall-display", Role.SCREEN, "window-5")
    wish = asked(newcomer)

    identity = newcomer.received(taken(wish, Role.SCREEN, "window-5", ca="nobody asks for it here"))

    assert (wish.app, wish.role, wish.place) == ("hall-display", Role.SCREEN, "window-5")
    assert isinstance(identity, Identity)
    assert (identity.role, identity.place, identity.ca) == (Role.SCREEN, "window-5", "")


@pytest.mark.parametrize(("role", "place"), [(Role.KIOSK, "K1"), (Role.SCREEN, "window-6")])
def test_a_program_does_not_become_what_it_cannot_be(role: Role, place: str) -> None:
    newcomer = Newcomer(PLAIN, CODE, "hall-display", Role.SCREEN, "window-5")
    answer = taken(asked(newcomer), role, place)

    with pytest.raises(JoinFailed, match=f"the code was for {role.value} {place}; revoke c1") as failed:
        newcomer.received(answer)

    assert failed.value.trouble is JoinTrouble.OTHER_ROLE


@pytest.mark.parametrize("ca", ["", " \n"])
def test_a_secure_line_to_a_hub_without_an_authority_makes_no_identity(ca: str) -> None:
    newcomer = Newcomer(SECURE, CODE)
    answer = taken(asked(newcomer), ca=ca)

    with pytest.raises(JoinFailed, match="told no certificate of its hall's authority") as failed:
        newcomer.received(answer)

    assert failed.value.trouble is JoinTrouble.NO_AUTHORITY


@pytest.mark.parametrize(
    ("said", "trouble"),
    [
        (Bye(code="bad_code", text="this code does not hold"), JoinTrouble.CODE),
        (Bye(code="later", text="come back later"), JoinTrouble.LATER),
        (Bye(code="other_role", text="this code is for pad window-5"), JoinTrouble.OTHER_ROLE),
        (Bye(code="protocol", text="the hub speaks version 3"), JoinTrouble.VERSION),
        (Bye(code="stopping", text="The hub is stopping"), JoinTrouble.NOT_NOW),
        (Challenge(nonce=bytes(32), protocol=9), JoinTrouble.VERSION),
        (Pong(n=1), JoinTrouble.NO_HUB),
        (Enrolled(client="c1", role=Role.KIOSK, place="K1", hall="h"), JoinTrouble.NO_HUB),
    ],
)
def test_every_other_first_word_has_its_trouble(said: HubMessage, trouble: JoinTrouble) -> None:
    with pytest.raises(JoinFailed) as failed:
        Newcomer(PLAIN, CODE).received(encode(said))

    assert failed.value.trouble is trouble


def test_a_second_challenge_is_not_answered() -> None:
    newcomer = Newcomer(PLAIN, CODE)
    asked(newcomer)

    with pytest.raises(JoinFailed) as failed:
        newcomer.received(encode(CHALLENGE))

    assert failed.value.trouble is JoinTrouble.NO_HUB


@pytest.mark.parametrize("url", ["http://127.0.0.1/link", "hub", "ws://192.0.2.1:8710/link"])
def test_an_address_that_this_computer_may_not_open_is_refused_before_anything(url: str) -> None:
    with pytest.raises(JoinFailed, match="wss://") as failed:
        Newcomer(url, CODE)

    assert failed.value.trouble is JoinTrouble.ADDRESS


@pytest.mark.parametrize(
    ("typed", "whole"),
    [
        ("10.1.0.2", "wss://10.1.0.2:8710/link"),
        (" hub.hall.example ", "wss://hub.hall.example:8710/link"),
        ("hub.hall.example:9000", "wss://hub.hall.example:9000/link"),
        ("https://10.1.0.2:8710/", "wss://10.1.0.2:8710/link"),
        ("wss://10.1.0.2", "wss://10.1.0.2:8710/link"),
        ("wss://10.1.0.2:/link", "wss://10.1.0.2:8710/link"),
        ("127.0.0.1", "ws://127.0.0.1:8710/link"),
        ("[::1]", "ws://[::1]:8710/link"),
        ("http://localhost:8710", "ws://localhost:8710/link"),
        ("ws://192.0.2.1", "ws://192.0.2.1:8710/link"),
        ("wss://hub:8710/other", "wss://hub:8710/other"),
        ("hub:many", "hub:many"),
        ("[::1", "[::1"),
        ("", ""),
        ("wss://", "wss://"),
    ],
)
def test_what_goes_without_saying_in_an_address_is_added(typed: str, whole: str) -> None:
    assert whole_address(typed) == whole


@given(st.text(max_size=60))
def test_any_text_becomes_an_address_that_stays_as_it_is_or_none(typed: str) -> None:
    once = whole_address(typed)

    assert whole_address(once) == once
