"""Pictures of the kiosk, every page and state: ``python -m tests.screens.kiosk``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from config.theme.app import Stage
from devices.link.messages import CodeSeen
from devices.link.qtclock import HallClock
from devices.link.rows import AnyRow
from devices.link.words import DeviceState, PrintState, Role, TicketState
from kiosk.__main__ import SCREEN, furnish
from tests.display.pretend_link import PretendLink
from tests.screens import kiosk_errands
from tests.screens import kiosk_rows as rows
from tests.screens.kiosk_errands import model
from tests.screens.pictures import Play, program
from tests.screens.studio import Opened, open_screen

PORTRAIT = (1080, 1920)


def open_kiosk(size: tuple[int, int] = PORTRAIT, language: str = "zh", zone: str = "house") -> Opened:
    """Open the kiosk of the zone "house"; no hub has answered yet."""

    def with_zone(stage: Stage, link: PretendLink, clock: HallClock) -> Mapping[str, object]:
        return furnish(stage, link, clock, zone=zone)

    return open_screen(SCREEN, with_zone, role=Role.KIOSK, place="K1", size=size, language=language)


def _home(made: Callable[[], list[AnyRow]]) -> Play:
    return lambda screen: screen.link.connect_hub(made())


def _at_item(screen: Opened, made: Callable[[], list[AnyRow]] = rows.everyday, item: str = "b1") -> None:
    screen.link.connect_hub(made())
    model(screen).choose(item)


def _with_ticket(
    paper: PrintState | None,
    cause: str = "",
    state: TicketState = TicketState.WAITING,
    window: int = 0,
    *,
    long: bool = False,
) -> Play:
    def play(screen: Opened) -> None:
        _at_item(screen, rows.long_texts if long else rows.everyday, "AB0" if long else "b1")
        model(screen).take()
        screen.link.show(rows.ticket(paper=paper, cause=cause, state=state, window=window, long=long))
        screen.link.done(rows.RESULT)

    return play


def _printer_away(screen: Opened) -> None:
    _with_ticket(PrintState.REQUESTED)(screen)
    screen.link.show(*rows.devices(printer=DeviceState.AWAY))


def _groups(screen: Opened, made: Callable[[], list[AnyRow]] = rows.everyday) -> None:
    screen.link.connect_hub(made())
    model(screen).others()


def _items(screen: Opened, made: Callable[[], list[AnyRow]] = rows.everyday, group: str = "queue:B") -> None:
    _groups(screen, made)
    model(screen).choose(group)


def _card(screen: Opened) -> None:
    screen.link.connect_hub(rows.everyday())
    model(screen).card()


def _card_answer(code: str) -> Play:
    def play(screen: Opened) -> None:
        _card(screen)
        screen.link.not_read(code)

    return play


def _person(screen: Opened) -> None:
    screen.link.connect_hub([*rows.everyday(), rows.ticket()])
    model(screen).card()
    screen.link.read(rows.CARD)


def _bare_person(screen: Opened) -> None:
    _card(screen)
    screen.link.read(rows.BARE_CARD)


def _scan(screen: Opened) -> None:
    screen.link.connect_hub(rows.everyday())
    model(screen).appointment()


def _scan_nothing(screen: Opened) -> None:
    _scan(screen)
    screen.link.not_read("nothing_read")


def _scan_ticket(screen: Opened) -> None:
    _scan(screen)
    screen.link.read(CodeSeen(ticket=rows.OLD_RESULT))


def _scan_unknown(screen: Opened) -> None:
    _scan(screen)
    screen.link.read(CodeSeen())


def _refused(code: str) -> Play:
    def play(screen: Opened) -> None:
        _at_item(screen)
        model(screen).take()
        screen.link.no(code, rows.SENTENCES.get(code))

    return play


def _away_home(screen: Opened) -> None:
    screen.link.connect_hub(rows.everyday())
    screen.link.lose_hub()


def _away_working(screen: Opened) -> None:
    _at_item(screen)
    screen.link.lose_hub()
    model(screen).take()


def _away_card(screen: Opened) -> None:
    _card(screen)
    screen.link.lose_hub()


def _broken(screen: Opened) -> None:
    screen.link.connect_hub([*rows.everyday(), *rows.devices(DeviceState.FAULT, DeviceState.AWAY)])


def _desk(screen: Opened) -> None:
    screen.link.connect_hub(rows.everyday())
    model(screen).desk()


def _idle(screen: Opened) -> None:
    _at_item(screen)
    screen.pass_time(67)


STATES: dict[str, Play] = {
    "home_normal": _home(rows.everyday),
    "home_few_windows": _home(rows.few_windows),
    "home_empty": _home(rows.empty),
    "home_full": _home(rows.full),
    "home_long": _home(rows.long_texts),
    "home_large": _home(rows.large),
    "home_broken": _broken,
    "home_hub_away": _away_home,
    "groups_normal": _groups,
    "groups_large": lambda screen: _groups(screen, rows.large),
    "groups_long": lambda screen: _groups(screen, rows.long_texts),
    "items_normal": _items,
    "items_long": lambda screen: _items(screen, rows.long_texts, "queue:CD"),
    "items_full": lambda screen: _items(screen, rows.full),
    "item_normal": _at_item,
    "item_long": lambda screen: _at_item(screen, rows.long_texts, "AB0"),
    "item_closed": lambda screen: _at_item(screen, rows.empty),
    "item_full": lambda screen: _at_item(screen, rows.full),
    "card_waiting": _card,
    "card_nothing": _card_answer("nothing_read"),
    "card_fault": _card_answer("reader_fault"),
    "card_hub_away": _away_card,
    "person_normal": _person,
    "person_bare": _bare_person,
    "appointment_waiting": _scan,
    "appointment_nothing": _scan_nothing,
    "appointment_ticket": _scan_ticket,
    "ticket_printing": _with_ticket(PrintState.STARTED),
    "ticket_printer_away": _printer_away,
    "ticket_printed": _with_ticket(PrintState.CONFIRMED),
    "ticket_paper_out": _with_ticket(PrintState.FAILED, "paper_out"),
    "ticket_unknown": _with_ticket(PrintState.UNKNOWN, "silent"),
    "ticket_called": _with_ticket(PrintState.CONFIRMED, state=TicketState.CALLED, window=5),
    "ticket_long": _with_ticket(PrintState.FAILED, "paper_out", long=True),
    "working_hub_away": _away_working,
    "trouble_full": _refused("full"),
    "trouble_real_name": _refused("real_name"),
    "trouble_busy": _refused("busy"),
    "trouble_unknown_appointment": _scan_unknown,
    "desk": _desk,
    "idle": _idle,
    "before_the_hub": lambda screen: screen.settle(),
    "refused": lambda screen: screen.link.refuse("This token is not known."),
    **kiosk_errands.STATES,
}

WIDE = (
    "home_normal",
    "items_normal",
    "item_normal",
    "ticket_paper_out",
    "card_waiting",
    "idle",
    "bundles",
    "basket_five",
    "offer",
    "phone_typed",
    "help_called",
)


def draw(out: Path, only: str) -> None:
    """Draw every state in both languages and both versions, and some on a wide screen, into ``out``."""
    for language in ("zh", "en"):
        for version in ("ordinary", "elder"):
            for name, play in STATES.items():
                if only in name:
                    _picture(out / f"{name}_{version}_{language}.png", play, PORTRAIT, language, version)
        for name in WIDE:
            if only in name:
                _picture(
                    out / f"{name}_wide_{language}.png", STATES[name], (1920, 1080), language, "ordinary"
                )


def _picture(path: Path, play: Play, size: tuple[int, int], language: str, version: str) -> None:
    screen = open_kiosk(size, language)
    model(screen).enlarge(version == "elder")
    play(screen)
    screen.shot(path)
    screen.close()


if __name__ == "__main__":
    program("the kiosk", "kiosk", draw)()
