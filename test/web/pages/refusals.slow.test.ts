import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { TestApi } from "../../api/workflows/api.ts";
import { testApi } from "../../api/workflows/api.ts";
import { closeChromium, ownersVisit } from "../../support/chromium.ts";

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(closeChromium);

const nobody = "0197a5d0-0000-7000-8000-000000000000";

/** What of the refusals' words the page has asked for, from here on. */
function fetched(page: Page): string[] {
  const asked: string[] = [];
  page.on("request", (request) => {
    if (request.url().includes("refusal-reader")) asked.push(request.url());
  });
  return asked;
}

test("a page in Ukrainian says in Ukrainian what the API refuses, and fetches the words only then", async () => {
  expect((await api.post("/segments", { name: "VIP" })).status).toBe(201);
  const { page, faults } = await ownersVisit(api);
  await page.evaluate("localStorage.setItem('campanile.language', 'uk')");
  const asked = fetched(page);
  await page.goto("/segments");
  await page.getByRole("link", { name: "VIP" }).waitFor();
  expect(asked).toEqual([]);
  await page.goto(`/workflows/${nobody}`);
  await page.getByText(`Сценарію ${nobody} немає.`).waitFor();
  expect(asked).toHaveLength(1);
  // The browser itself notes the 404.
  expect(faults.filter((fault) => !fault.includes("404"))).toEqual([]);
});

test("a page in English shows what the API says, and fetches no words for it", async () => {
  const { page } = await ownersVisit(api);
  const asked = fetched(page);
  await page.goto(`/workflows/${nobody}`);
  await page.getByText(`There is no workflow ${nobody}.`).waitFor();
  expect(asked).toEqual([]);
});
