import { beforeEach, describe, expect, test } from "vitest";
import { bulkRuns, newBulkAction } from "../../src/contract/api/bulk-action.ts";
import type { z } from "zod";
import { getBulkAction } from "../../src/services/bulk-actions/bulk-actions.ts";
import { previewBulkAction, requestBulkAction } from "../../src/services/bulk-actions/request.ts";
import { skipWait, stopRun } from "../../src/services/runs/by-hand.ts";
import { retryRun } from "../../src/services/runs/retry.ts";
import { getRun, listRuns } from "../../src/services/runs/runs.ts";
import { publishDraft } from "../support/campaign.ts";
import { contextOf } from "../support/context.ts";
import { email, inARow } from "../support/definitions.ts";
import type { RealRuns, Started } from "../support/real-runs.ts";
import { endOf, isAt as waitsAt, realRuns } from "../support/real-runs.ts";
import { temporalSettings } from "../support/temporal-settings.ts";
import { eventually } from "../support/wait.ts";

let real: RealRuns;
beforeEach(async () => {
  real = await realRuns("bulk");
});

const days = (id: string) => ({ id, kind: "delay", config: { amount: 30, unit: "days" } });
const asked = (body: z.input<typeof newBulkAction>) => newBulkAction.parse(body);
const subjects = () => real.mail.received.map(({ subject }) => subject);
const details = (id: string) => getRun(contextOf(real.db), temporalSettings, id);

/** Has it done, and waits until it is. */
async function act(body: z.input<typeof newBulkAction>) {
  const context = contextOf(real.db);
  const { id } = await requestBulkAction(context, asked(body));
  return eventually("the bulk action's end", async () => {
    const action = await getBulkAction(context, id);
    return action.endedAt === null ? undefined : action;
  });
}

const isAt = (runId: string, block: string) => waitsAt(real.db, runId, block);

async function isHeldAt(runId: string, block: string): Promise<void> {
  await eventually(`the run to stand before ${block}`, async () => {
    const rows = await real.db.query(
      "select 1 from paused_runs where run_id = $1 and block_id = $2 and held_at is not null",
      [runId, block],
    );
    return rows.length === 1;
  });
}

async function launchTo(workflow: Started, block: string, count = 1): Promise<string[]> {
  const people = Array.from({ length: count }, (_, n) => ({ email: `p${n}@example.com` }));
  const ids = await workflow.launch(...people);
  await Promise.all(ids.map((id) => isAt(id, block)));
  return ids;
}

const publish = ({ id }: Started, draft: object) => publishDraft(real.db, id, draft);

describe("paused runs", () => {
  test("begin no further block, whatever comes due, and go on where they stood once resumed", async () => {
    const workflow = await real.make(inARow(days("wait"), email("mail", "At last")));
    const runs = { workflowId: workflow.id };
    const [paused = "", other = ""] = await launchTo(workflow, "wait", 2);
    const contactId = (await details(paused)).contactId;
    const body = {
      action: "pause",
      runs: { ...runs, contactId },
      reason: "a wrong price",
    } as const;
    expect(await previewBulkAction(contextOf(real.db), asked(body))).toMatchObject({
      found: 1,
      isAll: true,
      statuses: [{ status: "running", runs: 1 }],
      sample: [paused],
    });
    expect(await act(body)).toMatchObject({ state: "done", found: 1, changed: 1, skipped: {} });
    await Promise.all([paused, other].map((id) => skipWait(contextOf(real.db), id, {})));
    await isHeldAt(paused, "mail");
    expect((await endOf(real.db, other)).status).toBe("completed");
    expect(subjects()).toEqual(["At last"]);
    expect((await details(paused)).pausedAt).toBeInstanceOf(Date);
    const listed = await listRuns(contextOf(real.db), { limit: 10, paused: true });
    expect(listed.items.map(({ id }) => id)).toEqual([paused]);

    expect(await act({ action: "resume", runs, reason: "mended" })).toMatchObject({ changed: 1 });
    expect((await endOf(real.db, paused)).status).toBe("completed");
    expect(subjects()).toEqual(["At last", "At last"]);
    expect((await details(paused)).pausedAt).toBeNull();
  });

  test("stand before each kind of place: in Postgres, a message, a webhook, the end", async () => {
    const kinds = {
      set: { id: "set", kind: "setVariable", config: { name: "seen", value: "once" } },
      mail: email("mail", "Later"),
      call: { id: "call", kind: "webhook", config: { url: "http://127.0.0.1:9/" } },
      end: undefined,
    };
    const runs: [string, string][] = [];
    for (const [block, given] of Object.entries(kinds)) {
      const workflow = await real.make(inARow(days("wait"), ...(given ? [given] : [])));
      const [id = ""] = await launchTo(workflow, "wait");
      runs.push([id, block]);
    }
    const everything = { everything: true } as const;
    await act({ action: "pause", runs: everything, reason: "an incident" });
    for (const [id] of runs) await skipWait(contextOf(real.db), id, {});
    for (const [id, block] of runs) await isHeldAt(id, block);
    // Resumed and paused again, they stand where they stood.
    const [first = ["", ""]] = runs;
    await act({ action: "resume", runs: everything, reason: "over" });
    expect((await endOf(real.db, first[0])).status).toBe("completed");
    for (const [id] of runs) expect((await endOf(real.db, id)).status).toBe("completed");
  });

  test("can be stopped while they stand, and are paused no more", async () => {
    const workflow = await real.make(inARow(days("wait"), email("mail", "Never")));
    const [id = ""] = await launchTo(workflow, "wait");
    const runs = { workflowId: workflow.id };
    await act({ action: "pause", runs, reason: "a wrong price" });
    await skipWait(contextOf(real.db), id, {});
    await isHeldAt(id, "mail");
    await stopRun(contextOf(real.db), id, "over");
    expect((await endOf(real.db, id)).status).toBe("stopped");
    expect(await real.db.query("select 1 from paused_runs")).toEqual([]);
    expect(subjects()).toEqual([]);
  });
});

