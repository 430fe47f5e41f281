import { beforeAll, describe, expect, test } from "vitest";
import type { TestApp } from "./test-app.ts";
import { testApp } from "./test-app.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});

/** Text that Postgres can't pack: three bytes a character, none like the one before. */
function packless(length: number): string {
  let state = 7;
  return Array.from({ length }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return String.fromCharCode(0x4e00 + (state % 20_000));
  }).join("");
}
const ascii = (length: number): string =>
  Buffer.from(packless(length)).toString("base64url").slice(0, length);

const event = { eventTypeKey: "order", keyValue: "A-1" };
const order = {
  externalOrderId: "1",
  externalCustomerId: "c",
  totalCost: 1,
  status: "DELIVERED",
  date: "2026-03-01",
  currency: "EUR",
};

describe("the longest texts that are taken fit into their indexes", () => {
  test.each([300, 301, 900, 2_600, 2_601, 4_096])("%s characters", async (length) => {
    for (const text of [packless(length), ascii(length)]) {
      const bodies: [string, object][] = [
        ["/api/v1/event", { ...event, keyValue: text }],
        ["/api/v1/event", { ...event, eventTypeKey: text.slice(0, 100) }],
        ["/api/v1/event", { ...event, messageId: text.slice(0, 200) }],
        ...["contactId", "pushToken", "anonymousId", "email"].map((name): [string, object] => [
          "/api/v1/event",
          { ...event, contact: { [name]: name === "email" ? `${text}@b.eu` : text } },
        ]),
        ["/api/v1/contacts/upsert", { contactKey: text, firstName: text.slice(0, 200) }],
        ["/api/v1/contacts/upsert", { pushToken: text }],
        ["/api/v1/orders", { orders: [{ ...order, externalOrderId: text }] }],
        ["/api/v1/orders", { orders: [{ ...order, externalCustomerId: text }] }],
        ["/api/v1/segments", { name: text.slice(0, 200) }],
        ["/api/v1/promo-pools", { name: text.slice(0, 200) }],
      ];
      for (const [path, body] of bodies) {
        const { status } = await app.call("POST", path, body);
        expect([path, Object.keys(body), status]).toEqual([
          path,
          Object.keys(body),
          expect.any(Number),
        ]);
        expect(status, `${path} ${Object.keys(body).join()}`).toBeLessThan(500);
      }
    }
  });
});

test("instants at the ends of what can be written are taken or refused, never a 500", async () => {
  const instants = [
    "0000-01-01T00:00:00Z",
    "0001-01-01T00:00:00+23:59",
    "9999-12-31T23:59:59.999Z",
    "9999-12-31T23:59:59-23:59",
    "1969-12-31T23:59:60Z",
    "2026-02-30T00:00:00Z",
  ];
  for (const at of instants) {
    const encoded = encodeURIComponent(at);
    const answers = [
      await app.call("POST", "/api/v1/event", { ...event, occurredAt: at }),
      await app.call("POST", "/api/v1/orders", { orders: [{ ...order, date: at }] }),
      await app.call("GET", `/api/v1/events?from=${encoded}&to=${encoded}`),
      await app.call("GET", `/api/v1/runs?from=${encoded}&to=${encoded}`),
      await app.call("POST", "/v1/track", { event: "e", userId: "u", timestamp: at }),
      await app.call("POST", "/v1/track", { event: "e", userId: "u", timestamp: at, sentAt: at }),
    ];
    expect([at, answers.map(({ status }) => status).filter((status) => status >= 500)]).toEqual([
      at,
      [],
    ]);
  }
});

test("numbers beyond what can be kept are refused with their place", async () => {
  const send = (value: string) =>
    app.call(
      "POST",
      "/api/v1/event",
      `{"eventTypeKey":"order","keyValue":"A","params":{"deep":[{"n":${value}}]}}`,
    );
  for (const value of ["1e400", "-1e999"]) {
    const { status, body } = await send(value);
    expect([status, body.errors?.[0].path]).toEqual([400, "params.deep[0].n"]);
  }
  for (const value of ["1e308", "5e-324", "9007199254740993", "-0"]) {
    expect((await send(value)).status).toBe(200);
  }
});

test("a cursor that was tampered with is refused at its place", async () => {
  const cursor = (parts: unknown): string =>
    Buffer.from(JSON.stringify(parts)).toString("base64url");
  const lists = [
    "events",
    "orders",
    "segments",
    "topics",
    "promo-pools",
    "event-types",
    "workflows",
    "templates",
    "partials",
    "runs",
    "fan-outs",
    "broadcasts",
    "messages",
    "inbox-mails",
    "secrets",
    "sources",
    "webhooks",
    "api-keys",
    "people",
    "contacts/search?email=a@b.eu&",
  ];
  const forged = [
    "x",
    "bm8",
    "\u0000",
    cursor({}),
    cursor([]),
    cursor(["x"]),
    cursor(["\u0000"]),
    cursor(["9".repeat(400)]),
    cursor(["2026-13-45", "x"]),
    cursor(["a", "b", "c", "d"]),
    cursor(["0198c9a0-0000-7000-8000-000000000000"]),
    cursor(["", ""]),
    cursor(["-1", "-1"]),
    cursor(["9999-99-99T00:00:00Z", "0198c9a0-0000-7000-8000-000000000000"]),
    cursor(["true", "2147483648", "\ud800"]),
  ];
  const failed: string[][] = [];
  for (const list of lists) {
    for (const after of forged) {
      const path = list.includes("?") ? list : `${list}?`;
      const answer = await app.call("GET", `/api/v1/${path}after=${encodeURIComponent(after)}`);
      if (answer.status >= 500) failed.push([list, after]);
    }
  }
  expect(failed).toEqual([]);
});
