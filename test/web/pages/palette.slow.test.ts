import { afterAll, expect, test } from "vitest";
import { seriousFaults } from "../../support/axe.ts";
import { deferred } from "../../support/deferred.ts";
import { closeChromium, ownersVisit } from "../../support/chromium.ts";
import { activeWorkflow, send, testApi } from "../../api/workflows/api.ts";

afterAll(closeChromium);

test("Ctrl-K finds a page, a workflow, a contact and an action by keyboard alone", async () => {
  const api = await testApi();
  const { workflowId } = await activeWorkflow(api, { typeKey: "cartLeft" });
  const event = await send(api, "cartLeft", "olena@shop.example");
  const { page, faults } = await ownersVisit(api);
  const palette = page.getByRole("dialog", { name: "Find anything" });
  const input = palette.getByRole("textbox", { name: "Find anything" });
  const find = async (text: string, first: string) => {
    await page.keyboard.press("Control+k");
    await input.waitFor();
    await page.keyboard.type(text);
    await palette.locator("[role=option][data-combobox-selected]", { hasText: first }).waitFor();
    await page.keyboard.press("Enter");
    await palette.waitFor({ state: "detached" });
  };

  await find("runs", "Runs");
  await page.waitForURL(/\/runs$/);
  await find("on cart", "On cartLeft");
  await page.waitForURL(new RegExp(`/workflows/${workflowId}`));
  await find("olena@", "olena@shop.example");
  await page.waitForURL(new RegExp(event.contactId));
  await find(event.eventId, "cartLeft");
  await page.waitForURL(new RegExp(`event=${event.eventId}`));
  await find("invite", "Invite a person");
  await page.waitForURL(/\/settings\/people/);
  const invitation = page.getByRole("dialog", { name: "Invite" });
  await invitation.getByLabel("E-mail").waitFor();
  await page.keyboard.press("Escape");
  await invitation.waitFor({ state: "detached" });
  expect(new URL(page.url()).search).toBe("");

  // What was opened last stands first; arrows go on from there.
  await page.keyboard.press("Control+k");
  await palette.getByText("Opened lately").waitFor();
  await palette.getByRole("option").nth(1).getByText("cartLeft").waitFor();
  await palette.getByText("On cartLeft").last().waitFor();
  expect(await seriousFaults(page)).toEqual([]);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.waitForURL(new RegExp(`event=${event.eventId}`));
  await find("api ref", "API reference");
  await page.waitForURL(/\/docs/);
  expect(faults).toEqual([]);
});

test("the palette opens by its button, says when nothing is found, and gives the focus back", async () => {
  const api = await testApi();
  const { page, faults } = await ownersVisit(api);
  const button = page.getByRole("button", { name: "Find anything" });
  await button.click();
  const palette = page.getByRole("dialog", { name: "Find anything" });
  await palette.getByRole("textbox").fill("zzz");
  await palette.getByText("Nothing was found for “zzz”").waitFor();
  await page.keyboard.press("Escape");
  await palette.waitFor({ state: "detached" });
  expect(await page.evaluate("document.activeElement.textContent")).toContain("Find anything");
  expect(faults).toEqual([]);
});

test("a page that is there later than the palette leaves it the keyboard", async () => {
  const api = await testApi();
  await activeWorkflow(api, { typeKey: "cartLeft" });
  const { eventId } = await send(api, "cartLeft", "olena@shop.example");
  const { page, faults } = await ownersVisit(api);
  const palette = page.getByRole("dialog", { name: "Find anything" });
  const chosen = palette.locator("[role=option][data-combobox-selected]");
  await page.keyboard.press("Control+k");
  await palette.getByRole("textbox").waitFor();
  await page.keyboard.type(eventId);
  await chosen.getByText("cartLeft").waitFor();
  const release = deferred();
  await page.route(/\/assets\//, async (route) => {
    await release.promise;
    await route.continue();
  });
  await page.keyboard.press("Enter");
  await palette.waitFor({ state: "detached" });
  await page.keyboard.press("Control+k");
  await palette.getByRole("textbox").waitFor();
  await page.keyboard.type("wor");
  release.resolve();
  await page.getByText("Launched").first().waitFor();
  await page.keyboard.type("kers");
  await chosen.getByText("Workers").waitFor();
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/workers$/);
  expect(faults).toEqual([]);
});
