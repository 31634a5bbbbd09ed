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
spec = json.load(sys.stdin)
origin = spec["origin"]


def digits(text):
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def canonical(value):
    # Keys here are plain ASCII, so that code points sort as UTF-16 does.
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def identifier(created_at, seq):
    moment = datetime.datetime.strptime(created_at, "%Y-%m-%dT%H:%M:%S.%fZ")
    ms = (moment - datetime.datetime(1970, 1, 1)) // datetime.timedelta(milliseconds=1)
    tail = digits(f"{origin} {seq}")
    return f"{ms >> 16:08x}-{ms & 0xffff:04x}-7{tail[:3]}-8{tail[3:6]}-{tail[6:18]}"


prev = digits(f"galley/1 {spec['venue']}\n{origin}")
for seq, event in enumerate(spec["events"], 1):
    event = {"source": "staff", "actor": "Mira", "payload": {}, **event, "origin": origin, "seq": seq, "prev": prev}
    event.setdefault("id", identifier(event["created_at"], seq))
    if "personal" in event:
        event["digest"] = digits(canonical(event["personal"]))
    head = ",".join(f'"{key}":{canonical(event[key])}' for key in ORDER if key in event and key not in ("hash", "personal"))
    prev = digits("{" + head)
    tail = f',"personal":{canonical(event["personal"])}' if "personal" in event else ""
    sys.stdout.buffer.write(("{" + head + f',"hash":"{prev}"' + tail + "}\n").encode())
