import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { timeToContent } from "../../../bench/growth/page-times.ts";
import { guardedAgent } from "../../../src/platform/address-guard/agent.ts";
import { projectRoot } from "../../../src/platform/project-root.ts";
import { runFileImport } from "../../../src/services/contact-imports/run-linked.ts";
import { sweepSegments } from "../../../src/services/segments/sweep.ts";
import type { TestApi } from "../../api/workflows/api.ts";
import { send, testApi } from "../../api/workflows/api.ts";
import { afterwards } from "../../support/afterwards.ts";
import { closeChromium, ownersVisit } from "../../support/chromium.ts";
import { contextOf } from "../../support/context.ts";
import { makeMessage } from "../../support/shop-pages.ts";
import { eventually } from "../../support/wait.ts";

afterAll(closeChromium);

let api: TestApi;
/** Of what stands in an address: by the name that its route has for it. */
let ids: Record<string, Record<string, string>>;
/** What is data: names of built-in event types, which people rename and search for, and a message. */
let names: string[];

/** Everything has a name in Ukrainian, so that whatever is read in English is the pages' own. */
beforeAll(async () => {
  api = await testApi({ SECRETS_KEY: Buffer.alloc(32, 1).toString("base64") });
  const made = async (path: string, body: object): Promise<string> => {
    const answer = await api.post(path, body);
    if (answer.status >= 300) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
    return answer.body.id;
  };
  await made("/event-types", { key: "cartLeft", name: "Кошик покинуто" });
  const workflow = await made("/workflows", { name: "Нагадування", draft });
  await made(`/workflows/${workflow}/bindings`, {
    role: "start",
    eventTypeKey: "cartLeft",
    frequency: {
      kind: "period",
      every: 2,
      unit: "weeks",
      window: "rolling",
      timeZone: "Europe/Kyiv",
    },
  });
  await api.post(`/workflows/${workflow}/publish`);
  const active = await api.post(`/workflows/${workflow}/activate`);
  if (active.status !== 200) throw new Error(JSON.stringify(active.body));
  await made("/topics", { key: "news", name: "Новини" });
  const sent = await send(api, "cartLeft", "ada@example.com", "A-1");
  await send(api, "cartLeft", "ada@example.com", "A-2");
  // Changed since, and not yet as it has to be.
  await api.patch(`/workflows/${workflow}`, {
    draft: { ...draft, blocks: [...draft.blocks, ...unfinished] },
  });
  const [contact, run] = [sent.contactId as string, sent.decisions[0].runId as string];
  const product = { externalId: "L1", name: "Лампа", price: 29.95, currency: "EUR", quantity: 3 };
  await api.ask("PUT", "/products", { products: [product] });
  await api.post("/orders", {
    orders: [
      {
        externalOrderId: "A-1",
        email: "ada@example.com",
        totalCost: 29.95,
        status: "DELIVERED",
        date: "2026-03-01T12:00:00Z",
        currency: "EUR",
        items: [{ externalItemId: "L1", name: "Лампа", quantity: 1, cost: 29.95 }],
      },
    ],
  });
  const webhook = { name: "Склад", url: "https://shop.example.com/told" };
  const rule = { "==": [{ var: "contact.attributes.city" }, "Київ"] };
  ids = {
    "/channels/$channel": { channel: "email" },
    "/import/$id": { id: await imported() },
    "/contacts/$id": { id: `${contact}?why=${workflow}` },
    "/messages/$id": await makeMessage(api),
    "/orders/$externalId": { externalId: "A-1" },
    "/products/$externalId": { externalId: "L1" },
    "/promo-codes/$id": { id: await made("/promo-pools", { name: "Весна" }) },
    "/reports/$id": { id: workflow },
    "/runs/$id": { id: run },
    "/segments/$id": { id: await made("/segments", { name: "Київ", rule }) },
    "/settings/webhooks/$id": { id: await made("/webhooks", webhook) },
    "/sources/$id": { id: await made("/sources", { name: "Крамниця", preset: "custom" }) },
    "/templates/$id": { id: await made("/templates", { name: "Лист", content: letter }) },
    "/workflows/$id": { id: workflow },
  };
  const target = await made("/notification-targets", {
    kind: "email",
    name: "Чергова",
    address: "shift@example.com",
  });
  const condition = { kind: "bounces", percent: 5, hours: 24, atLeast: 100 };
  await made("/notification-rules", { name: "Повернення", condition, targetIds: [target] });
  await sweepSegments(contextOf(api.db));
  const { items } = (await api.get("/event-types?limit=200")).body as { items: { name: string }[] };
  names = items.map(({ name }) => name);
  names.push("On signedUp", "Welcome, Ada", "250 taken");
  // Of the examples, which are campaigns in English.
  names.push("Cart rescue", "Learn more", "No order for 90 days", "Come back", "npm start");
});

