"""Files are put in place whole, again without effect, and never over what somebody else wrote."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest

from config.deploy.place import RECORD, Changed, put
from config.deploy.plan import Item

UNIT = Item(path=PurePosixPath("etc/systemd/system/hall.service"), content=b"[Service]\n")
MASK = Item(path=PurePosixPath("etc/systemd/system/getty@.service"), link="/dev/null")


def changed(item: Item, content: bytes) -> Item:
    return Item(path=item.path, content=content)


def test_files_and_links_are_written_and_a_second_time_nothing_is(tmp_path: Path) -> None:
    first = put([UNIT, MASK], tmp_path)
    second = put([UNIT, MASK], tmp_path)

    assert (first.written, first.same) == ([UNIT.path, MASK.path], 0)
    assert (second.written, second.removed, second.same) == ([], [], 2)
    assert (tmp_path / UNIT.path).read_bytes() == b"[Service]\n"
    assert (tmp_path / UNIT.path).stat().st_mode & 0o777 == 0o644
    assert (tmp_path / MASK.path).readlink() == Path("/dev/null")


def test_what_nobody_touched_is_renewed(tmp_path: Path) -> None:
    put([UNIT, MASK], tmp_path)

    placed = put([changed(UNIT, b"[Service]\nUser=hall\n"), MASK], tmp_path)

    assert (placed.written, placed.same) == ([UNIT.path], 1)


def test_what_somebody_changed_is_left_and_nothing_else_is_written(tmp_path: Path) -> None:
    put([UNIT, MASK], tmp_path)
    (tmp_path / UNIT.path).write_bytes(b"[Service]\n# by hand\n")
    other = Item(path=PurePosixPath("etc/hall/firewall.nft"), content=b"table\n")

    with pytest.raises(Changed, match=r"^/etc/systemd/system/hall\.service$"):
        put([changed(UNIT, b"[Service]\nUser=hall\n"), MASK, other], tmp_path)

    assert (tmp_path / UNIT.path).read_bytes() == b"[Service]\n# by hand\n"
    assert not (tmp_path / other.path).exists()


def test_what_was_there_before_us_is_left_unless_it_is_said(tmp_path: Path) -> None:
    path = tmp_path / UNIT.path
    path.parent.mkdir(parents=True)
    path.write_bytes(b"somebody else's")

    with pytest.raises(Changed):
        put([UNIT], tmp_path)
    put([UNIT], tmp_path, force=True)

    assert path.read_bytes() == UNIT.content


def test_what_is_no_longer_wanted_goes_unless_somebody_changed_it(tmp_path: Path) -> None:
    kept = Item(path=PurePosixPath("etc/hall/kept"), content=b"ours\n")
    put([UNIT, MASK, kept], tmp_path)
    (tmp_path / kept.path).write_bytes(b"theirs\n")

    placed = put([UNIT], tmp_path)

    assert placed.removed == [MASK.path]
    assert not (tmp_path / MASK.path).is_symlink()
    assert (tmp_path / kept.path).read_bytes() == b"theirs\n"


def test_a_link_that_stands_where_a_file_shall_be_is_somebody_elses(tmp_path: Path) -> None:
    path = tmp_path / UNIT.path
    path.parent.mkdir(parents=True)
    path.symlink_to("/dev/null")

    with pytest.raises(Changed):
        put([UNIT], tmp_path)


def test_a_record_that_cannot_be_read_stops_everything(tmp_path: Path) -> None:
    put([UNIT], tmp_path)
    (tmp_path / RECORD).write_text("[", "utf-8")

    with pytest.raises(OSError, match=r"deployed\.json cannot be read"):
        put([UNIT], tmp_path)
