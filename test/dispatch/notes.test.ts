import { expect, test } from "vitest";
import type { Database } from "../../src/db/core/database.ts";
import { claimRuns } from "../../src/db/queue/claim-runs.ts";
import { markRunNotStarted, markRunsStarted } from "../../src/db/queue/dispatch-queue.ts";
import { endRun } from "../../src/db/runs/run-ends.ts";
import { requeueFailedRun } from "../../src/db/runs/run-retries.ts";
import { groupedNotes } from "../../src/dispatch/grouped-notes.ts";
import { makeWorkflow } from "../support/campaign.ts";
import { testDatabase } from "../support/database.ts";
import { pendingRuns } from "../support/starts.ts";

async function startOf(db: Database, id: string) {
  const [run] = await db.query<{ status: string; temporalRunId: string | null }>(
    `select status, temporal_run_id as "temporalRunId" from runs where id = $1`,
    [id],
  );
  return run;
}

test("the starts of others are noted while a run's row is locked by a block, and its own is noted afterwards", async () => {
  const { db } = await testDatabase(4);
  const workflow = await makeWorkflow(db, {});
  const [first = "", second = ""] = await pendingRuns(db, workflow, 2);
  const busy = { id: first, retry: 0, temporalRunId: "first" };
  const free = { id: second, retry: 0, temporalRunId: "second" };
  const gone = { ...free, id: "0190b6a4-0000-7000-8000-000000000000", temporalRunId: "third" };
  await db.tx(async (sql) => {
    await sql.query("select from runs where id = $1 for no key update", [busy.id]);
    expect(await markRunsStarted(db, [busy, free, gone])).toEqual([busy]);
    expect(await startOf(db, free.id)).toEqual({ status: "running", temporalRunId: "second" });
    expect(await startOf(db, busy.id)).toEqual({ status: "pending", temporalRunId: null });
  });
  expect(await markRunsStarted(db, [busy])).toEqual([]);
  expect(await startOf(db, busy.id)).toEqual({ status: "running", temporalRunId: "first" });
});

test("a start that is noted late, after its run failed and was asked to go on, is not the retry's", async () => {
  const { db } = await testDatabase(2);
  const [id = ""] = await pendingRuns(db, await makeWorkflow(db, {}), 1);
  await endRun(db, id, {
    status: "failed",
    stopEventId: null,
    stopReason: null,
    goalBlock: null,
    error: null,
  });
  await requeueFailedRun(db, id, "failedBlock");
  const first = { id, retry: 0, temporalRunId: "first" };
  expect(await markRunsStarted(db, [first])).toEqual([]);
  await markRunNotStarted(db, first, "too late", 60);
  expect(await startOf(db, id)).toEqual({ status: "pending", temporalRunId: null });
  const rooms = [{ place: "database", room: 10 }];
  expect(await claimRuns(db, rooms, 30)).toMatchObject([{ id, retry: 1 }]);
  expect(await markRunsStarted(db, [{ id, retry: 1, temporalRunId: "second" }])).toEqual([]);
  expect(await startOf(db, id)).toEqual({ status: "running", temporalRunId: "second" });
});

test("what was passed over is written with the next group, and all is written in the end", async () => {
  const groups: (readonly number[])[] = [];
  const notes = groupedNotes<number>(
    1,
    (items) => {
      groups.push(items);
      return Promise.resolve(groups.length === 1 ? items.filter((item) => item === 1) : []);
    },
    (error) => expect.unreachable(String(error)),
  );
  notes.add(1);
  notes.add(2);
  await notes.written();
  expect(groups).toEqual([[1, 2], [1]]);
});

test("a group that can't be written is told, and the next one is written", async () => {
  const failures: unknown[] = [];
  const written: number[] = [];
  const away = new Error("away");
  const notes = groupedNotes<number>(
    1,
    (items) => {
      if (items.includes(1)) return Promise.reject(away);
      written.push(...items);
      return Promise.resolve([]);
    },
    (error) => failures.push(error),
  );
  notes.add(1);
  await notes.written();
  notes.add(2);
  await notes.written();
  expect({ failures, written }).toEqual({ failures: [away], written: [2] });
});
