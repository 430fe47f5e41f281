"""A shop's server that emits CloudEvents: three events, each again until it is answered well."""

import sys
import time
import urllib.error
import urllib.request

from cloudevents.http import CloudEvent, to_binary, to_structured

client, host, key = sys.argv[1:]
convert = to_binary if client.endswith("binary") else to_structured


def send(event):
    headers, body = convert(event)
    headers["authorization"] = f"Bearer {key}"
    for _ in range(5):
        request = urllib.request.Request(f"{host}/cloudevents", data=body, headers=headers)
        try:
            urllib.request.urlopen(request).read()
            return
        except urllib.error.HTTPError as error:
            if error.code == 400:
                raise
            time.sleep(float(error.headers.get("retry-after", "0.2")))
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("not sent")


for number, kind in enumerate(["order.completed", "cart.viewed", "signed/up"]):
    attributes = {
        "type": kind,
        "source": "/shops/1",
        "subject": "u-1",
        "time": "2026-03-01T12:00:00+00:00",
        "datacontenttype": "application/json",
        "partitionkey": "a b",
    }
    data = {"order_id": f"A-{number}", "total": 12.5, "email": "Ada@example.com"}
    send(CloudEvent(attributes, data))
