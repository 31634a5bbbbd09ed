"""A terminal of another make: speaks the contract's section 3 and keeps its log in memory (see told.py).

Peers are named; each dials and listens, and its links have numbers. A test tells it what to do and looks at what came.
"""
import base64
import json
import queue
import socket
import threading
import time

import told
import wire_attacks
import wire_floods
import wire_link
import wire_log
import wire_session


class Peer:
    def __init__(self, name, venue, origin, letter, key, offset_ms):
        self.name, self.venue, self.origin, self.letter = name, venue, origin, letter
        self.key, self.offset_ms = key, offset_ms
        self.log = wire_log.Log(venue)
        self.sessions = []
        self.accepted = queue.Queue()

    def iam(self):
        return {"venue": self.venue, "terminal": self.name, "origin": self.origin, "letter": self.letter,
                "version": "0.0.1"}

    def clock(self):
        return wire_log.moment(self.offset_ms)

    def session(self, connection, dials, protocol, quiet, iam, limit=10):
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        link = wire_link.Link(connection, self.key, dials, protocol, self.offset_ms)
        session = wire_session.Session(self, link, quiet, iam).shake(limit)
        self.sessions.append(session)
        return session.start()

    def accept(self, door, protocol, quiet):
        while True:
            connection, _ = door.accept()
            threading.Thread(daemon=True, target=lambda taken: self.accepted.put(
                self.session(taken, False, protocol, quiet, None)), args=(connection,)).start()


peers, links = {}, []


def described(session):
    if session not in links:
        links.append(session)
    hello = session.link.peer_hello
    return {"link": links.index(session), "ended": session.ended, "iam": session.their_iam,
            "hello": hello and json.loads(hello)}


def peer(name, venue="maple", origin=None, letter="C", key=None, offset_ms=0):
    secret = None
    if key is not None:
        with open(key, "rb") as file:
            secret = file.read()
    peers[name] = Peer(name, venue, origin or f"{name}-00000001", letter, secret, offset_ms)
    return {"origin": peers[name].origin}


def dial(peer, port, protocol=1, quiet=False, narrow=False, iam=None, limit=10):
    connection = socket.socket()
    if narrow:
        # As little as can be stands in the system's buffers when nobody reads.
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    connection.settimeout(limit)
    connection.connect(("127.0.0.1", port))
    return described(peers[peer].session(connection, True, protocol, quiet, iam, limit))


def listen(peer, protocol=1, quiet=False, port=0):
    door = socket.create_server(("127.0.0.1", port))
    threading.Thread(target=peers[peer].accept, args=(door, protocol, quiet), daemon=True).start()
    return {"port": door.getsockname()[1]}


def accepted(peer, limit=15):
    try:
        return described(peers[peer].accepted.get(timeout=limit))
    except queue.Empty:
        return {"silent": True}


def send(link, message=None, text=None, data=None):
    """A message as an object, as text that stands as it is, or as bytes in base64."""
    raw = base64.b64decode(data) if data else text.encode() if text else wire_link.compact(message)
    links[link].send(raw)
    return {}


def send_event(link, data=None, text=None):
    links[link].send(wire_link.event_message(base64.b64decode(data) if data else text.encode()))
    return {}


def next_message(link, type, limit=10):
    return links[link].next(type, limit)


def inbox(link):
    return {"messages": [entry["message"] for entry in list(links[link].inbox)], "ended": links[link].ended}


def forget_inbox(link):
    links[link].inbox.clear()
    return {}


def fence(link, limit=10):
    """A ping and its pong: what was sent before has been read, and its answers stand in the inbox."""
    session, clock = links[link], wire_log.moment()
    session.send(wire_link.compact({"type": "ping", "clock": clock}))
    while True:
        found = session.next("pong", limit)
        if "message" not in found or found["message"].get("ping") == clock:
            return found


def ended(link, limit=10):
    return links[link].wait_end(limit)


def pause(link):
    links[link].reading.clear()
    return {}


def resume(link):
    links[link].reading.set()
    return {}


def close(link, reset=False):
    links[link].ended = links[link].ended or "closed here"
    links[link].link.close(reset)
    return {}


def write(peer, event, origin=None, after=None, push=True, offset_ms=None):
    """Makes an event of the peer's own or of another origin, and pushes it to every link that is not quiet."""
    mine = peers[peer]
    line = mine.log.write(origin or mine.origin, event, mine.offset_ms if offset_ms is None else offset_ms, after)
    for session in mine.sessions:
        if push and session.ended is None and not session.quiet:
            session.send(wire_link.event_message(line))
    return {"line": line.decode()}


def keep(peer, lines):
    """Lines that the peer shall hold without having been sent them."""
    return {"results": [peers[peer].log.take(line.encode()) for line in lines]}


def have(peer):
    return {"have": peers[peer].log.have()}


def await_history(peer, origin, seq, limit):
    """Waits until so much of an origin is held; how much is held then."""
    end = time.monotonic() + limit
    while True:
        # While a line is being taken, an origin may stand there without a history.
        held = (peers[peer].log.have().get(origin) or [[0]])[-1][0]
        if held >= seq or time.monotonic() > end:
            return {"held": held}
        time.sleep(0.01)


def lines(peer):
    return {"lines": [entry.line.decode() for entry in peers[peer].log.entries.values()]}


def attack(name, **arguments):
    return {**wire_attacks.ATTACKS, **wire_floods.FLOODS}[name](**arguments)


if __name__ == "__main__":
    told.serve({"peer": peer, "dial": dial, "listen": listen, "accepted": accepted, "send": send,
                "send_event": send_event, "next": next_message, "inbox": inbox, "forget_inbox": forget_inbox,
                "fence": fence, "ended": ended, "pause": pause, "resume": resume, "close": close, "write": write,
                "keep": keep, "have": have, "await": await_history, "lines": lines, "attack": attack})
