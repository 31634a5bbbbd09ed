"""A receiver of webhooks made of PyPI's standardwebhooks and cloudevents, over HTTP and HTTPS.

Run by the Python of a virtual environment with both and with trustme (PlayedService.swift makes it). Prints
`{"port": N}`, then answers lines of JSON on standard input, each by one line:

    tls         {"folder"} -> {"port", "ca"}: the same receiver with a certificate for localhost alone, and who has signed
                it, as a file in that folder
    secrets     {"secrets"}: what it knows; each delivery is judged with every one of them
    answers     {"answers": [{"status"?, "headers"?, "wait_ms"?, "drip_ms"?, "close"?, "body"?}]}: what it answers to the
                next deliveries, 204 to those after them; wait_ms before it answers, drip_ms between single bytes of the
                answer; close: it hangs up without one
    deliveries  {"count"} -> waits until so many have come since the start, and tells them all:
                {"id", "timestamp", "signature", "content_type", "host", "body", "judged", "tampered", "event"}
    connections -> how many were made

`judged` is what standardwebhooks says with each secret: ok, or the name of what it raised; `tampered` is what it says with
the first when one byte of the body is another; `event` is what cloudevents has read.
"""
import json
import ssl
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import trustme
from cloudevents.core.bindings.http import HTTPMessage, from_http_event
from standardwebhooks import Webhook

lock = threading.Condition()
secrets, answers, deliveries, connections = [], [], [], [0]


def judge(secret, body, headers):
    try:
        Webhook(secret).verify(body, headers)
        return "ok"
    except Exception as error:
        return type(error).__name__


def read(body, headers):
    event = from_http_event(HTTPMessage(headers=headers, body=body))
    return {"id": event.get_id(), "source": event.get_source(), "type": event.get_type(),
            "subject": event.get_subject(), "specversion": event.get_specversion(),
            "time": event.get_time().isoformat(), "data": event.get_data()}


class Receiver(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def setup(self):
        super().setup()
        with lock:
            connections[0] += 1

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        headers = dict(self.headers.items())
        said = {name.lower(): value for name, value in headers.items()}
        with lock:
            delivery = {
                "id": said.get("webhook-id"), "timestamp": said.get("webhook-timestamp"),
                "signature": said.get("webhook-signature"), "content_type": said.get("content-type"),
                "host": said.get("host"), "path": self.path, "body": body.decode(),
                "judged": [judge(secret, body, headers) for secret in secrets],
                "tampered": judge(secrets[0], body[:-1] + b" ", headers) if secrets else None,
                "event": read(body, headers),
            }
            answer = answers.pop(0) if answers else {"status": 204}
            deliveries.append(delivery)
            lock.notify_all()
        self.answer(answer)

    do_GET = do_POST

    def answer(self, answer):
        time.sleep(answer.get("wait_ms", 0) / 1000)
        if answer.get("close"):
            self.close_connection = True
            self.connection.close()
            return
        body = answer.get("body", "").encode()
        status = answer.get("status", 204)
        lines = ["HTTP/1.1 %d x" % status] + ["%s: %s" % pair for pair in answer.get("headers", {}).items()]
        if status != 204:
            lines.append("Content-Length: %d" % len(body))
        text = "\r\n".join(lines + ["", ""]).encode() + body
        try:
            if "drip_ms" not in answer:
                self.wfile.write(text)
                return
            for byte in text:
                self.wfile.write(bytes([byte]))
                time.sleep(answer["drip_ms"] / 1000)
        except OSError:
            self.close_connection = True


def serve(context=None):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    server.daemon_threads = True
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        server.handle_error = lambda *_: None
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.server_address[1]


def serve_tls(folder):
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    path = folder + "/ca.pem"
    authority.cert_pem.write_to_path(path)
    return {"port": serve(context), "ca": path}


def obey(words):
    verb = words.pop("do")
    if verb == "tls":
        return serve_tls(words["folder"])
    with lock:
        if verb == "secrets":
            secrets[:] = words["secrets"]
            return {}
        if verb == "answers":
            answers[:] = words["answers"]
            return {}
        if verb == "deliveries":
            if not lock.wait_for(lambda: len(deliveries) >= words["count"], timeout=30):
                raise TimeoutError("%d of %d deliveries came" % (len(deliveries), words["count"]))
            return deliveries
        if verb == "connections":
            return connections[0]
    raise ValueError(verb)


def main():
    print(json.dumps({"port": serve()}), flush=True)
    for line in sys.stdin:
        try:
            said = obey(json.loads(line))
        except Exception as fault:  # the test shall say what went wrong here
            said = {"control_error": repr(fault)}
        print(json.dumps(said), flush=True)


main()
