import { afterAll, beforeAll, expect, test } from "vitest";
import { carryOutBulkActions } from "../../../src/services/bulk-actions/carry-out.ts";
import type { TestApi } from "../../api/workflows/api.ts";
import { activeWorkflow, send, testApi } from "../../api/workflows/api.ts";
import { closeChromium, ownersVisit } from "../../support/chromium.ts";
import { eventually } from "../../support/wait.ts";
import { contextOf } from "../../support/context.ts";

let api: TestApi;
let workflowId: string;
beforeAll(async () => {
  api = await testApi();
  await api.post("/event-types", { key: "orderPaid" });
  ({ workflowId } = await activeWorkflow(api, { typeKey: "orderPaid" }));
});
afterAll(closeChromium);

const carryOut = () => carryOutBulkActions(contextOf(api.db), new AbortController().signal);

/** As a worker would, once the page has asked for it. @param paused so many runs are paused by then */
async function carriedOut(paused: number): Promise<void> {
  await eventually("the action", async () => {
    await carryOut();
    return (await api.db.query("select 1 from paused_runs")).length === paused;
  });
}

async function waitsAt(key: string, block: string, typeKey = "orderPaid"): Promise<string> {
  const { decisions } = await send(api, typeKey, `${key}@example.com`, key);
  const [{ runId }] = decisions;
  await api.db.query("update runs set status = 'running', started_at = now() where id = $1", [
    runId,
  ]);
  await api.db.query(
    `insert into run_steps (run_id, block_id, visit, position, kind, branch, outcome, until)
     values ($1, $2, 1, 1, 'delay', 'next', '{"note": "Waits 5 hours"}', now() + interval '5 hours')`,
    [runId, block],
  );
  return runId;
}

test("the runs of a list are paused and resumed together, with a count first and a reason", async () => {
  await waitsAt("A-1", "mail");
  await waitsAt("A-2", "mail");
  const { page, faults } = await ownersVisit(api, { at: `/runs?workflowId=${workflowId}` });
  await page.getByRole("row", { name: /A-1/ }).waitFor();
  const ask = async (item: string) => {
    await page.getByRole("button", { name: "All that fit" }).click();
    await page.getByRole("menuitem", { name: item }).click();
  };
  await ask("Pause…");
  const dialog = page.getByRole("dialog");
  await dialog.getByText("2 runs:").waitFor();
  const pause = dialog.getByRole("button", { name: "Pause 2 runs" });
  // It asks why.
  expect(await pause.isDisabled()).toBe(true);
  await dialog.getByLabel("Reason").fill("a wrong price");
  await pause.click();
  await page.getByText("2 runs are being paused").waitFor();
  await carryOut();
  await page.goto(`${api.url}/runs?status=paused`);
  await page.getByRole("row", { name: /A-1/ }).getByText("paused").waitFor();

  await page.getByRole("button", { name: "All that fit" }).click();
  await page.getByRole("menuitem", { name: "Bulk actions so far" }).click();
  const row = page.getByRole("row", { name: /Pause/ });
  await row.getByText("A wrong price").waitFor();
  await row.getByText("2 of 2 found").waitFor();
  await row.getByText("Olena Owner").waitFor();

  await page.goto(`${api.url}/runs?workflowId=${workflowId}`);
  await ask("Resume…");
  await dialog.getByLabel("Reason").fill("mended");
  await dialog.getByRole("button", { name: "Resume 2 runs" }).click();
  await page.getByText("2 runs are being resumed").waitFor();
  await carryOut();
  expect(await api.db.query("select 1 from paused_runs")).toEqual([]);
  expect(faults).toEqual([]);
});

