import { describe, expect, test } from "vitest";
import { activeWorkflow, testApi } from "../../workflows/api.ts";
import { openDatabase } from "../../../../src/db/core/database.ts";
import { testApp } from "../../test-app.ts";
import { basicClient, contactBy, eventsOf } from "./client.ts";

const listed = [
  { name: "EmailAddress", value: "ada@example.com" },
  { name: "total", value: 59.9 },
];

describe("one event", () => {
  test.each([
    ["v1/event", { params: listed }],
    ["v1/event/", { params: listed }],
    ["v2/event", { params: listed }],
    ["v2/event/", { params: listed }],
    ["v3/event", { params: { EmailAddress: "ada@example.com", total: 59.9 } }],
    ["v3/event/", { params: { EmailAddress: "ada@example.com", total: 59.9 } }],
  ])("%s keeps it and answers exactly 200", async (path, { params }) => {
    const api = await testApi();
    const sent = await basicClient(api)("POST", path, {
      eventTypeKey: "orderPaid",
      keyValue: "A-1",
      params,
    });
    expect(sent).toMatchObject({ status: 200, text: "" });
    expect(await eventsOf(api, "orderPaid")).toMatchObject([
      { key: "A-1", past: false, params: { EmailAddress: "ada@example.com", total: 59.9 } },
    ]);
    expect((await api.get("/event-types?search=orderPaid")).body.items).toMatchObject([
      { key: "orderPaid", category: "other", source: "api" },
    ]);
    expect(await contactBy(api, { email: "ada@example.com" })).toMatchObject({ source: "api" });
  });

  test("nested JSON in version 1 comes as text and is read; in version 2 texts stay texts", async () => {
    const api = await testApi();
    const ask = basicClient(api);
    const params = [{ name: "items", value: '[{"name":"Tea"}]' }];
    await ask("POST", "v1/event", { eventTypeKey: "one", keyValue: "1", params });
    await ask("POST", "v2/event", { eventTypeKey: "two", keyValue: "1", params });
    expect((await eventsOf(api, "one"))[0].params).toEqual({ items: [{ name: "Tea" }] });
    expect((await eventsOf(api, "two"))[0].params).toEqual({ items: '[{"name":"Tea"}]' });
  });

  test("without a key, the first identity in their order stands in for it", async () => {
    const api = await testApi();
    const ask = basicClient(api);
    const keyOf = async (params: object) => {
      const { status } = await ask("POST", "v3/event", { eventTypeKey: "seen", params });
      return status === 200 ? (await eventsOf(api, "seen"))[0].key : status;
    };
    const all = { pushToken: "t", phone: "+442071838750", email: "ada@example.com" };
    expect(await keyOf({ ...all, externalCustomerId: "c-1", contactId: "17" })).toBe("17");
    expect(await keyOf({ ...all, externalCustomerId: "c-1" })).toBe("c-1");
    expect(await keyOf({ ...all, externalCustomerId: " null " })).toBe("ada@example.com");
    expect(await keyOf({ pushToken: "t", phone: "+442071838750" })).toBe("+442071838750");
    expect(await keyOf({ pushToken: "t" })).toBe("t");
    expect(await keyOf({ total: 1 })).toBe(400);
  });

  test("a phone number that can't be read costs the event nothing", async () => {
    const api = await testApi();
    const sent = await basicClient(api)("POST", "v3/event", {
      eventTypeKey: "seen",
      keyValue: "1",
      params: { Phone: "050 123", Email: "ada@example.com" },
    });
    expect(sent.status).toBe(200);
    const contact = await contactBy(api, { email: "ada@example.com" });
    expect((await eventsOf(api, "seen"))[0].contactId).toBe(contact.id);
    expect(contact.phone).toBeNull();
  });

  test("ContactKey finds its contact again, and an e-mail goes before it", async () => {
    const api = await testApi();
    const ask = basicClient(api);
    const send = async (params: object) => {
      await ask("POST", "v3/event", { eventTypeKey: "seen", keyValue: "1", params });
      return (await eventsOf(api, "seen"))[0].contactId;
    };
    const first = await send({ ContactKey: "K-1" });
    expect(await send({ contact_key: "K-1" })).toBe(first);
    const other = await send({ Email: "ada@example.com" });
    expect(other).not.toBe(first);
    expect(await send({ ContactKey: "K-1", Email: "ada@example.com" })).toBe(other);
  });

  test("a contact's number names it, and is no number of another", async () => {
    const api = await testApi();
    const ask = basicClient(api);
    const channels = [{ type: "email", value: "ada@example.com" }];
    const { id } = (await ask("POST", "v1/contact", { channels })).json;
    const body = { eventTypeKey: "seen", params: { ContactId: id } };
    await ask("POST", "v3/event", body);
    const contact = await contactBy(api, { email: "ada@example.com" });
    expect((await eventsOf(api, "seen"))[0]).toMatchObject({
      key: String(id),
      contactId: contact.id,
    });
    const customer = { eventTypeKey: "seen", params: { externalCustomerId: String(id) } };
    await ask("POST", "v3/event", customer);
    expect((await eventsOf(api, "seen"))[0].contactId).not.toBe(contact.id);
  });

  test.each([
    ["an event type with a forbidden character", { eventTypeKey: "a<b", keyValue: "1" }],
    ["an event type of 101 characters", { eventTypeKey: "a".repeat(101), keyValue: "1" }],
    ["a key of 301 characters", { eventTypeKey: "a", keyValue: "1".repeat(301) }],
    ["no event type", { keyValue: "1" }],
    ["a param twice", { eventTypeKey: "a", keyValue: "1", params: [{ name: "x" }, { name: "x" }] }],
    [
      "a param's name of 101 characters",
      { eventTypeKey: "a", keyValue: "1", params: [{ name: "x".repeat(101) }] },
    ],
  ])("%s is refused with 400", async (_what, body) => {
    const api = await testApi();
    expect((await basicClient(api)("POST", "v2/event", body)).status).toBe(400);
    expect((await api.get("/events")).body.items).toEqual([]);
  });

  test("a wrong password is told with 401, and Bearer is as good as Basic", async () => {
    const api = await testApi();
    const ask = basicClient(api);
    const body = { eventTypeKey: "seen", keyValue: "1", params: {} };
    const wrong = { authorization: `Basic ${btoa("me:cmp_nothing")}` };
    expect((await ask("POST", "v3/event", body, wrong)).status).toBe(401);
    const bearer = { authorization: `Bearer ${api.key}` };
    expect((await ask("POST", "v3/event", body, bearer)).status).toBe(200);
  });

  test("an Idempotency-Key makes a repetition harmless", async () => {
    const api = await testApi();
    const ask = basicClient(api);
    const body = { eventTypeKey: "seen", keyValue: "1", params: {} };
    const first = await ask("POST", "v3/event", body, { "idempotency-key": "m-1" });
    const again = await ask("POST", "v3/event", body, { "idempotency-key": "m-1" });
    const replayed = [first, again].map(({ headers }) => headers.get("idempotent-replayed"));
    expect(replayed).toEqual([null, "true"]);
    expect(await eventsOf(api, "seen")).toHaveLength(1);
  });
});

