"""Pictures of the clerk's panel in every state: ``python -m tests.screens.caller``."""

from __future__ import annotations

from datetime import timedelta

import msgspec
from PySide6.QtCore import Qt

from caller.__main__ import PANEL, furnish_panel
from caller.viewmodel_panel import Panel
from devices.link.rows import AnyRow
from devices.link.words import Role, TicketState, WindowState
from tests.screens import caller_rows as rows
from tests.screens.pictures import Play, in_every_shape, program
from tests.screens.studio import NOW, Opened, open_screen

SIZES = {"tall": (460, 900), "low": (460, 700)}
"""As it comes up, and beside another program on a monitor of 1366 by 768."""


def open_panel(language: str = "zh", size: tuple[int, int] | None = None) -> Opened:
    """Open the panel of window 5."""
    return open_screen(
        PANEL,
        furnish_panel,
        role=Role.CLERK,
        place="window-5",
        size=size or SIZES["tall"],
        language=language,
    )


def panel_of(screen: Opened) -> Panel:
    """The view-model of an open panel."""
    panel = screen.things["panel"]
    assert isinstance(panel, Panel)
    return panel


def signed_out(screen: Opened) -> None:
    screen.link.connect_hub((*rows.PLACE, rows.window(WindowState.CLOSED, clerk="")))


def signing_in(screen: Opened) -> None:
    signed_out(screen)
    panel_of(screen).goOn()


def closed(screen: Opened) -> None:
    screen.link.connect_hub((*rows.PLACE, *rows.WAITING, rows.window(WindowState.CLOSED)))


def free(screen: Opened) -> None:
    screen.link.connect_hub((*rows.PLACE, *rows.WAITING, rows.HELD, *rows.MISSED, rows.window()))


def nobody(screen: Opened) -> None:
    day = msgspec.structs.replace(rows.DAY, finished=0, mean_minutes=0.0, waiting=0, longest_wait_min=0)
    screen.link.connect_hub((*rows.PLACE, day, rows.window()))


def left_alone(screen: Opened) -> None:
    """Nobody has touched the panel for long, and the sign-in is about to end."""
    free(screen)
    screen.link.show(msgspec.structs.replace(rows.DAY, ends_at=NOW + timedelta(seconds=42)))


def called(screen: Opened) -> None:
    again = msgspec.structs.replace(rows.CALLED, recalls=1)
    here = rows.window(shown="B027", ticket_state=TicketState.CALLED, seconds=38)
    screen.link.connect_hub((*rows.PLACE, *rows.WAITING, again, here))


def serving(screen: Opened) -> None:
    here = rows.window(shown="B027", ticket_state=TicketState.SERVING)
    screen.link.connect_hub((*rows.PLACE, *rows.WAITING, rows.SERVED, rows.HELD, *rows.MISSED, here))


def paused(screen: Opened) -> None:
    here = rows.window(WindowState.PAUSED, reason="设备维护", reason_en="Equipment repair")
    screen.link.connect_hub((*rows.PLACE, *rows.WAITING, here))


def pausing(screen: Opened) -> None:
    free(screen)
    panel_of(screen).go("pause")


def transferring(screen: Opened) -> None:
    serving(screen)
    panel_of(screen).go("transfer")


def placing(screen: Opened) -> None:
    transferring(screen)
    screen.press(Qt.Key.Key_Return)


def returning(screen: Opened) -> None:
    free(screen)
    panel_of(screen).go("return")


def second_thoughts(screen: Opened) -> None:
    nobody(screen)
    panel_of(screen).go("close")
    screen.pass_time(2)


def undoing(screen: Opened) -> None:
    """The next visitor was just called, and may be taken back."""
    free(screen)
    panel_of(screen).goOn()
    screen.link.done()
    called(screen)
    screen.pass_time(1)


def known(screen: Opened) -> None:
    """Everything that there is to know of a visitor."""
    here = rows.window(shown="B027", ticket_state=TicketState.SERVING)
    screen.link.connect_hub((*rows.PLACE, *rows.WAITING, rows.KNOWN, here))


