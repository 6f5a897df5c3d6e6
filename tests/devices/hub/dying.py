"""A backup, restore or archive that is killed: ``python -m tests.devices.hub.dying WORK FOLDER COUNT``.

The work is done again and again, each time by a child in a copy of ``FOLDER/start`` that kills itself
with SIGKILL at another of its calls: into SQLite, the files, the disk. COUNT of them, spread over the work.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from datetime import date
from pathlib import Path
from types import FrameType

from devices.hub.archive import FOLDER, archive
from devices.hub.backup import JOURNAL, Source, take
from devices.hub.restore import restore
from devices.hub.rotation import rotate
from tests.halls import MORNING

OURS = tuple(
    f"devices{os.sep}hub{os.sep}{name}.py"
    for name in ("backup", "restore", "archive", "rotation", "vault_keys", "durable")
)


def work(name: str, case: Path) -> None:
    """Do it, in a folder of its own."""
    data = case / "data"
    match name:
        case "backup":
            take(Source(data=data, name="myhall", hall="厅"), case / "target", MORNING, pace=lambda: None)
        case "restore":
            (made,) = (case / "target").iterdir()
            restore(made, case / "new")
        case "archive":
            archive(data / JOURNAL, date(2026, 5, 1), data / FOLDER)
        case "rotate-sm4":
            rotate(data / "vault.db", data / "keys" / "vault.key", "sm4")
        case "rotate-aes":
            rotate(data / "vault.db", data / "keys" / "vault.key", "aes")
        case _:
            raise ValueError(name)


class Killer:
    """Counts the calls out of our modules, and kills the process at one of them."""

    def __init__(self, at: int) -> None:
        self.count = 0
        self._at = at

    def __call__(self, frame: FrameType, event: str, arg: object) -> None:
        """A call begins."""
        if event == "c_call" and frame.f_code.co_filename.endswith(OURS):
            self.count += 1
            if self.count == self._at:
                os.kill(os.getpid(), signal.SIGKILL)


def calls(name: str, case: Path) -> int:
    """How many calls the whole work is."""
    counter = Killer(0)
    sys.setprofile(counter)
    try:
        work(name, case)
    finally:
        sys.setprofile(None)
    return counter.count


def main(name: str, folder: Path, count: int) -> None:
    """Do the work once as a whole, in ``case-0``, and then so many times killed."""
    shutil.copytree(folder / "start", folder / "case-0")
    total = calls(name, folder / "case-0")
    for n in range(1, count + 1):
        case = folder / f"case-{n}"
        shutil.copytree(folder / "start", case)
        child = os.fork()
        if child == 0:
            sys.setprofile(Killer(max(1, n * total // (count + 1))))
            work(name, case)
            os._exit(1)
        _, status = os.waitpid(child, 0)
        assert os.WIFSIGNALED(status), f"{name} came to its end before call {n * total // (count + 1)}"


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
