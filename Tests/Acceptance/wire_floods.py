"""More of everything than a terminal can hold: what it says to that, and how it gets rid of it."""
import time

import wire_attacks
import wire_link


def endless_line(port, key, proves, size=1 << 30):
    """A line of a gigabyte: what the terminal says to that, and whether it ends the link."""
    link = wire_attacks.proven(port, key) if proves else wire_link.Link(wire_attacks.connect(port), b"", True)
    piece, sent = b"[" * (1 << 16), 0
    link.socket.settimeout(20)
    try:
        link.socket.sendall(b'{"n":3,"mac":"' + b"0" * 32 + b'","m":')
        while sent < size:
            sent += link.socket.send(piece)
    except OSError:
        pass
    return {"sent": sent, **wire_attacks.rest(link)}


def crowd(port, addresses, each, seconds=9.0):
    """Connections that prove nothing and send a byte a second: how many are greeted, and when the last one is ended."""
    links, began = [], time.monotonic()
    for address in addresses:
        for _ in range(each):
            connection = wire_attacks.connect(port, address)
            connection.setblocking(False)
            links.append({"socket": connection, "greeted": False, "ended": None, "address": address})
    next_byte = began
    while time.monotonic() - began < seconds and any(link["ended"] is None for link in links):
        now = time.monotonic()
        for link in links:
            if link["ended"] is not None:
                continue
            try:
                data = link["socket"].recv(4096)
                link["greeted"] |= bool(data)
                link["ended"] = None if data else now - began
                if now >= next_byte:
                    link["socket"].send(b"{")
            except BlockingIOError:
                pass
            except OSError:
                link["ended"] = now - began
        if now >= next_byte:
            next_byte += 1
        time.sleep(0.01)
    for link in links:
        link["socket"].close()
    greeted = {}
    for link in links:
        greeted[link["address"]] = greeted.get(link["address"], 0) + link["greeted"]
    ends = [int(1000 * (link["ended"] or seconds)) for link in links if link["greeted"]]
    return {"connections": len(links), "greeted": sum(greeted.values()), "most": max(greeted.values()),
            "open": sum(link["ended"] is None for link in links),
            "last_end_ms": max(ends, default=0),
            "first_end_ms": min(ends, default=0)}


def knocks(port, count, limit=30):
    """Connections one after the other, each as soon as the last one was greeted or sent away; 64 of them stay open."""
    greeted, sent_away, kept, end = 0, 0, [], time.monotonic() + limit
    while greeted + sent_away < count and time.monotonic() < end:
        kept.append(wire_attacks.connect(port))
        try:
            heard = kept[-1].recv(4096)
        except OSError:
            heard = b""
        greeted += bool(heard)
        sent_away += not heard
        if len(kept) > 64:
            kept.pop(0).close()
    for connection in kept:
        connection.close()
    return {"greeted": greeted, "sent_away": sent_away}


FLOODS = {work.__name__: work for work in (endless_line, crowd, knocks)}
