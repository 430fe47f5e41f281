import { beforeAll, describe, expect, test } from "vitest";
import type { TestApp } from "../test-app.ts";
import { count, testApp, testConfig } from "../test-app.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});

const structured = { "content-type": "application/cloudevents+json" };
const batch = { "content-type": "application/cloudevents-batch+json" };
let number = 0;
const event = (more: Record<string, unknown> = {}) => ({
  specversion: "1.0",
  id: String(number++),
  source: "/shop",
  type: "order.paid",
  ...more,
});
const send = (body: unknown, headers: Record<string, string> = structured) =>
  app.call("POST", "/cloudevents", body, headers);

async function keptOf(source: string) {
  return app.db.query(
    `select t.key as type, e.key_value as key, e.params, e.contact_id as "contactId"
       from events e join event_types t on t.id = e.type_id
      where e.params -> 'cloudEvent' ->> 'source' = $1 order by e.id`,
    [source],
  );
}

describe("the three ways", () => {
  test("structured: answered 202 without a body", async () => {
    const { status, body } = await send(event({ source: "/one", data: { total: 5 } }));
    expect([status, body]).toEqual([202, ""]);
    expect(await keptOf("/one")).toMatchObject([{ type: "order.paid", params: { total: 5 } }]);
  });

  test("binary: the context in headers, percent-encoded or quoted", async () => {
    const headers = {
      "ce-specversion": "1.0",
      "ce-id": "1",
      "ce-type": "order.paid",
      "ce-source": "/two/%C3%A9",
      "ce-subject": '"u \\"2\\""',
      "content-type": "application/json",
    };
    expect((await send({ total: 6 }, headers)).status).toBe(202);
    expect(await keptOf("/two/é")).toMatchObject([{ key: 'u "2"', params: { total: 6 } }]);
  });

  test("a batch: the good ones are in, the others named with 200; all faulty is 400", async () => {
    const good = event({ source: "/three" });
    const mixed = await send([good, event({ id: "" }), event({ time: "noon" })], batch);
    expect(mixed).toMatchObject({ status: 200, body: { rejected: [{ index: 1 }, { index: 2 }] } });
    expect(await keptOf("/three")).toHaveLength(1);
    expect((await send([event({ id: "" })], batch)).status).toBe(400);
    expect((await send([], batch)).status).toBe(202);
  });
});

describe("what an event says", () => {
  test("source and id together are known again: a repetition changes nothing", async () => {
    const one = event({ source: "/four", id: "x" });
    await send(one);
    expect((await send({ ...one, data: { other: 1 } })).status).toBe(202);
    await send({ ...one, source: "/four/b" });
    await send([one, { ...one, id: "y" }], batch);
    expect(await keptOf("/four")).toHaveLength(2);
    expect(await keptOf("/four/b")).toHaveLength(1);
  });

  test("a type's characters that no key may have become blanks", async () => {
    await send(event({ source: "/five", type: "com.example/order;paid!" }));
    expect(await keptOf("/five")).toMatchObject([{ type: "com.example order paid" }]);
  });

  test("data that is no object stands under data, Base64 is read by its type, extensions are kept", async () => {
    const source = "/six";
    const json = Buffer.from('{"total":7}').toString("base64");
    const datacontenttype = "application/json";
    await send(event({ source, data: [1, 2] }));
    await send(event({ source, data: "text" }));
    await send(event({ source, data_base64: json, datacontenttype }));
    await send(event({ source, data_base64: "AAEC", traceparent: "00-1" }));
    await send(event({ source, data_base64: "AAEC", datacontenttype }));
    expect((await keptOf(source)).map(({ params }) => params)).toMatchObject([
      { data: [1, 2] },
      { data: "text" },
      { total: 7 },
      { data_base64: "AAEC", cloudEvent: { traceparent: "00-1" } },
      { data_base64: "AAEC" },
    ]);
  });

  test("subject and what data says of the person find one contact", async () => {
    await send(event({ source: "/seven", subject: "c-7", data: { email: "Seven@example.com" } }));
    await send(event({ source: "/seven", subject: "seven@example.com" }));
    await send(event({ source: "/seven" }));
    const [first, second, third] = (await keptOf("/seven")).map(({ contactId }) => contactId);
    expect(first).not.toBeNull();
    expect([second, third]).toEqual([first, null]);
  });
});

describe("what can't be taken is refused with the reason, and nothing of it is kept", () => {
  test.each([
    ["another version", { specversion: "0.3" }, "specversion must be 1.0"],
    ["no type", { type: undefined }, "lacks type"],
    ["no time", { time: "yesterday" }, "time must be"],
    ["an unreadable phone", { data: { phone: "12" } }, "data.phone"],
    ["too much data", { data: { text: "x".repeat(70_000) } }, "64 kB"],
  ])("%s: 400", async (_name, more, words) => {
    const before = await count(app.db, "events");
    const { status, body } = await send(event(more));
    expect(status).toBe(400);
    expect(body.detail).toContain(words);
    expect(await count(app.db, "events")).toBe(before);
  });

  test("neither of the three ways, or another event format: 415", async () => {
    expect((await send(event(), { "content-type": "application/json" })).status).toBe(415);
    const xml = { "content-type": "application/cloudevents+xml", "ce-specversion": "1.0" };
    expect((await send("<event/>", xml)).status).toBe(415);
  });

  test("no key: 401; a key may stand in the address for senders that know nothing else", async () => {
    const headers = { ...structured, authorization: "" };
    expect((await send(event(), headers)).status).toBe(401);
    const path = `/cloudevents?access_token=${app.key}`;
    expect((await app.call("POST", path, event(), headers)).status).toBe(202);
    expect(JSON.stringify(app.logged)).not.toContain(app.key);
  });
});

test("a sender that asks first is let in", async () => {
  const answer = await fetch(`${app.url}/cloudevents`, {
    method: "OPTIONS",
    headers: { "WebHook-Request-Origin": "eventemitter.example.com" },
  });
  expect(answer.headers.get("webhook-allowed-origin")).toBe("eventemitter.example.com");
});

test("switched off, there is nothing at its address", async () => {
  const off = await testApp({ config: testConfig({ FORMATS: "segment" }) });
  expect((await off.call("POST", "/cloudevents", event(), structured)).status).toBe(404);
});
