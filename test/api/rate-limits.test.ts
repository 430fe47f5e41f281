import { contextOf } from "../support/context.ts";
import { beforeEach, describe, expect, test } from "vitest";
import { scopes } from "../../src/contract/scopes.ts";
import type { RateLimit } from "../../src/contract/rate-limit.ts";
import { createApiKey } from "../../src/services/api-keys/api-keys.ts";
import { Buckets } from "../../src/services/rate-limits/buckets.ts";
import type { TestApp } from "./test-app.ts";
import { count, testApp, testConfig } from "./test-app.ts";

// Slow, and frozen once there is a bucket: nothing comes back, however long a test takes.
const slow = (burst: number): RateLimit => ({ eventsPerSecond: 1, burst });
let number = 0;
const event = () => ({ eventTypeKey: "order", keyValue: `A-${number++}` });
const events = (size: number) => ({ events: Array.from({ length: size }, event) });

async function keyWith(app: TestApp, rateLimit: RateLimit | null) {
  const { key } = await createApiKey(
    contextOf(app.db),
    { name: "limited", scopes, rateLimit },
    { scopes },
  );
  return { authorization: `Bearer ${key}` };
}
const freeze = (app: TestApp) =>
  app.db.query("update rate_buckets set updated_at = updated_at + interval '1 day'");
const send = (app: TestApp, headers: Record<string, string>) =>
  app.call("POST", "/api/v1/event", event(), headers);

describe("a key with a limit", () => {
  let app: TestApp;
  beforeEach(async () => {
    app = await testApp();
  });

  test("what is beyond its burst is 429 with Retry-After, and nothing of it is taken", async () => {
    const key = await keyWith(app, slow(3));
    const statuses: number[] = [];
    for (let sent = 0; sent < 5; sent++) {
      statuses.push((await send(app, key)).status);
      if (sent === 0) await freeze(app);
    }
    expect(statuses).toEqual([200, 200, 200, 429, 429]);
    const refused = await send(app, key);
    expect(refused.headers.get("retry-after")).toBe("1");
    expect(refused.body).toMatchObject({ title: "Too many requests", retryAfterSeconds: 1 });
    expect(await count(app.db, "events")).toBe(3);
  });

  test("it may go on when tokens have come back", async () => {
    const key = await keyWith(app, { eventsPerSecond: 20, burst: 1 });
    expect((await send(app, key)).status).toBe(200);
    let answer = await send(app, key);
    for (let more = 0; answer.status === 429 && more < 1_000; more++) answer = await send(app, key);
    expect(answer.status).toBe(200);
  });

  test("every answer says the limit as the IETF draft writes it", async () => {
    const key = await keyWith(app, { eventsPerSecond: 2, burst: 10 });
    const { headers } = await send(app, key);
    expect(headers.get("ratelimit-policy")).toBe('"events";q=10;w=5');
    expect(headers.get("ratelimit")).toBe('"events";r=9;t=1');
  });

  test("other keys are none the worse", async () => {
    const key = await keyWith(app, slow(1));
    await send(app, key);
    await freeze(app);
    expect((await send(app, key)).status).toBe(429);
    const other = await send(app, {});
    expect([other.status, other.headers.get("ratelimit")]).toEqual([200, null]);
  });

  test("a list of n costs n, is taken whole though it is larger than the burst, and is owed", async () => {
    const key = await keyWith(app, slow(5));
    const list = await app.call("POST", "/api/v1/events", events(20), key);
    expect([list.status, await count(app.db, "events")]).toEqual([200, 20]);
    await freeze(app);
    const next = await send(app, key);
    // 5 were there, 20 were taken: 15 are owed, and one is needed.
    expect([next.status, next.headers.get("retry-after")]).toEqual([429, "16"]);
  });

  test("a list that is refused costs one", async () => {
    const key = await keyWith(app, slow(3));
    const faulty = { ...events(20), more: 1 };
    expect((await app.call("POST", "/api/v1/events", faulty, key)).status).toBe(400);
    expect((await send(app, key)).status).toBe(200);
  });

  test("lists of other formats cost as much, and other requests cost one", async () => {
    const batch = {
      batch: Array.from({ length: 4 }, () => ({ type: "track", event: "x", userId: "u" })),
    };
    const key = await keyWith(app, slow(5));
    expect((await app.call("POST", "/v1/batch", batch, key)).status).toBe(200);
    await freeze(app);
    expect((await app.call("GET", "/api/v1/segments", undefined, key)).status).toBe(200);
    expect((await app.call("GET", "/api/v1/segments", undefined, key)).status).toBe(429);
  });
});

