"""A partner that keeps the events that it gets: a line for each in FOLDER/got.

    event_partner.py FOLDER

FOLDER/manner says what else it does, looked at with each event: `refuse` (not now), `never` (not ever), `crash` (ends
with the event in its hands); without the file it keeps and acknowledges.
"""
import json
import os
import sys

FOLDER = sys.argv[1]


def say(**words):
    sys.stdout.write(json.dumps(words) + "\n")
    sys.stdout.flush()


def manner():
    try:
        with open(FOLDER + "/manner") as file:
            return file.read()
    except FileNotFoundError:
        return ""


for line in sys.stdin:
    message = json.loads(line)
    if message["type"] == "hello":
        say(type="ready")
    if message["type"] == "event":
        how = manner()
        if how == "crash":
            sys.exit("it fell over an event")
        if how:
            say(type="nack", cursor=message["cursor"], error="it can't be kept", retry=how == "refuse")
            continue
        with open(FOLDER + "/got", "a") as got:
            got.write(json.dumps(message["event"]) + "\n")
        say(type="ack", cursor=message["cursor"])
    if message["type"] == "stop":
        break