/** A file with faults, as a worker has gone through it. */
async function imported(): Promise<string> {
  const { body } = await api.post("/contact-imports", { upload: true });
  const file = "email,first name,City,City\nnobody,Ада,,\nada@example.com,Ада,Київ,,ще\n";
  await fetch(`${api.url}/api/v1/contact-imports/${body.id}/file`, {
    method: "PUT",
    headers: { authorization: `Bearer ${api.key}`, "content-type": "text/csv" },
    body: file,
  });
  const agent = guardedAgent({ allowed: [] });
  afterwards(() => agent.close());
  await eventually("an import", () => runFileImport({ context: contextOf(api.db), agent }));
  return body.id;
}

const letter = {
  subject: "Вітаємо",
  mjml: "<mjml><mj-body><mj-section><mj-column><mj-text>Вітаємо</mj-text></mj-column></mj-section></mj-body></mjml>",
};
const draft = {
  blocks: [
    { id: "start", kind: "start" },
    { id: "wait", kind: "delay", config: { amount: 2, unit: "days" } },
    { id: "mail", kind: "sendEmail", config: { subject: "Вітаємо", html: "<p>Вітаємо</p>" } },
    { id: "end", kind: "end" },
  ],
  edges: [
    { from: "start", to: "wait" },
    { from: "wait", to: "mail" },
    { from: "mail", to: "end" },
  ],
};

const app = join(projectRoot, "web", "src", "app");
const routes = [
  "router.tsx",
  ...readdirSync(join(app, "routes")).map((name) => join("routes", name)),
]
  .flatMap((name) => [...readFileSync(join(app, name), "utf8").matchAll(/^ {2}path: "([^"]+)"/gm)])
  .map(([, path = ""]) => path)
  .filter((path) => !/^\/(sign-in|welcome|invitation|inbox\/)/.test(path));

const unfinished = [
  { id: "order", kind: "getOrder" },
  { id: "hours", kind: "timeWindow", name: "Робочі години" },
  { id: "message", kind: "sendSms" },
];

/** Panels, tabs and dialogs that have an address. */
const more: Record<string, string[]> = {
  "/workflows": ["?new=blank", "?new=example"],
  "/workflows/$id": ["start", "wait", "hours", "mail", "message"]
    .map((block) => `?block=${block}`)
    .concat(["issues", "outline", "versions", "statistics", "test"].map((one) => `?panel=${one}`)),
  "/notifications": ["?tab=targets", "?tab=told"],
  "/reports/$id": ["messages", "conversions", "splits", "uplift", "cohorts"].map(
    (tab) => `?tab=${tab}`,
  ),
  "/segments/$id": ["?tab=rule", "?tab=moves", "?tab=uses"],
};

/** What is read on a page, by eye or ear: its own words, not what it shows as code or data. */
const readOnPage = `(() => {
  const isOther = (element) => element.closest("script, style, iframe, code, pre, kbd, .cm-editor, .react-flow__attribution, [aria-hidden=true]") !== null;
  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { parentElement, textContent } = walker.currentNode;
    if (!isOther(parentElement)) texts.push(textContent);
  }
  const attributes = ["aria-label", "placeholder", "title", "alt"];
  for (const element of document.querySelectorAll(attributes.map((name) => "[" + name + "]").join(", "))) {
    if (isOther(element)) continue;
    for (const name of attributes) texts.push(element.getAttribute(name) ?? "");
  }
  return texts.map((text) => text.replace(/\\s+/g, " ").trim()).filter((text) => text !== "");
})()`;

/** Brands, formats and terms that are called so in Ukrainian, too. */
const terms =
  /Amazon SES|Mailchimp Transactional|Segment SDK|SPF, DKIM|TLS, STARTTLS|\(JWT, HS256\)|double opt-in|web push|mobile push|Google Ads|Olena Owner/gi;
const twoWords = /\p{Script=Latin}{2}[\p{Script=Latin}’']* \p{Script=Latin}{2}/u;

function isEnglish(text: string): boolean {
  return twoWords.test(
    names.reduce((rest, name) => rest.replaceAll(name, "…"), text.replaceAll(terms, "…")),
  );
}

test("no page has a sentence in English for who reads Ukrainian", async () => {
  const { page, faults } = await ownersVisit(api);
  await page.evaluate("localStorage.setItem('campanile.language', 'uk')");
  const found: string[] = [];
  for (const route of routes) {
    const path = Object.entries(ids[route] ?? {}).reduce(
      (address, [name, value]) => address.replace(`$${name}`, value),
      route,
    );
    expect(path).not.toContain("$");
    for (const rest of ["", ...(more[route] ?? [])]) {
      await timeToContent(page, path + rest);
      const texts = (await page.evaluate<string[]>(readOnPage)).filter(isEnglish);
      found.push(...new Set(texts.map((text) => `${path}${rest}: ${text}`)));
    }
  }
  expect(routes.length).toBeGreaterThan(40);
  expect(found).toEqual([]);
  expect(faults).toEqual([]);
});
