"""A proof belongs to one ticket, and late ones are told from new ones."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from devices.printers.proof import DRAIN_S, FENCE, PROBE_S, PROCESS_ID, Proofs, ident_of


@given(st.text(max_size=40))
def test_a_job_is_named_by_four_characters_that_a_printer_accepts(job: str) -> None:
    assert len(ident_of(job)) == 4
    assert all(0x20 <= byte <= 0x7E for byte in ident_of(job))


def test_different_jobs_have_different_names() -> None:
    assert len({ident_of(f"job-{number}") for number in range(5000)}) > 4995


def test_the_chosen_proof_is_demanded() -> None:
    assert Proofs("gs_r").demand("a") == FENCE
    assert Proofs("process_id").demand("a") == PROCESS_ID + ident_of("a")
    assert Proofs("auto").demand("a") == FENCE


def test_fences_are_answered_in_the_order_of_their_jobs() -> None:
    proofs = Proofs("gs_r")
    proofs.demand("a")
    proofs.demand("b")
    assert proofs.fences == 2
    assert [proofs.fence_answered(), proofs.fence_answered()] == ["a", "b"]


def test_a_printer_that_echoes_the_probe_proves_by_echoes_from_then_on() -> None:
    proofs = Proofs("auto")
    proofs.probe(0)
    assert proofs.echoed(ident_of("probe"), "") == ""
    assert proofs.fence_answered() == ""
    assert not proofs.unknown
    assert proofs.settled(0)
    assert proofs.demand("a").startswith(PROCESS_ID)


def test_a_probe_holds_tickets_up_for_a_moment_only() -> None:
    proofs = Proofs("auto")
    proofs.probe(0)
    assert not proofs.settled(PROBE_S - 0.1)
    assert not proofs.settled(PROBE_S + 0.1)
    assert proofs.settled(PROBE_S + 0.1 + DRAIN_S)
    assert proofs.unknown


def test_the_wait_for_old_answers_begins_anew_when_the_printer_can_give_them_again() -> None:
    proofs = Proofs("gs_r")
    proofs.demand("old")
    assert not proofs.settled(0)
    proofs.pause()
    assert not proofs.settled(DRAIN_S)
    assert proofs.settled(2 * DRAIN_S)
    assert proofs.fences == 0
