"""What stands in files that people write: the hall's settings, its items, addresses, and typed words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from config.calendar import is_holiday, is_within
from config.load import load, report
from config.ports import line_of, port_fault
from config.problems import ConfigError
from config.schema import HallConfig
from config.shifts import shifts_of
from devices.catalogue import DRIVERS, wrong_options
from devices.do_command import BadWords, command_of
from devices.hub.backup_status import was_due
from devices.hub.state import Hall
from devices.hub.waits import Waits
from devices.link import codec
from devices.link.messages import Do
from devices.transports.camera import worker_arguments
from devices.transports.ports import open_port, serial_settings
from tests.fuzz.target import Target, Try, plain
from tests.halls import MORNING, SMALL_TOML

HALLS = Path(__file__).parents[2] / "config" / "halls"
ITEMS = b"code,name,queue,minutes\n1001,\xe7\xa4\xbe\xe4\xbf\x9d\xe5\x8d\xa1,a,5\n"
"""Items of the smallest hall."""
RICH = b"""
[hub]
data = "var"
[hours]
days = ["mon", "tue"]
open = ["09:00-12:00", "13:30-23:59"]
[calendar]
holidays = [2026-10-01, 2026-10-02]
until = 2026-12-31
[backup]
target = "/srv/backup"
times = ["12:30"]
[tickets]
show_ticket_url = "https://hall.example/t/{id}"
[[seasons]]
item = "1001"
first = 2026-03-01
last = 2026-04-01
windows = [1]
[[devices]]
id = "strip-1"
kind = "led-strip"
host = "hub"
port = "serial:///dev/ttyUSB0?baud=9600"
window = 1
options = { profile = "eq2013", columns = "16" }
[[devices]]
id = "camera"
kind = "camera-scanner"
port = "camera://0?fps=5"
"""
DAYS = tuple(date(2026, 1, 1) + timedelta(days=37 * n) for n in range(10))


def _usable(config: HallConfig) -> None:
    """A hall that was read can be begun: nothing in it makes fail what is built on it."""
    hall = Hall(config)
    Waits(hall)
    zone = ZoneInfo(config.hall.timezone)
    was_due(config.backup.times, MORNING - timedelta(days=2), MORNING.astimezone(zone))
    for day in DAYS:
        is_holiday(config, day)
        for window in config.windows:
            shifts_of(config, window, day)
        for span in config.hours.open:
            is_within(span, MORNING.time())
    wrong_options(config, HALLS / "demo")


@contextmanager
def _hall(folder: Path, toml: bytes | None, items: bytes | None) -> Iterator[Try]:
    """A hall of whose two files one is tried."""
    (folder / "hall.toml").write_bytes(toml or b"")
    (folder / "items.csv").write_bytes(items or b"")

    def parse(data: bytes) -> None:
        (folder / ("hall.toml" if toml is None else "items.csv")).write_bytes(data)
        lines, _ = report(folder, DRIVERS)
        assert all("\n" not in line and "\x1b" not in line for line in lines), (
            "a line breaks out of the report"
        )
        _usable(load(folder, DRIVERS))

    yield parse


def _toml(folder: Path) -> AbstractContextManager[Try]:
    return _hall(folder, None, ITEMS)


def _csv(folder: Path) -> AbstractContextManager[Try]:
    return _hall(folder, SMALL_TOML.encode(), None)


def _port(data: bytes) -> None:
    """What the settings find good, the transports take."""
    port = data.decode("utf-8", "replace")
    fault = port_fault(port)
    line_of("hub", port)
    taken = True
    try:
        open_port(port, Path("/nowhere"))
    except ValueError:
        taken = False
    # Control characters never come so far: the settings refuse them first.
    assert taken or fault or not port.isprintable()
    with suppress(ValueError):
        worker_arguments(port, Path())
    with suppress(ValueError):
        serial_settings(port, port.partition("?")[2])


def _words(data: bytes) -> None:
    """``hall do NAME field=value …``: whatever was typed, the command can be sent, or is none."""
    name, *words = [word.decode("utf-8", "surrogateescape") for word in data.split(b"\x00")]
    said = Do(id="typed-0001", command=command_of(name, words))
    assert codec.from_client(codec.encode(said)) == said


def _key(value: str) -> bytes:
    return b"\x00".join(value.encode().split(b" "))


TARGETS = (
    Target(
        name="config.hall",
        opens=_toml,
        own=(ConfigError,),
        seeds=(SMALL_TOML.encode(), SMALL_TOML.encode() + RICH),
        reads=(
            "config.load:load",
            "config.load:_text",
            "config.load:_tables",
            "config.walk:Walk",
            "config.calendar:edges",
            "config.calendar:moment_in",
            "config.shifts:_shifts",
            "devices.hub.backup_status:was_due",
        ),
    ),
    Target(
        name="config.items",
        opens=_csv,
        own=(ConfigError,),
        seeds=(ITEMS, b"\xef\xbb\xbf" + ITEMS + b'1002,"a, ""b""",a,\n,,,\n', b"code;name;queue\n1;a;a\n"),
        reads=("config.load:_items",),
    ),
    Target(
        name="config.ports",
        opens=plain(_port),
        seeds=(
            b"tcp://printer-1:9100",
            b"tcp://[::1]:9100",
            b"serial:///dev/ttyUSB0?baud=9600&parity=N",
            b"camera://0?fps=5",
            b"alsa://default",
            b"folder://announcements",
        ),
        reads=(
            "config.ports:port_fault",
            "config.ports:_path",
            "devices.transports.ports:open_port",
            "devices.transports.ports:serial_settings",
            "devices.transports.camera:worker_arguments",
        ),
        examples=120,
    ),
    Target(
        name="do.words",
        opens=plain(_words),
        own=(BadWords,),
        seeds=(
            _key("call_next"),
            _key("grant_class ticket=abcdefgh ground=elder evidence=老年证"),
            _key('take_ticket item=1001 paper=false also=["1002"]'),
            _key("book_appointment item=1001 starts_at=2026-03-02T09:30Z ends_at=2026-03-02T10:00Z name=王"),
        ),
        reads=("devices.do_command:command_of", "devices.do_command:_value", "devices.do_command:_as_json"),
        examples=100,
    ),
)
