import { contextOf } from "../support/context.ts";
import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { Scope } from "../../src/contract/scopes.ts";
import { scopes } from "../../src/contract/scopes.ts";
import { createApiKey, hashOfKey } from "../../src/services/api-keys/api-keys.ts";
import { KnownKeys } from "../../src/services/api-keys/known.ts";
import type { TestApp } from "./test-app.ts";
import { testApp, testConfig } from "./test-app.ts";

const list = (app: TestApp, headers: Record<string, string>) =>
  app.call("GET", "/api/v1/segments", undefined, headers);
const basic = (text: string) => ({ authorization: `Basic ${btoa(text)}` });

async function keyWith(app: TestApp, ...wanted: Scope[]) {
  return (await createApiKey(contextOf(app.db), { name: "some", scopes: wanted }, { scopes })).key;
}

describe("who it is", () => {
  test("a key is taken as Bearer and as Basic password with any user", async () => {
    const app = await testApp();
    expect((await list(app, { authorization: `Bearer ${app.key}` })).status).toBe(200);
    expect((await list(app, { authorization: `bearer ${app.key}` })).status).toBe(200);
    expect((await list(app, basic(`anybody:${app.key}`))).status).toBe(200);
    expect((await list(app, basic(`:${app.key}`))).status).toBe(200);
  });

  test("no key, a wrong one and half a header are 401 with WWW-Authenticate", async () => {
    const app = await testApp();
    const wrong = [
      { authorization: "" },
      { authorization: "Bearer cmp_wrong" },
      { authorization: app.key },
      { authorization: `Digest ${app.key}` },
      basic(app.key.slice(0, -1)),
      { cookie: "campanile_session=wrong" },
      { cookie: "campanile_session=" },
    ];
    for (const headers of wrong) {
      const { status, headers: answered, body } = await list(app, headers);
      expect(status).toBe(401);
      expect(answered.get("www-authenticate")).toContain("Bearer");
      expect(body).toMatchObject({ title: "Not authenticated" });
    }
  });

  test("a body isn't read before the key is known", async () => {
    const app = await testApp();
    const answer = await app.call("POST", "/api/v1/event", "not json", basic("a:b"));
    expect(answer.status).toBe(401);
  });

  test("API_KEY of the environment has all scopes and needs no row", async () => {
    const apiKey = "an-api-key-from-the-environment";
    const app = await testApp({ config: testConfig({ API_KEY: apiKey }) });
    const answer = await app.call("GET", "/api/v1/api-keys", undefined, basic(`x:${apiKey}`));
    expect(answer.status).toBe(200);
  });

  test("after 20 failures in a minute wrong keys are told to pause, and right ones go on, new or not", async () => {
    const app = await testApp();
    expect((await list(app, basic(`:${app.key}`))).status).toBe(200);
    for (let attempt = 0; attempt < 20; attempt++) await list(app, basic(`:guess ${attempt}`));
    const { status, headers } = await list(app, basic(":one more"));
    expect(status).toBe(429);
    expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await list(app, basic(`:${await keyWith(app, "read")}`))).status).toBe(200);
    expect((await list(app, basic(`:${app.key}`))).status).toBe(200);
  });
});

describe("a browser's session", () => {
  async function session(app: TestApp) {
    const token = "token-of-a-session";
    await app.db.query(
      "insert into browser_sessions (token_hash, scopes, expires_at) values ($1, $2, now() + interval '1 hour')",
      [createHash("sha256").update(token).digest(), scopes],
    );
    return { cookie: `other=1; campanile_session=${token}` };
  }

  test("it reads from anywhere, and changes things from the same origin only", async () => {
    const app = await testApp();
    const cookie = await session(app);
    expect((await list(app, cookie)).status).toBe(200);
    const make = (headers: Record<string, string>, name: string) =>
      app.call("POST", "/api/v1/segments", { name }, { ...cookie, ...headers });
    expect((await make({}, "a")).status).toBe(403);
    expect((await make({ origin: "https://evil.example" }, "b")).status).toBe(403);
    expect((await make({ origin: "null" }, "c")).status).toBe(403);
    expect((await make({ "sec-fetch-site": "cross-site", origin: app.url }, "d")).status).toBe(403);
    expect((await make({ "sec-fetch-site": "same-site" }, "e")).status).toBe(403);
    expect((await make({ origin: app.url }, "f")).status).toBe(201);
    expect((await make({ "sec-fetch-site": "same-origin" }, "g")).status).toBe(201);
    const kept = (await app.call("GET", "/api/v1/segments")).body.items;
    expect(kept).toMatchObject([{ name: "f" }, { name: "g" }]);
  });

  test("an expired one is 401", async () => {
    const app = await testApp();
    const cookie = await session(app);
    await app.db.query("update browser_sessions set expires_at = now() - interval '1 second'");
    expect((await list(app, cookie)).status).toBe(401);
  });
});

