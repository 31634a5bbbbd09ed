"""A partner that behaves badly, until it is told to behave.

    rude_partner.py FOLDER PROGRAM [ARGUMENT]...

FOLDER/manner says how: `crash`, `hang`, `deaf` (says that it is ready, and hangs), `flood` (lines that are no message),
`endless` (a line without an end) or `nonsense` (messages that make none, and answers nobody waits for). Without the file
it is the program. Each start adds a line to FOLDER/starts: the seconds of a clock that nobody sets.
"""
import json
import os
import sys
import time

FOLDER = sys.argv[1]
READY = b'{"type":"ready"}\n'
UUID = "01a22be3-568c-7090-a17d-3f96f2257%03x"


def say(line):
    sys.stdout.buffer.write(line)
    sys.stdout.buffer.flush()


def nonsense():
    say(READY)
    facts = [
        {"event_type": "paid", "payload": {"amount": -5}}, {"event_type": "paid", "payload": {"amount": "much"}},
        {"event_type": "order_opened", "entity_type": "order", "payload": {}},
        {"event_type": "staff_added", "entity_type": "staff", "payload": {"role": "manager"}},
        {"event_type": "payment_failed", "payload": {"reason": "of a payment that nobody knows"}},
        {"event_type": "paid", "source": "staff", "payload": {"amount": 5}},
        {"event_type": "paid", "order_id": "../..", "payload": {"amount": 5}},
    ]
    for number, fact in enumerate(facts):
        usual = {
            "type": "fact", "source": "webhook", "entity_type": "payment", "entity_id": UUID % number,
            "order_id": UUID % 999, "idempotency_key": "rude/%d" % number}
        say(json.dumps({**usual, **fact}).encode() + b"\n")
    for line in [
        b"\n", b"\xff\xfe\0\n", b"[" * 3000 + b"\n", b'{"type":"result","id":"999","ok":true}\n',
        b'{"type":"result","ok":"perhaps"}\n', b'{"type":"stop"}\n', b"{}\n", READY, b'{"type":"ack"}\n',
    ]:
        say(line)
    for line in sys.stdin.buffer:
        if json.loads(line)["type"] == "request":
            say(b'{"type":"result","id":%s,"ok":false,"error":"\\u0007no"}\n' % json.dumps(json.loads(line)["id"]).encode())


with open(FOLDER + "/starts", "a") as starts:
    starts.write("%f\n" % time.monotonic())
try:
    with open(FOLDER + "/manner") as file:
        manner = file.read()
except FileNotFoundError:
    os.execvp(sys.argv[2], sys.argv[2:])
if manner == "crash":
    sys.exit("it has no more wishes")
if manner == "deaf":
    say(READY)
while manner == "flood":
    say(b'{"type":"noise","of":"a partner that never stops"}\n' * 1000)
while manner == "endless":
    say(b"endless" * 10_000)
if manner == "nonsense":
    nonsense()
time.sleep(600)
