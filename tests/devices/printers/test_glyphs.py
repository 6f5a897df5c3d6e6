"""A painted line stands where the printer would have written it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from devices.printers.glyphs import LinePainter, find_font
from devices.printers.layout import PAPERS, Text

WIDE = PAPERS["80"]


@pytest.fixture(scope="module")
def painter() -> LinePainter:
    font = find_font()
    assert font is not None, "the Chinese font that make setup installs is absent"
    return LinePainter(font)


def ink(picture: Image.Image) -> tuple[int, int, int, int]:
    box = picture.convert("L").point(lambda value: 255 - value).getbbox()
    assert box is not None
    return box


def test_a_line_is_as_wide_as_the_paper_and_as_high_as_its_size(painter: LinePainter) -> None:
    assert painter.paint(Text(text="𠮷"), WIDE).size == (576, 24)
    assert painter.paint(Text(text="𠮷", wide=2, high=2), WIDE).size == (576, 48)


def test_the_rare_names_of_the_facts_can_be_painted(painter: LinePainter) -> None:
    assert all(painter.has(char) for char in "𠮷㐂䶮㙓")
    assert not painter.has("\U0010fffe")


def test_left_is_left_and_centred_is_centred(painter: LinePainter) -> None:
    left, _, right, _ = ink(painter.paint(Text(text="䶮䶮", align="left"), WIDE))
    assert left < 6
    assert 40 < right <= 48
    left, _, right, _ = ink(painter.paint(Text(text="䶮䶮"), WIDE))
    assert abs((left + right) / 2 - 288) < 4


def test_nothing_of_a_letter_is_cut_off(painter: LinePainter) -> None:
    for text in ("䶮gjpq，", "䶮国AB"):
        _, top, _, bottom = ink(painter.paint(Text(text=text, wide=2, high=2, bold=True), WIDE))
        assert top > 0
        assert bottom <= 48


def test_double_height_is_not_double_width(painter: LinePainter) -> None:
    left, _, right, _ = ink(painter.paint(Text(text="䶮䶮", high=2, align="left"), WIDE))
    assert right - left <= 48


def test_white_on_black_is_the_other_way_round(painter: LinePainter) -> None:
    picture = painter.paint(Text(text=" 䶮 ", inverse=True, align="left"), WIDE)
    assert picture.getpixel((2, 2)) == 0
    assert picture.getpixel((570, 2)) == 255


def test_what_the_painters_font_lacks_too_is_marked(painter: LinePainter) -> None:
    lost = painter.paint(Text(text="\U0010fffe"), WIDE)
    assert lost.tobytes() == painter.paint(Text(text="〓"), WIDE).tobytes()


def test_a_font_that_is_not_there_or_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not there"):
        find_font(str(tmp_path / "none.ttf"))
    (tmp_path / "bad.ttf").write_bytes(b"no font")
    with pytest.raises(ValueError, match="is no font"):
        LinePainter(find_font(str(tmp_path / "bad.ttf")) or tmp_path)
