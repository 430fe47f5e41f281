import type { HoldoutAnswer, HoldoutChange } from "../../contract/api/holdout.ts";
import {
  drawWorkflowAnew,
  holdoutOfWorkflow,
  setHoldout,
} from "../../db/workflows/workflow-holdouts.ts";
import { inTenths, percentOf } from "../../domain/holdout.ts";
import type { ServiceContext } from "../context.ts";
import { noSuchWorkflow } from "../workflows/require.ts";

/** @throws AppError `not_found` */
export async function getHoldout(context: ServiceContext, id: string): Promise<HoldoutAnswer> {
  const row = await holdoutOfWorkflow(context.sql, id);
  if (row === undefined) throw noSuchWorkflow(id);
  const { tenths, workspace, since } = row;
  return { percent: percentOf(tenths), workspace, since };
}

/** It holds from the next start on; runs in progress go on. */
export async function changeHoldout(
  context: ServiceContext,
  id: string,
  { percent, workspace }: HoldoutChange,
): Promise<void> {
  const change: Parameters<typeof setHoldout>[2] = {};
  if (percent !== undefined) change.tenths = inTenths(percent);
  if (workspace !== undefined) change.workspace = workspace;
  await setHoldout(context.sql, id, change);
}

/** Has others held out from now on: what was counted before belongs to another draw. */
export async function drawHoldoutAnew(context: ServiceContext, id: string): Promise<void> {
  if (!(await drawWorkflowAnew(context.sql, id))) throw noSuchWorkflow(id);
}
