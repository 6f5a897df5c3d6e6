"""The demo's hands when people play with it: cards, codes and paper by words on the terminal."""

from __future__ import annotations

import asyncio
import sys

import click

from devices.virtual.cards import PEOPLE
from devices.virtual.hardware import PretendHardware

HELP = """\
  card NAME     put an ID card on the kiosk's reader: {people}
  lift          take it away
  code TEXT     hold a QR code before the kiosk's scanner (the booked appointment is {code})
  paper out     the kiosk's printer runs out of paper
  paper in      and gets a new roll
  help          these words
  quit          end the demo (so does Ctrl+C)"""


class Console:
    """Words to pretend hardware."""

    def __init__(self, hardware: PretendHardware, appointment: str) -> None:
        """Hands for the kiosk K1."""
        self._hardware = hardware
        self.help = HELP.format(people=", ".join(PEOPLE), code=appointment)

    def obey(self, line: str) -> str:
        """Do what a line says; returns what to answer, or ``quit``."""
        word, _, rest = line.strip().partition(" ")
        reader = self._hardware.readers["card-K1"]
        printer = self._hardware.printers["printer-K1"]
        match word, rest.strip():
            case "card", name if name in PEOPLE:
                reader.put(PEOPLE[name])
                return "the card lies on the reader"
            case "lift", _:
                reader.lift()
                return "the reader is free"
            case "code", code if code:
                self._hardware.scanners["scanner-K1"].show(code.encode())
                return "the code is before the scanner"
            case "paper", "out":
                printer.paper_out()
                return "the printer has no paper"
            case "paper", "in":
                printer.load_paper()
                return "the printer has paper"
            case "quit", _:
                return "quit"
            case "", _:
                return ""
            case _:
                return self.help

    async def run(self) -> None:
        """Read words until ``quit``; without a terminal to read from, until cancelled."""
        click.echo(self.help)
        lines: asyncio.Queue[str] = asyncio.Queue()
        loop = asyncio.get_running_loop()
        try:
            loop.add_reader(sys.stdin, lambda: lines.put_nowait(sys.stdin.readline()))
        except (OSError, ValueError):
            # Standard input is a file, or closed: there is nobody to talk to.
            await asyncio.Event().wait()
        try:
            while line := await lines.get():
                answer = self.obey(line)
                if answer == "quit":
                    return
                if answer:
                    click.echo(f"  {answer}")
        finally:
            loop.remove_reader(sys.stdin)
        await asyncio.Event().wait()
