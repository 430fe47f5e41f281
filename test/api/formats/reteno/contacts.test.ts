import { describe, expect, test } from "vitest";
import { activeWorkflow, testApi } from "../../workflows/api.ts";
import { basicClient, contactBy, eventsOf } from "./client.ts";

const ada = {
  firstName: "Ada",
  lastName: "Lovelace",
  channels: [
    { type: "email", value: "Ada@Example.com" },
    { type: "sms", value: "+442071838750" },
    { type: "mobilepush", value: "push-1", device: { os: "android" } },
    { type: "webpush", value: "web-1" },
  ],
  address: { region: "London", town: "London", address: "12 St James's Square", postcode: "SW1Y" },
  fields: [{ id: 12_345, value: "gold" }],
  groups: [{ name: "Readers" }],
  contactKey: "K-1",
  externalCustomerId: "c-1",
  languageCode: "en",
  timeZone: "Europe/London",
};

async function shop() {
  const api = await testApi();
  return { api, ask: basicClient(api) };
}

describe("one contact", () => {
  test("is made with all its fields, under a number, without an event", async () => {
    const { api, ask } = await shop();
    const made = await ask("POST", "v1/contact", ada);
    expect(made.status).toBe(200);
    expect(Number.isInteger(made.json.id)).toBe(true);
    const { devices, webPushTokens, ...attributes } = (await contactBy(api, { contactId: "c-1" }))
      .attributes;
    expect([devices, webPushTokens]).toEqual([[{ os: "android" }], ["web-1"]]);
    expect(attributes).toEqual({ ...ada.address, field_12345: "gold" });
    expect((await api.get("/events")).body.items).toEqual([]);

    const { json } = await ask("GET", `v1/contact/${made.json.id}`);
    const group = (await ask("GET", "v1/groups")).json[0];
    expect(group).toMatchObject({ name: "Readers", type: "Static" });
    expect(json).toEqual({
      ...ada,
      id: made.json.id,
      addressBookId: 1,
      groups: [group],
      channels: [
        { type: "email", value: "ada@example.com" },
        { type: "sms", value: "+442071838750" },
        { type: "mobilepush", value: "push-1" },
        { type: "webpush", value: "web-1" },
      ],
    });
  });

  test("sent again, it is the same contact under the same number", async () => {
    const { ask } = await shop();
    const first = await ask("POST", "v1/contact/", ada);
    const { channels } = ada;
    const again = await ask("POST", "v1/contact", { channels: channels.slice(0, 1) });
    expect(again.json).toEqual(first.json);
    expect((await ask("GET", `v1/contact/${first.json.id}`)).json.lastName).toBe("Lovelace");
  });

  test("is changed and erased by its number or its id, in the words that clients compare", async () => {
    const { api, ask } = await shop();
    const { id } = (await ask("POST", "v1/contact", ada)).json;
    const changed = await ask("PUT", `v1/contact/${id}/`, { firstName: "Augusta", lastName: null });
    expect([changed.status, changed.text]).toEqual([
      200,
      `Contact with id='${id}' has been updated`,
    ]);
    const uuid = (await contactBy(api, { contactId: "c-1" })).id;
    expect((await ask("GET", `v1/contact/${uuid}`)).json).toMatchObject({
      id,
      firstName: "Augusta",
      contactKey: "K-1",
    });
    expect((await ask("GET", `v1/contact/${id}`)).json.lastName).toBeUndefined();
    const erased = await ask("DELETE", `v1/contact/${id}`);
    expect([erased.status, erased.text]).toEqual([200, `Contact with id='${id}' has been deleted`]);
    expect((await ask("GET", `v1/contact/${id}`)).status).toBe(404);
    expect((await ask("PUT", `v1/contact/${id}`, { firstName: "A" })).status).toBe(404);
    expect((await ask("GET", "v1/contact/99")).status).toBe(404);
  });

  test.each([
    ["no way to find it again", { firstName: "Ada" }, "channels"],
    ["an e-mail that is none", { channels: [{ type: "email", value: "ada" }] }, "email"],
    ["a time zone that is none", { ...ada, timeZone: "Mars" }, "timeZone"],
  ])("%s is refused with 400 and its place", async (_what, contact, path) => {
    const { ask } = await shop();
    expect(await ask("POST", "v1/contact", contact)).toMatchObject({
      status: 400,
      json: { errors: [{ path }] },
    });
  });
});

