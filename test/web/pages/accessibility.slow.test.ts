import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { reportedWorkflow } from "../../support/reported.ts";
import { seriousFaults } from "../../support/axe.ts";
import type { Visit } from "../../support/chromium.ts";
import { closeChromium, ownersVisit, visit } from "../../support/chromium.ts";
import type { TestApi } from "../../api/workflows/api.ts";
import { activeWorkflow, send, testApi } from "../../api/workflows/api.ts";

afterAll(closeChromium);

let api: TestApi;
let ids: Record<"workflow" | "run" | "event" | "contact" | "segment" | "template", string>;
let reported: string;

beforeAll(async () => {
  api = await testApi();
  ({ workflowId: reported } = await reportedWorkflow(api.db, 60));
  const { workflowId } = await activeWorkflow(api, { typeKey: "cartLeft" });
  for (const name of ["ada", "bela", "ada"]) await send(api, "cartLeft", `${name}@example.com`);
  await send(api, "unknownYet", "ada@example.com");
  const [runs, events] = [await api.get("/runs"), await api.get("/events")];
  await api.post("/topics", { key: "news", name: "News" });
  const rule = { "==": [{ var: "contact.attributes.city" }, "Kyiv"] };
  const segment = await api.post("/segments", { name: "In Kyiv", rule });
  const mjml =
    "<mjml><mj-body><mj-section><mj-column><mj-text>Hello</mj-text></mj-column></mj-section></mj-body></mjml>";
  const template = await api.post("/templates", {
    name: "Hello",
    content: { subject: "Hello", mjml },
  });
  ids = {
    workflow: workflowId,
    run: runs.body.items[0].id,
    contact: runs.body.items[0].contactId,
    event: events.body.items[0].id,
    segment: segment.body.id,
    template: template.body.id,
  };
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
  ["bulk actions", () => "/bulk-actions", (page) => page.getByText("Nothing was done").waitFor()],
  ["a run", () => `/runs/${ids.run}`, (page) => page.getByText("What happened").waitFor()],
  ["the inbox", () => "/inbox", (page) => page.getByText("No mail yet").waitFor()],
  ["contacts", () => "/contacts", (page) => row(page, "ada@")],
  ["a contact", () => `/contacts/${ids.contact}?why=${ids.workflow}`, openContact],
  ["a start by hand", () => `/contacts/${ids.contact}`, openStart],
  ["a merge", () => `/contacts/${ids.contact}`, openMerge],
  ["messages", () => "/messages", (page) => page.getByRole("row").nth(1).waitFor()],
  ["orders", () => "/orders", (page) => page.getByText("No order yet").waitFor()],
  ["products", () => "/products", (page) => page.getByText("No product yet").waitFor()],
  ["promo codes", () => "/promo-codes", (page) => page.getByText("No pool yet").waitFor()],
  ["segments", () => "/segments", (page) => row(page, "In Kyiv")],
  ["a new segment", () => "/segments/new", (page) => page.getByLabel("Name").waitFor()],
  [
    "a segment's rule",
    () => `/segments/${ids.segment}?tab=rule`,
    (page) => page.locator("[data-live-count]").waitFor(),
  ],
  [
    "who entered and left a segment",
    () => `/segments/${ids.segment}?tab=moves`,
    (page) => page.getByText("Nobody entered or left").waitFor(),
  ],
  ["imports", () => "/import", (page) => page.getByText("Nothing was imported yet").waitFor()],
  ["a new import", () => "/import/new", (page) => page.getByText("Drop a CSV").waitFor()],
  ["topics", () => "/topics", (page) => row(page, "News")],
  ["a new topic", () => "/topics", (page) => dialog(page, "New topic")],
  ["templates", () => "/templates", (page) => row(page, "Hello")],
  ["a new template", () => "/templates", (page) => dialog(page, "New template")],
  ["a template", () => `/templates/${ids.template}`, openPart],
  ["reports", () => "/reports", (page) => row(page, "Cart left")],
  ["a funnel", () => `/reports/${reported}`, (page) => report(page, "Funnel")],
  [
    "messages' report",
    () => `/reports/${reported}?tab=messages`,
    (page) => report(page, "Messages"),
  ],
  ["splits", () => `/reports/${reported}?tab=splits`, (page) => report(page, "Which subject")],
  [
    "uplift",
    () => `/reports/${reported}?tab=uplift`,
    (page) => report(page, "Difference of the rates"),
  ],
  ["cohorts", () => `/reports/${reported}?tab=cohorts`, (page) => report(page, "Cohorts")],
  ["consent", () => "/settings/consent", (page) => page.getByLabel("Logo").waitFor()],
  ["the workspace", () => "/settings/workspace", (page) => heading(page, "Measuring")],
  ["message limits", () => "/settings/message-limits", (page) => heading(page, "Caps")],
  ["identification", () => "/settings/identification", (page) => heading(page, "Built-in params")],
  ["RFM", () => "/settings/rfm", (page) => heading(page, "Classes")],
  [
    "data retention",
    () => "/settings/retention",
    (page) => page.getByLabel("Contents of messages").waitFor(),
  ],
  ["secrets", () => "/settings/secrets", (page) => page.getByText("No secret yet").waitFor()],
  ["the site", () => "/settings/site", (page) => heading(page, "In-app inbox")],
  ["suppressions", () => "/settings/suppressions", (page) => heading(page, /No address is/)],
  ["the audit log", () => "/settings/audit-log", (page) => row(page, "API key “test”")],
  ["channels", () => "/channels", (page) => row(page, "E-mail")],
  ["a channel", () => "/channels/email", (page) => heading(page, "Send a test")],
  ["sources", () => "/sources", (page) => heading(page, "No source yet")],
  ["workers", () => "/workers", (page) => heading(page, "Task queues")],
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
  "bulk actions",
  "a run",
  "contacts",
  "a contact",
  "messages",
  "orders",
  "products",
  "promo codes",
  "segments",
  "a new segment",
  "a segment's rule",
  "imports",
  "a new import",
  "topics",
  "templates",
  "a template",
  "the workspace",
  "message limits",
  "RFM",
  "secrets",
  "the audit log",
  "channels",
  "a channel",
  "workers",
  "reports",
  "a funnel",
  "messages' report",
  "splits",
  "uplift",
  "cohorts",
  "notifications",
];

function row(page: Page, name: string): Promise<void> {
  return page
    .getByRole("row", { name: new RegExp(name) })
    .first()
    .waitFor();
}

function heading(page: Page, name: string | RegExp): Promise<void> {
  return page.getByRole("heading", { name }).first().waitFor();
}

function report(page: Page, title: string): Promise<void> {
  return page.getByRole("region", { name: title }).getByRole("img").first().waitFor();
}

function canvas(page: Page): Promise<void> {
  return page.locator(".react-flow__node").first().waitFor();
}

async function dialog(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name }).click();
  await page.getByRole("dialog").waitFor();
}

