import { afterAll, expect, test } from "vitest";
import { activeWorkflow, send, testApi } from "../../api/workflows/api.ts";
import { closeChromium, ownersVisit } from "../../support/chromium.ts";
import { eventually } from "../../support/wait.ts";
import { block } from "./builder-page.ts";

afterAll(closeChromium);

const monthly = { kind: "period", every: 30, unit: "days", window: "rolling", timeZone: "UTC" };

test("a live trigger is switched off only after it was asked, says so everywhere, and is undone", async () => {
  const api = await testApi();
  const { workflowId, bindingId } = await activeWorkflow(api, {
    typeKey: "shipped",
    frequency: monthly,
  });
  await send(api, "shipped", "ada@example.com");
  const isOn = async () => (await api.get(`/bindings/${bindingId}`)).body.enabled;
  const { page, faults } = await ownersVisit(api, { width: 1440, height: 900 });
  const dialog = page.getByRole("dialog");
  await page.goto(`/workflows/${workflowId}`);
  await block(page, "start").click();
  const toggle = page.getByRole("switch", { name: "Start by shipped" });
  await toggle.click({ force: true });
  await dialog.getByText("starts nothing. Active runs go on").waitFor();
  await dialog.getByText("the workflow stays active, but nothing starts it").waitFor();
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await dialog.waitFor({ state: "hidden" });
  expect(await isOn()).toBe(true);

  await toggle.click({ force: true });
  await dialog.getByRole("button", { name: "Switch off" }).click();
  await page.locator("header").getByText("active, starts off").waitFor();
  await page.getByText("All its starts are switched off: nothing starts it.").waitFor();
  expect(await isOn()).toBe(false);
  await send(api, "shipped", "bob@example.com");

  await page.getByRole("alert").getByRole("button", { name: "Undo" }).click();
  await page.getByText("It is as it was before.").waitFor();
  await page.locator("header").getByText("active", { exact: true }).waitFor();
  expect(await isOn()).toBe(true);

  // It stands among the versions, with who, and can be undone from there too.
  await page.getByRole("button", { name: "Versions" }).click();
  const history = page.getByRole("list", { name: "Versions and changes" });
  const item = history.getByRole("listitem");
  await item.filter({ hasText: "Switched off the start by “shipped”" }).waitFor();
  await item.filter({ hasText: "Switched on the start by “shipped”" }).waitFor();
  await item.filter({ hasText: "Version 1" }).filter({ hasText: "API key “test”" }).waitFor();
  await history.getByRole("button", { name: "Undo: Switched on the start by “shipped”" }).click();
  await dialog.getByText("starts nothing. Active runs go on").waitFor();
  await dialog.getByRole("button", { name: "Undo" }).click();
  await eventually("the trigger to be off again", async () => !(await isOn()));

  await page.goto("/workflows");
  await page
    .getByRole("row", { name: /On shipped/ })
    .getByText("active, starts off")
    .waitFor();
  await page.goto("/events");
  await page.getByText("trigger switched off").first().waitFor();
  expect(faults).toEqual([]);
});

test("another frequency says who can start again before it is applied, and is taken back as a whole", async () => {
  const api = await testApi();
  const { workflowId, bindingId } = await activeWorkflow(api, {
    typeKey: "shipped",
    frequency: monthly,
  });
  for (const name of ["ada", "bob", "cyd"]) await send(api, "shipped", `${name}@example.com`);
  const settings = async () => {
    const { frequency, filter, ignoreOlderThan } = (await api.get(`/bindings/${bindingId}`)).body;
    return { frequency, filter, ignoreOlderThan };
  };
  const { page, faults } = await ownersVisit(api, { width: 1440, height: 900 });
  const dialog = page.getByRole("dialog");
  await page.goto(`/workflows/${workflowId}`);
  await block(page, "start").click();
  await page
    .getByRole("list", { name: "Triggers" })
    .getByRole("button", { name: /30 days/ })
    .click();
  await dialog.getByRole("radio", { name: "Each time" }).check();
  await dialog.getByRole("button", { name: "Apply" }).click();
  await dialog.getByText("This workflow is live").waitFor();
  await dialog.getByText("How it then works: One run for every event.").waitFor();
  await dialog.getByText("3 contacts who have to wait today can start again at once.").waitFor();
  expect((await settings()).frequency).toEqual(monthly);
  await dialog.getByRole("button", { name: "Back" }).click();
  expect(await dialog.getByRole("radio", { name: "Each time" }).isChecked()).toBe(true);
  await dialog.getByRole("button", { name: "Apply" }).click();
  await dialog.getByRole("button", { name: "Apply now" }).click();
  await page.getByText("The triggers are in force.").waitFor();
  expect((await settings()).frequency).toEqual({ kind: "each" });

  await page.getByRole("alert").getByRole("button", { name: "Undo" }).click();
  await page.getByText("It is as it was before.").waitFor();
  expect(await settings()).toEqual({ frequency: monthly, filter: null, ignoreOlderThan: null });
  const { decisions } = await send(api, "shipped", "ada@example.com");
  expect(decisions).toMatchObject([{ outcome: "suppressed" }]);
  expect(faults).toEqual([]);
});

