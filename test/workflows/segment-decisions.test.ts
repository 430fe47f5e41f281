import { expect, test } from "vitest";
import { createIngest } from "../../src/ingest/create.ts";
import { createSegment } from "../../src/services/segments/segments.ts";
import type { Database } from "../../src/db/core/database.ts";
import { makeWorkflow, startOnOrder } from "../support/campaign.ts";
import { contextOf } from "../support/context.ts";
import { email, inARow } from "../support/definitions.ts";
import { incoming } from "../support/events.ts";
import { afterwards } from "../support/afterwards.ts";
import { endOf, journalOf, realRuns } from "../support/real-runs.ts";
import { eventually } from "../support/wait.ts";

/** Has nobody sweep segments until the test ends: what is decided by is not what was told last. */
async function withoutSweeps(db: Database): Promise<void> {
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  let holds = (): void => undefined;
  const held = new Promise<void>((resolve) => (holds = resolve));
  const sweep = db.tx(async (sql) => {
    await sql.query("select pg_advisory_xact_lock(hashtext('campanile.segment-sweep'))");
    holds();
    await released;
  });
  await held;
  afterwards(async () => {
    release();
    await sweep;
  });
}

test("a condition on a segment knows what the run's own event, and a block before it, have changed", async () => {
  const { db } = await realRuns("segment-decisions");
  const ingest = createIngest(db);
  afterwards(() => ingest.close());
  const context = contextOf(db);
  await db.query("insert into topics (id, key, name) values (make_uuid7(), 'news', 'News')");
  await createSegment(context, {
    name: "Twice",
    rule: { ">=": [{ events: { type: "order" } }, 2] },
  });
  await createSegment(context, {
    name: "News by SMS",
    rule: { in: ["news/sms", { var: "contact.topicsByChannel" }] },
  });
  const isIn = (id: string, name: string) => ({
    id,
    kind: "condition",
    config: { rule: { in: [name, { var: "contact.segments" }] } },
  });
  await makeWorkflow(db, {
    definition: inARow(
      isIn("twice", "Twice"),
      isIn("before", "News by SMS"),
      { id: "subscribe", kind: "subscribe", config: { topic: "news", channel: "sms" } },
      isIn("after", "News by SMS"),
      { id: "unsubscribe", kind: "unsubscribe", config: { topic: "news", channel: "sms" } },
      isIn("again", "News by SMS"),
    ),
  });
  await withoutSweeps(db);
  const runOf = async (keyValue: string) => {
    const [result] = await ingest.ingest([incoming({ keyValue })]);
    const [run] = await db.query<{ id: string }>("select id from runs where event_id = $1", [
      result?.eventId,
    ]);
    return endOf(db, run?.id ?? "");
  };
  const by = { before: "no", after: "yes", again: "no" };
  const first = await runOf("first");
  expect(first).toMatchObject({ status: "completed", ways: { twice: "no", ...by } });
  const second = await runOf("second");
  expect(second).toMatchObject({ status: "completed", ways: { twice: "yes", ...by } });
  const members = await db.query(
    "select from segment_members m join segments s on s.id = m.segment_id where s.name = 'Twice'",
  );
  expect(members).toEqual([]);
});

test("a stop rule and a goal's condition ask a segment's rule itself", async () => {
  const { db } = await realRuns("segment-decisions");
  const ingest = createIngest(db);
  afterwards(() => ingest.close());
  await createSegment(contextOf(db), {
    name: "Twice",
    rule: { ">=": [{ events: { type: "order" } }, 2] },
  });
  const pause = { id: "pause", kind: "delay", config: { amount: 3, unit: "days" } };
  const isTwice = { in: ["Twice", { var: "contact.segments" }] };
  await makeWorkflow(db, {
    name: "With a goal",
    definition: inARow(
      { id: "twice", kind: "goal", config: { rule: isTwice } },
      pause,
      email("mail", "Reminder"),
    ),
  });
  await makeWorkflow(db, {
    name: "With a rule",
    definition: inARow(pause),
    stopRules: [{ kind: "segment", segment: "Twice", when: "enters" }],
    bindings: [{ ...startOnOrder, filter: { "==": [{ var: "event.keyValue" }, "second"] } }],
  });
  await withoutSweeps(db);
  const runOf = (name: string, key: string) =>
    eventually(`a run of ${name}`, async () => {
      const [run] = await db.query<{ id: string }>(
        "select r.id from runs r join workflows w on w.id = r.workflow_id where w.name = $1 and r.event_key = $2",
        [name, key],
      );
      return run?.id;
    });
  await ingest.ingest([incoming({ keyValue: "first" })]);
  const first = await runOf("With a goal", "first");
  await eventually("its pause", async () => {
    const steps = await journalOf(db, first);
    return steps.some(({ block }) => block === "pause");
  });
  await ingest.ingest([incoming({ keyValue: "second" })]);
  const stopped = await endOf(db, await runOf("With a rule", "second"));
  expect(stopped).toMatchObject({ status: "stopped", steps: [] });
  await db.query(
    `insert into run_signals (id, run_id, kind, block_id, visit, created_at)
     values (gen_random_uuid(), $1, 'wake', 'pause', 1, now())`,
    [first],
  );
  expect(await endOf(db, first)).toMatchObject({ status: "completed" });
  const [run] = await db.query("select goal_block as goal from runs where id = $1", [first]);
  expect(run).toEqual({ goal: "twice" });
  expect(await db.query("select from segment_members")).toEqual([]);
});
