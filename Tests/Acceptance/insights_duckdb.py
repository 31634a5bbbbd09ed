"""Asks a galley and DuckDB the same questions: insights_duckdb.py GALLEY DATA ZONE DAY_STARTS AGE_LIMITS KIND

DuckDB gets the event lines alone (`galley events`), with every column's type given, and answers in SQL written from
galley-insights(7). Every row of every answer has to be the same, in the same order. KIND is `week` or `quarter`: which windows
are asked. Prints how many questions were asked and how many rows each metric had; what differs goes to standard error.
"""
import collections
import concurrent.futures
import datetime
import decimal
import itertools
import json
import os
import subprocess
import sys
import tempfile

import duckdb

# The events, without what was said twice, each with the moment that its writer's clock showed.
EVENTS = """
CREATE TABLE line AS SELECT * FROM read_json($lines, format = 'newline_delimited', maximum_object_size = 2000000, columns = {
  id: 'VARCHAR', created_at: 'VARCHAR', skew_ms: 'BIGINT', order_id: 'VARCHAR', event_type: 'VARCHAR', entity_id: 'VARCHAR',
  idempotency_key: 'VARCHAR', payload: 'JSON'});
CREATE TABLE event AS
SELECT id, event_type, order_id, entity_id, payload,
  epoch_ms(strptime(created_at, '%Y-%m-%dT%H:%M:%S.%gZ')) AS created,
  epoch_ms(strptime(created_at, '%Y-%m-%dT%H:%M:%S.%gZ')) - coalesce(skew_ms, 0) AS at_ms
FROM line
QUALIFY idempotency_key IS NULL
  OR row_number() OVER (PARTITION BY coalesce(order_id, entity_id), idempotency_key ORDER BY created_at, id) = 1;
"""

