"""A screen is a program: it starts without a hub, is driven, and ends cleanly when told to."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from config.theme.touch_client import Finger
from tests.hubs.identities import stranger

ROOT = Path(__file__).resolve().parents[3]


def start(identity: Path, *words: str, **variables: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "kiosk", "--identity", str(identity), *words],
        cwd=ROOT,
        env={**os.environ, **variables},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.e2e
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_screen_starts_without_a_hub_and_ends_on_a_signal(tmp_path: Path, number: signal.Signals) -> None:
    stranger().save(tmp_path / "kiosk.json")
    with start(tmp_path / "kiosk.json", "--size", "540x960", HALL_TOUCH=str(tmp_path / "touch")) as program:
        with Finger(tmp_path / "touch") as finger:
            finger.wait("page-away")
            finger.shot(tmp_path / "away.png")
        program.send_signal(number)
        output, errors = program.communicate(timeout=15)
    assert program.returncode == 0, errors
    assert "WARNING qt" not in errors
    assert "ERROR" not in errors
    key = msgspec.json.decode((tmp_path / "kiosk.json").read_bytes())["key"]
    assert key not in output + errors
    assert (tmp_path / "away.png").exists()


@pytest.mark.e2e
@pytest.mark.parametrize(
    ("content", "mode", "said"), [(b"{}", 0o600, "no identity"), (b"{}", 0o644, "chmod 600")]
)
def test_a_screen_whose_identity_is_none_or_everybodys_does_not_start(
    tmp_path: Path, content: bytes, mode: int, said: str
) -> None:
    file = tmp_path / "kiosk.json"
    file.write_bytes(content)
    file.chmod(mode)
    with start(file) as program:
        _, errors = program.communicate(timeout=15)
    assert program.returncode == 2
    assert said in errors
    assert file.read_bytes() == content
