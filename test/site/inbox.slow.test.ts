import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { pino } from "pino";
import { afterAll, expect, test } from "vitest";
import { createApp } from "../../src/api/app.ts";
import { siteScript } from "../../src/api/site/scripts.ts";
import { putTrialIntoInbox } from "../../src/db/contacts/in-app-messages.ts";
import { createIngest } from "../../src/ingest/create.ts";
import { newId } from "../../src/platform/new-id.ts";
import { readConfig } from "../../src/platform/config/config.ts";
import { makeContactToken } from "../../src/services/contact-tokens/contact-tokens.ts";
import { upsertContact } from "../../src/services/contacts/upsert.ts";
import { getSite } from "../../src/services/site/get.ts";
import { afterwards } from "../support/afterwards.ts";
import { seriousFaults } from "../support/axe.ts";
import { closeChromium, visit } from "../support/chromium.ts";
import { contextOf } from "../support/context.ts";
import { testDatabase } from "../support/database.ts";
import { testHttpServer } from "../support/http-server.ts";
import { renderer } from "../support/renderer.ts";
import { eventually } from "../support/wait.ts";

afterAll(closeChromium);

const pictures = process.env["INBOX_PICTURES"];

test("the script is small", () => {
  const script = siteScript("inbox.js", { base: "https://campanile.example", key: "k" });
  expect(gzipSync(script).length).toBeLessThan(8_000);
  expect(readFileSync("site/inbox.js", "utf8")).not.toContain("innerHTML");
});

/** A shop's page with an inbox, and the API that it speaks to at another origin. */
async function shop(attributes = "") {
  const { db } = await testDatabase(10);
  const api = createServer().listen(0, "127.0.0.1");
  await once(api, "listening");
  afterwards(async () => {
    api.closeAllConnections();
    await new Promise((resolve) => api.close(resolve));
  });
  const PUBLIC_URL = `http://127.0.0.1:${(api.address() as AddressInfo).port}`;
  const read = readConfig({ DATABASE_URL: "postgres://unused", PUBLIC_URL });
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const { config } = read;
  const ingest = createIngest(db);
  afterwards(() => ingest.close());
  const log = pino({ level: "silent" });
  const temporalReady = () => Promise.resolve(true);
  api.on("request", createApp({ db, renderer, ingest, config, log, temporalReady }));
  const context = contextOf(db);
  const { inbox } = await getSite(context, config);
  const ada = { identities: [{ kind: "email" as const, value: "ada@example.com" }], profile: {} };
  const contactId = (await upsertContact(context, ada)).contact.id;
  const pages = await testHttpServer();
  pages.answer = ({ path }, response) => {
    if (path === "/token") {
      const asked = { contactId, seconds: 60 };
      void makeContactToken(context, asked).then(({ token }) => response.end(token));
      return;
    }
    response.setHeader("content-type", "text/html");
    const style = "body { margin: 20px; color-scheme: light dark; text-align: right }";
    response.end(
      `<!doctype html><html lang="en"><title>Shop</title><style>${style}</style><main><h1>Shop</h1>` +
        `<campanile-inbox token-url="/token" ${attributes}></campanile-inbox></main>${inbox.script}`,
    );
  };
  const put = async (content: object): Promise<string> => {
    const id = newId();
    await putTrialIntoInbox(db, { id, contactId, content, hours: 24 });
    return id;
  };
  return { db, url: pages.url.replace("127.0.0.1", "localhost"), put };
}

