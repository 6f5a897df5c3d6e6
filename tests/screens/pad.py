"""Pictures of the rating pad in every state: ``python -m tests.screens.pad``."""

from __future__ import annotations

from caller.pad import PAD, furnish_pad
from caller.viewmodel_pad import RatingPad
from devices.link.words import Role
from tests.screens import pad_rows as rows
from tests.screens.pictures import Play, in_every_shape, program
from tests.screens.studio import Opened, open_screen

SIZES = {"wide": (1280, 800), "small": (1024, 600), "low": (1024, 640), "tall": (800, 1280)}


def open_pad(language: str = "zh", size: tuple[int, int] | None = None) -> Opened:
    """Open the pad of window 5."""
    return open_screen(
        PAD, furnish_pad, role=Role.PAD, place="window-5", size=size or SIZES["wide"], language=language
    )


def pad_of(screen: Opened) -> RatingPad:
    """The view-model of an open pad."""
    pad = screen.things["pad"]
    assert isinstance(pad, RatingPad)
    return pad


def unknown(screen: Opened) -> None:
    screen.settle()


def closed(screen: Opened) -> None:
    screen.link.connect_hub((rows.HALL, rows.CLOSED))


def free(screen: Opened) -> None:
    screen.link.connect_hub((rows.HALL, rows.FREE))


def called(screen: Opened) -> None:
    screen.link.connect_hub((rows.HALL, rows.CALLED))


def serving(screen: Opened) -> None:
    screen.link.connect_hub((rows.HALL, rows.SERVING))


def paused(screen: Opened) -> None:
    screen.link.connect_hub((rows.HALL, rows.PAUSED))


def paused_long(screen: Opened) -> None:
    screen.link.connect_hub((rows.HALL, rows.LONG_PAUSE))


def serving_long(screen: Opened) -> None:
    screen.link.connect_hub((rows.HALL, rows.LONG_WINDOW))


def hub_away(screen: Opened) -> None:
    serving(screen)
    screen.link.lose_hub()


def grades(screen: Opened) -> None:
    screen.link.connect_hub((rows.HALL, rows.FREE, rows.rating()))


def grades_long(screen: Opened) -> None:
    screen.link.connect_hub((rows.HALL, rows.LONG_WINDOW, rows.LONG_RATING))


def grades_away(screen: Opened) -> None:
    grades(screen)
    screen.link.lose_hub()


def _chosen(screen: Opened, grade: int) -> None:
    grades(screen)
    pad_of(screen).grade(grade)


def reasons_5(screen: Opened) -> None:
    _chosen(screen, 5)


def reasons_4(screen: Opened) -> None:
    _chosen(screen, 4)


def reasons_3(screen: Opened) -> None:
    _chosen(screen, 3)


def reasons_2(screen: Opened) -> None:
    _chosen(screen, 2)


def reasons_1_ticked(screen: Opened) -> None:
    _chosen(screen, 1)
    pad_of(screen).toggle("109")
    pad_of(screen).toggle("113")


def sending(screen: Opened) -> None:
    _chosen(screen, 5)
    pad_of(screen).send()


def thanks(screen: Opened) -> None:
    sending(screen)
    screen.link.done()


def thanks_kept(screen: Opened) -> None:
    _chosen(screen, 4)
    screen.link.lose_hub()
    pad_of(screen).send()


def declined(screen: Opened) -> None:
    grades(screen)
    pad_of(screen).decline()
    screen.link.done()


def refused_rated(screen: Opened) -> None:
    sending(screen)
    screen.link.no("already_rated")


def refused_again(screen: Opened) -> None:
    sending(screen)
    screen.link.no("journal_failed")


def refused_anew(screen: Opened) -> None:
    sending(screen)
    screen.link.no("reasons_needed")


def not_accepted(screen: Opened) -> None:
    screen.link.refuse("This token is not known.")


STATES: dict[str, Play] = {
    play.__name__: play
    for play in (
        unknown,
        closed,
        free,
        called,
        serving,
        serving_long,
        paused,
        paused_long,
        hub_away,
        grades,
        grades_long,
        grades_away,
        reasons_5,
        reasons_4,
        reasons_3,
        reasons_2,
        reasons_1_ticked,
        sending,
        thanks,
        thanks_kept,
        declined,
        refused_rated,
        refused_again,
        refused_anew,
        not_accepted,
    )
}


if __name__ == "__main__":
    program("the rating pad", "pad", in_every_shape(open_pad, SIZES, STATES))()
