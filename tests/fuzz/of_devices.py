"""What comes from devices: status bytes, card readers' frames, codes, acknowledgements; whole drivers too.

Held beside the errors: what a decoder finds does not depend on how its bytes are split; a driver settles a
job at most once, and everything that it says crosses the link whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import get_args

import msgspec

from devices.base import BadFrame, Driver
from devices.boards.driver import StripDriver
from devices.boards.profile import EQ2013, PROFILES
from devices.boards.strip import AnswerDecoder, strip
from devices.link import codec
from devices.link.jobs import (
    Announce,
    AnyNews,
    AnyWork,
    PrintSlip,
    ReadCard,
    ReadCode,
    ShowText,
    Slip,
    WorkDone,
    WorkFailed,
    WorkUnknown,
)
from devices.link.messages import Tell
from devices.printers.driver import EscPosPrinter
from devices.printers.status import StatusDecoder
from devices.readers import idnumber
from devices.readers.driver import IdCardReader
from devices.readers.frames import FrameDecoder, Request, encode
from devices.readers.text import card_in, text_in
from devices.scanners.driver import CodeScanner
from devices.scanners.framing import ScanCollector, Suffix
from devices.speakers.clips import SHIPPED, load_clips
from devices.speakers.driver import SpeakerDriver
from devices.virtual import cards
from tests.fuzz.target import Script, Target, Try, pieces, plain, played

SLIP = Slip(
    hall="测试大厅",
    zone="一区",
    number="A001",
    item="社保卡 申领",
    ahead="3",
    wait="5-15",
    taken_at="2026-03-02 09:30",
    qr="https://hall.example/t/abcdefgh12345678",
)
WORKS: tuple[AnyWork, ...] = (
    PrintSlip(slip=SLIP),
    ReadCard(timeout_s=3.0),
    ReadCode(timeout_s=3.0),
    ShowText(text="A001 请到1号窗口"),
    Announce(number="A001", window=1),
)
_WORK: msgspec.json.Decoder[AnyWork] = msgspec.json.Decoder(AnyWork)
PHOTO = bytes(range(256)) * 4


def reply(status: int, payload: bytes = b"") -> bytes:
    """A frame as a reader sends it."""
    body = b"\x00\x00" + bytes((status,)) + payload
    frame = (len(body) + 1).to_bytes(2, "big") + body
    checksum = 0
    for byte in frame:
        checksum ^= byte
    return b"\xaa\xaa\xaa\x96\x69" + frame + bytes((checksum,))


def answer_of(card: cards.Card) -> bytes:
    """A card as the answer to READ carries it."""
    return b"\x01\x00\x04\x00" + card.text + PHOTO


def _status(data: bytes) -> None:
    whole, split = StatusDecoder(), StatusDecoder()
    for decoder in (whole, split):
        for n in (1, 2, 3, 4, 1, 2):
            decoder.asked_real_time(n)
        decoder.await_queued(3)
    facts = whole.feed(data, 0.0)
    assert facts == [fact for piece in pieces(data) for fact in split.feed(piece, 0.0)]
    whole.feed(b"\x12", 10.0)


def _frames(data: bytes) -> None:
    whole, split = FrameDecoder(), FrameDecoder()
    replies = whole.feed(data) + whole.give_up()
    assert replies == [found for piece in pieces(data) for found in split.feed(piece)] + split.give_up()
    assert all(str(len(found.payload)) in repr(found) for found in replies)


def _text(data: bytes) -> None:
    card = card_in(text_in(data), "job")
    assert card.id_number not in repr(card)
    sent = codec.from_client(codec.encode(Tell(id="news-0001", device="reader", news=card)))
    assert isinstance(sent, Tell)
    assert sent.news == card


def _idnumber(data: bytes) -> None:
    text = data.decode("utf-8", "surrogatepass") if data[:1] != b"\xed" else data.decode("latin-1")
    digits = "".join(filter(str.isdigit, text))
    for read in (idnumber.checked, idnumber.born, idnumber.sex, idnumber.from_legacy, idnumber.check_digit):
        said = ""
        try:
            read(text)
        except idnumber.BadNumber as error:
            said = str(error)
        assert len(digits) < 6 or digits[:6] not in said
    assert idnumber.is_foreigner_2017(text) in (True, False)


def _framing(data: bytes) -> None:
    for suffix in get_args(Suffix):
        whole, split = ScanCollector(suffix, answers=b"\x06"), ScanCollector(suffix, answers=b"\x06")
        codes = whole.feed(data, 0.0) + whole.tick(5.0)
        assert codes == [c for piece in pieces(data) for c in split.feed(piece, 0.0)] + split.tick(5.0)


def _strip_answers(data: bytes) -> None:
    for profile in PROFILES.values():
        whole, split = AnswerDecoder(profile), AnswerDecoder(profile)
        assert whole.feed(data) == sum(split.feed(piece) for piece in pieces(data))


class _Ledger:
    """Holds a driver to it that every job ends once, and that all it says can be sent."""

    def __init__(self) -> None:
        self.open: set[str] = set()

    def take(self, news: list[AnyNews]) -> None:
        for said in news:
            sent = codec.from_client(codec.encode(Tell(id="news-0001", device="device", news=said)))
            assert isinstance(sent, Tell)
            assert sent.news == said
            if isinstance(said, WorkDone | WorkFailed | WorkUnknown):
                assert said.job in self.open, f"{type(said).__name__} for a job that is not in hand"
                self.open.remove(said.job)


def _play(make: Callable[[], Driver], data: bytes) -> None:
    """A device's day: the line comes and goes, work is given and taken back, bytes and time pass."""
    driver, ledger, script, now = make(), _Ledger(), Script(data), 100.0
    online, jobs = False, 0
    for act in script:
        match act % 8:
            case 0 | 1 | 2 if online:
                driver.receive(script.piece(), now)
            case 3 if online and driver.idle:
                jobs += 1
                ledger.open.add(f"job-{jobs}")
                driver.begin(f"job-{jobs}", _work(script), now)
            case 4 if driver.deadline is not None and online:
                now = max(now, driver.deadline)
                driver.tick(now)
            case 5:
                now += script.byte() / 8
                if online:
                    driver.tick(now)
            case 6:
                online = not online
                if online:
                    driver.connected(now)
                else:
                    driver.lost(now, "unplugged")
            case 7 if jobs:
                driver.revoke(f"job-{jobs}", now)
            case _:
                continue
        ledger.take(driver.news())
        assert all(isinstance(frame, bytes) for frame in driver.outbox())
        ledger.take(driver.news())
    if online:
        driver.lost(now, "unplugged")
        ledger.take(driver.news())
    assert not ledger.open, "a job was never settled"


