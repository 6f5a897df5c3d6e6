"""The demo's hands when people play with it: cards, codes, paper, the leader and the desk, by words.

What the leader and the desk do is said by the same programs as in a real hall, with identities of their own.
"""

from __future__ import annotations

import asyncio
import json
import sys

import click

from devices.demo import city, terminal
from devices.demo.admin import code_now
from devices.demo.household import TIDAL, DemoFailed, Household
from devices.demo.staff import ADMIN
from devices.virtual.cards import PEOPLE
from devices.virtual.hardware import PretendHardware
from devices.virtual.paper import codes

HELP = """\
  staff NUMBER [8]   put a staff card on the reader of window 1 (or 8), as the panel asks for it
{staff}
  card NAME          put an ID card on the kiosk's reader: {people}
  lift               take all cards away
  code TEXT          hold a QR code before the kiosk's scanner; {code} is booked, so is the phone {phone}
  slip               hold the newest paper of window 1 there, as who comes back with a supplement slip
  paper out          the kiosk's printer runs out of paper
  paper in           and gets a new roll
  tidal [QUEUES]     the leader opens window 8, whose screens appear, for an hour; ebb takes nobody new there
  ebb
  stop QUEUE         the leader stops a queue's numbers: {queues}; go QUEUE gives them again
  go QUEUE
  admin              what to type at {admin}: number, PIN, and the authenticator app's code of now
  accept             the guide at the desk accepts a call for help
  help               these words
  quit               end the demo (so does Ctrl+C)"""


class Console:
    """Words to pretend hardware, and to the hub."""

    def __init__(self, household: Household, hardware: PretendHardware) -> None:
        """Hands for the kiosk K1, the windows 1 and 8, the leader and the guide."""
        self._household = household
        self._premises = household.premises
        self._hardware = hardware
        self.help = HELP.format(
            staff=self._premises.who_is_who("                       "),
            people=", ".join(PEOPLE),
            admin=f"{self._premises.url}/staff",
            code=city.APPOINTMENT,
            phone=city.PHONE,
            queues=", ".join(queue.id for queue in self._premises.config.queues),
        )

    async def obey(self, line: str) -> str:
        """Do what a line says; returns what to answer, or ``quit``."""
        word, *rest = line.split()[:3] or [""]
        match word, rest:
            case "staff", [number, *window] if number in self._premises.staff and window in (
                [],
                ["1"],
                ["8"],
            ):
                reader = self._hardware.readers[f"card-{(window or ['1'])[0]}"]
                reader.put(self._premises.staff[number].card)
                return "the staff card lies on the reader"
            case "tidal", queues:
                return await self._tidal(queues)
            case "ebb", []:
                return await self._as("leader", "do", "close_tidal", f"window={city.TIDAL_WINDOW}")
            case "stop", [queue]:
                return await self._as("leader", "do", "close_ticketing", f"queue={queue}", "reason=crowd")
            case "go", [queue]:
                return await self._as("leader", "do", "reopen_ticketing", f"queue={queue}")
            case "admin", []:
                known = self._premises.staff[ADMIN]
                return f"{ADMIN}   PIN {known.pin}   code {code_now(known.secret, 1)}"
            case "accept", []:
                return await self._accept()
            case "quit", _:
                return "quit"
            case "", _:
                return ""
            case _:
                return self._at_the_kiosk(word, " ".join(rest))

    def _at_the_kiosk(self, word: str, rest: str) -> str:
        scanner = self._hardware.scanners["scanner-K1"]
        printer = self._hardware.printers["printer-K1"]
        slips = self._hardware.printers["printer-1"].tickets
        match word, rest:
            case "card", name if name in PEOPLE:
                self._hardware.readers["card-K1"].put(PEOPLE[name])
                return "the card lies on the reader"
            case "lift", _:
                for reader in self._hardware.readers.values():
                    reader.lift()
                return "the readers are free"
            case "code", code if code:
                scanner.show(code.encode())
                return "the code is before the scanner"
            case "slip", _ if slips and (found := codes(slips[-1])):
                scanner.show(found[-1])
                return "the paper is before the scanner"
            case "slip", _:
                return "window 1 has printed no paper with a code yet"
            case "paper", "out":
                printer.paper_out()
                return "the printer has no paper"
            case "paper", "in":
                printer.load_paper()
                return "the printer has paper"
            case _:
                return self.help

    async def _tidal(self, queues: list[str]) -> str:
        for name in TIDAL:
            if name not in self._household.processes:
                await self._household.start(name)
        wanted = [f"queues={json.dumps(queues)}"] if queues else []
        until = f"until={city.lent_until(self._premises)}"
        return await self._as("leader", "do", "open_tidal", f"window={city.TIDAL_WINDOW}", *wanted, until)

    async def _accept(self) -> str:
        rung = await self._as("desk", "rows", "help/")
        name = rung.partition("\t")[0].removeprefix("help/")
        if not name:
            return "nobody calls for help"
        return await self._as("desk", "do", "accept_help", f"help={name}")

    async def _as(self, who: str, *words: str) -> str:
        try:
            return (await terminal.type_as(self._premises, who, *words)).answer
        except DemoFailed as error:
            return str(error)

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
                answer = await self.obey(line)
                if answer == "quit":
                    return
                if answer:
                    click.echo(f"  {answer}")
        finally:
            loop.remove_reader(sys.stdin)
        await asyncio.Event().wait()
