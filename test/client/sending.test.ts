import { expect, test } from "vitest";
import type { CampanileOptions, Loss } from "../../packages/client/src/index.ts";
import { Campanile } from "../../packages/client/src/index.ts";
import { afterwards } from "../support/afterwards.ts";
import { answerJson, testHttpServer } from "../support/http-server.ts";
import { testApi } from "../api/workflows/api.ts";
import { arrived, keysArrived } from "./sent-events.ts";

/** A client that tells its losses, and how many events went in each of its requests. */
function clientOf(options: CampanileOptions) {
  const losses: Loss[] = [];
  const requests: { path: string; count: number }[] = [];
  const client = new Campanile({
    onError: (loss) => void losses.push(loss),
    fetch: (input, init) => {
      const body = JSON.parse(init?.body as string) as { events?: unknown[]; orders?: unknown[] };
      const count = (body.events ?? body.orders ?? [body]).length;
      requests.push({
        path: new URL(input instanceof Request ? input.url : input).pathname,
        count,
      });
      return fetch(input, init);
    },
    ...options,
  });
  afterwards(() => client.close({ timeoutMs: 0 }));
  return { client, losses, requests };
}

const event = (keyValue: string) => ({ eventTypeKey: "viewed", keyValue });

test("events go in batches, in their order, each once", async () => {
  const { url, key, db } = await testApi();
  const { client, requests, losses } = clientOf({ url, key, batchSize: 10 });
  const keys = Array.from({ length: 25 }, (_, index) => `k${String(index).padStart(2, "0")}`);
  const outcomes = await Promise.all([
    ...keys.map((keyValue) => client.event(event(keyValue))),
    client.flush(),
  ]);
  expect(outcomes.slice(0, -1).map((one) => one?.outcome)).toEqual(keys.map(() => "accepted"));
  expect(requests.map(({ count }) => count)).toEqual([10, 10, 5]);
  expect(await keysArrived(db)).toEqual(keys);
  expect(new Set((await arrived(db)).map(({ messageId }) => messageId)).size).toBe(25);
  expect(losses).toEqual([]);
});

test("a bigint goes to the last digit", async () => {
  const { url, key, db } = await testApi();
  const { client } = clientOf({ url, key, intervalMs: 20 });
  await client.event({ ...event("k"), params: { order_id: 820982911946154509n } });
  const [row] = await db.query<{ params: object }>("select params from events");
  expect(row?.params).toEqual({ order_id: "820982911946154509" });
});

test("what doesn't fill a batch goes when the interval is over", async () => {
  const { url, key, db } = await testApi();
  const { client } = clientOf({ url, key, intervalMs: 20 });
  const outcome = await client.event(event("alone"));
  expect(outcome).toMatchObject({ outcome: "accepted", contactId: null });
  expect(await keysArrived(db)).toEqual(["alone"]);
});

test("a contact is there before the events that follow it, and an order raises its event", async () => {
  const { url, key, db } = await testApi();
  const { client, requests } = clientOf({ url, key });
  const who = client.identify({ contactId: "c-1", firstName: "Ada" });
  const sent = client.event({ ...event("k"), contact: { contactId: "c-1" } });
  const order = client.order({
    externalOrderId: "O-1",
    externalCustomerId: "c-1",
    totalCost: 5,
    currency: "EUR",
    status: "DELIVERED",
    date: "2026-03-01",
  });
  await client.flush();
  const made = await who;
  if (made.outcome !== "accepted") throw new Error(JSON.stringify(made));
  expect([made.made, made.contact.firstName]).toEqual([true, "Ada"]);
  expect(await sent).toMatchObject({ outcome: "accepted", contactId: made.contact.id });
  expect(await order).toEqual({ outcome: "accepted" });
  expect(requests.map(({ path }) => path)).toEqual([
    "/api/v1/contacts/upsert",
    "/api/v1/events",
    "/api/v1/orders",
  ]);
  expect((await arrived(db)).map(({ type }) => type)).toEqual(["viewed", "orderDELIVERED"]);
});

test("a faulty event is named with its faults, and the others of its batch are taken", async () => {
  const { url, key, db } = await testApi();
  const { client, losses } = clientOf({ url, key });
  const faulty = client.event({ eventTypeKey: "a;b", keyValue: "bad" });
  const good = client.event(event("good"));
  await client.flush();
  expect(await faulty).toMatchObject({
    outcome: "rejected",
    errors: [{ path: "events[0].eventTypeKey" }],
  });
  expect((await good).outcome).toBe("accepted");
  expect(losses).toMatchObject([{ kind: "event", outcome: { outcome: "rejected" } }]);
  expect(JSON.parse(losses[0]?.json ?? "")).toMatchObject({ keyValue: "bad" });
  expect(await keysArrived(db)).toEqual(["good"]);
});

