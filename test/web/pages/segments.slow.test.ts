import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sweepSegments } from "../../../src/services/segments/sweep.ts";
import { closeChromium, ownersVisit } from "../../support/chromium.ts";
import { contextOf } from "../../support/context.ts";
import type { TestApi } from "../../api/workflows/api.ts";
import { send, testApi } from "../../api/workflows/api.ts";

afterAll(closeChromium);

let api: TestApi;

beforeAll(async () => {
  api = await testApi();
  for (const [name, city] of [
    ["ada", "Kyiv"],
    ["bela", "Kyiv"],
    ["chen", "Lviv"],
  ]) {
    await api.post("/contacts/upsert", { email: `${name}@example.com`, attributes: { city } });
  }
  for (const [name, price] of [
    ["ada", 120],
    ["bela", 20],
    ["chen", 300],
  ] as const) {
    await api.post("/event", {
      eventTypeKey: "productViewed",
      params: [
        { name: "Email", value: `${name}@example.com` },
        { name: "price", value: price },
      ],
    });
  }
});

/** Adds a sentence of a kind to the rule. */
async function add(page: Page, button: string, kind: string, label: string) {
  await page.getByRole("button", { name: button }).click();
  await page.getByRole("menuitem", { name: kind }).click();
  return page.getByRole("group", { name: label, exact: true });
}

test("a rule is built of sentences while its count follows, and its members are those that were counted", async () => {
  const { page, faults } = await ownersVisit(api, { at: "/segments" });
  await page.getByRole("link", { name: "Make the first segment" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("Viewers in Kyiv");
  const create = page.getByRole("button", { name: "Create the segment" });
  expect(await create.isDisabled()).toBe(true);

  const viewed = await add(
    page,
    "Add the first sentence",
    "Had an event, or never had it",
    "What the contact did",
  );
  await page.getByText("One sentence is not finished").waitFor();
  expect(await create.isDisabled()).toBe(true);
  await viewed.getByRole("textbox", { name: "Event", exact: true }).click();
  await page.getByRole("option", { name: "productViewed" }).click();
  const count = page.locator("[data-live-count]");
  await count.getByText("3", { exact: true }).waitFor();

  await viewed.getByRole("button", { name: "Only certain events" }).click();
  await viewed.getByRole("textbox", { name: "Field" }).click();
  await page.getByRole("option", { name: "price" }).click();
  await viewed.getByRole("combobox", { name: "How it is compared" }).click();
  await page.getByRole("option", { name: "is at least" }).click();
  await viewed.getByRole("textbox", { name: "Value" }).fill("100");
  await count.getByText("2", { exact: true }).waitFor();

  const lives = await add(
    page,
    "Add a sentence",
    "A field or attribute is",
    "What is known of the contact",
  );
  await lives.getByRole("textbox", { name: "Field" }).click();
  await page.getByRole("option", { name: /city/ }).click();
  await lives.getByRole("combobox", { name: "Value" }).fill("Kyiv");
  await count.getByText("1", { exact: true }).waitFor();
  await page.getByRole("region", { name: "Who matches now" }).getByText("ada@").waitFor();
  await page.getByText("“productViewed” (where Price is at least 100) at least 1 time").waitFor();

  // As code it is the same rule, and as sentences again.
  await page.getByRole("button", { name: "Edit as code" }).click();
  await page.getByText('"event.params.price"').waitFor();
  await page.getByRole("button", { name: "Edit as sentences" }).click();
  await lives.getByRole("combobox", { name: "Value" }).waitFor();
  await create.click();

  await page.getByRole("heading", { name: "Viewers in Kyiv" }).waitFor();
  await page.getByText("Its members are being found").waitFor();
  await sweepSegments(contextOf(api.db));
  await page.getByText("A rule finds 1 member").waitFor();
  await page.getByRole("row", { name: /ada@example.com/ }).waitFor();
  // Who does what the rule says comes by itself, and is among those who entered.
  await api.post("/contacts/upsert", { email: "chen@example.com", attributes: { city: "Kyiv" } });
  await sweepSegments(contextOf(api.db));
  await page.getByRole("tab", { name: "Entered and left" }).click();
  await page.getByText("2 entered, 0 left", { exact: true }).waitFor();
  await page.getByRole("tab", { name: "Members" }).click();
  await page.reload();
  await page.getByRole("row", { name: /chen@example.com/ }).waitFor();
  expect(faults).toEqual([]);
});

test("a list is filled and emptied by hand, and stays while another segment names it", async () => {
  const { page, faults } = await ownersVisit(api, { at: "/segments/new" });
  await page.getByRole("textbox", { name: "Name" }).fill("VIP");
  await page.getByRole("radio", { name: "A list that you fill" }).check();
  await page.getByRole("button", { name: "Create the segment" }).click();
  await page.getByText("A list with 0 members").waitFor();
  await page.getByRole("textbox", { name: "Contact" }).fill("bela");
  await page.getByRole("option", { name: /bela@example.com/ }).click();
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await page.getByText("A list with 1 member").waitFor();
  await page
    .getByRole("row", { name: /bela@example.com/ })
    .getByRole("button", { name: "Remove" })
    .click();
  await page.getByText("Nobody is in it").waitFor();
  await page.getByRole("tab", { name: "Entered and left" }).click();
  await page.getByText("1 entered, 1 left", { exact: true }).waitFor();

  const rule = { in: ["VIP", { var: "contact.segments" }] };
  const asking = (await api.post("/segments", { name: "Best", rule })).body;
  await page.getByRole("button", { name: "Delete …" }).click();
  const dialog = page.getByRole("dialog", { name: "Delete “VIP”?" });
  await dialog.getByRole("link", { name: "Best" }).waitFor();
  expect(await dialog.getByRole("button", { name: "Delete the segment" }).isDisabled()).toBe(true);
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await api.delete(`/segments/${asking.id}`);
  await page.reload();
  await page.getByRole("button", { name: "Delete …" }).click();
  await dialog.getByRole("button", { name: "Delete the segment" }).click();
  await page.getByText("“VIP” is deleted").waitFor();
  await page.getByRole("heading", { name: "Segments", level: 1 }).waitFor();
  const names = (await api.get("/segments")).body.items.map(({ name }: { name: string }) => name);
  expect(names).not.toContain("VIP");
  expect(faults).toEqual([]);
});

test("what the API refuses is said in words, and the name that was typed stays", async () => {
  await api.post("/segments", { name: "Taken" });
  await send(api, "cartLeft", "ada@example.com");
  const { page } = await ownersVisit(api, { at: "/segments/new" });
  await page.getByRole("textbox", { name: "Name" }).fill("Taken");
  await page.getByRole("radio", { name: "A list that you fill" }).check();
  await page.getByRole("button", { name: "Create the segment" }).click();
  await page.getByRole("alert").waitFor();
  expect(await page.getByRole("textbox", { name: "Name" }).inputValue()).toBe("Taken");
  await page.getByRole("textbox", { name: "Name" }).fill("Free");
  await page.getByRole("button", { name: "Create the segment" }).click();
  await page.getByRole("heading", { name: "Free" }).waitFor();
});
