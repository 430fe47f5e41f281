import { afterAll, beforeAll, expect, test } from "vitest";
import { closeChromium, ownersVisit } from "../../support/chromium.ts";
import type { TestApi } from "../../api/workflows/api.ts";
import { emailDefinition, testApi } from "../../api/workflows/api.ts";

afterAll(closeChromium);

let api: TestApi;

beforeAll(async () => {
  api = await testApi();
});

test("a topic is made in two languages, shown on the preference page in both, changed and counted", async () => {
  const { page, faults } = await ownersVisit(api, { at: "/topics" });
  await page.getByText("No topic yet").waitFor();
  await page.getByRole("button", { name: "New topic" }).click();
  const dialog = page.getByRole("dialog", { name: "New topic" });
  await dialog.getByRole("textbox", { name: "Name", exact: true }).fill("News & offers");
  expect(await dialog.getByLabel("Key").inputValue()).toBe("news-offers");
  await dialog.getByLabel("Description").fill("Once a week");
  await dialog.getByRole("radio", { name: "Only who has subscribed", exact: true }).check();
  await dialog.getByRole("button", { name: "Add a language" }).click();
  await dialog.getByLabel("Language 1").fill("uk");
  await dialog.getByLabel("Name (uk)").fill("Новини");
  await dialog.getByRole("button", { name: "Create the topic" }).click();
  const row = page.getByRole("row", { name: /News & offers/ });
  await row.getByText("Once a week").waitFor();
  await row.getByText("Only who has subscribed").waitFor();

  await page.getByRole("tab", { name: "Preference page" }).click();
  const shown = page.frameLocator("iframe[title='The preference page']");
  await shown.getByText("News & offers").waitFor();
  await page.getByRole("combobox", { name: "Language of the page" }).click();
  await page.getByRole("option", { name: "Ukrainian" }).click();
  await shown.getByText("Новини").waitFor();

  const { contact } = (await api.post("/contacts/upsert", { email: "ada@example.com" })).body;
  await api.ask("PUT", `/contacts/${contact.id}/topics`, {
    topics: { "news-offers": "subscribed" },
  });
  await page.goto("/topics");
  await page.getByRole("button", { name: "Change News & offers" }).click();
  const change = page.getByRole("dialog", { name: "Change “News & offers”" });
  expect(await change.getByLabel("Name (uk)").inputValue()).toBe("Новини");
  await change.getByRole("textbox", { name: "Name", exact: true }).fill("News");
  await change.getByRole("button", { name: "Save" }).click();
  await page.getByRole("row", { name: /^News Once a week .* 0 1 0/ }).waitFor();
  const [topic] = (await api.get("/topics")).body.items;
  expect(topic).toMatchObject({ key: "news-offers", name: "News", optIn: true });
  expect(faults).toEqual([]);
});

test("a key that is there already is said, and what was typed stays; a topic that a workflow names is not deleted", async () => {
  const [{ id }] = (await api.get("/topics")).body.items;
  const draft = emailDefinition();
  Object.assign(draft.blocks[1]?.config ?? {}, { topic: "news-offers" });
  const workflow = (await api.post("/workflows", { name: "Weekly", draft })).body;
  await api.post(`/workflows/${workflow.id}/publish`);
  const { page } = await ownersVisit(api, { at: "/topics" });
  await page.getByRole("button", { name: "New topic" }).click();
  const dialog = page.getByRole("dialog", { name: "New topic" });
  await dialog.getByRole("textbox", { name: "Name", exact: true }).fill("Other");
  await dialog.getByLabel("Key").fill("news-offers");
  await dialog.getByRole("button", { name: "Create the topic" }).click();
  await dialog.getByRole("alert").waitFor();
  expect(await dialog.getByLabel("Key").inputValue()).toBe("news-offers");
  await dialog.getByLabel("Key").fill("other");
  await dialog.getByRole("button", { name: "Create the topic" }).click();
  await page.getByRole("row", { name: /^Other/ }).waitFor();

  await page.getByRole("button", { name: "Delete News" }).click();
  const asking = page.getByRole("dialog", { name: "Delete “News”?" });
  await asking.getByText("1 has subscribed").waitFor();
  await asking.getByRole("button", { name: "Delete the topic" }).click();
  await asking.getByRole("link", { name: "Weekly" }).waitFor();
  await asking.getByRole("button", { name: "Cancel" }).click();
  expect((await api.get(`/topics/${id}`)).status).toBe(200);
  await page.getByRole("button", { name: "Delete Other" }).click();
  await page.getByRole("button", { name: "Delete the topic" }).click();
  await page.getByText("“Other” is deleted").waitFor();
  expect((await api.get("/topics")).body.items).toHaveLength(1);
});