def _work(script: Script) -> AnyWork:
    """One of the works there are, or what the hub's bytes say."""
    chosen = script.byte()
    if chosen < 128:
        return WORKS[chosen % len(WORKS)]
    try:
        return _WORK.decode(script.piece())
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return WORKS[0]


def _driver(make: Callable[[], Driver]) -> Callable[[bytes], None]:
    return lambda data: _play(make, data)


@contextmanager
def _speaker(_: Path) -> Iterator[Try]:
    voice = load_clips(SHIPPED)
    yield _driver(lambda: SpeakerDriver(voice))


def _options(data: bytes) -> None:
    """Options as the hall's file has them: lines of ``name=value`` for every family."""
    pairs = (line.partition("=") for line in data.decode("utf-8", "replace").splitlines())
    options = {name: value for name, _, value in pairs}
    refused = 0
    for make in (EscPosPrinter, IdCardReader, CodeScanner, strip):
        try:
            make(options)
        except ValueError:
            refused += 1
    assert refused <= 4


BYTES, BEGIN, TICK, UP, DOWN, REVOKE = 0, 3, 4, 6, 6, 7
"""The acts of a device's day, as ``_play`` takes them."""
OTHER_WORK = 200
READY = b"\x12\x12\x12"


def _asked(work: AnyWork) -> bytes:
    """A day on which the hub gives this work."""
    given = played((OTHER_WORK, msgspec.json.encode(work)))
    return played(UP, (BYTES, READY), BEGIN, given, TICK, (BYTES, READY), TICK, DOWN)


