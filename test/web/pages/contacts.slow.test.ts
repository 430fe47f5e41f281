import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { TestApi } from "../../api/workflows/api.ts";
import { activeWorkflow, emailDefinition, send, testApi } from "../../api/workflows/api.ts";
import { closeChromium, ownersVisit } from "../../support/chromium.ts";
import { messageTo } from "../../support/message-to.ts";

afterAll(closeChromium);

let api: TestApi;
let ada: string;

beforeAll(async () => {
  api = await testApi();
  const { post } = api;
  const { workflowId } = await activeWorkflow(api, {
    typeKey: "cartLeft",
    frequency: { kind: "once" },
  });
  await activeWorkflow(api, { typeKey: "birthday" });
  await post("/workflows", { name: "Spring sale", draft: emailDefinition() });
  const person = { firstName: "Ada", lastName: "Lovelace", phone: "+380501234567" };
  const upserted = await post("/contacts/upsert", { email: "ada@example.com", ...person });
  ada = upserted.body.contact.id;
  await post("/contacts/upsert", { email: "bela@example.com", firstName: "Bela" });
  await send(api, "cartLeft", "ada@example.com");
  await send(api, "cartLeft", "ada@example.com");
  const [run] = (await api.get(`/runs?contactId=${ada}`)).body.items;
  await messageTo(api.db, { contactId: ada, topic: null, runId: run.id, workflowId });
  await api.ask("PUT", `/contacts/${ada}/topics`, { unsubscribed: true });
});

const timeline = (page: Page) => page.getByRole("list", { name: "Time line" });

/** Chooses by typing in a picker; its options stand at the end of the page. */
async function choose(page: Page, where: Locator, label: string, text: string): Promise<void> {
  await where.getByRole("textbox", { name: label }).fill(text);
  await page.getByRole("option", { name: text }).click();
}

test("a contact is found by e-mail, phone and name, opened, and changed", async () => {
  const { page, faults } = await ownersVisit(api, { at: "/contacts" });
  const bela = page.getByRole("link", { name: "Bela" });
  for (const words of ["ada@exa", "+38050123", "Lovel"]) {
    await bela.waitFor();
    await page.getByLabel("Search contacts").fill(words);
    await bela.waitFor({ state: "detached" });
    await page.getByRole("link", { name: "Ada Lovelace" }).waitFor();
    await page.getByLabel("Search contacts").fill("");
  }
  await bela.waitFor();
  await page.getByRole("link", { name: "Ada Lovelace" }).click();
  await page.getByRole("heading", { name: "Ada Lovelace" }).waitFor();
  await page.getByRole("button", { name: "Edit" }).click();
  await page.getByLabel("Language").fill("not a language");
  await page.getByRole("button", { name: "Add an attribute" }).click();
  await page.getByRole("textbox", { name: "Attribute", exact: true }).fill("city");
  await page.getByRole("textbox", { name: "Value of city" }).fill("Kyiv");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("alert").getByText("language tag").waitFor();
  await page.getByLabel("Language").fill("uk");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("The contact was changed").waitFor();
  expect((await api.get(`/contacts/${ada}`)).body).toMatchObject({
    language: "uk",
    attributes: { city: "Kyiv" },
  });
  // The refusal is the browser's to report, too.
  expect(faults.filter((fault) => !fault.includes("400"))).toEqual([]);
});