describe("what they may", () => {
  test("a key that can only send is told nothing of a contact but its id", async () => {
    const app = await testApp();
    const made = await app.call("POST", "/api/v1/contacts/upsert", { email: "ada@example.com" });
    const { id } = made.body.contact;
    const headers = { authorization: `Bearer ${await keyWith(app, "send")}` };
    const body = { email: "ada@example.com", firstName: "Ada" };
    const again = await app.call("POST", "/api/v1/contacts/upsert", body, headers);
    expect(again.body).toEqual({ contact: { id }, made: false, conflicts: [] });
    const changed = await app.call("PATCH", `/api/v1/contacts/${id}`, { lastName: "L" }, headers);
    expect([changed.status, changed.body]).toEqual([200, { id }]);
  });

  test("each route asks for its scope, and names it when it is missing", async () => {
    const app = await testApp();
    const paths: [Scope, string, string][] = [
      ["send", "POST", "/event"],
      ["send", "POST", "/events"],
      ["send", "POST", "/orders"],
      ["send", "POST", "/contacts/upsert"],
      ["read", "GET", "/event-types"],
      ["read", "GET", "/contacts/search"],
      ["read", "GET", "/orders"],
      ["read", "GET", "/segments"],
      ["manage", "POST", "/event-types"],
      ["manage", "POST", "/segments"],
      ["manage", "DELETE", "/contacts/00000000-0000-7000-8000-000000000000"],
      ["admin", "GET", "/api-keys"],
      ["admin", "POST", "/api-keys"],
      ["admin", "GET", "/secrets"],
      ["admin", "GET", "/people"],
    ];
    for (const [scope, method, path] of paths) {
      // Keys of pages may send events, too: that has tests of its own.
      const without = scopes.filter((each) => each !== scope && each !== "collect");
      const others = await keyWith(app, ...without);
      const headers = { authorization: `Bearer ${others}` };
      const body = method === "POST" ? {} : undefined;
      const refused = await app.call(method, `/api/v1${path}`, body, headers);
      expect([path, refused.status]).toEqual([path, 403]);
      expect(refused.body.detail).toContain(scope);
      const own = { authorization: `Bearer ${await keyWith(app, scope)}` };
      const taken = await app.call(method, `/api/v1${path}`, body, own);
      expect([path, taken.status]).not.toEqual([path, 403]);
    }
  });

  test("the OpenAPI document needs the scope read", async () => {
    const app = await testApp();
    expect((await app.call("GET", "/openapi.json", undefined, basic(":x"))).status).toBe(401);
    const sender = { authorization: `Bearer ${await keyWith(app, "send")}` };
    expect((await app.call("GET", "/openapi.json", undefined, sender)).status).toBe(403);
    const { status, body } = await app.call("GET", "/openapi.json");
    expect([status, body.openapi]).toEqual([200, "3.1.0"]);
  });
});

