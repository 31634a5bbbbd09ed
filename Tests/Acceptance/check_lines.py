"""Checks event lines against the contract, with nothing of galley's: check_lines.py VENUE < LINES

Says what is wrong, a line for each finding, and ends with 1 if anything is.
`check_lines.py --canonical` instead wants one line of canonical JSON (RFC 8785, integers only), and
`check_lines.py --each VENUE` takes each line as the first of its own log and prints those that are sound.
"""
import datetime
import hashlib
import json
import re
import sys

KEYS = ("id origin seq created_at skew_ms order_id event_type entity_type entity_id source actor "
        "idempotency_key payload prev digest hash personal").split()
NEEDED = {"id", "origin", "seq", "created_at", "event_type", "entity_type", "source", "actor", "payload",
          "prev", "hash"}
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
TIME = "%Y-%m-%dT%H:%M:%S.%fZ"
EPOCH = datetime.datetime(1970, 1, 1)


def digits(data):
    return hashlib.sha256(data).hexdigest()[:32]


def canonical(value):
    """RFC 8785 for a value whose numbers are integers."""
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: key.encode("utf-16-be"))
        return "{" + ",".join(canonical(key) + ":" + canonical(value[key]) for key in keys) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def unfit(value, depth=1):
    """What no event may hold: null, a number that is no safe integer, a seventeenth level."""
    if isinstance(value, (dict, list)):
        inner = value.values() if isinstance(value, dict) else value
        return depth > 16 or any(unfit(element, depth + 1) for element in inner)
    if isinstance(value, (str, bool)):
        return False
    return not isinstance(value, int) or abs(value) >= 2**53


def names_hash(value):
    if isinstance(value, dict):
        return "hash" in value or any(map(names_hash, value.values()))
    return isinstance(value, list) and any(map(names_hash, value))


def findings(raw, venue, chains):
    event = json.loads(raw, object_pairs_hook=dict)
    compact = "{" + ",".join(f'"{key}":{canonical(value)}' for key, value in event.items()) + "}"
    if compact.encode() != raw:
        yield "not compact and canonical"
    if list(event) != [key for key in KEYS if key in event] or NEEDED - set(event):
        yield "keys are " + " ".join(event)
    if unfit(event):
        yield "null, no safe integer, or too deep"
    if names_hash(event["payload"]):
        yield "a key named hash in payload"
    if ("order_id" in event) != (event["entity_type"] in ("order", "item", "participant", "payment")):
        yield "order_id and entity_type do not go together"
    if not re.fullmatch(r"[a-z][a-z0-9-]{0,30}-[0-9a-f]{8}", event["origin"]):
        yield "origin " + event["origin"]
    if not ID.fullmatch(event["id"]):
        yield "id is no UUIDv7"
    moment = datetime.datetime.strptime(event["created_at"], TIME)
    if len(event["created_at"]) != 24:
        yield "created_at is not in milliseconds"
    if int(event["id"].replace("-", "")[:12], 16) != (moment - EPOCH) // datetime.timedelta(milliseconds=1):
        yield "id and created_at differ"
    seq, prev = chains.get(event["origin"], (0, digits(f"galley/1 {venue}\n{event['origin']}".encode())))
    if event["seq"] != seq + 1:
        yield f"seq {event['seq']} after {seq}"
    if event["prev"] != prev:
        yield "prev is not the last hash"
    if digits(raw[:raw.rindex(b',"hash":')]) != event["hash"]:
        yield "hash"
    if "personal" in event and digits(canonical(event["personal"]).encode()) != event.get("digest"):
        yield "digest"
    if "personal" in event and not re.fullmatch("[0-9a-f]{32}", event["personal"].get("salt", "")):
        yield "personal without salt"
    chains[event["origin"]] = (event["seq"], event["hash"])


def is_sound(raw, venue):
    try:
        return not list(findings(raw, venue, {}))
    except Exception:
        return False


def main():
    data = sys.stdin.buffer.read()
    if not data.endswith(b"\n"):
        sys.exit("the last line is not ended")
    lines, found = data[:-1].split(b"\n"), []
    if sys.argv[1] == "--canonical":
        found = [] if len(lines) == 1 and canonical(json.loads(lines[0])).encode() == lines[0] else ["no"]
    elif sys.argv[1] == "--each":
        found = [f"line {number} is sound" for number, line in enumerate(lines, 1) if is_sound(line, sys.argv[2])]
    else:
        chains = {}
        for number, line in enumerate(lines, 1):
            found += [f"line {number}: {finding}" for finding in findings(line, sys.argv[1], chains)]
    print("\n".join(found))
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
