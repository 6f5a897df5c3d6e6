"""Parts that are kept from one moment to the next are what would be made of the hall anew."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.hub import events as e
from devices.hub.evolve import evolve
from devices.hub.people import Principal
from devices.hub.state import Hall
from devices.hub.views import KeptViews, Part, Views
from devices.hub.views.touched import OF_PAPER, OF_TICKETS, OF_WINDOWS, QUIET, Touched
from devices.hub.waits import Waits
from devices.link import commands as c
from devices.link import rows as r
from devices.link.words import Role
from tests.devices.hub.histories import HALL, go_on, played
from tests.devices.hub.played import DESK, KIOSK, Played, clerk, pad
from tests.devices.hub.seeing import LEADER, NAMES, busy_hall, screen

AT_WINDOWS = [by(window.number) for window in HALL.windows for by in (clerk, pad)]
EVERYBODY = [
    KIOSK,
    Principal(role=Role.KIOSK, place="K2"),
    DESK,
    LEADER,
    Principal(role=Role.ADMIN),
    Principal(role=Role.INTEGRATION),
    *AT_WINDOWS,
    *(screen(by.place) for by in AT_WINDOWS[::2]),
    *(screen(f"zone-{zone}") for zone in ("one", "two", "nowhere")),
]
SOME_MORE = st.lists(st.lists(st.integers(0, 2**20), min_size=1, max_size=3), min_size=8, max_size=40)


class Unlearning(Waits):
    """A forecast that learns nothing: what is learned in one circle changes the others a little later."""

    def follow(self, event: e.AnyEvent, hall: Hall) -> None:
        if not isinstance(event, e.TicketTaken):
            super().follow(event, hall)


class Followed:
    """A hall that follows somebody's events, with its forecast and the views that are kept of it."""

    def __init__(self, p: Played) -> None:
        self.played = p
        self.hall = Hall(p.config)
        self.waits = Unlearning(self.hall)
        self.kept = KeptViews(name_of, name_of)
        self.seen = 0

    def follow(self) -> list[e.AnyEvent]:
        news = self.played.events[self.seen :]
        self.seen += len(news)
        for event in news:
            evolve(self.hall, event)
            self.waits.follow(event, self.hall)
        self.kept.happened(news)
        return news

    def look(self, *, later: bool = False) -> None:
        self.follow()
        self.kept.look(self.hall, self.waits, self.now, later=later)

    def time_stands(self) -> None:
        self.now = self.played.now


def name_of(row: str) -> str:
    return NAMES.get(row, "")


def followed(p: Played) -> Followed:
    found = Followed(p)
    found.time_stands()
    found.look()
    return found


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 2**20), min_size=20, max_size=100), SOME_MORE, st.integers(2, 12))
def test_what_is_kept_is_what_would_be_made_anew_after_any_history(
    before: list[int], more: list[list[int]], moments: int
) -> None:
    p = played(before)
    hall = Followed(p)
    hall.time_stands()
    hall.look()
    for by in EVERYBODY:
        hall.kept.parts(by)
    for n, numbers in enumerate(more):
        go_on(p, numbers)
        later = n % moments == 0
        if later:
            # Time counts only now and then; until then rows of one moment stand beside each other.
            hall.time_stands()
        hall.look(later=later)

        anew = Views(hall.hall, hall.waits, name_of, contact_of=name_of)
        for by in EVERYBODY:
            assert hall.kept.rows(by) == anew.rows(by, hall.now), by.name


def test_whoever_is_not_concerned_keeps_the_same_parts() -> None:
    p = busy_hall()
    hall = followed(p)
    before = {by: hall.kept.parts(by) for by in EVERYBODY}
    p.say(clerk(2), c.Start())
    hall.look()

    changed = {by.name for by in EVERYBODY if new_parts(hall, before[by], by)}
    assert {"clerk:window-2", "screen:window-2", "pad:window-2"} <= changed
    assert not {"screen:window-1", "pad:window-1", "screen:zone-two"} & changed
    assert not any("item/a-1" in part.rows for part in new_parts(hall, before[KIOSK], KIOSK))


def new_parts(hall: Followed, before: tuple[Part, ...], by: Principal) -> list[Part]:
    return [now for now, was in zip(hall.kept.parts(by), before, strict=True) if now is not was]