# What the orders have become.
ORDERS = """
CREATE TABLE "order" AS
WITH changed AS (
  SELECT order_id, arg_max(CAST(payload->>'guests' AS BIGINT), (created, id)) FILTER (payload->>'guests' IS NOT NULL) AS guests,
    arg_max(payload->>'order_type', (created, id)) FILTER (payload->>'order_type' IS NOT NULL) AS order_type
  FROM event WHERE event_type = 'order_changed' GROUP BY order_id)
SELECT e.order_id, e.at_ms AS opened, e.payload->>'currency' AS currency, e.payload->>'session_id' AS session,
  e.payload->>'menu_version' AS version, e.payload->>'arm' AS arm,
  coalesce(c.order_type, e.payload->>'order_type') AS order_type,
  coalesce(c.guests, CAST(e.payload->>'guests' AS BIGINT)) AS guests
FROM event e LEFT JOIN changed c USING (order_id) WHERE e.event_type = 'order_opened';

CREATE TABLE cancelled AS
SELECT order_id, id, created, at_ms, payload->>'reason' AS reason FROM event WHERE event_type = 'order_cancelled';

CREATE TABLE removal AS
SELECT entity_id AS item, id, created, at_ms, payload->>'reason' AS reason FROM event
WHERE event_type = 'item_removed'
  AND id NOT IN (SELECT payload->>'undoes' FROM event WHERE event_type = 'item_restored');

CREATE TABLE quantity AS
SELECT entity_id AS item, id, created, at_ms, CAST(payload->>'from' AS BIGINT) AS "from",
  CAST(payload->>'to' AS BIGINT) AS "to", payload->>'undoes' AS undoes FROM event WHERE event_type = 'quantity_changed';

-- A move of a dish; what was undone or recalled never was.
CREATE TABLE move AS
SELECT e.id, e.order_id, e.created, e.at_ms, e.payload->>'to' AS "to", CAST(e.payload->>'round' AS BIGINT) AS round,
  named.item_id AS item
FROM event e, unnest(from_json(e.payload->'items', '[{"item_id": "VARCHAR"}]')) AS list(named)
WHERE e.event_type = 'status_changed' AND e.payload->>'undoes' IS NULL
  AND e.id NOT IN (SELECT payload->>'undoes' FROM event
                   WHERE event_type = 'status_changed' AND payload->>'undoes' IS NOT NULL);

CREATE TABLE item AS
WITH sent AS (SELECT item, round, created, at_ms FROM move WHERE "to" = 'ordered'),
  ready AS (SELECT item, arg_max(at_ms, (created, id)) AS at_ms FROM move WHERE "to" = 'ready' GROUP BY item),
  last AS (SELECT item, arg_max("to", (created, id)) AS status FROM move GROUP BY item),
  held AS (SELECT item, arg_max("to", (created, id)) AS qty FROM quantity GROUP BY item)
SELECT e.entity_id AS item, e.order_id, e.payload->>'menuitem_id' AS dish,
  CASE e.payload->>'menuitem_id' WHEN 'open' THEN '(not on the menu)' ELSE e.payload->>'name' END AS name,
  coalesce(e.payload->>'station', '') AS station, coalesce(e.payload->>'menu_version', o.version) AS version,
  coalesce(held.qty, CAST(e.payload->>'qty' AS BIGINT)) AS qty,
  CAST(e.payload->>'unit_price' AS BIGINT) + coalesce(list_sum(list_transform(
    from_json(e.payload->'modifiers', '[{"price": "BIGINT"}]'), lambda m: m.price)), 0) AS price,
  sent.round, sent.at_ms AS sent, sent.created AS sent_created, ready.at_ms AS ready, last.status,
  e.entity_id IN (SELECT item FROM removal) OR e.order_id IN (SELECT order_id FROM cancelled) AS is_removed
FROM event e JOIN "order" o USING (order_id)
LEFT JOIN sent ON sent.item = e.entity_id LEFT JOIN ready ON ready.item = e.entity_id
LEFT JOIN last ON last.item = e.entity_id LEFT JOIN held ON held.item = e.entity_id
WHERE e.event_type = 'item_added';

-- Dishes that were sent and stand, as the questions that look at dishes part them.
CREATE TABLE dish AS
SELECT i.*, o.order_type, o.arm,
  CASE WHEN i.ready IS NOT NULL THEN greatest(0, i.ready - i.sent) // 1000 END AS seconds
FROM item i JOIN "order" o USING (order_id) WHERE i.sent IS NOT NULL AND NOT i.is_removed;

CREATE TABLE void AS
SELECT i.dish, i.name, i.station, i.version, o.order_type, o.arm, o.currency, v.at_ms, v.qty, v.qty * i.price AS amount,
  coalesce(v.reason, 'no reason given') AS reason
FROM (
  SELECT r.item, r.created, r.at_ms, r.reason, i.qty FROM removal r JOIN item i USING (item)
  UNION ALL
  SELECT i.item, c.created, c.at_ms, c.reason, i.qty FROM cancelled c JOIN item i USING (order_id)
  WHERE i.item NOT IN (SELECT item FROM removal)
  UNION ALL
  SELECT item, created, at_ms, NULL, "from" - "to" FROM quantity
  WHERE "to" < "from" AND undoes IS NULL AND id NOT IN (SELECT undoes FROM quantity WHERE undoes IS NOT NULL)
) v JOIN item i USING (item) JOIN "order" o USING (order_id)
WHERE i.sent_created < v.created;

CREATE TABLE sale AS
SELECT o.order_id, o.opened, o.currency, o.order_type, o.version, o.arm, coalesce(o.guests, 0) AS guests,
  coalesce((SELECT sum(i.qty * i.price) FROM item i WHERE i.order_id = o.order_id AND NOT i.is_removed), 0)
  + coalesce((SELECT sum(CAST(a.payload->>'amount' AS BIGINT)) FROM event a
     WHERE a.order_id = o.order_id AND a.event_type = 'adjustment_added'
       AND a.id NOT IN (SELECT payload->>'undoes' FROM event WHERE event_type = 'adjustment_removed')), 0) AS amount,
  o.order_id IN (SELECT order_id FROM dish) AS is_sold,
  o.order_id IN (SELECT order_id FROM event WHERE event_type IN ('paid', 'refunded')) AS has_money,
  CAST(timezone($zone, to_timestamp(o.opened / 1000.0)) - to_minutes($start) AS DATE) AS day,
  hour(timezone($zone, to_timestamp(o.opened / 1000.0))) AS hour
FROM "order" o;
"""

