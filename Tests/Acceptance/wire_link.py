"""One end of a link between two terminals, written from the contract's section 3 alone."""
import hashlib
import hmac
import json
import os
import select
import socket
import time

import wire_log

LINE_LIMIT = (1 << 20) + 256
EVENTS_LIMIT = 64 << 10
WRITE_LIMIT_SECONDS = 60


class Ended(Exception):
    """The other end has closed or reset the link, or has broken the protocol."""


class Silent(Exception):
    """Nothing came within the limit."""


def compact(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def mac(key, *parts):
    return hmac.new(key, b"".join(parts), hashlib.sha256)


def proof(key, side, transcript):
    return mac(key, f"galley/1 {side}\n".encode(), transcript).hexdigest()


def line_key(key, side, transcript):
    return mac(key, f"galley/1 {side} key\n".encode(), transcript).digest()


def envelope(key, number, message):
    """A message's line without its end; without a key it has no MAC."""
    if key is None:
        return b'{"n":%d,"m":%b}' % (number, message)
    made = mac(key, str(number).encode(), b"\n", message).hexdigest()[:32]
    return b'{"n":%d,"mac":"%b","m":%b}' % (number, made.encode(), message)


def event_message(line):
    return b'{"type":"event","line":' + line + b"}"


def events_messages(lines):
    """`events` messages of up to 64 KiB; what is larger by itself goes as `event`."""
    head, tail, batch, size = b'{"type":"events","lines":[', b"]}", [], 0
    for line in lines + [None]:
        if batch and (line is None or size + len(line) + 1 + len(head) + len(tail) > EVENTS_LIMIT):
            yield head + b",".join(batch) + tail if len(batch) > 1 else event_message(batch[0])
            batch, size = [], 0
        if line is not None:
            batch.append(line)
            size += len(line) + 1


def event_lines(message):
    """The events' own bytes inside an `event` or `events` message."""
    if message.startswith(b'{"type":"event","line":'):
        return [message[len(b'{"type":"event","line":'):-1]]
    text, lines = message[len(b'{"type":"events","lines":'):-1].decode(), []
    place = 1
    while text[place] != "]":
        _, end = json.JSONDecoder().raw_decode(text, place)
        lines.append(text[place:end].encode())
        place = end + (text[end] == ",")
    return lines


class Link:
    """Bytes on a socket: hello, proof, counted lines. Every wait has a limit."""

    def __init__(self, connection, key, dials, protocol=1, offset_ms=0, hello=None):
        self.socket, self.key, self.dials = connection, key, dials
        # For writing alone: two threads share the socket, and reading waits by itself.
        connection.settimeout(WRITE_LIMIT_SECONDS)
        self.buffer = b""
        self.sent = self.received = 0
        self.mine, self.theirs = ("dialer", "listener") if dials else ("listener", "dialer")
        self.hello = hello or compact({
            "type": "hello", "protocol": protocol, "nonce": os.urandom(16).hex(), "clock": wire_log.moment(offset_ms)})
        self.peer_hello = None
        self.sending_key = self.receiving_key = None

    def put(self, data):
        try:
            self.socket.sendall(data)
        except socket.timeout:
            raise Silent("the other end reads nothing") from None
        except OSError as error:
            raise Ended(str(error)) from None

    def line(self, limit=10):
        """The next line without its end, whatever it says."""
        end = time.monotonic() + limit
        while b"\n" not in self.buffer:
            if len(self.buffer) > LINE_LIMIT:
                raise Ended("a line beyond the limit")
            try:
                ready = select.poll()
                ready.register(self.socket, select.POLLIN)
                if not ready.poll(max(0, end - time.monotonic()) * 1000):
                    raise Silent()
                data = self.socket.recv(1 << 16)
            except (OSError, ValueError) as error:
                raise Ended(str(error)) from None
            if not data:
                raise Ended("closed")
            self.buffer += data
        line, self.buffer = self.buffer.split(b"\n", 1)
        return line

    def greet(self, limit=10):
        self.put(self.hello + b"\n")
        self.peer_hello = self.line(limit)
        if len(self.peer_hello) > 4096:
            raise Ended("a hello beyond the limit")

    def transcript(self):
        hellos = (self.hello, self.peer_hello)
        return b"\n".join(hellos if self.dials else hellos[::-1])

    def put_proof(self, made=None):
        made = made or proof(self.key, self.mine, self.transcript())
        self.put(compact({"type": "proof", "mac": made}) + b"\n")

    def take_proof(self, limit=10):
        said = self.line(limit)
        if said != compact({"type": "proof", "mac": proof(self.key, self.theirs, self.transcript())}):
            raise Ended(f"a wrong proof: {said!r}")

    def prove(self, limit=10):
        """The dialer proves itself first; without a key there is nothing to prove."""
        if self.key is None:
            return
        if self.dials:
            self.put_proof()
        self.take_proof(limit)
        if not self.dials:
            self.put_proof()
        self.sending_key = line_key(self.key, self.mine, self.transcript())
        self.receiving_key = line_key(self.key, self.theirs, self.transcript())

    def send(self, message):
        self.sent += 1
        self.put(envelope(self.sending_key, self.sent, message) + b"\n")

    def receive(self, limit=10):
        """The next message's own bytes."""
        line = self.line(limit)
        self.received += 1
        head = b'{"n":%d,' % self.received + (b'"m":' if self.receiving_key is None else b'"mac":"')
        start = len(head) if self.receiving_key is None else len(head) + len(b'",""m":') + 31
        message = line[start:-1]
        if not line.startswith(head) or line != envelope(self.receiving_key, self.received, message):
            raise Ended(f"a line that does not fit: {line[:200]!r}")
        return message

    def close(self, reset=False):
        if reset:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        try:
            # Wakes a thread that reads or writes here.
            self.socket.shutdown(socket.SHUT_RD if reset else socket.SHUT_RDWR)
        except OSError:
            pass
        self.socket.close()
