import type { Page } from "playwright-core";
import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startInbox } from "../../../src/channels/inbox/server.ts";
import { closeChromium, ownersVisit } from "../../support/chromium.ts";
import { afterwards } from "../../support/afterwards.ts";
import { countPresses } from "../../support/presses.ts";
import { renderer } from "../../support/renderer.ts";
import { eventually } from "../../support/wait.ts";
import { workerHere } from "../../support/worker.ts";
import type { TestApi } from "../../api/workflows/api.ts";
import { testApi } from "../../api/workflows/api.ts";

afterAll(closeChromium);

const silent = pino({ level: "silent" });
let api: TestApi;

beforeAll(async () => {
  api = await testApi();
  await api.post("/contacts/upsert", { email: "dana@example.com", firstName: "Dana" });
  await api.post("/event", {
    eventTypeKey: "cartLeft",
    keyValue: "C-1",
    params: [
      { name: "Email", value: "dana@example.com" },
      { name: "items", value: [{ name: "Blue boots", price: 120, quantity: 2 }] },
    ],
  });
});

// The first of a rendering thread waits until it has loaded MJML: no page is to be timed by that.
beforeAll(async () => {
  const content = { subject: "Hello", mjml: "<mjml><mj-body></mj-body></mjml>" };
  await api.post("/templates/preview", { content });
});

const tree = (page: Page) => page.getByRole("navigation", { name: "Parts of the mail" });
const message = (page: Page) => page.frameLocator("iframe[title='The message']");

/** What the parts are and how they begin, from top to bottom. */
const parts = async (page: Page) =>
  (await tree(page).locator("[draggable]").allTextContents()).map((text) => text.slice(0, 22));

