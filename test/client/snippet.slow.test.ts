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
  TestHttpServer & { serve(api: { url: string }, key: string): void }
> {
  const site = await testHttpServer();
  const serve = ({ url }: { url: string }, key: string): void => {
    site.answer = ({ path }, response) => {
      response.writeHead(200, { "content-type": "text/html" }).end(`<title>${path}</title>
        <script>
          window.campanile = window.campanile || [];
          campanile.push(["start", { url: "${url}", key: "${key}" }]);
          campanile.push(["page"]);
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
