"""A strict Stripe on loopback for the tests: what of its interface galley uses, with the refusals that matter.

    fake_stripe.py [--key sk_test_...] [--secret whsec_...]

prints `{"port": N}` and answers until its standard input ends. A test says what shall happen next, and asks what has
happened, by lines of JSON on standard input (`{"do": "pay", ...}`, each answered by one line) or by POST /control/pay:

    fail     {"times"?, "status" | "hang_ms", "after"?, "path"?, "method"?, "headers"?, "pad"?}: the next calls; after:
             what was asked is done and its answer lost; pad: so many more bytes
    slow     {"path", "ms": [...]}: what is made at a path is told so late, each time in its turn
    pay      {"session", "card"?, "unpaid"?}: a guest on the page; a card of DECLINES fails
    attach   {"session", "card"?}: a guest leaves a card on a page of mode setup; one of DECLINES fails when it is charged
    settle   {"intent", "ok"}: a bank that took its time has made up its mind
    expire   {"session"}
    refund   {"intent", "amount"}: by somebody on Stripe's own pages
    dispute  {"intent"}: the guest's bank takes the money back
    event    {"type", "object", "thin"?, "id"?, "age"?, "version"?} -> {"body", "signature"}
    forget   {}: keys of idempotency
    secrets  -> [text]: of cards, guests and objects, what a house has no business to keep
    calls    -> [{"method", "path", "params", "key", "replayed", "status"}]
    object   {"id"}; find {"kind"}; change {"id", any field...}
"""
import argparse
import hashlib
import hmac
import itertools
import json
import sys
import threading
import time
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

VERSION = "2026-10-28.endive"

# Parameters that each call takes, by the path with its identifier as *; a name ending in [] takes whole numbers, one
# ending in [*] takes any key.
SESSION = {
    "mode", "client_reference_id", "success_url", "cancel_url", "expires_at", "customer", "currency", "metadata[*]",
    "line_items[][quantity]", "line_items[][price_data][currency]", "line_items[][price_data][unit_amount]",
    "line_items[][price_data][product_data][name]", "payment_intent_data[metadata][*]",
    "payment_intent_data[description]", "setup_intent_data[metadata][*]", "expand[]",
}
TAKES = {
    ("POST", "/v1/checkout/sessions"): SESSION,
    ("POST", "/v1/checkout/sessions/*/expire"): {"expand[]"},
    ("GET", "/v1/checkout/sessions/*"): {"expand[]"},
    ("GET", "/v1/checkout/sessions"): {
        "limit", "starting_after", "created[gte]", "created[lte]", "payment_intent", "expand[]"},
    ("POST", "/v1/payment_intents"): {
        "amount", "currency", "customer", "payment_method", "off_session", "confirm", "description", "metadata[*]"},
    ("POST", "/v1/payment_intents/*/cancel"): {"cancellation_reason"},
    ("GET", "/v1/payment_intents/*"): {"expand[]"},
    ("GET", "/v1/payment_intents"): {"limit", "starting_after", "created[gte]", "created[lte]", "expand[]"},
    ("GET", "/v1/setup_intents/*"): {"expand[]"},
    ("POST", "/v1/customers"): {"metadata[*]", "name", "email"},
    ("GET", "/v1/charges/*"): {"expand[]"},
    ("POST", "/v1/refunds"): {"payment_intent", "amount", "metadata[*]"},
    ("GET", "/v1/refunds/*"): {"expand[]"},
    ("GET", "/v1/disputes/*"): {"expand[]"},
    ("GET", "/v1/refunds"): {"payment_intent", "charge", "limit", "starting_after"},
}
GONE = {"payment_method_types": "payment_method_types_no_longer_supported", "ui_mode": None}
DECLINES = {
    "pm_declined": ("card_declined", "generic_decline"), "pm_stolen": ("card_declined", "stolen_card"),
    "pm_poor": ("card_declined", "insufficient_funds"), "pm_expired": ("expired_card", None),
    "pm_code": ("incorrect_cvc", None), "pm_again": ("processing_error", None),
    "pm_guest": ("authentication_required", "authentication_required"),
}

