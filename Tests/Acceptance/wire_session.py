"""A link that is alive: reads, answers, asks and pushes by itself, and keeps what came for whoever asks."""
import json
import queue
import threading
import time

import wire_link
import wire_log

WANT_BYTES = 256 << 10
HAVE_EVERY_SECONDS = 1.0
PING_AFTER_SECONDS = 5.0
DEAD_AFTER_SECONDS = 15.0


class Session:
    """`quiet` ones only answer pings: then the test says every word itself."""

    def __init__(self, peer, link, quiet=False, iam=None):
        self.peer, self.link, self.quiet = peer, link, quiet
        self.iam = {**peer.iam(), **(iam or {})}
        self.their_iam = None
        self.inbox, self.ended, self.began = [], None, time.monotonic()
        self.changed = threading.Condition()
        self.outgoing = queue.Queue()
        self.reading = threading.Event()
        self.reading.set()
        self.asked = {}
        self.had, self.had_at = None, 0.0
        self.read_at = self.wrote_at = self.began

    def shake(self, limit=10):
        """Hello, proof, iam. What was said up to the end where it does not come to that."""
        try:
            self.link.greet(limit)
            self.link.prove(limit)
            self.link.send(wire_link.compact({"type": "iam", **self.iam}))
            first = json.loads(self.link.receive(limit))
            if first.get("type") != "iam":
                raise wire_link.Ended(f"{first} in place of iam")
            self.their_iam = first
        except (wire_link.Ended, wire_link.Silent, ValueError) as error:
            self.ended = str(error) or "silent"
            self.link.close()
        return self

    def start(self):
        if self.ended is None:
            for work in (self.read, self.write):
                threading.Thread(target=work, daemon=True).start()
        return self

    # Writing

    def send(self, message):
        self.outgoing.put(message)

    def write(self):
        while self.ended is None:
            try:
                self.link.send(self.outgoing.get(timeout=0.2))
                self.wrote_at = time.monotonic()
            except queue.Empty:
                self.tick()
            except (wire_link.Ended, wire_link.Silent):
                return

    def tick(self):
        now = time.monotonic()
        if self.quiet:
            return
        have = self.peer.log.have()
        if have != self.had and now - self.had_at >= HAVE_EVERY_SECONDS:
            self.tell_have(have)
        if now - self.wrote_at >= PING_AFTER_SECONDS:
            self.wrote_at = now
            self.send(wire_link.compact({"type": "ping", "clock": self.peer.clock()}))

    def tell_have(self, have):
        self.had, self.had_at = have, time.monotonic()
        self.send(wire_link.compact({"type": "have", "origins": have}))

    # Reading

    def read(self):
        if not self.quiet:
            self.tell_have(self.peer.log.have())
        while self.ended is None:
            if not self.reading.wait(0.2):
                continue
            try:
                message = self.link.receive(0.2)
                self.read_at = time.monotonic()
                self.take(message)
            except wire_link.Silent:
                if time.monotonic() - self.read_at > DEAD_AFTER_SECONDS:
                    self.end("dead")
            except (wire_link.Ended, ValueError, RecursionError) as error:
                self.end(str(error))

    def end(self, why):
        with self.changed:
            self.ended = why
            self.changed.notify_all()
        self.link.close()

    def take(self, message):
        said = json.loads(message)
        if said["type"] in ("event", "events"):
            lines = wire_link.event_lines(message)
            said = {"type": said["type"], "lines": [line.decode() for line in lines],
                    "bytes": len(message), "results": [self.peer.log.take(line) for line in lines]}
        with self.changed:
            self.inbox.append({"message": said})
            self.changed.notify_all()
        if said["type"] == "ping":
            self.send(wire_link.compact({"type": "pong", "clock": self.peer.clock(), "ping": said["clock"]}))
        elif not self.quiet:
            getattr(self, "on_" + said["type"], lambda said: None)(said)

    def on_have(self, said):
        for origin, histories in said["origins"].items():
            for seq, tip in histories:
                if not self.peer.log.holds(tip) and tip not in self.asked:
                    held = self.peer.log.have().get(origin, [[0]])[-1][0]
                    self.ask(origin, tip, held + 1 if held < seq else 1, seq)

    def ask(self, origin, tip, first, last):
        self.asked[tip] = [origin, first, last, WANT_BYTES]
        self.send(wire_link.compact({"type": "want", "origin": origin, "tip": tip, "from": first, "to": last,
                                     "max_bytes": WANT_BYTES}))

    def on_events(self, said):
        events = [json.loads(line) for line in said["lines"]]
        for tip, (origin, first, last, left) in list(self.asked.items()):
            mine = [place for place, event in enumerate(events) if event["origin"] == origin]
            left -= sum(len(said["lines"][place].encode()) for place in mine)
            self.asked[tip][3] = left
            if self.peer.log.holds(tip):
                del self.asked[tip]
            elif mine and said["results"][mine[0]] == "waiting" and events[mine[0]]["seq"] == first > 1:
                self.ask(origin, tip, 1, last)
            elif mine and left <= 0:
                self.ask(origin, tip, events[mine[-1]]["seq"] + 1, last)

    on_event = on_events

    def on_lack(self, said):
        self.asked.pop(said["tip"], None)

    def on_want(self, said):
        lines = self.peer.log.answer(said)
        if lines is None:
            self.send(wire_link.compact({"type": "lack", **{key: said[key] for key in ("origin", "tip", "from", "to")}}))
            return
        with self.changed:
            # No message, but what a test wants to know: which places this answer holds.
            places = {"from": max(1, said["from"]), "to": max(1, said["from"]) + len(lines) - 1}
            self.inbox.append({"message": {"type": "served", "origin": said["origin"], **places}})
        for message in wire_link.events_messages(lines):
            self.send(message)

    def on_probe(self, said):
        answer = {"type": "probed", **{key: said[key] for key in ("origin", "tip", "seq")}}
        chain = self.peer.log.chain(said["tip"])
        if 1 <= said["seq"] <= len(chain):
            answer["hash"] = chain[said["seq"] - 1].hash
        self.send(wire_link.compact(answer))

    # For whoever asks

    def next(self, kind, limit):
        """Takes the first message of a kind out of the inbox, when it comes."""
        end = time.monotonic() + limit
        with self.changed:
            while True:
                for place, entry in enumerate(self.inbox):
                    if entry["message"]["type"] == kind:
                        return self.inbox.pop(place)
                left = end - time.monotonic()
                if self.ended is not None:
                    return {"ended": self.ended}
                if left <= 0:
                    return {"silent": True}
                self.changed.wait(left)

    def wait_end(self, limit):
        with self.changed:
            self.changed.wait_for(lambda: self.ended is not None, limit)
        byes = [entry["message"]["code"] for entry in self.inbox if entry["message"]["type"] == "bye"]
        return {"ended": self.ended is not None, "bye": byes[0] if byes else None, "why": self.ended}