test("one event that makes the API refuse a whole batch costs only itself", async () => {
  const { url, key, db } = await testApi();
  const { client } = clientOf({ url, key });
  const keys = ["k1", "k2", "nul\0", "k4", "k5"];
  const outcomes = keys.map((keyValue) => client.event(event(keyValue)));
  await client.flush();
  const words = (await Promise.all(outcomes)).map(({ outcome }) => outcome);
  expect(words).toEqual(["accepted", "accepted", "rejected", "accepted", "accepted"]);
  expect((await keysArrived(db)).toSorted()).toEqual(["k1", "k2", "k4", "k5"]);
});

test("an event is sent as it was when it was given", async () => {
  const { url, key, db } = await testApi();
  const { client } = clientOf({ url, key });
  const given = event("before");
  void client.event(given);
  given.keyValue = "after";
  await client.flush();
  expect(await keysArrived(db)).toEqual(["before"]);
});

test("what can't be written as JSON is rejected at once", async () => {
  const { client, losses } = clientOf({ url: "http://127.0.0.1:1", key: "k" });
  const circle: Record<string, unknown> = {};
  circle["itself"] = circle;
  const outcome = await client.event({ ...event("k"), params: { circle } });
  expect(outcome).toMatchObject({ outcome: "rejected" });
  expect(losses).toHaveLength(1);
});

test("a key that is not known is told, without trying again", async () => {
  const { url } = await testApi();
  const { client, requests } = clientOf({ url, key: "cmp_unknown" });
  void client.flush();
  const sent = client.event(event("k"));
  await client.flush();
  expect(await sent).toMatchObject({ outcome: "failed", status: 401 });
  expect(requests).toHaveLength(1);
});

test.each([
  { dropWhenFull: "newest" as const, dropped: "k3", kept: ["k1", "k2"] },
  { dropWhenFull: "oldest" as const, dropped: "k1", kept: ["k2", "k3"] },
])("a full queue drops the $dropWhenFull, and says so", async ({ dropWhenFull, dropped, kept }) => {
  const { url, key, db } = await testApi();
  const { client, losses } = clientOf({ url, key, maxQueue: 2, dropWhenFull, intervalMs: 60_000 });
  for (const keyValue of ["k1", "k2", "k3"]) void client.event(event(keyValue));
  expect(losses.map(({ json, outcome }) => [JSON.parse(json), outcome])).toEqual([
    [expect.objectContaining({ keyValue: dropped }), { outcome: "dropped", reason: "queue_full" }],
  ]);
  await client.flush();
  expect((await keysArrived(db)).toSorted()).toEqual(kept);
});

test("what is in progress counts as room taken, and is not dropped", async () => {
  const server = await testHttpServer();
  let answer = (): void => {};
  server.answer = (_request, response) => {
    answer = () => answerJson(response, 200, { results: [{ index: 0, status: "accepted" }] });
  };
  const { client, losses } = clientOf({
    url: server.url,
    key: "k",
    maxQueue: 1,
    batchSize: 1,
    dropWhenFull: "oldest",
  });
  const first = client.event(event("k1"));
  await expect.poll(() => server.received.length).toBe(1);
  expect(await client.event(event("k2"))).toEqual({ outcome: "dropped", reason: "queue_full" });
  answer();
  expect((await first).outcome).toBe("accepted");
  expect(losses).toHaveLength(1);
});

test("a closed client has sent what it had, and drops what comes after", async () => {
  const { url, key, db } = await testApi();
  const { client } = clientOf({ url, key, intervalMs: 60_000 });
  void client.event(event("k1"));
  await client.close();
  expect(await client.event(event("k2"))).toEqual({ outcome: "dropped", reason: "closed" });
  expect(await keysArrived(db)).toEqual(["k1"]);
});

test("closing ends at its limit, and tells what was not sent", async () => {
  const server = await testHttpServer();
  server.answer = () => {};
  const { client, losses } = clientOf({ url: server.url, key: "k" });
  const sent = client.event(event("k1"));
  await client.close({ timeoutMs: 50 });
  expect(await sent).toEqual({ outcome: "dropped", reason: "closed" });
  expect(losses).toHaveLength(1);
});

test.each([
  { url: "campaigns.example.com" },
  { key: "" },
  { batchSize: 0 },
  { batchSize: 1_001 },
  { intervalMs: -1 },
  { retryBaseMs: Number.NaN },
])("%o is refused when the client is made", (wrong) => {
  const good = { url: "https://campaigns.example.com", key: "cmp_x" };
  expect(() => new Campanile({ ...good, ...wrong })).toThrow(TypeError);
});

test("products go in batches, and a faulty one is told", async () => {
  const { url, key, db } = await testApi();
  const { client, losses } = clientOf({ url, key });
  const outcomes = await Promise.all([
    client.product({ externalId: "lamp", name: "Lamp", price: "19.99", currency: "EUR" }),
    client.product({ externalId: "chair" }),
    client.flush(),
  ]);
  expect(outcomes.slice(0, 2)).toMatchObject([{ outcome: "accepted" }, { outcome: "rejected" }]);
  expect(losses).toMatchObject([{ kind: "product" }]);
  expect(await db.query("select external_id, price from products")).toEqual([
    { external_id: "lamp", price: 19.99 },
  ]);
});
