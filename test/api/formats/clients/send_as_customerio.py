"""A shop's server that uses the SDK: a contact, three events, and what else there is."""

import sys

from customerio import CustomerIO

client, host, key = sys.argv[1:]

cio = CustomerIO("site", key)
cio.base_url = host + "/api/v1"


def until(send, *args, **kwargs):
    """The client repeats what is safe to; its caller does the rest."""
    for attempt in range(5):
        try:
            return send(*args, **kwargs)
        except Exception as error:
            failure = error
    raise failure


until(cio.identify, id="u-1", email="Ada@example.com", first_name="Ada", plan="gold", created_at=1700000000)
for number, name in enumerate(["order paid", "cart viewed", "signed up!"]):
    data = {"order_id": f"A-{number}", "total": 12.5}
    if client == "customerio 3":
        until(cio.track, "u-1", name, data, id=f"event-{number}")
    else:
        # It has no ids of events: the time tells a repetition.
        until(cio.backfill, "u-1", name, 1700000000 + number, **data)
until(cio.add_device, customer_id="u-1", device_id="token-1", platform="ios", last_used=1700000000)
until(cio.suppress, "u-1")
if hasattr(cio, "merge_customers"):
    until(cio.identify, id="u-2", city="Kyiv")
    until(cio.merge_customers, primary_id_type="id", primary_id="u-1", secondary_id_type="id", secondary_id="u-2")
until(cio.identify, id="gone", plan="none")
until(cio.delete, "gone")
