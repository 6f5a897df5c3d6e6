"""SQL views of appointments, grants, slips, results and matters.

Each row is one of them, as far as it has come; whom it is about is known to the hall's vault alone.
"""

from __future__ import annotations

BOOKINGS = """
CREATE OR REPLACE VIEW hall_bookings AS
SELECT b.hall_id, b.day, b.body ->> 'code' AS code, b.body ->> 'item' AS item, b.at AS booked_at,
       (b.body ->> 'starts_at')::timestamptz AS starts_at, (b.body ->> 'ends_at')::timestamptz AS ends_at,
       CASE later.kind
           WHEN 'ticket_taken' THEN 'used'
           WHEN 'appointment_joined' THEN 'used'
           WHEN 'appointment_cancelled' THEN 'cancelled'
           WHEN 'appointment_missed' THEN 'missed'
           ELSE 'booked'
       END AS state,
       later.at AS ended_at, later.body ->> 'ticket' AS ticket
FROM hall_events b
LEFT JOIN LATERAL (
    SELECT l.kind, l.at, l.body FROM (
        SELECT l.seq, l.kind, l.at, l.body FROM hall_events l
        WHERE l.hall_id = b.hall_id AND l.body ->> 'code' = b.body ->> 'code' AND l.seq > b.seq
          AND l.kind IN ('appointment_booked', 'appointment_cancelled', 'appointment_joined',
                         'appointment_missed')
        UNION ALL
        SELECT l.seq, l.kind, l.at, l.body FROM hall_events l
        WHERE l.hall_id = b.hall_id AND l.body ->> 'appointment' = b.body ->> 'code' AND l.seq > b.seq
          AND l.kind = 'ticket_taken'
    ) l
    ORDER BY l.seq LIMIT 1
) later ON later.kind <> 'appointment_booked'
WHERE b.kind = 'appointment_booked';
COMMENT ON VIEW hall_bookings IS 'One row an appointment: still booked, used, cancelled or missed.';
"""

GRANTS = """
CREATE OR REPLACE VIEW hall_grants AS
SELECT g.hall_id, g.day, g.at AS granted_at, g.body ->> 'ticket' AS ticket,
       coalesce(g.body ->> 'ground', '') AS ground, g.body ->> 'visitor_class' AS visitor_class,
       coalesce(g.body ->> 'evidence', '') AS evidence, coalesce(g.body ->> 'grantor', '') AS grantor,
       later.at AS revoked_at, later.body ->> 'grantor' AS revoked_by
FROM hall_events g
LEFT JOIN LATERAL (
    -- It goes on with the visit: what is taken back may be that of a later step.
    WITH RECURSIVE onward (ticket) AS (
        SELECT g.body ->> 'ticket'
        UNION
        SELECT t.step FROM onward
        CROSS JOIN LATERAL (
            SELECT t.body ->> 'step' AS step FROM hall_events t
            WHERE t.hall_id = g.hall_id AND t.body ->> 'ticket' = onward.ticket
              AND t.kind IN ('ticket_transferred', 'step_added')
            OFFSET 0
        ) t
    )
    SELECT l.kind, l.at, l.body FROM onward
    CROSS JOIN LATERAL (
        SELECT l.seq, l.kind, l.at, l.body FROM hall_events l
        WHERE l.hall_id = g.hall_id AND l.body ->> 'ticket' = onward.ticket AND l.seq > g.seq
          AND l.kind IN ('class_granted', 'class_revoked')
        OFFSET 0
    ) l
    ORDER BY l.seq LIMIT 1
) later ON later.kind = 'class_revoked'
WHERE g.kind = 'class_granted';
COMMENT ON VIEW hall_grants IS 'Who let whom go first, on which ground and kind of evidence.';
"""

PAPERS = """
CREATE OR REPLACE VIEW hall_papers AS
SELECT s.hall_id, s.day, s.body ->> 'slip' AS slip, s.body ->> 'number' AS number, s.body ->> 'kind' AS kind,
       s.at AS issued_at, s.body ->> 'ticket' AS ticket, (s.body ->> 'window')::int AS window_number,
       s.body ->> 'clerk' AS clerk, s.body ->> 'item' AS item,
       coalesce(s.body ->> 'case_number', '') AS case_number,
       coalesce(s.body -> 'materials', '[]'::jsonb) AS materials, (s.body ->> 'due')::date AS due,
       later.outcome, later.settled_at, later.back, coalesce(later.overdue, false) AS overdue
FROM hall_events s
LEFT JOIN LATERAL (
    SELECT (array_agg(l.body ->> 'outcome' ORDER BY l.seq DESC)
               FILTER (WHERE l.kind = 'slip_settled'))[1] AS outcome,
           max(l.at) FILTER (WHERE l.kind = 'slip_settled') AS settled_at,
           (array_agg(l.body ->> 'ticket' ORDER BY l.seq DESC)
               FILTER (WHERE l.kind = 'slip_returned'))[1] AS back,
           bool_or(l.kind = 'slip_overdue') AS overdue
    FROM hall_events l
    WHERE l.hall_id = s.hall_id AND l.body ->> 'slip' = s.body ->> 'slip'
      AND l.kind IN ('slip_settled', 'slip_returned', 'slip_overdue')
) later ON true
WHERE s.kind = 'slip_issued';
COMMENT ON VIEW hall_papers IS 'One row a slip: what is lacking, until when, and what became of it.';
"""

