"""A long paper never has more under way than the smallest buffer holds."""

from __future__ import annotations

from collections import deque

from hypothesis import given
from hypothesis import strategies as st

from devices.printers.delivery import BUFFER_BYTES, Delivery
from devices.printers.proof import FENCE, Proofs

A, B, C = b"a" * 1900, b"b" * 1900, b"c" * 1900


def test_a_ticket_goes_out_whole_and_its_proof_is_the_jobs_own() -> None:
    delivery, proofs = Delivery("p-1", [A]), Proofs("gs_r")
    assert delivery.send(proofs) == [A + FENCE]
    assert not delivery.torn
    assert delivery.proved(proofs.fence_answered())
    assert delivery.done


def test_the_third_piece_waits_for_the_first_to_be_proved() -> None:
    delivery, proofs = Delivery("p-1", [A, B, C]), Proofs("gs_r")
    assert delivery.send(proofs) == [A + FENCE, B + FENCE]
    assert delivery.send(proofs) == []
    torn = [delivery.torn]
    assert delivery.proved(proofs.fence_answered())
    assert delivery.send(proofs) == [C + FENCE]
    torn.append(delivery.torn)
    assert torn == [True, False]


def test_it_is_done_with_the_last_proof_and_not_before() -> None:
    delivery, proofs = Delivery("p-1", [A, B]), Proofs("gs_r")
    delivery.send(proofs)
    done = []
    for _ in range(2):
        assert delivery.proved(proofs.fence_answered())
        done.append((delivery.awaited, delivery.done))
    assert done == [("p-1", False), ("", True)]


def test_a_proof_out_of_turn_or_of_another_job_proves_nothing() -> None:
    delivery, proofs = Delivery("p-1", [A, B]), Proofs("process_id")
    assert not delivery.proved("")
    delivery.send(proofs)
    assert not delivery.proved("p-1")
    assert not delivery.proved("p-0")
    assert not delivery.proved("")
    assert delivery.awaited == "p-1/1"


def test_something_can_go_before_it_and_all_of_it_at_once() -> None:
    delivery = Delivery("p-1", [A, B, C])
    delivery.in_one()
    delivery.after(b"!")
    assert delivery.size == 1 + len(A + B + C)
    assert delivery.send(Proofs("gs_r")) == [b"!" + A + B + C + FENCE]


@given(st.lists(st.integers(1, 5000), min_size=1, max_size=20))
def test_no_more_is_under_way_than_a_buffer_holds_and_all_of_it_comes(sizes: list[int]) -> None:
    pieces = [bytes((number,)) * size for number, size in enumerate(sizes)]
    delivery, proofs = Delivery("p-1", pieces), Proofs("gs_r")
    flying: deque[int] = deque()
    sent = b""
    while not delivery.done:
        for frame in delivery.send(proofs):
            sent += frame.removesuffix(FENCE)
            flying.append(len(frame) - len(FENCE))
        assert sum(flying) <= BUFFER_BYTES or len(flying) == 1
        flying.popleft()
        assert delivery.proved(proofs.fence_answered())
    assert sent == b"".join(pieces)