describe("moved runs", () => {
  test("that follow wait on, and go on behind their wait in the new version", async () => {
    const workflow = await real.make(inARow(days("wait"), email("mail", "Old")));
    const [id = ""] = await launchTo(workflow, "wait");
    const extra = { id: "extra", kind: "setVariable", config: { name: "seen", value: "new" } };
    await publish(workflow, inARow(days("wait"), extra, email("mail", "New")));
    const until = (await details(id)).waitsAt?.until;
    const runs = { workflowId: workflow.id };
    expect(await act({ action: "move", runs, reason: "new" })).toMatchObject({ changed: 1 });
    await eventually("the run in version 2", async () => (await details(id)).version === 2);
    expect((await details(id)).waitsAt?.until).toEqual(until);
    await skipWait(contextOf(real.db), id, {});
    const { status, steps } = await endOf(real.db, id);
    expect([status, ...steps.map(({ block }) => block)]).toEqual([
      "completed",
      "wait",
      "extra",
      "mail",
      "end",
    ]);
    expect(subjects()).toEqual(["New"]);
    expect((await details(id)).moves).toMatchObject([
      { fromVersion: 1, toVersion: 2, blockId: "wait", toBlock: "wait" },
    ]);
  });

  test("are found in Temporal by the version that they go on in", async () => {
    const workflow = await real.make(inARow(days("wait")));
    const [id = ""] = await launchTo(workflow, "wait");
    await publish(workflow, inARow(days("wait"), email("mail", "New")));
    await act({ action: "move", runs: { workflowId: workflow.id }, reason: "new" });
    const { temporalId } = await eventually("the run in version 2", async () => {
      const run = await details(id);
      return run.version === 2 ? run : undefined;
    });
    await eventually("Temporal's word", async () => {
      const handle = real.temporal.client.workflow.getHandle(temporalId);
      const { searchAttributes } = await handle.describe();
      return searchAttributes["CampanileVersion"]?.[0] === 2;
    });
    await stopRun(contextOf(real.db), id, "over");
  });

  test("that are sent on leave their wait, which nothing ends any more", async () => {
    const workflow = await real.make(
      inARow(
        { id: "wait", kind: "waitForEvent", config: { eventTypeKey: "paid" } },
        email("mail", "Old"),
      ),
    );
    const [id = ""] = await launchTo(workflow, "wait");
    await publish(workflow, inARow(days("other"), email("mail", "New")));
    const places = { wait: { do: "move", to: "mail" } } as const;
    await act({ action: "move", runs: { workflowId: workflow.id }, reason: "new", places });
    const { status, steps } = await endOf(real.db, id);
    expect([status, subjects()]).toEqual(["completed", ["New"]]);
    expect(steps[0]?.outcome.note).toMatch(/; moved on to version 2$/);
    expect(await real.db.query("select 1 from run_waits where closed_at is null")).toEqual([]);
  });

  test("stay where their block is gone, or they are told to, or they have gone on", async () => {
    const workflow = await real.make(inARow(days("first"), days("second"), email("mail", "Old")));
    const runs = { workflowId: workflow.id };
    const [stays = "", gone = ""] = await launchTo(workflow, "first", 2);
    await skipWait(contextOf(real.db), gone, {});
    await isAt(gone, "second");
    await publish(workflow, inARow(days("first"), email("mail", "New")));
    const places = { first: { do: "stay" } } as const;
    expect(await act({ action: "move", runs, reason: "new", places })).toMatchObject({
      changed: 0,
      skipped: { stays: 1, blockGone: 1 },
    });
    // Asked of Postgres, and gone on before it heard of it.
    await real.db.query(
      `insert into run_moves (run_id, action_id, block_id, visit, version_id, to_block, from_version_id)
       select r.id, make_uuid7(), 'first', 7, v.id, 'first', r.version_id
         from runs r join workflow_versions v on v.workflow_id = r.workflow_id and v.number = 2
        where r.id = $1`,
      [stays],
    );
    const { temporalId } = await details(stays);
    await real.temporal.client.workflow.getHandle(temporalId).signal("move");
    await eventually("the answer", async () => {
      const rows = await real.db.query(
        "select 1 from run_moves where state = 'left' and why = 'goneOn'",
      );
      return rows.length;
    });
    await Promise.all([stays, gone].map((id) => stopRun(contextOf(real.db), id, "over")));
    await Promise.all([stays, gone].map((id) => endOf(real.db, id)));
    expect((await details(stays)).version).toBe(1);
  });

  test("that fail in the new version are retried there, and not led through what was new before it", async () => {
    const picky = email("mail", "New", {
      html: "{% assign most = contact.attributes.fine | default: 90000000 %}{% for n in (1..most) %}x{% endfor %}",
    });
    const workflow = await real.make(inARow(days("wait"), email("mail", "Old")));
    const [id = ""] = await launchTo(workflow, "wait");
    await publish(workflow, inARow(email("hello", "Hello"), days("wait"), picky));
    const runs = { workflowId: workflow.id };
    await act({ action: "move", runs, reason: "new" });
    await eventually("the run in version 2", async () => (await details(id)).version === 2);
    await skipWait(contextOf(real.db), id, {});
    expect((await endOf(real.db, id)).status).toBe("failed");
    await real.db.query(`update contacts set attributes = '{"fine": 1}'`);
    await retryRun(contextOf(real.db), id, "failedBlock");
    expect((await endOf(real.db, id)).status).toBe("completed");
    expect(subjects()).toEqual(["New"]);
  });

  test("from a pause wait on before the same block, or another one, of the new version", async () => {
    const workflow = await real.make(inARow(days("wait"), email("mail", "Old")));
    const runs = { workflowId: workflow.id };
    const [id = ""] = await launchTo(workflow, "wait");
    await act({ action: "pause", runs, reason: "a wrong price" });
    await skipWait(contextOf(real.db), id, {});
    await isHeldAt(id, "mail");
    await publish(workflow, inARow(days("wait"), email("mail", "New")));
    await act({ action: "move", runs, reason: "the right price" });
    await eventually("the run in version 2", async () => (await details(id)).version === 2);
    expect(subjects()).toEqual([]);
    await act({ action: "resume", runs, reason: "mended" });
    expect((await endOf(real.db, id)).status).toBe("completed");
    expect(subjects()).toEqual(["New"]);
  });
});

