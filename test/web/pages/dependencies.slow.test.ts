import { afterAll, expect, test } from "vitest";
import { closeChromium, ownersVisit } from "../../support/chromium.ts";
import { activeWorkflow, testApi } from "../../api/workflows/api.ts";

afterAll(closeChromium);

test("the dependencies of an event type: icons, the window, a view of each workflow, its id copied", async () => {
  const api = await testApi();
  const { workflowId } = await activeWorkflow(api, { typeKey: "cartLeft" });
  const { body: other } = await api.post("/workflows", { name: "Win back" });
  await api.post(`/workflows/${other.id}/bindings`, { role: "stop", eventTypeKey: "cartLeft" });
  const { page, faults } = await ownersVisit(api);

  await page.getByRole("link", { name: "Event types" }).click();
  const cell = page.getByRole("row", { name: /cartLeft/ }).getByRole("link", { name: /Depend/ });
  await cell.getByRole("img", { name: "Starts" }).waitFor();
  await cell.getByRole("img", { name: "Stops" }).waitFor();
  await cell.getByText("On cartLeft").waitFor();
  await cell.click();

  const dialog = page.getByRole("dialog", { name: "Dependencies of event type" });
  await dialog.getByRole("listitem").filter({ hasText: "Win back" }).waitFor();
  expect(new URL(page.url()).searchParams.get("type")).toMatch(/^[0-9a-f-]{36}$/);
  const started = dialog.getByRole("listitem").filter({ hasText: "On cartLeft" });
  await started.getByText("active").waitFor();
  await started.getByRole("button", { name: "Copy the workflow's id" }).click();
  await started.getByRole("button", { name: "Copied" }).waitFor();
  expect(await page.evaluate("navigator.clipboard.readText()")).toBe(workflowId);

  await started.getByRole("link", { name: "Open the workflow On cartLeft" }).click();
  await page.getByRole("heading", { name: "On cartLeft" }).waitFor();
  expect(new URL(page.url()).pathname).toBe(`/workflows/${workflowId}`);
  await page.goBack();
  await dialog.waitFor();
  expect(faults).toEqual([]);
});
