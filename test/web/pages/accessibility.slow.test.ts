import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { seriousFaults } from "../../support/axe.ts";
import { closeChromium, ownersVisit, visit } from "../../support/chromium.ts";
import type { TestApi } from "../../api/workflows/api.ts";
import { activeWorkflow, send, testApi } from "../../api/workflows/api.ts";

afterAll(closeChromium);

let api: TestApi;
let ids: { workflow: string; run: string; event: string };

beforeAll(async () => {
  api = await testApi();
  const { workflowId } = await activeWorkflow(api, { typeKey: "cartLeft" });
  for (const name of ["ada", "bela", "ada"]) await send(api, "cartLeft", `${name}@example.com`);
  await send(api, "unknownYet", "ada@example.com");
  const [runs, events] = [await api.get("/runs"), await api.get("/events")];
  ids = { workflow: workflowId, run: runs.body.items[0].id, event: events.body.items[0].id };
});

/** A page, and what has to be there before it is looked at. */
const pages: [string, () => string, (page: Page) => Promise<unknown>][] = [
  ["home", () => "/", (page) => page.getByRole("link", { name: "cartLeft" }).first().waitFor()],
  ["event types", () => "/event-types", (page) => row(page, "cartLeft")],
  ["the dependencies of a type", () => "/event-types", openDependencies],
  ["a new event type", () => "/event-types", (page) => dialog(page, "New event type")],
  ["workflows", () => "/workflows", (page) => row(page, "On cartLeft")],
  ["a new workflow", () => "/workflows?new=blank", (page) => page.getByRole("dialog").waitFor()],
  ["the examples", () => "/workflows?new=example", (page) => page.getByRole("dialog").waitFor()],
  ["the builder", () => `/workflows/${ids.workflow}`, canvas],
  ["a block", () => `/workflows/${ids.workflow}?block=mail`, canvas],
  ["what starts a workflow", () => `/workflows/${ids.workflow}?block=start`, openTrigger],
  ["issues", () => `/workflows/${ids.workflow}?panel=issues`, canvas],
  ["the list view", () => `/workflows/${ids.workflow}?panel=outline`, canvas],
  ["versions", () => `/workflows/${ids.workflow}?panel=versions`, canvas],
  ["statistics", () => `/workflows/${ids.workflow}?panel=statistics`, canvas],
  ["a test launch", () => `/workflows/${ids.workflow}?panel=test`, canvas],
  ["event history", () => "/events", (page) => row(page, "cartLeft")],
  ["an event", () => `/events?event=${ids.event}`, (page) => row(page, "cartLeft")],
  ["runs", () => "/runs", (page) => row(page, "On cartLeft")],
  ["a run", () => `/runs/${ids.run}`, (page) => page.getByText("What happened").waitFor()],
  ["the inbox", () => "/inbox", (page) => page.getByText("No mail yet").waitFor()],
  ["messages", () => "/messages", (page) => page.getByText("Nothing was sent yet").waitFor()],
  ["orders", () => "/orders", (page) => page.getByText("No order yet").waitFor()],
  ["products", () => "/products", (page) => page.getByText("No product yet").waitFor()],
  ["promo codes", () => "/promo-codes", (page) => page.getByText("No pool yet").waitFor()],
  ["consent", () => "/settings/consent", (page) => page.getByLabel("Logo").waitFor()],
  ["notifications", () => "/notifications", (page) => page.getByText("No rule yet").waitFor()],
  ["a new rule", () => "/notifications", (page) => dialog(page, "New rule")],
  ["a new target", () => "/notifications?tab=targets", (page) => dialog(page, "New target")],
  [
    "what was told",
    () => "/notifications?tab=told",
    (page) => page.getByText("Nothing was found yet").waitFor(),
  ],
  ["API keys", () => "/settings/api-keys", (page) => row(page, "test")],
  ["a new API key", () => "/settings/api-keys", (page) => dialog(page, "New API key")],
  ["people", () => "/settings/people", (page) => row(page, "Olena Owner")],
  ["nothing", () => "/nowhere", (page) => page.getByText("There is nothing").waitFor()],
];

const lists = [
  "home",
  "event types",
  "workflows",
  "event history",
  "runs",
  "a run",
  "messages",
  "orders",
  "products",
  "promo codes",
  "notifications",
];

function row(page: Page, name: string): Promise<void> {
  return page
    .getByRole("row", { name: new RegExp(name) })
    .first()
    .waitFor();
}

function canvas(page: Page): Promise<void> {
  return page.locator(".react-flow__node").first().waitFor();
}

async function dialog(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name }).click();
  await page.getByRole("dialog").waitFor();
}

async function openDependencies(page: Page): Promise<void> {
  await page.getByRole("link", { name: /Dependencies of cartLeft/ }).click();
  await page.getByRole("dialog").getByRole("listitem").first().waitFor();
}

async function openTrigger(page: Page): Promise<void> {
  await page
    .getByRole("list", { name: "Triggers" })
    .getByRole("button", { name: /cartLeft/ })
    .first()
    .click();
  await page.getByRole("radio", { name: "Each time" }).waitFor();
}

describe.each(["light", "dark"] as const)("axe finds nothing serious, %s", (colorScheme) => {
  test("on any page behind the sign-in", { timeout: 120_000 }, async () => {
    const { page, faults } = await ownersVisit(api, { colorScheme });
    const found: Record<string, string[]> = {};
    for (const [name, path, isThere] of pages) {
      await page.goto(path());
      await isThere(page);
      const serious = await seriousFaults(page);
      if (serious.length > 0) found[name] = serious;
    }
    expect(found).toEqual({});
    expect(faults).toEqual([]);
  });

  test("on a phone's width", { timeout: 60_000 }, async () => {
    const { page } = await ownersVisit(api, { colorScheme, width: 390, height: 844 });
    const found: Record<string, string[]> = {};
    for (const [name, path, isThere] of pages.filter(([title]) => lists.includes(title))) {
      await page.goto(path());
      await isThere(page);
      const serious = await seriousFaults(page);
      const wide = await page.evaluate(
        "document.documentElement.scrollWidth > document.documentElement.clientWidth",
      );
      if (wide === true) serious.push("it is wider than the screen");
      if (serious.length > 0) found[name] = serious;
    }
    expect(found).toEqual({});
  });

  test("where one signs in", async () => {
    const { page } = await visit(api.url, { colorScheme });
    await page.goto("/workflows");
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    expect(await seriousFaults(page)).toEqual([]);
    await page.goto("/invitation#token");
    await page.getByRole("heading", { name: "Choose a password" }).waitFor();
    expect(await seriousFaults(page)).toEqual([]);
  });
});
