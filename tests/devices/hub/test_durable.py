"""Files that are whole or not there: nothing of a secret goes where somebody else has waited for it."""

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from devices.hub import durable

WAYS: list[Callable[[Path, Path], object]] = [
    lambda name, _: durable.write_whole(name, b"secret"),
    lambda name, source: durable.copied(source, name),
]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    made = tmp_path / "source"
    made.write_bytes(b"secret")
    return made


@pytest.mark.parametrize("write", WAYS)
def test_a_file_that_somebody_made_open_before_is_its_owners_alone(
    tmp_path: Path, source: Path, write: Callable[[Path, Path], object]
) -> None:
    for waiting in (tmp_path / "key", tmp_path / "key.part"):
        waiting.touch()
        waiting.chmod(0o666)

    with (tmp_path / "key").open() as early, (tmp_path / "key.part").open() as earlier:
        write(tmp_path / "key", source)
        assert (early.read(), earlier.read()) == ("", "")

    assert (tmp_path / "key").read_bytes() == b"secret"
    assert stat.S_IMODE((tmp_path / "key").stat().st_mode) == 0o600


@pytest.mark.parametrize("write", WAYS)
def test_a_link_that_somebody_laid_is_not_followed(
    tmp_path: Path, source: Path, write: Callable[[Path, Path], object]
) -> None:
    for name in ("key", "key.part"):
        (tmp_path / name).symlink_to(tmp_path / "elsewhere")

    write(tmp_path / "key", source)

    assert not (tmp_path / "elsewhere").exists()
    assert (tmp_path / "key").read_bytes() == b"secret"