# What Stripe shows of a card and of who holds it, beside what nobody but Stripe knows.
CARD = {"brand": "visa", "last4": "9424", "exp_month": 11, "exp_year": 2031, "fingerprint": "Xt5EWLLDS7FJjR1c"}
GUEST = {"name": "Ida Example", "email": "ida@guest.example", "phone": "+4930901820"}
NUMBER = "4000056655669424"


class Refused(Exception):
    def __init__(self, status, error, headers=None):
        self.status, self.body, self.headers = status, {"error": error}, headers or {}


def invalid(message, status=400, **more):
    return Refused(status, {"type": "invalid_request_error", "message": message, **more})


class Stripe:
    def __init__(self, key, secret):
        self.key, self.secret = key, secret
        self.lock = threading.RLock()
        self.objects, self.order, self.calls = {}, [], []
        self.answers = {}  # by idempotency key: (request, status, body)
        self.failures = []
        self.late = {}  # by path: how many milliseconds the next answers take
        self.count = 0

    def new(self, prefix, kind, **fields):
        self.count += 1
        name = "%s_%06d" % (prefix, self.count)
        made = {"id": name, "object": kind, "created": int(time.time()), "livemode": False, **fields}
        if kind in ("payment_intent", "setup_intent"):
            made["client_secret"] = "%s_secret_%s" % (name, hashlib.sha256(name.encode()).hexdigest()[:24])
        if kind == "charge":
            made.update(billing_details=GUEST, payment_method_details={"type": "card", "card": CARD})
        self.objects[name] = made
        self.order.append(name)
        return made

    def get(self, name, kind):
        found = self.objects.get(name)
        if not found or found["object"] != kind:
            raise invalid("No such %s: '%s'" % (kind, name), 404, code="resource_missing", param="id")
        self.age(found)
        return found

    def age(self, found):
        if found["object"] == "checkout.session" and found["status"] == "open" and found["expires_at"] <= time.time():
            found["status"], found["url"] = "expired", None

    # Sessions

    def create_session(self, p):
        mode = p.get("mode")
        if mode not in ("payment", "setup"):
            raise invalid("mode", param="mode")
        if not str(p.get("success_url", "")).startswith("https://"):
            raise invalid("success_url", param="success_url")
        now = int(time.time())
        end = integer(p, "expires_at", now + 86400)
        if not now + 1800 <= end + 5 or not end <= now + 86400 + 5:
            raise invalid("expires_at", param="expires_at")
        common = dict(
            mode=mode, client_reference_id=p.get("client_reference_id"), metadata=p.get("metadata", {}),
            expires_at=end, status="open", payment_intent=None, setup_intent=None, amount_total=None,
            customer=p.get("customer"))
        if mode == "setup":
            for name in ("line_items", "payment_intent_data"):
                if name in p:
                    raise invalid(name, param=name)
            if not currency(p) or p.get("customer") not in self.objects:
                raise invalid("customer and currency", param="customer")
            made = self.new("cs_test", "checkout.session", payment_status="no_payment_required", **common)
            made["hidden"] = p.get("setup_intent_data", {})
            made["currency"] = p["currency"]
        else:
            if "setup_intent_data" in p:
                raise invalid("setup_intent_data", param="setup_intent_data")
            total = 0
            items = p.get("line_items") or []
            if not items:
                raise invalid("line_items", param="line_items")
            for item in items:
                price = item.get("price_data", {})
                if not price.get("product_data", {}).get("name") or not currency(price):
                    raise invalid("price_data", param="line_items[0][price_data]")
                total += integer(item, "quantity") * integer(price, "unit_amount")
            if total < 50 and price["currency"] not in ("jpy", "krw"):
                raise invalid("too small", code="amount_too_small", param="line_items[0]")
            made = self.new("cs_test", "checkout.session", payment_status="unpaid", **common)
            made.update(amount_total=total, currency=price["currency"], hidden=p.get("payment_intent_data", {}))
        made["url"] = "https://checkout.stripe.com/c/pay/" + made["id"]
        return made

    def expire(self, session):
        if session["status"] != "open":
            raise invalid("Only Checkout Sessions with a status in [\"open\"] can be expired.")
        session["status"], session["url"] = "expired", None
        if session["payment_intent"]:
            self.objects[session["payment_intent"]]["status"] = "canceled"
        return session

    def pay(self, session, card=None, unpaid=False):
        """A guest on the page: with a card, or by a way whose money comes later (unpaid)."""
        session = self.get(session, "checkout.session")
        assert session["status"] == "open", session["status"]
        if session["payment_intent"]:
            intent = self.objects[session["payment_intent"]]
        else:
            intent = self.new(
                "pi", "payment_intent", amount=session["amount_total"], currency=session["currency"],
                amount_received=0, status="requires_payment_method", last_payment_error=None, latest_charge=None,
                customer=None, metadata=dict(session["hidden"].get("metadata", {})),
                description=session["hidden"].get("description"))
            session["payment_intent"] = intent["id"]
        if card:
            self.decline(intent, card)
        elif unpaid:
            intent["status"], session["status"] = "processing", "complete"
        else:
            self.succeed(intent)
            session.update(status="complete", payment_status="paid", url=None, customer_details=GUEST)
        return session

    def attach(self, session, card="pm_card"):
        session = self.get(session, "checkout.session")
        intent = self.new(
            "seti", "setup_intent", status="succeeded", customer=session["customer"], payment_method=card,
            metadata=dict(session["hidden"].get("metadata", {})))
        session.update(status="complete", setup_intent=intent["id"], url=None, customer_details=GUEST)
        return session

    # Intents

    def create_intent(self, p):
        amount = integer(p, "amount")
        if amount < 1 or not currency(p):
            raise invalid("amount or currency", param="amount")
        intent = self.new(
            "pi", "payment_intent", amount=amount, currency=p["currency"], amount_received=0,
            status="requires_payment_method", last_payment_error=None, latest_charge=None,
            customer=p.get("customer"), metadata=p.get("metadata", {}), description=p.get("description"))
        if p.get("confirm") != "true":
            if "off_session" in p:
                raise invalid("off_session wants confirm", param="off_session")
            return intent
        if p.get("customer") not in self.objects:
            raise invalid("No such customer", code="resource_missing", param="customer")
        card = p.get("payment_method")
        if not card:
            raise invalid("payment_method", param="payment_method")
        if card in DECLINES:
            error = self.decline(intent, card)
            raise Refused(402, {**error, "payment_intent": dict(intent)})
        if card == "pm_slow":
            intent["status"] = "processing"
        else:
            self.succeed(intent)
        return intent

    def succeed(self, intent):
        charge = self.new(
            "ch", "charge", payment_intent=intent["id"], amount=intent["amount"], currency=intent["currency"],
            status="succeeded", amount_refunded=0, metadata=dict(intent["metadata"]))
        intent.update(
            status="succeeded", amount_received=intent["amount"], latest_charge=charge["id"], last_payment_error=None)

    def decline(self, intent, card):
        code, decline = DECLINES[card]
        charge = self.new(
            "ch", "charge", payment_intent=intent["id"], amount=intent["amount"], currency=intent["currency"],
            status="failed", amount_refunded=0, metadata=dict(intent["metadata"]))
        error = {"type": "card_error", "code": code, "charge": charge["id"],
                 "message": "PROVIDER'S OWN WORDS: the cardholder Ms Example has no money",
                 "payment_method": {"id": card, "object": "payment_method", "card": CARD, "billing_details": GUEST}}
        if decline:
            error["decline_code"] = decline
        intent.update(status="requires_payment_method", latest_charge=charge["id"], last_payment_error=error)
        return error

    def cancel(self, intent):
        if intent["status"] in ("succeeded", "canceled", "processing"):
            raise invalid("state", code="payment_intent_unexpected_state", payment_intent=dict(intent))
        intent["status"] = "canceled"
        return intent

    def refund(self, p):
        intent = self.get(p.get("payment_intent"), "payment_intent")
        if intent["status"] != "succeeded":
            raise invalid("not paid", code="payment_intent_unexpected_state")
        charge = self.objects[intent["latest_charge"]]
        amount = integer(p, "amount", charge["amount"] - charge["amount_refunded"])
        if charge["amount_refunded"] >= charge["amount"]:
            raise invalid("refunded", code="charge_already_refunded")
        if amount < 1 or charge["amount_refunded"] + amount > charge["amount"]:
            raise invalid("Refund amount is greater than unrefunded amount", param="amount")
        charge["amount_refunded"] += amount
        return self.new(
            "re", "refund", payment_intent=intent["id"], charge=charge["id"], amount=amount,
            currency=charge["currency"], status="succeeded", metadata=p.get("metadata", {}))

    def dispute(self, intent):
        return self.new(
            "du", "dispute", payment_intent=intent["id"], charge=intent["latest_charge"], amount=intent["amount"],
            currency=intent["currency"], status="needs_response", reason="fraudulent")

    # Lists and answers

    def list(self, kind, p):
        names = [name for name in reversed(self.order) if self.objects[name]["object"] == kind]
        for name in names:
            self.age(self.objects[name])
        created = p.get("created", {})
        low, high = integer(created, "gte", 0), integer(created, "lte", 1 << 50)
        names = [
            name for name in names if low <= self.objects[name]["created"] <= high
            and all(self.objects[name].get(key) == p[key] for key in ("payment_intent", "charge") if key in p)]
        if "starting_after" in p:
            if p["starting_after"] not in names:
                raise invalid("starting_after", code="resource_missing", param="starting_after")
            names = names[names.index(p["starting_after"]) + 1:]
        limit = integer(p, "limit", 10)
        if not 1 <= limit <= 100:
            raise invalid("limit", param="limit")
        return {"object": "list", "data": [self.objects[name] for name in names[:limit]],
                "has_more": len(names) > limit}

    def shown(self, found, expand):
        shown = {key: value for key, value in found.items() if key != "hidden"}
        for name in expand:
            if shown.get(name) in self.objects:
                shown[name] = self.objects[shown[name]]
        return shown

    def answer(self, method, path, p):
        parts = path.split("/")[2:]
        name = parts[2] if parts[:2] == ["checkout", "sessions"] and len(parts) > 2 else None
        expand = p.get("expand", [])
        if parts[:2] == ["checkout", "sessions"]:
            if method == "POST" and len(parts) == 2:
                return self.shown(self.create_session(p), expand)
            if len(parts) == 2:
                return self.page(self.list("checkout.session", p), expand)
            session = self.get(name, "checkout.session")
            return self.shown(self.expire(session) if method == "POST" else session, expand)
        kind = {"payment_intents": "payment_intent", "setup_intents": "setup_intent", "customers": "customer",
                "charges": "charge", "refunds": "refund", "disputes": "dispute"}[parts[0]]
        if method == "GET":
            return self.page(self.list(kind, p), expand) if len(parts) == 1 else self.shown(
                self.get(parts[1], kind), expand)
        if len(parts) == 3:
            return self.cancel(self.get(parts[1], kind))
        return {"payment_intent": self.create_intent, "refund": self.refund,
                "customer": lambda p: self.new("cus", "customer", metadata=p.get("metadata", {}))}[kind](p)

    def page(self, page, expand):
        inner = [name[len("data."):] for name in expand if name.startswith("data.")]
        return {**page, "data": [self.shown(found, inner) for found in page["data"]]}

    # Webhooks

    def event(self, type, object, thin=False, id=None, age=0, version="v1"):
        self.count += 1
        found = self.objects[object]
        name = id or "evt_%06d" % self.count
        moment = time.time() - age
        if thin:
            path = {"checkout.session": "checkout/sessions", "payment_intent": "payment_intents",
                    "setup_intent": "setup_intents", "refund": "refunds", "charge": "charges",
                    "dispute": "disputes"}[found["object"]]
            event = {
                "id": name, "object": "v2.core.event", "type": "v1." + type, "livemode": False,
                "created": time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime(moment)),
                "related_object": {"id": object, "type": found["object"], "url": "/v1/%s/%s" % (path, object)}}
        else:
            event = {
                "id": name, "object": "event", "api_version": VERSION, "created": int(moment), "type": type,
                "livemode": False, "pending_webhooks": 1,
                "data": {"object": {**self.shown(found, []), "some_rate": 1.25}}}
        body = json.dumps(event)
        return {"body": body, "signature": self.sign(body, int(moment), version)}

    def sign(self, body, moment, version="v1"):
        mac = hmac.new(self.secret.encode(), ("%d.%s" % (moment, body)).encode(), hashlib.sha256).hexdigest()
        return "t=%d,%s=%s" % (moment, version, mac)


