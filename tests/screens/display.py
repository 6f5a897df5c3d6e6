"""Pictures of the call screens in every state: ``python -m tests.screens.display``."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec

from config.theme.app import Stage
from devices.link.qtclock import HallClock
from devices.link.rows import AnyRow
from devices.link.words import Role, TicketState, WindowState
from display.__main__ import WINDOW, ZONE, furnish_window, furnish_zone
from tests.display.pretend_link import PretendLink
from tests.screens import display_rows as rows
from tests.screens.pictures import Play, program
from tests.screens.studio import Opened, open_screen

BASE: tuple[AnyRow, ...] = (rows.HALL, rows.ZONE, *rows.QUEUES)
HERE = rows.window(shown="B027", ticket_state=TicketState.CALLED)


def open_zone(language: str = "zh", size: tuple[int, int] | None = None) -> Opened:
    """Open the board of the zone "house"."""

    def furnish(stage: Stage, link: PretendLink, clock: HallClock) -> Mapping[str, object]:
        return furnish_zone(stage, link, clock, "house")

    return open_screen(
        ZONE, furnish, role=Role.SCREEN, place="zone-house", size=size or (1920, 1080), language=language
    )


def open_window(language: str = "zh", size: tuple[int, int] | None = None, motion: bool = False) -> Opened:
    """Open the screen of window 5."""

    def furnish(stage: Stage, link: PretendLink, clock: HallClock) -> Mapping[str, object]:
        return furnish_window(stage, link, clock, 5)

    return open_screen(
        WINDOW,
        furnish,
        role=Role.SCREEN,
        place="window-5",
        size=size or (1920, 540),
        language=language,
        motion=motion,
    )


def zone_normal(screen: Opened) -> None:
    screen.link.connect_hub((*BASE, *rows.LAST, *rows.missed("B019", "C007", "T025")))
    screen.link.show(rows.NEW, HERE)


def zone_many(screen: Opened) -> None:
    screen.link.connect_hub((*BASE, *rows.LAST, *rows.missed("B019")))
    new = [rows.call(20 + n, f"C{n:03}", 7 + n, seconds_ago=0) for n in range(6)]
    screen.link.show(*new, HERE)


def zone_recall(screen: Opened) -> None:
    screen.link.connect_hub((*BASE, *rows.LAST, rows.NEW))
    screen.link.show(rows.call(16, "B027", 5, seconds_ago=0, where="大厅左侧", again=True), HERE)


def zone_quiet(screen: Opened) -> None:
    screen.link.connect_hub((*BASE, *rows.LAST, rows.NEW))


def zone_empty(screen: Opened) -> None:
    screen.link.connect_hub((rows.HALL, rows.ZONE))


def zone_long(screen: Opened) -> None:
    numbers = [f"AB0{n:03}" for n in range(11, 24)]
    last = [rows.call(n, f"AB0{n:03}", 100 + n, where="二楼东侧走廊尽头") for n in range(1, 6)]
    screen.link.connect_hub((rows.HALL, rows.LONG_ZONE, *rows.LONG_QUEUES, *last, *rows.missed(*numbers)))
    screen.link.show(rows.call(9, "AB0127", 108, seconds_ago=0, where="二楼东侧走廊尽头"))


def zone_tidal(screen: Opened) -> None:
    lent = rows.window(number=8, lent=True)
    soon = rows.window(WindowState.CLOSED, number=9, clerk="", clerk_name="", lent=True)
    going = rows.window(number=10, lent=True, draining=True)
    screen.link.connect_hub((*BASE, *rows.LAST, lent, soon, going))
    screen.link.show(rows.NEW, HERE)


def zone_tidal_crowd(screen: Opened) -> None:
    zone_many(screen)
    screen.link.show(*(rows.window(number=n, lent=True, draining=n > 9) for n in (8, 9, 10, 112)))


def zone_name(screen: Opened) -> None:
    screen.link.connect_hub((*BASE, *rows.LAST, rows.call(15, "Z004", 7, name="欧*")))
    screen.link.show(rows.call(16, "Z007", 7, seconds_ago=0, where="大厅左侧", name="张*"))


def zone_long_name(screen: Opened) -> None:
    screen.link.connect_hub((*BASE, *rows.LAST))
    screen.link.show(rows.call(16, "AP0127", 107, seconds_ago=0, where="大厅左侧", name="欧*"))


def zone_band_crowd(screen: Opened) -> None:
    screen.link.connect_hub((*BASE, *rows.LAST))
    new = [rows.call(20 + n, f"AP{n:03}", 101 + n, seconds_ago=0, where="大厅左侧") for n in range(8)]
    screen.link.show(*new)


def zone_pages(screen: Opened) -> None:
    more = [rows.queue(p, f"业务{p}", f"Service {p}", 3, 5, 10) for p in "EFGHJK"]
    screen.link.connect_hub((*BASE, *more, *rows.LAST, rows.NEW))
    screen.link.show(HERE)


def zone_away(screen: Opened) -> None:
    zone_normal(screen)
    screen.pass_time(9)
    screen.link.lose_hub()


def zone_waiting(screen: Opened) -> None:
    screen.settle()


def zone_refused(screen: Opened) -> None:
    screen.link.refuse("This token is not known.")


ZONE_STATES: dict[str, Play] = {
    "normal": zone_normal,
    "many_calls": zone_many,
    "recall": zone_recall,
    "quiet": zone_quiet,
    "empty": zone_empty,
    "long_texts": zone_long,
    "pages": zone_pages,
    "tidal": zone_tidal,
    "tidal_crowd": zone_tidal_crowd,
    "by_name": zone_name,
    "by_name_long": zone_long_name,
    "band_crowd": zone_band_crowd,
    "hub_away": zone_away,
    "before_the_hub": zone_waiting,
    "refused": zone_refused,
}

WINDOW_STATES: dict[str, tuple[AnyRow, ...]] = {
    "called": (HERE,),
    "serving": (rows.window(shown="B027", ticket_state=TicketState.SERVING),),
    "free": (rows.window(),),
    "paused": (rows.window(WindowState.PAUSED, reason="设备维护", reason_en="Equipment repair"),),
    "closed": (rows.window(WindowState.CLOSED, clerk="", clerk_name=""),),
    "long_texts": (
        rows.window(
            shown="AB0127",
            ticket_state=TicketState.CALLED,
            name="国有建设用地使用权及房屋所有权转移登记",
            clerk="ZWZX-2026-0127",
            clerk_name="欧阳某某",
        ),
    ),
    "number_only": (rows.window(shown="B027", ticket_state=TicketState.CALLED, clerk_name=""),),
    "lent": (rows.window(lent=True, name="潮汐窗口"),),
    "lent_soon": (rows.window(WindowState.CLOSED, clerk="", clerk_name="", lent=True, name="潮汐窗口"),),
    "lent_called": (rows.window(lent=True, name="潮汐窗口", shown="AP012", ticket_state=TicketState.CALLED),),
    "draining": (rows.window(lent=True, draining=True, shown="B027", ticket_state=TicketState.SERVING),),
    "draining_closed": (rows.window(WindowState.PAUSED, reason="用餐", reason_en="Meal", draining=True),),
    "by_name": (
        rows.window(name="咨询辅导", shown="Z007", ticket_state=TicketState.CALLED),
        rows.call(16, "Z007", 5, seconds_ago=0, name="张*"),
    ),
    "without_a_number": (
        msgspec.structs.replace(
            rows.window(ticket_state=TicketState.SERVING), ticket="t-direct", number_shown=""
        ),
    ),
    "before_the_hub": (),
    "hub_away": (rows.window(shown="B027", ticket_state=TicketState.SERVING),),
}

WINDOW_SIZES = {"strip": (1920, 360), "half": (1920, 540), "whole": (1920, 1080)}


def draw(out: Path, only: str) -> None:
    """Draw every state of both screens in both languages into ``out``."""
    for language in ("zh", "en"):
        for name, play in ZONE_STATES.items():
            if only in f"zone_{name}":
                screen = open_zone(language)
                play(screen)
                screen.shot(out / f"zone_{name}_{language}.png")
                screen.close()
        for shape, size in WINDOW_SIZES.items():
            for name, shown in WINDOW_STATES.items():
                if only in f"window_{shape}_{name}":
                    screen = open_window(language, size)
                    if shown:
                        screen.link.connect_hub((rows.HALL, *shown))
                    if name == "hub_away":
                        screen.link.lose_hub()
                    screen.shot(out / f"window_{shape}_{name}_{language}.png")
                    screen.close()


if __name__ == "__main__":
    program("the call screens", "display", draw)()
