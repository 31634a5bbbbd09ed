"""Lets a program of these tests be told what to do: one JSON object a line in, one a line out.

{"do": NAME, …} calls the command of that name with the rest as its arguments. The answer is what it returns, or
{"error": …}. Standard input and output, or the Unix-domain socket that the first argument names; the program
ends with that, and after ten minutes whatever happens.
"""
import json
import os
import socket
import sys
import threading
import traceback

LIFETIME_SECONDS = 600


def answer(commands, line):
    try:
        words = json.loads(line)
        return commands[words.pop("do")](**words)
    except Exception as error:
        traceback.print_exc()
        return {"error": f"{type(error).__name__}: {error}"}


def serve(commands):
    watchdog = threading.Timer(LIFETIME_SECONDS, os._exit, [3])
    watchdog.daemon = True
    watchdog.start()
    if len(sys.argv) > 1:
        door = socket.socket(socket.AF_UNIX)
        door.bind(sys.argv[1])
        door.listen()
        caller, _ = door.accept()
        told, tell = caller.makefile("rb"), caller.makefile("wb")
    else:
        told, tell = sys.stdin.buffer, sys.stdout.buffer
    for line in told:
        tell.write(json.dumps(answer(commands, line), separators=(",", ":")).encode() + b"\n")
        tell.flush()
    os._exit(0)
