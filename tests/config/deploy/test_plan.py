"""What one computer of a hall gets fits what it is: no word is left open, and nothing else gets through."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import replace
from ipaddress import ip_network
from pathlib import Path

import msgspec
import pytest

from config.deploy.fill import WORD, fill
from config.deploy.machine import Address, Kind, Machine, WrongMachine, host_port, link_address
from config.deploy.plan import NOWHERE, plan
from config.deploy.steps import by_hand
from config.schema import Device
from tests.config.deploy.machines import HALL, KINDS, demo_hall, files, machine, text

FIREWALL = "etc/hall/firewall.nft"
UNITS = "etc/systemd/system"
LOCKED: list[Kind] = ["kiosk", "display", "pad"]


def rules(kind: Kind, chain: str, one: Machine | None = None) -> list[str]:
    """The lines of one chain that allow something."""
    whole = text(kind, FIREWALL)
    if one is not None:
        whole = next((item.content or b"").decode() for item in plan(one) if str(item.path) == FIREWALL)
    body = whole.split(f"chain {chain} {{")[1].split("}\n\n")[0]
    return [line.strip() for line in body.splitlines() if "accept" in line and "dport" in line]


@pytest.mark.parametrize("kind", KINDS)
def test_no_word_is_left_open(kind: Kind) -> None:
    left = {
        path: WORD.findall((item.content or b"").decode("utf-8", "replace"))
        for path, item in files(kind).items()
    }

    assert {path: words for path, words in left.items() if words} == {}


def test_a_word_that_nobody_knows_is_not_written() -> None:
    with pytest.raises(KeyError, match="USERS"):
        fill("User=@USERS@", {"USER": ["hall"]})


@pytest.mark.parametrize("kind", LOCKED)
def test_what_visitors_can_reach_has_no_prompt_no_storage_and_no_sleep(kind: Kind) -> None:
    masked = {path.rpartition("/")[2] for path, item in files(kind).items() if item.link == NOWHERE}

    prompts = {
        "getty@.service",
        "autovt@.service",
        "serial-getty@.service",
        "ctrl-alt-del.target",
        "debug-shell.service",
    }
    assert prompts | {"suspend.target", "apt-daily-upgrade.timer", "udisks2.service"} <= masked
    assert files(kind)[f"{UNITS}/default.target"].link == "/lib/systemd/system/multi-user.target"
    assert "install usb-storage /bin/false" in text(kind, "etc/modprobe.d/61-hall-storage.conf")
    assert "kernel.sysrq = 0" in text(kind, "etc/sysctl.d/60-hall.conf")
    assert 'overlayroot="tmpfs' in text(kind, "etc/overlayroot.local.conf")
    assert "consoleblank=0" in text(kind, "etc/default/grub.d/60-hall.cfg")


@pytest.mark.parametrize("kind", LOCKED)
def test_only_one_partition_keeps_what_is_written(kind: Kind) -> None:
    mount = text(kind, f"{UNITS}/var-lib-hall.mount")

    assert {"nodev", "nosuid", "noexec"} <= set(
        re.findall(r"^Options=(.*)", mount, re.MULTILINE)[0].split(",")
    )
    assert (
        files(kind)[f"{UNITS}/local-fs.target.wants/var-lib-hall.mount"].link
        == f"/{UNITS}/var-lib-hall.mount"
    )
    assert "recurse=0" in text(kind, "etc/overlayroot.local.conf")


@pytest.mark.parametrize("kind", ["hub", "kiosk", "display", "pad", "agent"])
def test_every_unit_is_started_by_a_link(kind: Kind) -> None:
    for path, item in files(kind).items():
        if item.content is not None and path.endswith((".service", ".mount")):
            name = path.rpartition("/")[2]
            assert [
                p
                for p, each in files(kind).items()
                if each.link == f"/{path}" and p.endswith(f".wants/{name}")
            ]


def test_a_kiosk_speaks_to_the_hub_to_its_devices_and_to_nobody_else() -> None:
    assert rules("kiosk", "output") == [
        'udp sport 68 udp dport 67 accept comment "an address from the hall\'s router"',
        'ip daddr 10.1.0.2 tcp dport 8710 accept comment "the hub"',
        'ip daddr 127.0.0.1 tcp dport 9100 accept comment "a device"',
        'ip daddr 10.1.0.2 udp dport 123 accept comment "the hub\'s clock"',
    ]
    assert [rule for rule in rules("kiosk", "input") if "67" not in rule] == [
        'ip saddr 10.1.9.0/24 tcp dport 22 accept comment "a technician"'
    ]
    assert "NTP=10.1.0.2\nFallbackNTP=\n" in text("kiosk", "etc/systemd/timesyncd.conf.d/60-hall.conf")


def test_the_hub_is_reached_at_its_one_port_from_the_halls_network() -> None:
    assert [rule for rule in rules("hub", "input") if "67" not in rule] == [
        'ip saddr 10.1.0.0/16 tcp dport 8710 accept comment "the hub\'s one port"',
        'ip saddr 10.1.0.0/16 udp dport 123 accept comment "the hall\'s clock"',
        'ip saddr 10.1.9.0/24 tcp dport 22 accept comment "a technician"',
    ]
    assert "SocketBindAllow=tcp:8710" in text("hub", f"{UNITS}/hall-hub.service")
    assert "server 10.9.0.1 iburst" in text("hub", "etc/chrony/sources.d/hall.sources")


def test_the_hub_keeps_its_log_longer_than_half_a_year_and_not_without_bound() -> None:
    log = text("hub", "etc/systemd/journald.conf.d/60-hall.conf")

    (months,) = re.findall(r"^MaxRetentionSec=(\d+)month$", log, re.MULTILINE)
    assert int(months) >= 7
    assert "Storage=persistent" in log
    assert re.search(r"^SystemMaxUse=\d+G$", log, re.MULTILINE)


def test_a_hub_that_is_named_is_asked_for_by_a_name_server_and_the_technician_is_told() -> None:
    named = machine("display", hub=Address("hub.hall", 8710))

    assert 'tcp dport 8710 accept comment "the hub"' in rules("display", "output", named)
    assert 'udp dport 53 accept comment "names"' in rules("display", "output", named)
    unit = next(item for item in plan(named) if item.path.name == "hall-display.service" and item.content)
    assert b"IPAddressDeny" not in (unit.content or b"")
    assert any("instead of hub.hall" in step for step in by_hand(named))


def test_only_kinds_of_devices_that_the_host_has_can_be_opened() -> None:
    camera = Device(id="scanner-K1", kind="qr_scanner", host="K1", port="camera://0")
    one = machine("agent", msgspec.structs.replace(demo_hall(), devices=(camera,)))

    unit = next(
        (item.content or b"").decode()
        for item in plan(one)
        if item.path.name == "hall-agent.service" and item.content
    )
    assert re.findall(r"^DeviceAllow=(.*)", unit, re.MULTILINE) == ["char-video4linux rw"]


def test_a_screen_without_devices_has_no_agent_and_no_settings() -> None:
    assert not [
        path
        for path in files("display")
        if "agent" in path.rpartition("/")[2] or path.startswith("etc/hall/settings")
    ]
    assert f"{UNITS}/hall-agent.service" in files("kiosk")
    assert "etc/hall/settings/hall.toml" in files("kiosk")


def test_a_clerks_own_computer_keeps_its_other_work() -> None:
    assert set(files("caller")) == {
        "etc/systemd/user/hall-caller.service",
        "etc/systemd/user/graphical-session.target.wants/hall-caller.service",
    }


def test_no_file_holds_a_secret_or_a_path_of_the_computer_that_wrote_it() -> None:
    for kind in KINDS:
        for path, item in files(kind).items():
            content = (item.content or b"").decode()
            assert not re.search(r"(?i)PRIVATE KEY|password\s*=\s*\S", content), path
            assert str(HALL.parent) not in content, path


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (replace(machine("kiosk"), place="K9"), "--place of kiosk must be one of: K1"),
        (replace(machine("display"), place="window-99"), "--place of display must be one of:"),
        (replace(machine("agent"), place="nowhere"), "--place of agent must be one of:"),
        (replace(machine("hub"), place="window-5"), "--place is not for the hub"),
        (replace(machine("pad"), hub=None), "say where the hub is"),
        (replace(machine("pad"), user="root"), "--user root is no account for programs"),
        (replace(machine("pad"), keyboards=("keyboard",)), "--keyboard keyboard is not like"),
    ],
)
def test_a_computer_that_does_not_fit_the_hall_is_refused(wrong: Machine, said: str) -> None:
    with pytest.raises(WrongMachine, match=said):
        plan(wrong)


def test_a_hub_that_listens_on_the_network_must_be_told_on_which() -> None:
    listening = msgspec.structs.replace(
        demo_hall(), hub=msgspec.structs.replace(demo_hall().hub, host="0.0.0.0")
    )
    one = Machine(kind="hub", config=listening, settings=HALL)

    with pytest.raises(WrongMachine, match="--network"):
        one.check()
    Machine(kind="hub", config=listening, settings=HALL, networks=(ip_network("10.1.0.0/16"),)).check()


@pytest.mark.parametrize(
    "url", ["ws://10.1.0.2:8710/link", "ws://hub.hall/link", "http://10.1.0.2/", "10.1.0.2"]
)
def test_a_link_that_others_could_read_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match=r"not encrypted|is not like"):
        link_address(url)


def test_links_and_addresses_are_read() -> None:
    assert link_address("wss://10.1.0.2:8710/link") == ("10.1.0.2", 8710)
    assert link_address("ws://127.0.0.1:8710/link") == ("127.0.0.1", 8710)
    assert host_port("[fd00::9]:5432") == ("fd00::9", 5432)
    for wrong in ("10.1.0.9", "10.1.0.9:5432/x", "a b:1", 'x";drop:5'):
        with pytest.raises(ValueError, match=r"not like|names no host|[Pp]ort"):
            host_port(wrong)


@pytest.mark.parametrize("kind", ["hub", "kiosk", "display", "pad", "agent"])
def test_the_firewall_is_what_nft_understands(kind: Kind, tmp_path: Path) -> None:
    nft = shutil.which("nft", path=f"{os.environ['PATH']}:/usr/sbin")
    if nft is None or os.geteuid() != 0:
        pytest.skip("nft is not installed here, or may not be asked")
    file = tmp_path / "firewall.nft"
    file.write_text(text(kind, FIREWALL), "utf-8")

    done = subprocess.run([nft, "--check", "--file", str(file)], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")


UDEV = re.compile(r'[A-Z]+(?:\{\w+\})?(?:==|!=|=|\+=|:=)"[^"]*"')
MATCHED = {"ACTION", "SUBSYSTEM", "KERNEL", "ENV", "ATTR", "ATTRS", "GROUP", "MODE", "GOTO", "LABEL"}


@pytest.mark.parametrize("kind", ["hub", *LOCKED])
def test_every_rule_of_udev_is_well_formed_and_every_jump_lands(kind: Kind) -> None:
    for path in (path for path in files(kind) if path.endswith(".rules")):
        whole = text(kind, path)
        for line in filter(None, (line.split("#")[0].strip() for line in whole.splitlines())):
            parts = line.split(", ")
            assert all(UDEV.fullmatch(part) for part in parts), line
            assert {re.match("[A-Z]+", part)[0] for part in parts} <= MATCHED, line  # type: ignore[index]  # matched above
        assert set(re.findall(r'GOTO="(\w+)"', whole)) == set(re.findall(r'LABEL="(\w+)"', whole))


def test_keyboards_are_off_but_those_of_the_machine() -> None:
    lines = text("kiosk", "etc/udev/rules.d/71-hall-strangers.rules").splitlines()

    allowed = lines.index('ATTRS{idVendor}=="1a2c", ATTRS{idProduct}=="0b23", GOTO="hall_strangers_end"')
    refused = next(i for i, line in enumerate(lines) if '"03"' in line and 'authorized}="0"' in line)
    storage = next(i for i, line in enumerate(lines) if '"08"' in line)
    # A stick that calls itself by the keyboard's numbers is a stick all the same.
    assert storage < allowed < refused
    assert "1a2c" not in text("pad", "etc/udev/rules.d/71-hall-strangers.rules")


def test_a_keyboard_that_does_not_call_itself_one_types_nothing_either() -> None:
    lines = text("kiosk", "etc/udev/rules.d/71-hall-strangers.rules").splitlines()

    keys = lines.index('LABEL="hall_strangers_keys"')
    # What is plugged in never falls through into what is said of keys, and keys are looked at on every event.
    assert lines.index('GOTO="hall_strangers_end"') < keys
    assert lines.index('SUBSYSTEM=="input", GOTO="hall_strangers_keys"') < lines.index(
        'ACTION!="add", GOTO="hall_strangers_end"'
    )
    allowed = lines.index(
        'ATTRS{idVendor}=="1a2c", ATTRS{idProduct}=="0b23", GOTO="hall_strangers_end"', keys
    )
    ignored = [i for i, line in enumerate(lines) if 'ENV{LIBINPUT_IGNORE_DEVICE}="1"' in line]
    assert allowed < min(ignored)
    assert any('ENV{ID_INPUT_KEYBOARD}=="1"' in lines[i] and "Protocol" not in lines[i] for i in ignored)
