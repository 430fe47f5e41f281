import { describe, expect, test } from "vitest";
import { openDatabase } from "../../src/db/core/database.ts";
import { testApp } from "./test-app.ts";

const nobody = "00000000-0000-7000-8000-000000000000";

describe("what is not there", () => {
  test("an unknown path is a 404 problem, also outside the API", async () => {
    const app = await testApp();
    for (const path of ["/api/v1/nothing", "/api/v2/event", "/nothing"]) {
      const { status, headers, body } = await app.call("GET", path);
      expect([path, status]).toEqual([path, 404]);
      expect(headers.get("content-type")).toMatch(/problem\+json/);
      expect(body).toMatchObject({ title: "Not found", status: 404 });
    }
  });

  test("a browser gets the app at a page's path, and a problem where only files or the API are", async () => {
    const app = await testApp();
    const accept = { accept: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8" };
    const page = await app.call("GET", "/workflows/some-id", undefined, accept);
    expect([page.status, page.headers.get("content-type")]).toEqual([
      200,
      "text/html; charset=utf-8",
    ]);
    expect(page.headers.get("cache-control")).toBe("no-cache");
    expect(page.body).toContain('<div id="root">');
    expect((await app.call("GET", "/workflows/some-id")).status).toBe(404);
    for (const path of ["/assets/gone.js", "/gone.png", "/c"]) {
      expect([path, (await app.call("GET", path, undefined, accept)).status]).not.toEqual([
        path,
        200,
      ]);
    }
    for (const path of ["/api", "/api/v1/nothing", "/openapi.json"]) {
      const { headers } = await app.call("GET", path, undefined, { ...accept, authorization: "x" });
      expect([path, headers.get("content-type")]).toEqual([
        path,
        "application/problem+json; charset=utf-8",
      ]);
    }
  });

  test("the pages' code comes compressed to whoever takes it so, and as it is to others", async () => {
    const app = await testApp();
    const html = await app.call("GET", "/", undefined, { accept: "text/html" });
    const [script = ""] = /\/assets\/app-[\w-]+\.js/.exec(String(html.body)) ?? [];
    const lengths: number[] = [];
    for (const [accepted, encoding] of [
      ["identity", null],
      ["gzip", "gzip"],
      ["gzip, deflate, br, zstd", "br"],
    ] as const) {
      const { status, headers } = await app.call("GET", script, undefined, {
        "accept-encoding": accepted,
      });
      expect([status, headers.get("content-encoding")]).toEqual([200, encoding]);
      expect(headers.get("content-type")).toMatch(/^text\/javascript/);
      expect(headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
      expect(headers.get("vary")).toContain("Accept-Encoding");
      lengths.push(Number(headers.get("content-length")));
    }
    const [plain = 0, gzipped = 0, brotli = 0] = lengths;
    expect(gzipped).toBeLessThan(plain / 2);
    expect(brotli).toBeLessThan(gzipped);
    // What was there when the API started, and is gone since, is no compressed page of an error.
    const gone = await app.call("GET", "/assets/gone.js", undefined, { "accept-encoding": "br" });
    expect([gone.status, gone.headers.get("content-encoding")]).toEqual([404, null]);
  });

  test("a method that a path doesn't have is a 405 problem with Allow", async () => {
    const app = await testApp();
    const { status, headers, body } = await app.call("PUT", "/api/v1/event-types");
    expect([status, headers.get("allow")]).toEqual([405, "POST, GET, HEAD, OPTIONS"]);
    expect(body).toMatchObject({ title: "Method not allowed" });
    expect((await app.call("GET", "/api/v1/contacts/upsert")).status).toBe(405);
    const options = await app.call("OPTIONS", "/api/v1/event");
    expect([options.status, options.headers.get("allow")]).toEqual([204, "POST, OPTIONS"]);
  });

  test("an id of nothing is a 404, what is no id a 400 with its path", async () => {
    const app = await testApp();
    for (const path of ["event-types", "contacts", "segments"]) {
      expect((await app.call("GET", `/api/v1/${path}/${nobody}`)).status).toBe(404);
      const bad = await app.call("GET", `/api/v1/${path}/1' or '1'='1`);
      expect([bad.status, bad.body.errors]).toEqual([
        400,
        [{ path: "id", message: "is not an id" }],
      ]);
    }
    expect((await app.call("GET", "/api/v1/orders/none")).status).toBe(404);
  });
});

test("a path or query that can't be decoded, or has a NUL, is a 400", async () => {
  const app = await testApp();
  expect((await app.call("GET", "/api/v1/orders/%E0%A4%A")).status).toBe(400);
  expect((await app.call("GET", "/api/v1/orders/a%00b")).status).toBe(400);
  expect((await app.call("GET", "/api/v1/event-types?search=a%00b")).status).toBe(400);
});

test("unknown and repeated query parameters are 400 with their names", async () => {
  const app = await testApp();
  const unknown = await app.call("GET", "/api/v1/segments?sort=name");
  expect(unknown.body.errors).toEqual([{ path: "sort", message: "unknown field" }]);
  expect((await app.call("GET", "/api/v1/segments?limit=1&limit=2")).status).toBe(400);
  expect((await app.call("DELETE", `/api/v1/segments/${nobody}?force=1`)).status).toBe(400);
});

test("limits outside 1 to 500 and cursors of nobody's are 400", async () => {
  const app = await testApp();
  for (const query of ["limit=0", "limit=501", "limit=1.5", "limit=x", "after=x", "after=WzFd"]) {
    expect([query, (await app.call("GET", `/api/v1/api-keys?${query}`)).status]).toEqual([
      query,
      400,
    ]);
  }
  const orders = await app.call("GET", `/api/v1/orders?after=${btoa('["never","x"]')}`);
  expect(orders.status).toBe(400);
});

test("every path is accepted with a slash at its end", async () => {
  const app = await testApp();
  expect((await app.call("GET", "/api/v1/event-types/")).status).toBe(200);
});

test("each answer has its own request id, no X-Powered-By and a content policy", async () => {
  const app = await testApp();
  const first = await app.call("GET", "/api/v1/segments", undefined, { "x-request-id": "mine" });
  const second = await app.call("GET", "/api/v1/segments");
  const [a, b] = [first, second].map(({ headers }) => headers.get("x-request-id"));
  expect(a).toMatch(/^[0-9a-f-]{36}$/);
  expect(a).not.toBe(b);
  expect(first.headers.get("x-powered-by")).toBeNull();
  expect(first.headers.get("content-security-policy")).toContain("script-src 'self'");
  expect(first.headers.get("content-security-policy")).not.toContain("upgrade-insecure");
});

test("the log names route, status and time of a request, and nothing that it said", async () => {
  const app = await testApp();
  await app.call("GET", "/api/v1/contacts/search?email=zoe%40example.com");
  await app.call("POST", "/api/v1/contacts/upsert", { email: "zoe@example.com" });
  await app.call("GET", "/api/v1/orders/zoe@example.com");
  const requests = app.logged.filter(({ msg }) => msg === "request");
  expect(requests).toMatchObject([
    { method: "GET", route: "/api/v1/contacts/search", status: 200, ms: expect.any(Number) },
    { method: "POST", route: "/api/v1/contacts/upsert", status: 200 },
    { method: "GET", route: "/api/v1/orders/:externalId", status: 404 },
  ]);
  // No word that an id could be spelt like, as "ada" can.
  expect(JSON.stringify(app.logged)).not.toContain("zoe");
});

test("a problem begins with type, title, status and detail", async () => {
  const app = await testApp();
  const { body } = await app.call("POST", "/api/v1/event", "{");
  expect(Object.keys(body)).toEqual(["type", "title", "status", "detail", "position"]);
  const faulty = await app.call("POST", "/api/v1/event", {});
  expect(Object.keys(faulty.body)).toEqual(["type", "title", "status", "detail", "errors"]);
});

test("a page that fails names the request in a page, without internals", async () => {
  const app = await testApp();
  await app.db.query("alter table browser_sessions rename to secret_sessions");
  const cookie = { cookie: "campanile_session=x" };
  const { status, headers, body } = await app.call("GET", "/docs", undefined, cookie);
  expect([status, headers.get("content-type")]).toEqual([500, "text/html; charset=utf-8"]);
  expect(body).toContain(headers.get("x-request-id"));
  expect(body).not.toContain("browser_sessions");
  expect(app.logged.find(({ level }) => level === 50)).toMatchObject({ msg: "request failed" });
});

test("what nobody foresaw is a 500 without internals, logged under the request id", async () => {
  const boom = () => Promise.reject(new Error("the secret ingredient"));
  const app = await testApp({
    ingest: { ingest: boom, submit: boom, close: () => Promise.resolve() },
  });
  const { status, headers, body } = await app.call("POST", "/api/v1/event", {
    eventTypeKey: "order",
    keyValue: "1",
  });
  expect(status).toBe(500);
  expect(JSON.stringify(body)).not.toContain("secret");
  const requestId = headers.get("x-request-id");
  expect(app.logged.find(({ level }) => level === 50)).toMatchObject({ requestId });
});

test("without Postgres the API answers 503 with Retry-After, and is alive but not ready", async () => {
  const db = openDatabase("postgres://nobody@127.0.0.1:1/none");
  const app = await testApp({ db });
  const { status, headers, body } = await app.call("GET", "/api/v1/segments");
  expect([status, headers.get("retry-after")]).toEqual([503, "2"]);
  expect(body).toMatchObject({ title: "Unavailable" });
  expect((await app.call("GET", "/livez")).status).toBe(200);
  const ready = await app.call("GET", "/readyz");
  expect(ready).toMatchObject({ status: 503, body: { ok: false, postgres: { ok: false } } });
});

describe("readiness", () => {
  test("it takes Postgres, Temporal and a worker seen within 30 seconds", async () => {
    let temporal = true;
    const app = await testApp({ temporalReady: () => Promise.resolve(temporal) });
    const ready = () => app.call("GET", "/readyz");
    expect(await ready()).toMatchObject({ status: 503, body: { worker: { ok: false } } });
    await app.db.query("insert into workers (id) values ('w')");
    const good = await ready();
    expect(good).toMatchObject({
      status: 200,
      body: { ok: true, postgres: { ok: true, ms: expect.any(Number) }, temporal: { ok: true } },
    });
    temporal = false;
    expect(await ready()).toMatchObject({ status: 503, body: { temporal: { ok: false } } });
    temporal = true;
    await app.db.query("update workers set seen_at = now() - interval '31 seconds'");
    expect(await ready()).toMatchObject({ status: 503, body: { worker: { ok: false } } });
  });
});
