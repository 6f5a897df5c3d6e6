"""SQL views of tickets, waits, services and ratings.

What a clerk took back (``undone``) is as if it had never happened, and what a window handed in after the hub
was away holds unless another window had the visitor before. A view is never dropped, only replaced, so that
rights that were given on it stay; therefore new columns stand behind the old ones.
"""

from __future__ import annotations

TICKETS = """
CREATE OR REPLACE VIEW hall_tickets AS
WITH born AS (
    SELECT hall_id, day, seq, at, kind, body,
           CASE WHEN kind IN ('ticket_transferred', 'step_added') THEN body ->> 'step'
                ELSE body ->> 'ticket' END AS ticket
    FROM hall_events
    WHERE kind IN ('ticket_taken', 'direct_service_started', 'ticket_transferred', 'step_added')
)
SELECT born.hall_id, born.day, born.ticket, told.visit, coalesce(told.number, '') AS number,
       born.body ->> 'queue' AS queue, told.items ->> 0 AS item, told.visitor_class,
       coalesce(told.root ->> 'place', '') AS place,
       CASE WHEN life.state IN ('called', 'serving') AND EXISTS (
           -- The window went on to somebody else while the hub was away.
           SELECT FROM hall_events h
           WHERE h.hall_id = born.hall_id AND h.kind = 'service_handed_in' AND h.seq > life.state_seq
             AND h.body ->> 'window' = life.window_number::text AND h.body ->> 'ticket' <> born.ticket
             AND h.body ->> 'outcome' IN ('called', 'serving')
             AND NOT coalesce((h.body ->> 'beaten')::boolean, false)
             AND NOT coalesce((h.body ->> 'late')::boolean, false)
       ) THEN 'held' ELSE life.state END AS state,
       joined.at AS taken_at, life.called_at, life.started_at,
       CASE WHEN life.state IN ('finished', 'transferred', 'cancelled', 'expired')
            THEN life.state_at END AS ended_at,
       life.window_number, life.clerk, life.no_shows, life.grade,
       CASE WHEN born.kind <> 'direct_service_started' AND life.called_at IS NOT NULL THEN
           round((extract(epoch FROM greatest(life.called_at - joined.since, interval '0')) / 60)::numeric, 2)
           END AS wait_min,
       CASE WHEN life.state IN ('finished', 'transferred') THEN
           round((extract(epoch FROM life.state_at - life.started_at) / 60)::numeric, 2)
           END AS service_min,
       joined.since AS waits_since, told.items, told.ground, told.slot,
       born.kind = 'direct_service_started' AS direct, coalesce(told.root ->> 'source', 'counter') AS source,
       coalesce(told.root ->> 'bundle', '') AS bundle,
       coalesce((told.root ->> 'away')::boolean, false) AS away,
       coalesce(told.root ->> 'printed', '') AS printed,
       life.declined, life.case_number, life.first_pass,
       coalesce((born.body ->> 'late')::boolean, false) AS late
FROM born
CROSS JOIN LATERAL (
    -- Since when it waits: from joining the line, and a booked visitor who came early from the booked time.
    SELECT step.at, CASE
               WHEN born.kind <> 'ticket_taken' THEN greatest(step.at, step.order_at)
               WHEN born.body ->> 'visitor_class' = 'appointment' THEN greatest(step.at, step.slot)
               ELSE step.at END AS since
    FROM (SELECT coalesce((born.body ->> 'taken_at')::timestamptz, born.at) AS at,
                 (born.body ->> 'order_at')::timestamptz AS order_at,
                 (born.body ->> 'slot')::timestamptz AS slot) step
) joined
CROSS JOIN LATERAL (
    -- What it is for and how it stands, by what was said of it and of the steps of the visit before it.
    WITH RECURSIVE line (depth, ticket, seq, until, kind, body) AS (
        SELECT 0, born.ticket, born.seq, NULL::bigint, born.kind, born.body
        UNION ALL
        SELECT line.depth + 1, line.body ->> 'ticket', up.seq, line.seq, up.kind, up.body
        FROM line
        CROSS JOIN LATERAL (
            SELECT b.seq, b.kind, b.body FROM hall_events b
            WHERE b.hall_id = born.hall_id AND b.body ->> 'ticket' = line.body ->> 'ticket'
              AND b.kind IN ('ticket_taken', 'direct_service_started')
            UNION ALL
            SELECT b.seq, b.kind, b.body FROM hall_events b
            WHERE b.hall_id = born.hall_id AND b.body ->> 'step' = line.body ->> 'ticket'
              AND b.kind IN ('ticket_transferred', 'step_added')
        ) up
        WHERE line.kind IN ('ticket_transferred', 'step_added') AND line.depth < 100
    ), said AS (
        SELECT line.seq, coalesce(line.body -> 'items',
                   CASE WHEN line.body ? 'item' THEN jsonb_build_array(line.body -> 'item') END) AS items,
               CASE line.kind WHEN 'ticket_taken' THEN line.body ->> 'visitor_class'
                              WHEN 'direct_service_started' THEN 'ordinary' END AS visitor_class,
               CASE WHEN line.kind IN ('ticket_taken', 'direct_service_started')
                    THEN coalesce(line.body ->> 'ground', '') END AS ground,
               (line.body ->> 'slot')::timestamptz AS slot
        FROM line
        UNION ALL
        SELECT e.seq, CASE e.kind WHEN 'items_corrected' THEN e.body -> 'items' END,
               CASE WHEN e.kind IN ('class_granted', 'class_revoked') OR e.kind = 'appointment_joined' AND (
                   -- Whoever is called already stays what they were called as.
                   SELECT CASE p.kind WHEN 'undone' THEN p.body ->> 'what' = 'called'
                                      ELSE p.kind IN ('ticket_taken', 'ticket_returned') END
                   FROM (SELECT line.seq, 'ticket_taken' AS kind, line.body
                         UNION ALL
                         SELECT b.seq, b.kind, b.body FROM hall_events b
                         WHERE b.hall_id = born.hall_id AND b.body ->> 'ticket' = line.ticket
                           AND b.seq < e.seq AND b.kind IN (
                               'ticket_returned', 'ticket_called', 'service_started', 'ticket_held',
                               'ticket_resumed', 'ticket_missed', 'ticket_handed_over',
                               'service_handed_in', 'undone')
                           AND NOT coalesce((b.body ->> 'beaten')::boolean, false)) p
                   ORDER BY p.seq DESC LIMIT 1
               ) THEN e.body ->> 'visitor_class' END,
               CASE WHEN e.kind IN ('class_granted', 'class_revoked')
                    THEN coalesce(e.body ->> 'ground', '') END,
               (e.body ->> 'slot')::timestamptz
        FROM line
        CROSS JOIN LATERAL (
            SELECT b.seq, b.kind, b.body FROM hall_events b
            WHERE b.hall_id = born.hall_id AND b.body ->> 'ticket' = line.ticket
              AND (line.until IS NULL OR b.seq < line.until)
              AND b.kind IN ('items_corrected', 'class_granted', 'class_revoked', 'appointment_joined')
            -- Looked up ticket by ticket, never by a walk over all of the hall's events.
            OFFSET 0
        ) e
    )
    SELECT (SELECT ticket FROM line ORDER BY depth DESC LIMIT 1) AS visit,
           (SELECT body FROM line ORDER BY depth DESC LIMIT 1) AS root,
           (SELECT body ->> 'number' FROM line WHERE body ? 'number' ORDER BY depth LIMIT 1) AS number,
           (array_agg(said.items ORDER BY said.seq DESC) FILTER (WHERE said.items IS NOT NULL))[1] AS items,
           (array_agg(said.visitor_class ORDER BY said.seq DESC)
               FILTER (WHERE said.visitor_class IS NOT NULL))[1] AS visitor_class,
           (array_agg(said.ground ORDER BY said.seq DESC)
               FILTER (WHERE said.ground IS NOT NULL))[1] AS ground,
           (array_agg(said.slot ORDER BY said.seq DESC) FILTER (WHERE said.slot IS NOT NULL))[1] AS slot
    FROM said
) told
CROSS JOIN LATERAL (
    SELECT coalesce((array_agg(e.state ORDER BY e.seq DESC) FILTER (WHERE e.state IS NOT NULL))[1],
                    'waiting') AS state,
           (array_agg(e.moment ORDER BY e.seq DESC) FILTER (WHERE e.state IS NOT NULL))[1] AS state_at,
           max(e.seq) FILTER (WHERE e.state IS NOT NULL) AS state_seq,
           least(min(e.at) FILTER (WHERE e.kind = 'ticket_called'),
                 min((e.body ->> 'called_at')::timestamptz) FILTER (
                     WHERE e.kind = 'service_handed_in'
                       AND NOT coalesce((e.body ->> 'online')::boolean, false))) AS called_at,
           (array_agg(CASE e.kind WHEN 'service_handed_in' THEN (e.body ->> 'started_at')::timestamptz
                                  -- Who never came back was not served.
                                  WHEN 'ticket_missed' THEN NULL
                                  ELSE e.at END ORDER BY e.seq DESC)
               FILTER (WHERE e.kind IN ('service_started', 'direct_service_started', 'ticket_missed')
                          OR e.handed_in))[1] AS started_at,
           (array_agg((coalesce(e.body ->> 'to_window', e.body ->> 'window'))::int ORDER BY e.seq DESC)
               FILTER (WHERE e.kind IN ('ticket_called', 'direct_service_started', 'ticket_handed_over')
                          OR e.handed_in))[1] AS window_number,
           (array_agg(coalesce(e.body ->> 'to_clerk', e.body ->> 'clerk') ORDER BY e.seq DESC)
               FILTER (WHERE e.kind IN ('ticket_called', 'direct_service_started', 'ticket_handed_over')
                          OR e.handed_in))[1] AS clerk,
           count(*) FILTER (
               WHERE e.kind = 'ticket_missed'
                  -- Told once more, or somebody had the visitor after all.
                  OR e.handed_in AND e.state = 'no_show' AND NOT e.told_again) AS no_shows,
           max((e.body ->> 'grade')::int) FILTER (WHERE e.kind = 'rated') AS grade,
           coalesce(bool_or(e.kind = 'rating_declined'), false) AS declined,
           (array_agg(e.body ->> 'case_number' ORDER BY e.seq DESC)
               FILTER (WHERE e.kind = 'case_accepted' AND e.body ? 'case_number'))[1] AS case_number,
           bool_and(coalesce((e.body ->> 'first_pass')::boolean, false))
               FILTER (WHERE e.kind = 'case_accepted') AS first_pass
    FROM (
        SELECT t.*,
               CASE t.kind
                   WHEN 'ticket_returned' THEN 'waiting'
                   WHEN 'ticket_called' THEN 'called'
                   WHEN 'service_started' THEN 'serving'
                   WHEN 'direct_service_started' THEN 'serving'
                   WHEN 'ticket_resumed' THEN 'serving'
                   WHEN 'ticket_held' THEN 'held'
                   WHEN 'ticket_handed_over' THEN 'held'
                   WHEN 'ticket_missed' THEN 'no_show'
                   WHEN 'service_finished' THEN 'finished'
                   WHEN 'ticket_transferred' THEN 'transferred'
                   WHEN 'ticket_cancelled' THEN 'cancelled'
                   WHEN 'ticket_expired' THEN 'expired'
                   WHEN 'service_handed_in' THEN CASE
                       WHEN NOT t.handed_in THEN NULL
                       WHEN t.body ->> 'outcome' = 'served' THEN 'finished'
                       ELSE t.body ->> 'outcome' END
               END AS state,
               CASE WHEN t.handed_in THEN (t.body ->> 'ended_at')::timestamptz ELSE t.at END AS moment,
               lead(t.kind) OVER (PARTITION BY t.step ORDER BY t.seq) AS next_step,
               coalesce(lead(t.kind) OVER (PARTITION BY t.handed_in OR t.kind = 'ticket_returned'
                                           ORDER BY t.seq) = 'service_handed_in', false) AS told_again,
               max(t.seq) FILTER (WHERE t.kind = 'undone' AND t.step = 'no_show') OVER () AS no_show_undone
        FROM (
            SELECT e.seq, e.at, e.kind, e.body,
                   e.kind = 'service_handed_in'
                       AND NOT coalesce((e.body ->> 'beaten')::boolean, false) AS handed_in,
                   CASE e.kind
                       WHEN 'ticket_called' THEN 'called'
                       WHEN 'service_started' THEN 'started'
                       WHEN 'service_finished' THEN 'finished'
                       WHEN 'ticket_missed' THEN 'no_show'
                       WHEN 'ticket_held' THEN 'held'
                       WHEN 'ticket_resumed' THEN 'resumed'
                       WHEN 'ticket_transferred' THEN 'transferred'
                       WHEN 'direct_service_started' THEN 'direct'
                       WHEN 'undone' THEN e.body ->> 'what'
                   END AS step
            FROM hall_events e
            WHERE e.hall_id = born.hall_id AND e.body ->> 'ticket' = born.ticket
              AND NOT (e.kind = 'service_handed_in' AND coalesce((e.body ->> 'late')::boolean, false))
        ) t
    ) e
    WHERE e.next_step IS DISTINCT FROM 'undone'
      -- A no-show that was the last one allowed ended the ticket, and does not where it was taken back.
      AND NOT (e.kind = 'ticket_expired' AND e.seq < coalesce(e.no_show_undone, 0))
) life
WHERE born.kind = 'ticket_taken' OR (
    -- A transfer, a next step, or a service without a number, that was taken back.
    SELECT n.kind FROM hall_events n
    WHERE n.hall_id = born.hall_id AND n.body ->> 'ticket' = born.body ->> 'ticket' AND n.seq > born.seq
      AND (n.kind = born.kind OR n.kind = 'undone' AND n.body ->> 'what' =
              CASE born.kind WHEN 'ticket_transferred' THEN 'transferred'
                             WHEN 'step_added' THEN 'added' ELSE 'direct' END)
    ORDER BY n.seq LIMIT 1
) IS DISTINCT FROM 'undone';
"""

