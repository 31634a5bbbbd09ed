#!/usr/bin/python3
# Keeps events in the stream GALLEY of NATS JetStream and prints an id
# once the server has stored it. nats.py HOST PORT
import json, socket, sys

link = socket.create_connection((sys.argv[1], int(sys.argv[2])))
heard = link.makefile("rb")
link.sendall(b'CONNECT {"verbose":false,"headers":true}\r\n')
link.sendall(b"SUB answer 1\r\n")

def ask(subject, body, headers=""):
    head = b"NATS/1.0\r\n%b\r\n" % headers.encode()
    link.sendall(b"HPUB %b answer %d %d\r\n%b%b\r\n" % (
        subject.encode(), len(head), len(head + body), head, body))
    for line in heard:
        if line.startswith(b"PING"):
            link.sendall(b"PONG\r\n")
        elif line.startswith(b"-ERR"):
            sys.exit(line.decode())
        elif line.startswith(b"MSG"):
            answer = json.loads(heard.read(int(line.split()[-1]) + 2))
            if "error" in answer:
                sys.exit(answer["error"]["description"])
            return answer
    sys.exit("the server has ended")

ask("$JS.API.STREAM.CREATE.GALLEY", json.dumps({
    "name": "GALLEY", "subjects": ["galley.>"], "storage": "file",
    "duplicate_window": 7 * 86400 * 10**9}).encode())
for line in sys.stdin.buffer:
    event = json.loads(line)
    ask("galley.%s.%s" % (event["source"].split("/")[2],
        event["data"]["event_type"]), line.rstrip(b"\n"),
        "Nats-Msg-Id: %s\r\n" % event["id"])
    print(event["id"], flush=True)
