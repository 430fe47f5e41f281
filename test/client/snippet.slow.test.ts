import { contextOf } from "../support/context.ts";
import { afterAll, expect, test } from "vitest";
import type { TestHttpServer } from "../support/http-server.ts";
import { testHttpServer } from "../support/http-server.ts";
import { closeChromium, visit } from "../support/chromium.ts";
import { eventually } from "../support/wait.ts";
import { createApiKey } from "../../src/services/api-keys/api-keys.ts";
import type { TestApi } from "../api/workflows/api.ts";
import { testApi } from "../api/workflows/api.ts";
import { arrived } from "./sent-events.ts";

afterAll(closeChromium);

/** A shop of another origin, whose every page has the snippet as the package's page shows it. */
async function shop(): Promise<
  TestHttpServer & { serve(api: { url: string }, key: string, more?: object): void }
> {
  const site = await testHttpServer();
  const serve = ({ url }: { url: string }, key: string, more: object = {}): void => {
    const start = JSON.stringify({ url, key, ...more });
    const page = "pages" in more ? "" : 'campanile.push(["page"]);';
    site.answer = ({ path }, response) => {
      response.writeHead(200, { "content-type": "text/html" }).end(`<title>${path}</title>
        <script>
          window.campanile = window.campanile || [];
          campanile.push(["start", ${start}]);
          ${page}
        </script>
        <script async src="${url}/campanile.js"></script>`);
    };
  };
  return Object.assign(site, { serve });
}

async function sendKey(api: TestApi): Promise<string> {
  const made = await createApiKey(
    contextOf(api.db),
    { name: "shop", scopes: ["send"] },
    { scopes: ["send"] },
  );
  return made.key;
}

const push = (call: unknown[]) => `campanile.push(${JSON.stringify(call)})`;

test("a page's events arrive: those from before the script was there, and those after", async () => {
  const site = await shop();
  const api = await testApi({ CORS_ORIGINS: site.url });
  site.serve(api, await sendKey(api));
  const { page, faults } = await visit(site.url);
  await page.goto("/first");
  await page.evaluate(push(["identify", { email: "ada@example.com" }]));
  await page.evaluate(push(["event", { eventTypeKey: "cartUpdated", params: { total: 5 } }]));
  const events = await eventually("two events", async () => {
    const all = await arrived(api.db);
    return all.length === 2 && all;
  });
  expect(events.map(({ type }) => type)).toEqual(["pageViewed", "cartUpdated"]);
  expect(events[1]?.key).toBe("ada@example.com");
  expect(faults).toEqual([]);
});

test("a visitor stays the same over pages, and is another after a reset", async () => {
  const site = await shop();
  const api = await testApi({ CORS_ORIGINS: "*" });
  site.serve(api, await sendKey(api));
  const { page } = await visit(site.url);
  for (const path of ["/first", "/second"]) {
    const answered = page.waitForResponse(/api\/v1\/events/);
    await page.goto(path);
    await answered;
  }
  await page.evaluate(push(["reset"]));
  await page.evaluate(push(["page"]));
  const events = await eventually("three events", async () => {
    const all = await arrived(api.db);
    return all.length === 3 && all;
  });
  const contacts = events.map(({ contactId }) => contactId);
  expect(contacts).not.toContain(null);
  expect(contacts[1]).toBe(contacts[0]);
  expect(contacts[2]).not.toBe(contacts[0]);
});

test("an event of the moment in which a page is left arrives", async () => {
  const site = await shop();
  const api = await testApi({ CORS_ORIGINS: site.url });
  site.serve(api, await sendKey(api));
  const { page } = await visit(site.url);
  const answered = page.waitForResponse(/api\/v1\/events/);
  await page.goto("/first");
  await answered;
  // The page has nothing that would send it later.
  await page.evaluate(
    `${push(["event", { eventTypeKey: "left" }])}; location.href = "about:blank"`,
  );
  await eventually("the event", async () =>
    (await arrived(api.db)).some(({ type }) => type === "left"),
  );
});

