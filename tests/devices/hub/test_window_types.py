"""Every type of window that a hall can have is named on its screen, in words of the standard terms."""

from __future__ import annotations

import typing

import msgspec

from config.schema import WindowType
from devices.hub.people import Principal
from devices.hub.state import Hall
from devices.hub.views import Views
from devices.hub.waits import Waits
from devices.link.rows import WindowRow
from devices.link.words import Role
from tests.halls import MORNING, small_hall


def test_every_type_of_window_has_its_words() -> None:
    config = small_hall()
    names = set()
    for kind in typing.get_args(WindowType):
        first, *others = config.windows
        changed = msgspec.structs.replace(first, type=kind, name="")
        hall = Hall(msgspec.structs.replace(config, windows=(changed, *others)))
        views = Views(hall, Waits(hall), lambda person: "")
        row = views.rows(Principal(role=Role.SCREEN, place="window-1"), MORNING)["window/1"]
        assert isinstance(row, WindowRow)
        assert row.name
        names.add(row.name)
    assert len(names) == len(typing.get_args(WindowType))
