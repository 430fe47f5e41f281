import { inject } from "vitest";
import { expect, test } from "vitest";
import type { Database } from "../../src/db/core/database.ts";
import { besideOthers } from "../support/afterwards.ts";
import { inARow } from "../support/definitions.ts";
import { incoming } from "../support/events.ts";
import { heldTransaction } from "../support/held-transaction.ts";
import { tcpProxy } from "../support/tcp-proxy.ts";
import { eventually } from "../support/wait.ts";
import { workerProcess } from "../support/worker.ts";
import { completed, endLeases, runs, setUp } from "./worker-under-test.ts";

/** Has a statement that writes wait as long as the test wants, to kill the worker in that moment. */
async function holdAt(db: Database, table: string, condition: string) {
  await db.query(`
    create function hold_here() returns trigger language plpgsql as $$
    begin
      if ${condition} then perform pg_advisory_xact_lock(4712); end if;
      return new;
    end $$`);
  await db.query(
    `create trigger hold_here before insert on ${table} for each row execute function hold_here()`,
  );
  const held = await heldTransaction(db, "select pg_advisory_xact_lock(4712)");
  const waiting = async (): Promise<number> =>
    (
      await db.query(
        "select 1 from pg_stat_activity where datname = current_database() and wait_event = 'advisory'",
      )
    ).length;
  return {
    isReached: () => eventually("the held moment", async () => (await waiting()) > 0),
    /** Lets what was held go on, where there is somebody left to. */
    end: async () => {
      await held.end();
      await eventually("nobody to wait", async () => (await waiting()) === 0);
      await db.query(`drop trigger hold_here on ${table}`);
    },
  };
}

const chainOfThree = inARow(
  {
    id: "code",
    kind: "setVariable",
    config: { name: "n", type: "number", operation: "add", value: 1 },
  },
  { id: "first", kind: "addToSegment", config: { segment: "First" } },
  { id: "second", kind: "addToSegment", config: { segment: "Second" } },
);

/**
 * What a worker that was killed in the middle of a chain leaves of it: nothing; or where the machine was
 * so slow that the chain was cut before, what was in the part before, each block with its effect.
 */
async function expectWholeSteps(db: Database): Promise<void> {
  const steps = await db.query<{ block: string }>(
    "select block_id as block from run_steps order by position",
  );
  const gone = steps.map(({ block }) => block);
  expect([[], ["code"], ["code", "first"]]).toContainEqual(gone);
  const variables = gone.includes("code") ? { n: 1 } : {};
  expect(await db.query("select variables from runs")).toEqual([{ variables }]);
  const members = await db.query("select 1 from segment_members");
  expect(members).toHaveLength(gone.includes("first") ? 1 : 0);
}

/** What a chain of three leaves when it was gone once. */
async function expectGoneOnce(db: Database): Promise<void> {
  const steps = await db.query("select block_id as block, visit from run_steps order by position");
  expect(steps).toEqual(["code", "first", "second", "end"].map((block) => ({ block, visit: 1 })));
  expect(await db.query("select variables from runs")).toEqual([{ variables: { n: 1 } }]);
  expect(await db.query("select 1 from segment_members")).toHaveLength(2);
}

test.concurrent(
  "killed in the middle of a chain: no half of it was kept, and another worker does it, once",
  besideOthers(async () => {
    const { db, settings, ingest } = await setUp(chainOfThree);
    const held = await holdAt(db, "run_steps", "new.block_id = 'second'");
    const first = await workerProcess(settings);
    await ingest.ingest([incoming()]);
    await held.isReached();
    await first.kill();
    await held.end();
    await expectWholeSteps(db);

    await endLeases(db);
    await workerProcess(settings);
    await completed(db, 1);
    await expectGoneOnce(db);
  }),
);

test.concurrent(
  "killed between a chain's commit and Temporal's word of it: its journal answers, and the run ends once",
  besideOthers(async () => {
    const { db, temporal, settings, ingest } = await setUp(chainOfThree);
    const [host = "", port] = inject("temporalAddress").split(":");
    const line = await tcpProxy({ host, port: Number(port) });
    const held = await holdAt(db, "run_steps", "new.block_id = 'second'");
    const first = await workerProcess({ ...settings, temporalAddress: `127.0.0.1:${line.port}` });
    await ingest.ingest([incoming()]);
    await held.isReached();
    // From here on Temporal hears nothing of this worker.
    line.hold();
    await held.end();
    await completed(db, 1);
    await first.kill();
    await line.close();
    const [run] = await runs(db);
    const statusNow = async () =>
      (await temporal.client.workflow.getHandle(run?.temporal_id ?? "").describe()).status.name;
    expect(await statusNow()).toBe("RUNNING");

    await workerProcess(settings);
    await eventually("Temporal's end of the run", async () => (await statusNow()) === "COMPLETED");
    await expectGoneOnce(db);
  }),
);
