"""The camera's worker as a real process, before folders of pictures.

Nothing of OpenCV may be loaded into the process of these tests, in which Qt runs.
"""

from __future__ import annotations

import select
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image

from devices.scanners.camera.wire import EXITS, LOOK, READY, REST
from devices.scanners.framing import ScanCollector
from tests.devices.scanners.pictures import blurred, code, dark, inverted, noisy, put, seen, striped

GBK = "郑州市民之家·预约号".encode("gbk")
BINARY = bytes(range(256))
PICTURES: dict[str, tuple[bytes, Callable[[], Image.Image]]] = {
    "plain": (b"plain YY-0001", lambda: seen(code(b"plain YY-0001"))),
    "turned": (b"turned 30", lambda: seen(code(b"turned 30"), turned=30)),
    "upside-down": (b"turned 180", lambda: seen(code(b"turned 180"), turned=180)),
    "blurred": (b"blurred 3", lambda: blurred(seen(code(b"blurred 3")), 3)),
    "dark": (b"dark screen", lambda: noisy(dark(seen(code(b"dark screen")), 0.06), 1)),
    "inverted": (b"inverted", lambda: inverted(seen(code(b"inverted")))),
    "noisy": (b"noisy", lambda: noisy(seen(code(b"noisy")), 60)),
    "small": (b"small", lambda: seen(code(b"small", box=3))),
    "gbk": (GBK, lambda: seen(code(GBK))),
    "utf-8": ("号".encode(), lambda: seen(code("号".encode()))),
    "latin-1": (b"YY\xe9", lambda: seen(code(b"YY\xe9"))),
    "with-bom": (b"\xef\xbb\xbfYY", lambda: seen(code(b"\xef\xbb\xbfYY"))),
    "every-byte": (BINARY, lambda: seen(code(BINARY, box=5))),
}

Start = Callable[..., "Worker"]


class Worker:
    """A running worker and the codes it has written."""

    def __init__(self, *words: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "devices.scanners.camera.worker", *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            bufsize=0,
        )
        self.codes: list[bytes] = []
        self._collector = ScanCollector()

    def ready(self) -> None:
        assert self._read() == READY

    def until(self, wanted: Callable[[], bool]) -> None:
        """Take codes until this is true."""
        while not wanted():
            data = self._read()
            assert data, "the worker ended"
            self.codes += self._collector.feed(data, 0.0)

    def say(self, command: bytes) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(command)

    def quiet(self, seconds: float) -> bool:
        """Whether nothing is written for so long."""
        assert self.process.stdout is not None
        return not select.select([self.process.stdout], [], [], seconds)[0]

    def end(self) -> tuple[int, str]:
        """Close its input; how it ended, and what it said."""
        _, said = self.process.communicate(timeout=20)
        return self.process.returncode, said.decode()

    def _read(self) -> bytes:
        assert self.process.stdout is not None
        assert select.select([self.process.stdout], [], [], 20)[0], "the worker wrote nothing"
        return self.process.stdout.read(65536)


@pytest.fixture
def start() -> Iterator[Start]:
    started: list[Worker] = []

    def begin(*words: str) -> Worker:
        started.append(Worker(*words))
        return started[-1]

    yield begin
    for worker in started:
        worker.process.kill()
        worker.process.communicate()


