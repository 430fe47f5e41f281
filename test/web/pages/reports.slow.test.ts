import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { TestApi } from "../../api/workflows/api.ts";
import { testApi } from "../../api/workflows/api.ts";
import { makeWorkflow } from "../../support/campaign.ts";
import { closeChromium, ownersVisit } from "../../support/chromium.ts";
import type { Reported } from "../../support/reported.ts";
import { reportedWorkflow } from "../../support/reported.ts";

afterAll(closeChromium);

let api: TestApi;
let reported: Reported;
let quiet: string;

beforeAll(async () => {
  api = await testApi();
  ({ id: quiet } = await makeWorkflow(api.db, { name: "Quiet" }));
  reported = await reportedWorkflow(api.db);
});

/** The row of a table that has this text in it. */
const row = (page: Page, name: RegExp) => page.getByRole("row", { name }).first();
const chart = (page: Page, label: RegExp) => page.getByRole("img", { name: label });

async function downloaded(page: Page, name: string | RegExp): Promise<Buffer> {
  const waiting = page.waitForEvent("download");
  await page
    .getByRole(/PNG/.test(String(name)) ? "button" : "link", { name })
    .first()
    .click();
  return readFileSync(await (await waiting).path());
}

test("from the list to a workflow's funnel, through each block to the runs behind a number", async () => {
  const { treated } = reported;
  const { page, faults } = await ownersVisit(api);
  await page.getByRole("link", { name: "Reports" }).click();
  await page.getByRole("link", { name: "Quiet" }).waitFor();
  await page.getByLabel("Find a workflow").fill("cart");
  await page.getByRole("link", { name: "Quiet" }).waitFor({ state: "detached" });
  await page.getByRole("link", { name: "Cart left" }).click();
  await page.getByRole("heading", { name: "Cart left", level: 1 }).waitFor();
  await chart(
    page,
    new RegExp(`^${treated} runs launched, ${treated} completed, 0 failed`),
  ).waitFor();
  const split = row(page, /Which subject/);
  await split.getByText(`A: ${Math.ceil(treated / 2)} · B: ${Math.floor(treated / 2)}`).waitFor();
  await split.getByRole("link", { name: `${treated} runs entered “Which subject”` }).click();
  await page.waitForURL(/\/runs\?.*blockId=split/);
  await row(page, /p\d+@example\.com/).waitFor();
  expect(faults).toEqual([]);
});

test("a message is followed from its sending to the purchase; a period and a version narrow what is shown", async () => {
  const half = Math.ceil(reported.treated / 2);
  const { page, faults } = await ownersVisit(api, { at: `/reports/${reported.workflowId}` });
  await page.getByRole("tab", { name: "Messages" }).click();
  await chart(page, new RegExp(`^${reported.treated} messages sent`)).waitFor();
  await page.getByRole("button", { name: "=Short subject" }).click();
  await chart(
    page,
    new RegExp(`^${half} messages sent, ${half} opened, ${half} clicked`),
  ).waitFor();
  await row(page, /Short subject/)
    .getByText(`€${Math.ceil(half / 2) * 10}.00`)
    .waitFor();
  await page.getByRole("button", { name: "All messages" }).click();
  const csv = (await downloaded(page, /“Messages” as CSV/)).toString();
  expect(csv.split("\r\n")[0]).toMatch(/^\uFEFFblock,name,kind,queued/);
  // A name that a spreadsheet would run as a formula has an apostrophe before it.
  expect(csv).toContain(`mailA,'=Short subject,sendEmail`);

  await page.getByRole("combobox", { name: "Version" }).click();
  await page.getByRole("option", { name: "Version 1 (current)" }).click();
  await page.waitForURL(/version=/);
  await page.getByRole("combobox", { name: "Started in" }).click();
  await page.getByRole("option", { name: "From … to …" }).click();
  await page.getByLabel("Started before").fill("2026-01-01T00:00");
  await page.getByLabel("Started from").fill("2025-12-01T00:00");
  await page.getByText("No message was sent in this period").waitFor();
  expect(faults).toEqual([]);
});

test("conversions, splits, uplift and cohorts say what can be told from chance, and go along as CSV and PNG", async () => {
  const { treated, heldOut, workflowId } = reported;
  const half = Math.ceil(treated / 2);
  const { page, faults } = await ownersVisit(api, { at: `/reports/${workflowId}?tab=conversions` });
  await chart(page, /of contacts converted, in 95 of 100 cases/).waitFor();
  await page.getByText("put down to the last message that was clicked before it").waitFor();

  await page.getByRole("tab", { name: "Splits" }).click();
  const table = page.getByRole("table", { name: "Which subject" });
  await table
    .getByRole("row", { name: new RegExp(`^A ${half} ${Math.ceil(half / 2)} `) })
    .waitFor();
  await table.getByRole("row", { name: /^B .*Fewer conversions: between/ }).waitFor();

  await page.getByRole("tab", { name: "Uplift" }).click();
  await page.getByRole("alert").getByText("More conversions: between").waitFor();
  await row(page, new RegExp(`^Held out ${heldOut} `)).waitFor();
  const uplift = (await downloaded(page, /“With the workflow and without” as CSV/)).toString();
  expect(uplift).toContain(`\r\nheld out,,${heldOut},`);

  await page.getByRole("tab", { name: "Cohorts" }).click();
  await chart(page, /^The share of contacts who converted, for 1 week/).waitFor();
  await page.getByText("The goal counts for 7 days: nothing is added after that.").waitFor();
  const png = await downloaded(page, /“Cohorts” as PNG/);
  expect(png.subarray(1, 4).toString()).toBe("PNG");
  // Its width, in pixels: twice that of the drawing and its margins.
  expect(png.readUInt32BE(16)).toBeGreaterThan(1_000);
  expect(faults).toEqual([]);
});

test("without runs, a goal or a split each report says what is missing", async () => {
  const { page, faults } = await ownersVisit(api, { at: `/reports/${quiet}` });
  await page.getByText("Nothing was launched in this period").waitFor();
  for (const [tab, text] of [
    ["Messages", "No message was sent in this period"],
    ["Conversions", "This workflow has no goal yet"],
    ["Splits", "This workflow has no random split"],
    ["Uplift", "This workflow has no goal yet"],
    ["Cohorts", "This workflow has no goal yet"],
  ] as const) {
    await page.getByRole("tab", { name: tab }).click();
    await page.getByText(text).waitFor();
  }
  expect(faults).toEqual([]);
});
