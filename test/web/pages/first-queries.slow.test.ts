import type { Request } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeWorkflow } from "../../support/campaign.ts";
import { closeChromium, ownersVisit } from "../../support/chromium.ts";
import type { TestApi } from "../../api/workflows/api.ts";
import { testApi } from "../../api/workflows/api.ts";

afterAll(closeChromium);

let api: TestApi;
let ids: Record<"workflow" | "contact" | "segment" | "run" | "event", string>;

beforeAll(async () => {
  api = await testApi();
  const { id: workflow } = await makeWorkflow(api.db, { name: "Welcome" });
  const { contact } = (await api.post("/contacts/upsert", { email: "ada@example.com" })).body;
  const segment = (await api.post("/segments", { name: "Fair" })).body.id;
  const sent = await api.post("/event", {
    eventTypeKey: "order",
    keyValue: "A-1",
    params: [{ name: "Email", value: "ada@example.com" }],
  });
  const [run] = await api.db.query<{ id: string }>("select id from runs");
  ids = { workflow, contact: contact.id, segment, run: run?.id ?? "", event: sent.body.eventId };
});

const pages: Record<string, { path: () => string; code: RegExp; asks: (() => string)[] }> = {
  Home: {
    path: () => "/",
    code: /HomePage/,
    asks: [() => "/attention", () => "/events?limit=8", () => "/overview?days=7"],
  },
  "event types": {
    path: () => "/event-types?category=click",
    code: /EventTypesPage/,
    asks: [() => "/event-types?limit=50&category=click"],
  },
  workflows: {
    path: () => "/workflows",
    code: /WorkflowsPage/,
    asks: [() => "/workflows?limit=50", () => "/workflow-tags"],
  },
  "a workflow": {
    path: () => `/workflows/${ids.workflow}`,
    code: /BuilderPage/,
    asks: [
      () => `/workflows/${ids.workflow}`,
      () => `/workflows/${ids.workflow}/bindings`,
      () => "/block-kinds",
      () => `/workflows/${ids.workflow}/versions/1`,
    ],
  },
  events: {
    path: () => `/events?typeKey=order&event=${ids.event}`,
    code: /EventsPage/,
    asks: [() => "/events?limit=50&typeKey=order"],
  },
  runs: { path: () => "/runs", code: /RunsPage/, asks: [() => "/runs?limit=50"] },
  "runs of one workflow": {
    path: () => `/runs?workflowId=${ids.workflow}`,
    code: /RunsPage/,
    asks: [() => `/runs?limit=50&workflowId=${ids.workflow}`, () => `/workflows/${ids.workflow}`],
  },
  "bulk actions": {
    path: () => "/bulk-actions?state=done",
    code: /BulkActionsPage/,
    asks: [() => "/bulk-actions?limit=50&state=done"],
  },
  "a run": {
    path: () => `/runs/${ids.run}`,
    code: /RunPage/,
    asks: [() => `/runs/${ids.run}`, () => "/block-kinds"],
  },
  contacts: {
    path: () => "/contacts?search=ada",
    code: /ContactsPage/,
    asks: [() => "/contacts/search?limit=50&search=ada"],
  },
  "a contact": {
    path: () => `/contacts/${ids.contact}`,
    code: /ContactPage/,
    asks: [
      () => `/contacts/${ids.contact}`,
      () => `/contacts/${ids.contact}/timeline?limit=30`,
      () => `/contacts/${ids.contact}/cart`,
      () => `/orders?limit=5&contactId=${ids.contact}`,
      () => "/topics?limit=500",
    ],
  },
  messages: {
    path: () => "/messages?state=sent",
    code: /MessagesPage/,
    asks: [() => "/messages?limit=50&state=sent"],
  },
  segments: {
    path: () => "/segments",
    code: /SegmentsPage/,
    asks: [() => "/segments?limit=50", () => "/fact-paths"],
  },
  "a segment": {
    path: () => `/segments/${ids.segment}`,
    code: /SegmentPage/,
    asks: [() => `/segments/${ids.segment}`, () => `/segments/${ids.segment}/members?limit=50`],
  },
  reports: {
    path: () => "/reports",
    code: /ReportsPage/,
    asks: [() => "/workflows?limit=50&sort=updatedAt"],
  },
  "a report": {
    path: () => `/reports/${ids.workflow}?from=2026-01-01`,
    code: /ReportPage/,
    asks: [
      () => `/workflows/${ids.workflow}`,
      () => `/workflows/${ids.workflow}/funnel?from=2026-01-01T00%3A00%3A00.000Z`,
    ],
  },
};

test("what a page shows first is asked for before its code is there, and nothing is asked twice", async () => {
  const { page, faults } = await ownersVisit(api);
  const problems: unknown[] = [];
  // With the first notice what is shown is read again: that is no asking twice.
  await page.route(/\/live\?/, () => undefined);
  await page.goto("about:blank");
  for (const [name, { path, code, asks }] of Object.entries(pages)) {
    const asked: string[] = [];
    const note = (request: Request) => {
      const { pathname, search } = new URL(request.url());
      const [, below] = pathname.split("/api/v1");
      if (below !== undefined && request.method() === "GET" && below !== "/live") {
        asked.push(below + search);
      }
    };
    const wanted = ["/instance", "/session", ...asks.map((ask) => ask())];
    page.on("request", note);
    let early: string[] = [];
    await page.route(code, async (route) => {
      // The code comes when all is asked for; or the page would wait for it forever.
      await expect
        .poll(() => wanted.every((one) => asked.includes(one)), { timeout: 20_000 })
        .toBe(true)
        .catch(() => undefined);
      early = [...asked];
      await route.continue();
    });
    await page.goto(path());
    await page.getByRole("heading", { level: 1 }).first().waitFor();
    await page.waitForLoadState("networkidle");
    page.off("request", note);
    await page.unroute(code);
    const missing = wanted.filter((one) => !early.includes(one));
    const twice = asked.filter((one, index) => asked.indexOf(one) !== index);
    if (missing.length + twice.length > 0) problems.push({ name, missing, twice, asked });
  }
  expect(problems).toEqual([]);
  expect(faults).toEqual([]);
});
