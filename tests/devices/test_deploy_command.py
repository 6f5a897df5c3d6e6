"""``hall deploy`` writes a computer's files where it is told, and says what is left to do by hand."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from config.deploy.machine import KINDS
from devices import deploy_command
from devices.deploy_command import deploy
from tests.house.tree import ROOT

DEMO = ["--hall", str(ROOT / "config" / "halls" / "demo")]
KIOSK = ["kiosk", *DEMO, "--place", "K1", "--hub", "wss://10.1.0.2:8710/link"]


def run(*words: str) -> Result:
    return CliRunner().invoke(deploy, list(words))


def test_a_kiosks_files_go_to_a_folder_to_be_looked_at(tmp_path: Path) -> None:
    done = run(*KIOSK, "--out", str(tmp_path))

    assert done.exit_code == 0, done.output
    assert (tmp_path / "etc/systemd/system/hall-kiosk.service").is_file()
    assert (tmp_path / "etc/systemd/system/getty@.service").readlink() == Path("/dev/null")
    assert "By hand:\n  1. Install: apt-get install" in done.output
    for word in ("BIOS", "GRUB", "Case", "passwd -l root", "hall enrol join --hub wss://10.1.0.2:8710/link"):
        assert word in done.output


@pytest.mark.parametrize("kind", KINDS)
def test_every_step_that_names_the_readme_is_in_it(kind: str, tmp_path: Path) -> None:
    place = {"kiosk": "K1", "agent": "K1", "display": "zone-general", "hub": ""}.get(kind, "window-5")
    hub = [] if kind == "hub" else ["--hub", "wss://10.1.0.2:8710/link"]
    readme = (ROOT / "config" / "deploy" / "README.md").read_text("utf-8")

    done = run(kind, *DEMO, "--place", place, *hub, "--out", str(tmp_path))

    assert done.exit_code == 0, done.output
    for heading in ("Disk", "Start-up", "Break-out test"):
        assert f"README: {heading}" not in done.output or f"## {heading}\n" in readme


def test_a_second_time_nothing_is_written(tmp_path: Path) -> None:
    run(*KIOSK, "--out", str(tmp_path))

    done = run(*KIOSK, "--out", str(tmp_path))

    assert "0 written, 0 removed" in done.output


def test_a_file_that_somebody_changed_is_named_and_left(tmp_path: Path) -> None:
    run(*KIOSK, "--out", str(tmp_path))
    firewall = tmp_path / "etc/hall/firewall.nft"
    firewall.write_text("by hand", "utf-8")

    refused = run(*KIOSK, "--out", str(tmp_path))
    forced = run(*KIOSK, "--out", str(tmp_path), "--force")

    assert refused.exit_code == 1
    assert "/etc/hall/firewall.nft" in refused.output
    assert forced.exit_code == 0
    assert firewall.read_text("utf-8") != "by hand"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["kiosk", *DEMO, "--place", "K7", "--hub", "wss://10.1.0.2:8710/link"], "must be one of: K1"),
        (["kiosk", *DEMO, "--place", "K1", "--hub", "ws://10.1.0.2:8710/link"], "not encrypted"),
        (["kiosk", *DEMO, "--place", "K1"], "say where the hub is"),
        ([*KIOSK, "--admin", "somewhere"], "does not appear to be an IPv4 or IPv6 network"),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_is_written(
    words: list[str], said: str, tmp_path: Path
) -> None:
    done = run(*words, "--out", str(tmp_path / "new"))

    assert (done.exit_code, said in done.output) == (2, True), done.output
    assert not (tmp_path / "new").exists()


def test_only_root_puts_files_in_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(deploy_command, "ROOT", tmp_path)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    refused = run(*KIOSK, "--install")
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    done = run(*KIOSK, "--install")

    assert (refused.exit_code, "as root" in refused.output) == (2, True)
    assert done.exit_code == 0, done.output
    assert (tmp_path / "etc/hall/deployed.json").is_file()


def test_one_of_folder_and_place_must_be_said(tmp_path: Path) -> None:
    assert run(*KIOSK).exit_code == 2
    assert run(*KIOSK, "--install", "--out", str(tmp_path)).exit_code == 2


def test_the_hub_may_reach_the_hall_servers_database(tmp_path: Path) -> None:
    hall = tmp_path / "hall"
    hall.mkdir()
    for name in ("hall.toml", "items.csv"):
        (hall / name).write_bytes((ROOT / "config" / "halls" / "demo" / name).read_bytes())
    toml = hall / "hall.toml"
    toml.write_text(
        'sync.postgres = "host=10.9.0.5 dbname=hall user=hub"\n' + toml.read_text("utf-8"), "utf-8"
    )

    done = run("hub", "--hall", str(hall), "--out", str(tmp_path / "out"))

    assert done.exit_code == 0, done.output
    assert "ip daddr 10.9.0.5 tcp dport 5432" in (tmp_path / "out/etc/hall/firewall.nft").read_text("utf-8")
