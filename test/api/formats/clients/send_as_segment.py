"""A shop's server that uses one of the SDKs: a contact, then three events, each sent by itself."""

import sys

client, host, key = sys.argv[1:]

if client == "segment-analytics-python":
    import segment.analytics as analytics
elif client == "analytics-python":
    import analytics
elif client == "rudder-sdk-python":
    import rudderstack.analytics as analytics

analytics.write_key = key
analytics.host = host
analytics.dataPlaneUrl = host
analytics.gzip = True


def fail(error, items):
    print("not sent:", error, file=sys.stderr)
    sys.stderr.flush()


analytics.on_error = fail
analytics.identify("u-1", {"email": "Ada@example.com", "name": "Ada Lovelace", "plan": "gold"})
analytics.flush()
for number, event in enumerate(["Order Completed", "Cart Viewed", "Signed Up!"]):
    analytics.track("u-1", event, {"order_id": f"A-{number}", "total": 12.5})
    analytics.flush()
analytics.shutdown()
