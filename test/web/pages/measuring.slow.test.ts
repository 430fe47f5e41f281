import { afterAll, expect, test } from "vitest";
import { emailDefinition, testApi } from "../../api/workflows/api.ts";
import { closeChromium, ownersVisit } from "../../support/chromium.ts";
import { eventually } from "../../support/wait.ts";
import { block, choose } from "./builder-page.ts";

afterAll(closeChromium);

test("a workflow's holdout and goal are set in its settings, beside its draft", async () => {
  const api = await testApi();
  const { body } = await api.post("/workflows", { name: "Measured", draft: emailDefinition() });
  const { page } = await ownersVisit(api, { at: `/workflows/${body.id}` });
  await block(page, "mail").waitFor();
  await page.getByRole("button", { name: "Workflow settings" }).click();
  const form = page.getByRole("form", { name: "Measuring" });
  await form.getByLabel("Holdout, percent").fill("12.5");
  await choose(page, form.getByLabel("Goal: the event that it is to lead to"), "orderDELIVERED");
  await form.getByLabel("It counts for").fill("3");
  await form.getByRole("button", { name: "Save" }).click();
  await eventually("saved", async () => {
    const { body: now } = await api.get(`/workflows/${body.id}`);
    return now.goal !== null;
  });
  const { body: saved } = await api.get(`/workflows/${body.id}`);
  expect(saved).toMatchObject({
    holdout: { percent: 12.5, workspace: "marketing" },
    goal: {
      eventTypeKey: "orderDELIVERED",
      filter: null,
      window: { every: 3, unit: "days", after: "start" },
      value: { kind: "order" },
    },
  });
});

test("the control group and the rule of touches are set with the workspace", async () => {
  const api = await testApi();
  const { page } = await ownersVisit(api, { at: "/settings/workspace" });
  await page.getByLabel("Control group, percent").fill("2.5");
  await page.getByRole("button", { name: "Save" }).click();
  await eventually("saved", async () => {
    const { body } = await api.get("/workspace");
    return body.holdoutPercent === 2.5;
  });
  expect((await api.get("/workspace")).body.attribution).toEqual({ which: "last", by: "clicked" });
});
