import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sweepNotifications } from "../../../src/services/notifications/sweep.ts";
import { closeChromium, ownersVisit } from "../../support/chromium.ts";
import { contextOf } from "../../support/context.ts";
import type { TestHttpServer } from "../../support/http-server.ts";
import { testHttpServer } from "../../support/http-server.ts";
import { pastEvents } from "../../support/past-events.ts";
import type { TestApi } from "../../api/workflows/api.ts";
import { testApi } from "../../api/workflows/api.ts";

let api: TestApi;
let server: TestHttpServer;

beforeAll(async () => {
  server = await testHttpServer();
  api = await testApi({
    SECRETS_KEY: randomBytes(32).toString("base64"),
    WEBHOOK_ALLOW_PRIVATE_HOSTS: server.host,
  });
});

afterAll(closeChromium);

test("a target is made and tried, a rule tells it, and what was told is listed until it is over", async () => {
  const { page, faults } = await ownersVisit(api);
  const { body: type } = await api.post("/event-types", { key: "order", name: "Order placed" });
  for (const day of [1, 2, 3, 4, 5, 6, 7]) {
    await pastEvents(api.db, type.id, { hoursAgo: day * 24 + 1 });
  }
  await page.goto("/notifications");
  await page.getByText("No rule yet").waitFor();
  await page.getByRole("tab", { name: "Where to" }).click();
  await page.getByText("No target yet").waitFor();

  await page.getByRole("button", { name: "New target" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("Webhook", { exact: true }).click();
  await dialog.getByLabel("Name").fill("Pager");
  await dialog.getByLabel("Address").fill("ftp://nowhere");
  await dialog.getByRole("button", { name: "Create the target" }).click();
  await dialog.getByText("must be an http or https address").waitFor();
  expect(await dialog.getByLabel("Name").inputValue()).toBe("Pager");
  await dialog.getByLabel("Address").fill(`${server.url}/alerts`);
  await dialog.getByRole("button", { name: "Create the target" }).click();
  await dialog.getByText(/^whsec_/).waitFor();
  await dialog.getByRole("button", { name: "Done" }).click();
  await page.getByRole("button", { name: "Send a test to Pager" }).click();
  await page.getByRole("status").getByText("A test was sent to “Pager”").waitFor();
  expect(JSON.parse(server.received[0]?.body ?? "")).toMatchObject({ what: "test" });
  server.answer = (_request, response) => void response.writeHead(500).end();
  await page.getByRole("button", { name: "Send a test to Pager" }).click();
  await page.getByRole("alert").getByText("answered 500").waitFor();

  await page.getByRole("tab", { name: "Rules" }).click();
  await page.getByRole("button", { name: "New rule" }).click();
  await dialog.getByLabel("Event type").fill("Order pl");
  await page.getByRole("option", { name: "Order placed" }).click();
  await dialog.getByLabel("Within hours").fill("6");
  await dialog.getByLabel("Pager").check();
  await dialog.getByRole("button", { name: "Create the rule" }).click();
  const row = page.getByRole("row", { name: /Silence/ });
  await row.getByText("No event of type “Order placed” for 6 hours").waitFor();
  await row.getByText("all is well").waitFor();
  const [rule] = (await api.get("/notification-rules")).body.items;
  expect(rule).toMatchObject({
    name: "Silence",
    condition: { kind: "silence", of: "eventType", id: type.id, hours: 6 },
    targets: [{ name: "Pager" }],
    quietHours: 24,
  });

  await sweepNotifications(contextOf(api.db), api.db);
  await page.reload();
  await page.getByRole("link", { name: "1 thing found" }).click();
  const told = page.getByRole("row", { name: /Order placed/ });
  await told.getByText("not over").waitFor();
  await told.getByText("Pager: the beginning is still to be told").waitFor();
  expect(new URL(page.url()).searchParams.get("state")).toBe("open");

  await pastEvents(api.db, type.id, { hoursAgo: 0.1 });
  await sweepNotifications(contextOf(api.db), api.db);
  await page.reload();
  await page.getByText("Nothing fits").waitFor();
  await page.getByRole("combobox", { name: "Over or not" }).click();
  await page.getByRole("option", { name: "Over", exact: true }).click();
  await told.getByText("Pager: the end is still to be told").waitFor();
  await told.getByRole("link", { name: /No event of type “Order placed”/ }).click();
  await page.waitForURL(new RegExp(`/event-types\\?type=${type.id}`));
  // The address that was refused, and nothing else.
  expect(faults).toEqual([expect.stringContaining("status of 400")]);
});

test("a rule is changed, switched off and deleted, and so is its target, each from the keyboard's place", async () => {
  const mail = { kind: "email", name: "Shift", address: "shift@example.com" };
  const { body: target } = await api.post("/notification-targets", mail);
  const condition = { kind: "bounces", percent: 5, hours: 24, atLeast: 100 };
  const { body: rule } = await api.post("/notification-rules", {
    name: "Bounced",
    condition,
    targetIds: [target.id],
  });
  const { page, faults } = await ownersVisit(api, { at: "/notifications" });
  await page.getByRole("button", { name: "Change Bounced" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("More than, %").fill("2.5");
  await dialog.getByRole("button", { name: "Save" }).click();
  await page.getByText("More than 2.5 % of messages bounced within 24 hours").waitFor();
  await page.getByRole("switch", { name: "Rule Bounced is on" }).press("Space");
  await page
    .getByRole("row", { name: /Bounced/ })
    .getByText("switched off")
    .waitFor();
  expect((await api.get(`/notification-rules/${rule.id}`)).body).toMatchObject({
    enabled: false,
    condition: { ...condition, percent: 2.5 },
  });

  await page.goto("/notifications?tab=targets");
  await page.getByRole("button", { name: "Change Shift" }).click();
  await dialog.getByLabel("Name").fill("Night shift");
  await dialog.getByRole("button", { name: "Save" }).click();
  await page.getByRole("button", { name: "Delete Night shift" }).click();
  await dialog.getByText("Rules tell it no more").waitFor();
  await dialog.getByRole("button", { name: "Delete the target" }).click();
  await page.getByRole("row", { name: /Night shift/ }).waitFor({ state: "detached" });
  await page.getByRole("tab", { name: "Rules" }).click();
  await page
    .getByRole("row", { name: /Bounced/ })
    .getByText("Nobody")
    .waitFor();
  await page.getByRole("button", { name: "Delete Bounced" }).click();
  await dialog.getByRole("button", { name: "Delete the rule" }).click();
  await page.getByRole("row", { name: /Bounced/ }).waitFor({ state: "detached" });
  expect((await api.get(`/notification-rules/${rule.id}`)).status).toBe(404);
  expect(faults).toEqual([]);
});

test("what a reader may not do is not offered", async () => {
  const { page } = await ownersVisit(api);
  await page.getByRole("link", { name: "Notifications" }).waitFor();
  await api.db.query("update people set role = 'viewer'");
  await page.reload();
  await page.getByRole("heading", { name: "Home", level: 1 }).waitFor();
  expect(await page.getByRole("link", { name: "Notifications" }).count()).toBe(0);
});
