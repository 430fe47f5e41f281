import type { Undone } from "../../contract/api/workflow-history.ts";
import { AppError } from "../../contract/errors.ts";
import { serverTime } from "../../db/core/server-time.ts";
import { insertSchedule } from "../../db/queue/schedules.ts";
import { insertBinding } from "../../db/workflows/binding-rows.ts";
import { lockWorkflow, updateWorkflow } from "../../db/workflows/workflow-rows.ts";
import type { BindingState, HistoryRow } from "../../db/workflows/workflow-history.ts";
import type { ServiceContext } from "../context.ts";
import { canUndo, requireChange } from "../workflows/history.ts";
import { noSuchWorkflow } from "../workflows/require.ts";
import { requireSegments } from "../workflows/workflows.ts";
import { archived, deleteBinding, getBinding, makeRegularType } from "./bindings.ts";
import { recountGates } from "./recount-gates.ts";
import { asTwiceBound, requireEventType, requireSegment } from "./requirements.ts";
import { countsOtherwise, lockToChange, orInUse, putSettings } from "./update.ts";

/**
 * Takes a change of a binding, or of the stop rules, back: they are again exactly what they were
 * before it, whatever came after. Who was launched when is kept; it is counted anew only where the
 * frequency or the subject changes by it, and for a binding that had been deleted.
 */
export async function undoChange(
  context: ServiceContext,
  workflowId: string,
  change: number,
): Promise<Undone> {
  return orInUse(() =>
    context.transaction(async (context) => {
      const row = await requireChange(context, workflowId, change);
      if (!canUndo(row)) throw new AppError("conflict", whyNot(row));
      await undo(context, workflowId, row);
      const isGone = row.entity !== "binding" || row.was === null;
      return { binding: isGone ? null : await getBinding(context, row.entityId) };
    }),
  );
}

async function undo(context: ServiceContext, workflowId: string, row: HistoryRow): Promise<void> {
  const { was } = row;
  if (row.stopRulesWere !== null) {
    await requireOpen(context, workflowId);
    await requireSegments(context, row.stopRulesWere);
    await updateWorkflow(context.sql, workflowId, { stopRules: row.stopRulesWere });
  } else if (was === null) {
    await deleteBinding(context, row.entityId);
  } else if (row.action === "updated") {
    const counts = row.becomes === null || countsOtherwise(row.becomes, was);
    // A later change may have counted otherwise: only what stands now decides.
    const now = await lockToChange(context, was.id, counts);
    if (!counts && countsOtherwise(now, was)) {
      const message =
        "how often it starts was changed since, and would change with it: undo that change first";
      throw new AppError("conflict", message);
    }
    await putSettings(context, now, was);
  } else {
    await requireOpen(context, workflowId);
    await putBack(context, was);
  }
}

async function requireOpen(context: ServiceContext, workflowId: string): Promise<string> {
  const workflow = await lockWorkflow(context.sql, workflowId);
  if (workflow === undefined) throw noSuchWorkflow(workflowId);
  if (workflow.status === "archived") throw new AppError("conflict", archived);
  return workflow.name;
}

/** Makes a deleted binding again, under its id: its runs tell whom it has launched, and when. */
async function putBack(context: ServiceContext, was: BindingState): Promise<void> {
  await requireSegment(context, was.forEach);
  const { frequency, subject } = was;
  const isRegular = was.source === "schedule";
  const eventTypeId = isRegular
    ? await makeRegularType(context, was.id, await requireOpen(context, was.workflowId))
    : (await requireEventType(context, { eventTypeId: was.eventTypeId })).id;
  await insertBinding(context.sql, { ...was, eventTypeId }).catch(asTwiceBound);
  if (isRegular) await insertSchedule(context.sql, was.id);
  if (frequency === null || subject === null) return;
  await recountGates(context, was, { frequency, subject }, await serverTime(context.sql));
}

function whyNot({ entity, action, was, becomes }: HistoryRow): string {
  if (entity !== "binding") return "only changes of bindings and stop rules can be undone";
  if (was === null && becomes === null) {
    return "what it was before was not kept when this was changed";
  }
  return action === "deleted"
    ? "the binding is there again already"
    : "the binding was deleted since: undo that first";
}