describe("a subscription", () => {
  const subscription = {
    contact: { firstName: "Ada", channels: [{ type: "email", value: "ada@example.com" }] },
    groups: ["Readers"],
    formType: "footer",
  };

  test("makes an unconfirmed contact in its groups and raises its event with the contact's number", async () => {
    const { api, ask } = await shop();
    const { workflowId } = await activeWorkflow(api, { typeKey: "subscribeFromApi-footer" });
    const { status, json } = await ask("POST", "v1/contact/subscribe", subscription);
    expect(status).toBe(200);
    expect(await contactBy(api, { email: "ada@example.com" })).toMatchObject({
      firstName: "Ada",
      emailConfirmed: false,
      segments: [{ name: "Readers" }],
    });
    const [event] = await eventsOf(api, "subscribeFromApi-footer");
    expect(event).toMatchObject({
      key: String(json.id),
      params: { email: "ada@example.com", formType: "footer", groups: ["Readers"] },
      decisions: [{ workflow: { id: workflowId }, outcome: "launched" }],
    });
  });

  test("of a known contact raises the other event, and a form without a name adds nothing to it", async () => {
    const { api, ask } = await shop();
    const { formType: _form, ...plain } = subscription;
    const first = await ask("POST", "v1/contact/subscribe", plain);
    const again = await ask("POST", "v1/contact/subscribe/", plain);
    expect(again.json).toEqual(first.json);
    expect(await eventsOf(api, "subscribeFromApi")).toHaveLength(1);
    expect(await eventsOf(api, "subscribeUpdateFromApi")).toHaveLength(1);
    const types = (await api.get("/event-types?search=FromApi")).body.items;
    expect(types).toMatchObject([
      { key: "subscribeFromApi", category: "subscribe_unsubscribe", source: "system" },
      { key: "subscribeUpdateFromApi", category: "subscribe_unsubscribe", source: "system" },
    ]);
    const odd = { ...plain, formType: "a<b" };
    expect((await ask("POST", "v1/contact/subscribe", odd)).status).toBe(400);
  });
});

describe("a subscription that names topics", () => {
  const of = (...subscriptions: string[]) => ({
    contact: { channels: [{ type: "email", value: "ada@example.com" }] },
    subscriptions,
  });

  test("subscribes to them by key or name, and asks to confirm those with double opt-in, once", async () => {
    const { api, ask } = await shop();
    await api.post("/topics", { key: "news", name: "News" });
    await api.post("/topics", { key: "club", name: "The Club", doubleOptIn: true });
    for (let time = 0; time < 2; time++) {
      const { status } = await ask("POST", "v1/contact/subscribe", of("news", "The club", "club"));
      expect(status).toBe(200);
    }
    const contact = await contactBy(api, { email: "ada@example.com" });
    const topics = (await api.get(`/contacts/${contact.id}`)).body.topics;
    expect(topics).toMatchObject([
      { key: "club", state: "pending" },
      { key: "news", state: "subscribed" },
    ]);
    const [first] = await eventsOf(api, "subscribeFromApi");
    expect(first?.params).toMatchObject({ topics: ["news", "club"] });
    const log = await api.get(`/contacts/${contact.id}/consent-log`);
    expect(log.body.items).toMatchObject([
      { topic: "news", state: "subscribed", source: "form" },
      { topic: "club", state: "pending", source: "form" },
    ]);
    expect(await eventsOf(api, "subscriptionRequested")).toHaveLength(1);
    const mails = (await api.get("/runs")).body.items;
    expect(mails).toMatchObject([{ workflow: { name: expect.stringContaining("confirmation") } }]);
  });

  test("to one that does not exist is refused whole", async () => {
    const { api, ask } = await shop();
    const { status, text } = await ask("POST", "v1/contact/subscribe", of("nonesuch"));
    expect(status).toBe(400);
    expect(text).toContain("nonesuch");
    expect(await contactBy(api, { email: "ada@example.com" })).toBeUndefined();
  });

  test("sends the confirmation that its owner has changed", async () => {
    const { api, ask } = await shop();
    await api.post("/topics", { key: "club", name: "Club", doubleOptIn: true });
    const [template] = (await api.get("/templates")).body.items;
    const { content, revision } = (await api.get(`/templates/${template.id}`)).body;
    const own = { ...content, subject: "Welcome to the club?" };
    const edited = await api.patch(`/templates/${template.id}`, { revision, content: own });
    expect(edited.status).toBe(200);
    await ask("POST", "v1/contact/subscribe", of("club"));
    // Published anew, the second time with these words.
    const started = await api.db.query(
      "select v.number from runs r join workflow_versions v on v.id = r.version_id",
    );
    expect(started).toEqual([{ number: 2 }]);
  });
});

