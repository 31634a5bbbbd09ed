#!/usr/bin/env python3
"""Plants one mistake after the other in the shipped node and log writer, and has the simulator find each.

A simulator that finds nothing proves nothing. Usage: plant_faults.py CHECKOUT [SEEDS]
Works on a copy; exits with 1 where a mistake can't be planted any more, or no seed notices it.
"""

import pathlib
import shutil
import subprocess
import sys
import tempfile

NODE = "Sources/Node/Node.swift"
HEALING = "Sources/Node/Node+Healing.swift"
WRITER = "Sources/EventLog/LogWriter.swift"
ERRAND = "Sources/Venue/Payments/Errand.swift"
FACT = "Sources/Venue/Payments/Request+Fact.swift"
VENUE = "Sources/Venue/Venue.swift"
MONEY = "Sources/Dining/ReduceMoney.swift"
ANSWER = "Sources/Dining/PaymentAnswer.swift"
CALL = "Sources/Partners/Stripe/StripeCall.swift"

# What is told, and what stands where, and what stands there with the mistake. Where several places each make up for the
# others, the mistake is in all of them.
MISTAKES = [
    ("acknowledges before the disk has it", [
        (NODE, "    emit(.log(.append(events,",
         "    inputs.append(.durable(upTo: ticket, at: moments()))\n    emit(.log(.append(events,")]),
    ("acknowledges what was never written", [
        (WRITER, "      try log.append(group.events,",
         "      if group.eventCount > 9_999 { try log.sync() }\n      //")]),
    ("takes a refused batch for written", [(NODE, "      refusalsHeard += 1\n", "")]),
    ("leaves an event out of each checkpoint", [
        (NODE, "venue.shown.retained.map(\\.line)", "venue.shown.retained.dropFirst().map(\\.line)")]),
    ("never wakes up by itself", [(NODE, "    feed(.tick(at: moment))", "    _ = moment")]),
    ("serves nothing to the others", [(HEALING, "return .read(read, found)", "return .read(read, nil)")]),
    ("reads on with what it knew before a repair", [
        (HEALING, "    reader.forgetIndexes()\n    reader.advance(to: position)\n", "")]),
    ("calls the provider without a key", [
        (CALL, 'if let key { headers["Idempotency-Key"] = key }', "_ = key")]),
    ("counts what is told twice as paid twice", [
        (FACT, "ExactString(fact.key)", 'fact.eventType == "paid" ? nil : ExactString(fact.key)'),
        (ANSWER, "if payment?.state == .paid {", "if payment?.state == .paid, amount == .zero {"),
        (MONEY, "if let index = paymentIndex(id), payments[index].state == .paid {\n      if",
         "if let index = paymentIndex(id), payments[index].state == .paid, amount == .zero {\n      if"),
        (MONEY, "let index = paymentIndex(id) ?? payments.count",
         "let index = paymentIndex(id).flatMap { payments[$0].state == .paid ? nil : $0 } ?? payments.count")]),
    ("counts a refund that is told twice as two", [
        (FACT, "ExactString(fact.key)", 'fact.eventType == "refunded" ? nil : ExactString(fact.key)'),
        (ANSWER, "payment?.refundRefs.contains(externalRef) == true", "externalRef.string.isEmpty"),
        (MONEY, "guard !payments[index].refundRefs.contains(ref) else { return }\n", "")]),
    ("asks for nothing again after a start", [
        (ERRAND, "payment.provider == name && (", "payment.provider == name && isStopped(payment, within: .latest) && ("),
        (VENUE, "    for stream in shown.orders.values { watch.look(at: stream.order) }\n", "")]),
    ("asks once to stop a payment", [(ERRAND, "failed.kind == .cancel,", "failed.kind == .check,")]),
]


def planted(checkout, name, edits):
    """Plants a mistake; returns what stood in each file before."""
    before = {}
    for path, old, new in edits:
        text = (checkout / path).read_text()
        if text.count(old) != 1:
            sys.exit(f"“{name}” can't be planted: {path} no longer has its line once")
        before.setdefault(path, text)
        (checkout / path).write_text(text.replace(old, new))
    return before


def is_noticed(checkout, seeds):
    subprocess.run(["swift", "build", "-c", "release", "--product", "galley-sim"], cwd=checkout, check=True,
                   stdout=subprocess.DEVNULL)
    run = subprocess.run([".build/release/galley-sim", "--from", "1", "--seeds", str(seeds), "--seconds", "60",
                          "--no-shrink"], cwd=checkout, capture_output=True, text=True)
    words = [line for line in run.stdout.splitlines() if line.strip()]
    print("   ", words[-1] if words else run.stderr.strip()[-200:])
    return run.returncode != 0


def main():
    source = pathlib.Path(sys.argv[1]).resolve()
    seeds = int(sys.argv[2]) if len(sys.argv) > 2 else 200
    missed = []
    with tempfile.TemporaryDirectory() as scratch:
        checkout = pathlib.Path(scratch) / "galley"
        shutil.copytree(source, checkout, ignore=shutil.ignore_patterns(".build*", ".git"))
        for name, edits in MISTAKES:
            print(name)
            before = planted(checkout, name, edits)
            if not is_noticed(checkout, seeds):
                missed.append(name)
            for path, text in before.items():
                (checkout / path).write_text(text)
    for name in missed:
        print(f"not noticed: {name}")
    sys.exit(1 if missed else 0)


main()
