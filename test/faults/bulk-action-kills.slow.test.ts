import { expect, test } from "vitest";
import { newBulkAction } from "../../src/contract/api/bulk-action.ts";
import { requestBulkAction } from "../../src/services/bulk-actions/request.ts";
import { getBulkAction } from "../../src/services/bulk-actions/bulk-actions.ts";
import { makeWorkflow } from "../support/campaign.ts";
import { contextOf } from "../support/context.ts";
import { stack } from "../support/mail-stack.ts";
import { eventually } from "../support/wait.ts";
import { workerProcess } from "../support/worker.ts";

const count = 60_000;

test("workers that are killed while they pause runs pause each once, and count each once", async () => {
  const { db, settings } = await stack({ worker: false });
  const { id: workflowId, versionId } = await makeWorkflow(db);
  await db.query(
    `insert into runs (id, temporal_id, workflow_id, version_id, event_id, event_key, contact_id, created_at)
     select u, 'run/' || u, $1, $2, make_uuid7(), n::text, make_uuid7(), clock_timestamp()
       from (select make_uuid7() as u, n from generate_series(1, $3::int) as n) as one`,
    [workflowId, versionId, count],
  );
  // Where no dispatcher takes from, so that no worker hands them to Temporal.
  await db.query("update runs set lane = 'nowhere'");
  await db.query("analyze runs");
  const context = contextOf(db);
  const wanted = { action: "pause", runs: { workflowId }, reason: "a wrong price" };
  const { id, found } = await requestBulkAction(context, newBulkAction.parse(wanted));
  expect(found).toBe(count);
  const state = async () => {
    const [row] = await db.query<{
      paused: number;
      changed: number;
      looked: number;
      state: string;
    }>(
      `select (select count(*) from paused_runs) as paused, changed, looked_at as looked, state
         from bulk_actions where id = $1`,
      [id],
    );
    return row ?? { paused: 0, changed: 0, looked: 0, state: "" };
  };
  for (let kill = 1; kill <= 3; kill++) {
    const before = (await state()).paused;
    const doomed = await workerProcess(settings);
    await eventually("some runs", async () => (await state()).paused > before);
    await doomed.kill();
    // A page and its note are committed together, or neither.
    const { paused, changed } = await state();
    expect(paused).toBe(changed);
    // The dead worker's lease would hold up the next for a minute.
    await db.query("update bulk_actions set lease_until = null where id = $1", [id]);
  }
  await workerProcess(settings);
  await eventually("the end", async () => (await getBulkAction(context, id)).state === "done");
  expect(await state()).toEqual({ paused: count, changed: count, looked: count, state: "done" });
});
