"""What takes messages: a strict stand-in for Twilio's Messages API, and PyPI's aiosmtpd as the next mail server.

Run by the Python of a virtual environment with aiosmtpd (PlayedService.swift makes it). Prints `{"port": N}`, that of the
Messages API, then answers lines of JSON on standard input, each by one line:

    smtp      -> {"port"}: of the mail server
    answers   {"answers": [...]}: to the next calls, else 201: {"status", "code"?, "headers"?}
    refusals  {"refusals": [...]}: what the mail server says to the next recipients, else it takes them: "451 later"
    calls     -> those that were in order: {"To", "From", "Body"}
    faults    -> what was wrong with the others
    mails     {"count"} -> waits for so many: {"from", "to", "content"}, and what Python's own parser reads of them:
              {"subject", "text", "date", "message_id", "defects"}
"""
import base64
import email
import email.policy
import json
import re
import sys
import threading
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from aiosmtpd.controller import Controller

ACCOUNT, TOKEN = "AC" + "0123456789abcdef" * 2, "token-of-the-tests"
PATH = "/2010-04-01/Accounts/%s/Messages.json" % ACCOUNT

lock = threading.Condition()
answers, calls, faults, refusals, mails = [], [], [], [], []


def wrong(request, body):
    """What is wrong with a call: Twilio would say less."""
    if request.path != PATH:
        return "path", 404
    if request.headers["Authorization"] != "Basic " + base64.b64encode(
            ("%s:%s" % (ACCOUNT, TOKEN)).encode()).decode():
        return "authorization", 401
    if request.headers["Content-Type"] != "application/x-www-form-urlencoded":
        return "content type", 400
    try:
        fields = urllib.parse.parse_qsl(body.decode("ascii"), strict_parsing=True, keep_blank_values=True,
                                        errors="strict")
    except (UnicodeDecodeError, ValueError) as fault:
        return "form: %r" % fault, 400
    if sorted(name for name, _ in fields) != ["Body", "From", "To"]:
        return "fields", 400
    said = dict(fields)
    if not re.fullmatch(r"\+[1-9][0-9]{7,14}", said["To"]):
        return "number", 400
    if not 1 <= len(said["Body"]) <= 1600:
        return "body", 400
    return said, 201


class Messages(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        said, status = wrong(self, body)
        with lock:
            if status != 201:
                faults.append(said)
                answer = {"status": status, "code": {401: 20003, 404: 20404}.get(status, 21211)}
            else:
                answer = answers.pop(0) if answers else {"status": 201}
                if answer["status"] == 201:
                    calls.append(said)
        text = json.dumps({"sid": "SM1", "status": "queued"} if answer["status"] == 201 else {
            "code": answer.get("code", 20001), "message": "The number is secret-words", "status": answer["status"]})
        self.send_response(answer["status"])
        for name, value in answer.get("headers", {}).items():
            self.send_header(name, value)
        if answer["status"] == 401:
            self.send_header("WWW-Authenticate", 'Basic realm="Twilio API"')
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text.encode())


class Post:
    async def handle_RCPT(self, server, session, envelope, address, options):
        with lock:
            if refusals:
                said = refusals.pop(0)
                if said:
                    return said
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        read = email.message_from_bytes(envelope.content, policy=email.policy.default)
        with lock:
            mails.append({
                "from": envelope.mail_from, "to": envelope.rcpt_tos, "content": envelope.content.decode("ascii"),
                "subject": read["Subject"], "text": read.get_content(), "date": read["Date"].datetime.isoformat(),
                "message_id": read["Message-ID"], "headers": sorted(read.keys()),
                "defects": [repr(fault) for fault in read.defects] + [
                    repr(fault) for header in read.values() for fault in header.defects],
            })
            lock.notify_all()
        return "250 taken"


def obey(words, post):
    verb = words.pop("do")
    with lock:
        if verb == "smtp":
            return {"port": post.server.sockets[0].getsockname()[1]}
        if verb == "answers":
            answers[:] = words["answers"]
            return {}
        if verb == "refusals":
            refusals[:] = words["refusals"]
            return {}
        if verb == "calls":
            return calls
        if verb == "faults":
            return faults
        if verb == "mails":
            if not lock.wait_for(lambda: len(mails) >= words["count"], timeout=30):
                raise TimeoutError("%d of %d mails came" % (len(mails), words["count"]))
            return mails
    raise ValueError(verb)


class OnAnyPort(Controller):
    """Its own trial call goes to port 0 otherwise."""

    def _trigger_server(self):
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


def main():
    post = OnAnyPort(Post(), hostname="127.0.0.1", port=0)
    post.start()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Messages)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(json.dumps({"port": server.server_address[1]}), flush=True)
    for line in sys.stdin:
        try:
            said = obey(json.loads(line), post)
        except Exception as fault:  # the test shall say what went wrong here
            said = {"control_error": repr(fault)}
        print(json.dumps(said), flush=True)
    post.stop()


main()