test("the time line tells event, decision with its reason, run, message and consent, and can show one kind", async () => {
  const { page, faults } = await ownersVisit(api, { at: `/contacts/${ada}` });
  const entries = timeline(page).locator(":scope > li");
  await entries.filter({ hasText: "Unsubscribed: all marketing" }).waitFor();
  await entries.filter({ hasText: "Run of On cartLeft" }).waitFor();
  await entries.filter({ hasText: "Our news" }).filter({ hasText: "queued" }).waitFor();
  const suppressed = entries.filter({ hasText: "suppressed for good" });
  await suppressed.getByRole("link", { name: "On cartLeft" }).waitFor();
  expect(await suppressed.innerText()).toMatch(/once/i);
  await page.getByRole("combobox", { name: "What to show" }).click();
  await page.getByRole("option", { name: "Runs" }).click();
  await suppressed.waitFor({ state: "detached" });
  expect(await entries.count()).toBe(1);
  expect(page.url()).toContain("kind=run");
  await entries.getByRole("link", { name: "Run of On cartLeft" }).click();
  await page.waitForURL(/\/runs\//);
  expect(faults).toEqual([]);
});

test("it says why a workflow did nothing: no event, suppressed, not active; and where a run is", async () => {
  await api.db.query(
    `insert into run_steps (run_id, block_id, visit, position, kind, branch, outcome)
     select id, 'mail', 1, 1, 'sendEmail', '', '{}' from runs where contact_id = $1`,
    [ada],
  );
  const { page, faults } = await ownersVisit(api, { at: `/contacts/${ada}` });
  const why = page.getByRole("region", { name: "Why did they get it, or not?" });
  const answers = {
    "On birthday": "No event that starts it came for them.",
    "On cartLeft": "An event came, but the frequency lets it start only once.",
    "Spring sale": "The workflow was never published: it is a draft.",
  };
  for (const [name, answer] of Object.entries(answers)) {
    await choose(page, why, "Workflow", name);
    await why.getByText(answer).waitFor();
    await why.getByRole("link", { name: `Open “${name}”` }).waitFor();
  }
  await choose(page, why, "Workflow", "On cartLeft");
  // As the canvas calls it.
  await why.getByText("Is at “Send e-mail”.").waitFor();
  await choose(page, why, "Workflow", "On birthday");
  await why.getByText("None ever came, for anybody.").waitFor();
  await why.getByRole("link", { name: "Open “On birthday”" }).click();
  await page.getByRole("button", { name: "What to do with On birthday" }).click();
  await page.getByRole("menuitem", { name: "Why not?" }).click();
  const dialog = page.getByRole("dialog");
  await choose(page, dialog, "Contact", "Bela");
  await dialog.getByText("No event that starts it came for them.").waitFor();
  await dialog.getByRole("link", { name: "Open the contact" }).click();
  await page.getByRole("heading", { name: "Bela" }).waitFor();
  await why.getByText("No event that starts it came for them.").waitFor();
  expect(faults).toEqual([]);
});

test("a start by hand is held back by the frequency until that is reset, and starts exactly one run", async () => {
  const { page, faults } = await ownersVisit(api);
  const runs = async () => (await api.get(`/runs?contactId=${ada}`)).body.items.length;
  expect(await runs()).toBe(1);
  await page.goto(`/contacts/${ada}`);
  await page.getByRole("button", { name: "Start a workflow" }).click();
  const dialog = page.getByRole("dialog").first();
  await choose(page, dialog, "Workflow", "On cartLeft");
  await dialog.getByText("The frequency lets it start only once").waitFor();
  await dialog.getByRole("button", { name: "Start it" }).click();
  await dialog.getByText("Nothing was started").waitFor();
  expect(await runs()).toBe(1);
  await dialog.getByRole("button", { name: "Reset the frequency" }).click();
  await page.getByRole("button", { name: "Reset", exact: true }).click();
  await page.getByText("The next event may start a run again").waitFor();
  const words = dialog.getByLabel("What the event says (JSON)");
  await words.fill("[1");
  await dialog.getByRole("button", { name: "Start it" }).click();
  await dialog.getByText("This is not a JSON object").waitFor();
  await words.fill('{"total": 12}');
  await dialog.getByRole("button", { name: "Start it" }).click();
  await dialog.getByText("The run has started").waitFor();
  expect(await runs()).toBe(2);
  await dialog.getByRole("button", { name: "Close", exact: true }).last().click();
  await timeline(page).getByText("started by hand by Olena Owner").first().waitFor();
  await timeline(page).getByText("Frequency of On cartLeft reset").waitFor();
  expect(faults).toEqual([]);
});

test("two contacts become one, all that is held is exported, and whoever was erased is gone", async () => {
  const { page, faults } = await ownersVisit(api, { at: `/contacts/${ada}` });
  const menu = page.getByRole("button", { name: "What to do with this contact" });
  await menu.click();
  await page.getByRole("menuitem", { name: "Merge with another contact" }).click();
  await choose(page, page.getByRole("dialog"), "The other contact", "Bela");
  await page.getByRole("dialog").getByText("not kept: Bela").waitFor();
  await page.getByRole("dialog").getByText("Bela is gone afterwards.").waitFor();
  await page.getByRole("button", { name: "Merge", exact: true }).click();
  await page.getByText("The contacts are one now").waitFor();
  expect((await api.get(`/contacts/${ada}`)).body.identities).toContainEqual({
    kind: "email",
    value: "bela@example.com",
  });
  expect((await api.get("/contacts/search")).body.items).toHaveLength(1);
  await menu.click();
  const downloading = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "Export all data" }).click();
  const file = await (await downloading).createReadStream();
  let lines = "";
  for await (const chunk of file) lines += String(chunk);
  expect(lines).toContain("bela@example.com");
  await page.keyboard.press("Escape");
  await menu.click();
  await page.getByRole("menuitem", { name: "Erase the contact" }).click();
  const erase = page.getByRole("button", { name: "Erase for good" });
  expect(await erase.isDisabled()).toBe(true);
  await page.getByLabel("Type “ada@example.com” to erase").fill("ada@example.com");
  await erase.click();
  await page.getByText("No contacts yet").waitFor();
  expect((await api.get(`/contacts/${ada}`)).status).toBe(404);
  await page.goto(`/contacts/${ada}`);
  await page.getByText("There is no such contact").waitFor();
  expect(faults.filter((fault) => !fault.includes("404"))).toEqual([]);
});
