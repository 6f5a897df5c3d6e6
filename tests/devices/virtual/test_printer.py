"""The pretend printer answers, waits and fails as the manual says, and keeps what was wrong."""

from __future__ import annotations

import asyncio

import pytest

from devices.virtual.lines import Line
from devices.virtual.printer import VirtualPrinter

KANJI = b"\x1c&"
CUT = b"\x1dV\x01"
ASB_ON = b"\x1da\x0e"
FENCE = b"\x1dr\x01"
ECHO = bytes.fromhex("1d 28 48 06 00 30 30 61 62 63 64")


class PaperCup(Line):
    """A line at whose other end the test sits."""

    def __init__(self) -> None:
        super().__init__()
        self.said = bytearray()
        self.stalled = False

    @property
    def url(self) -> str:
        return "test://"

    def start(self) -> None:
        pass

    def unplug(self) -> None:
        pass

    def send(self, data: bytes) -> None:
        self.said += data

    def stall(self) -> None:
        self.stalled = True

    def resume(self) -> None:
        self.stalled = False

    def blocked(self) -> bool:
        """Whether the device takes no more bytes."""
        return self.stalled

    def ask(self, data: bytes) -> str:
        """Write bytes and return, in hex, what came back."""
        self.said.clear()
        self.on_bytes(data)
        return self.said.hex(" ")

    def heard(self) -> str:
        """What was said since the last question, in hex."""
        return self.said.hex(" ")


@pytest.fixture
def line() -> PaperCup:
    return PaperCup()


@pytest.fixture
def printer(line: PaperCup) -> VirtualPrinter:
    return VirtualPrinter(line)


EOT = [b"\x10\x04" + bytes((n,)) for n in (1, 2, 3, 4)]


def real_time(line: PaperCup) -> str:
    return " ".join(line.ask(question) for question in EOT)


def test_an_idle_printer_has_nothing_to_complain_of(line: PaperCup, printer: VirtualPrinter) -> None:
    assert real_time(line) == "12 12 12 12"
    assert line.ask(ASB_ON) == "10 00 00 00"
    assert line.ask(FENCE) == "00"


def test_without_paper_it_says_so_at_once_and_answers_nothing_that_waits(
    line: PaperCup, printer: VirtualPrinter
) -> None:
    line.ask(ASB_ON)
    printer.paper_out()
    assert line.heard().endswith("18 00 0f 00")
    assert real_time(line) == "1a 32 12 7e"
    assert line.ask(FENCE) == ""
    assert line.ask(ECHO) == ""
    line.said.clear()
    printer.load_paper()
    assert line.heard() == "10 00 00 00 00 37 22 61 62 63 64 00"


def test_automatic_status_that_is_asked_for_without_paper_comes_with_the_paper(
    line: PaperCup, printer: VirtualPrinter
) -> None:
    printer.paper_out()
    assert line.ask(ASB_ON) == ""
    printer.load_paper()
    assert line.heard() == "10 00 00 00"


def test_an_open_cover_is_told(line: PaperCup, printer: VirtualPrinter) -> None:
    line.ask(ASB_ON)
    printer.open_cover()
    assert line.heard().endswith("38 00 00 00")
    assert real_time(line) == "1a 16 12 12"
    printer.close_cover()
    assert real_time(line) == "12 12 12 12"


def test_paper_near_its_end_is_told_and_printed_on(line: PaperCup, printer: VirtualPrinter) -> None:
    line.ask(ASB_ON)
    printer.paper_low()
    assert line.heard().endswith("10 00 03 00")
    assert real_time(line) == "12 12 12 1e"
    assert line.ask(FENCE) == "03"


def test_a_blocked_cutter_is_told(line: PaperCup, printer: VirtualPrinter) -> None:
    line.ask(ASB_ON)
    printer.jam_cutter()
    assert line.heard().endswith("18 08 00 00")
    assert real_time(line) == "1a 52 1a 12"


def test_a_cutter_that_blocks_at_the_cut_keeps_the_ticket_until_it_is_free(
    line: PaperCup, printer: VirtualPrinter
) -> None:
    printer.jam_cutter(at_cut=True)
    assert line.ask(b"A\n" + CUT + FENCE) == ""
    assert printer.tickets == []
    printer.free_cutter()
    assert printer.tickets == [b"A\n" + CUT]
    assert line.heard() == "00"


def test_initialising_switches_automatic_status_off(line: PaperCup, printer: VirtualPrinter) -> None:
    line.ask(ASB_ON + b"\x1b@")
    line.said.clear()
    printer.open_cover()
    assert line.heard() == ""


