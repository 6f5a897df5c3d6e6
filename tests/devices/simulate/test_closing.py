"""Closing by forecast on a simulated day: few are sent away in vain, and nobody is left."""

from __future__ import annotations

from itertools import pairwise

from devices.hub import events as e
from devices.hub.state import Hall
from devices.link.words import ClosingReason
from tests.bench.closing import free_times, in_vain, unserved
from tests.devices.simulate.days import shipped


def test_few_are_sent_away_who_could_have_been_served_and_hardly_anybody_is_called_too_late() -> None:
    day = shipped("zhengzhou")
    hall = Hall(day.config)

    lost = in_vain(hall, day.ledger.too_late, free_times(day.config, day.events))
    late, never = unserved(hall, day.events)

    assert 0 < lost <= 0.03 * day.ledger.came
    assert len(late) <= 0.005 * day.ledger.came
    assert never == 0


def test_no_queue_stops_giving_numbers_long_before_its_hours_end_while_few_wait() -> None:
    """A queue of three minutes' service once closed at 14:12 for 17:00, with six waiting."""
    day = shipped("zhengzhou")
    minutes = {queue.id: queue.minutes for queue in day.config.queues}
    for event in day.events:
        if (
            isinstance(event, e.TicketingClosed)
            and event.reason is ClosingReason.FORECAST
            and minutes[event.queue] <= 5
        ):
            assert (event.until - event.at).total_seconds() <= 60 * 60, event


def test_ticketing_of_a_day_turns_at_most_every_five_minutes() -> None:
    turns: dict[str, list[e.AnyEvent]] = {}
    for event in shipped("zhengzhou").events:
        if isinstance(event, e.TicketingReopened) or (
            isinstance(event, e.TicketingClosed) and event.reason is ClosingReason.FORECAST
        ):
            turns.setdefault(event.queue, []).append(event)
    assert turns
    for found in turns.values():
        assert all((after.at - before.at).total_seconds() >= 300 for before, after in pairwise(found))
