"""What somebody does at a terminal's port who means it harm; each returns what the terminal said to it."""
import json
import os
import select
import socket
import time

import wire_link
import wire_log

#: What no end may take for a message, as the value of a key; at most one of them is no JSON by grammar alone.
MALFORMED = {
    "depth 10,000": b"[" * 10_000 + b"]" * 10_000,
    "a number of a million digits": b"9" * 1_000_000,
    "NaN": b"NaN",
    "doubled keys": b'{"a":1,"a":2}',
    "invalid UTF-8": b'"\xc3\x28"',
    "a surrogate pair as six bytes": b'"\xed\xa0\xbd\xed\xb8\x80"',
    "a lone surrogate": b'"\\ud83d"',
    "cut short": b'{"a":',
    "a control character": b'"\x01"',
}


def connect(port, source="127.0.0.1", limit=10):
    return socket.create_connection(("127.0.0.1", port), timeout=limit, source_address=(source, 0))


def milliseconds(began):
    return int(1000 * (time.monotonic() - began))


def rest(link, limit=8):
    """Everything that still comes, and whether that was the end."""
    said, began = [], time.monotonic()
    try:
        while True:
            said.append(link.line(limit).decode(errors="replace"))
    except wire_link.Ended:
        return {"said": said, "ended": True, "ms": milliseconds(began)}
    except wire_link.Silent:
        return {"said": said, "ended": False, "ms": milliseconds(began)}


def after_hello(port, key, doing, protocol=1):
    """Greets, does what is to be tried, and looks what comes of it."""
    link = wire_link.Link(connect(port), key, True, protocol)
    try:
        link.greet()
        doing(link)
    except wire_link.Ended:
        pass
    found = {**rest(link), "hello": link.peer_hello and link.peer_hello.decode()}
    link.close()
    return found


def secret(path):
    with open(path, "rb") as file:
        return file.read()


def no_key(port):
    iam = {"type": "iam", "venue": "maple", "terminal": "bar", "origin": "bar-00000001", "letter": "C",
           "version": "0.0.1"}
    return after_hello(port, None, lambda link: link.send(wire_link.compact(iam)))


def silent(port):
    """Greets and proves nothing."""
    return after_hello(port, b"", lambda link: None)


def wrong_key(port):
    return after_hello(port, os.urandom(32), lambda link: link.put_proof())


def wrong_side(port, key):
    """The listener's own proof in place of the dialer's."""
    return after_hello(port, secret(key), lambda link: link.put_proof(
        wire_link.proof(link.key, "listener", link.transcript())))


def replayed(port, key):
    """All that an honest dialer said once, said again."""
    honest = wire_link.Link(connect(port), secret(key), True)
    honest.greet()
    honest.prove()
    said = wire_link.proof(honest.key, "dialer", honest.transcript())
    honest.close()
    link = wire_link.Link(connect(port), honest.key, True, hello=honest.hello)
    link.greet()
    link.put_proof(said)
    return {**rest(link), "hello": link.peer_hello.decode()}


def downgraded(port, key):
    """The dialer says 1; on its way that becomes 0: both ends then hold another transcript."""
    honest = wire_link.Link(connect(port), secret(key), True)
    said = honest.hello
    honest.hello = said.replace(b'"protocol":1', b'"protocol":0')
    honest.greet()
    honest.hello = said
    honest.put_proof()
    return {**rest(honest), "hello": honest.peer_hello.decode()}


def long_hello(port):
    """5 KB before the proof, never ended."""
    link = wire_link.Link(connect(port), b"", True, hello=b'{"type":"hello","protocol":1,"nonce":"' + b"a" * 5_000)
    try:
        link.put(link.hello)
    except wire_link.Ended:
        pass
    return rest(link)


def doors():
    """A port at which a terminal shall dial: its number."""
    door = socket.create_server(("127.0.0.1", 0))
    DOORS[door.getsockname()[1]] = door
    return {"port": door.getsockname()[1]}


def dialled(port):
    """A link that somebody has just dialled here; those that gave up while nobody looked are passed over."""
    DOORS[port].settimeout(15)
    while True:
        connection, _ = DOORS[port].accept()
        ends = select.poll()
        ends.register(connection, select.POLLRDHUP)
        if not ends.poll(100):
            return connection
        connection.close()


