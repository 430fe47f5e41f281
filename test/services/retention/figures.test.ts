import fc from "fast-check";
import { expect, test } from "vitest";
import { goalBody } from "../../../src/contract/api/goal.ts";
import type { Database } from "../../../src/db/core/database.ts";
import { countEventsOfType, lastRunTimes } from "../../../src/db/events/event-type-links.ts";
import { eventTypesByKey } from "../../../src/db/events/event-type-list.ts";
import { messageCounts } from "../../../src/db/messages/broadcast-lists.ts";
import { recentRunCounts } from "../../../src/db/workflows/workflow-list.ts";
import { launchedSince } from "../../../src/db/workflows/launch-outlook.ts";
import { listBroadcasts } from "../../../src/services/broadcasts/broadcasts.ts";
import { recountGates } from "../../../src/services/bindings/recount-gates.ts";
import { countDays } from "../../../src/services/event-types/event-types.ts";
import { workflowConversions } from "../../../src/services/goals/measure.ts";
import { changeGoal } from "../../../src/services/goals/workflow.ts";
import { countHours, overview } from "../../../src/services/overview/over-time.ts";
import { countWeeks, workflowCohorts } from "../../../src/services/reports/cohorts.ts";
import { forgetEvents } from "../../../src/services/retention/forget-events.ts";
import { kindsOfRuns } from "../../../src/services/retention/forget.ts";
import { workflowStatistics } from "../../../src/services/statistics/of-workflow.ts";
import { forgetAllOfRuns } from "../../../src/worker/retention.ts";
import type { MadeWorkflow } from "../../support/campaign.ts";
import { makeWorkflow } from "../../support/campaign.ts";
import { contextOf } from "../../support/context.ts";
import { testDatabase } from "../../support/database.ts";
import type { PastRun } from "../../support/past-data.ts";
import {
  pastContacts,
  pastMessages,
  pastPartitions,
  pastRuns,
  typeIdOf,
} from "../../support/past-data.ts";

const dayMs = 86_400_000;
const goal = goalBody.parse({ eventTypeKey: "order", window: { every: 30, unit: "days" } });
const { signal } = new AbortController();

interface Story {
  runs: (Omit<PastRun, "contactId"> & { contact: number })[];
  days: Record<(typeof kindsOfRuns)[number] | "events", number>;
}

const anyDays = fc.integer({ min: 60, max: 450 });
const stories: fc.Arbitrary<Story> = fc.record({
  runs: fc.array(
    fc.record({
      daysAgo: fc.integer({ min: 1, max: 600 }),
      lasted: fc.option(fc.integer({ min: 0, max: 300 }), { nil: null, freq: 6 }),
      status: fc.constantFrom("completed", "completed", "stopped", "failed"),
      contact: fc.integer({ min: 0, max: 4 }),
      messages: fc.integer({ min: 0, max: 3 }),
    }),
    { minLength: 5, maxLength: 25 },
  ),
  days: fc.record({
    events: anyDays,
    runs: anyDays,
    journals: anyDays,
    messages: anyDays,
    messageContents: anyDays,
  }),
});

async function told(db: Database, story: Story) {
  await pastPartitions(db, 21);
  const workflow = await makeWorkflow(db);
  await changeGoal(contextOf(db), workflow.id, goal);
  await db.query("update workflows set created_at = now() - interval '800 days'");
  const typeId = await typeIdOf(db, "order");
  const contacts = await pastContacts(db, 5);
  const runs = story.runs.map(({ contact, ...run }) => ({
    ...run,
    contactId: contacts[contact] ?? "",
  }));
  const ids = await pastRuns(db, workflow, typeId, runs);
  // The first run is a broadcast's.
  const [broadcast] = await db.query<{ id: string }>(
    `insert into broadcasts (id, run_id, block_id, visit, segment_id, total, created_at, ended_at)
     select gen_random_uuid(), id, 'mail', 1, gen_random_uuid(), 7, created_at, ended_at from runs
      where id = $1 returning id`,
    [ids[0]],
  );
  const broadcastId = broadcast?.id ?? "";
  await db.query("delete from messages where run_id = $1", [ids[0]]);
  await pastMessages(db, ids[0] ?? "", 7, broadcastId);
  await countDays(db);
  await countHours(db);
  await countWeeks(db);
  return { workflow, typeId, broadcastId, ids, runs };
}

type Told = Awaited<ReturnType<typeof told>>;

