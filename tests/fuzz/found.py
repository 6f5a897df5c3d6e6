"""Inputs that broke something once, and what; each is tried with every run of the suite."""

from __future__ import annotations

import struct
import zlib

from tests.fuzz.of_hub import form, request
from tests.fuzz.rows import change
from tests.halls import SMALL_TOML

HALL = SMALL_TOML.encode()
FMT = b"WAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00"


def bomb(dots: int) -> bytes:
    """A small file that unpacks to a picture as wide and as high as this."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack("!I", len(data)) + kind + data + struct.pack("!I", zlib.crc32(kind + data))

    rows = zlib.compress(bytes(1 + dots // 8) * dots, 9)
    head = struct.pack("!IIBBBBB", dots, dots, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def symbol(size: int) -> bytes:
    """A ticket with a QR code of the highest correction that holds so many bytes."""
    store = b"\x1d(k" + struct.pack("<H", 3 + size) + b"1P0" + b"\xff" * size
    return b"\x1b@\x1d(k\x03\x001E3" + store + b"\x1d(k\x03\x001Q0\n\x1dV\x01"


FOUND: dict[str, tuple[bytes, ...]] = {
    # A text frame with half a character: UnicodeEncodeError.
    "link.from_client_text": (b"\x80", b'{"type":"ping","n":"\xff"}'),
    # A body that is no UTF-8 was logged as a bug and answered with 500.
    "web.http": (request("POST", b"/api/v1/commands", b'{"do":"take\xa1","item":"birth"}'),),
    # A form of an origin that is no address: ValueError, logged as a bug and answered with 500.
    "web.staff": (form(b"/staff/sign-in", b"", origin=b"http://["),),
    # A letter beyond ASCII among the certificates that a hub hands out: TypeError in the screen.
    "link.handed_over": ("证书".encode(), b"\x80"),
    "link.trust": ("wss://hub.hall.example:8710/link\0证书".encode(),),
    # Words of the command line that are no UTF-8: UnicodeEncodeError; and JSON without end: RecursionError.
    "do.words": (b"call_ticket\x00ticket=\xe8", b"call_ticket\x00ticket=" + b"[" * 2000),
    "config.hall": (
        # More digits than Python reads, and than it writes: ValueError.
        HALL + b"[tickets]\nwidth = " + b"9" * 5000,
        HALL + b"[tickets]\nwidth = 0x" + b"f" * 5000,
        HALL + b"[nobody]\nknows = 0x" + b"f" * 5000,
        # Digits of another script passed for a time, and the running hub fell over it when it came.
        HALL + "[backup]\ntarget = '/x'\ntimes = ['1٩:30']".encode(),
        HALL + "[hours]\nopen = ['09:0٠-12:00']".encode(),
    ),
    "speakers.clips": (
        # A chunk that is longer than the file: RuntimeError.
        b"RIFF\xff\xff\xff\xff"
        + FMT
        + b"\x22\x56\x00\x00\x44\xac\x00\x00\x02\x00\x10\x00LIST\xff\xff\x00\x00",
        # No samples in a second: ZeroDivisionError.
        b"RIFF\x24\x00\x00\x00" + FMT + bytes(8) + b"\x02\x00\x10\x00data" + bytes(4),
    ),
    # A decoder's process that went mad and says that four gigabytes follow.
    "camera.zbar_answers": (b"\xff\xff\xff\xff", b"\x00\x00\x00\x01\xff\xff\xff\xff"),
    "camera.zbar_requests": (b"\xff\xff\xff\xff\xff\xff\xff\xff", bytes(8)),
    # 50 kB that unpack to 400 million dots: 850 MB; more than a thousand million: the camera's process ended.
    # A chunk that says it has two gigabytes, which OpenCV takes at once.
    "camera.pictures": (bomb(20_000), bomb(40_000), bomb(64)[:33] + b"\x7b\x7d\x00\x58IDAT" + bytes(100)),
    # Times without a zone, of another sort, or none; bodies that are no text: TypeError, ValueError.
    "hub.journal_rows": (
        change(0, 1, 3, 0, b"2026-03-02T12:00:00"),
        change(0, 1, 3, 0, b""),
        change(0, 1, 3, 2, b"\x01"),
        change(0, 5, 3, 2, b"\x01"),
        change(0, 5, 3, 1, b"\xff\xfe"),
        change(0, 5, 3, 0, b"[" * 200),
        change(2, 0, 0, 2, b"\x01"),
        change(2, 2, 0, 0, b"x"),
    ),
    "hub.backup": (
        change(0, 1, 3, 0, b"2026-03-02T12:00:00"),
        # An archive's name that leads out of its folder.
        change(2, 0, 0, 0, b"../../../../outside"),
    ),
    "hub.manifest": (
        b'{"hall":"\xff"}',
        b'{"x":' + b"[" * 3000,
        # A time without a zone could not be put in order with the others: TypeError, in every later backup.
        b'{"hall":"h","made_at":"2026-03-02T12:00:00","last_at":null,"seq":0,"chain_hash":"","hash":"",'
        b'"files":{"journal.db":{"sha256":"","bytes":0,"schema":[]},"vault.db":{"sha256":"","bytes":0,'
        b'"schema":[]},"staff.db":{"sha256":"","bytes":0,"schema":[]},"tokens.db":{"sha256":"","bytes":0,'
        b'"schema":[]}}}',
    ),
    # States, kinds and times of cards and PINs that are none; a proof that is text.
    "hub.staff_rows": (
        change(0, 3, 0, 0, b"x"),
        change(0, 4, 0, 0, b"x"),
        change(0, 5, 0, 0, b"yesterday"),
        change(1, 7, 0, 0, b"2026-03-02T12:00:00"),
        change(1, 7, 0, 2, b"\x01"),
        change(1, 6, 0, 0, b"x"),
        change(1, 1, 0, 1, b"\xff"),
        change(2, 0, 0, 0, b"x"),
    ),
    # A row whose id is no text: AttributeError.
    "hub.vault_rows": (change(0, 0, 0, 1, b"x"), change(2, 0, 0, 1, b"x")),
    # More than a symbol holds: the pretend printer fell over it.
    "virtual.paper": (symbol(1300), symbol(2960)),
}