_WAITS = """
CREATE OR REPLACE VIEW {view} AS
SELECT hall_id, day, {by},
       count(*) FILTER (WHERE NOT direct) AS tickets,
       count(called_at) FILTER (WHERE NOT direct) AS called,
       count(*) FILTER (WHERE state = 'waiting') AS waiting,
       count(*) FILTER (WHERE state = 'finished' AND NOT direct) AS finished,
       count(*) FILTER (WHERE state = 'cancelled' AND NOT direct) AS cancelled,
       count(*) FILTER (WHERE state = 'expired' AND NOT direct) AS expired,
       (sum(no_shows) FILTER (WHERE NOT direct))::bigint AS no_shows,
       round(avg(wait_min), 1) AS mean_wait_min,
       round(percentile_cont(0.5) WITHIN GROUP (ORDER BY wait_min)::numeric, 1) AS median_wait_min,
       round(percentile_cont(0.9) WITHIN GROUP (ORDER BY wait_min)::numeric, 1) AS p90_wait_min,
       round(max(wait_min), 1) AS longest_wait_min,
       round(avg(service_min), 1) AS mean_service_min,
       count(*) FILTER (WHERE state = 'transferred' AND NOT direct) AS transferred,
       count(*) FILTER (WHERE direct) AS direct
FROM hall_tickets
WHERE NOT late
GROUP BY hall_id, day, {by};
COMMENT ON VIEW {view} IS '{words}';
"""

