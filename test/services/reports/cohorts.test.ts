import { expect, test } from "vitest";
import { goalBody } from "../../../src/contract/api/goal.ts";
import { cohortsAnswer } from "../../../src/contract/api/reports.ts";
import type { Database } from "../../../src/db/core/database.ts";
import { required } from "../../../src/domain/required.ts";
import { createIngest } from "../../../src/ingest/create.ts";
import { newId } from "../../../src/platform/new-id.ts";
import { changeGoal } from "../../../src/services/goals/workflow.ts";
import { countWeeks, workflowCohorts } from "../../../src/services/reports/cohorts.ts";
import { makeWorkflow } from "../../support/campaign.ts";
import { contextOf } from "../../support/context.ts";
import { testDatabase } from "../../support/database.ts";
import { incoming } from "../../support/events.ts";

const goal = goalBody.parse({
  eventTypeKey: "paid",
  window: { every: 90, unit: "days" },
  value: { kind: "order" },
});

/** Midday of the Wednesday so many weeks ago, by the database's clock. */
const wednesday = `date_trunc('week', now(), 'UTC') - $2 * interval '7 days' + interval '60 hours'`;

/** Starts for a contact that lie so many weeks back, and what they did so many days after. */
async function startedAgo(
  db: Database,
  starts: readonly { who: string; weeks: number; paidAfterDays?: number }[],
): Promise<string> {
  const workflow = await makeWorkflow(db);
  const ingest = createIngest(db);
  await ingest.ingest([incoming({ typeKey: "paid", email: "nobody@example.com" })]);
  await changeGoal(contextOf(db), workflow.id, goal);
  for (const { who, weeks, paidAfterDays } of starts) {
    const [started] = await ingest.ingest([
      incoming({ typeKey: "order", email: `${who}@example.com`, keyValue: newId() }),
    ]);
    const result = required(started, "a result");
    const id = "decisions" in result ? (result.decisions[0]?.runId ?? null) : null;
    const [run] = await db.query<{ id: string; contactId: string; versionId: string }>(
      `update runs r set created_at = ${wednesday}, id = (select overlay(
                uuid7_floor(${wednesday})::text placing right(r.id::text, 12) from 25)::uuid)
        where id = $1
       returning id, contact_id as "contactId", version_id as "versionId"`,
      [id, weeks],
    );
    if (paidAfterDays === undefined) continue;
    await db.query(
      `insert into conversions (event_id, workflow_id, contact_id, version_id, run_id, branches, held_out,
                                attributed, since_start, started_at, value, currency, at)
       select $3, workflow_id, contact_id, version_id, id, '{}', false, true, true, created_at, 10, 'EUR',
              created_at + $2 * interval '1 day' from runs where id = $1`,
      [required(run, "a run").id, paidAfterDays, newId()],
    );
  }
  return workflow.id;
}

const convertedIn = (
  answer: ReturnType<typeof cohortsAnswer.parse>,
  weeksAgo: number,
): (number | boolean)[][] | undefined =>
  answer.cohorts.at(-1 - weeksAgo)?.within.map(({ converted, isOver }) => [converted, isOver]);

test("a contact counts in the week of the start, and as converted from the week on in which it did", async () => {
  const { db } = await testDatabase();
  const id = await startedAgo(db, [
    { who: "ada", weeks: 10, paidAfterDays: 3 },
    // The same contact a second time in its week: once more in nothing but the conversions.
    { who: "ada", weeks: 10, paidAfterDays: 5 },
    { who: "bela", weeks: 10, paidAfterDays: 10 },
    { who: "cleo", weeks: 10, paidAfterDays: 40 },
    { who: "dora", weeks: 10 },
    { who: "ada", weeks: 3, paidAfterDays: 1 },
    { who: "emil", weeks: 3 },
  ]);
  const found = cohortsAnswer.parse(await workflowCohorts(contextOf(db), id, { weeks: 12 }));
  expect(found.cohorts.map(({ contacts }) => contacts)).toEqual([
    0, 4, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0,
  ]);
  expect(convertedIn(found, 10)).toEqual([
    [1, true],
    [2, true],
    [2, true],
    [3, true],
  ]);
  expect(found.cohorts[1]).toMatchObject({
    conversions: 4,
    revenue: [{ currency: "EUR", total: 40 }],
  });
  // Three weeks are not over for those who started at the end of the third week back.
  expect(convertedIn(found, 3)).toEqual([
    [1, true],
    [1, true],
    [1, false],
    [1, false],
  ]);
  expect(found.cohorts.every(({ week }) => week.getUTCDay() === 1)).toBe(true);
});

test("weeks that are over are counted once, and say the same as counted when asked", async () => {
  const { db } = await testDatabase();
  const id = await startedAgo(db, [
    { who: "ada", weeks: 5 },
    { who: "bela", weeks: 5 },
    { who: "ada", weeks: 1 },
    { who: "cleo", weeks: 0 },
  ]);
  const context = contextOf(db);
  const before = await workflowCohorts(context, id, { weeks: 8 });
  await countWeeks(db);
  const kept = await db.query<{ contacts: string }>(
    "select contacts from cohort_weeks where workflow_id = $1 order by week",
    [id],
  );
  expect(kept.map(({ contacts }) => Number(contacts))).toEqual([2, 1]);
  expect(await workflowCohorts(context, id, { weeks: 8 })).toEqual(before);
  // What is kept is not counted again: a run less changes nothing.
  await db.query("update runs set test = '{}' where created_at < now() - interval '4 weeks'");
  expect(await workflowCohorts(context, id, { weeks: 8 })).toEqual(before);
});

test("two workers count each week once", async () => {
  const { db } = await testDatabase(4);
  const id = await startedAgo(db, [{ who: "ada", weeks: 2 }]);
  await Promise.all([countWeeks(db), countWeeks(db)]);
  await countWeeks(db);
  const rows = await db.query("select from cohort_weeks where workflow_id = $1", [id]);
  expect(rows).toHaveLength(1);
  const [mark] = await db.query<{ isDone: boolean }>(
    `select counted_to = date_trunc('week', now() - interval '5 minutes', 'UTC') as "isDone" from cohort_mark`,
  );
  expect(mark?.isDone).toBe(true);
});

test("without a goal, or without a workflow, there are no cohorts", async () => {
  const { db } = await testDatabase();
  const { id } = await makeWorkflow(db);
  await expect(workflowCohorts(contextOf(db), id, { weeks: 4 })).rejects.toThrow("has no goal");
  await expect(workflowCohorts(contextOf(db), newId(), { weeks: 4 })).rejects.toThrow(
    "no workflow",
  );
});
