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

from config.deploy import system
from config.deploy.setup import ROOT, Checkout, Unready

CALLS = """\
<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB"><context><name>Call</name>
<message><source>请到</source><translation>Please go to</translation></message>
</context></TS>
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout whose system has all it needs."""
    deploy = tmp_path / "config" / "deploy"
    deploy.mkdir(parents=True)
    (deploy / "system-packages.txt").write_text("command sh dash\n", "utf-8")
    for name in ("requirements.txt", "setup.cfg", "pyproject.toml", "LICENSE"):
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


@pytest.fixture
def apt(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An apt-get for a checkout that needs a library nobody has; it says yes and installs nothing."""
    table = checkout / "config" / "deploy" / "system-packages.txt"
    table.write_text("library libno-such.so.9 libno-such9\n", "utf-8")
    program = checkout / "bin" / "apt-get"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\n", "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent), prepend=os.pathsep)
    monkeypatch.setattr(system, "APT_PAUSE_S", 0)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    return program


def steps(said: str) -> list[str]:
    """Return the names of the steps that were told."""
    return [line.split(":")[0] for line in said.splitlines() if not line.startswith((" ", "Ready"))]


def test_a_second_setup_says_nothing_and_takes_no_time() -> None:
    begun = time.monotonic()

    done = subprocess.run(
        [sys.executable, "-m", "config.deploy.setup"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert time.monotonic() - begun < 5


def test_without_the_right_to_install_the_exact_command_is_said(
    checkout: Path, apt: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)

    with pytest.raises(Unready) as refused:
        Checkout(checkout).make_ready()

    assert str(refused.value).splitlines() == [
        "Missing from this system: libno-such.so.9",
        "Install it with this command, then run make again:",
        "  sudo apt-get install -y libno-such9",
    ]
    assert not (checkout / ".venv").exists()


def test_when_apt_get_fails_its_last_words_are_shown(
    checkout: Path, apt: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    apt.write_text("#!/bin/sh\necho E: Unable to locate package\nexit 100\n", "utf-8")

    with pytest.raises(Unready, match=r"apt-get could not install them.(.|\n)*E: Unable to locate package"):
        Checkout(checkout).make_ready()

    assert capsys.readouterr().out.startswith("System packages: libno-such9")


def test_a_package_that_does_not_bring_its_library_is_not_believed(checkout: Path, apt: Path) -> None:
    with pytest.raises(Unready, match=r"^Installed, and still not found: libno-such.so.9\n"):
        Checkout(checkout).make_ready()


@pytest.mark.e2e
def test_a_fresh_checkout_is_made_ready_step_by_step_and_only_once(
    checkout: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # The packages are found where these tests have them, so that nothing is fetched.
    monkeypatch.setenv("PYTHONPATH", sysconfig.get_path("purelib"))
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    locked = (checkout / "requirements.txt").read_text("utf-8")
    (checkout / "requirements.txt").write_text(f"no-such-package==1.0 --hash=sha256:{'0' * 64}\n", "utf-8")

    with pytest.raises(Unready, match=r"No matching distribution found for no-such-package==1\.0"):
        Checkout(checkout).make_ready()
    failed = capsys.readouterr().out
    (checkout / "requirements.txt").write_text(locked, "utf-8")
    (checkout / ".venv" / "bin" / "pyside6-lrelease").symlink_to(Path(sys.prefix, "bin", "pyside6-lrelease"))
    english = checkout / "display" / "i18n" / "en.ts"
    english.parent.mkdir(parents=True)
    english.write_text(CALLS, "utf-8")
    Checkout(checkout).make_ready()
    mended = capsys.readouterr().out
    Checkout(checkout).make_ready()

    assert steps(failed) == ["Python environment", "Python packages"]
    assert steps(mended) == ["Python packages", "The hall's commands", "Translations"]
    assert (checkout / ".venv" / "bin" / "hall").is_file()
    assert english.with_suffix(".qm").is_file()
    assert capsys.readouterr().out == ""
