"""A played week of a restaurant as event lines, the same each time: insights_week.py > LINES

Nine business days in Berlin, over the night in which clocks are set back: visits that look, order, ask and pay or stop on the
way, clocks that are wrong, recalls, undone sendings, voids, delays, payments, two versions of a menu and an
experiment, people who speak. Lines are as the contract has them; of galley nothing is used.
"""
import datetime
import hashlib
import random
import sys

import forge_lines

VENUE = "maple"
TILL, PASS, TABLES = "till-0000000a", "pass-0000000b", "tables-0000000c"
# By how much the kitchen's clock is behind, and the guests' one ahead: what follows theirs is written after it.
WRONG = {PASS: -45_000, TABLES: 90_000}
chance = random.Random(20_261_025)
drafts = []


def moment(text):
    parsed = datetime.datetime.strptime(text, "%Y-%m-%dT%H:%M:%S%z")
    return int(parsed.timestamp()) * 1_000


def written(ms):
    base = datetime.datetime(1970, 1, 1) + datetime.timedelta(milliseconds=ms)
    return base.strftime("%Y-%m-%dT%H:%M:%S.") + f"{ms % 1_000:03d}Z"


def identifier(ms, name):
    return forge_lines.identifier(written(ms), name)


class Stream:
    """What happens to one thing, in its order."""

    def __init__(self, order=None):
        self.order = order
        self.latest = 0

    def tell(self, ms, origin, kind, entity, payload, entity_id=None, source="staff", **more):
        """Writes an event of that true moment, as its writer's clock has it; its id."""
        wall = ms + WRONG.get(origin, 0)
        created = max(wall, self.latest + 1)
        self.latest = created
        event = {"created_at": written(created), "event_type": kind, "entity_type": entity, "source": source,
                 "actor": origin.split("-")[0], "payload": payload, **more}
        event["id"] = identifier(created, f"event {len(drafts)}")
        if created > wall:
            event["skew_ms"] = created - wall
        if self.order:
            event["order_id"] = self.order
        if entity_id:
            event["entity_id"] = entity_id
        drafts.append((created, len(drafts), origin, event))
        return event["id"]


DISHES = [("d%02d" % number, f"Dish {number}", 350 + 175 * number,
           ["hot", "grill", "cold", "bar", None][number % 5], [6, 14, 4, 2, 9][number % 5]) for number in range(1, 15)]
# How long they take in minutes: one of them far too long.
MINUTES = {dish[0]: dish[4] for dish in DISHES} | {"d06": 31}


def document(ids):
    items = [{"id": dish[0], "name": dish[1], "price": dish[2], **({"station": dish[3]} if dish[3] else {})}
             for dish in DISHES if dish[0] in ids]
    return {"menu_id": "supper", "name": "Supper", "currency": "EUR",
            "sections": [{"id": "all", "name": "All", "items": items}]}


ALL = [dish[0] for dish in DISHES]
# Nobody orders the last two: one is on the first version alone, the other on the second.
FIRST, SECOND = ALL[:13], ALL[:11] + ALL[13:]
VERSIONS = [hashlib.sha256(forge_lines.canonical(document(ids)).encode()).hexdigest() for ids in (FIRST, SECOND)]


def menus():
    menu = Stream()
    start = moment("2026-10-01T08:00:00+0000")
    menu.tell(start, TILL, "menu_changed", "menu", {"document": document(ALL[:12])}, "supper")
    for step, (version, ids) in enumerate(zip(VERSIONS, (FIRST, SECOND))):
        menu.tell(start + 60_000 * (step + 1), TILL, "menu_version_created", "menu",
                  {"version_id": version, "label": "old new".split()[step], "snapshot": document(ids)}, "supper")
    menu.tell(start + 600_000, TILL, "menu_version_activated", "menu", {"version_id": VERSIONS[0]}, "supper")
    menu.tell(start + 700_000, TILL, "menu_version_activated", "menu",
              {"version_id": VERSIONS[1], "starts_at": "2026-10-22T15:00:00.000Z", "ends_at": "2026-10-23T01:00:00.000Z"},
              "supper")


EXPERIMENT = identifier(moment("2026-10-19T08:00:00+0000"), "experiment")


