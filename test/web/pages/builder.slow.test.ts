import type { Page } from "playwright-core";
import { afterAll, expect, test } from "vitest";
import { closeChromium, ownersVisit, visit } from "../../support/chromium.ts";
import { eventually } from "../../support/wait.ts";
import type { TestApi } from "../../api/workflows/api.ts";
import { emailDefinition, testApi } from "../../api/workflows/api.ts";
import { block } from "./builder-page.ts";

afterAll(closeChromium);

async function workflowOf(api: TestApi): Promise<string> {
  const made = await api.post("/workflows", { name: "Edited", draft: emailDefinition() });
  return made.body.id;
}

/** The names of a saved draft's blocks, by kind. */
async function namesOf(api: TestApi, id: string): Promise<Record<string, string | undefined>> {
  const { body } = await api.get(`/workflows/${id}`);
  const blocks = body.draft.blocks as { kind: string; name?: string }[];
  return Object.fromEntries(blocks.map(({ kind, name }) => [kind, name]));
}

async function open(page: Page, id: string): Promise<void> {
  await page.goto(`/workflows/${id}`);
  await block(page, "mail").waitFor();
}

async function rename(page: Page, blockId: string, name: string): Promise<void> {
  await block(page, blockId).click();
  await page.getByRole("textbox", { name: "Name", exact: true }).fill(name);
}

test("what two people change in different blocks is merged; in the same one, they are asked", async () => {
  const api = await testApi();
  const id = await workflowOf(api);
  const [one, other] = [(await ownersVisit(api)).page, (await ownersVisit(api)).page];
  await open(one, id);
  await open(other, id);

  // What the panel is made of is fetched with the first block: after that there may be no network.
  await block(other, "mail").click();
  await other.getByRole("textbox", { name: "Name", exact: true }).waitFor();

  // Both before either of them has heard of the other's.
  await other.context().setOffline(true);
  await rename(other, "end", "Over");
  await rename(one, "mail", "Greeting");
  await eventually("the one", async () => (await namesOf(api, id))["sendEmail"] === "Greeting");
  await other.context().setOffline(false);
  await eventually("both", async () => {
    const names = await namesOf(api, id);
    return names["sendEmail"] === "Greeting" && names["end"] === "Over";
  });
  await block(other, "mail").getByText("Greeting").waitFor();

  await other.context().setOffline(true);
  await rename(other, "mail", "Mine");
  await rename(one, "mail", "Theirs");
  await eventually("theirs", async () => (await namesOf(api, id))["sendEmail"] === "Theirs");
  await other.context().setOffline(false);
  const dialog = other.getByRole("dialog");
  await dialog
    .getByText(/Somebody else/)
    .first()
    .waitFor();
  await dialog.getByRole("button", { name: /mine/i }).click();
  await eventually("mine", async () => (await namesOf(api, id))["sendEmail"] === "Mine");
});

test("what a tab had not saved when it was reloaded is offered again", async () => {
  const api = await testApi();
  const id = await workflowOf(api);
  const { page } = await ownersVisit(api);
  await open(page, id);
  await page.route("**/api/v1/workflows/*", (route) =>
    route.request().method() === "PATCH" ? route.abort() : route.continue(),
  );
  await rename(page, "mail", "Kept");
  await page.getByText("Not saved").waitFor();
  page.on("dialog", (asked) => void asked.accept());
  await page.reload();
  await page.getByText("that were not saved").waitFor();
  await page.unroute("**/api/v1/workflows/*");
  await page.getByRole("button", { name: "Restore them" }).click();
  await block(page, "mail").getByText("Kept").waitFor();
  await eventually("the kept name", async () => (await namesOf(api, id))["sendEmail"] === "Kept");
});

