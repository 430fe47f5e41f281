import "./node-version.mjs";
import { mkdirSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { chromium as playwright } from "playwright-core";
import { chromium } from "./chromium.mjs";
import { inProject } from "./project.mjs";

/**
 * Takes the README's and the docs' pictures: each page of a running `npm start`, in both themes.
 * Its sample campaign is played once before: best on a new data folder, so that nothing else is in
 * the pictures. They go to docs/images/, or to the folder that OUT names; WIDTH is the window's.
 */
const usage =
  "usage: node scripts/screenshots.mjs SIGN-IN-LINK   (of the banner; it signs in once)";
const [link] = process.argv.slice(2);
if (link === undefined) {
  console.error(usage);
  process.exit(1);
}

const width = Number(process.env.WIDTH ?? 1280);
const out = process.env.OUT ?? inProject("docs", "images");
const origin = new URL(link).origin;
/** The window that signed in: its cookie goes along with what is asked of the API. */
let session;
const browser = await playwright.launch({
  executablePath: await chromium(),
  args: ["--no-sandbox"],
});
try {
  const signedIn = await signIn();
  await playSample();
  const pages = await pagesToShow();
  for (const colorScheme of ["light", "dark"]) {
    mkdirSync(`${out}/${colorScheme}`, { recursive: true });
    const page = await window(colorScheme, signedIn);
    for (const { name, path, there, before } of pages) {
      await page.goto(path);
      await page.locator(there).first().waitFor();
      await before?.(page);
      await page.waitForLoadState("networkidle").catch(() => undefined);
      await page.evaluate("document.fonts.ready");
      await page.screenshot({ path: `${out}/${colorScheme}/${name}.png` });
    }
    await page.context().close();
  }
} finally {
  await browser.close();
}

async function window(colorScheme, storageState) {
  const context = await browser.newContext({
    baseURL: origin,
    viewport: { width, height: width < 600 ? 844 : 800 },
    colorScheme,
    reducedMotion: "reduce",
    storageState,
  });
  return context.newPage();
}

/** By the banner's link; on a new data folder that makes the owner. */
async function signIn() {
  const page = await window("light");
  await page.goto(link);
  const [welcome, home] = ["Welcome", "Home"].map((name) =>
    page.getByRole("heading", { name, level: 1 }),
  );
  await welcome.or(home).waitFor();
  if (await welcome.isVisible()) {
    await page.getByLabel("Your name").fill("Olena Owner");
    await page.getByLabel("E-mail").fill("olena@example.com");
    await page.getByRole("textbox", { name: "Password" }).fill("only for these pictures");
    await page.getByRole("button", { name: "Claim ownership" }).click();
    await home.waitFor();
  }
  session = page;
  return page.context().storageState();
}

/** An order is delivered, its mail's link clicked twice: the second click is suppressed. */
async function playSample() {
  const params = { Email: "ada@example.com", orderId: "A-1001" };
  await call("POST", "/event", { eventTypeKey: "orderDELIVERED", keyValue: "A-1001", params });
  const offer = await mailAbout("has arrived");
  const [, target] = /href="([^"]*\/c\/[^"]+)"/.exec(offer.html);
  for (let click = 1; click <= 2; click++) {
    // Not followed: the shop's page is nobody's.
    const request = session.context().request;
    await request.get(target.replaceAll("&amp;", "&"), { maxRedirects: 0 });
  }
  await mailAbout("More about the offer");
  const html =
    "<h1>Thank you, {{ contact.firstName }}</h1><p>Your order is on its way.</p>" +
    '<p><a href="{{ unsubscribeUrl }}">Unsubscribe</a></p>';
  await call("POST", "/templates", { name: "Thank you", content: { subject: "Thank you", html } });
}

async function mailAbout(words) {
  for (let attempt = 1; attempt <= 100; attempt++) {
    const { items } = await call("GET", "/inbox-mails");
    const found = items.find(({ subject }) => subject.includes(words));
    if (found !== undefined) return call("GET", `/inbox-mails/${found.id}`);
    await sleep(200);
  }
  throw new Error(`no mail about "${words}" came`);
}

async function pagesToShow() {
  const [workflows, runs, events, types, mails, segments, templates] = await Promise.all(
    [
      "/workflows",
      "/runs",
      "/events?typeKey=click",
      "/event-types?search=click",
      "/inbox-mails",
      "/segments",
      "/templates",
    ].map((path) => call("GET", path)),
  );
  const [workflow, run, event, type, mail, segment, template] = [
    workflows.items.find(({ launchConditions }) => launchConditions.length > 0),
    ...[runs, events, types, mails, segments, templates].map(({ items }) => items[0]),
  ];
  const [row, node] = ["tbody [role=cell]", ".react-flow__node"];
  const startBlock = await startOf(workflow.id);
  return [
    { name: "home", path: "/", there: row },
    { name: "event-types", path: "/event-types", there: row },
    { name: "dependencies", path: `/event-types?type=${type.id}`, there: "[role=dialog] li" },
    { name: "workflows", path: "/workflows", there: row },
    {
      name: "examples",
      path: "/workflows?new=example",
      there: "[role=dialog] h3, [role=dialog] h2",
    },
    { name: "builder", path: `/workflows/${workflow.id}`, there: node },
    {
      name: "trigger",
      path: `/workflows/${workflow.id}?block=${startBlock}`,
      there: "[aria-label='Triggers'] button",
      before: async (page) => {
        await page.locator("[aria-label='Triggers'] button").first().click();
        await page.getByRole("button", { name: "Apply" }).waitFor();
      },
    },
    { name: "statistics", path: `/workflows/${workflow.id}?panel=statistics`, there: node },
    { name: "versions", path: `/workflows/${workflow.id}?panel=versions`, there: node },
    { name: "events", path: "/events", there: row },
    { name: "event", path: `/events?event=${event.id}`, there: row },
    { name: "runs", path: "/runs", there: row },
    { name: "run", path: `/runs/${run.id}`, there: width < 1000 ? "h2" : node },
    { name: "inbox", path: "/inbox", there: row },
    { name: "mail", path: `/inbox/${mail.id}`, there: "iframe" },
    { name: "contacts", path: "/contacts", there: row },
    {
      name: "contact",
      path: `/contacts/${run.contactId}?why=${workflow.id}`,
      there: "[aria-label='Time line'] li",
    },
    { name: "segments", path: "/segments", there: row },
    { name: "segment", path: `/segments/${segment.id}?tab=rule`, there: "h1" },
    { name: "messages", path: "/messages", there: row },
    { name: "templates", path: "/templates", there: row },
    { name: "template", path: `/templates/${template.id}`, there: "iframe" },
    { name: "reports", path: "/reports", there: row },
    { name: "report", path: `/reports/${workflow.id}`, there: "h2" },
    { name: "channels", path: "/channels", there: row },
    { name: "sources", path: "/sources", there: "h1" },
    { name: "workers", path: "/workers", there: "h2" },
    { name: "topics", path: "/topics", there: "h1" },
    { name: "notifications", path: "/notifications", there: "h1" },
    { name: "audit-log", path: "/settings/audit-log", there: row },
    { name: "consent", path: "/settings/consent", there: "form" },
    { name: "api-keys", path: "/settings/api-keys", there: row },
    { name: "people", path: "/settings/people", there: row },
  ];
}

async function startOf(workflowId) {
  const { draft } = await call("GET", `/workflows/${workflowId}`);
  return draft.blocks.find(({ kind }) => kind === "start").id;
}

/** With the session's cookie, as a page of the same origin. */
async function call(method, path, data) {
  const { request } = session.context();
  const url = `${origin}/api/v1${path}`;
  const response = await request.fetch(url, { method, headers: { origin }, data });
  if (!response.ok()) throw new Error(`${method} ${path}: ${response.status()}`);
  return response.json();
}
