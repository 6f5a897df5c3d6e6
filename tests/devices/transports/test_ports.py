"""A port's URL gives the right transport or a sentence that says what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from devices.base import DeviceFault
from devices.transports.camera import CameraTransport
from devices.transports.ports import open_port, serial_settings
from devices.transports.serial import SerialSettings, SerialTransport
from devices.transports.sound import AlsaTransport, FolderTransport
from devices.transports.tcp import TcpTransport
from devices.virtual.lines import PtyLine


def test_tcp_urls_give_a_tcp_transport(tmp_path: Path) -> None:
    assert isinstance(open_port("tcp://192.0.2.7:9100", tmp_path), TcpTransport)
    assert isinstance(open_port("tcp://[2001:db8::7]:9100", tmp_path), TcpTransport)


def test_serial_urls_give_a_serial_transport(tmp_path: Path) -> None:
    assert isinstance(open_port("serial:///dev/ttyUSB0?baud=115200", tmp_path), SerialTransport)


def test_cameras_and_sound_are_made_by_those_who_know_them(tmp_path: Path) -> None:
    assert isinstance(open_port("camera://0", tmp_path), CameraTransport)
    assert isinstance(open_port("alsa://default", tmp_path), AlsaTransport)
    assert isinstance(open_port("folder://announcements", tmp_path), FolderTransport)


async def test_a_relative_serial_path_is_below_the_given_folder(tmp_path: Path) -> None:
    (tmp_path / "lines").mkdir()
    line = PtyLine(tmp_path / "lines" / "printer")
    line.start()
    line.on_bytes = line.send
    port = open_port("serial://lines/printer", tmp_path)
    await port.open()
    await port.write(b"here")
    assert await port.read() == b"here"
    await port.close()
    line.close()


async def test_an_absolute_serial_path_does_not_care_for_the_folder(tmp_path: Path) -> None:
    port = open_port(f"serial://{tmp_path}/nothing", Path("/somewhere/else"))
    with pytest.raises(DeviceFault, match="nothing") as fault:
        await port.open()
    assert fault.value.kind == "absent"


def test_all_serial_settings_are_read() -> None:
    settings = serial_settings("serial:///x", "baud=57600&bits=7&parity=E&stop=2&flow=rtscts")
    assert settings == SerialSettings(baud=57600, bits=7, parity="E", stop=2, flow="rtscts")
    assert serial_settings("serial:///x", "") == SerialSettings(baud=9600)


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("printer", "begins with none of"),
        ("http://192.0.2.7", "begins with none of"),
        ("tcp://192.0.2.7", "is not like tcp://host:9100"),
        ("tcp://:9100", "is not like tcp://host:9100"),
        ("tcp://192.0.2.7:99999", "bad number behind the colon"),
        ("tcp://192.0.2.7:abc", "bad number behind the colon"),
        ("tcp://192.0.2.7:9100/queue", "is not like tcp://host:9100"),
        ("tcp://[2001:db8::7:9100", "cannot be read"),
        ("serial://", "is not like serial:///dev/ttyUSB0"),
        ("serial://../outside", "is not like serial:///dev/ttyUSB0"),
        ("serial:///dev/ttyUSB0?baud=fast", "baud=fast"),
        ("serial:///dev/ttyUSB0?baud=9", "baud=9"),
        ("serial:///dev/ttyUSB0?baud=９６００", "must be a number"),
        ("serial:///dev/ttyUSB0?baud=", "must be a number"),
        ("serial:///dev/ttyUSB0?speed=9600", '"speed"'),
        ("serial:///dev/ttyUSB0?parity=X", "it may be N or E or O"),
        ("serial:///dev/ttyUSB0?baud=9600&baud=19200", "twice"),
    ],
)
def test_a_bad_url_is_refused_with_a_sentence_that_names_it(url: str, says: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="the port") as error:
        open_port(url, tmp_path)
    assert url in str(error.value)
    assert says in str(error.value)
