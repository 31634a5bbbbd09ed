"""Prints the messages of the stream GALLEY of a NATS server, a line for each, as a reader of its own gets them.

    nats_messages.py PORT
"""
import json
import socket
import sys

link = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
heard = link.makefile("rb")
wanted = json.dumps({"stream_name": "GALLEY", "config": {
    "deliver_subject": "out", "deliver_policy": "all", "ack_policy": "none"}})
link.sendall(b'CONNECT {"verbose":false,"headers":true}\r\nSUB out 1\r\nSUB made 2\r\n')
link.sendall(b"PUB $JS.API.CONSUMER.CREATE.GALLEY made %d\r\n%b\r\n" % (len(wanted), wanted.encode()))
messages, count = [], None
while count is None or len(messages) < count:
    words = heard.readline().split()
    if not words:
        sys.exit("the server has ended")
    if words[0] == b"MSG" and words[1] == b"made":
        answer = json.loads(heard.read(int(words[-1]) + 2))
        if "error" in answer:
            sys.exit(0)  # No such stream, as long as nothing was stored.
        count = answer["num_pending"] + answer["delivered"]["consumer_seq"]
    elif words[0] == b"HMSG":
        both = heard.read(int(words[-1]) + 2)
        messages.append(both[int(words[-2]):-2])
sys.stdout.buffer.write(b"".join(message + b"\n" for message in messages))
