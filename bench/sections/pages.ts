import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import { chromium } from "playwright-core";
import { commandContext } from "../../src/cli/with-database.ts";
import type { Database } from "../../src/db/core/database.ts";
import { projectRoot } from "../../src/platform/project-root.ts";
import { withRendererPool } from "../../src/rendering/pool.ts";
import { createSignInCode } from "../../src/services/sessions/sign-in.ts";
import { apiProcess } from "../api-process.ts";
import { figure } from "../figures.ts";
import type { Loaded } from "../growth/ids.ts";
import { loadedDatabase } from "../growth/load.ts";
import { timeToContent } from "../growth/page-times.ts";
import { pagesOf } from "../growth/pages.ts";
import type { BenchSection } from "../section.ts";

const halfAYearMs = 180 * 86_400_000;
const mark = { atMost: 1_000, of: "value" } as const;

function sizesOf(isQuick: boolean): Loaded {
  const until = new Date();
  const since = new Date(until.getTime() - halfAYearMs);
  return isQuick
    ? { events: 100_000, contacts: 10_000, runs: 10_000, since, until }
    : { events: 10_000_000, contacts: 100_000, runs: 1_000_000, since, until };
}

/** How long the pages take to their content, in a browser on this machine, with half a year of use behind them. */
export const section: BenchSection = {
  name: "pages",
  title: "Pages: 100,000 contacts, 10 million events, a million messages",
  async run(servers, sizes) {
    const { url, db } = await loadedDatabase(servers, "pages", sizesOf(sizes.isQuick));
    try {
      const api = await apiProcess(url, servers.key, servers.temporalAddress);
      try {
        return {
          title: "Time to a page's content",
          figures: await timed(db, api.url, sizes.rounds),
        };
      } finally {
        await api.stop();
      }
    } finally {
      await db.close();
    }
  },
};

/** The first visit loads the pages' code into the browser's cache and is not counted. */
async function timed(db: Database, url: string, rounds: number) {
  const script = pathToFileURL(join(projectRoot, "scripts", "chromium.mjs")).href;
  const { chromium: find } = (await import(script)) as { chromium(): Promise<string> };
  const browser = await chromium.launch({
    executablePath: await find(),
    args: ["--no-sandbox", "--disable-gpu"],
  });
  try {
    const context = await browser.newContext({ baseURL: url });
    // With the first notice of changes a page reads again what it shows already: no part of the time
    // to its content. (To hold the request back would switch the cache off.)
    await context.addInitScript("window.EventSource = class extends EventTarget { close() {} };");
    const page = await context.newPage();
    await signIn(page, db);
    const figures = [];
    for (const [name, path] of await pagesOf(db)) {
      await timeToContent(page, path);
      const values: number[] = [];
      for (let round = 0; round < rounds; round++) values.push(await timeToContent(page, path));
      figures.push(figure({ name, unit: "ms", values, mark }));
    }
    return figures;
  } finally {
    await browser.close();
  }
}

async function signIn(page: Page, db: Database): Promise<void> {
  const code = await withRendererPool((renderer) => createSignInCode(commandContext(db, renderer)));
  await page.goto(`/sign-in?code=${code}`);
  await page.getByLabel("Your name").fill("Olena Owner");
  await page.getByLabel("E-mail").fill("olena@example.com");
  await page.getByRole("textbox", { name: "Password" }).fill("a long enough passphrase");
  await page.getByRole("button", { name: "Claim ownership" }).click();
  await page.getByRole("heading", { name: "Home", level: 1 }).waitFor();
}