test("what could not be sent is kept, and sent by the next page, once", async () => {
  const site = await shop();
  const api = await testApi({ CORS_ORIGINS: site.url });
  const key = await sendKey(api);
  const broken = await testHttpServer();
  broken.answer = ({ path, method, headers }, response) => {
    const cors = {
      "access-control-allow-origin": "*",
      "access-control-allow-headers": "authorization, content-type",
    };
    if (path === "/campanile.js") {
      void fetch(`${api.url}/campanile.js`).then(async (script) =>
        response.end(await script.text()),
      );
    } else response.writeHead(method === "OPTIONS" && headers.origin ? 204 : 503, cors).end();
  };
  site.serve(broken, key);
  const { page } = await visit(site.url);
  const refused = page.waitForResponse((answer) => answer.status() === 503);
  await page.goto("/first");
  await refused;
  site.serve(api, key);
  await page.goto("/second");
  const events = await eventually("both pages' events", async () => {
    const all = await arrived(api.db);
    return all.length >= 2 && all;
  });
  expect(events.map(({ type }) => type)).toEqual(["pageViewed", "pageViewed"]);
  expect(new Set(events.map(({ messageId }) => messageId)).size).toBe(2);
});

test("pages of origins that are not named can't send", async () => {
  const site = await shop();
  const api = await testApi({ CORS_ORIGINS: "https://shop.example.com" });
  site.serve(api, await sendKey(api));
  const { page } = await visit(site.url);
  const failed = page.waitForEvent("requestfailed");
  await page.goto("/first");
  expect((await failed).url()).toBe(`${api.url}/api/v1/events`);
  expect(await arrived(api.db)).toEqual([]);
});

test("without CORS_ORIGINS no origin is answered, and no other path ever is", async () => {
  const preflight = async (url: string, path: string) => {
    const answer = await fetch(url + path, {
      method: "OPTIONS",
      headers: { origin: "https://shop.example.com", "access-control-request-method": "POST" },
    });
    return answer.headers.get("access-control-allow-origin");
  };
  const closed = await testApi({ FORMATS: "reteno" });
  expect(await preflight(closed.url, "/api/v1/events")).toBeNull();
  const open = await testApi({ FORMATS: "reteno", CORS_ORIGINS: "https://shop.example.com" });
  expect(await preflight(open.url, "/api/v1/event")).toBe("https://shop.example.com");
  expect(await preflight(open.url, "/api/v1/contacts/upsert")).toBeNull();
  expect(await preflight(open.url, "/api/v1/api-keys")).toBeNull();
});

async function pageKey(api: TestApi, origin: string): Promise<string> {
  const made = await api.post("/api-keys", {
    name: "site",
    scopes: ["collect"],
    origins: [origin],
  });
  expect(made.status).toBe(201);
  return made.body.key as string;
}

const typesOf = async (api: TestApi) => (await arrived(api.db)).map(({ type }) => type);

test("an app that changes its address is followed, and products and carts are told", async () => {
  const site = await shop();
  const api = await testApi();
  site.serve(api, await pageKey(api, site.url), { pages: true });
  const { page, faults } = await visit(site.url);
  await page.goto("/first");
  await eventually("the first page", async () => (await arrived(api.db)).length === 1);
  await page.evaluate(`history.pushState({}, "", "/second"); document.title = "Second"`);
  await page.evaluate(`history.replaceState({}, "", "/second")`);
  await page.evaluate(push(["product", { productId: "p-1" }]));
  await page.evaluate(push(["cart", { items: [{ productId: "p-1", quantity: 1 }], total: 5 }]));
  await page.goBack();
  const types = ["pageViewed", "pageViewed", "productViewed", "cartUpdated", "pageViewed"];
  await eventually("all events", async () => (await arrived(api.db)).length === types.length);
  expect((await typesOf(api)).toSorted()).toEqual(types.toSorted());
  const titles = await api.db.query<{ title: string }>(
    "select params ->> 'title' as title from events where params ->> 'pageUrl' like '%/second'",
  );
  expect(titles).toEqual([{ title: "Second" }]);
  expect(faults).toEqual([]);
});

