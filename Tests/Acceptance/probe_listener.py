"""Answers one call as the named script says, by the contract alone: python3 probe_listener.py SCRIPT KEY_FILE.

Prints its port first.
"""

import datetime
import hashlib
import hmac
import json
import os
import socket
import sys

script, key_file = sys.argv[1:]
key = open(key_file, "rb").read()
server = socket.create_server(("127.0.0.1", 0))
print(server.getsockname()[1], flush=True)
call, _ = server.accept()
lines = call.makefile("rb")


def clock(ahead_seconds=0):
    now = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=ahead_seconds)
    return now.strftime("%Y-%m-%dT%H:%M:%S.") + "%03dZ" % (now.microsecond // 1000)


def send(message):
    line = json.dumps(message, separators=(",", ":")).encode()
    call.sendall(line + b"\n")
    return line


def code(secret, text):
    return hmac.new(secret, text, hashlib.sha256)


def sealed(number, message):
    body = json.dumps(message, separators=(",", ":"))
    line_key = code(key, b"galley/1 listener key\n" + transcript).digest()
    mac = code(line_key, b"%d\n" % number + body.encode()).hexdigest()[:32]
    call.sendall(('{"n":%d,"mac":"%s","m":%s}\n' % (number, mac, body)).encode())


if script == "goes":
    lines.readline()
    call.close()
    sys.exit()
if script == "garbage":
    call.sendall(b"220 mail.example ESMTP\r\n")
if script not in ("silence", "garbage"):
    hello = {"type": "hello", "protocol": 0 if script == "older" else 1, "nonce": os.urandom(16).hex()}
    ours = send(hello | {"clock": clock(600 if script == "clock" else 0)})
if script in ("clock", "older", "told"):
    transcript = lines.readline().rstrip(b"\n") + b"\n" + ours
    proof = json.loads(lines.readline())
    assert proof["mac"] == code(key, b"galley/1 dialer\n" + transcript).hexdigest()
    send({"type": "proof", "mac": code(key, b"galley/1 listener\n" + transcript).hexdigest()})
    if script == "told":
        sealed(1, {"type": "bye", "code": "version", "message": "update"})
    else:
        who = {"venue": "maple", "terminal": "tv", "origin": "tv-4fd1c2a9", "letter": "K", "version": "0.1.0"}
        sealed(1, {"type": "iam"} | who)
while lines.readline():
    pass
