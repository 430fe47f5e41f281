import { contextOf } from "../support/context.ts";
import { beforeEach, describe, expect, test } from "vitest";
import { v7 } from "uuid";
import { databaseActivities } from "../../src/activities/database-activities.ts";
import { versionCache } from "../../src/activities/versions.ts";
import { reconcile } from "../../src/dispatch/reconcile.ts";
import { startRun } from "../../src/dispatch/start-run.ts";
import { createIngest } from "../../src/ingest/create.ts";
import { eraseContact } from "../../src/services/contacts/contacts.ts";
import { getRun } from "../../src/services/runs/runs.ts";
import { skipWait } from "../../src/services/runs/by-hand.ts";
import { retryRun } from "../../src/services/runs/retry.ts";
import { email, inARow } from "../support/definitions.ts";
import { incoming } from "../support/events.ts";
import type { EndedRun, RealRuns, Started } from "../support/real-runs.ts";
import { endOf, realRuns } from "../support/real-runs.ts";
import { testTemporal, unique } from "../support/temporal.ts";
import { temporalSettings } from "../support/temporal-settings.ts";
import { eventually } from "../support/wait.ts";
import { renderer } from "../support/renderer.ts";

/** Can't be rendered until the contact is "fine". */
const picky = email("picky", "Second", {
  html: "{% assign most = contact.attributes.fine | default: 90000000 %}{% for n in (1..most) %}x{% endfor %}",
});

describe("a run that has failed", () => {
  let real: RealRuns;
  let workflow: Started;
  let run: EndedRun;

  beforeEach(async () => {
    real = await realRuns("retry");
    workflow = await real.make(
      inARow(
        email("first", "First"),
        { id: "pause", kind: "setVariable", config: { name: "seen", value: "once" } },
        picky,
      ),
    );
    run = await workflow.follow();
    if (run.status !== "failed") throw new Error(`the run is ${run.status}`);
  });

  const repair = () => real.db.query(`update contacts set attributes = '{"fine": 1}'`);
  const subjects = () => real.mail.received.map(({ subject }) => subject);
  const details = () => getRun(contextOf(real.db), temporalSettings, run.id);

  test("goes on at the block that failed: nothing before is done again, no gate is asked", async () => {
    const before = await details();
    expect(before.at).toBe("picky");
    await repair();
    expect(await retryRun(contextOf(real.db), run.id, "failedBlock")).toEqual({
      outcome: "requested",
      retry: 1,
      version: 1,
    });
    const ended = await endOf(real.db, run.id);
    expect(ended.status).toBe("completed");
    expect(subjects()).toEqual(["First", "Second"]);
    expect(ended.steps.map(({ block }) => block)).toEqual(["first", "pause", "picky", "end"]);
    const after = await details();
    expect(after.retries).toMatchObject([
      { number: 1, from: "failedBlock", error: { block: "picky" }, visits: [] },
    ]);
    expect(after.error).toBeNull();
    expect(after.visits.slice(0, 2)).toEqual(before.visits);
    const { client } = real.temporal;
    const { status, runId } = await client.workflow.getHandle(run.temporalId).describe();
    // Which execution it is, is noted with the starts of others, a moment later.
    await eventually("the note of its start", async () =>
      (await details()).temporalUrl?.includes(runId),
    );
    expect(["RUNNING", "COMPLETED"]).toContain(status.name);
    expect(await real.db.query("select 1 from runs")).toHaveLength(1);
  });

  test("fails again while its cause is there, and each failure stays to be seen", async () => {
    await retryRun(contextOf(real.db), run.id, "failedBlock");
    expect((await endOf(real.db, run.id)).status).toBe("failed");
    expect((await details()).retries).toHaveLength(1);
    // The second click of a pair, when the first has failed already.
    expect(await retryRun(contextOf(real.db), run.id, "failedBlock")).toEqual({
      outcome: "requested_before",
      retry: 1,
      version: 1,
    });
    await real.db.query("update run_retries set asked_at = asked_at - interval '1 minute'");
    await repair();
    expect((await retryRun(contextOf(real.db), run.id, "failedBlock")).retry).toBe(2);
    expect((await endOf(real.db, run.id)).status).toBe("completed");
    expect((await details()).retries.map(({ number }) => number)).toEqual([1, 2]);
    expect(subjects()).toEqual(["First", "Second"]);
  });

  test("two clicks make one retry", async () => {
    await repair();
    const clicks = await Promise.all([
      retryRun(contextOf(real.db), run.id, "failedBlock"),
      retryRun(contextOf(real.db), run.id, "failedBlock"),
    ]);
    expect(clicks.map(({ outcome }) => outcome).toSorted()).toEqual([
      "requested",
      "requested_before",
    ]);
    await endOf(real.db, run.id);
    expect(await real.db.query("select 1 from run_retries")).toHaveLength(1);
  });

  test("begins again from its start: blocks decide anew, and what was sent is not sent again", async () => {
    const { visits } = await details();
    await repair();
    await retryRun(contextOf(real.db), run.id, "start");
    const ended = await endOf(real.db, run.id);
    expect(ended.status).toBe("completed");
    expect(subjects()).toEqual(["First", "Second"]);
    expect(ended.steps[0]?.outcome.note).toBe("E-mail sent: before, and not again");
    const { retries } = await details();
    expect(retries[0]).toMatchObject({ from: "start" });
    expect(retries[0]?.visits).toEqual(visits);
    expect((await details()).visits[1]?.startedAt).not.toEqual(visits[1]?.startedAt);
    // What a mail server said may name the person: it goes with them, from the former way too.
    const { contactId } = await details();
    await eraseContact(contextOf(real.db), contactId);
    expect((await details()).retries[0]?.visits).toEqual([]);
  });

  test("the last word of the execution that failed, said once more, does not end its successor", async () => {
    const { finishRun } = databaseActivities({
      renderer,
      db: real.db,
      findBlock: versionCache(),
      notifyWork: () => undefined,
    });
    await real.db.query("update runs set status = 'running', retries = 1 where id = $1", [run.id]);
    const end = { status: "failed", blockId: "picky", message: "of before" } as const;
    await finishRun(run.id, end);
    const statusNow = () => real.db.query("select status from runs");
    expect(await statusNow()).toEqual([{ status: "running" }]);
    await finishRun(run.id, end, 1);
    expect(await statusNow()).toEqual([{ status: "failed" }]);
  });

  test("a successor that Temporal has lost is started again, though it knows the one that failed", async () => {
    await repair();
    await real.db.query("update runs set status = 'running', retries = 1 where id = $1", [run.id]);
    const known = { id: run.id, temporalId: run.temporalId, retries: 1 };
    const result = await reconcile(real.db, real.temporal.client, [known]);
    expect(result).toMatchObject({ putBack: 1, closed: 0 });
    expect((await endOf(real.db, run.id)).status).toBe("completed");
    expect(subjects()).toEqual(["First", "Second"]);
  });

  test("a contact that was erased meanwhile keeps it from going on", async () => {
    await real.db.query("delete from contacts");
    await expect(retryRun(contextOf(real.db), run.id, "failedBlock")).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("erased"),
    });
  });

  test("a run that has not failed, or is not there, is not retried", async () => {
    const fine = await (await real.make(inARow(email("mail", "Fine")))).follow();
    await expect(retryRun(contextOf(real.db), fine.id, "failedBlock")).rejects.toMatchObject({
      code: "conflict",
      message: "only a failed run can go on: this one is completed",
    });
    await expect(retryRun(contextOf(real.db), v7(), "start")).rejects.toMatchObject({
      code: "not_found",
    });
  });
});

