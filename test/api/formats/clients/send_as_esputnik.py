"""A shop's server that uses ok-esputnik: all that it can ask for but messages, answers as JSON."""

import collections
import collections.abc
import json
import sys
import warnings

warnings.filterwarnings("ignore")
# What it depends on is from before Python 3.10, which moved these names.
for name in ["Mapping", "MutableMapping", "Iterable", "Sequence"]:
    if not hasattr(collections, name):
        setattr(collections, name, getattr(collections.abc, name))

from esputnik.esputnik import ESputnikAPIAdaptor

host, key, link = sys.argv[1:]
client = ESputnikAPIAdaptor(user="shop@example.com", password=key, host=host + "/api/")

answers = {}


def ask(name, answer):
    data = answer.data.decode() if isinstance(answer.data, bytes) else answer.data
    answers[name] = {"status": answer.status_code, "data": data}
    return data


for name in ["version", "account_info", "balance", "addressbooks"]:
    ask(name, getattr(client, name)())

address = {"region": "London", "town": "London", "address": "12 St James's Square", "postcode": "SW1Y"}
contact = {
    "first_name": "Ada",
    "last_name": "Lovelace",
    "channels": [{"type": "email", "value": "ada@example.com"}],
    "groups": [{"name": "Readers"}],
    "address": address,
}
made = ask("add_contact", client.add_contact(contact))
ask("update_contact", client.update_contact(str(made["id"]), {**contact, "first_name": "Augusta"}))
ask("get_contact", client.get_contact(str(made["id"])))
ask("contact_subscribe", client.contact_subscribe({
    "contact": {"channels": [{"type": "email", "value": "bo@example.com"}]},
    "groups": ["Subscribers"],
    "form_type": "footer",
}))
ask("add_contacts", client.add_contacts({
    "contacts": [{"first_name": "Cy", "channels": [{"type": "email", "value": "cy@example.com"}]}],
    "contact_fields": ["firstName"],
    "group_names": ["Imported"],
    "event_key_for_new_contacts": "imported",
}))
ask("get_contacts", client.get_contacts({"email": "cy@example.com"}))
ask("contacts_upload", client.contacts_upload({
    "dedupe_on": "email",
    "link": link,
    "group_names": ["Uploaded"],
}))
ask("emails_unsubscribed_add", client.emails_unsubscribed_add(["bo@example.com", "cy@example.com"]))
ask("emails_unsubscribed_delete", client.emails_unsubscribed_delete("cy@example.com"))
ask("event", client.event({
    "event_type_key": "orderPaid",
    "key_value": "A-1",
    "params": [{"name": "EmailAddress", "value": "ada@example.com"}, {"name": "total", "value": 59.9}],
}))
order = {
    "id": "A-1",
    "user_id": "c-1",
    "total_cost": 59.9,
    "date": "2026-03-01T12:00:00",
    "email": "ada@example.com",
    "phone": "",
    "items": [{
        "id": "i-1", "name": "Tea", "quantity": 2, "cost": 27.5, "category": "Food",
        "url": "https://shop.example.com/tea", "image_url": "https://shop.example.com/tea.png",
    }],
}
for name in ["orders", "orders_again"]:
    ask(name, client.orders({"orders": [order]}))
groups = ask("groups", client.groups())
readers = next(group["id"] for group in groups if group["name"] == "Readers")
ask("group_contacts", client.group_contacts(readers))
ask("group_contacts_detach", client.group_contacts_detach(readers))
ask("group_contacts_after", client.group_contacts(readers))
ask("delete_contact", client.delete_contact(str(made["id"])))

print(json.dumps(answers))