test("an action that is under way can be cancelled, and shows how far it came", async () => {
  const { page, faults } = await ownersVisit(api, { at: "/bulk-actions" });
  await api.post("/bulk-actions", { action: "stop", runs: { workflowId }, reason: "too many" });
  await page.reload();
  const row = page.getByRole("row", { name: /Too many/ });
  const asked = page.waitForResponse(/\/cancel$/);
  await row.getByRole("button", { name: "Cancel" }).click();
  await asked;
  await carryOut();
  await row.getByText("Cancelled").waitFor();
  await row.getByText("0 of 2 found").waitFor();
  expect(faults).toEqual([]);
});

test("one run is paused by its page, which says where it stands", async () => {
  const run = await waitsAt("A-3", "mail");
  const { page, faults } = await ownersVisit(api, { at: `/runs/${run}` });
  await page.getByRole("button", { name: "Pause" }).click();
  await carriedOut(1);
  await page.getByText("This run is paused").waitFor();
  await api.db.query(
    "update paused_runs set block_id = 'mail', visit = 1, held_at = now() where run_id = $1",
    [run],
  );
  await page.reload();
  await page.getByText(/It stands before “Send e-mail”/).waitFor();
  await page.getByRole("button", { name: "Resume" }).click();
  await carriedOut(0);
  await page.getByText("This run is paused").waitFor({ state: "detached" });
  expect(faults).toEqual([]);
});

test("who publishes sees who waits where, and has them follow or go on elsewhere", async () => {
  const wait = { id: "wait", kind: "delay", config: { amount: 3, unit: "days" } };
  const mail = { id: "mail", kind: "sendEmail", config: { subject: "Hi", html: "<p>Hi</p>" } };
  const draftOf = (...blocks: object[]) => {
    const all = [{ id: "start", kind: "start" }, ...blocks, { id: "end", kind: "end" }] as {
      id: string;
    }[];
    const edges = all.slice(1).map(({ id }, n) => ({ from: all[n]?.id, branch: "next", to: id }));
    return { blocks: all, edges };
  };
  const { workflowId: id } = await activeWorkflow(api, { typeKey: "orderShipped" });
  const save = async (draft: object) => {
    const { draftRevision } = (await api.get(`/workflows/${id}`)).body;
    await api.patch(`/workflows/${id}`, { draft, draftRevision });
  };
  await save(draftOf(wait, mail));
  await api.post(`/workflows/${id}/publish`);
  await waitsAt("B-1", "wait", "orderShipped");
  await waitsAt("B-2", "wait", "orderShipped");
  await save(draftOf(wait, { ...mail, config: { ...mail.config, subject: "Hello" } }));
  const { page, faults } = await ownersVisit(api, { at: `/workflows/${id}` });
  await page.getByRole("button", { name: /^Publish/ }).click();
  const dialog = page.getByRole("dialog", { name: /version 3/ });
  await dialog.getByRole("row", { name: /Wait 3 days.*2/ }).waitFor();
  await dialog.getByRole("radio", { name: /go on in the new version/ }).check();
  await dialog.getByRole("combobox", { name: /What those do that wait at/ }).click();
  await page.getByRole("option", { name: /go on at “Send e-mail” now/ }).click();
  await dialog.getByRole("button", { name: "Publish", exact: true }).click();
  await page.getByText(/2 active runs are asked to go on in it/).waitFor();
  const [action] = (await api.get("/bulk-actions")).body.items;
  expect(action).toMatchObject({
    action: "move",
    settings: { toVersion: 3, places: { wait: { do: "move", to: "mail" } } },
  });
  expect(faults).toEqual([]);
});

