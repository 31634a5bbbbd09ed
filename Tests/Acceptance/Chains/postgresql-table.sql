CREATE TABLE galley_event (
    arrival bigint GENERATED ALWAYS AS IDENTITY,
    id uuid PRIMARY KEY,
    venue text NOT NULL,
    type text NOT NULL,
    order_id uuid,
    entity_id text,
    created_at timestamptz NOT NULL,
    payload jsonb NOT NULL,
    line text NOT NULL
);
CREATE INDEX ON galley_event (type, created_at);

-- Keeps lines of CloudEvents, each id once, and gives all their ids.
CREATE FUNCTION galley_keep(lines text) RETURNS SETOF uuid
LANGUAGE sql BEGIN ATOMIC
    INSERT INTO galley_event
        (id, venue, type, order_id, entity_id, created_at, payload,
        line)
    SELECT (event->>'id')::uuid, split_part(event->>'source', '/', 3),
        event->'data'->>'event_type', (event->>'subject')::uuid,
        event->'data'->>'entity_id', (event->>'time')::timestamptz,
        event->'data'->'payload', line
    FROM string_to_table(lines, chr(10))
            WITH ORDINALITY AS l (line, nr),
        LATERAL (SELECT line::jsonb AS event OFFSET 0) AS parsed
    ORDER BY nr
    ON CONFLICT (id) DO NOTHING;
    SELECT (line::json->>'id')::uuid
    FROM string_to_table(lines, chr(10)) AS line;
END;