test("without consent nothing is kept or sent; with it, what was told before is", async () => {
  const site = await shop();
  const api = await testApi();
  site.serve(api, await pageKey(api, site.url), { consent: true });
  const { page } = await visit(site.url);
  await page.goto("/first");
  await page.waitForFunction("!Array.isArray(window.campanile)");
  expect(await page.evaluate("JSON.stringify(localStorage)")).toBe("{}");
  await page.evaluate(push(["identify", { email: "ada@example.com" }]));
  await page.evaluate(push(["consent", true]));
  await eventually("the first page", async () => (await arrived(api.db)).length === 1);
  await page.evaluate(push(["consent", false]));
  await page.evaluate(push(["page"]));
  expect(await page.evaluate("JSON.stringify(localStorage)")).toBe("{}");
  expect(await typesOf(api)).toEqual(["pageViewed"]);
});

test("a browser that asks not to be tracked is left alone where the site says so", async () => {
  const site = await shop();
  const api = await testApi();
  site.serve(api, await pageKey(api, site.url), { doNotTrack: true });
  const { page } = await visit(site.url);
  await page.addInitScript(
    "Object.defineProperty(navigator, 'globalPrivacyControl', { value: true })",
  );
  await page.goto("/first");
  await page.waitForFunction("!Array.isArray(window.campanile)");
  await page.evaluate(push(["page"]));
  expect(await page.evaluate("JSON.stringify(localStorage)")).toBe("{}");
  expect(await arrived(api.db)).toEqual([]);
});

test("what a page tells while it is offline arrives when it is online again, once", async () => {
  const site = await shop();
  const api = await testApi();
  site.serve(api, await pageKey(api, site.url));
  const { page } = await visit(site.url);
  const answered = page.waitForResponse(/api\/v1\/events/);
  await page.goto("/first");
  await answered;
  await page.context().setOffline(true);
  const failed = page.waitForEvent("requestfailed");
  await page.evaluate(push(["product", { productId: "p-1" }]));
  await failed;
  await page.context().setOffline(false);
  await eventually("the view", async () => (await arrived(api.db)).length === 2);
  expect(await typesOf(api)).toEqual(["pageViewed", "productViewed"]);
});

test("a page's key sends events from its own origins, and does nothing else", async () => {
  const api = await testApi();
  const origin = "https://shop.example.com";
  const key = await pageKey(api, origin);
  const ask = async (method: string, path: string, from?: string) => {
    const answer = await fetch(`${api.url}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        "content-type": "application/json",
        ...(from !== undefined && { origin: from }),
      },
      ...(method === "POST" && {
        body: JSON.stringify({
          eventTypeKey: "pageViewed",
          keyValue: "v-1",
          contact: { anonymousId: "v-1" },
        }),
      }),
    });
    const allowed = answer.headers.get("access-control-allow-origin");
    return { status: answer.status, allowed };
  };
  expect(await ask("POST", "/event", origin)).toEqual({ status: 200, allowed: origin });
  expect(await ask("POST", "/event", "https://evil.example.com")).toEqual({
    status: 403,
    allowed: null,
  });
  expect((await ask("POST", "/event")).status).toBe(403);
  for (const [method, path] of [
    ["POST", "/contacts/upsert"],
    ["POST", "/orders"],
    ["GET", "/contacts/search"],
    ["GET", "/events"],
    ["GET", "/api-keys"],
  ] as const) {
    expect((await ask(method, path, origin)).status, path).toBe(403);
  }
  const mixed = { name: "site", scopes: ["collect", "read"], origins: [origin] };
  expect((await api.post("/api-keys", mixed)).status).toBe(400);
  const noOrigin = { name: "site", scopes: ["collect"], origins: [`${origin}/path`] };
  expect((await api.post("/api-keys", noOrigin)).status).toBe(400);
});
