"""A provider whose addresses are as long as a test wants: as many bytes as the payment is minor units."""
import json
import sys

SIGNS = "fidkdWxOYHwnPyd1blpxYHZxWjA0"


def say(**message):
    print(json.dumps(message), flush=True)


def address(count):
    head = "https://pay.example/c/" if count < 100 else "https://checkout.pay.example/c/pay/cs_live_a1#"
    return head + "".join(SIGNS[i * i % len(SIGNS)] for i in range(count - len(head)))


def start(params):
    payment = params["payment_id"]
    say(
        type="fact", source="system", event_type="payment_started", entity_type="payment",
        entity_id=payment, order_id=params["order_id"], idempotency_key=f"started/{payment}",
        payload={"external_ref": f"ref_{payment}", "payment_id": payment, "url": address(params["amount"])},
    )


for line in sys.stdin:
    message = json.loads(line)
    if message["type"] == "hello":
        say(type="ready")
    elif message["type"] == "stop":
        break
    elif message["type"] == "request":
        if message["action"] == "payment.start":
            start(message["params"])
        say(type="result", id=message["id"], ok=True)
