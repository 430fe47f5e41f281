import type { GoalAnswer, GoalBody } from "../../contract/api/goal.ts";
import { AppError } from "../../contract/errors.ts";
import { dropGoal, goalOfWorkflow, setGoal } from "../../db/workflows/workflow-goals.ts";
import { orderEventKey } from "../../domain/order-status.ts";
import { requireEventType } from "../bindings/requirements.ts";
import type { ServiceContext } from "../context.ts";

/** @returns null: the workflow has none */
export function getGoal(context: ServiceContext, workflowId: string): Promise<GoalAnswer | null> {
  return goalOfWorkflow(context.sql, workflowId);
}

/** @throws AppError `conflict` when the workflow has none */
export async function requireGoal(
  context: ServiceContext,
  workflowId: string,
): Promise<GoalAnswer> {
  const goal = await getGoal(context, workflowId);
  if (goal !== null) return goal;
  throw new AppError("conflict", "the workflow has no goal: set one, and events are counted");
}

/**
 * Sets or drops what a workflow is to lead to. From then on each such event is counted, also for runs
 * that have begun or ended before.
 * @throws AppError `not_found` for an event type that does not exist
 */
export async function changeGoal(
  context: ServiceContext,
  workflowId: string,
  goal: GoalBody | null,
): Promise<void> {
  if (goal === null) return dropGoal(context.sql, workflowId);
  const { eventTypeKey, orderStatus, filter, window, value } = goal;
  const key = orderStatus === undefined ? eventTypeKey : orderEventKey(orderStatus);
  const { id: eventTypeId } = await requireEventType(context, { eventTypeKey: key });
  await setGoal(context.sql, workflowId, { eventTypeId, filter, window, value });
}
