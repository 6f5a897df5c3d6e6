"""Whatever decodes as a command: the rules do it or refuse it, and the hall can always be shown."""

from __future__ import annotations

import contextlib
from datetime import datetime, timedelta, timezone

import msgspec
from hypothesis import example, given, settings
from hypothesis import strategies as st

from devices.hub.people import HUB, Principal
from devices.hub.slips import slip
from devices.hub.views import Views
from devices.link import commands as c
from devices.link.codec import encode, from_client
from devices.link.messages import Do
from devices.link.refusals import Refused
from devices.link.words import (
    AttendanceMark,
    AwayOutcome,
    AwayPaper,
    DeviceState,
    Grade,
    Language,
    Role,
    TransferPlace,
    VisitorClass,
)
from tests.devices.hub.outages import away_hall
from tests.devices.hub.played import AGENT, BOOKING, DESK, KIOSK, clerk, pad
from tests.devices.hub.test_waits import Followed
from tests.halls import MORNING

KNOWN = ["a-1", "b-1", "t-1", "a", "b", "@1", "t1", "t2", "t3", "t7", "p-t1", "old", "0101", "0102", "tea"]
ODD = ["printer", "cards", "511", "\x00", "'; DROP TABLE events", "\u200b", "😀", "../..", "{id}"]
SHORT = st.one_of(
    st.sampled_from(KNOWN),
    st.sampled_from(ODD),
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=64),
)
CODES = st.sampled_from(["x1", "x2"])
OFFSETS = st.integers(-1439, 1439).map(lambda minutes: timezone(timedelta(minutes=minutes)))
EDGES = st.sampled_from([datetime.min, datetime.max])  # noqa: DTZ901 - a zone is put on them below
TIMES = st.one_of(
    st.datetimes(timezones=st.one_of(st.none(), OFFSETS)),
    st.builds(lambda edge, zone: edge.replace(tzinfo=zone), EDGES, OFFSETS),
    st.integers(-60, 60).map(lambda minutes: MORNING + timedelta(minutes=minutes)),
)
MOMENTS = TIMES.filter(lambda time: time.tzinfo is not None)
MAYBE = st.one_of(st.none(), SHORT)
COMMANDS: st.SearchStrategy[c.AnyCommand] = st.one_of(
    st.builds(
        c.TakeTicket, item=SHORT, person=MAYBE, language=st.sampled_from(Language), paper=st.booleans()
    ),
    st.builds(c.CheckIn, code=CODES),
    st.builds(c.CancelTicket, ticket=SHORT),
    st.sampled_from(
        [
            c.CallNext(),
            c.Recall(),
            c.Start(),
            c.Finish(),
            c.MarkNoShow(),
            c.Hold(),
            c.OpenWindow(),
            c.CloseWindow(),
            c.SignOut(),
        ]
    ),
    st.builds(c.ReturnTicket, ticket=SHORT),
    st.builds(c.Resume, ticket=SHORT),
    st.builds(
        c.Transfer,
        queue=MAYBE,
        window=st.one_of(st.none(), st.integers(1, 5), st.just(10**30)),
        place=st.sampled_from(TransferPlace),
    ),
    st.builds(c.PauseWindow, reason=SHORT),
    st.builds(c.SignIn, clerk=SHORT, card=SHORT, voucher=SHORT, pin=SHORT, new_pin=SHORT),
    st.builds(c.SignOut, hand_over=SHORT),
    st.builds(
        c.OpenTidal,
        window=st.integers(1, 5),
        queues=st.lists(st.one_of(st.sampled_from(["a", "b", "t"]), SHORT), max_size=3).map(tuple),
        until=TIMES,
    ),
    st.builds(c.CloseTidal, window=st.integers(1, 5)),
    st.builds(c.PostClerk, clerk=SHORT, window=st.integers(1, 5), until=TIMES),
    st.builds(
        c.CorrectAttendance,
        clerk=SHORT,
        day=st.dates(),
        mark=st.sampled_from(AttendanceMark),
        words=st.text(st.characters(codec="utf-8"), max_size=500),
    ),
    st.builds(
        c.BookAppointment, code=CODES, item=st.just("a-1"), starts_at=TIMES, ends_at=TIMES, person=MAYBE
    ),
    st.builds(
        c.Rate,
        ticket=SHORT,
        grade=st.sampled_from(Grade),
        reasons=st.lists(SHORT, max_size=8).map(tuple),
        words=st.text(st.characters(codec="utf-8"), max_size=500),
    ),
    st.builds(c.DeclineRating, ticket=SHORT),
    st.builds(c.Reprint, ticket=SHORT),
    st.builds(c.PrintStarted, job=SHORT),
    st.builds(c.PrintConfirmed, job=SHORT),
    st.builds(c.PrintFailed, job=SHORT, cause=SHORT),
    st.builds(c.PrintUnknown, job=SHORT, cause=SHORT),
    st.builds(c.ReportDevice, device=SHORT, state=st.sampled_from(DeviceState), fault=SHORT),
    st.builds(c.IdentifyPerson, person=SHORT, visitor_class=st.sampled_from(VisitorClass)),
    st.builds(
        c.HandInTicket,
        ticket=st.sampled_from(["made-by-k1", "made-by-k1-too"]),
        item=SHORT,
        also=st.lists(SHORT, max_size=3).map(tuple),
        count=st.integers(800, 812),
        taken_at=MOMENTS,
        person=MAYBE,
        elder=st.booleans(),
        paper=st.sampled_from(AwayPaper),
    ),
    st.builds(
        c.HandInService,
        ticket=SHORT,
        called_at=MOMENTS,
        started_at=st.one_of(st.none(), MOMENTS),
        ended_at=st.one_of(st.none(), MOMENTS),
        outcome=st.sampled_from(AwayOutcome),
    ),
)
AT_KIOSK = (c.TakeTicket, c.CheckIn, c.Reprint, c.CancelTicket, c.HandInTicket)
BOOKS, RATES = (c.BookAppointment,), (c.Rate,)
REPORTS = (c.PrintStarted, c.PrintConfirmed, c.PrintFailed, c.PrintUnknown, c.ReportDevice)
LEADER = Principal(role=Role.LEADER)
MAY_SAY: tuple[tuple[Principal, tuple[type[c.Command], ...]], ...] = (
    (KIOSK, AT_KIOSK),
    (BOOKING, BOOKS),
    (pad(1), RATES),
    (AGENT, REPORTS),
    (HUB, (c.IdentifyPerson,)),
    (LEADER, (c.OpenTidal, c.CloseTidal, c.PostClerk, c.CorrectAttendance)),
)
SPEAKERS = st.sampled_from(
    [KIOSK, DESK, AGENT, BOOKING, HUB, clerk(1), clerk(2), clerk(99), pad(1), Principal(role=Role.ADMIN)]
)