test("past events are replayed by a trigger's menu, and one by its page", async () => {
  const { workflowId: id } = await activeWorkflow(api, { typeKey: "cartLeft" });
  await api.post(`/workflows/${id}/pause`, { runs: "continue" });
  await send(api, "cartLeft", "c1@example.com", "C-1");
  const missed = await send(api, "cartLeft", "c2@example.com", "C-2");
  await api.post(`/workflows/${id}/activate`);
  const { page, faults } = await ownersVisit(api, { at: `/events?event=${missed.eventId}` });
  await page.getByRole("button", { name: "Decide anew…" }).click();
  const dialog = page.getByRole("dialog", { name: /Replay this event/ });
  await dialog.getByText("1 event would be decided:").waitFor();
  await dialog.getByText("launched: 1").waitFor();
  await dialog.getByLabel("Reason").fill("it was paused by mistake");
  await dialog.getByRole("button", { name: "Start 1 run" }).click();
  await page.getByText("1 run is being started").waitFor();
  await carryOut();
  await page.reload();
  await page.getByText(/Decided anew .+; before: workflow not active/).waitFor();

  await page.goto(`${api.url}/workflows/${id}`);
  await page.locator(".react-flow__node").filter({ hasText: "On cartLeft" }).click();
  await page.getByRole("button", { name: "What to do with cartLeft" }).click();
  await page.getByRole("menuitem", { name: "Replay past events…" }).click();
  const many = page.getByRole("dialog", { name: /Replay past events/ });
  await many.getByText("1 event would be decided:").waitFor();
  await many.getByRole("combobox", { name: "Of which it has decided" }).click();
  await page.getByRole("option", { name: "filtered" }).click();
  await many.getByText("No event of that time is left to be decided.").waitFor();
  await page.getByRole("option", { name: "filtered" }).click();
  await page.getByRole("option", { name: "workflow not active" }).click();
  await many.getByText("launched: 1").waitFor();
  await many.getByLabel("Reason").fill("and the other");
  await many.getByRole("button", { name: "Start 1 run" }).click();
  await page.getByText("1 run is being started").waitFor();
  await carryOut();
  await page.goto(`${api.url}/bulk-actions`);
  const row = page.getByRole("row", { name: /And the other/ });
  await row.getByText("1 of 1 events has started a run").waitFor();
  expect(await api.db.query("select 1 from runs where workflow_id = $1", [id])).toHaveLength(2);
  expect(faults).toEqual([]);
});

test("what waits for a paused channel is thrown away on its page", async () => {
  const { decisions } = await send(api, "orderPaid", "d1@example.com", "D-1");
  await api.post("/channels/email/pause", { reason: "a wrong sender" });
  await api.db.query(
    `with held as (
       insert into messages (id, run_id, block_id, visit, workflow_id, contact_id, channel, recipient,
                             sender, subject, content, links, transactional, test, state)
       select make_uuid7(), id, 'mail', 1, workflow_id, contact_id, 'email', 'd1@example.com',
              'shop@example.com', 'Sale', '{}', '[]', false, false, 'held'
         from runs where id = $1 returning id, run_id, workflow_id, contact_id)
     insert into pressure_waiting (message_id, run_id, block_id, visit, kind, workflow_id, contact_id,
                                   channel, priority, since, latest, next_at, paused_channel, paused_since)
     select id, run_id, 'mail', 1, 'sendEmail', workflow_id, contact_id, 'email', 0, now(),
            now() + interval '1 day', now() + interval '1 day', 'email', now() from held`,
    [decisions[0].runId],
  );
  const { page, faults } = await ownersVisit(api, { at: "/channels/email" });
  await page.getByRole("button", { name: "Throw away what waits…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("1 message waits:").waitFor();
  await dialog.getByLabel("Reason").fill("a wrong price");
  await dialog.getByRole("button", { name: "Throw 1 message away" }).click();
  await page.getByText("1 message is being thrown away").waitFor();
  await carryOut();
  await page.goto(`${api.url}/bulk-actions`);
  const row = page.getByRole("row", { name: /Drain of a channel/ });
  await row.getByText("1 of 1 messages thrown away").waitFor();
  const [message] = await api.db.query("select state, error from messages where channel = 'email'");
  expect(message).toEqual({
    state: "dropped",
    error: "it was thrown away while it waited: a wrong price",
  });
  expect(faults).toEqual([]);
});