test("a wait that was over stays over, and a goal that was watched for is still reached", async () => {
  const real = await realRuns("retry");
  const days = (id: string) => ({ id, kind: "delay", config: { amount: 30, unit: "days" } });
  const { launch } = await real.make(
    inARow(
      { id: "goal", kind: "goal", config: { eventTypeKey: "bought" } },
      ...[days("early"), picky, days("late")],
    ),
  );
  const [id = ""] = await launch({});
  const isAt = (block: string) =>
    eventually(`the run to wait at ${block}`, async () => {
      const visits = await real.db.query(
        "select 1 from run_steps where block_id = $1 and ended_at is null",
        [block],
      );
      return visits.length;
    });
  await isAt("early");
  await skipWait(contextOf(real.db), id, {});
  expect((await endOf(real.db, id)).error).toMatchObject({ block: "picky" });
  await real.db.query(`update contacts set attributes = '{"fine": 1}'`);
  await retryRun(contextOf(real.db), id, "failedBlock");
  await isAt("late");
  const ingest = createIngest(real.db);
  await ingest.ingest([incoming({ typeKey: "bought" })]);
  await ingest.close();
  expect((await endOf(real.db, id)).status).toBe("completed");
  expect(await real.db.query("select goal_block from runs")).toEqual([{ goal_block: "goal" }]);
});

test("a retry that a dispatcher died over is started once, and never mistaken for what failed", async () => {
  const { client } = await testTemporal();
  const taskQueue = unique("nobody");
  const claimed = {
    id: v7(),
    temporalId: unique("run"),
    workflowId: v7(),
    workflowName: "Lost",
    version: 1,
    plan: { first: "end", blocks: {} },
    contactId: v7(),
    eventType: "order",
    lane: "database",
    attempts: 1,
    skipWaiting: false,
    bulk: false,
    cursor: null,
    waited: 0,
    trace: null,
  };
  const start = (retry: number) => startRun(client, taskQueue, { ...claimed, retry }, false);
  await start(0);
  // Still there: the attempt that failed closes only after it has noted its failure.
  expect(await start(1)).toEqual({
    outcome: "refused",
    message: "Temporal still has the attempt before: running",
  });
  await client.workflow.getHandle(claimed.temporalId).terminate();
  const first = await start(1);
  expect(first).toMatchObject({ outcome: "started", temporalRunId: expect.any(String) });
  expect(await start(1)).toEqual(first);
  await client.workflow.getHandle(claimed.temporalId).terminate();
});
