import { expect, test } from "vitest";
import type { Database } from "../../src/db/core/database.ts";
import { markRunsStarted } from "../../src/db/queue/dispatch-queue.ts";
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
  const busy = { id: first, temporalRunId: "first" };
  const free = { id: second, temporalRunId: "second" };
  const gone = { id: "0190b6a4-0000-7000-8000-000000000000", temporalRunId: "third" };
  await db.tx(async (sql) => {
    await sql.query("select from runs where id = $1 for no key update", [busy.id]);
    expect(await markRunsStarted(db, [busy, free, gone])).toEqual([busy]);
    expect(await startOf(db, free.id)).toEqual({ status: "running", temporalRunId: "second" });
    expect(await startOf(db, busy.id)).toEqual({ status: "pending", temporalRunId: null });
  });
  expect(await markRunsStarted(db, [busy])).toEqual([]);
  expect(await startOf(db, busy.id)).toEqual({ status: "running", temporalRunId: "first" });
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
