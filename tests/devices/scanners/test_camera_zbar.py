"""The second decoder's process: real pictures, and children that misbehave."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

import numpy as np
import pytest

from devices.scanners.camera.zbar import MAX_CRASHES, Zbar
from tests.devices.scanners.pictures import code, grey, inverted, seen

FRAME = np.full((8, 8), 128, np.uint8)

Make = Callable[..., Zbar]


@pytest.fixture
def zbar() -> Iterator[Make]:
    made: list[Zbar] = []

    def make(script: str | None = None, answer_s: float = 20.0) -> Zbar:
        if script is None:
            made.append(Zbar(answer_s=answer_s))
        else:
            made.append(Zbar((sys.executable, "-c", script), answer_s=answer_s))
        return made[-1]

    yield make
    for one in made:
        one.close()


def test_a_code_and_its_negative_are_read(zbar: Make) -> None:
    decoder = zbar()

    assert decoder.decode(grey(seen(code(b"YY-0001")))) == [b"YY-0001"]
    assert decoder.decode(grey(inverted(seen(code(b"YY-0002"))))) == [b"YY-0002"]
    assert decoder.decode(FRAME) == []
    assert decoder.usable


def test_a_child_that_crashes_is_started_again_until_it_has_crashed_too_often(
    zbar: Make, capfd: pytest.CaptureFixture[str]
) -> None:
    decoder = zbar("import os; os.write(2, b'x'); os.kill(os.getpid(), 9)")

    assert [decoder.decode(FRAME) for _ in range(MAX_CRASHES + 2)] == [[]] * (MAX_CRASHES + 2)

    assert not decoder.usable
    said = capfd.readouterr().err
    assert said.startswith("x" * MAX_CRASHES + "the second decoder is given up")
    assert said.count("\n") == 1


def test_a_child_that_hangs_is_killed(zbar: Make) -> None:
    decoder = zbar("import time; time.sleep(60)", answer_s=0.3)

    assert decoder.decode(FRAME) == []
    assert decoder.usable


def test_a_child_that_answers_half_has_answered_nothing(zbar: Make) -> None:
    decoder = zbar("import os; os.write(1, bytes((0, 0, 0, 2, 0, 0, 0, 1, 65, 0)))")

    assert decoder.decode(FRAME) == []


def test_without_the_library_it_says_what_to_install_once_and_is_left_alone(
    zbar: Make, capfd: pytest.CaptureFixture[str]
) -> None:
    decoder = zbar(
        "import sys; sys.modules['pyzbar'] = None\n"
        "from devices.scanners.camera.zbar import serve\n"
        "sys.exit(serve(sys.stdin.buffer, sys.stdout.buffer))"
    )

    assert [decoder.decode(FRAME), decoder.decode(FRAME)] == [[], []]

    assert not decoder.usable
    assert capfd.readouterr().err.count("apt install libzbar0") == 1


def test_closing_twice_is_nothing(zbar: Make) -> None:
    decoder = zbar("import time; time.sleep(60)", answer_s=0.1)
    decoder.decode(FRAME)

    decoder.close()
    decoder.close()