def crowded(screen: Opened) -> None:
    day = msgspec.structs.replace(rows.DAY, waiting=57, longest_wait_min=59)
    screen.link.connect_hub((*rows.PLACE, day, *rows.CROWD, rows.window()))


def marked(screen: Opened) -> None:
    """The arrows stand on the third who waits."""
    free(screen)
    for _ in range(3):
        screen.press(Qt.Key.Key_Down)


def lent(screen: Opened) -> None:
    until = NOW + timedelta(hours=2, minutes=24)
    window = msgspec.structs.replace(rows.window(), queues=("d", "t"), lent_until=until)
    screen.link.connect_hub((*rows.PLACE, *rows.WAITING, window))


def draining(screen: Opened) -> None:
    here = rows.window(shown="B027", ticket_state=TicketState.SERVING)
    window = msgspec.structs.replace(here, queues=("d", "t"), lent_until=NOW, draining=True)
    screen.link.connect_hub((*rows.PLACE, rows.SERVED, window))


def dedicated(screen: Opened) -> None:
    day = msgspec.structs.replace(rows.DAY, waiting=0, longest_wait_min=0)
    window = msgspec.structs.replace(rows.window(), type="dedicated", queues=())
    screen.link.connect_hub((*rows.PLACE, day, window))


def unnumbered(screen: Opened) -> None:
    """A dedicated window records work that came by post."""
    here = rows.window(shown="B027", ticket_state=TicketState.SERVING)
    window = msgspec.structs.replace(here, type="dedicated", queues=(), number_shown="")
    served = msgspec.structs.replace(rows.SERVED, number="", person="", why_zh="", why_en="")
    screen.link.connect_hub((*rows.PLACE, served, window))


def consulting(screen: Opened) -> None:
    window = msgspec.structs.replace(rows.window(), type="consult")
    screen.link.connect_hub((*rows.PLACE, *rows.WAITING, window))


def help_coming(screen: Opened) -> None:
    serving(screen)
    screen.link.show(rows.COMING)


def refused(screen: Opened) -> None:
    called(screen)
    panel_of(screen).go("recall")
    screen.link.no("recalls_used")


def nobody_waiting(screen: Opened) -> None:
    nobody(screen)
    panel_of(screen).goOn()
    screen.link.no("nobody_waiting")


def hub_away(screen: Opened) -> None:
    serving(screen)
    screen.link.lose_hub()


def broken_device(screen: Opened) -> None:
    serving(screen)
    screen.link.show(rows.BROKEN)


def long_texts(screen: Opened) -> None:
    served = msgspec.structs.replace(
        rows.SERVED,
        id="AB0127",
        number="AB0127",
        item_name="国有建设用地使用权及房屋所有权转移登记（二手房过户、继承、赠与）",
        item_name_en="Transfer of state-owned land use rights and house ownership (resale, gift)",
    )
    here = rows.window(shown="AB0127", ticket_state=TicketState.SERVING, seconds=7512)
    waiting: list[AnyRow] = [
        msgspec.structs.replace(row, id=f"AB{row.id}", number=f"AB{row.id}") for row in rows.WAITING
    ]
    screen.link.connect_hub((*rows.LONG_PLACE, *waiting, served, here))


def transferring_long(screen: Opened) -> None:
    long_texts(screen)
    panel_of(screen).go("transfer")


def unknown(screen: Opened) -> None:
    screen.settle()


def not_accepted(screen: Opened) -> None:
    screen.link.refuse("This token is not known.")


STATES: dict[str, Play] = {
    play.__name__: play
    for play in (
        unknown,
        signed_out,
        signing_in,
        closed,
        free,
        nobody,
        left_alone,
        called,
        serving,
        paused,
        pausing,
        transferring,
        placing,
        returning,
        second_thoughts,
        undoing,
        known,
        crowded,
        marked,
        lent,
        draining,
        dedicated,
        unnumbered,
        consulting,
        help_coming,
        refused,
        nobody_waiting,
        hub_away,
        broken_device,
        long_texts,
        transferring_long,
        not_accepted,
    )
}


if __name__ == "__main__":
    # The forms stand on the states above.
    from tests.screens.caller_forms import FORMS

    program("the clerk's panel", "caller", in_every_shape(open_panel, SIZES, STATES | FORMS))()