RESULTS = """
CREATE OR REPLACE VIEW hall_results AS
SELECT r.hall_id, r.day, r.body ->> 'result' AS result, r.body ->> 'code' AS code, r.body ->> 'item' AS item,
       coalesce(r.body ->> 'case_number', '') AS case_number,
       coalesce(later.delivery, r.body ->> 'delivery', 'counter') AS delivery,
       coalesce(later.state, 'arrived') AS state, r.at AS arrived_at,
       later.notified_at, later.notified_how, coalesce(later.notices, 0) AS notices,
       CASE WHEN later.state IN ('sent', 'handed_over') THEN later.state_at END AS ended_at,
       CASE WHEN later.state = 'handed_over' THEN coalesce(later.given ->> 'number', '') END AS receipt,
       CASE WHEN later.state <> 'handed_over' THEN NULL
            WHEN (later.given ->> 'person_checked')::boolean THEN 'card'
            ELSE later.given ->> 'evidence' END AS handed_on,
       CASE WHEN later.state = 'handed_over'
            THEN nullif((later.given ->> 'window')::int, 0) END AS window_number,
       CASE WHEN later.state IN ('sent', 'handed_over')
            THEN coalesce(later.given ->> 'clerk', '') END AS clerk,
       coalesce(later.overdue, false) AS overdue
FROM hall_events r
LEFT JOIN LATERAL (
    SELECT (array_agg(l.body ->> 'way' ORDER BY l.seq DESC)
               FILTER (WHERE l.kind = 'delivery_chosen'))[1] AS delivery,
           (array_agg(CASE l.kind
                          WHEN 'delivery_chosen' THEN 'arrived'
                          WHEN 'result_in_locker' THEN 'in_locker'
                          WHEN 'result_sent' THEN 'sent'
                          ELSE 'handed_over' END ORDER BY l.seq DESC)
               FILTER (WHERE l.kind NOT IN ('result_notified', 'result_overdue')))[1] AS state,
           (array_agg(l.at ORDER BY l.seq DESC)
               FILTER (WHERE l.kind NOT IN ('result_notified', 'result_overdue')))[1] AS state_at,
           (array_agg(l.body ORDER BY l.seq DESC)
               FILTER (WHERE l.kind IN ('result_sent', 'result_handed_over')))[1] AS given,
           max(l.at) FILTER (WHERE l.kind = 'result_notified') AS notified_at,
           (array_agg(l.body ->> 'how' ORDER BY l.seq DESC)
               FILTER (WHERE l.kind = 'result_notified'))[1] AS notified_how,
           count(*) FILTER (WHERE l.kind = 'result_notified') AS notices,
           bool_or(l.kind = 'result_overdue') AS overdue
    FROM hall_events l
    WHERE l.hall_id = r.hall_id AND l.body ->> 'result' = r.body ->> 'result'
      AND l.kind IN ('delivery_chosen', 'result_notified', 'result_in_locker', 'result_sent',
                     'result_handed_over', 'result_overdue')
) later ON true
WHERE r.kind = 'result_arrived';
COMMENT ON VIEW hall_results IS 'One row a result: arrived, notified, and how it was handed over or sent.';
"""

MATTERS = """
CREATE OR REPLACE VIEW hall_matters AS
SELECT m.hall_id, m.day, m.body ->> 'matter' AS matter, m.body ->> 'number' AS number,
       coalesce(m.body ->> 'item', '') AS item, coalesce(m.body ->> 'department', '') AS department,
       m.at AS registered_at, coalesce(m.body ->> 'clerk', '') AS clerk,
       (m.body ->> 'reply_by')::date AS reply_by, later.at AS answered_at,
       later.body ->> 'clerk' AS answered_by
FROM hall_events m
LEFT JOIN LATERAL (
    SELECT l.at, l.body FROM hall_events l
    WHERE l.hall_id = m.hall_id AND l.body ->> 'matter' = m.body ->> 'matter' AND l.kind = 'matter_answered'
    ORDER BY l.seq LIMIT 1
) later ON true
WHERE m.kind = 'matter_registered';
COMMENT ON VIEW hall_matters IS 'One row a matter that could not be served: until when, and when answered.';
"""
