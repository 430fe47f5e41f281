import { contextOf } from "../../support/context.ts";
import { expect, test } from "vitest";
import { definitionSchema } from "../../../src/contract/definition.ts";
import {
  activateWorkflow,
  archiveWorkflow,
  pauseWorkflow,
} from "../../../src/services/workflows/status.ts";
import { publishWorkflow } from "../../../src/services/workflows/publish.ts";
import { getWorkflow, updateWorkflow } from "../../../src/services/workflows/workflows.ts";
import type { Database } from "../../../src/db/core/database.ts";
import { makeWorkflow } from "../../support/campaign.ts";
import { inARow } from "../../support/definitions.ts";
import { incoming } from "../../support/events.ts";
import { heldStart } from "../../support/held-start.ts";
import { count, endedFanOut, startsHere, startsSetup } from "../../support/starts.ts";
import { eventually } from "../../support/wait.ts";
import { workerHere } from "../../support/worker.ts";

const pause = inARow({ id: "pause", kind: "delay", config: { amount: 3, unit: "days" } });
const three = [1, 2, 3].map((n) => incoming({ email: `${n}@example.com` }));

async function waiting(db: Database, runs: number): Promise<void> {
  await eventually(`${runs} runs that wait`, async () => {
    return (await count(db, "run_steps where kind = 'delay' and ended_at is null")) === runs;
  });
}

test("pausing leaves the active runs alone unless told to stop them; the answer counts them", async () => {
  const { db, ingest } = await startsHere();
  const { id } = await makeWorkflow(db, { definition: pause });
  await ingest.ingest(three);
  await waiting(db, 3);
  const left = await pauseWorkflow(contextOf(db), id);
  expect(left.runsUnderWay).toEqual({
    count: 3,
    now: "continue",
    fanOutId: null,
    bulkActionId: null,
  });
  const stopping = await pauseWorkflow(contextOf(db), id, "stop");
  expect(stopping).toMatchObject({ status: "paused", runsUnderWay: { count: 3, now: "stopping" } });
  await activateWorkflow(contextOf(db), id);
  const [later] = await ingest.ingest([incoming({ email: "later@example.com" })]);
  expect(later).toMatchObject({ decisions: [{ outcome: "launched" }] });
  const ended = await endedFanOut(db, stopping.runsUnderWay.fanOutId ?? "");
  expect(ended).toMatchObject({ kind: "stops", cause: "pause", total: 3, done: 3, launched: 3 });
  await eventually(
    "three to be stopped",
    async () => (await count(db, "runs where status = 'stopped'")) === 3,
  );
  const reasons = await db.query(
    "select distinct stop_reason as reason from runs where ended_at is not null",
  );
  expect(reasons).toEqual([{ reason: "its workflow was paused" }]);
  expect(await count(db, "runs where status in ('pending', 'running')")).toBe(1);
});

test("publishing with stop ends the runs of other versions, not those of the new one", async () => {
  const { db, ingest } = await startsHere();
  const { id } = await makeWorkflow(db, { definition: pause });
  await ingest.ingest(three);
  await waiting(db, 3);
  const { draft, draftRevision } = await getWorkflow(contextOf(db), id);
  const blocks = draft.blocks.map(({ config, ...block }) => ({
    ...block,
    config: block.kind === "delay" ? { amount: 4, unit: "days" } : config,
  }));
  await updateWorkflow(contextOf(db), id, {
    draft: definitionSchema.parse({ ...draft, blocks }),
    draftRevision,
  });
  const published = await publishWorkflow(contextOf(db), id, { runs: "stop" });
  expect(published).toMatchObject({ number: 2, runsUnderWay: { count: 3, now: "stopping" } });
  await ingest.ingest([incoming({ email: "new@example.com" })]);
  await endedFanOut(db, published.runsUnderWay.fanOutId ?? "");
  await eventually(
    "three to be stopped",
    async () => (await count(db, "runs where status = 'stopped'")) === 3,
  );
  const [run] = await db.query("select stop_reason as reason from runs where status = 'stopped'");
  expect(run).toEqual({ reason: "version 2 of its workflow was published" });
  expect(await count(db, "runs where status in ('pending', 'running')")).toBe(1);
});

test("archiving with stop also ends runs that Temporal has not been told of: they never begin", async () => {
  const { db, ingest, settings } = await startsSetup();
  const { id } = await makeWorkflow(db, { definition: pause });
  await ingest.ingest(three);
  const archived = await archiveWorkflow(contextOf(db), id, "stop");
  expect(archived).toMatchObject({ status: "archived", runsUnderWay: { count: 3 } });
  await db.query("update runs set lease_until = now() + interval '1 hour'");
  await workerHere(settings);
  await endedFanOut(db, archived.runsUnderWay.fanOutId ?? "");
  await eventually(
    "three to be stopped",
    async () => (await count(db, "runs where status = 'stopped'")) === 3,
  );
  expect(await count(db, "run_steps")).toBe(0);
});

test("a start that is being committed while its workflow is paused is stopped with the others", async () => {
  const { db, settings } = await startsSetup();
  const { id } = await makeWorkflow(db, { definition: pause });
  const commit = await heldStart(db);
  const pausing = pauseWorkflow(contextOf(db), id, "stop");
  await eventually("the pause to wait for it", async () => {
    return (
      (await count(
        db,
        "pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()",
      )) > 0
    );
  });
  await commit();
  const paused = await pausing;
  expect(paused.runsUnderWay.count).toBe(1);
  await workerHere(settings);
  await eventually(
    "it to be stopped",
    async () => (await count(db, "runs where status = 'stopped'")) === 1,
  );
});

test("many runs are stopped in pages, and no more signals wait than the dispatcher can look at", async () => {
  const { db, settings } = await startsSetup();
  const { id, versionId } = await makeWorkflow(db, { definition: pause });
  const runs = 4_000;
  // Never offered to Temporal: what a fan-out has just launched.
  await db.query(
    `insert into runs (id, temporal_id, binding_id, workflow_id, version_id, event_id, event_key, contact_id, created_at, lease_until)
     select make_uuid7(), 'run/test/' || $1 || n, gen_random_uuid(), $1::uuid, $2, gen_random_uuid(), 'k', gen_random_uuid(), now(), now() + interval '1 hour'
       from generate_series(1, $3) as n`,
    [id, versionId, runs],
  );
  const before = performance.now();
  const paused = await pauseWorkflow(contextOf(db), id, "stop");
  expect(performance.now() - before).toBeLessThan(10_000);
  expect(paused.runsUnderWay).toMatchObject({ count: runs });
  await workerHere(settings);
  const ended = await endedFanOut(db, paused.runsUnderWay.fanOutId ?? "");
  expect(ended).toMatchObject({ total: runs, done: runs, launched: runs });
  await eventually(
    "all to be stopped",
    async () => (await count(db, "runs where status = 'stopped'")) === runs,
  );
});