def integer(p, name, usual=None):
    value = p.get(name, usual)
    try:
        return int(value)
    except (TypeError, ValueError):
        raise invalid("Invalid integer: %s" % value, param=name)


def currency(p):
    text = p.get("currency", "")
    return text if len(text) == 3 and text.islower() else None


def nested(pairs):
    """a[b][0]=c as a tree; whole numbers that count from 0 make lists."""
    tree = {}
    for name, value in pairs:
        keys = [key.rstrip("]") for key in name.split("[")]
        place = tree
        for key in keys[:-1]:
            place = place.setdefault(key, {})
        if keys[-1] in place:
            raise invalid("twice: " + name, param=name)
        place[keys[-1]] = value

    def lists(node):
        if not isinstance(node, dict):
            return node
        if node and list(node) == [str(place) for place in range(len(node))]:
            return [lists(child) for child in node.values()]
        return {key: lists(child) for key, child in node.items()}
    return lists(tree)


def check(method, path, pairs):
    parts = ["*" if "_" in part and any(c.isdigit() for c in part) else part for part in path.split("/")]
    takes = TAKES.get((method, "/".join(parts)))
    if takes is None:
        raise invalid("Unrecognized request URL (%s: %s)." % (method, path), 404)
    for name, value in pairs:
        first = name.split("[")[0]
        if first in GONE:
            code = {"code": GONE[first]} if GONE[first] else {}
            raise invalid("gone: " + first, param=first, **code)
        keys = name.split("[")
        plain = keys[0] + "".join("[" + ("]" if key.rstrip("]").isdigit() else key) for key in keys[1:])
        any_key = plain.rpartition("[")[0] + "[*]"
        if plain not in takes and any_key not in takes:
            raise invalid("Received unknown parameter: " + name, code="parameter_unknown", param=name)
        if value == "":
            raise invalid("empty: " + name, code="parameter_invalid_empty", param=name)
        if "metadata" in name and (len(value) > 500 or len(keys[-1]) > 41):
            raise invalid("metadata", param=name)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    stripe = None

    def log_message(self, *_):
        pass

    def reply(self, status, body, headers=None):
        data = json.dumps(body).encode()
        self.send_response(status)
        if status == 401:  # as Stripe does; libraries for HTTP may take it for a question
            self.send_header("WWW-Authenticate", 'Basic realm="Stripe"')
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def body(self):
        return self.rfile.read(int(self.headers.get("Content-Length", 0)))

    def do_GET(self):
        self.serve("GET")

    def do_POST(self):
        self.serve("POST")

    def serve(self, method):
        url = urllib.parse.urlsplit(self.path)
        body = self.body()
        try:
            if url.path.startswith("/control/"):
                verb, _, name = url.path[len("/control/"):].partition("/")
                words = {"id": name} if name else json.loads(body or b"{}")
                self.reply(200, control(self.stripe, verb, words))
            else:
                self.answer(method, url.path, body.decode() if method == "POST" else url.query)
        except BrokenPipeError:
            pass

    def answer(self, method, path, form):
        stripe = self.stripe
        pairs = urllib.parse.parse_qsl(form, keep_blank_values=True)
        key = self.headers.get("Idempotency-Key")
        call = {"method": method, "path": path, "params": dict(pairs), "key": key, "replayed": False}
        with stripe.lock:
            stripe.calls.append(call)
            failure = next((
                f for f in stripe.failures
                if f["times"] > 0 and f["path"] in path and f.get("method", method) == method), None)
            if failure:
                failure["times"] -= 1
        if failure and not failure.get("after"):
            return self.fail(failure, call)
        status, body, headers = self.outcome(method, path, pairs, key, call)
        call["status"] = status
        if failure:  # done, and the answer is lost on its way
            return self.fail(failure, call)
        if method == "POST" and path in stripe.late:
            time.sleep(next(stripe.late[path]) / 1000)
        self.reply(status, body, headers)

    def fail(self, failure, call):
        if "hang_ms" in failure:
            time.sleep(failure["hang_ms"] / 1000)
            self.close_connection = True
            return
        call["status"] = failure["status"]
        words = "PROVIDER'S OWN WORDS" + "." * failure.get("pad", 0)
        self.reply(failure["status"], {"error": {"type": "api_error", "message": words}},
                   failure.get("headers"))

    def outcome(self, method, path, pairs, key, call):
        stripe = self.stripe
        with stripe.lock:
            try:
                if self.headers.get("Authorization") != "Bearer " + stripe.key:
                    raise invalid("Invalid API Key provided", 401)
                if self.headers.get("Stripe-Version") != VERSION:
                    raise invalid("Stripe-Version")
                if key is not None and (method != "POST" or not 0 < len(key) <= 255):
                    raise invalid("Idempotency-Key")
                request = (method, path, sorted(pairs))
                if key in stripe.answers:
                    before, status, body = stripe.answers[key]
                    if before != request:
                        raise Refused(400, {
                            "type": "idempotency_error", "message": "Keys for idempotent requests can only be used "
                            "with the same parameters they were first used with."})
                    call["replayed"] = True
                    return status, body, {"Idempotent-Replayed": "true"}
                check(method, path, pairs)
                tree = nested(pairs)
                try:
                    # A fraction, as rates of exchange and tax are.
                    status, body = 200, {**json.loads(json.dumps(stripe.answer(method, path, tree))), "rate": 1.25}
                except Refused as refused:
                    if refused.status != 402:
                        raise
                    status, body = refused.status, refused.body
                if key:
                    stripe.answers[key] = (request, status, body)
                return status, body, {}
            except Refused as refused:
                return refused.status, refused.body, refused.headers


