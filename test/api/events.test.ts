import { beforeAll, describe, expect, test } from "vitest";
import { makeWorkflow } from "../support/campaign.ts";
import type { TestApp } from "./test-app.ts";
import { count, testApp } from "./test-app.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});

const send = (body: object, headers: Record<string, string> = {}) =>
  app.call("POST", "/api/v1/event", body, headers);
const about = (email: string) => [{ name: "Email", value: email }];

describe("one event", () => {
  test("it is answered with its contact and what it did to each binding, and why", async () => {
    const { id, bindings } = await makeWorkflow(app.db, {
      bindings: [{ role: "start", eventTypeKey: "once-only", frequency: { kind: "once" } }],
    });
    const event = { eventTypeKey: "once-only", keyValue: "A-1", params: about("once@b.eu") };
    const first = await send(event);
    expect(first).toMatchObject({
      status: 200,
      body: {
        duplicate: false,
        contactId: expect.any(String),
        decisions: [
          {
            bindingId: bindings[0],
            workflowId: id,
            role: "start",
            outcome: "launched",
            runId: expect.any(String),
          },
        ],
      },
    });
    const second = await send(event);
    expect(second.body).toMatchObject({
      contactId: first.body.contactId,
      decisions: [{ outcome: "suppressed", until: null, reason: expect.stringMatching(/\w+ \w+/) }],
    });
  });

  test("a stop says how many runs it ends", async () => {
    await makeWorkflow(app.db, {
      bindings: [
        { role: "start", eventTypeKey: "begun", frequency: { kind: "each" } },
        { role: "stop", eventTypeKey: "ended" },
      ],
    });
    const params = about("stopped@b.eu");
    for (const keyValue of ["1", "2"]) await send({ eventTypeKey: "begun", keyValue, params });
    const { body } = await send({ eventTypeKey: "ended", keyValue: "3", params });
    expect(body.decisions).toMatchObject([{ role: "stop", outcome: "stopped", stopped: 2 }]);
  });

  test("an unknown key registers a type in the category Other, from the API", async () => {
    await send({ eventTypeKey: "never seen", keyValue: "1" });
    const { body } = await app.call("GET", "/api/v1/event-types?search=never%20seen");
    expect(body.items).toMatchObject([{ key: "never seen", category: "other", source: "api" }]);
  });

  test("faults are named all at once, and nothing is kept", async () => {
    const before = await count(app.db, "events");
    const params = [
      { name: "Email", value: "nobody" },
      { name: "Phone", value: "1" },
    ];
    const { status, body } = await send({ eventTypeKey: "order", keyValue: "1", params });
    expect([status, body.detail]).toEqual([400, "the body has 2 faults"]);
    expect(body.errors.map(({ path }: { path: string }) => path)).toEqual([
      "params[0].value",
      "params[1].value",
    ]);
    expect(await count(app.db, "events")).toBe(before);
  });
});

describe("a message id", () => {
  const event = { eventTypeKey: "order", keyValue: "A-2", params: about("m@b.eu") };

  test("a repetition, in the body or as Idempotency-Key, gets the first answer and does nothing", async () => {
    await makeWorkflow(app.db);
    const first = await send({ ...event, messageId: "m-1" });
    expect(first.body.decisions).toHaveLength(1);
    expect(first.body).toMatchObject({ duplicate: false, contactId: expect.any(String) });
    const before = await count(app.db, "events");
    const again = await send({ ...event, messageId: "m-1" });
    const byHeader = await send(event, { "idempotency-key": "m-1" });
    for (const { status, body } of [again, byHeader]) {
      expect([status, body]).toEqual([200, { ...first.body, duplicate: true }]);
    }
    expect(await count(app.db, "events")).toBe(before);
  });

  test("used again for something else it is a 409 that names the first event", async () => {
    const first = await send({ ...event, messageId: "m-2" });
    const { status, body } = await send({ ...event, keyValue: "other", messageId: "m-2" });
    expect([status, body.eventId]).toEqual([409, first.body.eventId]);
  });

  test("one in the body and another in the header is a 409; a header that is none, a 400", async () => {
    const both = await send({ ...event, messageId: "m-3" }, { "idempotency-key": "m-4" });
    expect(both.status).toBe(409);
    const same = await send({ ...event, messageId: "m-3" }, { "idempotency-key": "m-3" });
    expect(same.status).toBe(200);
    const long = await send(event, { "idempotency-key": "x".repeat(201) });
    expect([long.status, long.body.errors[0].path]).toEqual([400, "Idempotency-Key"]);
  });
});

describe("many events", () => {
  const sendMany = (events: unknown) => app.call("POST", "/api/v1/events", { events });
  const good = (keyValue: string) => ({ eventTypeKey: "many", keyValue, params: about("n@b.eu") });

  test("the good ones are kept, the faulty ones named with their paths: 207", async () => {
    const before = await count(app.db, "events");
    const { status, body } = await sendMany([
      good("1"),
      { ...good("2"), eventTypeKey: "no/slash" },
      "no event",
      { ...good("3"), messageId: "many-3" },
      { ...good("3"), messageId: "many-3" },
      { ...good("4"), messageId: "many-3" },
      { ...good("5"), params: [{ name: "Email", value: "nobody" }] },
    ]);
    expect(status).toBe(207);
    expect(body.results).toMatchObject([
      { index: 0, status: "accepted", eventId: expect.any(String) },
      { index: 1, status: "rejected", errors: [{ path: "events[1].eventTypeKey" }] },
      { index: 2, status: "rejected", errors: [{ path: "events[2]" }] },
      { index: 3, status: "accepted" },
      { ...body.results[3], index: 4, status: "duplicate" },
      { index: 5, status: "rejected", errors: [{ path: "events[5].messageId" }] },
      { index: 6, status: "rejected", errors: [{ path: "events[6].params[0].value" }] },
    ]);
    expect(await count(app.db, "events")).toBe(before + 2);
  });

  test("all good: 200; all faulty: 207 and nothing kept", async () => {
    expect((await sendMany([good("1"), good("2")])).status).toBe(200);
    const before = await count(app.db, "events");
    expect((await sendMany([{}, {}])).status).toBe(207);
    expect(await count(app.db, "events")).toBe(before);
  });

  test("1000 are taken, none and 1001 are a 400, over 5 MiB a 413", async () => {
    const many = Array.from({ length: 1_000 }, (_, index) => good(`k${index}`));
    const { status, body } = await sendMany(many);
    expect([status, body.results.length]).toEqual([200, 1_000]);
    for (const events of [[], [...many, good("x")], {}]) {
      expect((await sendMany(events)).status).toBe(400);
    }
    const heavy = many.map((each) => ({ ...each, params: { fill: "x".repeat(5_300) } }));
    expect((await sendMany(heavy)).status).toBe(413);
    const lighter = heavy.map((each) => ({ ...each, params: { fill: "x".repeat(4_000) } }));
    expect((await sendMany(lighter)).status).toBe(200);
  });
});
