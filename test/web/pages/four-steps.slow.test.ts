import { afterAll, expect, test } from "vitest";
import { closeChromium, ownersVisit } from "../../support/chromium.ts";
import { eventually } from "../../support/wait.ts";
import { stack } from "../../support/mail-stack.ts";
import { block, choose, connect, dragOut, saved } from "./builder-page.ts";

afterAll(closeChromium);

test("the four steps, from an event type made by hand to a message with the order's details", async () => {
  const api = await stack();
  const uploaded = await api.post("/orders", {
    orders: [
      {
        externalOrderId: "A-7",
        status: "DELIVERED",
        date: "2026-11-01T10:00:00Z",
        totalCost: 42.5,
        currency: "EUR",
        email: "ada@example.com",
        items: [{ name: "Ethiopia Guji", quantity: 1, cost: 42.5 }],
      },
    ],
  });
  expect(uploaded).toEqual({ status: 200, body: {} });
  const { page, faults } = await ownersVisit(api, { width: 1440, height: 1000 });
  const dialog = page.getByRole("dialog");

  // 1. Create an event type by hand.
  await page.getByRole("link", { name: "Event types" }).click();
  await page.getByRole("button", { name: "New event type" }).click();
  await dialog.getByRole("textbox", { name: "Name", exact: true }).fill("Learn more");
  const key = dialog.getByRole("textbox", { name: "Key", exact: true });
  await expect.poll(() => key.inputValue()).toBe("learnMore");
  await dialog.getByRole("combobox", { name: "Category" }).click();
  await page.getByRole("option", { name: "Click", exact: true }).click();
  await dialog.getByRole("button", { name: "Create the event type" }).click();
  await page.getByRole("row", { name: /learnMore/ }).waitFor();

  // 2. Build the workflow by dragging and connecting.
  await page.getByRole("link", { name: "Workflows" }).click();
  await page.getByRole("button", { name: "New workflow" }).first().click();
  await page.getByRole("menuitem", { name: "Start from scratch" }).click();
  await dialog.getByRole("textbox", { name: "Name", exact: true }).fill("Clicked: learn more");
  await dialog.getByLabel("Tags").fill("offers");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await dialog.getByRole("button", { name: "Create it and open the builder" }).click();
  await page.getByRole("heading", { name: "Clicked: learn more" }).waitFor();

  await dragOut(page, ["addToSegment", "Add to segment"], { x: 140, y: 120 });
  await dragOut(page, ["getOrder", "Get order"], { x: 140, y: 310 });
  await dragOut(page, ["sendEmail", "Send e-mail"], { x: 140, y: 520 });
  await connect(page, "start", "next", "addToSegment");
  await connect(page, "addToSegment", "next", "getOrder");
  await connect(page, "getOrder", "found", "sendEmail");
  await connect(page, "getOrder", "notFound", "end");
  await connect(page, "sendEmail", "next", "end");

  await block(page, "addToSegment").click();
  await choose(page, page.getByRole("textbox", { name: "Segment" }), "Opened");
  await block(page, "sendEmail").click();
  await page.getByRole("textbox", { name: "Subject" }).fill("Your order {{ order.externalId }}");
  await page.getByRole("button", { name: "Write the message" }).click();
  await dialog.getByRole("button", { name: "Begin with an example" }).click();
  await dialog.getByText("mj-body").first().waitFor();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  await saved(page);
  await page.getByRole("button", { name: "No issues" }).waitFor();

  // 3. Trigger configuration: the start switch, the event, each of the three options, Apply.
  const conditions = page.getByRole("list", { name: "Triggers" });
  await block(page, "start").click();
  await page.getByRole("button", { name: "Add start" }).click();
  await dialog.getByRole("heading", { name: "Trigger configuration" }).waitFor();
  const start = dialog.getByRole("switch", { name: "Start" });
  await start.uncheck({ force: true });
  await start.check({ force: true });
  await choose(page, dialog.getByRole("textbox", { name: "Event", exact: true }), "learnMore");
  await dialog.getByRole("radio", { name: "Each time" }).check();
  await dialog.getByText("One run for every event").waitFor();
  await dialog.getByRole("button", { name: "Apply" }).click();
  await conditions.getByText("One run for every event").waitFor();

  await conditions.getByRole("button", { name: /learnMore/ }).click();
  await dialog.getByRole("radio", { name: "Once", exact: true }).check();
  await dialog.getByText("One run per contact, ever").waitFor();
  await dialog.getByRole("button", { name: "Apply" }).click();
  await conditions.getByText("One run per contact, ever").waitFor();

  await conditions.getByRole("button", { name: /learnMore/ }).click();
  await dialog.getByRole("radio", { name: "Once in every" }).check();
  await dialog.getByRole("textbox", { name: "Once in every: how many" }).fill("24");
  await dialog.getByRole("combobox", { name: "Once in every: unit" }).click();
  await page.getByRole("option", { name: "hours" }).click();
  await dialog.getByText("At most one run per contact in any 24 hours").waitFor();
  await dialog.getByRole("button", { name: "Apply" }).click();
  await conditions.getByText("At most one run per contact in any 24 hours").waitFor();

  await page.getByRole("link", { name: "Event types" }).click();
  await page
    .getByRole("row", { name: /learnMore/ })
    .getByRole("link", { name: /Clicked: learn more/ })
    .waitFor();

  // 4. Activate and confirm.
  await page.getByRole("link", { name: "Workflows" }).click();
  await page.getByRole("link", { name: "Clicked: learn more" }).click();
  await page.getByRole("button", { name: "Activate" }).click();
  await dialog.getByText("At most one run per contact in any 24 hours").waitFor();
  await dialog.getByRole("button", { name: "Publish and activate" }).click();
  await page
    .getByRole("banner")
    .or(page.locator("header"))
    .getByText("active", { exact: true })
    .first()
    .waitFor();

  // Then an event by HTTP; and the run, the segment, the message and the history are seen.
  const click = (keyValue: string) =>
    api.post("/event", {
      eventTypeKey: "learnMore",
      keyValue,
      params: { Email: "ada@example.com", orderId: "A-7" },
    });
  expect((await click("first")).body.decisions).toMatchObject([{ outcome: "launched" }]);
  await api.ended();
  await page.getByRole("link", { name: "Event history" }).click();
  const row = page.getByRole("row", { name: /first/ });
  await row.getByText("launched").waitFor();
  expect((await click("second")).status).toBe(200);
  // It comes by itself: nothing is loaded anew.
  await page
    .getByRole("row", { name: /second/ })
    .getByText(/suppressed/)
    .waitFor();
  await row
    .getByRole("link", { name: "Learn more" })
    .or(row.getByRole("button").first())
    .first()
    .click();
  await dialog.getByRole("link", { name: /run/i }).first().click();

  await page.getByRole("heading", { name: "Run of Clicked: learn more" }).waitFor();
  await page.getByText("completed", { exact: true }).first().waitFor();
  await page.getByText('Added to "Opened"').waitFor();
  await page.getByText("Your order A-7").first().waitFor();
  await block(page, "sendEmail").waitFor();
  const { body: members } = await api.get(
    `/contacts/search?segment=${encodeURIComponent("Opened")}`,
  );
  expect(members.items.map(({ email }: { email: string }) => email)).toEqual(["ada@example.com"]);
  const [mail] = await eventually(
    "the mail",
    async () => api.mail.received.length > 0 && api.mail.received,
  );
  expect(mail?.subject).toBe("Your order A-7");
  expect(mail?.html).toContain("Ethiopia Guji");
  // Before there was an event, there was none to preview the message for, and it was said so.
  expect(faults.filter((fault) => !fault.includes("/templates/preview"))).toEqual([]);
});