describe("keys", () => {
  test("a key is shown once, works, and stops when it is revoked", async () => {
    const app = await testApp();
    const wanted = { name: " Shop ", scopes: ["read", "read"] };
    const { status, body: made } = await app.call("POST", "/api/v1/api-keys", wanted);
    expect(status).toBe(201);
    expect(made).toMatchObject({ name: "Shop", scopes: ["read"], hint: made.key.slice(-4) });
    expect(made.key).toMatch(/^cmp_[A-Za-z0-9_-]{43}$/);
    const listed = await app.call("GET", "/api/v1/api-keys?limit=1");
    expect(listed.body.items).toMatchObject([{ id: made.id, revokedAt: null }]);
    expect(JSON.stringify(listed.body)).not.toContain(made.key);
    const stored = await app.db.query("select token_hash from api_keys where id = $1", [made.id]);
    expect(stored).toEqual([{ token_hash: hashOfKey(made.key) }]);

    expect((await app.call("DELETE", `/api/v1/api-keys/${made.id}`)).status).toBe(204);
    expect((await list(app, { authorization: `Bearer ${made.key}` })).status).toBe(401);
    expect((await app.call("DELETE", `/api/v1/api-keys/${made.id}`)).status).toBe(204);
  });

  test("an expired key is refused, with when it expired, and its sessions end with it", async () => {
    const app = await testApp();
    const soon = new Date(Date.now() + 60_000).toISOString();
    const wanted = { name: "x", scopes: ["read"], expiresAt: soon };
    const { body: made } = await app.call("POST", "/api/v1/api-keys", wanted);
    expect(made).toMatchObject({ expiresAt: soon, replacesId: null });
    const bearer = { authorization: `Bearer ${made.key}` };
    expect((await list(app, bearer)).status).toBe(200);
    const signIn = () =>
      app.call("POST", "/api/v1/session/key", { key: made.key }, { origin: app.url, cookie: "" });
    const session = await signIn();
    const cookie = session.headers.getSetCookie()[0]?.split(";")[0] ?? "";
    expect((await list(app, { cookie })).status).toBe(200);
    const other = await testApp({ db: app.db });
    await app.db.query(
      "update api_keys set expires_at = now() - interval '1 second' where id = $1",
      [made.id],
    );
    // Of another process, which has not seen the key before.
    const { status, body } = await list(other, bearer);
    expect([status, body.detail]).toEqual([
      401,
      expect.stringContaining("this API key expired at"),
    ]);
    expect((await list(app, { cookie })).status).toBe(401);
    expect((await signIn()).status).toBe(401);
    const past = await app.call("POST", "/api/v1/api-keys", {
      ...wanted,
      expiresAt: "2020-01-01T00:00:00Z",
    });
    expect(past).toMatchObject({ status: 400, body: { errors: [{ path: "expiresAt" }] } });
  });

  test("a rolled key has a successor that may do the same, and ends after the overlap", async () => {
    const app = await testApp();
    const create = (body: object) => app.call("POST", "/api/v1/api-keys", body);
    const days = (n: number) => new Date(Date.now() + n * 86_400_000);
    const wanted = {
      name: "Shop",
      scopes: ["collect"],
      origins: ["https://shop.example.com"],
      rateLimit: { eventsPerSecond: 5, burst: 10 },
      expiresAt: days(90).toISOString(),
    };
    const { body: before } = await create(wanted);
    const roll = (body: object = {}) =>
      app.call("POST", `/api/v1/api-keys/${before.id}/roll`, body);
    const { status, body: next } = await roll({ overlapHours: 2 });
    expect(status).toBe(201);
    const { name, scopes: may, origins, rateLimit } = wanted;
    expect(next).toMatchObject({ name, scopes: may, origins, rateLimit, replacesId: before.id });
    expect(next.key).not.toBe(before.key);
    // As long as the one before was to last.
    expect(Math.abs(Date.parse(next.expiresAt) - days(90).getTime())).toBeLessThan(60_000);
    const listed = await app.call("GET", "/api/v1/api-keys");
    const rolled = listed.body.items.find(({ id }: { id: string }) => id === before.id);
    const inTwoHours = Date.now() + 7_200_000;
    expect(Math.abs(Date.parse(rolled.expiresAt) - inTwoHours)).toBeLessThan(60_000);
    expect(await roll()).toMatchObject({ status: 409 });
    await app.call("DELETE", `/api/v1/api-keys/${next.id}`);
    expect((await roll()).status).toBe(201);
    await app.call("DELETE", `/api/v1/api-keys/${before.id}`);
    expect(await roll()).toMatchObject({ status: 409 });
  });

  test("who looks after the workspace is told of keys that expire soon and have no successor", async () => {
    const app = await testApp();
    const told = async () => {
      const { body } = await app.call("GET", "/api/v1/attention");
      return body.items.filter(({ kind }: { kind: string }) => kind === "endingKeys");
    };
    const create = async (days: number) => {
      const expiresAt = new Date(Date.now() + days * 86_400_000).toISOString();
      const wanted = { name: "x", scopes: ["read"], expiresAt };
      return (await app.call("POST", "/api/v1/api-keys", wanted)).body;
    };
    await create(15);
    expect(await told()).toEqual([]);
    const [first, second] = [await create(13), await create(10)];
    expect(await told()).toMatchObject([{ count: 2, firstAt: second.expiresAt }]);
    await app.call("POST", `/api/v1/api-keys/${second.id}/roll`, { expiresAt: null });
    expect(await told()).toMatchObject([{ count: 1, firstAt: first.expiresAt }]);
    await app.call("PATCH", `/api/v1/api-keys/${first.id}`, { expiresAt: null });
    expect(await told()).toEqual([]);
  });

  test("a key can't be made with more scopes than its maker has", async () => {
    const app = await testApp();
    const maker = { authorization: `Bearer ${await keyWith(app, "admin", "read")}` };
    const make = (wanted: Scope[]) =>
      app.call("POST", "/api/v1/api-keys", { name: "x", scopes: wanted }, maker);
    expect((await make(["read", "send"])).status).toBe(403);
    expect((await make(["read", "admin"])).status).toBe(201);
  });

  test("a known key costs one query in ten seconds, and is asked for anew after that", async () => {
    const app = await testApp();
    let queries = 0;
    const counted = {
      ...app.db,
      query: <Row>(...args: Parameters<typeof app.db.query>) => {
        if (JSON.stringify(args[0]).includes("select")) queries++;
        return app.db.query<Row>(...args);
      },
    };
    const keys = new KnownKeys(counted);
    const hash = hashOfKey(app.key);
    for (let request = 0; request < 5; request++) await keys.find(hash, 1_000 + request);
    expect(queries).toBe(1);
    await app.db.query("update api_keys set revoked_at = now()");
    expect(await keys.find(hash, 10_999)).not.toBeNull();
    expect(await keys.find(hash, 11_000)).toBeNull();
  });
});
