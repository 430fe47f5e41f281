import type { CohortsAnswer, CohortsQuery } from "../../contract/api/reports.ts";
import type { Database } from "../../db/core/database.ts";
import { serverTime } from "../../db/core/server-time.ts";
import {
  cohortSteps,
  contactsByWeek,
  conversionsByWeek,
  countOneWeek,
  revenueByWeek,
} from "../../db/workflows/cohorts.ts";
import { beginningOf, utcUnitMs } from "../../domain/utc-units.ts";
import type { ServiceContext } from "../context.ts";
import { requireGoal } from "../goals/workflow.ts";
import { requireWorkflow } from "../workflows/require.ts";

const weekMs = utcUnitMs.week;

/** Counts weeks that have come to their end since, a week a transaction. */
export async function countWeeks(db: Database): Promise<void> {
  while (await countOneWeek(db)) {
    // The next week.
  }
}

/**
 * Contacts by the week in which the workflow started for them, and how many of them had converted within
 * one, two, four and eight weeks.
 * @throws AppError `not_found`; `conflict` when there is no goal
 */
export async function workflowCohorts(
  context: ServiceContext,
  workflowId: string,
  { weeks }: CohortsQuery,
): Promise<CohortsAnswer> {
  await requireWorkflow(context, workflowId);
  const goal = await requireGoal(context, workflowId);
  const now = (await serverTime(context.sql)).getTime();
  const thisWeek = beginningOf("week", now);
  const first = thisWeek - (weeks - 1) * weekMs;
  const scope = { workflowId, from: new Date(first), to: new Date(thisWeek + weekMs) };
  const started = byWeek(await contactsByWeek(context.sql, scope));
  const converted = byWeek(await conversionsByWeek(context.sql, scope));
  const money = await revenueByWeek(context.sql, scope);
  const cohorts = Array.from({ length: weeks }, (_, index) => {
    const at = first + index * weekMs;
    const done = converted.get(at);
    return {
      week: new Date(at),
      contacts: started.get(at)?.contacts ?? 0,
      within: cohortSteps.map((step, place) => ({
        weeks: step,
        converted: done?.within[place] ?? 0,
        isOver: at + weekMs + step * weekMs <= now,
      })),
      conversions: done?.conversions ?? 0,
      revenue: money
        .filter(({ week }) => week.getTime() === at)
        .map(({ currency, total }) => ({ currency, total })),
    };
  });
  return { goal, cohorts };
}

function byWeek<Row extends { week: Date }>(rows: readonly Row[]): Map<number, Row> {
  return new Map(rows.map((row) => [row.week.getTime(), row]));
}
