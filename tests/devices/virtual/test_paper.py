"""The picture of a ticket shows what the bytes say, and its code scans."""

from __future__ import annotations

import io

import pytest
import zxingcpp
from PIL import Image

from devices.virtual.paper import EDGE_DOTS, MARGIN_DOTS, TOP_DOTS, codes, render

KANJI = b"\x1c&"
CUT = b"\x1dV\x01"
LEFT, TOP = 2 * MARGIN_DOTS, MARGIN_DOTS + TOP_DOTS


def picture(data: bytes, dots: int = 576) -> Image.Image:
    """The printed part alone, without margins and table."""
    fed = data.removesuffix(CUT) + b"\x1bJ\x40" + CUT
    image = Image.open(io.BytesIO(render(fed, dots)))
    assert image.format == "PNG"
    return image.crop((LEFT, TOP, image.width - LEFT, image.height - MARGIN_DOTS - EDGE_DOTS))


def ink(image: Image.Image) -> tuple[int, int, int, int]:
    box = image.point(lambda value: 255 if value < 128 else 0).getbbox()
    assert box is not None
    return box


def code(content: bytes) -> bytes:
    """A QR code's commands, written by hand from the manual."""
    stored = len(content) + 3
    return (
        bytes.fromhex("1d 28 6b 04 00 31 41 32 00 1d 28 6b 03 00 31 43 06 1d 28 6b 03 00 31 45 31 1d 28 6b")
        + stored.to_bytes(2, "little")
        + b"1P0"
        + content
        + bytes.fromhex("1d 28 6b 03 00 31 51 30")
    )


def test_the_paper_is_as_wide_as_the_roll() -> None:
    image = Image.open(io.BytesIO(render(b"A\n" + CUT, 384)))
    assert image.width == 384 + 2 * LEFT


def test_a_larger_character_is_larger() -> None:
    left, top, right, bottom = ink(picture(b"H\n" + CUT))
    large = ink(picture(b"\x1d!\x33H\n" + CUT))
    assert (large[2] - large[0]) >= 3 * (right - left)
    assert (large[3] - large[1]) >= 3 * (bottom - top)


def test_a_line_goes_where_it_is_aligned() -> None:
    assert ink(picture(b"\x1ba\x00HH\n" + CUT))[0] < 12
    left, _, right, _ = ink(picture(b"\x1ba\x01HH\n" + CUT))
    assert abs((left + right) / 2 - 288) < 6
    assert ink(picture(b"\x1ba\x02HH\n" + CUT))[2] > 564


def test_white_on_black_is_black_around_the_letter() -> None:
    image = picture(b"\x1dB\x01 \n" + CUT)
    assert ink(image) == (0, 0, 12, 24)


def test_bold_takes_more_ink() -> None:
    def dark(data: bytes) -> int:
        return sum(picture(data).point(lambda value: 1 if value < 128 else 0).tobytes())

    assert dark(KANJI + b"\x1bE\x01" + "国".encode("gbk") + b"\n" + CUT) > dark(
        KANJI + "国".encode("gbk") + b"\n" + CUT
    )


def test_chinese_without_kanji_mode_looks_as_wrong_as_it_is() -> None:
    right = picture(KANJI + "国".encode("gbk") + b"\n" + CUT)
    wrong = picture("国".encode("gbk") + b"\n" + CUT)
    assert right.tobytes() != wrong.tobytes()


def test_lines_stand_as_far_apart_as_they_were_set() -> None:
    _, _, _, near = ink(picture(b"\x1b3\x18H\nH\n" + CUT))
    _, _, _, far = ink(picture(b"\x1b3\x40H\nH\n" + CUT))
    assert far - near == 0x40 - 0x18


def test_a_raster_picture_is_printed_dot_by_dot() -> None:
    image = picture(bytes.fromhex("1d 76 30 00 01 00 02 00 f0 0f") + b"\n" + CUT)
    assert [image.getpixel((x, 0)) for x in (0, 3, 4, 7)] == [34, 34, 252, 252]
    assert [image.getpixel((x, 1)) for x in (0, 3, 4, 7)] == [252, 252, 34, 34]


@pytest.mark.parametrize("content", [b"https://hall.example/t/01HXYZ", b"01HXYZ"])
def test_the_code_on_the_paper_scans(content: bytes) -> None:
    image = Image.open(io.BytesIO(render(b"\x1ba\x01" + code(content) + b"\n" + CUT)))
    (found,) = zxingcpp.read_barcodes(image)
    assert found.bytes == content


def test_the_codes_of_a_paper_are_read_from_the_top() -> None:
    assert codes(code(b"first") + b"\n" + code(b"second") + b"\n" + CUT) == [b"first", b"second"]
    assert codes(b"no code\n" + CUT) == []


def test_a_ticket_without_end_still_becomes_a_picture() -> None:
    image = Image.open(io.BytesIO(render(b"\x1bd\xff" * 20 + b"A\n" + CUT)))
    assert 20_000 < image.height < 25_000


def test_a_ticket_that_is_not_printed_to_its_end_is_drawn_as_far_as_it_came() -> None:
    assert ink(picture(b"H"))[2] > 0
