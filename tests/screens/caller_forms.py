"""The clerk's panel while it asks something: sign-in, lists, checklists, the case."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import Qt

from devices.link.messages import StaffSeen
from devices.link.rows import AnyRow
from devices.link.words import WindowState
from tests.screens import caller_rows as rows
from tests.screens.caller import (
    consulting,
    dedicated,
    free,
    known,
    marked,
    panel_of,
    serving,
    undoing,
)
from tests.screens.pictures import Play
from tests.screens.studio import Opened

Key = Qt.Key
SEEN = StaffSeen(clerk="0127", name="王敏", voucher="pretend")


def hall_signs_in(how: str) -> AnyRow:
    """The hall's row where clerks prove themselves in this way."""
    return msgspec.structs.replace(rows.HALL, sign_in=how)


def _sign_in(screen: Opened, how: str) -> None:
    here = rows.window(WindowState.CLOSED, clerk="")
    screen.link.connect_hub((*rows.PLACE, hall_signs_in(how), here))
    panel_of(screen).goOn()


def choosing_clerk(screen: Opened) -> None:
    _sign_in(screen, "pin")


def card(screen: Opened) -> None:
    _sign_in(screen, "card_pin")


def card_not_read(screen: Opened) -> None:
    card(screen)
    screen.link.not_read("nothing_read")


def card_unknown(screen: Opened) -> None:
    card(screen)
    screen.link.read(msgspec.structs.replace(SEEN))
    _type_pin(screen)
    screen.link.no("card_unknown")


def pin(screen: Opened) -> None:
    card(screen)
    screen.link.read(SEEN)
    for key in (Key.Key_4, Key.Key_0, Key.Key_7):
        screen.press(key)


def _type_pin(screen: Opened) -> None:
    for key in (Key.Key_4, Key.Key_0, Key.Key_7, Key.Key_1, Key.Key_Return):
        screen.press(key)


def pin_checked(screen: Opened) -> None:
    card(screen)
    screen.link.read(SEEN)
    _type_pin(screen)


def pin_wrong(screen: Opened) -> None:
    pin_checked(screen)
    screen.link.no("pin_wrong")


def pin_locked(screen: Opened) -> None:
    pin_checked(screen)
    screen.link.no("pin_locked")


def pin_new(screen: Opened) -> None:
    pin_checked(screen)
    screen.link.no("pin_change_needed")


def pin_hub_away(screen: Opened) -> None:
    pin(screen)
    screen.link.lose_hub()


def more(screen: Opened) -> None:
    serving(screen)
    panel_of(screen).go("more")


def ticket(screen: Opened) -> None:
    marked(screen)
    panel_of(screen).lookAt()


def ticket_by_name(screen: Opened) -> None:
    consulting(screen)
    for _ in range(3):
        screen.press(Key.Key_Down)
    panel_of(screen).lookAt()


def call_reason(screen: Opened) -> None:
    ticket(screen)
    screen.press(Key.Key_1)


def ground(screen: Opened) -> None:
    ticket(screen)
    screen.press(Key.Key_2)


def evidence(screen: Opened) -> None:
    ground(screen)
    screen.press(Key.Key_Return)


def handing_over(screen: Opened) -> None:
    serving(screen)
    panel_of(screen).go("sign_out")


def handing_over_to_nobody(screen: Opened) -> None:
    serving(screen)
    for row in rows.OTHERS:
        screen.link.show(msgspec.structs.replace(row, clerk="", clerk_name=""))
    panel_of(screen).go("sign_out")


def direct(screen: Opened) -> None:
    free(screen)
    panel_of(screen).go("direct")


def direct_found(screen: Opened) -> None:
    direct(screen)
    screen.press(Key.Key_D)
    screen.press(Key.Key_Y)


def direct_source(screen: Opened) -> None:
    dedicated(screen)
    panel_of(screen).goOn()
    screen.press(Key.Key_Return)


def correcting(screen: Opened) -> None:
    serving(screen)
    panel_of(screen).go("correct")


def which_item(screen: Opened) -> None:
    known(screen)
    panel_of(screen).go("accept")


def case(screen: Opened) -> None:
    serving(screen)
    panel_of(screen).go("accept")


def case_typed(screen: Opened) -> None:
    case(screen)
    for key in (Key.Key_4, Key.Key_1, Key.Key_0, Key.Key_1, Key.Key_Space, Key.Key_2):
        screen.press(key)


def lacking(screen: Opened) -> None:
    case(screen)
    screen.press(Key.Key_F2)
    screen.press(Key.Key_2)


def slip(screen: Opened) -> None:
    serving(screen)
    panel_of(screen).go("slip")


def supplement(screen: Opened) -> None:
    slip(screen)
    screen.press(Key.Key_2)
    screen.press(Key.Key_Return)
    screen.press(Key.Key_1)
    screen.press(Key.Key_3)


def slip_without_list(screen: Opened) -> None:
    serving(screen)
    screen.link.show(msgspec.structs.replace(rows.ITEMS[0], materials=""))
    panel_of(screen).go("slip")
    screen.press(Key.Key_2)
    screen.press(Key.Key_Return)


def slip_long(screen: Opened) -> None:
    serving(screen)
    many = "；".join(f"第{n}项：国有建设用地使用权出让合同及补充协议原件和复印件各一份" for n in range(1, 13))
    screen.link.show(msgspec.structs.replace(rows.ITEMS[0], materials=many))
    panel_of(screen).go("slip")
    screen.press(Key.Key_Return)


def calling_help(screen: Opened) -> None:
    serving(screen)
    panel_of(screen).go("help")


def help_called(screen: Opened) -> None:
    serving(screen)
    screen.link.show(rows.HELP)
    panel_of(screen).go("help")


def coming_back(screen: Opened) -> None:
    free(screen)
    screen.link.show(rows.FINISHED)
    panel_of(screen).go("back")


def gone(screen: Opened) -> None:
    """The held visitor is not coming back."""
    free(screen)
    panel_of(screen).go("gone")


def undo_late(screen: Opened) -> None:
    undoing(screen)
    panel_of(screen).go("undo")
    screen.link.no("undo_late")


FORMS: dict[str, Play] = {
    play.__name__: play
    for play in (
        choosing_clerk,
        card,
        card_not_read,
        card_unknown,
        pin,
        pin_checked,
        pin_wrong,
        pin_locked,
        pin_new,
        pin_hub_away,
        more,
        ticket,
        ticket_by_name,
        call_reason,
        ground,
        evidence,
        handing_over,
        handing_over_to_nobody,
        direct,
        direct_found,
        direct_source,
        correcting,
        which_item,
        case,
        case_typed,
        lacking,
        slip,
        supplement,
        slip_without_list,
        slip_long,
        calling_help,
        help_called,
        coming_back,
        gone,
        undo_late,
    )
}