# What menus were in force when, by galley-menus(7).
MENUS = """
CREATE TABLE activation AS
SELECT id, payload->>'version_id' AS version,
  coalesce(epoch_ms(strptime(payload->>'starts_at', '%Y-%m-%dT%H:%M:%S.%gZ')), at_ms) AS begins,
  epoch_ms(strptime(payload->>'ends_at', '%Y-%m-%dT%H:%M:%S.%gZ')) AS ends, created
FROM event WHERE event_type = 'menu_version_activated';
CREATE TABLE menu AS
SELECT payload->>'version_id' AS version, NULL AS at_ms, created, payload->'snapshot' AS document FROM event
WHERE event_type = 'menu_version_created'
UNION ALL SELECT NULL, at_ms, created, payload->'document' FROM event WHERE event_type = 'menu_changed';
CREATE TABLE menu_item AS
SELECT version, at_ms, created, item.id AS dish, item.name AS name, coalesce(item.station, '') AS station
FROM menu, unnest(from_json(document->'sections',
  '[{"items": [{"id": "VARCHAR", "name": "VARCHAR", "station": "VARCHAR"}]}]')) AS s(section),
  unnest(section.items) AS i(item);
CREATE MACRO version_at(t) AS (
  SELECT version FROM activation WHERE begins <= t AND (ends IS NULL OR t < ends)
  ORDER BY ends IS NULL, begins DESC, created DESC LIMIT 1);
-- Until something is activated, what was imported last.
CREATE MACRO document_at(t) AS (SELECT max(at_ms) FROM menu WHERE version IS NULL AND version_at(t) IS NULL);
"""

STEPS = """
CREATE TABLE visit AS
SELECT entity_id AS session, min(at_ms) AS seen, arg_min(payload->>'version_id', at_ms) AS version,
  (SELECT min(x.payload->>'arm') FROM event x
   WHERE x.event_type = 'exposure_recorded' AND x.payload->>'session_id' = e.entity_id) AS arm
FROM event e WHERE event_type = 'menu_viewed' GROUP BY entity_id;
CREATE TABLE step AS
SELECT session, step, min(at_ms) AS at_ms FROM (
SELECT v.session, 1 AS step, v.seen AS at_ms FROM visit v
-- The first of an order is what took effect first; of several orders the earliest counts.
UNION ALL SELECT o.session, 2, arg_min(e.at_ms, (e.created, e.id)) FROM event e JOIN "order" o USING (order_id)
  WHERE e.event_type = 'item_added' GROUP BY o.session, order_id
UNION ALL SELECT o.session, 3, min(m.at_ms) FROM move m JOIN "order" o USING (order_id) WHERE m."to" = 'ordered'
  GROUP BY o.session
UNION ALL SELECT o.session, 4, min(e.at_ms) FROM event e JOIN "order" o USING (order_id) WHERE e.event_type = 'bill_requested'
  AND e.id NOT IN (SELECT payload->>'undoes' FROM event WHERE event_type = 'bill_withdrawn') GROUP BY o.session
UNION ALL SELECT o.session, 5, arg_min(e.at_ms, (e.created, e.id)) FROM event e JOIN "order" o USING (order_id)
  WHERE e.event_type = 'payment_started' GROUP BY o.session, order_id
UNION ALL SELECT o.session, 6, arg_min(e.at_ms, (e.created, e.id)) FROM event e JOIN "order" o USING (order_id)
  WHERE e.event_type = 'paid' GROUP BY o.session, order_id)
GROUP BY session, step;
"""

