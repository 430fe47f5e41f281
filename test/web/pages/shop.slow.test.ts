import { afterAll, expect, test } from "vitest";
import { assignCode } from "../../../src/db/messages/promo-codes.ts";
import type { TestApi } from "../../api/workflows/api.ts";
import { testApi } from "../../api/workflows/api.ts";
import { makeMessage } from "../../support/shop-pages.ts";
import { closeChromium, ownersVisit } from "../../support/chromium.ts";
import { eventually } from "../../support/wait.ts";

afterAll(closeChromium);

const order = (more: object) => ({
  totalCost: 59.9,
  status: "INITIALIZED",
  date: "2026-03-01T12:00:00Z",
  currency: "EUR",
  items: [{ externalItemId: "L1", name: "Lamp", quantity: 2, cost: 29.95 }],
  ...more,
});

async function shop(): Promise<TestApi> {
  const api = await testApi();
  await api.post("/orders", {
    orders: [
      order({ externalOrderId: "A-1", email: "ada@example.com", firstName: "Ada" }),
      order({ externalOrderId: "B-2", email: "bela@example.com", status: "DELIVERED" }),
    ],
  });
  const product = { externalId: "L1", name: "Lamp", price: 29.95, currency: "EUR", quantity: 3 };
  await api.ask("PUT", "/products", { products: [product] });
  return api;
}

test("an order is found by its number and shows its items and the events that it raised", async () => {
  const { page, faults } = await ownersVisit(await shop(), { at: "/orders" });
  await page.getByRole("link", { name: "B-2" }).waitFor();
  await page.getByLabel("Find by number or contact").fill("A-");
  await page.getByRole("link", { name: "B-2" }).waitFor({ state: "detached" });
  await page.getByRole("link", { name: "A-1" }).click();
  await page.getByRole("heading", { name: "Order A-1" }).waitFor();
  await page.getByRole("cell", { name: "Lamp" }).waitFor();
  await page.getByRole("link", { name: "Show the event" }).click();
  await page.waitForURL(/\/events\?event=/);
  expect(faults).toEqual([]);
});

test("a product says who is interested in it, and is changed by hand", async () => {
  const api = await shop();
  await api.post("/products/L1/asks", {
    contact: { email: "ada@example.com" },
    about: "priceDropped",
  });
  const { page, faults } = await ownersVisit(api, { at: "/products" });
  await page.getByRole("link", { name: "Lamp" }).click();
  await page.getByText("Wait for a lower price").waitFor();
  expect((await api.get("/products/L1/interest")).body).toMatchObject({
    priceAsked: 1,
    viewed: 0,
    isWhole: true,
  });
  await page.getByLabel("Price").fill("25");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("The product is saved").waitFor();
  expect((await api.get("/products/L1")).body.price).toBe(25);
  expect(faults).toEqual([]);
});

test("codes are checked before they are added, and the pool says who got which", async () => {
  const api = await shop();
  const { page, faults } = await ownersVisit(api, { at: "/promo-codes" });
  await page.getByText("No pool yet").waitFor();
  await page.getByRole("button", { name: "New pool" }).click();
  await page.getByRole("dialog").getByLabel("Name").fill("Spring");
  await page.getByRole("button", { name: "Create the pool" }).click();
  await page.getByRole("heading", { name: "Spring" }).waitFor();
  await page.getByLabel("Codes, one a line").fill("A1\nA2\nA1\n");
  await page.getByRole("button", { name: "Check" }).click();
  await page.getByText("2 new, 0 in the pool already, 1 twice in the list.").waitFor();
  await page.getByRole("button", { name: "Add 2 codes" }).click();
  await page.getByText("2 codes are added").waitFor();
  const [contact] = await api.db.query<{ id: string }>(
    "select id from contacts where email = 'ada@example.com'",
  );
  const contactId = contact?.id ?? "";
  const runId = "01900000-0000-7000-8000-000000000001";
  await assignCode(api.db, "Spring", { runId, blockId: "code", visit: 1, contactId });
  await page.reload();
  await page.getByRole("row", { name: /A1.*ada@/ }).waitFor();
  const [pool] = (await api.get("/promo-pools")).body.items;
  const codes = `/promo-pools/${pool.id}/codes`;
  expect((await api.post(`${codes}/used`, { codes: ["A1", "A1", "Z"] })).body).toEqual({
    used: 1,
    before: 1,
    unknown: 1,
  });
  expect((await api.get(`${codes}?state=free`)).body.items).toMatchObject([{ code: "A2" }]);
  await api.patch(`/promo-pools/${pool.id}`, { expiresAt: "2020-01-01T00:00:00Z" });
  expect((await api.get(`/promo-pools/${pool.id}`)).body).toMatchObject({
    remaining: 0,
    expired: 1,
    used: 1,
  });
  expect(await assignCode(api.db, "Spring", { runId, blockId: "x", visit: 1, contactId })).toBe(
    null,
  );
  expect(faults).toEqual([]);
});

test("a message is found by its contact, shown as sent, and sent again after asking", async () => {
  const api = await shop();
  const { id } = await makeMessage(api);
  const { page, faults } = await ownersVisit(api, { at: "/messages" });
  await page.getByRole("link", { name: "Welcome, Ada" }).waitFor();
  await page.getByLabel("Find by contact").fill("nobody");
  await page.getByText("No message fits these filters").waitFor();
  await page.goto("/messages?channel=email&state=sent&kind=marketing&search=ada");
  await page.getByRole("link", { name: "Welcome, Ada" }).click();
  await page.getByText("Life of the message").waitFor();
  await page.getByRole("button", { name: "Send again" }).click();
  await page.getByRole("button", { name: "Send it again" }).click();
  const runs = await eventually("the run that sends it", async () => {
    const found = await api.db.query<{ original: string }>(
      "select original_id as original from message_resends",
    );
    return found.length > 0 && found;
  });
  expect(runs).toEqual([{ original: id }]);
  await page.getByRole("link", { name: "Show the run" }).nth(1).waitFor();
  expect(faults).toEqual([]);
});
