import type { Page } from "playwright-core";
import { afterAll, expect, test } from "vitest";
import type { TestApi } from "../../api/workflows/api.ts";
import { activeWorkflow, emailDefinition, send, testApi } from "../../api/workflows/api.ts";
import { closeChromium, ownersVisit } from "../../support/chromium.ts";
import { countPresses } from "../../support/presses.ts";
import { block, saved } from "./builder-page.ts";

// The tasks and their numbers stand in docs/guides/pages.md; that of a mail is with the templates.

afterAll(closeChromium);

const main = (page: Page) => page.getByRole("navigation").first();

async function liveFromExample(api: TestApi, example: string) {
  const { page, faults } = await ownersVisit(api);
  const presses = await countPresses(page);
  const dialog = page.getByRole("dialog");
  await main(page).getByRole("link", { name: "Workflows" }).click();
  await page.getByRole("button", { name: "New workflow" }).first().click();
  await page.getByRole("menuitem", { name: /example/i }).click();
  await dialog.getByRole("button", { name: `Use it: ${example}` }).click();
  await page.getByRole("heading", { name: example, level: 1 }).waitFor();
  await page.getByRole("button", { name: "Activate" }).click();
  await dialog.getByRole("button", { name: "Publish and activate" }).click();
  await page.getByText("Version 1 is live", { exact: true }).waitFor();
  const [made] = (await api.get("/workflows")).body.items;
  expect(made).toMatchObject({ name: example, status: "active" });
  expect(faults).toEqual([]);
  return presses();
}

test("an abandoned cart campaign is live after six presses", async () => {
  expect(await liveFromExample(await testApi(), "Abandoned cart")).toBe(6);
});

test("a welcome series is live after six presses", async () => {
  expect(await liveFromExample(await testApi(), "Welcome series")).toBe(6);
});

test("why somebody got nothing is known after four presses", async () => {
  const api = await testApi();
  await activeWorkflow(api, { typeKey: "cartLeft", frequency: { kind: "once" } });
  await api.post("/contacts/upsert", { email: "ada@example.com", firstName: "Ada" });
  for (let time = 0; time < 2; time++) await send(api, "cartLeft", "ada@example.com");
  const { page, faults } = await ownersVisit(api);
  const presses = await countPresses(page);
  await main(page).getByRole("link", { name: "Contacts" }).click();
  await page.getByRole("link", { name: "Ada" }).click();
  const why = page.getByRole("region", { name: "Why did they get it, or not?" });
  await why.getByRole("textbox", { name: "Workflow" }).click();
  await page.getByRole("option", { name: "On cartLeft" }).click();
  await why.getByText("An event came, but the frequency lets it start only once.").waitFor();
  expect(await presses()).toBe(4);
  expect(faults).toEqual([]);
});

test("the subject of a live campaign is another one after six presses", async () => {
  const api = await testApi();
  const { workflowId } = await activeWorkflow(api, { typeKey: "cartLeft" });
  const { page, faults } = await ownersVisit(api);
  const presses = await countPresses(page);
  await main(page).getByRole("link", { name: "Workflows" }).click();
  await page.getByRole("link", { name: "On cartLeft" }).click();
  await block(page, "mail").click();
  await page.getByRole("textbox", { name: "Subject" }).click();
  await page.keyboard.press("Control+A");
  await page.keyboard.type("Your boots are still here");
  await saved(page);
  await page.getByRole("button", { name: "Publish changes" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Publish", exact: true }).click();
  await page.getByText("Version 2 is live", { exact: true }).waitFor();
  expect(await presses()).toBe(6);
  const { definition } = (await api.get(`/workflows/${workflowId}/versions/2`)).body;
  expect(JSON.stringify(definition)).toContain("Your boots are still here");
  expect(JSON.stringify(emailDefinition())).not.toContain("Your boots are still here");
  expect(faults).toEqual([]);
});
