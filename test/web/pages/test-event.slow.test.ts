import { afterAll, expect, test } from "vitest";
import { closeChromium, ownersVisit } from "../../support/chromium.ts";
import { deferred } from "../../support/deferred.ts";
import { activeWorkflow, testApi } from "../../api/workflows/api.ts";

afterAll(closeChromium);

test("a test event says what it would start and send, and is sent only when that was seen", async () => {
  const api = await testApi();
  const { workflowId } = await activeWorkflow(api, {
    typeKey: "cartLeft",
    frequency: { kind: "once" },
  });
  await api.post("/event", {
    eventTypeKey: "cartLeft",
    keyValue: "C-1",
    params: [
      { name: "Email", value: "ada@example.com" },
      { name: "total", value: 59.9 },
      { name: "isGift", value: true },
    ],
  });
  const events = async () => (await api.get("/events")).body.items.length;
  const { page, faults } = await ownersVisit(api, { at: "/events?typeKey=cartLeft" });
  const answer = deferred();
  await page.route(/\/api\/v1\/events\/[^/?]+$/, async (route) => {
    await answer.promise;
    await route.continue();
  });
  await page.getByRole("button", { name: "Send a test event" }).click();
  const dialog = page.getByRole("dialog", { name: "Send a test event" });
  expect(await dialog.getByRole("radio", { name: "Try, starting nothing" }).isChecked()).toBe(true);

  // What events of the type have, as soon as all is read, but not whom the newest was about.
  await page.waitForResponse(/\/params$/);
  expect(await dialog.getByRole("group", { name: "Params" }).getByLabel("total").count()).toBe(0);
  answer.resolve();
  await dialog.getByLabel("total").waitFor();
  expect(await dialog.getByLabel("total").inputValue()).toBe("59.9");
  await dialog.getByRole("combobox", { name: "isGift" }).waitFor();
  expect(await dialog.getByText("ada@example.com").count()).toBe(0);
  await dialog.getByRole("textbox", { name: "Contact" }).fill("ada");
  await page.getByRole("option", { name: /ada@example.com/ }).click();
  await dialog.getByRole("button", { name: "Show what it would do" }).click();
  await dialog.getByText("It is about ada@example.com, who is known.").waitFor();
  await dialog.getByText("It starts 0 runs.").waitFor();
  await dialog.getByText("suppressed for good").waitFor();
  expect(await dialog.getByRole("button", { name: "Send it for real" }).count()).toBe(0);
  expect(await events()).toBe(1);

  await dialog.getByRole("button", { name: "Back" }).click();
  await dialog.getByRole("radio", { name: "Send for real" }).check();
  await dialog.getByText("A new address").click();
  await dialog.getByRole("textbox", { name: "E-mail" }).fill("bela@example.com");
  await dialog.getByRole("button", { name: "Show what it would do" }).click();
  await dialog.getByText("a new contact that would be made").waitFor();
  await dialog
    .getByText("It starts one run. It sends at most one message, to bela@example.com.")
    .waitFor();
  await dialog.getByText("Send e-mail, by e-mail to bela@example.com").waitFor();
  expect(await events()).toBe(1);
  await dialog.getByRole("button", { name: "Send it for real" }).click();
  await page.getByText("The event was received: launched").waitFor();
  expect(await events()).toBe(2);
  const [kept] = (await api.get("/events")).body.items;
  const { body } = await api.get(`/events/${kept.id}`);
  expect(body.params).toEqual({ total: 59.9, isGift: true });
  expect(body.decisions[0].workflow.id).toBe(workflowId);
  expect(faults).toEqual([]);
});

test("what is wrong with a test event stands in the dialog, and what was typed stays", async () => {
  const api = await testApi();
  await api.post("/event-types", {
    key: "paid",
    validation: [{ name: "total", required: true }],
  });
  const { page } = await ownersVisit(api, { at: "/events?test=event" });
  const dialog = page.getByRole("dialog", { name: "Send a test event" });
  await dialog.getByRole("combobox", { name: "Event type" }).fill("paid");
  await page.getByRole("option", { name: "paid" }).click();
  await dialog.getByText("A new address").click();
  await dialog.getByRole("textbox", { name: "E-mail" }).fill("ada@example.com");
  await dialog.getByText("No event of this type has had params yet.").waitFor();
  await dialog.getByRole("button", { name: "Show what it would do" }).click();
  await dialog.getByRole("alert").getByText(/total/).waitFor();
  expect(await dialog.getByRole("textbox", { name: "E-mail" }).inputValue()).toBe(
    "ada@example.com",
  );
});

test("a test launch from an event runs the draft for the tester, and keeps no event", async () => {
  const api = await testApi();
  await activeWorkflow(api, { typeKey: "cartLeft" });
  const { page, faults } = await ownersVisit(api, { at: "/events?test=event&typeKey=cartLeft" });
  const dialog = page.getByRole("dialog", { name: "Send a test event" });
  await dialog.getByRole("radio", { name: "Test launch, to yourself" }).check();
  await dialog.getByRole("combobox", { name: "Workflow" }).click();
  await page.getByRole("option", { name: "On cartLeft" }).click();
  await dialog.getByText("A new address").click();
  await dialog.getByRole("textbox", { name: "E-mail" }).fill("ada@example.com");
  await dialog.getByRole("button", { name: "Launch the test" }).click();
  await page.waitForURL(/\/runs\//);
  const [run] = await api.db.query<{ test: unknown }>("select test from runs");
  expect(run?.test).not.toBeNull();
  expect(await api.db.query("select 1 from events")).toEqual([]);
  expect(faults).toEqual([]);
});
