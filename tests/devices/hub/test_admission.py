"""Who gets a line: floods make room for others with lines of their own, and the hall always gets in."""

from __future__ import annotations

from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from config.schema import Limits
from devices.hub.admission import Admission

HALL, CROWD, STRANGER = "192.168.1.1", "192.168.1.2", "10.0.0.9"


def some(**changed: float) -> Admission:
    known = {"lines": 16, "lines_per_address": 10, "new_lines_per_s": 1, "new_lines_burst": 100}
    return Admission(Limits(**{**known, **changed}))  # type: ignore[arg-type]


def test_a_full_port_takes_the_next_line_and_ends_the_oldest_of_who_holds_most() -> None:
    admission = some()
    for n in range(10):
        assert admission.arrives(n, STRANGER, 0) == (True, [])
    for n in range(10, 16):
        assert admission.arrives(n, CROWD, 0) == (True, [])

    assert admission.arrives(16, HALL, 0) == (True, [0])
    assert admission.arrives(17, HALL, 0) == (True, [1])
    assert admission.guests == 16


def test_an_address_with_all_its_lines_ends_its_own_oldest() -> None:
    admission = some()
    for n in range(10):
        admission.arrives(n, STRANGER, 0)

    assert admission.arrives(10, STRANGER, 0) == (True, [0])
    assert admission.arrives(11, HALL, 0) == (True, [])


def test_where_somebody_of_the_hall_is_makes_room_only_when_nobody_else_can() -> None:
    admission = some(lines_per_address=16)
    admission.arrives(0, HALL, 0)
    admission.proven(0, HALL)
    for n in range(1, 16):
        admission.arrives(n, HALL, 0)
    admission.arrives(16, STRANGER, 0)

    assert admission.arrives(17, CROWD, 0) == (True, [16])
    admission.left(17, CROWD)
    assert admission.arrives(18, HALL, 0) == (True, [])
    assert admission.arrives(19, HALL, 0) == (True, [1])


def test_a_proven_line_is_no_guest_and_is_never_displaced() -> None:
    admission = some(new_lines_burst=1000)
    for n in range(100):
        assert admission.arrives(n, HALL, 0) == (True, [])
        admission.proven(n, HALL)
    assert admission.guests == 0

    ended = [line for n in range(100, 200) for line in admission.arrives(n, STRANGER, 0)[1]]

    assert min(ended) >= 100
    for n in range(100):
        admission.left(n, HALL)


def test_too_many_new_lines_from_one_address_are_refused_until_time_has_passed() -> None:
    admission = some(new_lines_burst=3)

    assert [admission.arrives(n, STRANGER, 0)[0] for n in range(4)] == [True, True, True, False]
    assert admission.arrives(4, HALL, 0)[0]
    assert admission.arrives(5, STRANGER, 1)[0]


def test_strangers_are_refused_for_a_while_where_too_much_is_wrong() -> None:
    admission = some(bad_per_min=3, refused_s=60)

    assert [admission.strike(STRANGER, 0) for _ in range(5)] == [False, False, False, True, False]
    assert admission.shut(STRANGER, 0)
    assert admission.arrives(0, STRANGER, 59) == (False, [])
    assert admission.arrives(0, HALL, 59) == (True, [])
    assert admission.arrives(1, STRANGER, 61) == (True, [])


def test_a_wrong_screen_does_not_shut_out_the_hall_behind_the_same_address() -> None:
    admission = some(bad_per_min=3)
    for n in range(20):
        admission.arrives(n, HALL, 0)
        admission.proven(n, HALL)

    assert not any(admission.strike(HALL, 0) for _ in range(60))
    assert any(admission.strike(HALL, 0) for _ in range(60)), "but there is an end to it"
    assert admission.shut(HALL, 0)
    assert admission.arrives(100, HALL, 0) == (True, []), "whoever is there may try to prove it"


def test_what_is_remembered_of_addresses_is_bounded() -> None:
    admission = some(bad_per_min=1)
    for n in range(10_000):
        admission.strike(f"10.{n >> 8}.{n & 255}.1", n / 1000)
        admission.strike(f"10.{n >> 8}.{n & 255}.1", n / 1000)
        admission.proven(n, f"10.{n >> 8}.{n & 255}.2")

    assert len(admission._refused_until) <= 4096
    assert len(admission._known) <= 4096


@given(st.lists(st.tuples(st.sampled_from(["arrive", "prove", "leave"]), st.integers(0, 5)), max_size=120))
def test_the_count_of_guests_is_always_that_of_their_lines(steps: list[tuple[str, int]]) -> None:
    admission, numbers = some(lines=16, lines_per_address=4), count()
    guests: dict[int, str] = {}
    proven: dict[int, str] = {}
    for step, n in steps:
        address = f"10.0.0.{n}"
        if step == "arrive":
            line = next(numbers)
            welcome, leaving = admission.arrives(line, address, 0)
            for other in leaving:
                admission.left(other, guests.pop(other))
            if welcome:
                guests[line] = address
        elif step == "prove" and guests:
            line = sorted(guests)[n % len(guests)]
            proven[line] = guests.pop(line)
            admission.proven(line, proven[line])
        elif step == "leave" and (mine := guests | proven):
            line = sorted(mine)[n % len(mine)]
            admission.left(line, mine[line])
            guests.pop(line, None)
            proven.pop(line, None)

        assert admission.guests == len(guests) <= 16