# A number with four digits, half a digit up.
RATE = "CAST(({part} * 20000 + {whole}) // (2 * {whole}) AS DECIMAL(18, 4)) / 10000"
# The middle of whole seconds ends in a half: one digit more than they have.
MEDIAN = "median(CAST({0} AS DECIMAL(18, 1)))"
P90 = "list_sort(list({0}))[(9 * count({0}) + 9) // 10]"
OF_DISHES = """($type IS NULL OR order_type = $type) AND ($arm IS NULL OR arm = $arm)
  AND ($station IS NULL OR station = $station) AND ($version IS NULL OR version = $version)"""
NAMES = ["menu_viewed", "item_added", "order_submitted", "bill_requested", "payment_started", "payment_succeeded"]


def slow_movers(_):
    return f"""
    WITH edge AS (
      SELECT $from AS t UNION SELECT least($until - 1, $now)
      UNION SELECT begins FROM activation WHERE begins BETWEEN $from AND least($until - 1, $now)
      UNION SELECT ends FROM activation WHERE ends BETWEEN $from AND least($until - 1, $now)),
    offered AS (
      SELECT DISTINCT m.dish, m.name FROM menu_item m
      WHERE $from <= $now AND ($station IS NULL OR m.station = $station)
        AND CASE WHEN $version IS NOT NULL THEN m.version = $version
          ELSE EXISTS (SELECT 1 FROM edge WHERE m.version = version_at(t) OR m.at_ms = document_at(t)) END),
    ordered AS (
      SELECT dish, any_value(name) AS name, count(DISTINCT order_id) AS orders, sum(qty) AS qty FROM dish
      WHERE $from <= sent AND sent < $until AND {OF_DISHES} GROUP BY dish)
    SELECT coalesce(o.dish, f.dish) AS menuitem_id, coalesce(f.name, o.name) AS name,
      coalesce(orders, 0) AS orders, coalesce(qty, 0) AS qty
    FROM ordered o FULL JOIN offered f ON o.dish = f.dish ORDER BY orders, qty, menuitem_id"""


def prep_times(by):
    key = {"hour": "hour(timezone($zone, to_timestamp(sent / 1000.0)))", "station": "station"}.get(by, "dish")
    sample = f"""WITH sample AS (SELECT {key} AS key, name, seconds FROM dish
      WHERE seconds IS NOT NULL AND $from <= sent AND sent < $until AND {OF_DISHES})"""
    figures = f"count(*) AS count, {MEDIAN.format('seconds')} AS median_seconds, {P90.format('seconds')} AS p90_seconds"
    if by:
        return f"""{sample} SELECT key AS {by}, {figures} FROM sample GROUP BY key
          ORDER BY {'key' if by == 'hour' else 'median_seconds DESC, key'}"""
    return f"""{sample}, whole AS (SELECT {MEDIAN.format('seconds')} AS middle FROM sample),
      row AS (SELECT key AS menuitem_id, any_value(name) AS name, {figures} FROM sample GROUP BY key)
      SELECT row.*, count >= 10 AND 2 * median_seconds >= 3 * middle AND median_seconds - middle >= 180 AS outlier
      FROM row, whole ORDER BY median_seconds DESC, menuitem_id"""


def speed(_):
    return f"""
    WITH chosen AS (SELECT * FROM dish WHERE $from <= sent AND sent < $until AND {OF_DISHES}),
    round AS (
      SELECT order_id, order_type, round, greatest(0, max(ready) - min(sent)) // 1000 AS seconds FROM chosen
      GROUP BY order_id, order_type, round
      HAVING bool_and(status IN ('ready', 'delivered')) AND max(ready) IS NOT NULL),
    delay AS (
      SELECT order_id, CAST(payload->>'round' AS BIGINT) AS round,
        arg_max(CAST(payload->>'delay_minutes' AS BIGINT), (created, id)) AS minutes
      FROM event WHERE event_type = 'delay_marked' GROUP BY ALL),
    judged AS (
      SELECT r.order_type, r.seconds,
        r.seconds >= 60 * (CASE r.order_type WHEN 'dine_in' THEN $late_dine_in WHEN 'takeaway' THEN $late_takeaway
          ELSE $late_delivery END + coalesce(d.minutes, 0)) AS is_late
      FROM round r LEFT JOIN delay d ON d.order_id = r.order_id AND d.round = r.round)
    SELECT order_type, count(*) AS count, {MEDIAN.format('seconds')} AS median_seconds, {P90.format('seconds')} AS p90_seconds,
      count(*) FILTER (is_late) AS late, {RATE.format(part='count(*) FILTER (is_late)', whole='count(*)')} AS late_rate
    FROM judged GROUP BY order_type ORDER BY CASE order_type WHEN 'dine_in' THEN 1 WHEN 'takeaway' THEN 2 ELSE 3 END"""