WAITS = _WAITS.format(
    view="hall_waits",
    by="queue",
    words="Waits of a queue on a day, in minutes from joining it to the first call.",
) + _WAITS.format(
    view="hall_class_waits", by="queue, visitor_class", words="The same by visitor class within each queue."
)

SERVICES = """
CREATE OR REPLACE VIEW hall_services AS
SELECT hall_id, day, window_number, clerk,
       count(*) AS finished,
       round(avg(service_min), 1) AS mean_service_min,
       count(grade) AS rated,
       round(avg(grade), 2) AS mean_grade,
       count(*) FILTER (WHERE direct) AS direct
FROM hall_tickets
WHERE state = 'finished'
GROUP BY hall_id, day, window_number, clerk;
COMMENT ON VIEW hall_services IS 'What a clerk finished at a window on a day, and how it was rated.';
"""

RATINGS = """
CREATE OR REPLACE VIEW hall_ratings AS
SELECT hall_id, day, at AS rated_at, body ->> 'ticket' AS ticket, (body ->> 'window')::int AS window_number,
       body ->> 'clerk' AS clerk, (body ->> 'grade')::int AS grade,
       coalesce(body -> 'reasons', '[]'::jsonb) AS reasons
FROM hall_events
WHERE kind = 'rated';
COMMENT ON VIEW hall_ratings IS 'Every rating a visitor gave: five is best, two and one are bad ratings.';
"""
