CREATE OR REPLACE VIEW galley_event AS
SELECT id, split_part(source, '/', 3) AS venue, subject AS order_id,
    time AS created_at, data.event_type AS type, data.entity_id,
    data.payload
FROM read_json('*/events.jsonl', format = 'newline_delimited',
    columns = {
        id: 'UUID', source: 'VARCHAR', subject: 'UUID',
        time: 'TIMESTAMPTZ', data: 'STRUCT(event_type VARCHAR,
            entity_id VARCHAR, payload JSON)'});

-- Paid less refunds, by venue and business day, in minor units.
SELECT venue,
    (created_at AT TIME ZONE 'Europe/Berlin' - INTERVAL 5 HOUR)::DATE
        AS day,
    sum((payload->>'amount')::BIGINT
        * CASE type WHEN 'paid' THEN 1 ELSE -1 END) AS amount
FROM galley_event
WHERE type IN ('paid', 'refunded')
GROUP BY 1, 2 ORDER BY 1, 2;

-- Seconds from sent to ready by dish, over all venues.
SELECT payload->>'name' AS dish, count(*) AS count,
    median(seconds) AS median, quantile_disc(seconds, 0.9) AS p90
FROM galley_event JOIN (
    SELECT item->>'item_id' AS entity_id,
        date_diff('millisecond',
            min(created_at) FILTER (step = 'ordered'),
            max(created_at) FILTER (step = 'ready')) / 1000.0 AS seconds
    FROM (
        SELECT created_at, payload->>'to' AS step,
            unnest((payload->'items')::JSON[]) AS item
        FROM galley_event WHERE type = 'status_changed')
    GROUP BY 1
) AS moved USING (entity_id)
WHERE type = 'item_added' AND seconds IS NOT NULL
GROUP BY 1 ORDER BY median DESC;
