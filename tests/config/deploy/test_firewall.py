"""The shipped firewall, loaded into a network of its own: what a kiosk reaches, and who reaches a kiosk."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.config.deploy.machines import text

TOOLS = ("ip", "nft", "nsenter", "unshare", "python3")
PATH = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"
# Says for each place whether a packet gets there: a port where nobody listens refuses by itself.
ASK = """
import socket, sys
for place in sys.argv[1:]:
    kind, host, port = place.split("/")
    line = socket.socket(type=socket.SOCK_DGRAM if kind == "udp" else socket.SOCK_STREAM)
    line.settimeout(0.3)
    try:
        line.connect((host, int(port)))
        kind == "udp" and line.send(b"x")
        print(place)
    except ConnectionRefusedError:
        print(place)
    except OSError:
        pass
"""


@dataclass
class Room:
    """A network of its own: whatever is done there leaves this machine's alone."""

    holder: subprocess.Popen[str]

    def run(self, *words: str) -> str:
        """Run a program in it."""
        inside = ["nsenter", "--target", str(self.holder.pid), "--net", *words]
        done = subprocess.run(
            inside, capture_output=True, text=True, check=False, timeout=30, env={**os.environ, "PATH": PATH}
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def reaches(self, *places: str) -> list[str]:
        """Which of these places a packet from here gets to."""
        return self.run("python3", "-c", ASK, *places).split()


def opened() -> subprocess.Popen[str]:
    """Open a network that lasts until its standard input is closed."""
    return subprocess.Popen(
        ["unshare", "--net", "sh", "-c", "echo open; read end"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.fixture
def rooms() -> Iterator[tuple[Room, Room]]:
    """Two networks with a cable between them: 10.1.0.1, and 10.1.0.2 with 10.1.0.9."""
    if os.geteuid() != 0 or not all(shutil.which(tool, path=PATH) for tool in TOOLS):
        pytest.skip("no network of one's own can be made here")
    with opened() as one, opened() as two:
        try:
            if not all(each.stdout and each.stdout.readline() for each in (one, two)):
                pytest.skip("no network of one's own can be made here")
            here, there = Room(one), Room(two)
            cable = ["ip", "link", "add", "v0", "type", "veth", "peer", "name", "v1", "netns", str(two.pid)]
            here.run(*cable)
            for room, end, addresses in ((here, "v0", ["10.1.0.1"]), (there, "v1", ["10.1.0.2", "10.1.0.9"])):
                for address in addresses:
                    room.run("ip", "address", "add", f"{address}/24", "dev", end)
                for name in ("lo", end):
                    room.run("ip", "link", "set", name, "up")
            yield here, there
        finally:
            for each in (one, two):
                each.communicate()


@pytest.mark.e2e
def test_a_kiosk_reaches_the_hubs_port_and_clock_and_nothing_else(
    rooms: tuple[Room, Room], tmp_path: Path
) -> None:
    kiosk, hub = rooms
    tried = [
        "tcp/10.1.0.2/8710",
        "tcp/10.1.0.2/22",
        "tcp/10.1.0.9/8710",
        "udp/10.1.0.2/123",
        "udp/10.1.0.9/53",
    ]
    before = kiosk.reaches(*tried)
    (tmp_path / "firewall.nft").write_text(text("kiosk", "etc/hall/firewall.nft"), "utf-8")

    kiosk.run("nft", "--file", str(tmp_path / "firewall.nft"))

    assert before == tried
    assert kiosk.reaches(*tried) == ["tcp/10.1.0.2/8710", "udp/10.1.0.2/123"]
    assert hub.reaches("tcp/10.1.0.1/22", "tcp/10.1.0.1/8710", "tcp/10.1.0.1/80") == []


@pytest.mark.e2e
def test_the_hub_is_reached_at_its_port_alone(rooms: tuple[Room, Room], tmp_path: Path) -> None:
    hub, kiosk = rooms
    (tmp_path / "firewall.nft").write_text(text("hub", "etc/hall/firewall.nft"), "utf-8")

    hub.run("nft", "--file", str(tmp_path / "firewall.nft"))

    assert kiosk.reaches("tcp/10.1.0.1/8710", "tcp/10.1.0.1/22", "tcp/10.1.0.1/5432") == ["tcp/10.1.0.1/8710"]
    assert hub.reaches("tcp/10.1.0.2/80") == []