test("without a mouse: a block is added, led elsewhere, undone and deleted in the list view", async () => {
  const api = await testApi();
  const id = await workflowOf(api);
  const { page } = await ownersVisit(api);
  await open(page, id);
  const draft = async () => (await api.get(`/workflows/${id}`)).body.draft;
  const waits = async () =>
    (await draft()).blocks.filter(({ kind }: { kind: string }) => kind === "delay");

  await page.getByRole("button", { name: "List view" }).press("Enter");
  const list = page.getByRole("complementary", { name: "List view" });
  await list.getByRole("button", { name: /Send e-mail/ }).press("Enter");
  await list.getByRole("button", { name: "Add after it" }).press("Enter");
  await page.getByRole("dialog").getByRole("textbox", { name: "Search blocks" }).fill("delay");
  await page.keyboard.press("Enter");
  const [added] = await eventually("a delay", async () => {
    const found = await waits();
    return found.length === 1 && found;
  });
  const leadsTo = async (from: string) =>
    (await draft()).edges.find((edge: { from: string }) => edge.from === from)?.to;
  expect([await leadsTo("mail"), await leadsTo(added.id)]).toEqual([added.id, "end"]);

  await list.getByRole("button", { name: /Send e-mail/ }).press("Enter");
  const next = list.getByRole("combobox", { name: "Next" });
  await next.fill("End");
  await page.getByRole("option", { name: "End" }).waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await eventually("led to the end", async () => (await leadsTo("mail")) === "end");

  await page.getByRole("button", { name: "Undo" }).press("Enter");
  await eventually("led back", async () => (await leadsTo("mail")) === added.id);
  await list.getByRole("button", { name: /^Delay/ }).press("Enter");
  await list.getByRole("button", { name: "Delete it" }).press("Enter");
  await eventually("no delay", async () => (await waits()).length === 0 && (await draft()));
  // It is said, the focus stays with the block before it, and one press brings it back.
  const notice = page.getByRole("alert").filter({ hasText: "Deleted Delay" });
  await notice.waitFor();
  await page.waitForFunction(
    "document.activeElement?.getAttribute('data-outline-block') === 'mail'",
  );
  await notice.getByRole("button", { name: "Undo" }).press("Enter");
  await eventually("the delay", async () => (await waits()).length === 1);
  await notice.waitFor({ state: "detached" });
  await list.getByRole("button", { name: /^Delay/ }).press("Enter");
  await list.getByRole("button", { name: "Delete it" }).press("Enter");
  await eventually("no delay again", async () => (await waits()).length === 0);
  expect(await leadsTo("mail")).toBe("end");
});

test("a viewer sees a workflow and can change nothing of it", async () => {
  const api = await testApi();
  const id = await workflowOf(api);
  const { page: owners } = await ownersVisit(api);
  await owners.goto("/settings/people");
  await owners.getByRole("button", { name: "Invite" }).click();
  const dialog = owners.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "Name" }).fill("Vera");
  await dialog.getByRole("textbox", { name: "E-mail" }).fill("vera@example.com");
  await dialog.getByRole("combobox", { name: "Role" }).selectOption("viewer");
  await dialog.getByRole("button", { name: "Create the invitation" }).click();
  const link = await dialog.getByText(/\/invitation#/).textContent();

  const { page } = await visit(api.url);
  await page.goto(`/invitation${new URL(link ?? "").hash}`);
  await page.getByRole("textbox", { name: "Password" }).fill("another long passphrase");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: "Home", level: 1 }).waitFor();
  expect(await page.getByRole("link", { name: "People" }).count()).toBe(0);
  await open(page, id);
  expect(await page.getByRole("heading", { name: "Blocks" }).count()).toBe(0);
  expect(await page.getByRole("button", { name: "Activate" }).count()).toBe(0);
  await block(page, "mail").click();
  const subject = page.getByRole("textbox", { name: "Subject" });
  await subject.waitFor();
  expect(await subject.isEditable()).toBe(false);
  await page.goto("/event-types");
  await page.getByRole("row", { name: /click/ }).first().waitFor();
  expect(await page.getByRole("button", { name: "New event type" }).count()).toBe(0);
});
