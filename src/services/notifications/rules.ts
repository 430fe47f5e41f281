import type {
  NewNotificationRule,
  NotificationRuleChange,
} from "../../contract/api/notifications.ts";
import type { Page } from "../../contract/api/page.ts";
import { AppError } from "../../contract/errors.ts";
import type { Sql } from "../../db/core/database.ts";
import { endQuietly } from "../../db/notifications/occurrences.ts";
import type { RuleRow } from "../../db/notifications/rules.ts";
import * as rules from "../../db/notifications/rules.ts";
import { lockTargets } from "../../db/notifications/targets.ts";
import type { Condition } from "../../domain/notifications/condition.ts";
import { newId } from "../../platform/new-id.ts";
import type { ServiceContext } from "../context.ts";
import type { PageRequest } from "../pages.ts";
import { pageById } from "../pages.ts";

/**
 * @throws AppError `invalid` where what it names is not there, `conflict` when there are too many
 */
export async function createRule(
  context: ServiceContext,
  wanted: NewNotificationRule,
): Promise<RuleRow> {
  return context.transaction(async (context) => {
    if ((await rules.countRules(context.sql)) >= rules.mostRules) {
      throw new AppError("conflict", `${rules.mostRules} rules are the most: delete some first`);
    }
    await requireThere(context.sql, wanted);
    const id = newId();
    await rules.insertRule(context.sql, { ...wanted, id });
    return getRule(context, id);
  });
}

/** @throws AppError `not_found` */
export async function getRule(context: ServiceContext, id: string): Promise<RuleRow> {
  const row = await rules.ruleById(context.sql, id);
  if (row === undefined) throw noRule();
  return row;
}

/** Newest first. */
export async function listRules(
  context: ServiceContext,
  request: PageRequest,
): Promise<Page<RuleRow>> {
  return pageById(request, (count, below) => rules.rulesBelow(context.sql, count, below));
}

/**
 * Changes a rule. What it had found ends without a word where it is switched off, or looks at something
 * else from now on.
 * @throws AppError `not_found`, `invalid`
 */
export async function updateRule(
  context: ServiceContext,
  id: string,
  change: NotificationRuleChange,
): Promise<RuleRow> {
  return context.transaction(async (context) => {
    const { sql } = context;
    const before = await rules.lockRule(sql, id);
    if (before === undefined) throw noRule();
    const { condition, targetIds } = change;
    await requireThere(sql, { condition, targetIds });
    const after = {
      id,
      name: change.name ?? before.name,
      condition: condition ?? before.condition,
      targetIds: targetIds ?? before.targetIds,
      quietHours: change.quietHours ?? before.quietHours,
      enabled: change.enabled ?? before.enabled,
    };
    await rules.writeRule(sql, after);
    if (!after.enabled || lookedAt(after.condition) !== lookedAt(before.condition)) {
      await endQuietly(sql, id);
    }
    return getRule(context, id);
  });
}

/** With what it has found. Throws AppError `not_found`. */
export async function deleteRule(context: ServiceContext, id: string): Promise<void> {
  if (!(await context.transaction((context) => rules.deleteRule(context.sql, id)))) throw noRule();
}

/** What a condition is about, whatever its numbers. */
function lookedAt(condition: Condition): string {
  const { kind } = condition;
  if (kind === "silence" || kind === "burst") return [kind, condition.of, condition.id].join();
  if (kind === "failedRuns") return [kind, condition.workflowId].join();
  return kind === "lowPool" ? [kind, condition.id].join() : kind;
}

async function requireThere(
  sql: Sql,
  wanted: { condition?: Condition | undefined; targetIds?: readonly string[] | undefined },
): Promise<void> {
  const { condition, targetIds = [] } = wanted;
  const named = condition === undefined ? null : subjectOf(condition);
  if (named !== null && !(await rules.isSubjectThere(sql, named.kind, named.id))) {
    const faults = [
      { path: `condition.${named.field}`, message: `there is no such ${named.words}` },
    ];
    throw new AppError("invalid", "the rule names what is not there", { faults });
  }
  const there = await lockTargets(sql, targetIds);
  const missing = targetIds.findIndex((id) => !there.includes(id));
  if (missing !== -1) {
    const faults = [{ path: `targetIds.${missing}`, message: "there is no such target" }];
    throw new AppError("invalid", "the rule names what is not there", { faults });
  }
}

function subjectOf(condition: Condition) {
  if (condition.kind === "silence" || condition.kind === "burst") {
    const { of, id } = condition;
    const words = of === "eventType" ? "event type" : "workflow";
    return id === null ? null : { kind: of, id, field: "id", words };
  }
  if (condition.kind === "failedRuns" && condition.workflowId !== null) {
    const id = condition.workflowId;
    return { kind: "workflow" as const, id, field: "workflowId", words: "workflow" };
  }
  if (condition.kind === "lowPool" && condition.id !== null) {
    return { kind: "pool" as const, id: condition.id, field: "id", words: "pool of promo codes" };
  }
  return null;
}

const noRule = () => new AppError("not_found", "there is no such rule");
