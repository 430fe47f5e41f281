import type {
  ConversionsAnswer,
  MeasuringQuery,
  UpliftAnswer,
} from "../../contract/api/measuring.ts";
import { AppError } from "../../contract/errors.ts";
import { serverTime } from "../../db/core/server-time.ts";
import { findWorkspace } from "../../db/core/workspace.ts";
import type {
  FiguresScope,
  GroupFigures,
  GroupMoney,
} from "../../db/workflows/conversion-figures.ts";
import {
  countGroups,
  countInBoth,
  countMessages,
  sumGroups,
  sumMessages,
} from "../../db/workflows/conversion-figures.ts";
import { countableSince } from "../../db/workflows/workflow-statistics.ts";
import type { ServiceContext } from "../context.ts";
import { getHoldout } from "../holdouts/workflow.ts";
import type { Group } from "./groups.ts";
import { compare, groupOf, presentGroup } from "./groups.ts";
import { requireGoal } from "./workflow.ts";

const defaultMs = 30 * 86_400_000;
/** The newest starts of a period, so many of which are counted for one question. */
const mostStarts = 50_000;

/**
 * What has led to a workflow's goal: of contacts for whom it started runs in a period, however much
 * later they converted. In all, by version, by branch of random splits, and by message.
 * @throws AppError `not_found`; `conflict` when there is no goal
 */
export async function workflowConversions(
  context: ServiceContext,
  workflowId: string,
  query: MeasuringQuery,
): Promise<ConversionsAnswer> {
  await getHoldout(context, workflowId);
  const goal = await requireGoal(context, workflowId);
  const to = query.to ?? (await serverTime(context.sql));
  const from = query.from ?? new Date(to.getTime() - defaultMs);
  const scope = await scopeOf(context, { workflowId, from, to, by: "window" });
  const rows = await countGroups(context.sql, scope);
  const money = await sumGroups(context.sql, scope);
  const treated = rows.filter(({ heldOut }) => !heldOut);
  return {
    from: scope.from,
    to,
    goal,
    ...presentGroup(groupOf(treated, money, ({ version }) => version !== null)),
    versions: versionsOf(treated).map((number) => ({
      version: number,
      ...presentGroup(groupOf(treated, money, ({ version }) => version === number)),
    })),
    branches: branchesBesideFirst(treated, money),
    messages: await messagesOf(context, scope),
  };
}

/**
 * What a workflow brings: contacts for whom it started beside those whom it held out, since it holds out
 * and counts as it does now. Both are counted from the (would-be) start on, whatever the goal's window
 * follows, so that they compare.
 * @throws AppError `not_found`; `conflict` when there is no goal
 */
export async function workflowUplift(
  context: ServiceContext,
  workflowId: string,
  query: MeasuringQuery,
): Promise<UpliftAnswer> {
  const holdout = await getHoldout(context, workflowId);
  const goal = await requireGoal(context, workflowId);
  const { holdoutSince } = await findWorkspace(context.sql);
  const since = [holdout.since, goal.since, query.from ?? goal.since];
  if (holdout.workspace !== "never" && holdoutSince !== null) since.push(new Date(holdoutSince));
  const from = new Date(Math.max(...since.map((time) => time.getTime())));
  const to = query.to ?? (await serverTime(context.sql));
  const scope = await scopeOf(context, { workflowId, from, to, by: "start" });
  const rows = await countGroups(context.sql, scope);
  const money = await sumGroups(context.sql, scope);
  const all = (heldOut: boolean, of?: number): Group =>
    groupOf(
      rows,
      money,
      (row) =>
        row.heldOut === heldOut && (of === undefined ? row.version !== null : row.version === of),
    );
  const heldOut = all(true);
  return {
    from: scope.from,
    to,
    goal,
    inBoth: await countInBoth(context.sql, scope),
    ...presentBoth(all(false), heldOut),
    versions: versionsOf(rows).map((version) => ({
      version,
      ...presentBoth(all(false, version), all(true, version)),
    })),
    branches: branchesOf(rows).map(({ blockId, branch }) => {
      const treated = groupOf(rows, money, isOf(blockId, branch));
      return { blockId, branch, treated: presentGroup(treated), ...compare(treated, heldOut) };
    }),
  };
}

function presentBoth(treated: Group, heldOut: Group) {
  return {
    treated: presentGroup(treated),
    heldOut: presentGroup(heldOut),
    ...compare(treated, heldOut),
  };
}

/** What a split's branches differ by: each beside the one that comes first by its name. */
function branchesBesideFirst(
  rows: readonly GroupFigures[],
  money: readonly GroupMoney[],
): ConversionsAnswer["branches"] {
  const first = new Map<string, Group>();
  return branchesOf(rows).map(({ blockId, branch }) => {
    const group = groupOf(rows, money, isOf(blockId, branch));
    const before = first.get(blockId);
    if (before === undefined) first.set(blockId, group);
    const besideFirst = before === undefined ? null : compare(group, before, "this branch");
    return { blockId, branch, ...presentGroup(group), besideFirst };
  });
}

/**
 * The end of a period whose starts are few enough to be counted for one question.
 * @throws AppError `invalid` for a period that ends before it begins
 */
async function scopeOf({ sql }: ServiceContext, scope: FiguresScope): Promise<FiguresScope> {
  if (scope.from > scope.to) {
    const faults = [{ path: "from", message: "must not be after `to`" }];
    throw new AppError("invalid", "the query has a fault", { faults });
  }
  const since = await countableSince(sql, scope, mostStarts);
  return since === null || since < scope.from ? scope : { ...scope, from: since };
}

function versionsOf(rows: readonly GroupFigures[]): number[] {
  return [...new Set(rows.flatMap(({ version }) => version ?? []))];
}

function branchesOf(rows: readonly GroupFigures[]): { blockId: string; branch: string }[] {
  return rows.flatMap(({ blockId, branch }) =>
    blockId === null || branch === null ? [] : [{ blockId, branch }],
  );
}

const isOf =
  (blockId: string, branch: string) =>
  (row: Pick<GroupFigures, "blockId" | "branch">): boolean =>
    row.blockId === blockId && row.branch === branch;

async function messagesOf(
  context: ServiceContext,
  scope: FiguresScope,
): Promise<ConversionsAnswer["messages"]> {
  const money = await sumMessages(context.sql, scope);
  const rows = await countMessages(context.sql, scope);
  return rows.map(({ blockId, sent, ...figures }) => {
    const spent = money.filter((each) => each.blockId === blockId);
    const unsquared = spent.map(({ currency, sum }) => ({
      currency,
      sum,
      sumOfSquares: 0,
      spenders: 0,
    }));
    return { blockId, sent, ...presentGroup({ ...figures, money: unsquared }) };
  });
}