@pytest.fixture(scope="module")
def seen_codes(tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    """All that one worker saw in a folder of all pictures, shown twice."""
    folder = tmp_path_factory.mktemp("camera")
    for name, (_, draw) in PICTURES.items():
        put(draw(), folder, name)
    worker = Worker("--camera", str(folder), "--fps", "50")
    try:
        worker.ready()
        worker.until(lambda: len(worker.codes) >= 2 * len(PICTURES))
        assert worker.end() == (0, "")
    finally:
        worker.process.kill()
    return worker.codes


@pytest.mark.parametrize("name", PICTURES)
def test_codes_are_read_byte_by_byte(seen_codes: list[bytes], name: str) -> None:
    assert PICTURES[name][0] in seen_codes


def test_nothing_is_read_that_is_not_there(seen_codes: list[bytes]) -> None:
    assert set(seen_codes) == {payload for payload, _ in PICTURES.values()}


def test_what_the_first_decoder_cannot_see_the_second_one_does(start: Start, tmp_path: Path) -> None:
    put(striped(seen(code(b"SECOND-SIGHT", box=8)), 16), tmp_path, "striped")

    worker = start("--camera", str(tmp_path), "--fps", "50")
    worker.ready()
    worker.until(lambda: bool(worker.codes))

    assert worker.codes[0] == b"SECOND-SIGHT"
    assert worker.end()[0] == 0


def test_it_looks_only_when_it_is_told_to(start: Start, tmp_path: Path) -> None:
    put(seen(code(b"YY-0001")), tmp_path, "view")
    worker = start("--camera", str(tmp_path), "--fps", "20")
    worker.ready()

    worker.say(REST)
    while not worker.quiet(0.3):
        assert worker.process.stdout is not None
        worker.process.stdout.read(65536)
    worker.say(LOOK[:2])
    worker.say(LOOK[2:])
    worker.until(lambda: bool(worker.codes))

    assert worker.codes[0] == b"YY-0001"


def test_an_empty_folder_and_broken_pictures_are_a_dark_room(start: Start, tmp_path: Path) -> None:
    worker = start("--camera", str(tmp_path), "--fps", "50")
    worker.ready()
    (tmp_path / "empty.png").touch()
    (tmp_path / "half.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "notes.txt").write_text("no picture")
    assert worker.quiet(0.3)

    put(seen(code(b"YY-0001")), tmp_path, "view")
    worker.until(lambda: bool(worker.codes))

    assert worker.codes[0] == b"YY-0001"


def test_removing_the_folder_pulls_the_cable(start: Start, tmp_path: Path) -> None:
    folder = tmp_path / "camera"
    folder.mkdir()
    worker = start("--camera", str(folder), "--fps", "50")
    worker.ready()

    folder.rmdir()
    worker.process.wait(20)

    assert worker.end() == (EXITS["unplugged"], f"camera {folder}: the folder camera is gone\n")


@pytest.mark.parametrize(
    ("place", "said"), [("63", "there is no /dev/video63"), ("nowhere", "there is no folder nowhere")]
)
def test_a_camera_that_is_not_there_is_absent(start: Start, place: str, said: str) -> None:
    worker = start("--camera", place)

    assert worker.end() == (EXITS["absent"], f"camera {place}: {said}\n")


def test_a_file_that_is_no_video_is_absent(start: Start, tmp_path: Path) -> None:
    (tmp_path / "film.avi").write_bytes(b"no film")

    status, said = start("--camera", str(tmp_path / "film.avi")).end()

    assert status == EXITS["absent"]
    assert "film.avi is no video" in said


def test_a_video_is_shown_over_and_over(start: Start, tmp_path: Path) -> None:
    put(seen(code(b"IN-A-FILM")), tmp_path, "view")
    film = tmp_path / "film.avi"
    subprocess.run(
        [
            sys.executable,
            "-c",
            "import cv2, sys\n"
            "film = cv2.VideoWriter(sys.argv[2], cv2.VideoWriter.fourcc(*'MJPG'), 10, (640, 480))\n"
            "for _ in range(3): film.write(cv2.imread(sys.argv[1]))\n"
            "film.release()",
            str(tmp_path / "view.png"),
            str(film),
        ],
        check=True,
    )

    worker = start("--camera", str(film), "--fps", "50")
    worker.ready()
    worker.until(lambda: len(worker.codes) >= 8)

    assert set(worker.codes) == {b"IN-A-FILM"}
    assert worker.end()[0] == 0


def test_nobody_who_reads_its_codes_ends_it(start: Start, tmp_path: Path) -> None:
    put(seen(code(b"YY-0001")), tmp_path, "view")
    worker = start("--camera", str(tmp_path), "--fps", "50")
    worker.ready()
    assert worker.process.stdout is not None

    worker.process.stdout.close()

    assert worker.process.wait(20) == 0


def test_loading_the_scanners_does_not_load_opencv_beside_qt() -> None:
    program = (
        "import importlib, pkgutil, sys\n"
        "import devices.scanners, devices.transports.camera\n"
        "for module in pkgutil.iter_modules(devices.scanners.__path__, 'devices.scanners.'):\n"
        "    importlib.import_module(module.name)\n"
        "import devices.scanners.camera.finder, devices.scanners.camera.wire, devices.scanners.camera.zbar\n"
        "assert not {'cv2', 'zxingcpp', 'pyzbar'} & set(sys.modules)\n"
    )

    assert subprocess.run([sys.executable, "-c", program], check=False, timeout=20).returncode == 0
    assert "cv2" not in sys.modules
