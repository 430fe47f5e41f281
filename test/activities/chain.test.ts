import { beforeAll, describe, expect, test } from "vitest";
import { databaseActivities } from "../../src/activities/database-activities.ts";
import { versionCache } from "../../src/activities/versions.ts";
import { blockKinds } from "../../src/blocks/registry.ts";
import type { Database, Sql } from "../../src/db/core/database.ts";
import { chainSummary, waitingKinds } from "../../src/domain/chain-summary.ts";
import { interpreterBuildId, sendsHere } from "../../src/domain/interpreter.ts";
import type { Plan } from "../../src/domain/plan.ts";
import { createIngest } from "../../src/ingest/create.ts";
import { makeWorkflow, startOnOrder } from "../support/campaign.ts";
import { testDatabase } from "../support/database.ts";
import { inARow } from "../support/definitions.ts";
import { incoming } from "../support/events.ts";
import { renderer } from "../support/renderer.ts";

const segment = (id: string, name = id) => ({
  id,
  kind: "addToSegment",
  config: { segment: name },
});

describe("a chain", () => {
  let db: Database;
  let activities: ReturnType<typeof databaseActivities>;
  const statements: string[] = [];

  beforeAll(async () => {
    ({ db } = await testDatabase(4));
    const counted: Database = {
      ...db,
      tx: (work, options) =>
        db.tx((sql) => work({ ...counting(sql), commit: sql.commit }), options),
    };
    const counting = (sql: Sql): Sql => ({
      ...sql,
      query: (statement, values) => {
        statements.push(typeof statement === "string" ? statement : statement.name);
        return sql.query(statement, values);
      },
    });
    activities = databaseActivities({
      renderer,
      db: counted,
      findBlock: versionCache(),
      notifyWork: () => undefined,
    });
  });

  /** A run that no worker has, and its first step. */
  async function runOf(given: Parameters<typeof makeWorkflow>[1], blockId: string) {
    const typeKey = `type ${Math.random()}`;
    const bindings = [
      { ...startOnOrder, eventTypeKey: typeKey },
      { role: "stop", eventTypeKey: `${typeKey} stop` },
    ];
    await makeWorkflow(db, { bindings, ...given });
    const ingest = createIngest(db);
    const [made] = await ingest.ingest([incoming({ typeKey })]);
    const [run] = await db.query<{ id: string }>("select id from runs where event_id = $1", [
      made?.eventId,
    ]);
    const id = run?.id ?? "";
    await db.query("update runs set status = 'running', attempts = 1 where id = $1", [id]);
    const at = new Date().toISOString();
    const step = { runId: id, blockId, visit: 1, position: 1, at, check: true };
    const perform = () => activities.performBlock(step, { visits: { [blockId]: 1 }, retry: 0 });
    const stop = async (): Promise<string | undefined> => {
      const [stopping] = await ingest.ingest([incoming({ typeKey: `${typeKey} stop` })]);
      await ingest.close();
      return stopping?.eventId;
    };
    return { id, step, perform, stop };
  }
  const blocksOf = async (id: string): Promise<string[]> =>
    (
      await db.query<{ block: string }>(
        "select block_id as block from run_steps where run_id = $1 order by position",
        [id],
      )
    ).map(({ block }) => block);

  test("a run of one block is one transaction of at most nine statements", async () => {
    const definition = inARow(segment("first", "Warm"));
    await (await runOf({ definition }, "first")).perform();
    const run = await runOf({ definition }, "first");
    statements.length = 0;
    const { ended } = await run.perform();
    expect(ended).toEqual({ status: "completed", blockId: "end", position: 2 });
    expect(statements.length).toBeLessThanOrEqual(9);
  });

  test("done again after a kill, a chain gives the same, and has done nothing twice", async () => {
    const run = await runOf({ definition: inARow(segment("a"), segment("b")) }, "a");
    const first = await run.perform();
    expect(first).toMatchObject({ branch: "next", onward: { blockIds: ["b"] } });
    expect(first.ended).toEqual({ status: "completed", blockId: "end", position: 3 });
    const before = await db.query("select * from run_steps where run_id = $1", [run.id]);
    expect(await run.perform()).toEqual(first);
    expect(await db.query("select * from run_steps where run_id = $1", [run.id])).toEqual(before);
  });

  test("a run that comes by again makes another visit, not the one before once more", async () => {
    const run = await runOf({ definition: inARow(segment("a"), segment("b")) }, "a");
    const way = { visits: { a: 3, b: 2 }, retry: 0 };
    await activities.performBlock({ ...run.step, visit: 3, position: 7 }, way);
    const rows = await db.query(
      "select block_id as block, visit, position from run_steps where run_id = $1 order by position",
      [run.id],
    );
    expect(rows).toEqual([
      { block: "a", visit: 3, position: 7 },
      { block: "b", visit: 3, position: 8 },
      { block: "end", visit: 1, position: 9 },
    ]);
  });

  test("asked for by a run that knows no chains, a block is done alone", async () => {
    const run = await runOf({ definition: inARow(segment("a"), segment("b")) }, "a");
    expect(await activities.performBlock(run.step)).toEqual({ branch: "next" });
    expect(await blocksOf(run.id)).toEqual(["a"]);
  });

  test("a stop that was committed before a chain begins ends the run there, and says by which event", async () => {
    const run = await runOf({ definition: inARow(segment("a"), segment("b")) }, "a");
    const eventId = await run.stop();
    expect((await run.perform()).ended).toEqual({ status: "stopped", eventId });
    expect(await blocksOf(run.id)).toEqual([]);
    const [signal] = await db.query("select state from run_signals where run_id = $1", [run.id]);
    expect(signal).toEqual({ state: "delivered" });
  });

  test("a stop that a block of the chain brings about ends the run before the next one", async () => {
    await db.query("insert into segments (id, name) values (gen_random_uuid(), 'Done with')");
    const run = await runOf(
      {
        definition: inARow(segment("a", "Done with"), segment("b")),
        stopRules: [{ kind: "segment", segment: "Done with", when: "enters" }],
      },
      "a",
    );
    expect((await run.perform()).ended).toMatchObject({ status: "stopped" });
    expect(await blocksOf(run.id)).toEqual(["a"]);
    const [row] = await db.query<{ status: string; stop_reason: string }>(
      "select status, stop_reason from runs where id = $1",
      [run.id],
    );
    expect(row?.status).toBe("stopped");
    expect(row?.stop_reason).toContain("Done with");
  });

  test("an execution that has failed before does not end its successor with a chain", async () => {
    const run = await runOf({ definition: inARow(segment("a")) }, "a");
    await db.query("update runs set retries = 1 where id = $1", [run.id]);
    expect(await run.perform()).toEqual({ branch: "next" });
    const [row] = await db.query("select status from runs where id = $1", [run.id]);
    expect(row).toEqual({ status: "running" });
  });
});

