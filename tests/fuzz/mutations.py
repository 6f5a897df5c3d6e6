"""Bytes that are nearly good: seeds that were cut, doubled, spliced, salted with what parsers stumble on."""

from __future__ import annotations

from hypothesis import strategies as st

DIGITS = 5000
"""More than Python turns into a number at once (4300), and than fits any field."""
SALT: tuple[bytes, ...] = (
    b"\x00",
    b"\r\n",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\xed\xa0\x80",  # a lone surrogate in UTF-8, which is none
    b"\\ud800",
    b"\\u0000",
    b"\xe2\x80\xae",  # turns the direction of writing around
    "١٢٣".encode(),
    "２０２６".encode(),
    "🀄".encode(),
    b"9" * 20,
    b"9" * DIGITS,
    b"0x" + b"f" * DIGITS,
    b"1e999",
    b"-1",
    b"-0",
    b"NaN",
    b"nan",
    b"inf",
    b"null",
    b"true",
    b"18446744073709551616",
    b"[" * 2000,
    b'{"a":' * 1000,
    b'"',
    b"\\",
    b"%",
    b"{}",
    b"../../../x",
    b"0000-00-00",
    b"9999-12-31T23:59:59.999999+00:00",
    b"0001-01-01T00:00:00+23:59",
    b"2026-03-02T09:30:00",
    b"24:00",
    b"\x7f\xff\xff\xff",
    b"\xff\xff\xff\xff",
)
"""What parsers stumble on; ``make fuzz`` gives the shorter ones to libFuzzer as its dictionary."""


def broken(seeds: tuple[bytes, ...], longest: int) -> st.SearchStrategy[bytes]:
    """Bytes made of seeds by a few changes, and now and then bytes of no sort at all."""
    salt = st.sampled_from(SALT) | st.binary(min_size=1, max_size=6)
    change = st.tuples(st.integers(0, 5), st.integers(0, 2**16), st.integers(0, 24), salt)
    changes = st.lists(change, max_size=6)
    changed = st.builds(_changed, st.sampled_from(seeds), st.sampled_from(seeds), changes)
    return st.one_of(changed, changed, changed, st.binary(max_size=64)).map(lambda data: data[:longest])


def _changed(seed: bytes, other: bytes, changes: list[tuple[int, int, int, bytes]]) -> bytes:
    data = seed
    for how, where, size, salt in changes:
        at = where % (len(data) + 1)
        match how:
            case 0:
                data = data[:at] + salt + data[at:]
            case 1:
                data = data[:at] + salt + data[at + len(salt) :]
            case 2:
                data = data[:at] + data[at + size :]
            case 3:
                data = data[:at] + data[at : at + size] * 2 + data[at + size :]
            case 4:
                data = data[:at]
            case _:
                data = data[:at] + other[where % (len(other) + 1) :]
    return data
