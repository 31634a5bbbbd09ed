"""Somebody else's Stripe: PyPI localstripe, and Stripe's own library as a second judge of its webhooks.

Run by the Python of a virtual environment with both (PlayedService.swift makes it). Prints `{"port": N}`, then answers
lines of JSON on standard input, each by one line:

    card      {"number"} -> {"reference"}: a customer with a card
    webhook   {"type"} -> {"body", "signature", "judged"}: waits for the next of that type
    sign      {"body", "age"} -> {"signature", "judged"}: by Stripe's library
    call      {"path", "fields"?} -> what its interface answers; with fields it is a POST, and a refusal is an answer

`judged` is what that library says of it: ok, or the name of what it raised.

What localstripe lacks and galley uses is given to it here: an intent's description, what was received, a list of pages
without any, and keeping its store to itself.
"""
import asyncio
import json
import queue
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from http.server import BaseHTTPRequestHandler, HTTPServer

import localstripe.resources as resources
import stripe
from aiohttp import web
from localstripe.server import app

SECRET = "whsec_fake"
came = queue.Queue()


class Door(BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        came.put((body, self.headers["Stripe-Signature"]))
        self.send_response(200)
        self.end_headers()


def complete():
    resources.Store.dump_to_disk = lambda self: None
    made = resources.PaymentIntent.__init__

    def init(self, description=None, **fields):
        made(self, **fields)
        self.description = description
    resources.PaymentIntent.__init__ = init
    resources.PaymentIntent.amount_received = property(
        lambda self: self.amount if self.status == "succeeded" else 0)

    async def pages(request):
        return web.json_response({"object": "list", "data": [], "has_more": False})
    app.router.add_get("/v1/checkout/sessions", pages)


def serve():
    """localstripe on a port of its own, in a thread of its own."""
    ready = queue.Queue()

    async def run():
        runner = web.AppRunner(app)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        ready.put(site._server.sockets[0].getsockname()[1])
        await asyncio.Event().wait()
    threading.Thread(target=lambda: asyncio.run(run()), daemon=True).start()
    return ready.get(timeout=30)


def ask(port, path, fields):
    data = None if fields is None else urllib.parse.urlencode(fields).encode()
    request = urllib.request.Request(
        "http://127.0.0.1:%d%s" % (port, path), data, {"Authorization": "Bearer sk_test_fake"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        text = answer.read()
        return json.loads(text) if text else {}


def call(port, path, **fields):
    return ask(port, path, fields)


def judged(body, signature):
    try:
        stripe.WebhookSignature.verify_header(body, signature, SECRET, 300)
        return "ok"
    except stripe.SignatureVerificationError as error:
        return type(error).__name__


def answer(port, words):
    verb = words.pop("do")
    if verb == "card":
        customer = call(port, "/v1/customers", email="guest@example.com")["id"]
        card = call(port, "/v1/payment_methods", **{
            "type": "card", "card[number]": words["number"], "card[exp_month]": 12, "card[exp_year]": 2050,
            "card[cvc]": "123"})["id"]
        call(port, "/v1/payment_methods/%s/attach" % card, customer=customer)
        return {"reference": "%s/%s" % (customer, card)}
    if verb == "webhook":
        while True:
            body, signature = came.get(timeout=30)
            if json.loads(body)["type"] == words["type"]:
                return {"body": body, "signature": signature, "judged": judged(body, signature)}
    if verb == "sign":
        signature = stripe.WebhookSignature.generate_signature_header(
            words["body"], SECRET, int(time.time()) - words["age"])
        return {"signature": signature, "judged": judged(words["body"], signature)}
    if verb == "call":
        try:
            return ask(port, words["path"], words.get("fields"))
        except urllib.error.HTTPError as refusal:
            return json.loads(refusal.read())
    raise ValueError(verb)


def main():
    complete()
    port = serve()
    door = HTTPServer(("127.0.0.1", 0), Door)
    threading.Thread(target=door.serve_forever, daemon=True).start()
    call(port, "/_config/webhooks/door", url="http://127.0.0.1:%d/" % door.server_address[1], secret=SECRET)
    print(json.dumps({"port": port}), flush=True)
    for line in sys.stdin:
        try:
            said = answer(port, json.loads(line))
        except Exception as fault:  # the test shall say what went wrong here
            said = {"control_error": repr(fault)}
        print(json.dumps(said), flush=True)


main()