test("a mail from nothing to one's own inbox: a starter, a text, a part dragged and put back, a look at it as a customer, and sent to me", async () => {
  const { databaseUrl, url: publicUrl } = api;
  const taskQueue = `templates-${process.pid}`;
  const inbox = await startInbox({ db: api.db, renderer }, { port: 0, log: silent });
  afterwards(() => inbox.close());
  await workerHere({
    databaseUrl,
    taskQueue,
    publicUrl,
    smtpUrl: `smtp://127.0.0.1:${inbox.port}`,
  });
  const { page, faults } = await ownersVisit(api);
  const presses = await countPresses(page);
  await page.goto("/templates");
  await page.getByText("No template yet").waitFor();
  await page.getByRole("button", { name: "New template" }).click();
  const making = page.getByRole("dialog", { name: "New template" });
  await making.getByRole("radio", { name: "Abandoned cart" }).click();
  await message(page).getByText("Still thinking about it?").waitFor();
  await making.getByRole("button", { name: "Create the template" }).click();
  await page.getByRole("heading", { name: "Abandoned cart", level: 1 }).waitFor();

  await tree(page)
    .getByRole("button", { name: /We have kept your cart/ })
    .click();
  await page.getByRole("textbox", { name: "Content" }).click();
  await page.getByRole("textbox", { name: "Content" }).fill("All this waits for you:");
  const written = await parts(page);
  const button = tree(page).getByRole("button", { name: /Back to the cart/ });
  await button.dragTo(tree(page).getByRole("button", { name: /All this waits/ }), {
    targetPosition: { x: 20, y: 3 },
  });
  const dragged = await parts(page);
  expect(dragged.indexOf("ButtonBack to the cart")).toBe(written.indexOf("TextAll this waits for"));
  await page.getByRole("button", { name: "Undo" }).click();
  expect(await parts(page)).toEqual(written);

  await page.getByRole("textbox", { name: "Type of event" }).click();
  await page.getByRole("option", { name: "cartLeft" }).click();
  await page.getByText("To dana@example.com").waitFor();
  await message(page).getByText("Still thinking about it, Dana?").waitFor();
  await message(page).getByText("All this waits for you:").waitFor();
  await message(page).getByText("2 × Blue boots").waitFor();
  await page.getByRole("radiogroup", { name: "Preview" }).getByText("Phone").click();
  await page.getByRole("checkbox", { name: "Dark" }).click();
  const frame = page.locator("iframe[title='The message']");
  expect((await frame.boundingBox())?.width).toBeLessThanOrEqual(375);
  const scheme = await page.evaluate<string>(
    `getComputedStyle(document.querySelector("iframe[title='The message']")).colorScheme`,
  );
  expect(scheme).toBe("dark");

  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByText("Saved as version 2").waitFor();
  await page.getByRole("button", { name: "Send to me" }).click();
  await page.getByText("A test is on its way to olena@example.com").waitFor();
  expect(await presses()).toBeLessThanOrEqual(13);
  await eventually("the mail", async () => (await api.get("/inbox-mails")).body.items.length);
  await page.getByRole("link", { name: "Inbox" }).click();
  await page.getByRole("row", { name: /olena@example.com/ }).waitFor();
  await page.getByRole("link", { name: /You left something in your cart/ }).click();
  const mail = page.frameLocator("iframe").first();
  await mail.getByText("All this waits for you:").waitFor();
  await mail.getByText("2 × Blue boots").waitFor();

  await page.getByRole("link", { name: "Templates" }).click();
  await page.getByRole("link", { name: "Abandoned cart" }).click();
  await page.getByRole("tab", { name: "Versions" }).click();
  await page.getByText("Version 2", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Put into the editor" }).nth(1).click();
  await page.getByText("Not saved yet").waitFor();
  await page.getByRole("tab", { name: "Parts" }).click();
  await tree(page).getByText("We have kept your cart for you:").waitFor();

  // What is not saved holds back whoever leaves.
  await page.getByRole("link", { name: "Inbox" }).click();
  const leaving = page.getByRole("dialog", { name: "Your changes are not saved" });
  await leaving.getByRole("button", { name: "Stay" }).click();
  await page.getByRole("button", { name: "Add a language" }).click();
  await page.getByRole("menuitem", { name: "German" }).click();
  expect(await page.getByLabel("Subject").inputValue()).toBe("You left something in your cart");
  await page.getByLabel("Subject").fill("Ihr Warenkorb");
  await page.getByRole("link", { name: "Inbox" }).click();
  await leaving.getByRole("button", { name: "Save and leave" }).click();
  await page.getByRole("heading", { name: "Inbox", level: 1 }).waitFor();
  const [kept] = (await api.get("/templates")).body.items;
  expect(kept).toMatchObject({
    revision: 3,
    content: { languages: { de: { subject: "Ihr Warenkorb" } } },
  });

  // A draft that sends it keeps it; without one it goes after one question.
  const draft = {
    blocks: [
      { id: "start", kind: "start" },
      { id: "mail", kind: "sendEmail", config: { templateId: kept.id } },
    ],
    edges: [{ from: "start", to: "mail" }],
  };
  const workflow = (await api.post("/workflows", { name: "Cart", draft })).body;
  await page.goto(`/templates/${kept.id}`);
  const more = async (action: string) => {
    await page.getByRole("button", { name: "More", exact: true }).click();
    await page.getByRole("menuitem", { name: action }).click();
  };
  await more("Rename …");
  await page.getByRole("dialog").getByLabel("Name").fill("Cart mail");
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await page.getByRole("heading", { name: "Cart mail", level: 1 }).waitFor();
  await more("Delete …");
  const deleting = page.getByRole("dialog", { name: "Delete “Cart mail”?" });
  await deleting.getByRole("link", { name: "Cart" }).waitFor();
  expect(await deleting.getByRole("button", { name: "Delete the template" }).isDisabled()).toBe(
    true,
  );
  await api.delete(`/workflows/${workflow.id}`);
  await page.reload();
  await more("Delete …");
  await deleting.getByRole("button", { name: "Delete the template" }).click();
  await page.getByText("“Cart mail” is deleted").waitFor();
  await page.getByText("No template yet").waitFor();
  expect(faults).toEqual([]);
});
