"""What a strip over a window says fits it, and whatever is left out, the visitor's number is not."""

from __future__ import annotations

import pytest

from config.schema import Device, HallConfig, Queue, Tickets, Window
from devices.boards.strip import strip
from devices.hub.slips import board_text
from devices.link import commands as c
from tests.devices.hub.played import Played, clerk
from tests.halls import small_hall


def large_hall(**options: str) -> HallConfig:
    """A hall with prefixes of two letters, numbers of four digits and windows of three."""
    return small_hall(
        queues=(Queue(id="a", prefix="AZ", name="社会事务", zone="one", minutes=10),),
        windows=(Window(number=101, zone="one", queues=("a",)),),
        devices=(Device(id="strip", kind="led-strip", port="serial://strip", window=101, options=options),),
        items=small_hall().items[:1],
        tickets=Tickets(width=4),
    )


@pytest.mark.parametrize(
    ("columns", "called", "served", "free"),
    [
        ("24", "请AZ0001到101号窗口", "AZ0001正在办理", "101号窗口欢迎您"),
        ("16", "请AZ0001到本窗口", "AZ0001正在办理", "101号窗口欢迎您"),
        ("12", "请AZ0001", "AZ0001办理", "101号窗口"),
        ("8", "请AZ0001", "AZ0001", "101号"),
        ("6", "AZ0001", "AZ0001", "101号"),
    ],
)
def test_a_strip_says_as_much_as_it_has_room_for(columns: str, called: str, served: str, free: str) -> None:
    hall = Played(large_hall(columns=columns))
    device = hall.hall.device_of["strip"]
    said = []
    hall.staff(101, "0101")
    said.append(board_text(hall.hall, device).text)
    hall.take()
    hall.call(101)
    said.append(board_text(hall.hall, device).text)
    hall.say(clerk(101), c.Start())
    said.append(board_text(hall.hall, device).text)
    assert said == [free, called, served]
    assert all(strip(device.options).fits(text) for text in said)


def test_a_strip_whose_options_are_wrong_is_told_the_whole_and_left_to_its_driver() -> None:
    hall = Played(large_hall(columns="wide"))
    hall.staff(101, "0101")
    hall.take()
    hall.call(101)
    assert board_text(hall.hall, hall.hall.device_of["strip"]).text == "请AZ0001到101号窗口"