def voice(_):
    done = "count(*) FILTER (payload->>'outcome' = 'executed')"
    return f"""
    SELECT payload->>'menuitem_id' AS menuitem_id,
      coalesce((SELECT m.name FROM menu_item m WHERE m.dish = payload->>'menuitem_id'
        AND (m.version = version_at(least($now, $until)) OR m.at_ms = document_at(least($now, $until)))),
        payload->>'menuitem_id') AS name,
      count(*) AS attempts, {done} AS succeeded, count(*) - {done} AS failed,
      {RATE.format(part=done, whole='count(*)')} AS success_rate
    FROM event WHERE event_type = 'voice_heard' AND $from <= at_ms AND at_ms < $until AND payload->>'menuitem_id' IS NOT NULL
      AND payload->>'outcome' IN ('executed', 'rejected', 'refused')
    GROUP BY payload->>'menuitem_id' ORDER BY attempts DESC, menuitem_id"""


def abandonment(by):
    arm, joined = ("coalesce(arm, '')", "arm, ") if by else ("''", "")
    return f"""
    WITH chosen AS (
      SELECT session, {arm} AS arm FROM visit WHERE $from <= seen AND seen < $until
        AND ($version IS NULL OR version = $version) AND ($arm IS NULL OR arm = $arm)),
    reach AS (SELECT c.session, c.arm, max(s.step) AS furthest FROM chosen c JOIN step s USING (session) GROUP BY ALL),
    took AS (
      SELECT r.arm, a.step, greatest(0, b.at_ms - a.at_ms) // 1000 AS seconds
      FROM reach r JOIN step a USING (session) JOIN step b ON b.session = a.session AND b.step = a.step + 1),
    counted AS (
      SELECT r.arm, n.step, count(*) FILTER (furthest >= n.step) AS reached,
        count(*) FILTER (furthest >= least(n.step + 1, 6)) AS continued
      FROM reach r, range(1, 7) AS n(step) GROUP BY r.arm, n.step)
    SELECT {joined}list_extract($names, CAST(c.step AS INTEGER)) AS step, reached, continued,
      CASE WHEN reached > 0 THEN {RATE.format(part='continued', whole='reached')} END AS rate,
      (SELECT {MEDIAN.format('t.seconds')} FROM took t WHERE t.arm = c.arm AND t.step = c.step) AS median_seconds
    FROM counted c ORDER BY arm, c.step"""


def takings(by):
    key = {"hour": "hour", "weekday": "isodow(day)", "arm": "coalesce(arm, '')"}.get(by, "day")
    shown = f"key AS {by}" if by in ("hour", "weekday", "arm") else """
      greatest($from, epoch_ms(timezone($zone, CAST(key AS TIMESTAMP) + to_minutes($start)))) AS "from",
      least($until, epoch_ms(timezone($zone, CAST(key + 1 AS TIMESTAMP) + to_minutes($start)))) AS until"""
    return f"""
    WITH chosen AS (SELECT *, {key} AS key FROM sale WHERE $from <= opened AND opened < $until AND (is_sold OR has_money)
      AND ($type IS NULL OR order_type = $type) AND ($arm IS NULL OR arm = $arm)
      AND ($version IS NULL OR version = $version)),
    main AS (SELECT currency FROM chosen GROUP BY currency ORDER BY count(*) DESC, currency LIMIT 1),
    sum AS (SELECT key, count(*) FILTER (is_sold) AS orders, coalesce(sum(guests) FILTER (is_sold), 0) AS covers,
        sum(amount) AS amount FROM chosen WHERE currency = (SELECT currency FROM main) GROUP BY key)
    SELECT {shown}, orders, covers, amount FROM sum ORDER BY key"""