async function openPart(page: Page): Promise<void> {
  await page.getByRole("button", { name: /Text\s*Hello/ }).click();
  await page.getByRole("textbox", { name: "Content" }).waitFor();
}

async function openDependencies(page: Page): Promise<void> {
  await page.getByRole("link", { name: /Dependencies of cartLeft/ }).click();
  await page.getByRole("dialog").getByRole("listitem").first().waitFor();
}

async function openContact(page: Page): Promise<void> {
  await page.getByText("Triggers", { exact: true }).waitFor();
  await page.getByRole("list", { name: "Time line" }).getByRole("listitem").first().waitFor();
}

async function openStart(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Start a workflow" }).click();
  const start = page.getByRole("dialog");
  await start.getByRole("textbox", { name: "Workflow" }).fill("On cartLeft");
  await page.getByRole("option", { name: "On cartLeft" }).click();
  await start.getByRole("radio", { name: "cartLeft" }).waitFor();
}

async function openMerge(page: Page): Promise<void> {
  await page.getByRole("button", { name: "What to do with this contact" }).click();
  await page.getByRole("menuitem", { name: "Merge with another contact" }).click();
  const merge = page.getByRole("dialog");
  await merge.getByRole("textbox", { name: "The other contact" }).fill("bela@");
  await page.getByRole("option", { name: "bela@" }).click();
  await merge.getByText("What they will be").waitFor();
}

async function openTrigger(page: Page): Promise<void> {
  await page
    .getByRole("list", { name: "Triggers" })
    .getByRole("button", { name: /cartLeft/ })
    .first()
    .click();
  await page.getByRole("radio", { name: "Each time" }).waitFor();
}

/** The same faults whatever the colours, and then those of the colours in the dark. */
async function faultsOf(page: Page): Promise<string[]> {
  const light = await seriousFaults(page);
  await page.emulateMedia({ colorScheme: "dark" });
  await page.locator("[data-mantine-color-scheme=dark]").waitFor({ state: "attached" });
  const dark = await seriousFaults(page, ["color-contrast"]);
  return [...light, ...dark.map((fault) => `dark: ${fault}`)];
}

describe("axe finds nothing serious, light or dark", () => {
  let signedIn: Visit;
  beforeAll(async () => {
    signedIn = await ownersVisit(api);
  });

  test.each(pages)("on %s", async (_name, path, isThere) => {
    const { page, faults } = signedIn;
    await page.emulateMedia({ colorScheme: "light" });
    await page.goto(path());
    await isThere(page);
    expect(await faultsOf(page)).toEqual([]);
    expect(faults).toEqual([]);
  });

  test("where one signs in", async () => {
    const { page } = await visit(api.url);
    await page.goto("/workflows");
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: "light" });
    await page.goto("/invitation#token");
    await page.getByRole("heading", { name: "Choose a password" }).waitFor();
    expect(await faultsOf(page)).toEqual([]);
  });
});

describe("on a phone's width", () => {
  let signedIn: Visit;
  beforeAll(async () => {
    signedIn = await ownersVisit(api, { width: 390, height: 844 });
  });

  const narrow = pages.filter(([title]) => lists.includes(title));
  test.each(narrow)("%s fits, and its parts can be touched", async (_name, path, isThere) => {
    const { page } = signedIn;
    await page.goto(path());
    await isThere(page);
    expect(
      await page.evaluate(
        "document.documentElement.scrollWidth > document.documentElement.clientWidth",
      ),
    ).toBe(false);
    expect(await seriousFaults(page, ["target-size", "scrollable-region-focusable"])).toEqual([]);
  });
});
