"""The shipped units say what systemd understands, start what there is, and never give up."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import click
import pytest

from caller.__main__ import main as hall_caller
from config.deploy.machine import Kind
from config.deploy.place import put
from config.deploy.plan import plan, read_unit
from config.deploy.steps import by_hand
from devices.__main__ import main as hall
from display.__main__ import main as hall_display
from kiosk.__main__ import main as hall_kiosk
from tests.config.deploy.machines import HUB, KINDS, machine, text, units

BIN = "/opt/hall/.venv/bin/"
PROGRAMS: dict[str, click.Command] = {
    "hall": hall,
    "hall-kiosk": hall_kiosk,
    "hall-caller": hall_caller,
    "hall-display": hall_display,
}
UNITS = [(kind, name) for kind in KINDS for name in units(kind)]
SERVICES = [(kind, name) for kind, name in UNITS if name.endswith(".service") and "firewall" not in name]
SANDBOXED = [(kind, name) for kind, name in SERVICES if kind != "caller"]
# Words of systemd.unit(5), systemd.service(5), systemd.exec(5), systemd.resource-control(5) and
# systemd.mount(5) that the shipped units use: of one that is mistyped systemd only warns.
KNOWN = {
    "Unit": """After Before ConditionPathExists Conflicts DefaultDependencies Description PartOf Requires
        RequiresMountsFor StartLimitIntervalSec Wants""",
    "Install": "WantedBy",
    "Mount": "Options Type What Where",
    "Service": """AmbientCapabilities CapabilityBoundingSet DeviceAllow DevicePolicy Environment ExecReload
        ExecStart ExecStartPre Group IPAddressAllow IPAddressDeny InaccessiblePaths KeyringMode LimitCORE
        LimitNOFILE LockPersonality MemoryDenyWriteExecute MemoryHigh MemoryMax NoExecPaths NoNewPrivileges
        NotifyAccess OOMScoreAdjust PrivateDevices PrivateMounts PrivateTmp ProcSubset ProtectClock
        ProtectControlGroups ProtectHome ProtectHostname ProtectKernelLogs ProtectKernelModules
        ProtectKernelTunables ProtectProc ProtectSystem ReadWritePaths RemainAfterExit RemoveIPC Restart
        RestartSec RestrictAddressFamilies RestrictNamespaces RestrictRealtime RestrictSUIDSGID
        RuntimeDirectory RuntimeDirectoryMode SocketBindAllow SocketBindDeny StateDirectory
        StateDirectoryMode SupplementaryGroups SystemCallArchitectures SystemCallErrorNumber
        SystemCallFilter TasksMax TimeoutStartSec TimeoutStopSec Type UMask User WatchdogSec
        WorkingDirectory""",
}


def service(kind: Kind, name: str) -> dict[str, list[str]]:
    return read_unit(units(kind)[name])["Service"]


def commands(kind: Kind, name: str) -> list[list[str]]:
    """The hall's programs that a unit starts, each with its words; a compositor's are its last ones."""
    found = [
        shlex.split(line)
        for key in ("ExecStartPre", "ExecStart")
        for line in service(kind, name).get(key, [])
    ]
    return [words[next(i for i, word in enumerate(words) if word.startswith(BIN)) :] for words in found]


@pytest.mark.parametrize(("kind", "name"), UNITS)
def test_every_word_of_a_unit_is_one_that_systemd_knows(kind: Kind, name: str) -> None:
    unit = read_unit(units(kind)[name])

    unknown = {
        f"{section}: {key}"
        for section, keys in unit.items()
        for key in set(keys) - set(KNOWN[section].split())
    }
    assert unknown == set()


@pytest.mark.parametrize(("kind", "name"), SERVICES)
def test_every_program_that_a_unit_starts_takes_these_words(kind: Kind, name: str) -> None:
    for program, *words in commands(kind, name):
        command = PROGRAMS[program.removeprefix(BIN)]
        while isinstance(command, click.Group):
            command, words = command.commands[words[0]], words[1:]
        # Raises a UsageError for an option that there is not, and for one that is missing.
        command.make_context(command.name, words)


@pytest.mark.parametrize(("kind", "name"), SERVICES)
def test_a_program_is_started_again_for_ever_and_watched(kind: Kind, name: str) -> None:
    unit = read_unit(units(kind)[name])

    assert unit["Unit"]["StartLimitIntervalSec"] == ["0"]
    assert unit["Service"]["Restart"] == (["always"] if kind != "caller" else ["on-failure"])
    assert float(unit["Service"]["RestartSec"][0]) >= 1
    assert (unit["Service"]["Type"], int(unit["Service"]["WatchdogSec"][0]) >= 30) == (["notify"], True)


@pytest.mark.parametrize(("kind", "name"), SANDBOXED)
def test_a_program_runs_as_nobody_with_its_own_folder_alone(kind: Kind, name: str) -> None:
    its = service(kind, name)
    folder = f"/var/lib/{its['StateDirectory'][0]}"

    assert its["User"] == its["Group"] == ["hall"]
    assert its["WorkingDirectory"] == [folder]
    assert its["CapabilityBoundingSet"] == its["AmbientCapabilities"] == [""]
    assert (its["NoNewPrivileges"], its["ProtectSystem"], its["DevicePolicy"]) == (
        ["yes"],
        ["strict"],
        ["closed"],
    )
    assert {"MemoryMax", "TasksMax", "SystemCallFilter", "RestrictAddressFamilies"} <= set(its)
    assert f"d {folder} 0700 hall hall -" in text(
        kind, f"etc/tmpfiles.d/hall-{folder.rpartition('/')[2]}.conf"
    )
    said = {word for words in commands(kind, name) for word in words if word.startswith("/var/lib")}
    assert all(Path(word).is_relative_to(folder) for word in said)


@pytest.mark.parametrize(("kind", "name"), [each for each in SANDBOXED if each[0] != "hub"])
def test_a_unit_has_the_identity_that_the_technician_is_told_to_make(kind: Kind, name: str) -> None:
    ((*_, words),) = [commands(kind, name)]

    made = words[words.index("--identity") + 1]
    assert any(f"--out {made}" in step for step in by_hand(machine(kind)))
    awaited = read_unit(units(kind)[name])["Unit"].get("ConditionPathExists", [])
    # A screen asks for its code by itself; an agent has no screen.
    assert awaited == ([made] if name == "hall-agent.service" else [])


@pytest.mark.parametrize("kind", ["kiosk", "display", "pad", "caller"])
def test_a_screen_that_is_not_enrolled_knows_the_address_of_its_hub(kind: Kind) -> None:
    said = [word for line in service(kind, f"hall-{kind}.service")["Environment"] for word in line.split()]

    assert f"HALL_HUB=wss://{HUB.host}:{HUB.port}/link" in said


@pytest.mark.parametrize("kind", ["kiosk", "display", "pad"])
def test_a_screen_that_visitors_reach_has_no_way_to_another_console(kind: Kind) -> None:
    (line,) = service(kind, f"hall-{kind}.service")["ExecStart"]

    compositor = shlex.split(line.split(" -- ")[0])
    assert compositor == ["/usr/bin/cage", "-d"]  # -s would let Ctrl-Alt-F2 change to another console.
    assert "--fullscreen" in line
    assert "HALL_TOUCH" not in units(kind)[f"hall-{kind}.service"]


@pytest.mark.parametrize("kind", ["kiosk", "display", "pad"])
def test_mounts_are_named_by_their_place(kind: Kind) -> None:
    for name, unit in units(kind).items():
        if name.endswith(".mount"):
            (where,) = read_unit(unit)["Mount"]["Where"]
            assert name == f"{where.strip('/').replace('/', '-')}.mount"
            assert "-" not in where


def built(kind: Kind, root: Path) -> list[Path]:
    """Write a computer's files with the programs that its units start; returns the services."""
    put(plan(machine(kind)), root)
    started = re.findall(r"^Exec\w+=(\S+)", "\n".join(units(kind).values()), re.MULTILINE)
    for program in {*started, *(BIN + each for each in PROGRAMS)}:
        path = root / program.lstrip("/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("#!/bin/sh\n", "utf-8")
        path.chmod(0o755)
    return sorted((root / "etc/systemd/system").glob("hall-*.service"))


@pytest.mark.parametrize("kind", ["hub", "kiosk", "display", "pad", "agent"])
def test_systemd_itself_has_nothing_to_say_against_the_units(kind: Kind, tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not installed here")
    services = [path.name for path in built(kind, tmp_path)]

    assert _complaints(tmp_path, services) == []


def test_systemd_does_say_something_against_a_unit_that_is_wrong(tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not installed here")
    unit = next(path for path in built("agent", tmp_path) if path.name == "hall-agent.service")
    unit.write_text(unit.read_text("utf-8").replace("ProtectHome=yes", "ProtectHomes=yes"), "utf-8")

    assert _complaints(tmp_path, [unit.name])


@pytest.mark.parametrize(("kind", "name"), SANDBOXED)
def test_systemd_rates_the_sandbox_as_good(kind: Kind, name: str, tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not installed here")
    built(kind, tmp_path)

    # 0 is no exposure, 10 is a root program without any; the threshold is in tenths.
    done = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", f"--root={tmp_path}", "--threshold=20", name],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr


def _complaints(root: Path, names: list[str]) -> list[str]:
    words = ["--man=no", "--recursive-errors=no", f"--root={root}", *names]
    done = subprocess.run(["systemd-analyze", "verify", *words], capture_output=True, text=True, check=False)
    return [line for line in done.stderr.splitlines() if "hall" in line]
