"""SQL views over the exchanged events, for those who ask the exchange database and not the hub.

The tags and fields are those of ``devices.hub.events``. Each view can be asked for one hall and one day
without reading the others: the life of a ticket, slip or result is looked up by index, one by one.
"""

from __future__ import annotations

from devices.sync.case_views import BOOKINGS, GRANTS, MATTERS, PAPERS, RESULTS
from devices.sync.ticket_views import RATINGS, SERVICES, TICKETS, WAITS

VERSION = 2
"""Counts up whenever a view or an index changes; a newer hub renews what an older one has made."""

INDEXES = """
CREATE INDEX IF NOT EXISTS hall_events_day ON hall_events (hall_id, day, kind);
CREATE INDEX IF NOT EXISTS hall_events_ticket ON hall_events (hall_id, (body ->> 'ticket'));
DROP INDEX IF EXISTS hall_events_step;
CREATE INDEX IF NOT EXISTS hall_events_onward ON hall_events (hall_id, (body ->> 'step'))
    WHERE kind IN ('ticket_transferred', 'step_added');
CREATE INDEX IF NOT EXISTS hall_events_away ON hall_events (hall_id, (body ->> 'window'))
    WHERE kind = 'service_handed_in';
CREATE INDEX IF NOT EXISTS hall_events_code ON hall_events (hall_id, (body ->> 'code'))
    WHERE kind IN ('appointment_booked', 'appointment_cancelled', 'appointment_joined', 'appointment_missed');
CREATE INDEX IF NOT EXISTS hall_events_appointment ON hall_events (hall_id, (body ->> 'appointment'))
    WHERE kind = 'ticket_taken';
CREATE INDEX IF NOT EXISTS hall_events_slip ON hall_events (hall_id, (body ->> 'slip'))
    WHERE kind IN ('slip_settled', 'slip_returned', 'slip_overdue');
CREATE INDEX IF NOT EXISTS hall_events_result ON hall_events (hall_id, (body ->> 'result'))
    WHERE kind IN ('delivery_chosen', 'result_notified', 'result_in_locker', 'result_sent',
                   'result_handed_over', 'result_overdue');
CREATE INDEX IF NOT EXISTS hall_events_matter ON hall_events (hall_id, (body ->> 'matter'))
    WHERE kind = 'matter_answered';
"""

_COMMENT = f"""
COMMENT ON VIEW hall_tickets IS
    'One row a ticket (a step of a visit): how far it came, how long it took. Views of version {VERSION}.';
"""

VIEWS = TICKETS + _COMMENT + WAITS + SERVICES + RATINGS + BOOKINGS + GRANTS + PAPERS + RESULTS + MATTERS

KNOWN_VERSION = """
SELECT coalesce(substring(obj_description(to_regclass('hall_tickets'), 'pg_class')
                          FROM 'version ([0-9]+)')::int, 1)
"""
"""Asks for the version of the views that are there; the first ones did not tell theirs."""
