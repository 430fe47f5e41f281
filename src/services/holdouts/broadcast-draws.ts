import type { Sql } from "../../db/core/database.ts";
import { drawsOfWorkflow } from "../../db/workflows/workflow-holdouts.ts";
import type { NamedDraw } from "../../domain/holdout.ts";
import { inTenths } from "../../domain/holdout.ts";

/**
 * Whom a message to a segment holds out: its members have started nothing, so nobody has asked before.
 *
 * @param isMarketing whether any of its messages is
 */
export async function drawsOfBroadcast(
  sql: Sql,
  workflowId: string,
  isMarketing: boolean,
): Promise<NamedDraw[]> {
  const row = await drawsOfWorkflow(sql, workflowId);
  if (row === undefined) return [];
  const { tenths, salt, workspace, controlGroupPercent, controlGroupSalt } = row;
  const draws: NamedDraw[] = [];
  if (tenths > 0) draws.push({ heldBy: "workflow", draw: { tenths, salt } });
  const obeys = workspace === "always" || (workspace === "marketing" && isMarketing);
  if (obeys && controlGroupPercent > 0) {
    const draw = { tenths: inTenths(controlGroupPercent), salt: controlGroupSalt };
    draws.push({ heldBy: "workspace", draw });
  }
  return draws;
}
