"""The storm's printers: pretend ones on true lines, which live on whoever is killed.

Two stand at kiosks' computers and are slow, as the cheap ones are; one does not know the echo by which others
prove a paper. Each sits on a line of its own, a socket or a serial one, that outlives every agent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from config.load import load
from devices.kinds import FAMILIES
from devices.link.words import Role
from devices.virtual.lines import Line, PtyLine, TcpLine
from devices.virtual.printer import VirtualPrinter
from tests.crash import links
from tests.crash.papers import Paper, looked_at
from tests.hubs.premises import Premises, free_port

DEVICE = """
[[devices]]
id = "{id}"
kind = "escpos-printer"
host = "{host}"
port = "{port}"
{serves}
"""
TICKETS = '[tickets]\nshow_ticket_url = "https://hall.example/t/{id}"\n'
MATERIALS = "身份证；居住证明；社保缴费记录；近期照片；房屋租赁合同；单位证明"
SOME_OF_A_PAPER = 64
"""A write of more bytes than this is no question of the printer's state."""


@dataclass(frozen=True)
class Machine:
    """A printer: where its cable ends, whom it serves, and what it is like."""

    id: str
    host: str
    serves: str
    serial: bool
    print_s: float
    echoes: Literal["echo", "skip"] = "echo"


MACHINES = (
    Machine("printer-K1", "K1", 'kiosk = "K1"', serial=False, print_s=0.05),
    Machine("printer-W1", "K1", 'window = 1\nzone = "one"', serial=True, print_s=0.3),
    Machine("printer-K2", "K2", 'kiosk = "K2"', serial=True, print_s=0.2, echoes="skip"),
    Machine("printer-K3", "K2", 'kiosk = "K3"', serial=False, print_s=0.8, echoes="skip"),
)
HOSTS = ("K1", "K2")
"""Computers on which an agent runs."""


class Printers:
    """All printers of the storm.

    Attributes:
        papers: everything that was cut off, in order.
        pieces: how often a printer got bytes of a paper.
    """

    def __init__(self, lines: dict[str, Line], noticed: Callable[[], None]) -> None:
        """Sit on these lines, by the printer's id; ``noticed`` is told of bytes and of papers."""
        self.papers: list[Paper] = []
        self.pieces = 0
        self._noticed = noticed
        self._lines = lines
        self._printers = {machine.id: self._on(machine) for machine in MACHINES if machine.id in lines}

    def _on(self, machine: Machine) -> VirtualPrinter:
        line = self._lines[machine.id]
        printer = VirtualPrinter(line, process_id=machine.echoes, print_s=machine.print_s)
        takes = line.on_bytes

        def received(data: bytes) -> None:
            takes(data)
            if len(data) > SOME_OF_A_PAPER:
                self.pieces += 1
                self._noticed()

        def cut(paper: bytes) -> None:
            self.papers.append(looked_at(machine.id, paper))
            self._noticed()

        line.on_bytes = received
        printer.on_ticket = cut
        return printer

    @property
    def violations(self) -> list[str]:
        """What was sent against the printers' manual."""
        return [
            f"{name} got what its manual forbids: {violation}"
            for name, printer in self._printers.items()
            for violation in printer.violations
        ]

    @contextmanager
    def plugged(self) -> Iterator[None]:
        """Keep them on their lines meanwhile."""
        try:
            for line in self._lines.values():
                line.start()
            yield
        finally:
            for line in self._lines.values():
                line.close()


def furnished(premises: Premises) -> tuple[Premises, dict[str, Line]]:
    """Give a new hall printers, agents and screens; returns it, and the lines by the printers' ids."""
    lines: dict[str, Line] = {}
    text = (premises.hall / "hall.toml").read_text("utf-8").replace("[tickets]\n", TICKETS, 1)
    for machine in MACHINES:
        made: Line = PtyLine(premises.folder / machine.id) if machine.serial else TcpLine(port=free_port())
        port = f"{made.url}?baud=115200" if machine.serial else made.url
        lines[machine.id] = made
        text += DEVICE.format(id=machine.id, host=machine.host, port=port, serves=machine.serves)
    (premises.hall / "hall.toml").write_text(text, "utf-8")
    _name_materials(premises.hall / "items.csv")
    people = [(Role.AGENT, host) for host in HOSTS]
    people += [(Role.SCREEN, place) for place in ("zone-one", "window-1")]
    made_anew = replace(premises, config=load(premises.hall, kinds=FAMILIES))
    return links.let_in(made_anew, people), lines


def _name_materials(items: Path) -> None:
    head, *rows = items.read_text("utf-8").splitlines()
    named = [f"{head},materials", *(f"{row},{MATERIALS}" for row in rows)]
    items.write_text("\n".join(named) + "\n", "utf-8")
