"""The bytes of a ticket: exactly these, strictly by the manual, and nothing that a printer obeys at once."""

from __future__ import annotations

import logging
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from devices.link.jobs import Sheet, Slip
from devices.printers import sheet
from devices.printers.escpos import PIECE_BYTES, Encoder, load_builder, raster
from devices.printers.glyphs import find_font
from devices.printers.layout import PAPERS, Paper, Text
from devices.printers.slip import lay_out
from devices.virtual.escpos import Command, CommandParser
from tests.devices.printers import sheets
from tests.devices.printers.slips import EN, ZH, readable

WIDE = PAPERS["80"]


def commands(data: bytes) -> list[Command]:
    return CommandParser().feed(data)


@pytest.mark.parametrize(
    ("name", "slip", "roll"), [("zh-80", ZH, "80"), ("zh-58", ZH, "58"), ("en-80", EN, "80")]
)
def test_a_ticket_is_written_as_it_was_looked_at(
    name: str, slip: Slip, roll: str, golden: Callable[[str, bytes | str], None]
) -> None:
    paper = PAPERS[roll]
    data = Encoder(paper).encode(lay_out(slip, paper))
    golden(f"printers/{name}.txt", readable(data))
    golden(f"printers/{name}.bin", data)


@pytest.mark.parametrize("roll", PAPERS)
@pytest.mark.parametrize("name", ["SUPPLEMENT", "NOTICE", "RECEIPT", "BARE"])
def test_an_official_paper_is_written_as_it_was_looked_at(
    name: str, roll: str, golden: Callable[[str, bytes | str], None]
) -> None:
    paper = PAPERS[roll]
    data = b"".join(Encoder(paper).pieces(sheet.lay_out(getattr(sheets, name), paper)))
    golden(f"printers/sheet-{name.lower()}-{roll}.txt", readable(data))
    golden(f"printers/sheet-{name.lower()}-{roll}.bin", data)


@pytest.mark.parametrize("paper", PAPERS.values())
def test_a_long_paper_comes_in_pieces_that_a_printers_buffer_holds(paper: Paper) -> None:
    twice = msgspec.structs.replace(sheets.LONG, copies=2, hall="𠮷祥街道政务服务中心")
    pages = sheet.lay_out(twice, paper)
    encoder = Encoder(paper, font=find_font())
    pieces = encoder.pieces(pages)
    assert b"".join(pieces) == b"".join(encoder.encode(page) for page in pages)
    assert max(map(len, pieces)) <= PIECE_BYTES
    # None ends within a command, or the questions between them would be taken for its data.
    parser = CommandParser()
    for piece in pieces:
        parser.feed(piece)
        assert parser.waiting == 0


def test_a_ticket_is_one_piece() -> None:
    assert Encoder(WIDE).pieces([lay_out(ZH, WIDE)]) == [Encoder(WIDE).encode(lay_out(ZH, WIDE))]


@pytest.mark.parametrize("slip", [ZH, EN])
@pytest.mark.parametrize("paper", PAPERS.values())
def test_the_manual_has_nothing_against_any_byte(slip: Slip, paper: Paper) -> None:
    parsed = commands(Encoder(paper).encode(lay_out(slip, paper)))
    assert [command.fault for command in parsed if command.fault] == []
    assert parsed[0].name == "ESC @"
    assert parsed[-1].name == "GS V"


def test_chinese_is_written_in_kanji_mode_and_never_as_question_marks() -> None:
    # Given the line that made python-escpos print question marks: nothing but full-width punctuation.
    data = Encoder(WIDE).encode([Text(text="：，。")])
    parsed = commands(data)
    assert "FS &" in [command.name for command in parsed]
    assert b"".join(c.raw for c in parsed if c.name == "char") == "：，。".encode("gb18030")


def test_the_cut_may_be_whole() -> None:
    assert Encoder(WIDE, "part").encode([]).endswith(b"\x1dV\x01")
    assert Encoder(WIDE, "full").encode([]).endswith(b"\x1dV\x00")


def test_a_name_outside_the_printers_font_is_painted() -> None:
    font = find_font()
    assert font is not None, "the Chinese font that make setup installs is absent"
    parsed = commands(Encoder(WIDE, font=font).encode([Text(text="𠮷祥")]))
    assert [c.name for c in parsed].count("GS v 0") == 1
    assert not any(c.name == "char" for c in parsed)
    assert not any(c.fault for c in parsed)


def test_without_a_font_the_name_stays_legible() -> None:
    parsed = commands(Encoder(WIDE).encode([Text(text="𠮷祥")]))
    assert b"".join(c.raw for c in parsed if c.name == "char").decode("gb18030") == "〓祥"
    assert not any(c.fault for c in parsed)


@settings(max_examples=40)
@given(st.text(max_size=24), st.booleans())
def test_no_text_whatever_is_against_the_manual(text: str, painted: bool) -> None:
    slip = Slip(
        hall=text,
        zone=text,
        number="A001",
        item=text,
        ahead=text,
        wait=text,
        taken_at=text,
        qr="",
        lines=(text,),
    )
    data = Encoder(WIDE, font=find_font() if painted else None).encode(lay_out(slip, WIDE))
    assert [command.fault for command in commands(data) if command.fault] == []


@settings(max_examples=40)
@given(st.text(max_size=60), st.booleans(), st.sampled_from(list(PAPERS.values())))
def test_no_words_on_an_official_paper_are_against_the_manual(text: str, painted: bool, paper: Paper) -> None:
    told = Sheet(
        hall=text,
        title=text,
        number=text,
        rows=((text, text), (text, ""), ("", text)),
        paragraphs=(text,),
        items_title=text,
        items=(text, text),
        signatures=(text,),
        lines=(text,),
        made_at=text,
        mark=text,
        copies=2,
    )
    pages = sheet.lay_out(told, paper)
    parsed = commands(b"".join(Encoder(paper, font=find_font() if painted else None).pieces(pages)))
    assert [command.fault for command in parsed if command.fault] == []
    assert [command.name for command in parsed].count("GS V") == 2


@given(
    st.binary(min_size=48, max_size=48), st.sampled_from([b"\x10\x04\x01", b"\x10\x05\x00", b"\x10\x14\x08"])
)
def test_a_picture_never_holds_what_a_printer_obeys_at_once(dots: bytes, evil: bytes) -> None:
    picture = Image.frombytes("1", (24, 17), bytes(b ^ 0xFF for b in dots + evil))
    (command,) = commands(raster(picture))
    assert command.fault == ""
    changed = sum((a ^ b).bit_count() for a, b in zip(command.parameters[5:], dots + evil, strict=True))
    assert 1 <= changed <= 17


def test_a_picture_is_black_where_it_is_black() -> None:
    picture = Image.new("1", (16, 2), 1)
    picture.putpixel((0, 0), 0)
    picture.putpixel((15, 1), 0)
    assert raster(picture) == bytes.fromhex("1d 76 30 00 02 00 02 00 80 00 00 01")


def test_python_escpos_leaves_logging_and_the_temporary_folder_as_they_were(tmp_path: Path) -> None:
    script = """
import logging, os, sys, tempfile
tempfile.tempdir = sys.argv[1]
from devices.printers.escpos import load_builder
load_builder()
assert logging.root.handlers == [], logging.root.handlers
assert os.listdir(sys.argv[1]) == [], os.listdir(sys.argv[1])
assert "ESCPOS_CAPABILITIES_PICKLE_DIR" not in os.environ
"""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", script, str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_the_builder_is_imported_once() -> None:
    before = list(logging.root.handlers)
    assert load_builder() is load_builder()
    assert logging.root.handlers == before
