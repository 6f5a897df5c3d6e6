"""Pictures of the page on which a screen is enrolled: ``python -m tests.screens.enrolment``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from caller.__main__ import PANEL
from caller.pad import PAD
from config.theme import scene
from config.theme.app import Screen, Stage
from devices.link.identity import Identity, IdentityFailed
from devices.link.newcomer import JoinFailed, JoinTrouble
from devices.link.qtclock import HallClock
from devices.link.qtenrolment import Enrolment, Newcomers
from devices.link.qtscreen import ROLES, enrolling
from display.__main__ import WINDOW, ZONE
from kiosk.__main__ import SCREEN as KIOSK
from tests.display.pretend_link import PretendLink
from tests.screens.pictures import Size, program
from tests.screens.studio import Opened, open_screen

HUB = "wss://10.1.0.2:8710/link"
CODE = "7KQ-4XRM-92TB"
NEVER_MS = 60_000


@dataclass(frozen=True)
class Shape:
    """A screen program in one of its sizes, and what it is enrolled as."""

    screen: Screen
    size: Size
    enrolled: str
    place: str = ""


SHAPES = {
    "kiosk": Shape(KIOSK, (1080, 1920), "K1"),
    "panel": Shape(PANEL, (460, 900), "window-5"),
    "panel_low": Shape(PANEL, (460, 700), "window-5"),
    "pad": Shape(PAD, (1280, 800), "window-5"),
    "pad_small": Shape(PAD, (1024, 600), "window-5"),
    "pad_tall": Shape(PAD, (800, 1280), "window-5"),
    "strip": Shape(WINDOW, (1920, 360), "window-5", "window-5"),
    "half": Shape(WINDOW, (1920, 540), "window-5", "window-5"),
    "zone": Shape(ZONE, (1920, 1080), "zone-house", "zone-house"),
}

Play = Callable[[Opened, Shape], None]


def open_page(
    shape: Shape, file: Path, language: str = "zh", *, hub: str = HUB, drawn_ms: int = NEVER_MS
) -> Opened:
    """Open the page in a shape; it looks for no hub unless ``drawn_ms`` is less.

    Args:
        shape: which screen.
        file: where its identity would be kept.
        language: what is spoken first.
        hub: the address that stands in the field.
        drawn_ms: milliseconds from the touch to the first word to the hub.
    """

    def furnish(stage: Stage, link: PretendLink, clock: HallClock) -> Mapping[str, object]:
        who = Newcomers(app=shape.screen.name, role=ROLES[shape.screen.name], place=shape.place, file=file)
        page = Enrolment(
            who, stage.languages.speak, hub=hub, language=language, shown_ms=NEVER_MS, drawn_ms=drawn_ms
        )
        return {"enrolment": page}

    return open_screen(
        enrolling(shape.screen).screen,
        furnish,
        role=ROLES[shape.screen.name],
        place=shape.enrolled,
        size=shape.size,
        language=language,
    )


def page_of(screen: Opened) -> Enrolment:
    """The view-model of an open page."""
    page = screen.things["enrolment"]
    assert isinstance(page, Enrolment)
    return page


def empty(screen: Opened, shape: Shape) -> None:
    screen.settle()


def address(screen: Opened, shape: Shape) -> None:
    field = scene.find(screen.window, scene.Wanted(name="address"))
    assert field is not None
    screen.window.requestActivate()
    screen.settle()
    field.forceActiveFocus()


def code(screen: Opened, shape: Shape) -> None:
    page_of(screen).writeCode("7kq-4xr")


def joining(screen: Opened, shape: Shape) -> None:
    page_of(screen).writeCode(CODE)
    page_of(screen).join()


def enrolled(screen: Opened, shape: Shape) -> None:
    identity = Identity(
        hub=HUB,
        client="c1",
        role=ROLES[shape.screen.name],
        place=shape.enrolled,
        hall="晴川区政务服务中心",
        key=Ed25519PrivateKey.generate(),
    )
    page_of(screen).taken(identity)


def unwritable(screen: Opened, shape: Shape) -> None:
    page_of(screen).writeCode(CODE)
    page_of(screen).failed(IdentityFailed("the disk is full"))


def failing(trouble: JoinTrouble) -> Play:
    """The page after a try that failed so."""

    def play(screen: Opened, shape: Shape) -> None:
        page_of(screen).writeCode(CODE)
        page_of(screen).failed(JoinFailed(trouble, trouble.value))

    return play


STATES: dict[str, Play] = {
    "empty": empty,
    "address": address,
    "code": code,
    "joining": joining,
    "enrolled": enrolled,
    "unwritable": unwritable,
    **{f"trouble_{trouble.value}": failing(trouble) for trouble in JoinTrouble},
}


def draw(out: Path, only: str) -> None:
    """Draw every state in both languages and every screen's shape into ``out``."""
    for language in ("zh", "en"):
        for name, shape in SHAPES.items():
            for state, play in STATES.items():
                picture = f"{name}_{state}_{language}"
                if only in picture:
                    with TemporaryDirectory() as folder:
                        screen = open_page(shape, Path(folder) / "identity.json", language)
                        play(screen, shape)
                        screen.shot(out / f"{picture}.png")
                        screen.close()


if __name__ == "__main__":
    program("the page on which a screen is enrolled", "enrolment", draw)()
