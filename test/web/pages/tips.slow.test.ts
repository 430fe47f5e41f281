import { afterAll, expect, test } from "vitest";
import { send, testApi } from "../../api/workflows/api.ts";
import { closeChromium, ownersVisit } from "../../support/chromium.ts";

afterAll(closeChromium);

test("a tip is there under the pointer and where the keyboard is, and goes with them or by Escape", async () => {
  const api = await testApi();
  await send(api, "cartLeft", "ada@example.com", "C-1");
  const { page, faults } = await ownersVisit(api, { at: "/events" });
  const row = page.locator("tbody tr").first();
  const tip = page.getByRole("tooltip");
  const gone = () => tip.waitFor({ state: "detached" });

  const time = row.locator("time");
  await time.hover();
  await tip.waitFor();
  expect(await tip.innerText()).toMatch(/\d{4}, \d\d:\d\d:\d\d$/);
  await page.keyboard.press("Escape");
  await gone();
  await page.getByRole("heading", { level: 1 }).hover();
  await time.hover();
  await tip.waitFor();
  await page.getByRole("heading", { level: 1 }).hover();
  await gone();

  const copy = row.getByRole("button", { name: "Copy the contact’s id" });
  await row.getByRole("link", { name: "ada@example.com" }).focus();
  await page.keyboard.press("Tab");
  await tip.getByText("Copy the contact’s id").waitFor();
  const described = await copy.getAttribute("aria-describedby");
  expect(await tip.locator("span").getAttribute("id")).toBe(described);
  await page.keyboard.press("Enter");
  await tip.getByText("Copied").waitFor();
  await page.keyboard.press("Tab");
  await gone();
  expect(faults).toEqual([]);
});