TARGETS = (
    Target(
        name="printers.status",
        opens=plain(_status),
        seeds=(b"\x12\x16\x12", b"\x10\x00\x00\x00\x14\x00\x0f\x00", b"\x37\x22abcd\x00\x11\x13\x00\x0c"),
        reads=("devices.printers.status:StatusDecoder", "devices.printers.status:automatic"),
    ),
    Target(
        name="printers.driver",
        opens=plain(_driver(lambda: EscPosPrinter({}))),
        seeds=(
            played(UP, (BYTES, READY), BEGIN, 0, (BYTES, READY), TICK, (BYTES, b"\x37\x22abcd\x00"), TICK),
            played(UP, (BYTES, READY), TICK, BEGIN, 0, (BYTES, READY), (BYTES, b"\x00\x00"), TICK, DOWN),
            _asked(PrintSlip(slip=SLIP)),
        ),
        reads=("devices.printers.driver:EscPosPrinter", "devices.printers.health:Health"),
        examples=60,
    ),
    Target(
        name="readers.frames",
        opens=plain(_frames),
        seeds=(
            reply(0x9F, b"\x00" * 4),
            reply(0x90, b"\x01" * 8) + reply(0x80) + b"\xaa" + reply(0x41),
            reply(0x90, answer_of(cards.ZHANG)),
            encode(Request.READ),
        ),
        reads=("devices.readers.frames:FrameDecoder",),
    ),
    Target(
        name="readers.text",
        opens=plain(_text),
        own=(BadFrame,),
        seeds=tuple(answer_of(card) for card in cards.PEOPLE.values()),
        reads=(
            "devices.readers.text:text_in",
            "devices.readers.text:card_in",
            "devices.readers.text:layout_of",
            "devices.readers.text:_field",
        ),
        examples=120,
    ),
    Target(
        name="readers.idnumber",
        opens=plain(_idnumber),
        own=(UnicodeDecodeError,),
        seeds=(b"11010519491231002X", b"110105491231002", b"CHN410099123456", "１１０１０５".encode()),
        reads=(
            "devices.readers.idnumber:checked",
            "devices.readers.idnumber:born",
            "devices.readers.idnumber:sex",
            "devices.readers.idnumber:from_legacy",
        ),
        examples=100,
    ),
    Target(
        name="readers.driver",
        opens=plain(_driver(lambda: IdCardReader({}))),
        seeds=(
            played(UP, (BYTES, reply(0x90)), BEGIN, 1, TICK, (BYTES, reply(0x9F, bytes(4))), TICK)
            + played((BYTES, reply(0x90, bytes(8))), (BYTES, reply(0x90, answer_of(cards.ZHANG))), TICK),
            played(UP, TICK, TICK, TICK, (BYTES, b"\xff\xff"), BEGIN, 1, TICK, REVOKE, DOWN, UP),
            _asked(ReadCard(timeout_s=120)),
        ),
        reads=("devices.readers.driver:IdCardReader",),
    ),
    Target(
        name="scanners.framing",
        opens=plain(_framing),
        seeds=(
            b"]Q1abc\r",
            b"\x02a\rb\x03",
            b"\x10\x02a\x10\x10b\x10\x03",
            b"\x06abc\n",
            b"http://x/t/y\r\n",
        ),
        reads=("devices.scanners.framing:ScanCollector",),
    ),
    Target(
        name="scanners.driver",
        opens=plain(_driver(lambda: CodeScanner({"trigger": "honeywell"}))),
        seeds=(
            played(UP, BEGIN, 2, (BYTES, b"\x06]Q1abc\r"), TICK, (BYTES, b"\x10\x02a\x10\x03"), TICK),
            played(UP, (BYTES, b"ab"), BEGIN, 2, (BYTES, b"c\r"), TICK, TICK, TICK, REVOKE, DOWN),
            _asked(ReadCode(timeout_s=120)),
        ),
        reads=("devices.scanners.driver:CodeScanner",),
    ),
    Target(
        name="boards.answers",
        opens=plain(_strip_answers),
        seeds=(b"##FOK$$$", b"x##KOK$$$##FOK$$", b"##FOK$$$" * 20),
        reads=("devices.boards.strip:AnswerDecoder",),
    ),
    Target(
        name="boards.driver",
        opens=plain(
            _driver(lambda: StripDriver(strip({"profile": EQ2013.name, "address": "1", "columns": "16"})))
        ),
        seeds=(
            played(UP, BEGIN, 3, (BYTES, b"##FOK$$$"), TICK, (BYTES, b"##KOK$$$"), TICK, TICK, DOWN, UP),
            _asked(ShowText(text="A001 请到1号窗口", colour="green")),
        ),
        reads=("devices.boards.driver:StripDriver", "devices.boards.strip:Strip"),
    ),
    Target(
        name="speakers.driver",
        opens=_speaker,
        seeds=(
            played(UP, BEGIN, 4, TICK, TICK, DOWN),
            _asked(Announce(number="ＡB１2", window=180, english=True, repeat=3)),
        ),
        reads=("devices.speakers.driver:SpeakerDriver",),
        examples=60,
    ),
    Target(
        name="devices.options",
        opens=plain(_options),
        seeds=(
            b"paper=80\ncolumns=48\ncut=full\nconfirm=gs_r",
            b"read_s=3",
            b"trigger=honeywell\nsuffix=etx\naim=no",
            b"trigger_on=16 54 0d\ntrigger_off=16550d",
            b"profile=eq2013\naddress=001\ncolumns=16",
        ),
        reads=(
            "devices.printers.options:read_options",
            "devices.readers.driver:_seconds",
            "devices.scanners.driver:_bytes",
            "devices.boards.strip:strip",
        ),
        examples=150,
    ),
)