async function figures(db: Database, { workflow, typeId, broadcastId, ids }: Told) {
  const context = contextOf(db);
  const { countedUntil: _, ...home } = await overview(context, { days: 30 });
  const { from: _from, to: _to, ...lately } = await workflowStatistics(context, workflow.id, {});
  const kept = (table: string) => db.query(`select * from ${table} order by 1, 2`);
  return {
    starts: await recentRunCounts(db, [workflow.id]),
    lastRun: await lastRunTimes(db, [workflow.id]),
    types: await eventTypesByKey(db, { search: "order" }, 10, null),
    events: await countEventsOfType(db, typeId, 1_000),
    broadcasts: await listBroadcasts(context, { limit: 10 }),
    broadcast: await messageCounts(db, broadcastId),
    lately,
    home,
    cohorts: (await workflowCohorts(context, workflow.id, { weeks: 52 })).cohorts,
    launched: await launchedSince(
      db,
      { id: workflow.bindings[0] ?? "", workflowId: workflow.id },
      "contact",
      new Date(dayMs),
    ).then(({ subjects }) => subjects),
    open: await db.query(
      `select r.id, e.params, (select count(*) from run_steps s where s.run_id = r.id) as steps,
              (select count(*) from messages m where m.run_id = r.id and m.content is not null) as messages
         from runs r join events e on e.id = r.event_id
        where r.id = any($1::uuid[]) and r.status = 'running' order by 1`,
      [ids],
    ),
    failed: await db.query(
      `select r.id, (select count(*) from run_steps s where s.run_id = r.id) as steps,
              (select count(*) from messages m where m.run_id = r.id and m.content is not null) as messages
         from runs r join events e on e.id = r.event_id
        where r.status = 'failed' and r.ended_at > now() - interval '60 days' order by 1`,
    ),
    consent: await kept("consent_log"),
    conversions: await kept("conversions"),
    holdouts: await kept("holdouts"),
  };
}

async function forgotten(db: Database, { days }: Story): Promise<void> {
  const now = Date.now();
  const before = (kind: keyof Story["days"]) => new Date(now - days[kind] * dayMs);
  for (const kind of kindsOfRuns) {
    await forgetAllOfRuns(db, kind, {
      before: before(kind),
      signal,
      sizes: { runs: 3, messages: 2 },
    });
  }
  await forgetEvents(db, { before: before("events"), signal });
}

async function allCounted(db: Database, { workflow, runs }: Told): Promise<void> {
  const context = contextOf(db);
  const from = new Date(Date.now() - 800 * dayMs);
  const answer = await workflowStatistics(context, workflow.id, { from });
  const [intact] = await db.query<{ runs: number; steps: number }>(
    `select count(*)::int as runs, (select count(*)::int from run_steps s join runs r on r.id = s.run_id
              where r.created_at >= $1 and s.block_id = 'wait') as steps
       from runs where created_at >= $1`,
    [answer.from],
  );
  const since = (Date.now() - answer.from.getTime()) / dayMs;
  expect(answer.runs.total).toBe(runs.filter(({ daysAgo }) => daysAgo < since - 0.01).length);
  expect(intact?.runs).toBe(answer.runs.total);
  // None of those that are counted has lost its way.
  expect(intact?.steps).toBe(answer.runs.total);
  const measured = await workflowConversions(context, workflow.id, { from }).catch(() => null);
  if (measured !== null) expect(measured.from).toEqual(answer.from);
}

async function onceHolds(db: Database, { workflow, runs }: Told): Promise<void> {
  const [id = ""] = workflow.bindings;
  const to = { frequency: { kind: "once" }, subject: "contact" } as const;
  await recountGates(contextOf(db), { id, workflowId: workflow.id }, to, new Date());
  const closed = await db.query<{ subject: string }>(
    "select subject from launch_gates where binding_id = $1 and next_allowed_at = 'infinity' order by 1",
    [id],
  );
  const launched = [...new Set(runs.map(({ contactId }) => contactId))];
  expect(closed.map(({ subject }) => subject)).toEqual(launched.toSorted());
}

test("lists, Home, cohorts and broadcasts say the same before and after, reports say since when, and once stays once", async () => {
  await fc.assert(
    fc.asyncProperty(stories, async (given) => {
      const { db } = await testDatabase();
      const made = await told(db, given);
      const before = await figures(db, made);
      await forgotten(db, given);
      expect(await figures(db, made)).toEqual(before);
      await allCounted(db, made);
      await onceHolds(db, made);
    }),
    { numRuns: 10, endOnFailure: true },
  );
});

test("runs are forgotten a while after their end, with all that hangs on them, and nothing else is", async () => {
  const { db } = await testDatabase();
  const workflow: MadeWorkflow = await makeWorkflow(db);
  const typeId = await typeIdOf(db, "order");
  const [contactId = ""] = await pastContacts(db, 1);
  const run = (
    daysAgo: number,
    lasted: number | null,
    status: PastRun["status"] = "completed",
  ) => ({
    daysAgo,
    lasted,
    status,
    contactId,
    messages: 1,
  });
  await pastRuns(db, workflow, typeId, [
    run(200, 10),
    run(200, 150),
    run(200, null),
    run(200, 10, "failed"),
    run(20, 1),
  ]);
  const before = new Date(Date.now() - 100 * dayMs);
  const count = async (table: string) =>
    (await db.query<{ n: number }>(`select count(*)::int as n from ${table}`))[0]?.n;

  expect(await forgetAllOfRuns(db, "messageContents", { before, signal })).toBe(1);
  // A failed run may go on: what it sent is needed for it.
  expect(await count("messages where content is null")).toBe(1);
  expect(await forgetAllOfRuns(db, "journals", { before, signal })).toBe(2);
  expect(await forgetAllOfRuns(db, "messages", { before, signal })).toBe(1);
  expect(await count("messages")).toBe(4);
  expect(await forgetAllOfRuns(db, "runs", { before, signal })).toBe(2);
  expect(await count("runs")).toBe(3);
  expect(await count("run_steps")).toBe(6);
  expect(await count("messages")).toBe(3);
  expect(await count("message_log")).toBe(3);
  expect(await forgetAllOfRuns(db, "runs", { before, signal })).toBe(0);
});
