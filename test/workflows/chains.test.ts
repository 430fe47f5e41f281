import { beforeAll, describe, expect, test } from "vitest";
import { chainSummary, waitingKinds } from "../../src/domain/chain-summary.ts";
import { blockKinds } from "../../src/blocks/registry.ts";
import { databaseActivities } from "../../src/activities/database-activities.ts";
import { versionCache } from "../../src/activities/versions.ts";
import type { Database, Sql } from "../../src/db/core/database.ts";
import type { Plan } from "../../src/domain/plan.ts";
import { makeWorkflow, startOnOrder } from "../support/campaign.ts";
import { testDatabase } from "../support/database.ts";
import { email, inARow } from "../support/definitions.ts";
import { incoming } from "../support/events.ts";
import { createIngest } from "../../src/ingest/create.ts";
import type { RealRuns } from "../support/real-runs.ts";
import { realRuns } from "../support/real-runs.ts";
import { renderer } from "../support/renderer.ts";
import { eventually } from "../support/wait.ts";

const segment = (id: string, name = id) => ({
  id,
  kind: "addToSegment",
  config: { segment: name },
});

describe("with Temporal", () => {
  let runs: RealRuns;
  beforeAll(async () => {
    runs = await realRuns("chains");
  });

  /** Of a run that has ended in Temporal: what its history consists of. */
  async function eventsOf(temporalId: string): Promise<string[]> {
    const handle = runs.temporal.client.workflow.getHandle(temporalId);
    await handle.result().catch(() => undefined);
    const { events = [] } = await handle.fetchHistory();
    return (events ?? []).map(
      (event) =>
        Object.keys(event)
          .find((key) => key.endsWith("EventAttributes"))
          ?.replace("EventAttributes", "") ?? "",
    );
  }
  const begun = [
    "workflowExecutionStarted",
    "workflowTaskScheduled",
    "workflowTaskStarted",
    "workflowTaskCompleted",
  ];

  test("a run of one block is one workflow task and one marker", async () => {
    const workflow = await runs.make(inARow(segment("mark")));
    const { temporalId, status } = await workflow.follow();
    expect(status).toBe("completed");
    expect(await eventsOf(temporalId)).toEqual([
      ...begun,
      "markerRecorded",
      "workflowExecutionCompleted",
    ]);
  });

  test("an order, a segment and a mail are one workflow task and two markers, with a journal row each", async () => {
    const workflow = await runs.make(
      inARow({ id: "order", kind: "getOrder" }, segment("mark"), email("mail", "Hello")),
    );
    const { temporalId, steps } = await workflow.follow();
    expect(steps.map(({ block }) => block)).toEqual(["order", "mark", "mail", "end"]);
    expect(await eventsOf(temporalId)).toEqual([
      ...begun,
      "markerRecorded",
      "markerRecorded",
      "workflowExecutionCompleted",
    ]);
    const { events } = await runs.temporal.client.workflow.getHandle(temporalId).fetchHistory();
    const marker = events?.find(
      ({ markerRecordedEventAttributes }) => markerRecordedEventAttributes,
    );
    const summary = Buffer.from(marker?.userMetadata?.summary?.data ?? []).toString();
    expect(summary).toContain("Add to segment");
  });

  test("a long row of blocks is done in chains of 25, each block once and in order", async () => {
    const row = Array.from({ length: 40 }, (_, n) => ({
      id: `check${n}`,
      kind: "checkPoint",
      config: { name: `Check ${n}` },
    }));
    const workflow = await runs.make(inARow(...row));
    const { temporalId, steps } = await workflow.follow();
    expect(steps.map(({ block }) => block)).toEqual([...row.map(({ id }) => id), "end"]);
    const events = await eventsOf(temporalId);
    expect(events.filter((event) => event === "markerRecorded")).toHaveLength(2);
  });

  test("what is to be rendered begins a chain, and sees what those before it did", async () => {
    const workflow = await runs.make(
      inARow(
        { id: "one", kind: "setVariable", config: { name: "one", value: "1" } },
        { id: "two", kind: "setVariable", config: { name: "two", value: "{{ vars.one }}2" } },
        segment("mark"),
      ),
    );
    const { id, temporalId } = await workflow.follow();
    const [run] = await runs.db.query("select variables from runs where id = $1", [id]);
    expect(run).toEqual({ variables: { one: "1", two: "12" } });
    const events = await eventsOf(temporalId);
    expect(events.filter((event) => event === "markerRecorded")).toHaveLength(2);
  });

  test("a block that fails in a chain fails by itself, and what was before it is kept", async () => {
    await runs.db.query(`
      create function refuse_bad() returns trigger language plpgsql as $$
      begin
        if new.block_id = 'bad' then raise exception 'the block is bad'; end if;
        return new;
      end $$`);
    await runs.db.query(
      "create trigger refuse_bad before insert on run_steps for each row execute function refuse_bad()",
    );
    const workflow = await runs.make(inARow(segment("good"), segment("bad"), segment("behind")));
    const { status, error, steps } = await workflow.follow();
    expect(status).toBe("failed");
    expect(error).toMatchObject({ block: "bad", message: "the block is bad" });
    expect(steps.map(({ block }) => block)).toEqual(["good"]);
    const made = await runs.db.query("select name from segments order by name");
    expect(made).toContainEqual({ name: "good" });
    expect(made).not.toContainEqual({ name: "bad" });
  });

  test("a mail server that hangs holds up no run that stays inside Postgres", async () => {
    runs.mail.answer = () => "hang";
    const mails = await runs.make(inARow(email("mail", "Hello", { transactional: true })));
    const stuck = await mails.launch(
      ...Array.from({ length: 60 }, (_, n) => ({ email: `${n}@example.com`, keyValue: `${n}` })),
    );
    await eventually("many messages in progress", async () => {
      const rows = await runs.db.query("select 1 from messages where state = 'sending'");
      return rows.length > 10;
    });
    const workflow = await runs.make(inARow(segment("aside")));
    for (const n of [1, 2, 3]) {
      expect((await workflow.follow({ keyValue: `aside ${n}` })).status).toBe("completed");
    }
    expect(await runs.db.query("select 1 from messages where state = 'sent'")).toHaveLength(1);
    await runs.mail.close();
    for (const id of stuck) {
      const [run] = await runs.db.query<{ temporal_id: string }>(
        "select temporal_id from runs where id = $1",
        [id],
      );
      const handle = runs.temporal.client.workflow.getHandle(run?.temporal_id ?? "");
      await handle.terminate("the test is over").catch(() => undefined);
    }
  });
});

describe("without Temporal", () => {
  let db: Database;
  let activities: ReturnType<typeof databaseActivities>;
  const statements: string[] = [];

  beforeAll(async () => {
    ({ db } = await testDatabase(4));
    const counted: Database = {
      ...db,
      tx: (work, options) => db.tx((sql) => work(counting(sql)), options),
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
