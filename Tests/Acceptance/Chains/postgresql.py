#!/usr/bin/python3
# Keeps events in PostgreSQL, each id once, and prints an id once it is
# committed. PGHOST, PGDATABASE and their like say where.
# A commit holds all that came during the one before it: a shell would
# take it in a byte at a time.
import os, subprocess, sys

psql = subprocess.Popen(
    ["psql", "-XqAt", "-v", "ON_ERROR_STOP=1"],
    stdin=subprocess.PIPE, stdout=subprocess.PIPE)
rest = b""
while piece := os.read(0, 1 << 16):
    lines, end, rest = (rest + piece).rpartition(b"\n")
    if not end:
        continue
    text = lines.replace(b"'", b"''")
    psql.stdin.write(b"SELECT galley_keep('%b');\n" % text)
    psql.stdin.flush()
    for _ in lines.split(b"\n"):
        kept = psql.stdout.readline()
        if not kept:
            sys.exit("psql has ended")
        os.write(1, kept)