describe("the list of unsubscribed e-mails", () => {
  test("keeps marketing from addresses, known or not yet, and gives them back", async () => {
    const { api, ask } = await shop();
    await ask("POST", "v1/contact", ada);
    const emails = ["ada@example.com", "New@example.com", "no address"];
    const added = await ask("POST", "v1/emails/unsubscribed/add/", { emails });
    expect([added.status, added.text]).toEqual([200, ""]);
    const isUnsubscribed = async (email: string) =>
      (await contactBy(api, { email }))?.unsubscribed as unknown;
    expect(await isUnsubscribed("ada@example.com")).toBe(true);
    expect(await isUnsubscribed("new@example.com")).toBe(true);
    await ask("POST", "v1/emails/unsubscribed/delete", {
      emails: ["ada@example.com", "x@example.com"],
    });
    expect(await isUnsubscribed("ada@example.com")).toBe(false);
    expect(await isUnsubscribed("new@example.com")).toBe(true);
    expect(await isUnsubscribed("x@example.com")).toBeUndefined();
  });
});

describe("groups", () => {
  test("are listed, attached to and detached from by numbers, in pages with the total", async () => {
    const { ask } = await shop();
    const ids: number[] = [];
    for (const name of ["a", "b", "c"]) {
      const channels = [{ type: "email", value: `${name}@example.com` }];
      ids.push((await ask("POST", "v1/contact", { channels })).json.id);
    }
    await ask("POST", "v1/contact", ada);
    const groups = await ask("GET", "v1/groups/?name=read");
    expect(groups.headers.get("totalcount")).toBe("1");
    const path = `v1/group/${groups.json[0].id}/contacts`;
    const attached = await ask("POST", `${path}/attach`, { contactIds: [...ids, 7] });
    expect([attached.status, attached.text]).toEqual([200, ""]);
    const page = await ask("GET", `${path}?startindex=2&maxrows=2`);
    expect(page.headers.get("totalcount")).toBe("4");
    expect(page.json.map(({ id }: { id: number }) => id)).toEqual([ids[1], ids[2]]);
    await ask("POST", `${path}/detach`, ids.slice(0, 2));
    expect((await ask("GET", path)).headers.get("totalcount")).toBe("2");
    await ask("POST", `${path}/detach`);
    expect((await ask("GET", `${path}/`)).json).toEqual([]);
    expect((await ask("GET", "v1/group/7/contacts")).status).toBe(404);
  });
});

test("contacts are searched by address and name, in pages with the total", async () => {
  const { ask } = await shop();
  await ask("POST", "v1/contact", ada);
  for (const name of ["a", "b"]) {
    const channels = [{ type: "email", value: `${name}@example.com` }];
    await ask("POST", "v1/contact", { channels, firstName: "Bo" });
  }
  const found = async (query: string) => {
    const { headers, json } = await ask("GET", `v1/contacts?${query}`);
    const emails = json.map(
      ({ channels }: { channels: { value: string }[] }) => channels[0]?.value,
    );
    return [headers.get("totalcount"), ...emails];
  };
  expect(await found("email=ADA@example.com")).toEqual(["1", "ada@example.com"]);
  expect(await found("sms=442071838750")).toEqual(["1", "ada@example.com"]);
  expect(await found("email=ada@example.com&sms=442071838751")).toEqual(["0"]);
  expect(await found("email=half")).toEqual(["0"]);
  expect(await found("firstname=bo&startindex=2")).toEqual(["2", "b@example.com"]);
  expect(await found("startindex=1&maxrows=2")).toEqual(["3", "ada@example.com", "a@example.com"]);
  expect((await ask("GET", "v1/contacts?maxrows=501")).status).toBe(400);
});

test("the questions by which clients test a connection are answered", async () => {
  const { ask } = await shop();
  expect((await ask("GET", "v1/version/")).json).toMatchObject({ protocolVersion: "v1" });
  expect((await ask("GET", "v1/account/info/")).json).toMatchObject({
    userEmail: "shop@example.com",
    organisationName: "Campanile",
  });
  expect((await ask("GET", "v1/balance/")).json).toMatchObject({ currentBalance: 0 });
  expect((await ask("GET", "v1/addressbooks/")).json.addressBook).toMatchObject({
    fieldGroups: [],
  });
  const wrong = { authorization: `Basic ${btoa("me:cmp_nothing")}` };
  expect((await ask("GET", "v1/version", undefined, wrong)).status).toBe(401);
});
