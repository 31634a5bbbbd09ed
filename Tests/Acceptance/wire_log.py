"""Event lines of several origins as a peer holds them, forks included: taken only with a whole chain behind them."""
import datetime
import json

import check_lines
import forge_lines

EPOCH = datetime.datetime(1970, 1, 1)


def moment(offset_ms=0):
    """Now by a clock that is `offset_ms` off, as `created_at` is written."""
    now = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(milliseconds=offset_ms)
    return now.strftime("%Y-%m-%dT%H:%M:%S.") + f"{now.microsecond // 1000:03d}Z"


class Entry:
    def __init__(self, line):
        event = json.loads(line)
        self.line = line
        self.origin, self.seq, self.prev, self.hash = (event[key] for key in ("origin", "seq", "prev", "hash"))


class Log:
    def __init__(self, venue):
        self.venue = venue
        self.entries = {}
        self.tips = {}
        self.waiting = {}

    def take(self, line):
        """Keeps an event's line: "new", "old", "waiting", or what is wrong with it."""
        try:
            entry = Entry(line)
            # The chain is looked at below: here it is taken to be what the line itself says.
            found = list(check_lines.findings(line, self.venue, {entry.origin: (entry.seq - 1, entry.prev)}))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            return f"no event: {error}"
        if found:
            return "; ".join(found)
        if entry.hash in self.entries:
            return "old"
        if entry.seq == 1 and entry.prev != forge_lines.first_prev(self.venue, entry.origin):
            return "prev is not the start of the chain"
        before = self.entries.get(entry.prev)
        if entry.seq > 1 and before is None:
            self.waiting[entry.prev] = line
            return "waiting"
        if before and (before.origin, before.seq) != (entry.origin, entry.seq - 1):
            return "prev is another place of the chain"
        self.entries[entry.hash] = entry
        tips = self.tips.setdefault(entry.origin, set())
        tips.discard((entry.seq - 1, entry.prev))
        tips.add((entry.seq, entry.hash))
        following = self.waiting.pop(entry.hash, None)
        if following:
            self.take(following)
        return "new"

    def write(self, origin, event, offset_ms=0, after=None):
        """Makes the next event of an origin, chained to its longest history or to the hash `after`."""
        tips = self.have().get(origin)
        after = after or (tips and tips[-1][1])
        seq, prev = 1, forge_lines.first_prev(self.venue, origin)
        if after and after != "start":
            seq, prev = self.entries[after].seq + 1, after
        event = {"created_at": moment(offset_ms), **event}
        name = f"{origin} {seq} {json.dumps(event, sort_keys=True)}"
        event.setdefault("id", forge_lines.identifier(event["created_at"], name))
        line, _ = forge_lines.forge(origin, seq, prev, event)
        result = self.take(line)
        if result != "new":
            raise ValueError(f"the event that was asked for is no event: {result}")
        return line

    def have(self):
        """The tip of every history: {origin: [[seq, hash], …]}, the longest last."""
        return {origin: [list(tip) for tip in sorted(self.tips[origin])] for origin in sorted(self.tips)}

    def holds(self, tip):
        return tip in self.entries

    def chain(self, tip):
        """The history that ends with a hash, from seq 1 on."""
        backwards = []
        while tip in self.entries:
            backwards.append(self.entries[tip])
            tip = backwards[-1].prev
        return backwards[::-1]

    def answer(self, want):
        """The lines that a `want` asks for; None where nothing can be served."""
        chain = self.chain(want["tip"])
        if not chain or chain[0].origin != want["origin"]:
            return None
        lines, size = [], 0
        for entry in chain[max(0, want["from"] - 1):want["to"]]:
            lines.append(entry.line)
            size += len(entry.line)
            if size >= want["max_bytes"]:
                break
        return lines or None
