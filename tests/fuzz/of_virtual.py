"""What pretend hardware hears: the true bytes of the drivers, and anything else that a line may carry."""

from __future__ import annotations

from collections.abc import Callable

from devices.virtual import cards
from devices.virtual.board import VirtualBoard
from devices.virtual.escpos import CommandParser
from devices.virtual.idcard import VirtualIdCardReader
from devices.virtual.lines import Line
from devices.virtual.paper import codes, render
from devices.virtual.printer import VirtualPrinter
from devices.virtual.scanner import VirtualScanner
from devices.virtual.strips import Eq2013, QueueStrip
from tests.fuzz.target import Target, pieces, plain

FRAME = b"\xaa\x55\x09\x01\xf8\x21\x00" + "号".encode("gbk") + b"A1\x00"
EQ = b"!#001%ZD00%ZI01%ZC0000000001280016%ZA01%ZS10%ZH0000%F16%AH1%AV2%C1A001$$"
QR = b"\x1d(k\x03\x00\x31\x43\x03\x1d(k\x03\x00\x31\x45\x31\x1d(k\x07\x00\x31P0abcd\x1d(k\x03\x00\x31Q0"
TICKET = b"\x1b@\x1c&\x1ba\x01\x1d!\x11" + "叫号".encode("gb18030") + b"A001\n" + QR + b"\n\x1bJ\x20\x1dV\x01"
RASTER = b"\x1dv0\x00\x02\x00\x02\x00\xff\x00\xff\x00\n"
COMMANDS = (b"\xaa\xaa\xaa\x96\x69\x00\x03\x11\xff\xed", b"\xaa\xaa\xaa\x96\x69\x00\x03\x20\x01\x22")


class Cable(Line):
    """A line of which nobody holds the other end."""

    def __init__(self) -> None:
        super().__init__()
        self.said = b""

    @property
    def url(self) -> str:
        return "memory://"

    def start(self) -> None:
        return

    def send(self, data: bytes) -> None:
        self.said += data

    def unplug(self) -> None:
        return


def _heard(make: Callable[[Cable], object]) -> Callable[[bytes], None]:
    """A device answers the same, however what it hears is split.

    Only the order may differ: what is asked in real time is answered before what waits in front of it.
    """

    def parse(data: bytes) -> None:
        whole, split = Cable(), Cable()
        make(whole)
        make(split)
        whole.on_bytes(data)
        for piece in pieces(data):
            split.on_bytes(piece)
        assert sorted(whole.said) == sorted(split.said)

    return parse


def _commands(data: bytes) -> None:
    whole, split = CommandParser(), CommandParser()
    commands = whole.feed(data)
    assert commands == [command for piece in pieces(data) for command in split.feed(piece)]
    assert b"".join(command.raw for command in commands) == data[: len(data) - whole.waiting]


def _paper(data: bytes) -> None:
    render(data, 384)
    codes(data)


def _strips(data: bytes) -> None:
    for make in (QueueStrip, Eq2013):
        list(make(1, 16).feed(data))
        split = make(1, 16)
        for piece in pieces(data):
            list(split.feed(piece))


def _reader(cable: Cable) -> None:
    VirtualIdCardReader(cable).put(cards.ZHANG)


def _scanner(cable: Cable) -> None:
    VirtualScanner(cable, trigger="honeywell").show(b"abc")


TARGETS = (
    Target(
        name="virtual.escpos",
        opens=plain(_commands),
        seeds=(TICKET, RASTER, b"\x10\x04\x01\x1d(H\x06\x0000abcd\x1dr\x01"),
        reads=("devices.virtual.escpos:CommandParser",),
    ),
    Target(
        name="virtual.paper",
        opens=plain(_paper),
        seeds=(TICKET, RASTER + TICKET),
        reads=(
            "devices.virtual.paper:render",
            "devices.virtual.paper:codes",
            "devices.virtual.paper:_text",
            "devices.virtual.paper:_code",
            "devices.virtual.paper:_picture",
        ),
        examples=25,
        longest=1024,
    ),
    Target(
        name="virtual.printer",
        opens=plain(_heard(VirtualPrinter)),
        seeds=(TICKET, b"\x1da\x0e" + TICKET, b"\x10\x04\x01\x1d(H\x06\x0000abcd\x1dr\x01" + RASTER),
        reads=("devices.virtual.printer:VirtualPrinter",),
    ),
    Target(
        name="virtual.reader",
        opens=plain(_heard(_reader)),
        seeds=(*COMMANDS, COMMANDS[1] + b"\xaa\xaa\xaa\x96\x69\x00\x03\x20\x02\x21" + COMMANDS[0]),
        reads=("devices.virtual.idcard:VirtualIdCardReader",),
    ),
    Target(
        name="virtual.scanner",
        opens=plain(_heard(_scanner)),
        seeds=(b"\x16T\x0d", b"\x16T\x0d\x16U\x0d"),
        reads=("devices.virtual.scanner:VirtualScanner",),
    ),
    Target(
        name="virtual.strips",
        opens=plain(_strips),
        seeds=(FRAME + b"\xaa\x55\x04\x01\xf8\x51\x04\x00", EQ, b"!#001%ZD00$$"),
        reads=(
            "devices.virtual.strips:QueueStrip",
            "devices.virtual.strips:Eq2013",
            "devices.virtual.strips:_decoded",
        ),
    ),
    Target(
        name="virtual.board",
        opens=plain(_heard(lambda cable: VirtualBoard(cable, make="eq2013", clock=lambda: 0.0))),
        seeds=(EQ, EQ + FRAME),
        reads=("devices.virtual.board:VirtualBoard",),
    ),
)
