-- Paid less refunds, by venue and business day, in minor units.
SELECT venue,
    (created_at AT TIME ZONE 'Europe/Berlin' - interval '5 h')::date
        AS day,
    sum((payload->>'amount')::bigint
        * CASE type WHEN 'paid' THEN 1 ELSE -1 END) AS amount
FROM galley_event
WHERE type IN ('paid', 'refunded')
GROUP BY 1, 2 ORDER BY 1, 2;

-- Seconds from sent to ready by dish, over all venues.
SELECT dish.payload->>'name' AS dish, count(*),
    percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds) AS median,
    percentile_disc(0.9) WITHIN GROUP (ORDER BY seconds) AS p90
FROM galley_event AS dish JOIN (
    SELECT item->>'item_id' AS entity_id, extract(epoch FROM
        max(created_at) FILTER (WHERE payload->>'to' = 'ready') -
        min(created_at) FILTER (WHERE payload->>'to' = 'ordered')
        ) AS seconds
    FROM galley_event, jsonb_array_elements(payload->'items') AS item
    WHERE type = 'status_changed'
    GROUP BY 1
) AS moved USING (entity_id)
WHERE dish.type = 'item_added' AND seconds IS NOT NULL
GROUP BY 1 ORDER BY median DESC;