test("the builder leads from one step to the next, and says what is live and what is not", async () => {
  const api = await testApi();
  await api.post("/event-types", { key: "shipped" });
  const made = await api.post("/workflows", {
    name: "Thanks",
    draft: {
      blocks: [
        { id: "start", kind: "start" },
        { id: "mail", kind: "sendEmail", config: { subject: "Thanks", html: "" } },
        { id: "end", kind: "end" },
      ],
      edges: [
        { from: "start", to: "mail" },
        { from: "mail", to: "end" },
      ],
    },
  });
  const { page, faults } = await ownersVisit(api, { width: 1440, height: 900 });
  const dialog = page.getByRole("dialog");
  const next = page.getByRole("region", { name: "What comes next" });
  await page.goto(`/workflows/${made.body.id}`);
  await page.getByText("Not published yet").waitFor();
  await next.getByText(/Step 1 of 4/).waitFor();
  await next.getByRole("button", { name: "Show the issues" }).click();
  await page.getByRole("complementary", { name: "Issues" }).waitFor();
  const read = (await api.get(`/workflows/${made.body.id}`)).body;
  const blocks = read.draft.blocks.map((one: { id: string; config: object }) =>
    one.id === "mail" ? { ...one, config: { subject: "Thanks", html: "<p>Thanks</p>" } } : one,
  );
  await api.patch(`/workflows/${made.body.id}`, {
    draft: { ...read.draft, blocks },
    draftRevision: read.draftRevision,
  });
  await page.goto(`/workflows/${made.body.id}`);
  await next.getByText("Step 2 of 4: say which event starts it.").waitFor();
  await next.getByRole("button", { name: "Add a trigger" }).click();
  await dialog.getByRole("textbox", { name: "Event", exact: true }).click();
  await page.keyboard.type("shipped");
  await page
    .getByRole("option", { name: /shipped/ })
    .first()
    .click();
  await dialog.getByRole("button", { name: "Apply" }).click();
  await next.getByText(/Step 3 of 4/).waitFor();
  await page.getByRole("button", { name: "Activate" }).click();
  await dialog.getByRole("button", { name: "Publish and activate" }).click();
  await next.getByText("It is live. Try it:").waitFor();
  await page.getByText("Version 1 is live", { exact: true }).waitFor();
  const tries = ["Send a test event", "See its runs"];
  for (const name of tries) await next.getByRole("link", { name }).waitFor();

  await block(page, "mail").click();
  await page.getByRole("textbox", { name: "Subject" }).fill("Thank you");
  await page.getByText("Version 1 is live, one change unpublished").waitFor();
  await page.goto("/workflows");
  await page.getByText("Version 1 is live, one change unpublished").waitFor();
  await page.goto(`/workflows/${made.body.id}`);
  await page.getByRole("button", { name: "Publish changes" }).click();
  await dialog.getByRole("button", { name: "Publish", exact: true }).click();
  await page.getByText("Version 2 is live", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Versions" }).click();
  const history = page.getByRole("list", { name: "Versions and changes" });
  await history.getByText("Changed Send e-mail").waitFor();
  await history.getByText("The first version").waitFor();
  await next.getByRole("button", { name: "Test launch" }).click();
  await page.getByRole("complementary", { name: "Test launch" }).waitFor();
  expect(faults).toEqual([]);
});
