import { afterAll, beforeAll, expect, test } from "vitest";
import { publishDraft } from "../../support/campaign.ts";
import { inARow } from "../../support/definitions.ts";
import { closeChromium, ownersVisit } from "../../support/chromium.ts";
import { deferred } from "../../support/deferred.ts";
import type { TestApi } from "../../api/workflows/api.ts";
import { activeWorkflow, send, testApi } from "../../api/workflows/api.ts";

let api: TestApi;
let workflowId: string;
beforeAll(async () => {
  api = await testApi();
  await api.post("/event-types", { key: "orderPaid" });
  ({ workflowId } = await activeWorkflow(api, { typeKey: "orderPaid" }));
});
afterAll(closeChromium);

async function launched(key: string): Promise<string> {
  const { decisions } = await send(api, "orderPaid", `${key}@example.com`, key);
  return decisions[0].runId;
}

async function becomes(run: string, status: string, error: object | null = null) {
  await api.db.query(
    `update runs set status = $2, started_at = now(), error = $3,
                     ended_at = case when $2 <> 'running' then clock_timestamp() end where id = $1`,
    [run, status, error],
  );
}

/** Writes a visit as the block would have; with `open` the run waits there. */
async function comesBy(run: string, block: string, position: number, open = false) {
  await api.db.query(
    `insert into run_steps (run_id, block_id, visit, position, kind, branch, outcome, until, ended_at)
     values ($1, $2, 1, $3, 'delay', 'next', '{"note": "Waits 5 hours"}',
             case when $4 then now() + interval '5 hours' end, case when not $4 then now() end)`,
    [run, block, position, open],
  );
}

test("a run's page shows the way that it took, and goes along with it by itself", async () => {
  const run = await launched("A-1");
  await becomes(run, "running");
  const { page, faults } = await ownersVisit(api, { at: `/runs/${run}` });
  await page.locator(`html[data-live~="run:${run}"]`).waitFor({ state: "attached" });
  const story = page.getByRole("list").filter({ hasText: "Launched" });
  await story.getByText("In progress.").waitFor();
  const mail = page.locator('.react-flow__node[data-id="mail"]');
  await mail.getByText("here now").waitFor();

  await comesBy(run, "mail", 1);
  await becomes(run, "failed", { block: "end", message: "the end was not reached" });
  await page.getByRole("alert").getByText("It failed at “End”").waitFor();
  await page.locator('.react-flow__node[data-id="end"]').getByText("not reached").waitFor();
  expect(await mail.getByText("here now").count()).toBe(0);
  await story.getByText("Waits 5 hours").waitFor();

  await mail.click();
  const visit = story.getByRole("button", { name: "Send e-mail", pressed: true });
  await visit.waitFor();
  expect(page.url()).toContain("block=mail");
  expect(faults).toEqual([]);
});

test("a run comes to the top of the list by itself, and a filter by block is a chip that comes off", async () => {
  const waiting = await launched("B-1");
  await becomes(waiting, "running");
  await comesBy(waiting, "mail", 1, true);
  const { page, faults } = await ownersVisit(api);
  const query = `workflowId=${workflowId}&blockId=mail&blockState=waiting`;
  await page.goto(`/runs?${query}`);
  const rows = page.locator("tbody tr");
  await rows.first().getByText("at “Delay” until").waitFor();
  expect(await rows.count()).toBe(1);
  await page.getByText("at “Send e-mail”").first().waitFor();
  const all = page.waitForResponse(/\/runs\?(?!.*blockId)/);
  await page.getByRole("button", { name: "Don't filter by block" }).click();
  await all;
  await page.locator("html[data-live~=runs]").waitFor({ state: "attached" });
  const arrived = await launched("B-2");
  await rows.first().getByText("B-2", { exact: true }).waitFor();
  // It stays marked while it goes on.
  await becomes(arrived, "completed");
  await rows.first().getByText("completed").waitFor();
  expect(await rows.first().getAttribute("data-tone")).toBe("new");
  expect(page.url()).not.toContain("blockId");
  expect(faults).toEqual([]);
});

