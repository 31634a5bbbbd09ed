"""Stands between a terminal and its partner: passes lines both ways, and stops before the one that a test names.

    held_partner.py FOLDER PROGRAM [ARGUMENT]...

FOLDER/hold names it by a word and a text: `terminal payment.start` is the next line from the terminal with that text.
The line, and what comes after it on the same way, waits for as long as the file is there; FOLDER/held has it meanwhile.
FOLDER/group holds the number of the process group of both.
"""
import os
import subprocess
import sys
import threading
import time

FOLDER = sys.argv[1]


def is_wanted(side, line):
    try:
        with open(FOLDER + "/hold", "rb") as file:
            word, _, text = file.read().partition(b" ")
    except FileNotFoundError:
        return False
    return word.decode() == side and text in line


def stand(line):
    with open(FOLDER + "/held", "wb") as file:
        file.write(line)
    while os.path.exists(FOLDER + "/hold"):
        time.sleep(0.002)


def hand_on(side, source, sink):
    for line in source:
        if is_wanted(side, line):
            stand(line)
        try:
            sink.write(line)
            sink.flush()
        except BrokenPipeError:
            return
    sink.close()


with open(FOLDER + "/group", "w") as group:
    group.write(str(os.getpgrp()))
partner = subprocess.Popen(sys.argv[2:], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
threading.Thread(target=hand_on, args=("terminal", sys.stdin.buffer, partner.stdin), daemon=True).start()
hand_on("partner", partner.stdout, sys.stdout.buffer)
os._exit(partner.wait())
