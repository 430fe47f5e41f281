import "./node-version.mjs";
import { existsSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { chromium } from "playwright-core";
import { inProject } from "./project.mjs";

/**
 * Takes the README's pictures of a running `npm start`, whose sample campaign it plays once:
 * best on a new data folder, so that nothing else is in them.
 */
const usage =
  "usage: node scripts/screenshots.mjs SIGN-IN-LINK\n" +
  "The link is the banner's, and signs in once. CHROMIUM names the browser if it isn't found.";
const usual = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];
const executablePath = process.env.CHROMIUM ?? usual.find((path) => existsSync(path));
const [link] = process.argv.slice(2);
if (link === undefined || executablePath === undefined) {
  console.error(usage);
  process.exit(1);
}

const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
try {
  const page = await browser.newPage({ viewport: { width: 1100, height: 760 } });
  await page.goto(link);
  await playSample(page);
  await page.goto(new URL("/", link).href);
  await page.screenshot({ path: inProject("docs", "images", "home.png") });
  await page.goto(new URL("/inbox", link).href);
  await page.locator("li a", { hasText: "More about the offer" }).first().click();
  await page.waitForLoadState("networkidle");
  await page.screenshot({ path: inProject("docs", "images", "mail.png") });
} finally {
  await browser.close();
}

/** An order is delivered, its mail's link clicked twice: the second click is suppressed. */
async function playSample(page) {
  const params = { Email: "ada@example.com", orderId: "A-1001" };
  const body = { eventTypeKey: "orderDELIVERED", keyValue: "A-1001", params };
  await call(page, "POST", "/api/v1/event", body);
  const offer = await mailAbout(page, "has arrived");
  const [, target] = /href="([^"]*\/c\/[^"]+)"/.exec(offer.html);
  for (let click = 1; click <= 2; click++) {
    // Not followed: the shop's page is nobody's.
    await page.context().request.get(target.replaceAll("&amp;", "&"), { maxRedirects: 0 });
  }
  await mailAbout(page, "More about the offer");
}

async function mailAbout(page, words) {
  for (let attempt = 1; attempt <= 100; attempt++) {
    const { items } = await call(page, "GET", "/api/v1/inbox-mails");
    const found = items.find(({ subject }) => subject.includes(words));
    if (found !== undefined) return call(page, "GET", `/api/v1/inbox-mails/${found.id}`);
    await sleep(200);
  }
  throw new Error(`no mail about "${words}" came`);
}

/** With the session's cookie, as a page of the same origin. */
async function call(page, method, path, data) {
  const url = new URL(path, link);
  const headers = { origin: url.origin };
  const response = await page.context().request.fetch(url.href, { method, headers, data });
  if (!response.ok()) throw new Error(`${method} ${path}: ${response.status()}`);
  return response.json();
}