def visit(ms):
    """Looks at the menu; when, by whom and with which arm somebody goes on, or nothing."""
    session = identifier(ms, f"session {len(drafts)}")
    arm = chance.choice([None, None, "control", "variant"])
    version = VERSIONS[arm == "variant"]
    stream = Stream()
    looks = chance.choice([1, 1, 2, 3])
    back = chance.random() < 0.04
    if back:
        # Who has looked before belongs to that day.
        stream.tell(ms - 2 * 86_400_000, TABLES, "menu_viewed", "session",
                    {"menu_id": "supper", "version_id": VERSIONS[0], "table_id": "T4"}, session, "guest")
    for look in range(looks):
        stream.tell(ms + look * 40_000, TABLES, "menu_viewed", "session",
                    {"menu_id": "supper", "version_id": version, "table_id": "T4"}, session, "guest")
    if arm:
        stream.tell(ms + 500, TABLES, "exposure_recorded", "session",
                    {"menu_id": "supper", "version_id": version, "experiment_id": EXPERIMENT, "arm": arm,
                     "session_id": session}, session, "guest")
    return session, arm, version


class Order:
    def __init__(self, ms, number):
        self.now = ms
        self.id = identifier(ms, f"order {number}")
        self.stream = Stream(self.id)
        self.items = {}
        self.rounds = 0
        self.number = number

    def tell(self, kind, payload, entity="order", entity_id=None, origin=TILL, seconds=(5, 60), **more):
        self.now += chance.randint(seconds[0] * 1_000, seconds[1] * 1_000)
        return self.stream.tell(self.now, origin, kind, entity, payload, entity_id, **more)

    def open(self, session, arm, version):
        kind = chance.choices(["dine_in", "takeaway", "delivery"], [7, 2, 1])[0] if not session else "dine_in"
        payload = {"short_code": "B%02d" % (self.number % 100), "currency": "USD" if self.number % 40 == 7 else "EUR",
                   "order_type": kind, "menu_id": "supper"}
        if kind == "dine_in":
            payload |= {"table_id": f"T{chance.randint(1, 30)}"}
        if chance.random() < 0.9:
            payload["guests"] = chance.randint(1, 8)
        if chance.random() < 0.9:
            payload["menu_version"] = version
        if session:
            payload["session_id"] = session
        if arm:
            payload |= {"arm": arm, "experiment_id": EXPERIMENT}
        self.tell("order_opened", payload, seconds=(1, 5))

    def add(self):
        open_item = chance.random() < 0.04
        dish = ("open", f"Wish {self.number}", 777, None) if open_item else DISHES[
            chance.choices(range(12), [12, 11, 10, 9, 8, 8, 6, 5, 4, 3, 2, 0.3])[0]]
        item = identifier(self.now, f"item {len(drafts)}")
        payload = {"menuitem_id": dish[0], "name": dish[1], "qty": chance.choice([1, 1, 1, 2, 3]), "unit_price": dish[2]}
        if dish[3]:
            payload["station"] = dish[3]
        if chance.random() < 0.2:
            payload["modifiers"] = [{"name": "more", "price": 50}, {"name": "less", "price": 0}][:chance.randint(1, 2)]
        if chance.random() < 0.3:
            payload["menu_version"] = VERSIONS[chance.random() < 0.3]
        key = identifier(self.now, f"key {len(drafts)}") if chance.random() < 0.03 else None
        more = {"idempotency_key": key} if key else {}
        by = chance.choice([TILL, TILL, TABLES])
        self.tell("item_added", payload, "item", item, by, (3, 30), **more)
        if key:
            # Said twice: the first counts.
            self.tell("item_added", payload, "item", identifier(self.now, f"again {len(drafts)}"), seconds=(1, 2), **more)
        self.items[item] = {"dish": dish[0], "qty": payload["qty"], "status": "opened"}

    def named(self, items):
        return [{"item_id": item, "from": self.items[item]["status"]} for item in items]

    LADDER = ["opened", "ordered", "preparing", "ready", "delivered"]

    def move(self, items, to, **more):
        fields = {key: more.pop(key) for key in ("round", "recall", "undoes") if key in more}
        payload = {"from": min((self.items[i]["status"] for i in items), key=self.LADDER.index), "to": to,
                   "items": self.named(items), **fields}
        told = self.tell("status_changed", payload, **more)
        for item in items:
            self.items[item]["before"] = self.items[item]["status"]
            self.items[item]["status"] = to
        return told

    def back(self, items, move, recall, **more):
        least = min((self.items[i]["before"] for i in items), key=self.LADDER.index)
        payload = {"from": min((self.items[i]["status"] for i in items), key=self.LADDER.index), "to": least,
                   "items": self.named(items), "undoes": move, **({"recall": True} if recall else {})}
        self.tell("status_changed", payload, **more)
        for item in items:
            self.items[item]["status"] = self.items[item]["before"]

    def of(self, status):
        return [item for item, state in self.items.items() if state["status"] == status]

    def send(self):
        """Sends the cart; False where that was taken back for good."""
        cart = self.of("opened")
        self.rounds += 1
        sent = self.move(cart, "ordered", round=self.rounds)
        if chance.random() < 0.05:
            self.back(cart, sent, False, seconds=(1, 8))
            if chance.random() < 0.4:
                self.rounds -= 1
                return False
            self.move(cart, "ordered", round=self.rounds, seconds=(30, 200))
        if chance.random() < 0.08:
            for _ in range(chance.choice([1, 1, 2])):
                self.tell("delay_marked", {"delay_minutes": chance.choice([5, 10, 15]), "round": self.rounds})
        return True

    def change(self):
        """Things that happen to what was sent."""
        sent = self.of("ordered")
        for item in sent:
            state = self.items[item]
            dice = chance.random()
            if dice < 0.05:
                payload = {"reason": reason} if (reason := chance.choice([None, "dropped", "too salty", "typed wrong"])) else {}
                gone = self.tell("item_removed", payload, "item", item)
                if chance.random() < 0.25:
                    self.tell("item_restored", {"undoes": gone}, "item", item, seconds=(2, 9))
                else:
                    state["status"] = "removed"
            elif dice < 0.10 and state["qty"] > 1:
                less = self.tell("quantity_changed", {"from": state["qty"], "to": state["qty"] - 1}, "item", item)
                if chance.random() < 0.3:
                    self.tell("quantity_changed", {"from": state["qty"] - 1, "to": state["qty"], "undoes": less}, "item", item,
                              seconds=(2, 9))
                else:
                    state["qty"] -= 1

    def cook(self):
        todo = self.of("ordered")
        if not todo:
            return
        self.move(todo, "preparing", origin=PASS, seconds=(2, 60))
        slowest = max(MINUTES.get(self.items[item]["dish"], 5) for item in todo)
        whole = chance.random() < 0.5
        for batch in ([todo] if whole else [[item] for item in todo]):
            minutes = slowest if whole else MINUTES.get(self.items[batch[0]]["dish"], 5)
            scale = chance.uniform(0.1, 1.7) * (1 if whole else 0.6)
            seconds = max(1, int(60 * minutes * scale))
            dice = chance.random()
            if dice < 0.04:
                # Served, and nobody said that it is ready.
                self.move(batch, "delivered", origin=PASS, seconds=(seconds, seconds + 10))
            elif dice < 0.97:
                ready = self.move(batch, "ready", origin=PASS, seconds=(seconds, seconds + 10))
                if chance.random() < 0.06:
                    self.back(batch, ready, True, origin=PASS)
                    if chance.random() < 0.8:
                        self.move(batch, "ready", origin=PASS, seconds=(60, 400))
        done = self.of("ready")
        if done and chance.random() < 0.95:
            served = self.move(done, "delivered", seconds=(10, 240))
            if chance.random() < 0.05:
                self.back(done, served, True)
                self.move(done, "delivered", seconds=(10, 240))

    def pay(self):
        if self.of("opened") or not any(self.of(status) for status in self.LADDER[1:]):
            return
        total = 1_000
        asked = self.tell("bill_requested", {"from": "delivered", "total": total}, seconds=(60, 2_400))
        if chance.random() < 0.1:
            self.tell("bill_withdrawn", {"reason": "withdrawn", "undoes": asked})
            if chance.random() < 0.3:
                return
            self.tell("bill_requested", {"from": "delivered", "total": total}, seconds=(60, 600))
        dice = chance.random()
        if dice < 0.08:
            return
        payment = identifier(self.now, f"payment {len(drafts)}")
        if dice < 0.35:
            fields = {"payment_id": payment, "provider": "cash", "amount": total}
            self.tell("paid", fields, "payment", payment, seconds=(20, 600))
        else:
            self.tell("payment_requested", {"payment_id": payment, "provider": "stripe", "amount": total}, "payment", payment)
            if chance.random() < 0.05:
                return
            self.tell("payment_started", {"payment_id": payment, "external_ref": f"cs_{len(drafts)}"}, "payment", payment,
                      seconds=(1, 4), source="webhook")
            if chance.random() < 0.12:
                self.tell("payment_failed", {"payment_id": payment, "reason": "declined"}, "payment", payment, seconds=(5, 90),
                          source="webhook")
                return
            fields = {"payment_id": payment, "provider": "stripe", "amount": total}
            self.tell("paid", fields, "payment", payment, seconds=(20, 300), source="webhook")
            if chance.random() < 0.05:
                self.tell("paid", fields, "payment", payment, seconds=(1, 9), source="webhook")
        if chance.random() < 0.04:
            self.tell("refunded", {"payment_id": payment, "amount": 200}, "payment", payment)

    def adjust(self):
        if chance.random() < 0.12:
            kind, amount = chance.choice([("discount", -150), ("comp", -400), ("service", 300), ("tip", 250), ("tax", 90)])
            made = self.tell("adjustment_added", {"kind": kind, "amount": amount})
            if chance.random() < 0.25:
                self.tell("adjustment_removed", {"undoes": made})
        if chance.random() < 0.06:
            self.tell("order_changed", {"guests": chance.randint(1, 9)})
        if chance.random() < 0.03:
            self.tell("order_changed", {"order_type": "takeaway"})

    def play(self, session, arm, version):
        self.open(session, arm, version)
        if chance.random() < 0.04:
            return
        for _ in range(chance.randint(1, 4)):
            self.add()
        if chance.random() < 0.1:
            item = chance.choice(self.of("opened"))
            self.tell("item_removed", {}, "item", item)
            self.items[item]["status"] = "removed"
        if not self.of("opened") or chance.random() < 0.07:
            return
        for _ in range(chance.choice([1, 1, 2])):
            if not self.of("opened"):
                self.add()
            if not self.send():
                return
            self.adjust()
            self.change()
            if chance.random() < 0.03:
                self.tell("order_cancelled", {"reason": chance.choice(["left", "no table"])})
                return
            self.cook()
        if chance.random() < 0.02:
            self.tell("order_hummed", {"loud": 3})
        self.pay()
        # All of it was bad: it comes off, whoever has paid, and a tip stays.
        if chance.random() < 0.03:
            self.tell("adjustment_added", {"kind": "tip", "amount": 120})
            for item in list(self.items):
                if self.items[item]["status"] not in ("removed", "opened"):
                    self.tell("item_removed", {"reason": "all bad"}, "item", item)