describe("fields under another name", () => {
  test.each([
    ["parameters", { eventTypeKey: "a", keyValue: "1", parameters: listed }, "params"],
    ["Params", { eventTypeKey: "a", keyValue: "1", Params: listed }, "params"],
    ["parms", { eventTypeKey: "a", keyValue: "1", parms: listed }, "params"],
    ["key_value", { eventTypeKey: "a", key_value: "1", params: listed }, "keyValue"],
    ["eventType", { eventType: "a", keyValue: "1" }, "eventTypeKey"],
  ])("%s is told, with the right one, and the event is not taken", async (path, body, meant) => {
    const api = await testApi();
    for (const version of ["v1", "v2", "v3"]) {
      const { status, text } = await basicClient(api)("POST", `${version}/event`, body);
      expect(status).toBe(400);
      expect(JSON.parse(text).errors).toContainEqual({
        path,
        message: `is not known: the field is called "${meant}"`,
      });
    }
    expect((await api.get("/events")).body.items).toEqual([]);
  });

  test("beside the right one, and other unknown fields, are left aside as before", async () => {
    const api = await testApi();
    const body = { eventTypeKey: "a", keyValue: "1", params: listed, parameters: [], trace: "t" };
    expect((await basicClient(api)("POST", "v2/event", body)).status).toBe(200);
  });

  test("are told of past events one by one, of contacts, imports, orders and messages", async () => {
    const api = await testApi();
    const ask = basicClient(api);
    const past = { eventTypeKey: "a", keyValue: "1", occurred: "2026-01-01" };
    const events = [
      { ...past, params: listed },
      { ...past, parameters: listed },
    ];
    const { json } = await ask("POST", "v2/past_events", { events });
    expect(json.rejected).toMatchObject([{ index: 1, errors: [{ path: "events[1].parameters" }] }]);
    const contact = { externalCustomerId: "c-1", email: "ada@example.com" };
    const order = {
      externalOrderId: "1",
      email: "ada@example.com",
      totalCost: 1,
      status: "INITIALIZED",
      date: "2026-01-01",
      currency: "EUR",
    };
    const told = [
      await ask("POST", "v1/contact", contact),
      await ask("POST", "v1/contacts", { contacts: [contact, { ...contact, channels: [] }] }),
      await ask("POST", "v1/contacts", { contacts: [{ channels: [] }], dedupe_on: "sms" }),
      await ask("POST", "v1/orders", { orders: [{ ...order, customerId: 7 }] }),
    ].map(({ status, text }) => [status, text]);
    expect(told).toEqual([
      [400, expect.stringContaining('\\"channels\\": [{\\"type\\": \\"email\\"')],
      [200, expect.stringMatching(/"failedContacts":\[\{"index":0,"message":"email: is not known/)],
      [400, expect.stringContaining('called \\"dedupeOn\\"')],
      [200, expect.stringContaining("orders[0].customerId")],
    ]);
  });
});

test("without Postgres an event is answered 503 with Retry-After: its client sends it again", async () => {
  const app = await testApp({ db: openDatabase("postgres://nobody@127.0.0.1:1/none") });
  const body = { eventTypeKey: "seen", keyValue: "1", params: {} };
  const { status, headers } = await app.call("POST", "/api/v3/event", body);
  expect([status, headers.get("retry-after")]).toEqual([503, "2"]);
});

test("the log names routes, and nothing that a request says", async () => {
  const app = await testApp();
  const params = { Email: "ada@example.com" };
  await app.call("POST", "/api/v3/event", { eventTypeKey: "seen", keyValue: "K-1", params });
  await app.call("GET", "/api/v1/contact/4711");
  await app.call("GET", "/api/v1/contacts?email=ada@example.com");
  const routes = app.logged.map(({ route }) => route);
  expect(routes).toEqual(["/api/v3/event", "/api/v1/contact/:id", "/api/v1/contacts"]);
  expect(JSON.stringify(app.logged)).not.toMatch(/ada@|\bK-1\b|\b4711\b/);
});

test("the format's paths are gone when it is switched off, and the API's own stay", async () => {
  const api = await testApi({ FORMATS: "segment" });
  const ask = basicClient(api);
  const body = { eventTypeKey: "seen", keyValue: "1", params: [] };
  expect((await ask("POST", "v3/event", body)).status).toBe(404);
  expect((await ask("GET", "v1/version")).status).toBe(404);
  expect((await ask("POST", "v1/event", body)).status).toBe(200);
});

describe("what an event type asks of its events", () => {
  const validation = [
    { name: "EmailAddress", required: true },
    { name: "Name", required: false },
  ];

  async function strict() {
    const api = await testApi();
    const { body } = await api.post("/event-types", { key: "strict", validation });
    return { api, ask: basicClient(api), id: body.id as string };
  }

  test("it stands in the type and can be changed and taken back", async () => {
    const { api, id } = await strict();
    const listedNow = async () => (await api.get("/event-types?search=strict")).body.items[0];
    expect((await listedNow()).validation).toEqual(validation);
    await api.patch(`/event-types/${id}`, { name: "Other" });
    expect((await listedNow()).validation).toEqual(validation);
    await api.patch(`/event-types/${id}`, { validation: null });
    expect((await listedNow()).validation).toBeNull();
    const twice = [validation[0], validation[0]];
    expect((await api.patch(`/event-types/${id}`, { validation: twice })).status).toBe(400);
  });

  test.each([
    ["v1", [{ name: "Name", value: "Ada" }]],
    ["v2", [{ name: "EmailAddress", value: null }]],
  ])("%s says in words what it should have been", async (version, params) => {
    const { api, ask } = await strict();
    const sent = await ask("POST", `${version}/event`, {
      eventTypeKey: "strict",
      keyValue: "1",
      params,
    });
    expect(sent.status).toBe(400);
    const [words = "", list = ""] = sent.text.split(/: (.*)/s);
    expect(words).toBe("The event should have the following params");
    expect(JSON.parse(list)).toEqual(validation);
    expect(await eventsOf(api, "strict")).toEqual([]);
  });

  test("v3 says it as an object", async () => {
    const { ask } = await strict();
    const sent = await ask("POST", "v3/event", {
      eventTypeKey: "strict",
      keyValue: "1",
      params: {},
    });
    expect(sent).toMatchObject({
      status: 400,
      json: { params: { EmailAddress: { required: true }, Name: { required: false } } },
    });
  });

  test("the API's own events are told the param that is missing, one by one", async () => {
    const { api } = await strict();
    const bad = {
      eventTypeKey: "strict",
      keyValue: "1",
      params: { emailaddress: "a@example.com" },
    };
    const good = { ...bad, params: { EmailAddress: "a@example.com" } };
    const fault = { message: "is required by its event type" };
    expect(await api.post("/event", bad)).toMatchObject({
      status: 400,
      body: { errors: [{ path: "params.EmailAddress", ...fault }] },
    });
    const many = await api.post("/events", { events: [good, bad, good] });
    expect(many.status).toBe(207);
    expect(many.body.results).toMatchObject([
      { status: "accepted" },
      { status: "rejected", errors: [{ path: "events[1].params.EmailAddress", ...fault }] },
      { status: "accepted" },
    ]);
    expect(await eventsOf(api, "strict")).toHaveLength(2);
  });

  test("a refused message id is free for the mended event", async () => {
    const { api } = await strict();
    const event = { eventTypeKey: "strict", keyValue: "1", messageId: "m-1", params: {} };
    expect((await api.post("/event", event)).status).toBe(400);
    const mended = { ...event, params: { EmailAddress: "a@example.com" } };
    expect((await api.post("/event", mended)).body.duplicate).toBe(false);
  });
});

describe("the param that an account maps", () => {
  test("identifies in the API's own events and in this format's, after the fixed ones", async () => {
    const api = await testApi();
    const ask = basicClient(api);
    const further = { param: "loyaltyCard", identity: "contactId" };
    const put = await api.ask("PUT", "/identifying-params", { further });
    expect(put).toMatchObject({ status: 200, body: { further } });
    expect((await api.get("/identifying-params")).body.further).toEqual(further);
    const event = { eventTypeKey: "seen", keyValue: "1" };
    const { body } = await api.post("/event", { ...event, params: { LoyaltyCard: "L-1" } });
    await ask("POST", "v3/event", { ...event, params: { loyaltyCard: "L-1" } });
    expect(body.contactId).not.toBeNull();
    expect((await eventsOf(api, "seen"))[0].contactId).toBe(body.contactId);
    const fixed = { loyaltyCard: "L-1", externalCustomerId: "c-1" };
    const other = await api.post("/event", { ...event, params: fixed });
    expect(other.body.contactId).not.toBe(body.contactId);

    await api.ask("PUT", "/identifying-params", { further: null });
    const unmapped = await api.post("/event", { ...event, params: { loyaltyCard: "L-1" } });
    expect(unmapped.body.contactId).toBeNull();
  });

  test("can't be one that identifies already, and a value that can't be read is told", async () => {
    const api = await testApi();
    const taken = { further: { param: "EMAIL", identity: "email" } };
    expect((await api.ask("PUT", "/identifying-params", taken)).status).toBe(400);
    const further = { param: "mobile", identity: "phone" };
    await api.ask("PUT", "/identifying-params", { further });
    const sent = await api.post("/event", {
      eventTypeKey: "seen",
      keyValue: "1",
      params: { mobile: "050" },
    });
    expect(sent).toMatchObject({ status: 400, body: { errors: [{ path: "params.mobile" }] } });
  });
});

describe("past events", () => {
  test.each(["v1", "v2", "v3"])(
    "%s keeps them as past, and they start nothing",
    async (version) => {
      const api = await testApi();
      const ask = basicClient(api);
      await activeWorkflow(api, { typeKey: "paid" });
      const params =
        version === "v3"
          ? { Email: "ada@example.com" }
          : [{ name: "Email", value: "ada@example.com" }];
      const events = [
        { eventTypeKey: "paid", keyValue: "1", params, occurred: "2020-02-01" },
        { eventTypeKey: "paid", keyValue: "2", params, occurred: "2020-02-01T12:30" },
      ];
      const sent = await ask("POST", `${version}/past_events`, { events });
      expect([sent.status, sent.text]).toEqual([200, ""]);
      const kept = await eventsOf(api, "paid");
      expect(
        kept.map(({ past, occurredAt, decisions, runs }) => [past, occurredAt, decisions, runs]),
      ).toEqual([
        [true, "2020-02-01T12:30:00.000Z", [], []],
        [true, "2020-02-01T00:00:00.000Z", [], []],
      ]);
      expect(await contactBy(api, { email: "ada@example.com" })).toBeDefined();

      await ask("POST", `${version}/past_events/`, { events });
      expect(await eventsOf(api, "paid")).toHaveLength(2);
      await ask("POST", "v3/event", {
        eventTypeKey: "paid",
        params: { Email: "ada@example.com" },
      });
      expect((await eventsOf(api, "paid"))[0].decisions).toMatchObject([{ outcome: "launched" }]);
    },
  );

  test("stop no run and forbid no start, whatever looks back", async () => {
    const api = await testApi();
    const ask = basicClient(api);
    const { workflowId } = await activeWorkflow(api, { typeKey: "begin" });
    await api.post("/event-types", { key: "halt" });
    const stop = {
      role: "stop",
      eventTypeKey: "halt",
      match: "contact",
      lookBack: { amount: 1, unit: "days" },
    };
    const bound = await api.post(`/workflows/${workflowId}/bindings`, stop);
    expect(bound.body).toMatchObject({ role: "stop" });
    const params = { Email: "ada@example.com" };
    const halt = { eventTypeKey: "halt", params, occurred: "2020-02-01" };
    const decisionsAbout = async (typeKey: string) => {
      await ask("POST", "v3/event", { eventTypeKey: typeKey, params });
      return (await eventsOf(api, typeKey))[0].decisions;
    };
    await ask("POST", "v3/past_events", { events: [halt] });
    expect(await decisionsAbout("begin")).toMatchObject([{ outcome: "launched" }]);
    const later = { ...halt, occurred: "2020-02-02" };
    await ask("POST", "v3/past_events", { events: [later] });
    expect(await api.db.query("select 1 from run_signals")).toEqual([]);
    expect(await decisionsAbout("halt")).toMatchObject([{ outcome: "stopped", stopped: 1 }]);
    expect(await decisionsAbout("begin")).toMatchObject([{ outcome: "stopped_before" }]);
  });

  test("a faulty one is named and the others are kept; with none that is good it is 400", async () => {
    const api = await testApi();
    const ask = basicClient(api);
    const good = { eventTypeKey: "paid", keyValue: "1", params: {}, occurred: "2020-02-01" };
    const { occurred: _occurred, ...undated } = good;
    const sent = await ask("POST", "v3/past_events", { events: [undated, good] });
    expect(sent).toMatchObject({
      status: 200,
      json: { rejected: [{ index: 0, errors: [{ path: "events[0].occurred" }] }] },
    });
    expect(await eventsOf(api, "paid")).toHaveLength(1);
    expect((await ask("POST", "v3/past_events", { events: [undated] })).status).toBe(400);
    const many = Array.from({ length: 501 }, () => good);
    expect((await ask("POST", "v3/past_events", { events: many })).status).toBe(400);
  });
});

describe("events of the mobile SDKs", () => {
  const event = {
    eventTypeKey: "screenView",
    occurred: "2026-03-01T12:00:00Z",
    params: [
      { name: "screen", value: "Home" },
      { name: "empty", value: null },
    ],
  };

  test("find the device's contact, and after the sign-in the same person", async () => {
    const api = await testApi();
    const ask = basicClient(api);
    const sdk = { authorization: "", "x-reteno-access-key": api.key };
    const batch = { deviceId: "d-1", externalUserId: null, events: [event] };
    expect(await ask("POST", "v1/events", batch, sdk)).toMatchObject({ status: 200, json: {} });
    const later = { ...event, occurred: "2026-03-01T12:01:00Z" };
    const signedIn = { deviceId: "d-1", externalUserId: "u-1", events: [later] };
    await ask("POST", "v1/events", signedIn, sdk);
    const [second, first] = await eventsOf(api, "screenView");
    expect(first).toMatchObject({ key: "d-1", occurredAt: "2026-03-01T12:00:00.000Z" });
    expect(second).toMatchObject({ key: "u-1", contactId: first.contactId });
    expect(await contactBy(api, { contactId: "u-1" })).toMatchObject({ id: first.contactId });
  });

  test("a batch that is repeated adds nothing, two alike in one batch are two", async () => {
    const api = await testApi();
    const ask = basicClient(api);
    const sdk = { "x-reteno-access-key": api.key };
    const batch = { deviceId: "d-1", events: [event, event] };
    await ask("POST", "v1/events", batch, sdk);
    await ask("POST", "v1/events", batch, sdk);
    expect(await eventsOf(api, "screenView")).toHaveLength(2);
  });

  test("a wrong access key is 401, a batch of which nothing can be read 400", async () => {
    const api = await testApi();
    const ask = basicClient(api);
    const batch = { deviceId: "d-1", events: [{ params: [] }] };
    expect((await ask("POST", "v1/events", batch, { "x-reteno-access-key": "no" })).status).toBe(
      401,
    );
    expect((await ask("POST", "v1/events", batch, { "x-reteno-access-key": api.key })).status).toBe(
      400,
    );
  });
});
