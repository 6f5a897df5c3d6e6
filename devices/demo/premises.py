"""Where a demo hall stands: its own copy of the demo hall's files, free ports, its tokens and its staff.

The copy is what a technician would change: the printer's address. Nothing else differs from
``config/halls/demo``.
"""

from __future__ import annotations

import re
import shutil
import socket
import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from config.load import load
from config.schema import HallConfig
from devices.demo.staff import Colleague, employ
from devices.hub.files import Files
from devices.hub.tokens import Scope, Tokens
from devices.kinds import FAMILIES
from devices.link.words import Role

PROGRAMS: dict[str, tuple[Role, str]] = {
    "kiosk": (Role.KIOSK, "K1"),
    "agent": (Role.AGENT, "K1"),
    "panel": (Role.CLERK, "window-1"),
    "pad": (Role.PAD, "window-1"),
    "window": (Role.SCREEN, "window-1"),
    "zone": (Role.SCREEN, "zone-general"),
    "panel-8": (Role.CLERK, "window-8"),
    "window-8": (Role.SCREEN, "window-8"),
    "desk": (Role.DESK, "desk-1"),
    "leader": (Role.LEADER, ""),
}
"""Who is enrolled in the demo hall, as what and where (by ``devices.demo.admin``)."""

CALLERS: dict[str, tuple[Role, str]] = {"desk": (Role.DESK, "desk-1"), "booking": (Role.INTEGRATION, "")}
"""Programs that say commands over the HTTP API, each with a token for that alone."""


@dataclass(frozen=True)
class Premises:
    """The demo hall's folder and everything in it.

    Attributes:
        out: what is left for people to look at.
        run: short paths of sockets, tokens and keys, gone when the demo ends.
        staff: who can sign in, by staff number.
    """

    out: Path
    run: Path
    config: HallConfig
    staff: dict[str, Colleague]

    @property
    def hall(self) -> Path:
        """The hall's files."""
        return self.out / "hall"

    @property
    def data(self) -> Path:
        """The hall's days."""
        return self.out / "data"

    @property
    def url(self) -> str:
        """The hub's pages."""
        return f"http://127.0.0.1:{self.config.hub.port}"

    @property
    def link(self) -> str:
        """The hub's link."""
        return f"ws://127.0.0.1:{self.config.hub.port}/link"

    def identity(self, name: str) -> Path:
        """File of a program's enrolment; there once the admin has enrolled it."""
        return self.run / f"{name}.identity"

    def token_file(self, name: str) -> Path:
        """File that holds the token of one of ``CALLERS``."""
        return self.run / f"{name}.token"

    def touch(self, name: str) -> Path:
        """Socket by which a screen is touched."""
        return self.run / f"{name}.touch"

    def who_is_who(self, indent: str) -> str:
        """Lines that say who has which staff number and PIN."""
        return "\n".join(
            f"{indent}{known.number}  PIN {known.pin}  {known.role:<6}  {known.name}"
            for known in self.staff.values()
        )

    def close(self) -> None:
        """Remove sockets, tokens and keys."""
        shutil.rmtree(self.run, ignore_errors=True)


def prepare(demo_hall: Path, out: Path, port: int) -> Premises:
    """Make the demo hall's folder anew.

    Args:
        demo_hall: the files of the demo hall.
        out: where everything is left; what an earlier demo left there is removed.
        port: the hub's port, when it is free; another one otherwise.

    Raises:
        ValueError: ``out`` holds something that no demo left there.
    """
    mark = out / ".hall-demo"
    if out.exists() and any(out.iterdir()) and not mark.exists():
        raise ValueError(f"{out} is not empty and was not made by a demo; choose another folder by --out")
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    mark.touch()
    shutil.copytree(demo_hall, out / "hall")
    # The data folder is what --data says, and relative ports lie below it.
    toml = out / "hall" / "hall.toml"
    text = re.sub(
        r"tcp://127\.0\.0\.1:(\d+)", lambda m: f"tcp://127.0.0.1:{_free(int(m[1]))}", toml.read_text()
    )
    text = text.replace("[hub]\n", f"[hub]\nport = {_free(port)}\n", 1)
    toml.write_text(text)
    config = load(out / "hall", kinds=FAMILIES)
    run = Path(tempfile.mkdtemp(prefix="hall-"))
    run.chmod(0o700)
    staff = employ(config, Files(out / "data"))
    premises = Premises(out, run, config, staff)
    with closing(Tokens(Files(premises.data).tokens)) as tokens:
        for name, (role, place) in CALLERS.items():
            secret = tokens.make(role, place, scopes=[Scope.COMMANDS], days=1, name=f"demo {name}")
            premises.token_file(name).touch(0o600)
            premises.token_file(name).write_text(secret)
    return premises


def _free(port: int) -> int:
    for wanted in (port, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", wanted))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise OSError("no port of 127.0.0.1 is free")
