"""``make setup`` is silent when nothing is missing, and says exactly what to do when it cannot do it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

import pytest

from tests.house.tree import ROOT

pytestmark = pytest.mark.e2e


def setup(root: Path, **surroundings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "config.deploy.setup"],
        cwd=root,
        env={**os.environ, **surroundings},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout that needs a library nobody has."""
    deploy = tmp_path / "config" / "deploy"
    deploy.mkdir(parents=True)
    for name in ("__init__.py", "deploy/__init__.py", "deploy/setup.py", "deploy/system.py"):
        shutil.copy(ROOT / "config" / name, tmp_path / "config" / name)
    (deploy / "system-packages.txt").write_text("library libno-such.so.9 libno-such9\n", "utf-8")
    return tmp_path


def test_a_second_setup_says_nothing_and_takes_no_time() -> None:
    begun = time.monotonic()

    done = setup(ROOT)

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert time.monotonic() - begun < 5


def test_without_the_right_to_install_the_exact_command_is_said(checkout: Path) -> None:
    done = setup(checkout, PATH=str(checkout))

    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "Missing from this system: libno-such.so.9",
        "Install it with this command, then run make again:",
        "  sudo apt-get install -y libno-such9",
    ]
    assert not (checkout / ".venv").exists()


def test_when_apt_get_fails_its_last_words_are_shown(checkout: Path) -> None:
    apt = checkout / "apt-get"
    apt.write_text("#!/bin/sh\necho E: Unable to locate package $*\nexit 100\n", "utf-8")
    apt.chmod(0o755)
    system = checkout / "config" / "deploy" / "system.py"
    patient = system.read_text("utf-8")
    system.write_text(
        patient.replace("APT_PAUSE_S = 5", "APT_PAUSE_S = 0").replace("os.geteuid() == 0", "True")
    )

    done = setup(checkout, PATH=f"{checkout}:{os.environ['PATH']}")

    assert done.returncode == 1
    assert done.stdout.startswith("System packages: libno-such9")
    assert "apt-get could not install them." in done.stderr
    assert "E: Unable to locate package" in done.stderr


def test_a_fresh_checkout_is_made_ready_step_by_step_and_only_once(checkout: Path) -> None:
    (checkout / "config" / "deploy" / "system-packages.txt").write_text("command sh dash\n", "utf-8")
    for name in ("setup.cfg", "pyproject.toml", "LICENSE"):
        shutil.copy(ROOT / name, checkout)
    # The packages are found where these tests have them, so that nothing is fetched.
    here = sysconfig.get_path("purelib")
    (checkout / "requirements.txt").write_text("no-such-package==1.0\n", "utf-8")
    failed = setup(checkout, PYTHONPATH=here, PIP_NO_INDEX="1", PIP_FIND_LINKS=str(checkout))
    shutil.copy(ROOT / "requirements.txt", checkout)

    mended = setup(checkout, PYTHONPATH=here)
    again = setup(checkout, PYTHONPATH=here)

    assert failed.returncode == 1
    assert failed.stdout.startswith("Python environment")
    assert "No matching distribution found for no-such-package==1.0" in failed.stderr
    steps = [line.split(":")[0] for line in mended.stdout.splitlines() if not line.startswith(" ")]
    assert (mended.returncode, steps[:2]) == (0, ["Python packages", "The hall's commands"]), mended.stderr
    assert (checkout / ".venv" / "bin" / "hall").is_file()
    assert (again.returncode, again.stdout) == (0, "")