def voids(_):
    return f"""
    WITH chosen AS (SELECT * FROM void WHERE $from <= at_ms AND at_ms < $until AND {OF_DISHES}),
    main AS (SELECT currency FROM chosen GROUP BY currency ORDER BY count(*) DESC, currency LIMIT 1),
    meant AS (SELECT * FROM chosen WHERE currency = (SELECT currency FROM main)),
    why AS (SELECT dish, reason, count(*) AS count FROM meant GROUP BY dish, reason)
    SELECT dish AS menuitem_id, any_value(name) AS name, count(*) AS count, sum(qty) AS qty, sum(amount) AS amount,
      (SELECT list({{'reason': w.reason, 'count': w.count}} ORDER BY w.count DESC, w.reason) FROM why w
       WHERE w.dish = meant.dish) AS reasons
    FROM meant GROUP BY dish ORDER BY count DESC, menuitem_id"""


# How each can be asked: its groupings and its parts.
METRICS = {
    "slow-movers": (slow_movers, [None], ["type", "station", "version", "arm"]),
    "prep-times": (prep_times, [None, "hour", "station"], ["type", "station", "version", "arm"]),
    "voice": (voice, [None], []),
    "abandonment": (abandonment, [None, "arm"], ["version", "arm"]),
    "takings": (takings, [None, "day", "hour", "weekday", "arm"], ["type", "version", "arm"]),
    "speed": (speed, [None], ["type", "station", "version", "arm"]),
    "voids": (voids, [None], ["type", "station", "version", "arm"]),
}

# Whole days of Berlin, a stretch that cuts days, the night in which the clocks go back, one hour, all, nothing, the future.
WINDOWS = {
    "week": [
        ("2026-10-19T03:00:00.000Z", "2026-10-26T04:00:00.000Z"), ("2026-10-21T17:13:07.500Z", "2026-10-24T20:00:00.000Z"),
        ("2026-10-24T22:00:00.000Z", "2026-10-25T03:30:00.000Z"), ("2026-10-22T18:00:00.000Z", "2026-10-22T19:00:00.000Z"),
        ("2026-09-01T00:00:00.000Z", "2026-11-01T00:00:00.000Z"), ("2026-09-01T00:00:00.000Z", "2026-09-02T00:00:00.000Z"),
        ("2031-01-01T00:00:00.000Z", "2031-01-02T00:00:00.000Z")],
    "quarter": [
        ("2023-01-01T00:00:00.000Z", "2023-04-01T00:00:00.000Z"), ("2023-02-10T11:30:00.000Z", "2023-02-14T20:15:30.000Z"),
        ("2023-03-31T10:00:00.000Z", "2024-01-01T00:00:00.000Z")],
}


