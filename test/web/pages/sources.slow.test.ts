import { afterAll, beforeAll, expect, test } from "vitest";
import type { TestApi } from "../../api/workflows/api.ts";
import { testApi } from "../../api/workflows/api.ts";
import { seriousFaults } from "../../support/axe.ts";
import { closeChromium, ownersVisit } from "../../support/chromium.ts";
import { eventually } from "../../support/wait.ts";

afterAll(closeChromium);

/** Refusals that a walk asks for: the browser writes each to its console. */
const unexpected = (faults: readonly string[]): string[] =>
  faults.filter((fault) => !fault.includes("status of 400"));

let api: TestApi;

beforeAll(async () => {
  api = await testApi({ SECRETS_KEY: Buffer.alloc(32, 1).toString("base64") });
});

const order = {
  type: "order.paid",
  id: 17,
  customer: { email: "ada@example.com", first_name: "Ada", id: "c-1" },
  total: 42.5,
  items: [
    { sku: "tea", id: "i-1" },
    { sku: "honey", id: "i-2" },
  ],
};

const deliver = (address: string, body: unknown): Promise<Response> =>
  fetch(`${api.url}${new URL(address).pathname}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });

test("a source is made, its delivery appears by itself, and values are pointed at until it names a contact", async () => {
  const { page, faults } = await ownersVisit(api);
  await page.getByRole("link", { name: "Sources" }).click();
  await page.getByText("No source yet").waitFor();
  await page.getByRole("button", { name: "New source" }).click();
  await page.getByRole("combobox", { name: "From" }).click();
  await page.getByRole("option", { name: "Anything else" }).click();
  await page.getByRole("textbox", { name: /^Name/ }).fill("Web shop");
  await page.getByRole("button", { name: "Create the source" }).click();
  const shown = page.getByRole("dialog", { name: "The address of “Web shop”" });
  const address = (await shown.getByText(/^http/).textContent()) ?? "";
  await page.getByRole("button", { name: "Done" }).click();
  await page.getByRole("link", { name: "Web shop" }).click();
  await page.getByText("Nothing has arrived yet.").waitFor();
  // The token was shown once: there is no copy of an address that leads nowhere.
  expect(await page.getByRole("button", { name: /Copy the address/ }).count()).toBe(0);

  expect((await deliver(address, order)).ok).toBe(true);
  const tree = page.getByRole("region", { name: "What arrived" });
  const result = page.getByRole("region", { name: "The event that it makes" });
  await tree.getByRole("button", { name: /^email: ada@example.com/ }).click();
  await page.getByRole("menuitem", { name: "E-mail", exact: true }).click();
  await result.getByRole("row", { name: "E-mail ada@example.com" }).waitFor();
  await tree.getByRole("button", { name: /^first_name: Ada/ }).click();
  await page.getByRole("menuitem", { name: "First name" }).click();
  await result.getByRole("row", { name: "First name Ada" }).waitFor();
  // Two values of one name don't take each other's place.
  await tree.getByRole("button", { name: /^id: 17/ }).click();
  await page.getByRole("menuitem", { name: /only the param “id”/ }).click();
  await tree.getByRole("button", { name: /^id: c-1/ }).click();
  await page.getByRole("menuitem", { name: "the param “customer_id”" }).click();
  await result.getByRole("row", { name: "customer_id c-1" }).waitFor();
  await result.getByRole("row", { name: "id 17", exact: true }).waitFor();
  expect(await seriousFaults(page)).toEqual([]);

  // What can't be read is said at its field, and what was written stays.
  const phone = page.getByLabel("Phone", { exact: true });
  await phone.fill("{{ body.phone");
  await expect.poll(() => phone.getAttribute("aria-invalid")).toBe("true");
  await phone.fill("");
  await page.getByRole("button", { name: "Save the mapping" }).click();
  await page.getByText("The mapping is saved").waitFor();
  expect((await deliver(address, { ...order, id: 18 })).ok).toBe(true);
  const event = await eventually("the event of the second delivery", async () =>
    (await api.get("/events")).body.items.find((one: { key: string }) => one.key === "18"),
  );
  expect(event.contactId).not.toBeNull();
  expect((await api.get(`/events/${event.id}`)).body.params).toMatchObject({
    id: 18,
    customer_id: "c-1",
  });
  expect(unexpected(faults)).toEqual([]);
});

test("a list makes an event of each entry; the token is rotated, the source switched off and deleted", async () => {
  const { body: made } = await api.post("/sources", { name: "Till", preset: "custom" });
  await deliver(made.address, { ...order, type: "till.sale" });
  const { page, faults } = await ownersVisit(api, { at: `/sources/${made.id}` });
  const tree = page.getByRole("region", { name: "What arrived" });
  const result = page.getByRole("region", { name: "The event that it makes" });
  await tree.getByRole("button", { name: "items: each entry is an event of its own" }).click();
  await result.getByText("2 of 2 entries are events; the first one:").waitFor();
  await tree.getByRole("button", { name: /^sku: tea/ }).click();
  await page.getByRole("menuitem", { name: "Event key" }).click();
  await result.getByRole("row", { name: "Event key tea" }).waitFor();
  await page.getByRole("button", { name: "Save the mapping" }).click();
  await page.getByText("The mapping is saved").waitFor();

  await page.getByRole("button", { name: /Rotate the token/ }).click();
  const asking = page.getByRole("dialog", { name: "Give the source another address?" });
  await asking.getByRole("button", { name: "Rotate the token" }).click();
  const shown = page.getByRole("dialog", { name: "The address of “Till”" });
  const address = (await shown.getByText(/^http/).textContent()) ?? "";
  await shown.getByRole("button", { name: "Done" }).click();
  expect((await deliver(made.address, order)).ok).toBe(false);
  expect((await deliver(address, order)).ok).toBe(true);
  await page.getByRole("button", { name: "Switch off" }).click();
  await page.getByRole("button", { name: "Switch on" }).waitFor();
  expect((await deliver(address, order)).ok).toBe(false);
  await page.getByRole("button", { name: /^Delete/ }).click();
  await page.getByRole("button", { name: "Delete the source" }).click();
  await page.getByRole("heading", { name: "Sources", level: 1 }).waitFor();
  await page.getByRole("link", { name: "Till" }).waitFor({ state: "detached" });
  expect((await api.get(`/sources/${made.id}`)).status).toBe(404);
  expect(unexpected(faults)).toEqual([]);
});
