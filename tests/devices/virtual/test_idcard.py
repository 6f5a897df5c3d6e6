"""The pretend card reader, against the published bytes: what it answers and what it refuses."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from devices.virtual.cards import LI_ELDER, ZHANG
from devices.virtual.idcard import VirtualIdCardReader

STATUS = "AA AA AA 96 69 00 03 11 FF ED"
SAM_ID = "AA AA AA 96 69 00 03 12 FF EE"
FIND = "AA AA AA 96 69 00 03 20 01 22"
SELECT = "AA AA AA 96 69 00 03 20 02 21"
READ = "AA AA AA 96 69 00 03 30 01 32"

NO_CARD = "AA AA AA 96 69 00 04 00 00 80 84"
SELECT_FAILED = "AA AA AA 96 69 00 04 00 00 81 85"
READ_FAILED = "AA AA AA 96 69 00 04 00 00 41 45"
OK = "AA AA AA 96 69 00 04 00 00 90 94"
BAD_CHECKSUM = "AA AA AA 96 69 00 04 00 00 10 14"
BAD_LENGTH = "AA AA AA 96 69 00 04 00 00 11 15"
BAD_COMMAND = "AA AA AA 96 69 00 04 00 00 21 25"


class Tape:
    """A wire that keeps what the device sent."""

    def __init__(self) -> None:
        self.on_bytes: Callable[[bytes], None] = lambda data: None
        self.sent: list[bytes] = []
        self.spoke = asyncio.Event()

    def send(self, data: bytes) -> None:
        self.sent.append(data)
        self.spoke.set()

    def ask(self, hex_: str) -> bytes:
        self.sent.clear()
        self.on_bytes(bytes.fromhex(hex_))
        return b"".join(self.sent)


@pytest.fixture
def tape() -> Tape:
    return Tape()


@pytest.fixture
def reader(tape: Tape) -> VirtualIdCardReader:
    return VirtualIdCardReader(tape)


def is_(hex_: str) -> bytes:
    return bytes.fromhex(hex_)


def test_its_health_and_number_are_the_published_answers(tape: Tape, reader: VirtualIdCardReader) -> None:
    assert tape.ask(STATUS) == is_(OK)
    assert tape.ask("AA AA AA 96 69 00 03 10 FF EC") == is_(OK)
    assert tape.ask(SAM_ID) == is_(
        "AA AA AA 96 69 00 14 00 00 90 05 00 01 00 A5 DC 32 01 87 D6 12 00 B1 68 DE 3A B4"
    )
    assert reader.heard == [(0x11, 0xFF), (0x10, 0xFF), (0x12, 0xFF)]


def test_without_a_card_none_is_found(tape: Tape, reader: VirtualIdCardReader) -> None:
    assert tape.ask(FIND) == is_(NO_CARD)


def test_a_card_is_found_selected_and_read(tape: Tape, reader: VirtualIdCardReader) -> None:
    reader.put(ZHANG)

    found, selected, read = tape.ask(FIND), tape.ask(SELECT), tape.ask(READ)

    assert found[:10] == is_("AA AA AA 96 69 00 08 00 00 9F")
    assert found[10:14] == ZHANG.iin
    assert selected[:10] == is_("AA AA AA 96 69 00 0C 00 00 90")
    assert selected[10:18] == ZHANG.serial
    assert len(read) == 1295
    assert read[:14] == is_("AA AA AA 96 69 05 08 00 00 90 01 00 04 00")
    assert read[14:270] == ZHANG.text


def test_after_it_was_read_a_card_must_be_lifted_and_put_back(
    tape: Tape, reader: VirtualIdCardReader
) -> None:
    reader.put(ZHANG)
    for request in (FIND, SELECT, READ):
        tape.ask(request)

    assert tape.ask(FIND) == is_(NO_CARD)
    reader.lift()
    assert tape.ask(FIND) == is_(NO_CARD)
    reader.put(ZHANG)
    assert tape.ask(FIND)[9] == 0x9F


def test_steps_out_of_order_are_refused(tape: Tape, reader: VirtualIdCardReader) -> None:
    reader.put(LI_ELDER)

    assert tape.ask(SELECT) == is_(SELECT_FAILED), "nothing was found"
    assert tape.ask(READ) == is_(READ_FAILED), "nothing was selected"
    tape.ask(FIND)
    tape.ask(SELECT)
    assert tape.ask(SELECT) == is_(SELECT_FAILED), "find must be repeated before each select"
    tape.ask(FIND)
    tape.ask(SELECT)
    tape.ask(FIND)
    assert tape.ask(READ) == is_(READ_FAILED), "the find undid the select"


def test_a_card_lifted_in_between_is_gone(tape: Tape, reader: VirtualIdCardReader) -> None:
    reader.put(ZHANG)
    tape.ask(FIND)
    reader.lift()

    assert tape.ask(SELECT) == is_(SELECT_FAILED)


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("AA AA AA 96 69 00 03 20 01 21", BAD_CHECKSUM),
        ("AA AA AA 96 69 00 03 11 FF 00", BAD_CHECKSUM),
        ("AA AA AA 96 69 00 04 11 FF 00 EA", BAD_LENGTH),
        ("AA AA AA 96 69 00 02 11 13", BAD_LENGTH),
        ("AA AA AA 96 69 05 03 11 FF ED", BAD_LENGTH),
        ("AA AA AA 96 69 00 03 20 00 23", BAD_COMMAND),
        ("AA AA AA 96 69 00 03 60 05 66", BAD_COMMAND),
        ("AA AA AA 96 69 00 03 61 FF 9D", BAD_COMMAND),
        ("AA AA AA 96 69 00 03 60 00 63", OK),
        ("AA AA AA 96 69 00 03 60 04 67", OK),
        ("AA AA AA 96 69 00 04 61 FF 50 CA", OK),
        ("AA AA AA 96 69 00 03 30 03 30", READ_FAILED),
    ],
)
def test_it_is_strict(tape: Tape, reader: VirtualIdCardReader, said: str, answer: str) -> None:
    assert tape.ask(said) == is_(answer)


def test_there_is_no_second_address_on_a_selected_card(tape: Tape, reader: VirtualIdCardReader) -> None:
    reader.put(ZHANG)
    tape.ask(FIND)
    tape.ask(SELECT)

    assert tape.ask("AA AA AA 96 69 00 03 30 03 30") == is_("AA AA AA 96 69 00 04 00 00 91 95")


def test_commands_may_come_in_pieces_and_after_noise(tape: Tape, reader: VirtualIdCardReader) -> None:
    for byte in is_("00 FF AA AA " + STATUS):
        tape.on_bytes(bytes((byte,)))

    assert tape.sent == [is_(OK)]


def test_bad_days_can_be_ordered(tape: Tape, reader: VirtualIdCardReader) -> None:
    reader.silent = True
    assert tape.ask(STATUS) == b""
    reader.silent = False
    reader.garbage = b"\xaa\x00"
    assert tape.ask(STATUS) == b"\xaa\x00" + is_(OK)
    reader.garbage = b""
    reader.echoes = 2
    assert tape.ask(STATUS) == is_(OK) * 2
    reader.echoes = 1
    reader.broken = True
    assert tape.ask(STATUS) == is_(OK)[:-1] + b"\xd4"
    reader.broken = False
    reader.health = 0x60
    assert tape.ask(FIND) == is_("AA AA AA 96 69 00 04 00 00 60 64")


def test_reading_can_be_made_to_fail(tape: Tape, reader: VirtualIdCardReader) -> None:
    reader.put(ZHANG)
    reader.fail_reads = 1

    assert [tape.ask(request) for request in (FIND, SELECT, READ)][-1] == is_(READ_FAILED)
    assert len([tape.ask(request) for request in (FIND, SELECT, READ)][-1]) == 1295


async def test_answers_can_be_made_to_come_late(tape: Tape, reader: VirtualIdCardReader) -> None:
    reader.late_s = 0.01

    assert tape.ask(STATUS) == b""
    async with asyncio.timeout(5):
        await tape.spoke.wait()
    assert tape.sent == [is_(OK)]