test("a chain's summary names its blocks, up to a wait, a fork or what leaves Postgres", () => {
  const plan: Plan = {
    first: "a",
    blocks: {
      a: { kind: "getOrder", summary: "A", place: "database", next: { found: "b", notFound: "b" } },
      b: { kind: "addToSegment", summary: "B", place: "database", next: { next: "c" } },
      c: { kind: "delay", summary: "C", place: "database", next: { next: "d" } },
      d: { kind: "condition", summary: "D", place: "database", next: { yes: "a", no: "e" } },
      e: { kind: "end", summary: "End", place: "database", next: {} },
    },
  };
  expect(chainSummary(plan, "a")).toBe("A → B → C");
  expect(chainSummary(plan, "d")).toBe("D → …");
});

test("the kinds at which chains end are those that wait", () => {
  const waits = [...blockKinds.values()].filter(({ role }) => role === "wait");
  expect([...waitingKinds].toSorted()).toEqual(waits.map(({ kind }) => kind).toSorted());
});

test("a message is tried here where the worker of the workflow task did so, and on a replay as it was", () => {
  expect(sendsHere(interpreterBuildId)).toBe(true);
  // What Temporal's SDK calls a worker that says nothing of itself, as those of before did.
  expect(sendsHere("@temporalio/worker@1.24.0+d1f3c9b2")).toBe(false);
  expect(sendsHere("")).toBe(false);
  expect(sendsHere(undefined)).toBe(false);
});
