"""A network that fails as it is told, between two terminals: TCP proxies, each from one port to another (see told.py).

Nothing that was accepted is lost or doubled, as in TCP; it is held, delayed, throttled, or its link is reset.
`out` is the way of whoever dials, `back` the other.
"""
import socket
import threading
import time

import told

CHUNK_BYTES = 16 << 10


class Proxy:
    def __init__(self, target):
        self.target = target
        self.door = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = self.door.getsockname()[1]
        self.state = threading.Condition()
        self.held, self.refuses = set(), False
        self.delay, self.rate = 0.0, None
        self.cut_after = self.flip_after = None
        self.passed, self.accepted, self.links = {"out": 0, "back": 0}, 0, []
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            near, _ = self.door.accept()
            self.accepted += 1
            threading.Thread(target=self.join, args=(near,), daemon=True).start()

    def join(self, near):
        link = [near]
        with self.state:
            if not self.refuses:
                self.links.append(link)
            # What is dialled while nothing passes hangs until something does.
            self.state.wait_for(lambda: len(self.held) < 2 or self.refuses or link not in self.links)
        try:
            if self.refuses or link not in self.links:
                raise OSError
            far = socket.create_connection(("127.0.0.1", self.target))
        except OSError:
            self.reset(link)
            return
        link.append(far)
        for end in link:
            end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        threading.Thread(target=self.pump, args=(near, far, "back", link, True), daemon=True).start()
        self.pump(near, far, "out", link, False)

    def pump(self, near, far, way, link, backwards):
        source, sink = (far, near) if backwards else (near, far)
        try:
            while data := source.recv(CHUNK_BYTES):
                with self.state:
                    self.state.wait_for(lambda: way not in self.held or link not in self.links)
                    if link not in self.links:
                        return
                    data, ends = self.spoil(data)
                if self.delay:
                    time.sleep(self.delay)
                if self.rate:
                    time.sleep(len(data) / self.rate)
                sink.sendall(data)
                self.passed[way] += len(data)
                if ends:
                    self.reset(link)
                    return
            sink.shutdown(socket.SHUT_WR)
        except OSError:
            self.reset(link)

    def spoil(self, data):
        """Cuts or changes where it was told to, counted in bytes of both ways."""
        ends = False
        if self.flip_after is not None:
            if self.flip_after < len(data):
                place = self.flip_after
                data, self.flip_after = data[:place] + bytes([data[place] ^ 1]) + data[place + 1:], None
            else:
                self.flip_after -= len(data)
        if self.cut_after is not None:
            if self.cut_after < len(data):
                data, self.cut_after, ends = data[:self.cut_after], None, True
            else:
                self.cut_after -= len(data)
        return data, ends

    def reset(self, link):
        with self.state:
            if link in self.links:
                self.links.remove(link)
            self.state.notify_all()
        for end in link:
            try:
                end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
                # Wakes whoever reads here; a shut socket with this option is then reset by its close.
                end.shutdown(socket.SHUT_RD)
            except OSError:
                pass
            end.close()

    def tell(self, **changes):
        with self.state:
            for name, value in changes.items():
                setattr(self, name, value)
            self.state.notify_all()

    def cut(self):
        for link in list(self.links):
            self.reset(link)


proxies = {}


def changing(change):
    def command(ports, **arguments):
        for port in ports:
            change(proxies[port], **arguments)
        return {}
    return command


def opened(target):
    proxy = Proxy(target)
    proxies[proxy.port] = proxy
    return {"port": proxy.port}


def seen(port):
    proxy = proxies[port]
    return {**proxy.passed, "accepted": proxy.accepted, "links": len(proxy.links)}


def refuse(proxy):
    proxy.tell(refuses=True)
    proxy.cut()


def flap(proxy, times, up_seconds, down_seconds):
    """Refuses and passes in turn; passes when this returns."""
    for _ in range(times):
        refuse(proxy)
        time.sleep(down_seconds)
        proxy.tell(refuses=False)
        time.sleep(up_seconds)


if __name__ == "__main__":
    told.serve({
        "open": opened, "seen": seen,
        "pass": changing(lambda proxy: proxy.tell(held=set(), refuses=False, delay=0.0, rate=None)),
        "hold": changing(lambda proxy, ways=("out", "back"): proxy.tell(held=set(ways))),
        "refuse": changing(refuse),
        "cut": changing(Proxy.cut),
        "cut_after": changing(lambda proxy, bytes=None: proxy.tell(cut_after=bytes)),
        "flip_after": changing(lambda proxy, bytes: proxy.tell(flip_after=bytes)),
        "slow": changing(lambda proxy, delay_ms=0, rate=None: proxy.tell(delay=delay_ms / 1000, rate=rate)),
        "flap": changing(flap),
    })