def control(stripe, verb, words):
    """What a test wants to happen, or to know."""
    with stripe.lock:
        if verb == "secrets":
            made = [found["client_secret"] for found in stripe.objects.values() if "client_secret" in found]
            return [NUMBER, CARD["last4"], CARD["fingerprint"], *GUEST.values(), *made]
        if verb == "calls":
            return stripe.calls
        if verb == "object":
            return stripe.objects.get(words["id"], {})
        if verb == "find":
            return [found for found in stripe.objects.values() if found["object"] == words["kind"]]
        if verb == "change":
            stripe.objects[words.pop("id")].update(words)
            return {}
        if verb == "fail":
            stripe.failures.append({"times": 1, "path": "", **words})
            return {}
        if verb == "slow":
            stripe.late[words["path"]] = itertools.cycle(words["ms"])
            return {}
        if verb == "forget":  # as Stripe does with keys after a day
            stripe.answers.clear()
            return {}
        if verb == "settle":
            return settle(stripe, stripe.objects[words["intent"]], words["ok"])
        if verb == "expire":
            return stripe.expire(stripe.get(words["session"], "checkout.session"))
        if verb == "dispute":
            return stripe.dispute(stripe.objects[words["intent"]])
        if verb == "refund":
            return stripe.refund({"payment_intent": words["intent"], "amount": words["amount"]})
        return {"pay": stripe.pay, "attach": stripe.attach, "event": stripe.event}[verb](**words)


def settle(stripe, intent, ok):
    sessions = (found for found in stripe.objects.values() if found["object"] == "checkout.session")
    session = next((found for found in sessions if found["payment_intent"] == intent["id"]), None)
    if not ok:
        stripe.decline(intent, "pm_declined")
        return intent
    stripe.succeed(intent)
    if session:
        session["payment_status"] = "paid"
    return intent


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--key", default="sk_test_fake")
    arguments.add_argument("--secret", default="whsec_fake")
    given = arguments.parse_args()
    Handler.stripe = Stripe(given.key, given.secret)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(json.dumps({"port": server.server_address[1]}), flush=True)
    for line in sys.stdin:
        words = json.loads(line)
        try:
            answer = control(Handler.stripe, words.pop("do"), words)
        except Exception as fault:  # the test shall say what went wrong here
            answer = {"control_error": repr(fault)}
        print(json.dumps(answer), flush=True)


main()
