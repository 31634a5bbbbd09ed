"""Reproduces the worked handshake of the vectors to the byte: wire_vectors.py HANDSHAKE

Ends with 1 and says what differs where it does not.
"""
import socket
import sys

import wire_link


def rows(path):
    with open(path, encoding="ascii") as file:
        return {name: bytes.fromhex(digits) for name, digits in (
            line.split() for line in file if line.strip() and not line.startswith("#"))}


def lines_of(side, vectors):
    return [vectors[f"{side}-{name}"] for name in ("hello", "proof-line", "line-1", "line-2")]


def ended(lines):
    return b"".join(line + b"\n" for line in lines)


def differences(vectors):
    for mine, theirs in (("dialer", "listener"), ("listener", "dialer")):
        near, far = socket.socketpair()
        far.sendall(ended(lines_of(theirs, vectors)))
        link = wire_link.Link(near, vectors["key"], mine == "dialer", hello=vectors[f"{mine}-hello"])
        link.greet()
        link.prove()
        found = {"T": link.transcript(), f"{mine}-K": link.sending_key, f"{theirs}-K": link.receiving_key,
                 f"{mine}-proof": bytes.fromhex(wire_link.proof(vectors["key"], mine, link.transcript()))}
        for number in (1, 2):
            link.send(vectors[f"{mine}-message-{number}"])
            found[f"{theirs}-message-{number}"] = link.receive()
        yield from (name for name, value in found.items() if value != vectors[name])
        if far.recv(1 << 16) != ended(lines_of(mine, vectors)):
            yield f"what the {mine} writes"


def main():
    found = list(differences(rows(sys.argv[1])))
    print("\n".join(found))
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
