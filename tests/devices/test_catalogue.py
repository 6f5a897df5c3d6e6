"""From a device of the hall's file to its runner, or a sentence that says what to mend."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from config.schema import Device, Voice
from devices.catalogue import DRIVERS, runner, wrong_options
from devices.kinds import FAMILIES
from devices.link.jobs import AnyNews, WorkStarted
from devices.link.words import DeviceState
from devices.runner import DeviceRunner
from tests.halls import small_hall


class Nobody:
    """A sink that no news reaches in these tests."""

    async def started(self, device: str, news: WorkStarted) -> bool:
        return False

    def tell(self, device: str, news: AnyNews) -> None:
        raise AssertionError(news)


PORTS = {
    "escpos-printer": "tcp://127.0.0.1:9100",
    "idcard-reader": "serial:///dev/ttyUSB0?baud=115200",
    "serial-scanner": "serial://lines/scanner",
    "camera-scanner": "camera://0",
    "led-strip": "serial://lines/strip",
    "speaker": "folder://announcements",
}


def made(tmp_path: Path, *, hall_voice: str = "", **changes: object) -> DeviceRunner:
    device = msgspec.structs.replace(
        Device(id="thing", kind="escpos-printer", port="tcp://127.0.0.1:9100"), **changes
    )
    config = small_hall(voice=Voice(clips=hall_voice))
    return runner(config, device, tmp_path, tmp_path / "data", Nobody())


def test_every_kind_of_the_table_has_a_driver_and_every_driver_a_kind() -> None:
    assert DRIVERS.keys() == FAMILIES.keys() == PORTS.keys()


@pytest.mark.parametrize("kind", PORTS)
def test_a_device_of_every_kind_can_be_made(tmp_path: Path, kind: str) -> None:
    device = made(tmp_path, kind=kind, port=PORTS[kind])
    assert device.device == "thing"
    assert device.state.state is DeviceState.STARTING


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"kind": "toaster"}, "kind 'toaster' is none of camera-scanner, escpos-printer"),
        ({"port": "tcp://printer"}, "is not like tcp://host:9100"),
        ({"port": "carrier-pigeon://1"}, "begins with none of tcp://"),
        ({"port": "serial:///dev/ttyUSB0?buad=9600"}, 'says "buad"'),
        ({"options": {"papier": "80"}}, "unknown option 'papier'; known are paper"),
        ({"options": {"paper": "81"}}, "paper is '81'"),
        (
            {"kind": "idcard-reader", "port": "serial://x", "options": {"reads": "3"}},
            "unknown option 'reads'; known are read_s",
        ),
        ({"kind": "idcard-reader", "port": "serial://x", "options": {"read_s": "soon"}}, "read_s"),
        (
            {"kind": "serial-scanner", "port": "serial://x", "options": {"trig": "none"}},
            "unknown option 'trig'; known are trigger",
        ),
        ({"kind": "serial-scanner", "port": "serial://x", "options": {"trigger": "x"}}, "trigger"),
        (
            {"kind": "camera-scanner", "port": "camera://0", "options": {"suffix": "cr"}},
            "unknown option 'suffix'; known are trigger",
        ),
        ({"kind": "led-strip", "port": "serial://x", "options": {"profile": "x"}}, "profile"),
        (
            {"kind": "speaker", "port": "folder://x", "options": {"volume": "11"}},
            "unknown option 'volume'; known are none",
        ),
        ({"kind": "speaker", "port": "folder://x", "hall_voice": "no-clips"}, "missing"),
    ],
)
def test_what_is_wrong_is_said_with_the_devices_name(
    tmp_path: Path, changes: dict[str, object], said: str
) -> None:
    with pytest.raises(ValueError, match="device thing: ") as wrong:
        made(tmp_path, **changes)  # type: ignore[arg-type]
    assert said in str(wrong.value)


def test_the_check_names_every_device_whose_options_its_driver_would_not_take(tmp_path: Path) -> None:
    config = small_hall()
    printer, cards, codes, strip, voice = config.devices
    bad = msgspec.structs.replace(strip, options={"profile": "acme"})
    worse = msgspec.structs.replace(printer, options={"paper": "81"})
    lines = wrong_options(small_hall(devices=(worse, cards, codes, bad, voice)), tmp_path)
    assert [line.partition(":")[2].split()[0] for line in lines] == [
        "devices[0].options",
        "devices[3].options",
    ]
    assert wrong_options(config, tmp_path) == []