class Asking:
    def __init__(self, galley, data, zone, starts, limits):
        self.galley = [galley, "--data", data]
        hours, minutes = starts.split(":")
        self.database = duckdb.connect()
        late = dict(zip(("dine_in", "takeaway", "delivery"), map(int, limits.split())))
        self.known = {"zone": zone, "start": int(hours) * 60 + int(minutes), "names": NAMES,
                      **{f"late_{kind}": minutes for kind, minutes in late.items()}}
        with tempfile.TemporaryDirectory() as folder:
            lines = os.path.join(folder, "lines")
            with open(lines, "wb") as file:
                subprocess.run(self.galley + ["events"], stdout=file, check=True)
            for script in (EVENTS, ORDERS, MENUS, STEPS):
                for statement in script.split(";\n"):
                    if statement.strip():
                        self.run(statement, {"lines": lines})
        self.rows = collections.Counter()
        self.differing = 0

    def run(self, sql, more):
        values = {key: value for key, value in {**self.known, **more}.items() if f"${key}" in sql}
        return self.database.execute(sql, values) if values else self.database.execute(sql)

    def first(self, sql):
        row = self.database.execute(sql).fetchone()
        return row and row[0]

    @staticmethod
    def moment(ms):
        base = datetime.datetime(1970, 1, 1) + datetime.timedelta(milliseconds=ms)
        return base.strftime("%Y-%m-%dT%H:%M:%S.") + f"{ms % 1_000:03d}Z"

    def expected(self, metric, by, window, filters):
        begin, end = (self.first(f"SELECT epoch_ms(strptime('{time}', '%Y-%m-%dT%H:%M:%S.%gZ'))") for time in window)
        values = {"from": begin, "until": end, "now": self.first("SELECT epoch_ms(now())"),
                  **{key: filters.get(key) for key in ("type", "station", "version", "arm")}}
        answer = self.run(METRICS[metric][0](by), values)
        names = [column[0] for column in answer.description]
        return [{name: self.plain(name, value) for name, value in zip(names, row) if value is not None}
                for row in answer.fetchall()]

    def plain(self, name, value):
        if name in ("from", "until"):
            return self.moment(value)
        if isinstance(value, (float, decimal.Decimal)):
            return decimal.Decimal(str(value))
        return value

    def words(self, metric, by, window, filters):
        parts = [word for key, value in filters.items() for word in (f"--{key}", value)]
        return ["insights", metric, "--from", window[0], "--until", window[1], "--json"] + (["--by", by] if by else []) + parts

    def told(self, question):
        return subprocess.run(self.galley + self.words(*question), stdout=subprocess.PIPE, check=True).stdout

    def compare(self, question, told):
        def exact(rows):
            return [{key: decimal.Decimal(value) if type(value) is int else value for key, value in row.items()}
                    for row in rows]

        metric, _, window, _ = question
        answer = json.loads(told, parse_float=decimal.Decimal)
        rows, wanted = exact(answer["rows"]), exact(self.expected(*question))
        self.rows[metric] += len(rows)
        head = {"metric": metric, "from": window[0], "until": window[1]}
        if rows == wanted and all(answer[key] == value for key, value in head.items()):
            return
        self.differing += 1
        print(" ".join(self.words(*question)), file=sys.stderr)
        for place, pair in enumerate(itertools.zip_longest(rows, wanted)):
            if pair[0] != pair[1]:
                print(f"  row {place}: galley {pair[0]}\n         duckdb {pair[1]}", file=sys.stderr)

    def questions(self, kind):
        """Each metric ungrouped and grouped over all windows, and over the second one of each part of the house."""
        station = self.first(
            "SELECT station FROM item WHERE station <> '' GROUP BY station ORDER BY count(*) DESC, station LIMIT 1")
        version = self.first(
            "SELECT version FROM item WHERE version IS NOT NULL GROUP BY version ORDER BY count(*), version LIMIT 1")
        parts = {"type": ["dine_in", "takeaway"], "station": [station], "version": [version], "arm": ["control", "variant"]}
        for place, window in enumerate(WINDOWS[kind]):
            for metric, (_, groupings, filters) in METRICS.items():
                yield from ((metric, by, window, {}) for by in groupings)
                if place != 1:
                    continue
                for part in filters:
                    yield from ((metric, groupings[-1], window, {part: value}) for value in parts[part] if value)
                if len(filters) > 1 and (first := parts[filters[0]][0]):
                    yield metric, None, window, {filters[0]: first, "arm": "control"}

    def all(self, kind):
        questions = list(self.questions(kind))
        # The first makes the roll-ups.
        self.told(questions[0])
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            for question, told in zip(questions, pool.map(self.told, questions)):
                self.compare(question, told)
        print(json.dumps({"questions": len(questions), "rows": self.rows, "differing": self.differing}))
        return 1 if self.differing else 0


if __name__ == "__main__":
    galley, data, zone, starts, limits, kind = sys.argv[1:]
    sys.exit(Asking(galley, data, zone, starts, limits).all(kind))
