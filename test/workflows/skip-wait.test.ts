import { contextOf } from "../support/context.ts";
import { beforeEach, expect, test } from "vitest";
import { v7 } from "uuid";
import { createIngest } from "../../src/ingest/create.ts";
import { getRun } from "../../src/services/runs/runs.ts";
import { skipWait, stopRun } from "../../src/services/runs/by-hand.ts";
import { email, inARow } from "../support/definitions.ts";
import { incoming } from "../support/events.ts";
import type { RealRuns } from "../support/real-runs.ts";
import { endOf, realRuns } from "../support/real-runs.ts";
import { eventually } from "../support/wait.ts";
import { temporalSettings } from "../support/temporal-settings.ts";

let real: RealRuns;
beforeEach(async () => {
  real = await realRuns("skip");
});

const days = (id: string) => ({ id, kind: "delay", config: { amount: 30, unit: "days" } });

/** Waits until the run is at a wait. */
async function isAt(runId: string, block: string): Promise<void> {
  await eventually(`the run to wait at ${block}`, async () => {
    const rows = await real.db.query(
      "select 1 from run_steps where run_id = $1 and block_id = $2 and ended_at is null",
      [runId, block],
    );
    return rows.length === 1;
  });
}

test("a delay that is skipped by hand is over at once, and its visit says so", async () => {
  const { launch } = await real.make(inARow(days("wait"), email("mail", "At last")));
  const [id = ""] = await launch({});
  await isAt(id, "wait");
  expect((await getRun(contextOf(real.db), temporalSettings, id)).at).toBe("wait");
  expect(await skipWait(contextOf(real.db), id, {})).toEqual({
    outcome: "requested",
    blockId: "wait",
    visit: 1,
    branch: "next",
    meaning: 'The wait counts as over: the run goes on by "next"',
  });
  expect((await endOf(real.db, id)).status).toBe("completed");
  expect(real.mail.received.map(({ subject }) => subject)).toEqual(["At last"]);
  const { visits, at } = await getRun(contextOf(real.db), temporalSettings, id);
  expect(visits[0]).toMatchObject({
    note: "Waits 30 days; skipped by hand",
    outcome: { skipped: "hand" },
  });
  expect(at).toBeNull();
});

test("Temporal's pages tell runs apart by workflow and contact, and say what each waits for", async () => {
  const { launch } = await real.make(inARow(days("wait")));
  const [id = ""] = await launch({});
  await isAt(id, "wait");
  const [run] = await real.db.query<{ temporal_id: string; contact_id: string; name: string }>(
    `select r.temporal_id, r.contact_id, w.name from runs r
       join workflows w on w.id = r.workflow_id where r.id = $1`,
    [id],
  );
  if (run === undefined) throw new Error("the run is there");
  const handle = real.temporal.client.workflow.getHandle(run.temporal_id);
  const { staticSummary } = await handle.describe();
  const summary = await staticSummary();
  expect(summary).toContain(run.name);
  expect(summary).toContain(`contact …${run.contact_id.slice(-6)}`);
  const metadata = await handle.query<{ currentDetails?: string }>("__temporal_workflow_metadata");
  expect(metadata.currentDetails).toMatch(/^Wait 30 days: until \d{4}-/);
  await stopRun(contextOf(real.db), id, "the test is over");
});

test("two clicks skip one wait and not the next one, named or not", async () => {
  const { launch } = await real.make(inARow(days("first"), days("second"), days("third")));
  const [id = ""] = await launch({});
  await isAt(id, "first");
  const clicks = await Promise.all([
    skipWait(contextOf(real.db), id, {}),
    skipWait(contextOf(real.db), id, {}),
  ]);
  expect(clicks.map(({ outcome }) => outcome).toSorted()).toEqual([
    "requested",
    "requested_before",
  ]);
  await isAt(id, "second");
  // Also when the run is at the next wait already.
  expect(await skipWait(contextOf(real.db), id, {})).toMatchObject({
    outcome: "requested_before",
    blockId: "first",
  });
  const second = { blockId: "second", visit: 1 };
  expect((await skipWait(contextOf(real.db), id, second)).outcome).toBe("requested");
  await isAt(id, "third");
  expect((await skipWait(contextOf(real.db), id, second)).outcome).toBe("requested_before");
  await expect(
    skipWait(contextOf(real.db), id, { blockId: "second", visit: 2 }),
  ).rejects.toMatchObject({
    code: "conflict",
    message: 'the run has gone on: it waits at "third" now, for the 1. time',
  });
  const open = await real.db.query("select block_id from run_steps where ended_at is null");
  expect(open).toEqual([{ block_id: "third" }]);
  await stopRun(contextOf(real.db), id, "over");
});

test("a skipped wait for an event counts as timed out, and the event comes too late", async () => {
  const ingest = createIngest(real.db);
  const wait = { id: "wait", kind: "waitForEvent", config: { eventTypeKey: "paid" } };
  const { launch } = await real.make({
    blocks: [
      { id: "start", kind: "start" },
      wait,
      email("thanks", "Thanks"),
      email("reminder", "Reminder"),
      { id: "end", kind: "end" },
    ],
    edges: [
      { from: "start", to: "wait" },
      { from: "wait", branch: "event", to: "thanks" },
      { from: "wait", branch: "timeout", to: "reminder" },
      { from: "thanks", to: "end" },
      { from: "reminder", to: "end" },
    ],
  });
  const [id = ""] = await launch({});
  await isAt(id, "wait");
  // One transaction skips it before the run hears of that: the event that comes meanwhile is late.
  const skipped = await skipWait(contextOf(real.db), id, {});
  expect(skipped).toMatchObject({ branch: "timeout", outcome: "requested" });
  expect(skipped.meaning).toContain("The event counts as not having come");
  await ingest.ingest([incoming({ typeKey: "paid" })]);
  await ingest.close();
  const { ways, status } = await endOf(real.db, id);
  expect([status, ways["wait"]]).toEqual(["completed", "timeout"]);
  expect(real.mail.received.map(({ subject }) => subject)).toEqual(["Reminder"]);
});

test("what is at no wait, has ended or is not there can't be skipped", async () => {
  const { launch } = await real.make(inARow(days("wait")));
  const [id = ""] = await launch({});
  await isAt(id, "wait");
  await stopRun(contextOf(real.db), id, "over");
  await endOf(real.db, id);
  await expect(skipWait(contextOf(real.db), id, {})).rejects.toMatchObject({
    code: "conflict",
    message: "the run has ended: it is stopped",
  });
  await expect(skipWait(contextOf(real.db), v7(), {})).rejects.toMatchObject({ code: "not_found" });
  real.mail.answer = () => ({ code: 451, message: "later" });
  const sending = await real.make(inARow(email("mail", "Slow")));
  const [other = ""] = await sending.launch({});
  await eventually("a deferred mail", async () => {
    const deferred = "select 1 from messages where run_id = $1 and attempts > 0";
    return (await real.db.query(deferred, [other])).length;
  });
  // A message may be kept before the run is noted as running.
  await eventually("the run to be at its mail", async () => {
    const run = await getRun(contextOf(real.db), temporalSettings, other);
    return run.at === "mail";
  });
  await expect(skipWait(contextOf(real.db), other, {})).rejects.toMatchObject({
    code: "conflict",
    message: "the run is at no wait now",
  });
  await stopRun(contextOf(real.db), other, "over");
});