test("failed runs are retried together, each once, and those that fail again are left alone", async () => {
  const picky = email("mail", "Second", {
    html: "{% assign most = contact.attributes.fine | default: 90000000 %}{% for n in (1..most) %}x{% endfor %}",
  });
  const workflow = await real.make(inARow(picky));
  const ids = await workflow.launch({ email: "a@example.com" }, { email: "b@example.com" });
  for (const id of ids) expect((await endOf(real.db, id)).status).toBe("failed");
  await real.db.query(
    `update contacts set attributes = '{"fine": 1}'
    where id = (select contact_id from runs where id = $1)`,
    [ids[0]],
  );
  const done = await act({ action: "retry", runs: { workflowId: workflow.id }, reason: "mended" });
  expect(done).toMatchObject({ state: "done", found: 2, lookedAt: 2, changed: 2 });
  const ends = await Promise.all(ids.map(async (id) => (await endOf(real.db, id)).status));
  expect(ends).toEqual(["completed", "failed"]);
  expect(await real.db.query("select 1 from run_retries")).toHaveLength(2);
});

test("runs are stopped by filter, for a reason that each shows; others go on", async () => {
  const one = await real.make(inARow(days("wait")));
  const two = await real.make(inARow(days("wait")));
  const [stopped = ""] = await launchTo(one, "wait");
  const [other = ""] = await launchTo(two, "wait");
  const runs = { workflowId: one.id, search: "p0@example.com" };
  const body = { action: "stop", runs, reason: "a wrong segment" } as const;
  await expect(
    requestBulkAction(contextOf(real.db), asked({ ...body, atMost: 0 })),
  ).rejects.toMatchObject({ code: "conflict" });
  await act(body);
  await endOf(real.db, stopped);
  expect(await details(stopped)).toMatchObject({ status: "stopped", stopReason: body.reason });
  expect((await details(other)).status).toBe("running");
  // What was searched for may name a person.
  expect(await real.db.query("select search from bulk_actions")).toEqual([{ search: null }]);
  await stopRun(contextOf(real.db), other, "over");
});

test("a filter has to say which runs, or that all are meant", () => {
  expect(bulkRuns.safeParse({}).success).toBe(false);
  expect(bulkRuns.safeParse({ everything: true }).success).toBe(true);
});
