"""Writes event lines as another terminal would: forge_lines.py < SPEC

SPEC is {"venue", "origin", "events": [{"created_at", "event_type", "entity_type", …}]}; id, seq, prev, digest
and hash are filled in, so that every line is right but for what it means.
"""
import datetime
import hashlib
import json
import sys

ORDER = ("id origin seq created_at skew_ms order_id event_type entity_type entity_id source actor "
         "idempotency_key payload prev digest hash personal").split()


def digits(text):
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def first_prev(venue, origin):
    return digits(f"galley/1 {venue}\n{origin}")


def canonical(value):
    # Keys here are plain ASCII, so that code points sort as UTF-16 does.
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def identifier(created_at, name):
    """A UUIDv7 of that moment, the same each time for the same name."""
    moment = datetime.datetime.strptime(created_at, "%Y-%m-%dT%H:%M:%S.%fZ")
    ms = (moment - datetime.datetime(1970, 1, 1)) // datetime.timedelta(milliseconds=1)
    tail = digits(name)
    return f"{ms >> 16:08x}-{ms & 0xffff:04x}-7{tail[:3]}-8{tail[3:6]}-{tail[6:18]}"


def forge(origin, seq, prev, event):
    """One event's line, without its end, and its hash."""
    event = {"source": "staff", "actor": "Mira", "payload": {}, **event, "origin": origin, "seq": seq, "prev": prev}
    event.setdefault("id", identifier(event["created_at"], f"{origin} {seq}"))
    if "personal" in event:
        event["digest"] = digits(canonical(event["personal"]))
    head = ",".join(f'"{key}":{canonical(event[key])}' for key in ORDER if key in event and key not in ("hash", "personal"))
    made = digits("{" + head)
    tail = f',"personal":{canonical(event["personal"])}' if "personal" in event else ""
    return ("{" + head + f',"hash":"{made}"' + tail + "}").encode(), made


def main():
    spec = json.load(sys.stdin)
    prev = first_prev(spec["venue"], spec["origin"])
    for seq, event in enumerate(spec["events"], 1):
        line, prev = forge(spec["origin"], seq, prev, event)
        sys.stdout.buffer.write(line + b"\n")


if __name__ == "__main__":
    main()