def test_a_ticket_is_kept_byte_by_byte_without_real_time_questions(
    line: PaperCup, printer: VirtualPrinter
) -> None:
    told: list[bytes] = []
    printer.on_ticket = told.append
    first = b"\x1b@" + KANJI + "号".encode("gbk") + b"\n" + CUT
    for byte in first[:4] + b"\x10\x04\x01" + first[4:] + b"B\n" + CUT:
        line.ask(bytes((byte,)))
    assert printer.tickets == told == [first, b"B\n" + CUT]
    assert printer.violations == []


def test_paper_that_ends_in_the_middle_leaves_the_ticket_unfinished(
    line: PaperCup, printer: VirtualPrinter
) -> None:
    printer.paper_out_after(2)
    assert line.ask(b"1\n2\n3\n" + CUT + FENCE) == ""
    assert printer.tickets == []
    assert real_time(line) == "1a 32 12 7e"
    line.said.clear()
    printer.load_paper()
    assert printer.tickets == [b"1\n2\n3\n" + CUT]
    assert line.heard() == "00"


def test_a_printer_that_cannot_print_stops_reading_when_its_buffer_is_full(
    line: PaperCup, printer: VirtualPrinter
) -> None:
    printer.paper_out()
    line.ask(b"x\n" * 1000)
    assert not line.blocked()
    line.ask(b"x\n" * 2000)
    assert line.blocked()
    printer.load_paper()
    assert not line.blocked()


def test_a_printer_that_hangs_takes_bytes_and_says_nothing(line: PaperCup, printer: VirtualPrinter) -> None:
    printer.hang()
    assert real_time(line).strip() == ""
    assert line.ask(b"A\n" + CUT) == ""
    printer.switch_off_and_on()
    assert real_time(line) == "12 12 12 12"
    assert printer.tickets == []


def test_a_broken_return_wire_does_not_keep_it_from_printing(line: PaperCup, printer: VirtualPrinter) -> None:
    printer.mute = True
    assert line.ask(b"A\n" + CUT + FENCE) == ""
    assert printer.tickets == [b"A\n" + CUT]


def test_garbage_is_said_instead_of_answers(line: PaperCup, printer: VirtualPrinter) -> None:
    printer.garbage = b"\xff\xff"
    assert line.ask(FENCE) == "ff ff"
    printer.garbage = b""
    printer.say(b"noise")
    assert line.ask(FENCE) == "00"


def test_a_model_without_process_ids_passes_over_them_or_prints_them(line: PaperCup) -> None:
    VirtualPrinter(line, process_id="skip")
    assert line.ask(ECHO + FENCE) == "00"
    printer = VirtualPrinter(line, process_id="text")
    assert line.ask(b"\x1b@" + ECHO + FENCE + b"\x1b@A\n" + CUT) == "00"
    assert printer.violations == []
    line.ask(ECHO + CUT)
    assert printer.violations == ["GS V in the middle of a line"]


def test_a_model_without_automatic_status_says_nothing(line: PaperCup) -> None:
    printer = VirtualPrinter(line, automatic=False)
    assert line.ask(ASB_ON) == ""
    printer.open_cover()
    assert line.heard() == ""


async def test_a_slow_printer_answers_when_the_ticket_is_cut(line: PaperCup) -> None:
    cut = asyncio.Event()
    printer = VirtualPrinter(line, print_s=0.02)
    printer.on_ticket = lambda ticket: cut.set()
    assert line.ask(b"A\n" + CUT + FENCE) == ""
    assert line.ask(EOT[0]) == "12"
    line.said.clear()
    async with asyncio.timeout(5):
        await cut.wait()
    assert line.heard() == "00"


@pytest.mark.parametrize(
    ("data", "violation"),
    [
        (b"A" + CUT, "GS V in the middle of a line"),
        (b"A\x1ba\x01", "ESC a in the middle of a line"),
        (b"A" * 49, "text runs over the end of the line"),
        (b"\x1d!\x77" + b"A" * 7, "text runs over the end of the line"),
        (KANJI + "国".encode("gbk") * 25, "text runs over the end of the line"),
        (bytes.fromhex("1d 76 30 00 49 00 01 00") + b"\xff" * 0x49, "a picture wider than the paper"),
        (bytes.fromhex("1d 28 6b 03 00 31 51 30"), "a code that was not stored"),
        (bytes.fromhex("1d 28 6b 04 00 31 50 30 41 42 1d 28 6b 03 00 31 51 30"), "in the middle of a line"),
        (b"\x1bZ", "unknown command"),
        ("国".encode("gbk"), "outside kanji mode"),
    ],
)
def test_what_the_manual_forbids_is_kept(
    line: PaperCup, printer: VirtualPrinter, data: bytes, violation: str
) -> None:
    line.ask(data)
    assert [kept for kept in printer.violations if violation in kept]


def test_a_line_that_is_exactly_full_is_none_too_long(line: PaperCup, printer: VirtualPrinter) -> None:
    line.ask(b"A" * 48 + b"\n" + KANJI + "国".encode("gbk") * 24 + b"\n")
    assert printer.violations == []
