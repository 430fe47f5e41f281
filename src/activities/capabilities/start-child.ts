import type { StartOutcome } from "../../blocks/capabilities.ts";
import { serverTime } from "../../db/core/server-time.ts";
import type { Sql } from "../../db/core/database.ts";
import { insertHoldouts } from "../../db/events/holdouts.ts";
import type { ChildDraws, NewChildRun } from "../../db/runs/child-runs.ts";
import { insertChildRun } from "../../db/runs/child-runs.ts";
import type { RunRecord } from "../../db/runs/run-rows.ts";
import type { HeldBy } from "../../domain/holdout.ts";
import { inTenths, isDrawn } from "../../domain/holdout.ts";
import { activeTraceparent } from "../../platform/telemetry/trace-context.ts";

/** Starts a run of another workflow for the contact of a run, unless that one holds the contact out. */
export async function startChild(
  sql: Sql,
  { contactId, eventId }: RunRecord,
  child: NewChildRun,
): Promise<StartOutcome> {
  const { id, workflowId, temporalId: insteadOf } = child;
  const trace = activeTraceparent();
  const first = await insertChildRun(sql, child, false, trace);
  const heldBy = first.outcome === "to_draw" ? holderOf(first.draws) : null;
  if (first.outcome === "to_draw" && heldBy !== null) {
    const { versionId } = first.draws;
    const about = { workflowId, versionId, bindingId: null, eventId, contactId };
    await insertHoldouts(sql, await serverTime(sql), [{ id, insteadOf, heldBy, ...about }]);
    return { outcome: "held_out" };
  }
  const made = first.outcome === "to_draw" ? await insertChildRun(sql, child, true, trace) : first;
  return made.outcome === "made" ? { outcome: "started", runId: id } : { outcome: "not_active" };
}

function holderOf(draws: ChildDraws): HeldBy | null {
  const { tenths, salt, drawnAs, obeysWorkspace, controlGroupSalt } = draws;
  if (isDrawn({ tenths, salt }, drawnAs)) return "workflow";
  const group = { tenths: inTenths(draws.controlGroupPercent), salt: controlGroupSalt };
  return obeysWorkspace && isDrawn(group, drawnAs) ? "workspace" : null;
}
