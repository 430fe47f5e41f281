import { afterAll, expect, test } from "vitest";
import { countHours } from "../../../src/services/overview/over-time.ts";
import { testApi } from "../../api/workflows/api.ts";
import { closeChromium, ownersVisit } from "../../support/chromium.ts";
import { pastEvents } from "../../support/past-events.ts";

afterAll(closeChromium);

test("a new system shows the way to the first run; then what needs attention, and a week beside the one before", async () => {
  const api = await testApi();
  const { page, faults } = await ownersVisit(api);
  await page.getByText("Nothing needs your attention").waitFor();
  const path = page.getByRole("region", { name: "From an event to a message" });
  const next = path.locator("[aria-current=step]");
  await next.getByRole("link", { name: "Build a workflow" }).click();
  await page.getByRole("dialog").waitFor();
  await page.keyboard.press("Escape");

  const type = await api.post("/event-types", { key: "cart", name: "Cart left" });
  await pastEvents(api.db, type.body.id, { hoursAgo: 48, count: 7 });
  await pastEvents(api.db, type.body.id, { hoursAgo: 24 * 9, count: 4 });
  await api.db.query("update hourly_count_mark set counted_to = counted_to + interval '45 days'");
  await countHours(api.db);
  await api.post("/promo-pools", { name: "Ten off", lowStock: 5 });
  await page.goto("/");
  await page.getByRole("link", { name: "0 promo codes left in “Ten off”" }).waitFor();
  const events = page.getByRole("link", { name: /Events received/ });
  await events.getByText("7", { exact: true }).waitFor();
  await events.getByText("4 in the time before").waitFor();
  await page.getByText("24 hours", { exact: true }).click();
  await events.getByText("0", { exact: true }).waitFor();
  expect(new URL(page.url()).search).toBe("?last=day");
  expect(faults).toEqual([]);
});

test("the pages speak the language that is chosen, and stay with it", async () => {
  const api = await testApi();
  const { page, faults } = await ownersVisit(api);
  await page.getByRole("button", { name: "Your account" }).click();
  await page.getByRole("menuitemradio", { name: "Українська" }).click();
  await page.getByRole("heading", { name: "Головна", level: 1 }).waitFor();
  await page.getByText("Ніщо не потребує вашої уваги").waitFor();
  expect(await page.locator("html").getAttribute("lang")).toBe("uk");
  await page.reload();
  await page.getByRole("link", { name: "Сценарії" }).first().waitFor();
  await page.getByRole("button", { name: "Ваш обліковий запис" }).click();
  await page.getByRole("menuitemradio", { name: "English" }).click();
  await page.getByRole("heading", { name: "Home", level: 1 }).waitFor();
  expect(faults).toEqual([]);
});
