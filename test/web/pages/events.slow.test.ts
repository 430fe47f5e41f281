import { afterAll, expect, test } from "vitest";
import { closeChromium, ownersVisit } from "../../support/chromium.ts";
import { deferred } from "../../support/deferred.ts";
import { tcpProxy } from "../../support/tcp-proxy.ts";
import { activeWorkflow, send, testApi } from "../../api/workflows/api.ts";

afterAll(closeChromium);

test("an event comes to the top of the history by itself, and waits while one is being read", async () => {
  const api = await testApi();
  const frequency = { kind: "period", every: 3, unit: "days" };
  await activeWorkflow(api, { typeKey: "cartLeft", frequency });
  await send(api, "cartLeft", "ada@example.com", "C-1");
  const { page, faults } = await ownersVisit(api, { at: "/events" });
  const rows = page.locator("tbody tr");
  const first = (text: string) => rows.first().getByText(text);
  await first("C-1").waitFor();
  await page.locator("html[data-live~=events]").waitFor({ state: "attached" });

  await send(api, "cartLeft", "ada@example.com", "C-2");
  await first("C-2").waitFor();
  await first("suppressed until").waitFor();
  await send(api, "cartLeft", "ada@example.com", "C-2b");
  await first("C-2b").waitFor();
  const tones = (await rows.all()).map((row) => row.getAttribute("data-tone"));
  expect(await Promise.all(tones)).toEqual(["new", "new", null]);

  await rows.last().getByRole("link", { name: "event C-1" }).click();
  const panel = page.getByRole("dialog");
  await panel.getByText("Launched (once per contact in any 3 days).").waitFor();
  await send(api, "cartLeft", "grace@example.com", "C-3");
  await page.getByRole("button", { name: "1 new event" }).waitFor();
  expect(await rows.first().innerText()).toContain("C-2b");

  await page.keyboard.press("k");
  await panel.getByText("The next may launch from").waitFor();
  const address = page.url();
  await page.keyboard.press("Escape");
  await first("C-3").waitFor();
  await page.goto(address);
  await panel.getByText("The next may launch from").waitFor();
  expect(faults).toEqual([]);
});

test("an event that came while the line was cut is there when it is back", async () => {
  const api = await testApi();
  await send(api, "cartLeft", "ada@example.com", "C-1");
  const proxy = await tcpProxy({ host: "127.0.0.1", port: Number(new URL(api.url).port) });
  const { page } = await ownersVisit(
    { ...api, url: `http://127.0.0.1:${proxy.port}` },
    { at: "/events" },
  );
  const live = (state: "attached" | "detached") =>
    page.locator("html[data-live~=events]").waitFor({ state });
  await live("attached");

  proxy.watch = () => "drop";
  proxy.cutAll();
  await live("detached");
  await send(api, "cartLeft", "ada@example.com", "C-2");
  proxy.watch = () => "pass";
  await page.locator("tbody tr").first().getByText("C-2").waitFor();
});

test("what comes between the first reading and the first notice is shown too", async () => {
  const api = await testApi();
  await send(api, "cartLeft", "ada@example.com", "C-1");
  const { page, faults } = await ownersVisit(api);
  const stream = deferred();
  await page.route(/\/live\?/, async (route) => {
    await stream.promise;
    await route.continue();
  });
  await page.goto("/events");
  const first = (text: string) => page.locator("tbody tr").first().getByText(text);
  await first("C-1").waitFor();
  await send(api, "cartLeft", "ada@example.com", "C-2");
  stream.resolve();
  await first("C-2").waitFor();
  expect(faults).toEqual([]);
});

test("a reading that was asked for before the first notice and is answered after it is made again", async () => {
  const api = await testApi();
  await send(api, "cartLeft", "ada@example.com", "C-1");
  const { page, faults } = await ownersVisit(api);
  const isRead = deferred();
  const answer = deferred();
  await page.route(/\/events\?/, async (route) => {
    const response = await route.fetch();
    isRead.resolve();
    await answer.promise;
    await route.fulfill({ response });
  });
  await page.goto("/events");
  await isRead.promise;
  await send(api, "cartLeft", "ada@example.com", "C-2");
  await page.locator("html[data-live~=events]").waitFor({ state: "attached" });
  answer.resolve();
  await page.locator("tbody tr").first().getByText("C-2").waitFor();
  expect(faults).toEqual([]);
});

test("an event type shows its workflows at an address, and is not deleted while one needs it", async () => {
  const api = await testApi();
  const { workflowId } = await activeWorkflow(api, {
    typeKey: "orderPaid",
    frequency: { kind: "once" },
  });
  const { page, faults } = await ownersVisit(api, { at: "/event-types?search=orderPaid" });
  await page.getByRole("link", { name: "Dependencies of orderPaid" }).click();
  const dialog = page.getByRole("dialog", { name: "Dependencies of event type" });
  await dialog.getByText("once per contact").waitFor();
  await dialog.getByRole("button", { name: "Copy the workflow's id" }).click();
  expect(await page.evaluate("navigator.clipboard.readText()")).toBe(workflowId);
  await page.reload();
  const open = dialog.getByRole("link", { name: "Open the workflow On orderPaid" });
  expect(await open.getAttribute("href")).toBe(`/workflows/${workflowId}`);
  await page.keyboard.press("Escape");

  await page.getByRole("button", { name: "Actions for orderPaid" }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await page.getByRole("alert").getByText("It can’t be deleted").waitFor();
  expect(await page.getByRole("button", { name: "Delete", exact: true }).count()).toBe(0);
  expect(faults).toEqual([]);
});

test("a new name is shown at once, and taken back and said when it can't be saved", async () => {
  const api = await testApi();
  await api.post("/event-types", { key: "cartLeft", name: "Cart left" });
  const { page } = await ownersVisit(api, { at: "/event-types?search=cartLeft" });
  const row = page.getByRole("row", { name: /cartLeft/ });
  const named = (name: string) => row.getByText(name, { exact: true }).waitFor();
  await page.getByRole("button", { name: "Actions for Cart left" }).click();
  await page.getByRole("menuitem", { name: "Edit" }).click();
  await page.getByRole("dialog").getByLabel("Name").fill("Cart forgotten");

  const cut = deferred();
  await page.route("**/api/v1/event-types/*", (route) => cut.promise.then(() => route.abort()));
  // The list is not asked for anew either: what is taken back is taken back by the page.
  await page.route("**/api/v1/event-types?*", () => undefined);
  await page.getByRole("button", { name: "Save" }).click();
  await named("Cart forgotten");
  cut.resolve();
  await page.getByText("“Cart left” was not changed").waitFor();
  await named("Cart left");
});