describe("where a limit comes from", () => {
  test("without a setting and a limit of its own a key has none", async () => {
    const app = await testApp();
    const answer = await send(app, {});
    expect(answer.headers.get("ratelimit-policy")).toBeNull();
    expect(await count(app.db, "rate_buckets")).toBe(0);
  });

  test("the settings' limit holds for keys without one, ten seconds' worth at once", async () => {
    const config = testConfig({ RATE_LIMIT_EVENTS_PER_SECOND: "3" });
    const app = await testApp({ config });
    const preset = await send(app, {});
    expect(preset.headers.get("ratelimit-policy")).toBe('"events";q=30;w=10');
    const own = await send(app, await keyWith(app, slow(7)));
    expect(own.headers.get("ratelimit-policy")).toBe('"events";q=7;w=7');
  });

  test("API_KEY of the environment is held to the settings' limit", async () => {
    const apiKey = "an-api-key-from-the-environment";
    const config = testConfig({
      API_KEY: apiKey,
      RATE_LIMIT_EVENTS_PER_SECOND: "1",
      RATE_LIMIT_BURST: "1",
    });
    const app = await testApp({ config });
    const key = { authorization: `Bearer ${apiKey}` };
    expect((await send(app, key)).status).toBe(200);
    await freeze(app);
    expect((await send(app, key)).status).toBe(429);
  });

  test("a key is made with a limit, shows it, and gets another or none", async () => {
    const app = await testApp();
    const rateLimit = { eventsPerSecond: 50, burst: 100 };
    const wanted = { name: "Shop", scopes: ["send"], rateLimit };
    const { body: made } = await app.call("POST", "/api/v1/api-keys", wanted);
    expect(made.rateLimit).toEqual(rateLimit);
    const change = (body: unknown) => app.call("PATCH", `/api/v1/api-keys/${made.id}`, body);
    const named = await change({ name: "Other" });
    expect(named.body).toMatchObject({ name: "Other", rateLimit });
    expect((await change({ rateLimit: null })).body).toMatchObject({ rateLimit: null });
    expect((await change({ rateLimit: { eventsPerSecond: 0, burst: 1 } })).status).toBe(400);
    const none = await app.call("PATCH", `/api/v1/api-keys/${crypto.randomUUID()}`, {});
    expect(none.status).toBe(404);
  });
});

describe("the bucket that all APIs share", () => {
  const limit = { eventsPerSecond: 100, burst: 60 };

  async function allowed(buckets: Buckets, most: number) {
    let taken = 0;
    while (taken < most && (await buckets.of("k", limit).spend()).outcome === "allowed") taken++;
    return taken;
  }

  test("three APIs get one burst together", async () => {
    const { db } = await testApp();
    // Frozen clocks here; the server's goes on, and a test's moment is worth a few tokens.
    const apis = [new Buckets(db, () => 0), new Buckets(db, () => 0), new Buckets(db, () => 0)];
    const began = performance.now();
    const taken = await Promise.all(apis.map((each) => allowed(each, 1_000)));
    const refilled = ((performance.now() - began) / 1_000) * limit.eventsPerSecond;
    const sum = taken.reduce((a, b) => a + b, 0);
    expect(sum).toBeGreaterThanOrEqual(60);
    expect(sum).toBeLessThanOrEqual(60 + Math.ceil(refilled));
  });

  test("a burst costs a query for each tenth of a second's worth, not for each request", async () => {
    const { db } = await testApp();
    let queries = 0;
    const counted = {
      ...db,
      query: <Row>(...args: Parameters<typeof db.query>) => {
        queries++;
        return db.query<Row>(...args);
      },
    };
    expect(await allowed(new Buckets(counted, () => 0), 50)).toBe(50);
    expect(queries).toBe(5);
  });

  test("a refused flood makes no query until a token is due", async () => {
    const { db } = await testApp();
    let queries = 0;
    const counted = {
      ...db,
      query: <Row>(...args: Parameters<typeof db.query>) => {
        queries++;
        return db.query<Row>(...args);
      },
    };
    const bucket = new Buckets(counted, () => 0).of("k", { eventsPerSecond: 1, burst: 2 });
    await bucket.spend();
    await bucket.spend();
    expect((await bucket.spend()).outcome).toBe("refused");
    const before = queries;
    for (let request = 0; request < 100; request++) await bucket.spend();
    expect(queries).toBe(before);
  });

  test("what an API took ahead and left lying goes back", async () => {
    const { db } = await testApp();
    let now = 0;
    const idle = new Buckets(db, () => now).of("k", { eventsPerSecond: 1_000, burst: 100 });
    await idle.spend();
    const tokens = async () =>
      (await db.query<{ tokens: number }>("select tokens from rate_buckets"))[0]?.tokens ?? -1;
    expect(await tokens()).toBe(0);
    now = 1_001;
    await db.query("update rate_buckets set updated_at = updated_at + interval '1 day'");
    await idle.spend();
    // 99 came back, 99 were taken anew; had they been forgotten, there was nothing to take.
    expect((await idle.spend()).outcome).toBe("allowed");
  });

  test("many at once are all let through or refused by one question each time", async () => {
    const { db } = await testApp();
    const bucket = new Buckets(db, () => 0).of("k", { eventsPerSecond: 1, burst: 30 });
    const spent = await Promise.all(Array.from({ length: 50 }, () => bucket.spend()));
    expect(spent.filter(({ outcome }) => outcome === "allowed")).toHaveLength(30);
  });
});
