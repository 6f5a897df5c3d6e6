"""The pretend printer's ear understands the manual's commands and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.virtual.escpos import Command, CommandParser

KANJI = b"\x1c&"


def parse(data: bytes) -> list[Command]:
    return CommandParser().feed(data)


@pytest.mark.parametrize(
    ("data", "name", "parameters"),
    [
        (b"\x1b@", "ESC @", b""),
        (b"\x1d!\x77", "GS !", b"\x77"),
        (b"\x1ba\x01", "ESC a", b"\x01"),
        (b"\x1dV\x01", "GS V", b"\x01"),
        (b"\x1dVB\x00", "GS V", b"B\x00"),
        (b"\x10\x04\x02", "DLE EOT", b"\x02"),
        (b"\x1dr\x01", "GS r", b"\x01"),
        (b"\x1da\x0e", "GS a", b"\x0e"),
        (bytes.fromhex("1d 28 48 06 00 30 30 61 62 63 64"), "GS ( H", b"00abcd"),
        (bytes.fromhex("1d 28 6b 04 00 31 41 32 00"), "GS ( k", b"1A2\x00"),
        (bytes.fromhex("1d 28 6b 06 00 31 50 30 61 62 63"), "GS ( k", b"1P0abc"),
        (bytes.fromhex("1d 28 6b 03 00 31 51 30"), "GS ( k", b"1Q0"),
        (bytes.fromhex("1d 76 30 00 01 00 02 00 ff 81"), "GS v 0", bytes.fromhex("00 01 00 02 00 ff 81")),
        (b"A", "char", b"A"),
    ],
)
def test_what_the_manual_defines_is_understood(data: bytes, name: str, parameters: bytes) -> None:
    assert parse(data) == [Command(name, data, parameters)]


def test_a_chinese_character_is_two_bytes_in_kanji_mode() -> None:
    commands = parse(KANJI + "国A，".encode("gb18030"))
    assert [command.raw for command in commands[1:]] == ["国".encode("gbk"), b"A", "，".encode("gbk")]
    assert not any(command.fault for command in commands)


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        ("国".encode("gbk"), "outside kanji mode"),
        (KANJI + b"\x1c." + "国".encode("gbk"), "outside kanji mode"),
        (KANJI + b"\x1b@" + "国".encode("gbk"), "outside kanji mode"),
        (KANJI + "𠮷".encode("gb18030"), "four-byte"),
        (KANJI + b"\x80\x41", "no character"),
        (b"\x1bZ", "unknown command"),
        (b"\x1d(Z\x01\x00\x00", "unknown command"),
        (b"\x1d!\x88", "GS !"),
        (b"\x1ba\x03", "ESC a"),
        (b"\x1dV\x07", "GS V"),
        (b"\x10\x04\x09", "DLE EOT"),
        (b"\x0c", "control character"),
        (bytes.fromhex("1d 28 48 06 00 30 31 61 62 63 64"), "GS ( H"),
        (bytes.fromhex("1d 28 48 06 00 30 30 61 62 63 19"), "GS ( H"),
        (bytes.fromhex("1d 28 6b 03 00 31 43 00"), "function 67"),
        (bytes.fromhex("1d 28 6b 03 00 31 45 05"), "function 69"),
        (bytes.fromhex("1d 28 6b 03 00 32 51 30"), "no QR code"),
        (bytes.fromhex("1d 76 31 00 01 00 01 00 ff"), "GS v"),
        (bytes.fromhex("1d 76 30 00 00 00 01 00"), "GS v"),
        (bytes.fromhex("1d 76 30 00 03 00 01 00 10 04 01"), "real-time command inside data"),
        (bytes.fromhex("1d 28 6b 06 00 31 50 30 10 14 08"), "real-time command inside data"),
    ],
)
def test_what_the_manual_forbids_is_a_fault(data: bytes, complaint: str) -> None:
    assert [command.fault for command in parse(data) if complaint in command.fault]


@given(st.binary(max_size=80), st.data())
def test_commands_do_not_depend_on_how_the_bytes_are_split(stream: bytes, data: st.DataObject) -> None:
    stream = b"\x1b@\x1c&" + stream
    whole = parse(stream)
    parser = CommandParser()
    commands = []
    rest = stream
    while rest:
        size = data.draw(st.integers(1, len(rest)))
        commands += parser.feed(rest[:size])
        rest = rest[size:]
    assert commands == whole
    assert b"".join(command.raw for command in commands) == stream[: len(stream) - parser.waiting]
