import type { Locator } from "playwright-core";
import { afterAll, expect, test } from "vitest";
import { makeWorkflow } from "../../support/campaign.ts";
import { closeChromium, ownersVisit } from "../../support/chromium.ts";
import { testApi } from "../../api/workflows/api.ts";

afterAll(closeChromium);

/** Types, and presses Enter once something is found. */
async function find(input: Locator, typed: string): Promise<void> {
  await input.fill(typed);
  await input.page().getByRole("option").first().waitFor();
  await input.press("Enter");
}

test("Enter takes the first hit: of languages, channels, statuses, tags and attributes", async () => {
  const api = await testApi();
  const { id } = await makeWorkflow(api.db, { name: "Welcome" });
  await api.patch(`/workflows/${id}`, { tags: ["newsletter"] });
  const { page, faults } = await ownersVisit(api, { at: "/settings/workspace" });
  const language = page.getByPlaceholder("uk", { exact: true });
  await find(language, "ukrain");
  expect(await language.inputValue()).toBe("uk");

  await page.goto("/settings/rfm");
  await find(page.getByRole("combobox", { name: "Orders that count" }), "cancel");
  await page.locator(".mantine-Pill-label", { hasText: "cancelled" }).waitFor();

  await page.goto("/workflows?new=blank");
  const dialog = page.getByRole("dialog");
  await find(dialog.getByLabel("Tags"), "news");
  await dialog.getByText("newsletter", { exact: true }).waitFor();
  // What is typed whole is never replaced by something longer.
  await dialog.getByLabel("Tags").fill("zzz");
  await dialog.getByLabel("Tags").press("Enter");
  await dialog.getByText("zzz", { exact: true }).waitFor();
  expect(faults).toEqual([]);
});
