"""Numbers: each counter counts up, none gives what belongs to another, and no number is given twice a day."""

from __future__ import annotations

from itertools import pairwise
from random import Random

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from config import schema as s
from devices.hub import events as e
from devices.hub.evolve import evolve
from devices.hub.rules.numbers import next_number
from devices.hub.state import Hall
from devices.hub.state.numbers import away_range
from devices.link import commands as c
from devices.link.refusals import Refused
from devices.link.words import VisitorClass
from tests.devices.hub.played import KIOSK, Played
from tests.halls import small_hall

ELDER = VisitorClass.PRIORITY


def hall_with(*, per_kiosk: int = 2, kiosks: int = 1, **changes: object) -> Played:
    """The small hall with a changed queue ``a``."""
    config = small_hall()
    first = msgspec.structs.replace(config.queues[0], **changes)
    return Played(
        small_hall(
            queues=(first, *config.queues[1:]),
            kiosks=tuple(s.Kiosk(id=f"K{n}", zone="one") for n in range(1, kiosks + 1)),
            away=s.Away(per_kiosk=per_kiosk),
        )
    )


def numbers(hall: Played, count: int) -> list[str]:
    return [hall.take().number for _ in range(count)]


def refused(hall: Played, item: str = "a-1", person: str | None = None) -> str:
    try:
        hall.say(KIOSK, c.TakeTicket(item=item, person=person))
    except Refused as no:
        return no.code
    return ""


def test_a_class_with_a_band_is_seen_by_its_number_and_others_count_on() -> None:
    hall = hall_with(bands=(s.Band(classes=("priority",), prefix="AY", first=1, last=2),))
    old = [hall.person(f"old-{n}", ELDER) for n in range(3)]
    given = [hall.take(person=old[0]), hall.take(), hall.take(person=old[1]), hall.take(person=old[2])]
    assert [ticket.number for ticket in given] == ["AY001", "A001", "AY002", "A002"]
    bands = [event.band for event in hall.events if isinstance(event, e.TicketTaken)]
    assert bands == ["AY1", "", "AY1", ""]


def test_a_band_within_the_queues_own_numbers_is_passed_over_by_others() -> None:
    hall = hall_with(bands=(s.Band(classes=("priority",), first=2, last=3),))
    assert numbers(hall, 2) == ["A001", "A004"]
    assert hall.take(person=hall.person("old", ELDER)).number == "A002"
    assert numbers(hall, 1) == ["A005"]


def test_a_counter_at_its_end_goes_on_under_its_other_letters() -> None:
    hall = hall_with(first=8, last=9, wrap="AA")
    assert numbers(hall, 4) == ["A008", "A009", "AA008", "AA009"]
    assert refused(hall) == "full"


def test_letters_that_another_queue_has_too_give_no_number_twice() -> None:
    config = small_hall()
    first = msgspec.structs.replace(config.queues[0], last=2, wrap="B")
    hall = Played(small_hall(queues=(first, *config.queues[1:])))
    assert [hall.take(item).number for item in ("b-1", "a-1", "a-1", "a-1", "b-1")] == [
        "B001",
        "A001",
        "A002",
        "B002",
        "B003",
    ]


def test_what_kiosks_give_without_the_hub_the_hub_never_gives() -> None:
    hall = hall_with(away_first=2, per_kiosk=2, kiosks=2, last=7)
    queue = hall.config.queues[0]
    assert [list(away_range(hall.config, queue, f"K{n}")) for n in (1, 2, 3)] == [[2, 3], [4, 5], []]
    assert away_range(hall.config, hall.config.queues[1], "K1") == range(0)
    assert numbers(hall, 3) == ["A001", "A006", "A007"]
    assert refused(hall) == "full"


def test_a_new_day_begins_every_counter_again() -> None:
    hall = hall_with(last=1, wrap="AA", bands=(s.Band(classes=("priority",), prefix="AY"),))
    before = [*numbers(hall, 2), hall.take(person=hall.person("old", ELDER)).number]
    hall.later(days=1)
    after = [*numbers(hall, 2), hall.take(person=hall.person("old", ELDER)).number]
    assert before == after == ["A001", "AA001", "AY001"]


def test_old_journals_count_under_the_queues_own_letters() -> None:
    hall = hall_with()
    hall.take()
    old = msgspec.json.decode(msgspec.json.encode(hall.events))
    for event in old:
        for field in ("band", "items", "to_do", "ground", "only", "bundle"):
            event.pop(field, None)
    again = Hall(hall.config)
    for event in old:
        evolve(again, msgspec.convert(event, e.AnyEvent, strict=False))
    assert again.counts == {"a": 1}
    found = next_number(again, hall.config.queues[0], VisitorClass.ORDINARY)
    assert found is not None
    assert found.text == "A002"


prefixes = st.sampled_from(["", "A", "B", "AA"])
bands = st.builds(
    lambda classes, prefix, first, many: s.Band(
        classes=tuple(classes), prefix=prefix, first=first, last=first + many
    ),
    st.lists(st.sampled_from(["priority", "second_visit", "ordinary"]), min_size=1, unique=True),
    prefixes,
    st.integers(1, 12),
    st.integers(0, 5),
)
queues = st.builds(
    lambda prefix, first, many, wrap, away, bands: {
        "prefix": prefix,
        "first": first,
        "last": first + many,
        "wrap": wrap,
        "away_first": away,
        "bands": tuple(bands),
    },
    st.sampled_from(["A", "B"]),
    st.integers(1, 5),
    st.integers(0, 12),
    prefixes,
    st.sampled_from([0, 0, 3, 9]),
    st.lists(bands, max_size=2),
)


@settings(max_examples=150, deadline=None)
@given(queues, queues, st.integers(1, 3), st.integers(0, 2**16))
def test_however_counters_are_laid_out_no_number_is_given_twice(
    one: dict[str, object], two: dict[str, object], kiosks: int, seed: int
) -> None:
    config = small_hall()
    laid = (
        msgspec.structs.replace(config.queues[0], **one),
        msgspec.structs.replace(config.queues[1], **two),
        config.queues[2],
    )
    hall = Played(
        small_hall(
            queues=laid,
            kiosks=tuple(s.Kiosk(id=f"K{n}", zone="one") for n in range(1, kiosks + 1)),
            away=s.Away(per_kiosk=3),
        )
    )
    dice = Random(seed)
    classes = [VisitorClass.ORDINARY, VisitorClass.PRIORITY, VisitorClass.SECOND_VISIT]
    for n in range(60):
        person = hall.person(f"p{n}", dice.choice(classes))
        assert refused(hall, dice.choice(["a-1", "b-1"]), person) in ("", "full")
    taken = [event for event in hall.events if isinstance(event, e.TicketTaken)]
    given = [event.number for event in taken]
    away = {
        f"{queue.prefix}{count:03d}"
        for queue in laid
        for kiosk in hall.config.kiosks
        for count in away_range(hall.config, queue, kiosk.id)
    }
    assert len(set(given)) == len(given)
    assert away.isdisjoint(given)
    for queue in laid:
        for band in {event.band for event in taken}:
            counts = [event.count for event in taken if (event.queue, event.band) == (queue.id, band)]
            assert all(earlier < later for earlier, later in pairwise(counts))
