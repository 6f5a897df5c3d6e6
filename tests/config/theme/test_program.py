"""A screen is a program: it starts without a hub, is driven, and ends cleanly when told to."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from config.theme.touch_client import Finger

ROOT = Path(__file__).resolve().parents[3]


def start(*words: str, **variables: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "kiosk", "--hub", "ws://127.0.0.1:1/link", *words],
        cwd=ROOT,
        env={**os.environ, "HALL_TOKEN": "none-of-anybodys", **variables},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.e2e
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_screen_starts_without_a_hub_and_ends_on_a_signal(tmp_path: Path, number: signal.Signals) -> None:
    with start("--size", "540x960", HALL_TOUCH=str(tmp_path / "touch")) as program:
        with Finger(tmp_path / "touch") as finger:
            finger.wait("page-away")
            finger.shot(tmp_path / "away.png")
        program.send_signal(number)
        output, errors = program.communicate(timeout=15)
    assert program.returncode == 0, errors
    assert "WARNING qt" not in errors
    assert "ERROR" not in errors
    assert "none-of-anybodys" not in output + errors
    assert (tmp_path / "away.png").exists()


@pytest.mark.e2e
def test_a_screen_without_a_token_says_what_is_missing() -> None:
    with start(HALL_TOKEN="") as program:
        _, errors = program.communicate(timeout=15)
    assert program.returncode == 2
    assert "--token-file" in errors
