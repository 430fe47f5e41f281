"""A shop's server that uses the SDK: a contact, then three events, each sent by itself."""

import sys

client, host, key = sys.argv[1:]
person = {"email": "Ada@example.com", "name": "Ada Lovelace", "plan": "gold"}

if client == "posthog 7":
    from posthog import Posthog

    posthog = Posthog(key, host=host, gzip=True, max_retries=5)
    tell = lambda: posthog.set(distinct_id="u-1", properties=person)
    capture = lambda event, properties: posthog.capture(event, distinct_id="u-1", properties=properties)
else:
    from posthog import Posthog

    posthog = Posthog(key, host=host, max_retries=5)
    tell = lambda: posthog.identify("u-1", person)
    capture = lambda event, properties: posthog.capture("u-1", event, properties)

tell()
posthog.flush()
for number, event in enumerate(["order paid", "cart viewed", "signed up!"]):
    capture(event, {"order_id": f"A-{number}", "total": 12.5})
    posthog.flush()
posthog.shutdown()