def voices(ms):
    for _ in range(chance.choice([0, 0, 1, 2])):
        stream = Stream()
        outcome, reason = chance.choice([("executed", None)] * 4 + [("rejected", "gate"), ("rejected", "grammar"),
                                                                    ("refused", "state"), ("unscored", None)])
        payload = {"surface": chance.choice(["guest", "staff"]), "outcome": outcome}
        if outcome != "unscored":
            payload["confidence"] = chance.randint(200, 999)
        if reason:
            payload["reason"] = reason
        if chance.random() < 0.8:
            payload["intent"] = chance.choice(["add_same_item", "request_bill", "order_ready"])
        if chance.random() < 0.7:
            payload["menuitem_id"] = "gone" if chance.random() < 0.05 else chance.choice(DISHES)[0]
        at = ms + chance.randint(0, 3_600_000)
        stream.tell(at, TABLES, "voice_heard", "voice", payload, identifier(at, f"voice {len(drafts)}"), "voice")


def main():
    menus()
    number = 0
    # From 18 to 26 October; the clocks go back in the night to the 25th.
    for day in range(9):
        opens = moment("2026-10-18T09:00:00+0000") + day * 86_400_000
        for _ in range(75):
            # Until a quarter to five in the morning.
            ms = opens + int(chance.triangular(0, 17.7 * 3_600_000, 9 * 3_600_000))
            session = arm = None
            version = VERSIONS[0]
            if chance.random() < 0.75:
                session, arm, version = visit(ms)
                ms += 130_000
            voices(ms)
            if session and chance.random() < 0.2:
                continue
            for _ in range(2 if session and chance.random() < 0.05 else 1):
                number += 1
                Order(ms, number).play(session, arm, version)
    chains = {origin: (0, forge_lines.first_prev(VENUE, origin)) for origin in (TILL, PASS, TABLES)}
    for _, _, origin, event in sorted(drafts, key=lambda draft: draft[:2]):
        seq, prev = chains[origin]
        line, made = forge_lines.forge(origin, seq + 1, prev, event)
        chains[origin] = (seq + 1, made)
        sys.stdout.buffer.write(line + b"\n")


if __name__ == "__main__":
    main()
