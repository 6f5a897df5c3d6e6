"""Profiles are data; the checksums among them give the values that everybody publishes for them."""

from __future__ import annotations

import pytest

from devices.boards.profile import PROFILES, Address, Checksum
from devices.boards.strip import strip

CHECK_WORD = b"123456789"


@pytest.mark.parametrize(
    ("checksum", "expected"),
    [
        (Checksum.NONE, ""),
        (Checksum.SUM8, "dd"),
        (Checksum.XOR8, "31"),
        (Checksum.CRC16_ARC, "3d bb"),  # the catalogue's check value BB3D, low byte first
    ],
)
def test_a_checksum_has_its_published_check_value(checksum: Checksum, expected: str) -> None:
    assert checksum.of(CHECK_WORD) == bytes.fromhex(expected)


@pytest.mark.parametrize(
    ("address", "highest"),
    [(Address(width=1), 255), (Address(width=2), 65535), (Address(width=3, base="decimal"), 999)],
)
def test_an_address_knows_what_has_room_in_it(address: Address, highest: int) -> None:
    assert address.highest == highest


@pytest.mark.parametrize("name", PROFILES)
def test_every_profile_is_reached_by_its_name_and_makes_frames(name: str) -> None:
    made = strip({"profile": name})
    assert made.profile.name == name
    assert all(made.frames("请A001号到3号窗口办理", "red"))
    assert all(made.frames("", "red"))
