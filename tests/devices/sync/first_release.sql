-- The tables and views as the first release made them.

CREATE TABLE hall_events (
    hall_id text        NOT NULL,
    seq     bigint      NOT NULL CHECK (seq > 0),
    day     date        NOT NULL,
    at      timestamptz NOT NULL,
    kind    text        NOT NULL,
    body    jsonb       NOT NULL,
    hash    text        NOT NULL,
    PRIMARY KEY (hall_id, seq)
);
COMMENT ON TABLE hall_events IS 'The journals of all halls, event by event. Rows are only ever added.';

CREATE INDEX hall_events_day ON hall_events (hall_id, day, kind);
CREATE INDEX hall_events_ticket ON hall_events (hall_id, (body ->> 'ticket'));
CREATE INDEX hall_events_step ON hall_events (hall_id, (body ->> 'step')) WHERE kind = 'ticket_transferred';

CREATE VIEW hall_tickets AS
WITH step AS (
    SELECT hall_id, day, seq, at, body ->> 'ticket' AS ticket, body ->> 'ticket' AS visit,
           body ->> 'number' AS number, body ->> 'queue' AS queue, body ->> 'item' AS item,
           body ->> 'visitor_class' AS visitor_class, body ->> 'place' AS place
    FROM hall_events
    WHERE kind = 'ticket_taken'
    UNION ALL
    SELECT e.hall_id, e.day, e.seq, e.at, e.body ->> 'step', root.body ->> 'ticket',
           root.body ->> 'number', e.body ->> 'queue', root.body ->> 'item',
           root.body ->> 'visitor_class', root.body ->> 'place'
    FROM hall_events e
    CROSS JOIN LATERAL (
        WITH RECURSIVE up (ticket) AS (
            SELECT e.body ->> 'ticket'
            UNION
            SELECT t.body ->> 'ticket' FROM up
            JOIN hall_events t ON t.hall_id = e.hall_id AND t.kind = 'ticket_transferred'
                              AND t.body ->> 'step' = up.ticket
        )
        SELECT taken.body FROM up
        JOIN hall_events taken ON taken.hall_id = e.hall_id AND taken.kind = 'ticket_taken'
                              AND taken.body ->> 'ticket' = up.ticket
    ) root
    WHERE e.kind = 'ticket_transferred'
)
SELECT step.hall_id, step.day, step.ticket, step.visit, step.number, step.queue, step.item,
       step.visitor_class, step.place, life.state, step.at AS taken_at, life.called_at, life.started_at,
       life.ended_at, life.window_number, life.clerk, life.no_shows, life.grade,
       round((extract(epoch FROM life.called_at - step.at) / 60)::numeric, 2) AS wait_min,
       round((extract(epoch FROM life.finished_at - life.started_at) / 60)::numeric, 2) AS service_min
FROM step
CROSS JOIN LATERAL (
    SELECT min(e.at) FILTER (WHERE e.kind = 'ticket_called') AS called_at,
           min(e.at) FILTER (WHERE e.kind = 'service_started') AS started_at,
           max(e.at) FILTER (WHERE e.kind IN ('service_finished', 'ticket_transferred')) AS finished_at,
           max(e.at) FILTER (WHERE e.kind IN ('service_finished', 'ticket_transferred', 'ticket_cancelled',
                                              'ticket_expired')) AS ended_at,
           (array_agg((e.body ->> 'window')::int ORDER BY e.seq DESC)
               FILTER (WHERE e.kind = 'ticket_called'))[1] AS window_number,
           (array_agg(e.body ->> 'clerk' ORDER BY e.seq DESC)
               FILTER (WHERE e.kind = 'ticket_called'))[1] AS clerk,
           count(*) FILTER (WHERE e.kind = 'ticket_missed') AS no_shows,
           max((e.body ->> 'grade')::int) FILTER (WHERE e.kind = 'rated') AS grade,
           coalesce((array_agg(
               CASE e.kind
                   WHEN 'ticket_returned' THEN 'waiting'
                   WHEN 'ticket_called' THEN 'called'
                   WHEN 'service_started' THEN 'serving'
                   WHEN 'ticket_resumed' THEN 'serving'
                   WHEN 'ticket_held' THEN 'held'
                   WHEN 'ticket_missed' THEN 'no_show'
                   WHEN 'service_finished' THEN 'finished'
                   WHEN 'ticket_transferred' THEN 'transferred'
                   WHEN 'ticket_cancelled' THEN 'cancelled'
                   WHEN 'ticket_expired' THEN 'expired'
               END ORDER BY e.seq DESC)
               FILTER (WHERE e.kind IN ('ticket_returned', 'ticket_called', 'service_started',
                   'ticket_resumed', 'ticket_held', 'ticket_missed', 'service_finished',
                   'ticket_transferred', 'ticket_cancelled', 'ticket_expired')))[1],
               'waiting') AS state
    FROM hall_events e
    WHERE e.hall_id = step.hall_id AND e.body ->> 'ticket' = step.ticket
) life;
COMMENT ON VIEW hall_tickets IS 'One row a ticket (a step of a visit): how far it came, how long it took.';

CREATE VIEW hall_waits AS
SELECT hall_id, day, queue,
       count(*) AS tickets,
       count(called_at) AS called,
       count(*) FILTER (WHERE state = 'waiting') AS waiting,
       count(*) FILTER (WHERE state = 'finished') AS finished,
       count(*) FILTER (WHERE state = 'cancelled') AS cancelled,
       count(*) FILTER (WHERE state = 'expired') AS expired,
       sum(no_shows)::bigint AS no_shows,
       round(avg(wait_min), 1) AS mean_wait_min,
       round(percentile_cont(0.5) WITHIN GROUP (ORDER BY wait_min)::numeric, 1) AS median_wait_min,
       round(percentile_cont(0.9) WITHIN GROUP (ORDER BY wait_min)::numeric, 1) AS p90_wait_min,
       round(max(wait_min), 1) AS longest_wait_min,
       round(avg(service_min), 1) AS mean_service_min
FROM hall_tickets
GROUP BY hall_id, day, queue;
COMMENT ON VIEW hall_waits IS 'Waits of a queue on a day, in minutes from the ticket to its first call.';

CREATE VIEW hall_services AS
SELECT hall_id, day, window_number, clerk,
       count(*) AS finished,
       round(avg(service_min), 1) AS mean_service_min,
       count(grade) AS rated,
       round(avg(grade), 2) AS mean_grade
FROM hall_tickets
WHERE state = 'finished'
GROUP BY hall_id, day, window_number, clerk;
COMMENT ON VIEW hall_services IS 'What a clerk finished at a window on a day, and how it was rated.';

CREATE VIEW hall_ratings AS
SELECT hall_id, day, at AS rated_at, body ->> 'ticket' AS ticket, (body ->> 'window')::int AS window_number,
       body ->> 'clerk' AS clerk, (body ->> 'grade')::int AS grade,
       coalesce(body -> 'reasons', '[]'::jsonb) AS reasons
FROM hall_events
WHERE kind = 'rated';
COMMENT ON VIEW hall_ratings IS 'Every rating a visitor gave: five is best, two and one are bad ratings.';