test("the bell counts, the list opens by the keyboard, what is read counts no more, what comes is said", async () => {
  const { db, url, put } = await shop();
  await put({ title: "Old news", text: "Nothing to see", format: "text" });
  const evil = '<img src=x onerror="window.evil = 1"> [x](javascript:window.evil=2)';
  await put({
    title: "<b>Bold</b>",
    text: `**strong**, *soft*\n- one\n- two\n${evil}`,
    format: "markdown",
  });
  await put({
    title: "Your order",
    text: "It has arrived",
    url: `${url}/orders/1`,
    button: "Look",
  });
  const { page, faults } = await visit(url);
  await page.goto(url);
  const bell = page.getByRole("button", { name: "Notifications, unread: 3" });
  await bell.waitFor();
  await bell.focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Notifications" });
  await dialog.waitFor();
  expect(await dialog.getByRole("listitem").filter({ hasText: "×" }).count()).toBe(3);
  expect(await dialog.locator("strong").textContent()).toBe("strong");
  expect(await dialog.locator("img").count()).toBe(0);
  expect(await dialog.locator(".text a").count()).toBe(0);
  expect(await page.evaluate("window.evil")).toBeUndefined();
  await eventually("all to be seen", async () => {
    const left = await db.query("select from in_app_messages where seen_at is null");
    return left.length === 0;
  });
  expect(await seriousFaults(page)).toEqual([]);
  if (pictures !== undefined) await page.screenshot({ path: `${pictures}/light.png` });

  await put({ title: "Just in" });
  await page
    .getByRole("status")
    .filter({ hasText: "New message: Just in" })
    .waitFor({ state: "attached" });
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  const focused = "document.querySelector('campanile-inbox').shadowRoot.activeElement.textContent";
  expect(await page.evaluate(focused)).toBe("Your order");
  await dialog.getByRole("button", { name: "Just in", exact: true }).click();
  await page.getByRole("button", { name: "Notifications, unread: 3" }).waitFor();
  await dialog.getByRole("button", { name: "Remove: Old news" }).click();
  await page.getByRole("button", { name: "Notifications, unread: 2" }).waitFor();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  const isBell = "document.querySelector('campanile-inbox').shadowRoot.activeElement.className";
  expect(await page.evaluate(isBell)).toBe("bell");

  await page.keyboard.press("Enter");
  await dialog.getByRole("link", { name: "Your order" }).click();
  await page.waitForURL(`${url}/orders/1`);
  await eventually("the click to be told", async () => {
    const read = await db.query<{ title: string }>(
      "select content->>'title' as title from in_app_messages where read_at is not null order by 1",
    );
    return read.map(({ title }) => title).join() === "Just in,Your order";
  });
  await page.getByRole("button", { name: "Notifications, unread: 1" }).click();
  await dialog.getByRole("button", { name: "Mark all as read" }).click();
  await eventually("all to be read", async () => {
    const left = await db.query(
      "select from in_app_messages where read_at is null and archived_at is null",
    );
    return left.length === 0;
  });
  expect(faults).toEqual([]);
});

test("what is pressed while news comes is clicked all the same", async () => {
  const { url, put } = await shop();
  await put({ title: "Older" });
  await put({ title: "Newer" });
  const [{ page }, elsewhere] = [await visit(url), await visit(url)];
  for (const one of [page, elsewhere.page]) {
    await one.goto(url);
    await one.getByRole("button", { name: "Notifications, unread: 2" }).click();
  }
  await page.getByRole("button", { name: "Newer", exact: true }).hover();
  await page.mouse.down();
  await elsewhere.page.getByRole("button", { name: "Remove: Older" }).click();
  await page.getByRole("button", { name: "Notifications, unread: 1" }).waitFor();
  await page.mouse.up();
  await page.getByRole("button", { name: "Notifications", exact: true }).waitFor();
});

test("in Ukrainian and in the dark, on a phone, it is as accessible", async () => {
  const { url, put } = await shop('lang="uk" theme="dark"');
  await put({ title: "Ваше замовлення", text: "Прибуло", url: "/orders/1", button: "Переглянути" });
  await put({ title: "Знижка", text: "**20%** на все", format: "markdown" });
  const { page, faults } = await visit(url, { width: 390, height: 700, colorScheme: "dark" });
  await page.goto(url);
  await page.getByRole("button", { name: "Сповіщення, непрочитаних: 2" }).click();
  await page.getByRole("button", { name: "Позначити все прочитаним" }).waitFor();
  expect(await seriousFaults(page)).toEqual([]);
  if (pictures !== undefined) await page.screenshot({ path: `${pictures}/dark.png` });
  expect(faults).toEqual([]);
});
