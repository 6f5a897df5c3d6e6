"""What a screen tells the technician about the identity that it was started with."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from PySide6.QtGui import QGuiApplication

from devices.link.qtscreen import _note_who
from devices.link.words import Role
from tests.display.pretend_link import PretendLink

NOW = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)


def here(role: Role, place: str) -> PretendLink:
    link = PretendLink(role, place, NOW)
    link.connect_hub()
    return link


@pytest.mark.parametrize(
    ("role", "place", "wanted", "said"),
    [
        (
            Role.SCREEN,
            "zone-tax",
            "window-5",
            "This identity is for zone-tax; the screen was started for window-5",
        ),
        (Role.SCREEN, "", "window-5", "This identity is for the whole hall"),
        (
            Role.CLERK,
            "window-5",
            "window-5",
            "This identity is a clerk's; hall-display needs one of a screen",
        ),
    ],
)
def test_an_identity_that_does_not_fit_is_said(
    qapp: QGuiApplication, expects_log: Callable[[str], None], role: Role, place: str, wanted: str, said: str
) -> None:
    expects_log(said)
    _note_who("hall-display", wanted, here(role, place))


@pytest.mark.parametrize("wanted", ["window-5", ""])
def test_one_that_fits_is_nothing_to_speak_of(qapp: QGuiApplication, wanted: str) -> None:
    _note_who("hall-display", wanted, here(Role.SCREEN, "window-5"))