test("a stop is seen at once, and taken back and said when it is refused", async () => {
  const run = await launched("C-1");
  await becomes(run, "running");
  const { page } = await ownersVisit(api, { at: `/runs/${run}` });
  const answer = deferred();
  await page.route("**/stop", async (route) => {
    await answer.promise;
    await becomes(run, "completed");
    await route.continue();
  });
  await page.getByRole("button", { name: "Stop", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Reason").fill("The customer called");
  await dialog.getByRole("button", { name: "Stop the run" }).click();
  const asked = page.getByText("Stop asked for by hand");
  await asked.waitFor();
  await page.getByText("The customer called. It is on its way to the run.").waitFor();
  answer.resolve();
  await page.getByText("The run was not stopped").waitFor();
  await page.getByText("The run has ended: it is completed.").waitFor();
  await asked.waitFor({ state: "detached" });
});

test("a failed run goes on in the version published since, unless that one lacks its block", async () => {
  const own = await activeWorkflow(api, { typeKey: "orderLate" });
  const error = { block: "mail", message: "the template could not be rendered" };
  const ids = await Promise.all(
    ["R-1", "R-2"].map(async (key) => {
      const { decisions } = await send(api, "orderLate", `${key}@example.com`, key);
      await becomes(decisions[0].runId, "failed", error);
      return decisions[0].runId;
    }),
  );
  const [mended = "", gone = ""] = ids;
  const { page, faults } = await ownersVisit(api, { at: `/runs/${mended}` });
  const dialog = page.getByRole("dialog");
  const now = dialog.getByRole("radio", { name: /^In the version published now/ });
  const ask = () => page.getByRole("button", { name: "Retry", exact: true }).click();
  // Published while the page is open: it asks anew.
  await page.getByText("It failed at “Send e-mail”").waitFor();
  const mail = { id: "mail", kind: "sendEmail", config: { subject: "Mended", html: "<p>Hi</p>" } };
  await publishDraft(api.db, own.workflowId, inARow(mail));
  await ask();
  await dialog.getByText("In the version published now (version 2)").waitFor();
  expect(await now.isChecked()).toBe(true);
  await dialog.getByRole("button", { name: "Retry" }).click();
  await page.getByText("It went on in version 2 instead of version 1.").waitFor();

  await publishDraft(api.db, own.workflowId, inARow({ ...mail, id: "letter" }));
  await page.goto(`/runs/${gone}`);
  await ask();
  await dialog.getByText(/^That version does not have the block that failed/).waitFor();
  expect([await now.isDisabled(), await now.isChecked()]).toEqual([true, false]);
  await dialog.getByText("From its start", { exact: true }).click();
  expect([await now.isDisabled(), await now.isChecked()]).toEqual([false, true]);
  const retries = await api.db.query("select to_version from run_retries");
  expect(retries).toEqual([{ to_version: 2 }]);
  expect(faults).toEqual([]);
});

test("a number of the figures leads to the very runs that it counts", async () => {
  const error = { block: "end", message: "the end was not reached" };
  for (const key of ["D-1", "D-2"]) await becomes(await launched(key), "failed", error);
  const { page, faults } = await ownersVisit(api, {
    at: `/workflows/${workflowId}?panel=statistics`,
  });
  const panel = page.getByRole("complementary", { name: "Statistics" });
  const failed = panel.getByRole("link", { name: "runs failed at “End”" });
  await failed.waitFor();
  const count = Number(await failed.innerText());
  const onCanvas = page.locator('.react-flow__node[data-id="end"]');
  await onCanvas.getByRole("link", { name: `${count} runs failed at “End”` }).click();
  await page.getByText("failed at “End”").first().waitFor();
  await page.getByText("the end was not reached").first().waitFor();
  expect(await page.locator("tbody tr").count()).toBe(count);
  expect(faults).toEqual([]);
});

test("a test launch tries the draft for a contact, and is followed where it was launched", async () => {
  await launched("grace");
  const { page, faults } = await ownersVisit(api, { at: `/workflows/${workflowId}?panel=test` });
  const panel = page.getByRole("complementary", { name: "Test launch" });
  await panel.getByLabel("Messages go to").fill("tester@example.com");
  await panel.getByRole("textbox", { name: "Contact" }).fill("grace");
  await page.getByRole("option", { name: "grace@example.com" }).click();
  await panel.getByRole("button", { name: "Launch the test" }).click();
  await panel.getByText("Launched as a test").waitFor();
  const run = new URL(page.url()).searchParams.get("run") ?? "";
  const [kept] = await api.db.query<{ test: object }>("select test from runs where id = $1", [run]);
  expect(kept?.test).toMatchObject({ skipWaiting: true, recipient: "tester@example.com" });

  await page.locator(`html[data-live*="run:${run}"]`).waitFor({ state: "attached" });
  await becomes(run, "running");
  await page.locator('.react-flow__node[data-id="mail"]').getByText("here now").waitFor();
  await panel.getByRole("link", { name: "Show the run" }).click();
  await page.getByText("TEST", { exact: true }).waitFor();
  expect(faults).toEqual([]);
});

test("why something happened or did not is said in the reader's language", async () => {
  const often = { kind: "period", every: 24, unit: "hours", window: "rolling" };
  await activeWorkflow(api, { typeKey: "cartLeft", frequency: often });
  const first = await send(api, "cartLeft", "e@example.com", "E-1");
  const second = await send(api, "cartLeft", "e@example.com", "E-2");
  const run: string = first.decisions[0].runId;
  await becomes(run, "running");
  await comesBy(run, "mail", 1);
  const { page, faults } = await ownersVisit(api);
  await page.evaluate("localStorage.setItem('campanile.language', 'uk')");
  await page.goto(`/runs/${run}`);
  await page.getByText("Чекає 5 годин").waitFor();
  const mail = page.locator('.react-flow__node[data-id="mail"]');
  await mail.getByText("Лист «Hello»", { exact: true }).waitFor();
  await api.post(`/runs/${run}/stop`, {});
  await page.getByText("Зупинено вручну.").waitFor();
  await page.goto(`/events?event=${second.eventId}`);
  await page
    .getByText("У цьому проміжку запуск уже був (один раз на 24 години для контакту).")
    .waitFor();
  expect(faults).toEqual([]);
});
