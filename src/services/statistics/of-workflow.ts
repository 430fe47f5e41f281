import type { ServiceContext } from "../context.ts";
import { blockKinds } from "../../blocks/registry.ts";
import type { StatisticsAnswer, StatisticsQuery } from "../../contract/api/statistics.ts";
import { AppError } from "../../contract/errors.ts";
import type { Sql } from "../../db/core/database.ts";
import { serverTime } from "../../db/core/server-time.ts";
import type { StatisticsScope } from "../../db/workflows/workflow-statistics.ts";
import * as counts from "../../db/workflows/workflow-statistics.ts";
import { requireVersion, requireWorkflow } from "../workflows/require.ts";
import { blocksOf, edgesOf, messagesOf, runsOf } from "./add-up.ts";

const defaultDays = 30;
/** So many runs are counted for one question: the newest of its period. */
const mostCounted = 20_000;
const dayMs = 86_400_000;

/** Kinds whose visits each are to send one message. */
const sendingKinds = [...blockKinds.values()]
  .filter(({ place }) => place !== "database" && place !== "webhook" && place !== "bulk")
  .map(({ kind }) => kind);

/**
 * How many runs of a workflow came to each block and went on by each way, and what became of what it
 * sent. Counted when asked: nothing is kept up while runs go their way.
 * @throws AppError `not_found`; `invalid` for a period that ends before it begins
 */
export async function workflowStatistics(
  context: ServiceContext,
  workflowId: string,
  query: StatisticsQuery,
): Promise<StatisticsAnswer> {
  const version = query.version ?? null;
  const versionId =
    version === null ? null : (await requireVersion(context, workflowId, version)).id;
  if (versionId === null) await requireWorkflow(context, workflowId);
  const to = query.to ?? (await serverTime(context.sql));
  const from = query.from ?? new Date(to.getTime() - defaultDays * dayMs);
  if (from > to) {
    const faults = [{ path: "from", message: "must not be after `to`" }];
    throw new AppError("invalid", "the query has a fault", { faults });
  }
  const scope = await countableScope(context.sql, { workflowId, from, to, versionId });
  return { from: scope.from, to, version, ...(await countStatistics(context.sql, scope)) };
}

/** The end of a scope whose runs are few enough to be counted for one question. */
export async function countableScope(sql: Sql, scope: StatisticsScope): Promise<StatisticsScope> {
  const since = await counts.countableSince(sql, scope, mostCounted);
  return since === null || since < scope.from ? scope : { ...scope, from: since };
}

export type WorkflowStatistics = Omit<StatisticsAnswer, "from" | "to" | "version">;

/** All figures of a scope. */
export async function countStatistics(
  sql: Sql,
  scope: StatisticsScope,
): Promise<WorkflowStatistics> {
  const runs = await counts.countRuns(sql, scope);
  const visits = await counts.countVisits(sql, scope, sendingKinds);
  const unjournaled = await counts.countUnjournaled(sql, scope);
  const messages = await counts.countMessages(sql, scope);
  const skipped = await counts.countSkippedMembers(sql, scope);
  return {
    runs: runsOf(runs),
    blocks: blocksOf(runs, visits, unjournaled),
    edges: edgesOf(runs, visits),
    messages: messagesOf(messages, visits, skipped),
  };
}
