"""The pretend scanner, against the published trigger bytes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from devices.virtual.scanner import VirtualScanner


class Tape:
    def __init__(self) -> None:
        self.on_bytes: Callable[[bytes], None] = lambda data: None
        self.sent: list[bytes] = []

    def send(self, data: bytes) -> None:
        self.sent.append(data)


@pytest.fixture
def tape() -> Tape:
    return Tape()


def test_what_is_shown_is_sent_once_with_prefix_and_suffix(tape: Tape) -> None:
    scanner = VirtualScanner(tape, prefix=b"\x02]Q1", suffix=b"\x03")

    scanner.show(b"YY-0001")
    tape.on_bytes(b"\x16T\r")

    assert tape.sent == [b"\x02]Q1YY-0001\x03"]
    assert scanner.pulls == 0


@pytest.mark.parametrize(
    ("trigger", "on", "off", "answer"),
    [
        ("honeywell", "16 54 0D", "16 55 0D", []),
        ("newland", "01 54 04", "01 50 04", [b"\x06"]),
        ("datalogic", "54", "58", []),
    ],
)
def test_it_looks_only_between_its_two_triggers(
    tape: Tape, trigger: str, on: str, off: str, answer: list[bytes]
) -> None:
    scanner = VirtualScanner(tape, trigger=trigger)
    scanner.show(b"YY-0001")
    assert tape.sent == []

    for byte in bytes.fromhex(on):
        tape.on_bytes(bytes((byte,)))

    assert tape.sent == [*answer, b"YY-0001\r"]
    assert not scanner.looking, "it rests after one code"
    tape.on_bytes(bytes.fromhex(on) + bytes.fromhex(off))
    assert not scanner.looking
    assert scanner.pulls == 2


def test_what_is_no_trigger_is_not_obeyed(tape: Tape) -> None:
    scanner = VirtualScanner(tape, trigger="honeywell")
    scanner.show(b"YY-0001")

    tape.on_bytes(b"\x16X\r\x00T\r\x16")
    assert tape.sent == []
    tape.on_bytes(b"T\r")

    assert tape.sent == [b"YY-0001\r"]


def test_a_code_taken_away_is_not_seen(tape: Tape) -> None:
    scanner = VirtualScanner(tape, trigger="honeywell")
    scanner.show(b"YY-0001")
    scanner.hide()

    tape.on_bytes(b"\x16T\r")

    assert tape.sent == []


def test_noise_can_be_ordered(tape: Tape) -> None:
    VirtualScanner(tape).say(b"\xff\x00half a c")

    assert tape.sent == [b"\xff\x00half a c"]