def test_nothing_is_made_anew_when_nothing_happened() -> None:
    hall = followed(busy_hall())
    before = {by: hall.kept.parts(by) for by in EVERYBODY}
    hall.look()
    hall.look(later=True)

    assert all(new_parts(hall, before[by], by) == [] for by in EVERYBODY)


def test_windows_that_call_in_the_same_order_show_the_same_rows() -> None:
    p = Played()
    windows = [w.number for w in p.config.windows if w.queues == p.config.windows[0].queues]
    p.take()
    hall = followed(p)
    rows = [hall.kept.rows(clerk(number)) for number in windows]
    ticket = next(iter(p.hall.tickets))
    assert len({id(found[f"ticket/{ticket}"]) for found in rows}) == 1


def test_a_change_tells_what_is_new_and_what_went() -> None:
    p = busy_hall()
    hall = followed(p)
    before = hall.kept.parts(clerk(2))
    ticket = p.hall.current(2)
    assert ticket is not None
    p.say(clerk(2), c.MarkNoShow())
    p.call(2)
    hall.look()

    rows: dict[str, r.AnyRow] = {}
    gone = set[str]()
    for was, now in zip(before, hall.kept.parts(clerk(2)), strict=True):
        rows |= now.since(was).rows
        gone |= set(now.since(was).gone)
        apart = Part(was.rows)
        assert now.since(apart) == now.since(was) or now is was
    assert f"ticket/{ticket.id}" in rows
    called = p.hall.current(2)
    assert called is not None
    assert f"ticket/{called.id}" in rows.keys() & gone
    shown = {key: row for part in before for key, row in part.rows.items()}
    shown = {key: row for key, row in shown.items() if key not in gone} | rows
    assert shown == hall.kept.rows(clerk(2))


def test_figures_of_the_hall_come_when_they_may() -> None:
    p = busy_hall()
    hall = followed(p)
    before = hall.kept.rows(LEADER)["hall"]
    p.take()
    hall.follow()
    hall.kept.look(hall.hall, hall.waits, hall.now, figures=False)
    assert hall.kept.rows(LEADER)["hall"] is before
    assert hall.kept.owes_figures
    hall.kept.look(hall.hall, hall.waits, hall.now)
    assert hall.kept.rows(LEADER)["hall"] != before
    assert not hall.kept.owes_figures


def test_a_hall_that_was_replayed_is_shown_anew() -> None:
    p = busy_hall()
    hall = followed(p)
    hall.kept.rows(clerk(1))
    empty = Hall(p.config)
    waits = Waits(empty)
    hall.kept.look(empty, waits, hall.now)
    assert hall.kept.rows(clerk(1)) == Views(empty, waits, name_of).rows(clerk(1), hall.now)


def test_what_nobody_is_shown_any_more_is_not_kept() -> None:
    hall = followed(busy_hall())
    first, second = hall.kept.parts(clerk(1)), hall.kept.parts(clerk(2))
    hall.kept.forget(clerk(1))
    again = hall.kept.parts(clerk(1))
    assert again == tuple(part if part in second else new for part, new in zip(first, again, strict=True))
    assert not set(again) <= set(first)


def test_nobody_is_shown_a_hall_that_nobody_looked_at() -> None:
    with pytest.raises(LookupError):
        KeptViews(name_of, name_of).parts(KIOSK)


def test_an_event_that_is_not_known_touches_everything() -> None:
    p = busy_hall()
    touched = Touched()
    touched.follow([e.AwayMerged(at=p.now, by="hub", tickets=0, services=0, overtaken=0)], p.hall)
    assert touched.everything
    named = {*OF_TICKETS, *OF_WINDOWS, *OF_PAPER, *QUIET}
    assert len(named) == len(OF_TICKETS) + len(OF_WINDOWS) + len(OF_PAPER) + len(QUIET)


def test_most_of_a_days_events_touch_only_their_own() -> None:
    p = busy_hall()
    for window in (1, 2, 3):
        for item in ("a-1", "b-1", "t-1"):
            p.say(DESK, c.TakeTicket(item=item))
        touched = Touched()
        before = len(p.events)
        p.say(clerk(window), c.Start() if p.hall.current(window) else c.CallNext())
        touched.follow(p.events[before:], p.hall)
        assert not touched.everything
        assert touched.windows <= {0, window}