def reflected(port):
    """Says to whoever dials here what it says itself: its hello, then its proof."""
    link = wire_link.Link(dialled(port), b"", False)
    link.peer_hello = link.line()
    link.put(link.peer_hello + b"\n")
    link.put(link.line() + b"\n")
    return rest(link)


def relayed(port, target):
    """Passes everything between whoever dials here and another port; what the two said until one of them ended."""
    ends = [dialled(port), connect(target)]
    for end in ends:
        end.settimeout(0.05)
    said, began = [b"", b""], time.monotonic()
    while time.monotonic() - began < 10:
        for place in (0, 1):
            try:
                data = ends[place].recv(1 << 16)
            except socket.timeout:
                continue
            except OSError:
                data = b""
            if not data:
                for end in ends:
                    end.close()
                return {"ended": True, "said": [text.decode() for text in said]}
            said[place] += data
            ends[1 - place].sendall(data)
    return {"ended": False, "said": [text.decode() for text in said]}


def relayed_proof(port, target):
    """Takes the proof of whoever dials here to another session's listener: only the proof, under hellos of its own."""
    victim = wire_link.Link(dialled(port), b"", False)
    thief = wire_link.Link(connect(target), b"", True)
    thief.greet()
    victim.greet()
    thief.put(victim.line() + b"\n")
    return {**rest(thief), "hello": thief.peer_hello.decode()}


def proven(port, key, name="mallory"):
    """An honest link up to its iam, and have."""
    link = wire_link.Link(connect(port), secret(key), True)
    link.greet()
    link.prove()
    link.send(wire_link.compact({"type": "iam", "venue": "maple", "terminal": name, "origin": f"{name}-0000000a",
                                 "letter": "M", "version": "0.0.1"}))
    link.receive()
    link.send(wire_link.compact({"type": "have", "origins": {}}))
    return link


def bent_line(port, key, how):
    """Two honest lines, of which the way makes something else."""
    link = proven(port, key)
    numbers = (link.sent + 1, link.sent + 2)
    one, two = (wire_link.envelope(link.sending_key, number, wire_link.compact(
        {"type": "ping", "clock": wire_log.moment()})) for number in numbers)
    other = proven(port, key, "eve")
    foreign = wire_link.envelope(other.sending_key, numbers[0], b'{"type":"ping","clock":"2026-11-22T19:04:05.123Z"}')
    other.close()
    lines = {
        "honest": [one, two],
        "changed": [one.replace(b'"clock":"2', b'"clock":"3'), two],
        "dropped": [two],
        "doubled": [one, one],
        "reordered": [two, one],
        "replayed": [foreign, two],
        "without a MAC": [wire_link.envelope(None, numbers[0], b'{"type":"ping","clock":"x"}'), two],
        "with a key more": [one.replace(b'"mac"', b'"a":1,"mac"'), two],
        "with a blank": [one.replace(b'{"n":', b'{ "n":'), two],
        "with the MAC in capitals": [one.replace(one[12:44], one[12:44].upper()), two],
    }[how]
    try:
        for line in lines:
            link.put(line + b"\n")
    except wire_link.Ended:
        pass
    found = rest(link, limit=1.5 if how == "honest" else 8)
    found["pongs"] = sum('"type":"pong"' in line for line in found["said"])
    link.close()
    return found


def bad_message(port, key, what, inside=None, limit=8):
    """A message with a right MAC that is none, by itself, in a message that is known, or in an event."""
    link = proven(port, key)
    bad = MALFORMED[what]
    line = b'{"type":"rumour","value":' + bad + b"}"
    if inside == "ping":
        line = b'{"type":"ping","clock":"' + wire_log.moment().encode() + b'","value":' + bad + b"}"
    if inside == "event":
        log = wire_log.Log("maple")
        whole = log.write("mallory-0000000a", {"event_type": "setting_changed", "entity_type": "venue",
                                               "entity_id": "maple", "payload": {"key": "motto", "value": 7}})
        line = wire_link.event_message(whole.replace(b'"value":7', b'"value":' + bad))
    try:
        link.send(line)
    except wire_link.Ended:
        pass
    found = rest(link, limit)
    link.close()
    return found


DOORS = {}
ATTACKS = {work.__name__: work for work in (
    no_key, silent, wrong_key, wrong_side, replayed, downgraded, long_hello, doors, reflected, relayed, relayed_proof,
    bent_line, bad_message)}