def likely(command: c.AnyCommand) -> Principal:
    return next((by for by, kinds in MAY_SAY if isinstance(command, kinds)), clerk(1))


@st.composite
def sayings(draw: st.DrawFn) -> tuple[Principal, c.AnyCommand, float]:
    """A command from somebody who may mostly say it, and the minutes that pass before."""
    command = draw(COMMANDS)
    by = draw(SPEAKERS) if draw(st.integers(0, 3)) == 0 else likely(command)
    return by, command, draw(st.sampled_from([0.0, 0.0, 0.1, 5.0, 1500.0]))


EDGE = datetime.min.replace(tzinfo=timezone(timedelta(hours=14)))
BOOKED_AT_THE_EDGE = c.BookAppointment(
    code="x1", item="a-1", starts_at=EDGE, ends_at=MORNING + timedelta(days=1)
)


@settings(max_examples=200, deadline=None)
@given(st.lists(sayings(), max_size=40))
@example([(BOOKING, BOOKED_AT_THE_EDGE, 0.0), (KIOSK, c.CheckIn(code="x1"), 0.0)])
def test_the_rules_do_it_or_refuse_it_and_never_break(
    said: list[tuple[Principal, c.AnyCommand, float]],
) -> None:
    hall = Followed(away_hall())
    hall.person("old", VisitorClass.PRIORITY)
    hall.staff(1)
    for by, command, minutes in said:
        hall.later(minutes=minutes)
        with contextlib.suppress(Refused):
            events = hall.say(by, command)
            # What happened can be written down and read again.
            assert msgspec.json.decode(msgspec.json.encode(events)) is not None
    views = Views(hall.hall, hall.waits, lambda person: "张*")
    for by in (KIOSK, DESK, clerk(1), clerk(2), pad(1), Principal(role=Role.SCREEN, place="zone-one")):
        views.rows(by, hall.now)
    for job in hall.hall.jobs.values():
        slip(hall.hall, hall.waits, job)


@settings(max_examples=200, deadline=None)
@given(COMMANDS)
def test_every_command_travels_as_it_is(command: c.AnyCommand) -> None:
    frame = encode(Do(id="touch-001", command=command))
    if len(frame) <= 64 * 1024:
        assert from_client(frame) == Do(id="touch-001", command=command)
