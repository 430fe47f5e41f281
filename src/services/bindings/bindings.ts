import { newId } from "../../platform/new-id.ts";
import type { BindingAnswer, CreateBinding } from "../../contract/api/binding.ts";
import { AppError } from "../../contract/errors.ts";
import { findWorkspace } from "../../db/core/workspace.ts";
import { deleteEventType } from "../../db/events/event-types.ts";
import { insertRegularType, insertSchedule } from "../../db/queue/schedules.ts";
import type { BindingRow } from "../../db/workflows/binding-rows.ts";
import {
  bindingById,
  bindingsOfWorkflows,
  deleteBinding as deleteRow,
  insertBinding,
} from "../../db/workflows/binding-rows.ts";
import { lockWorkflow } from "../../db/workflows/workflow-rows.ts";
import { regularTypeKey } from "../../domain/fan-out.ts";
import type { ServiceContext } from "../context.ts";
import { noSuchWorkflow, requireWorkflow } from "../workflows/require.ts";
import { bindingLabel } from "./label.ts";
import { asTwiceBound, requireEventType, requireSegment } from "./requirements.ts";
import { settingsOf, spanOf } from "./settings.ts";

export const archived = "the workflow is archived: nothing can start it any more";

/** Links an event type to a workflow: to start it, or to stop its runs. */
export async function createBinding(
  context: ServiceContext,
  workflowId: string,
  body: CreateBinding,
): Promise<BindingAnswer> {
  const id = newId();
  return context.transaction(async (context) => {
    const workflow = await lockWorkflow(context.sql, workflowId);
    if (workflow === undefined) throw noSuchWorkflow(workflowId);
    if (workflow.status === "archived") throw new AppError("conflict", archived);
    const settings = settingsOf(body, await findWorkspace(context.sql));
    await requireSegment(context, settings.forEach);
    const source = body.role === "start" ? body.source : "event";
    const eventTypeId =
      source === "schedule"
        ? await makeRegularType(context, id, workflow.name)
        : (await requireEventType(context, body)).id;
    const binding = { id, role: body.role, source, workflowId, eventTypeId, ...settings };
    await insertBinding(context.sql, binding).catch(asTwiceBound);
    if (source === "schedule") await insertSchedule(context.sql, id);
    return getBinding(context, id);
  });
}

export async function getBinding(context: ServiceContext, id: string): Promise<BindingAnswer> {
  const row = await bindingById(context.sql, id);
  if (row === undefined) throw new AppError("not_found", `there is no binding ${id}`);
  return presentBinding(row);
}

export async function listBindings(
  context: ServiceContext,
  workflowId: string,
): Promise<BindingAnswer[]> {
  await requireWorkflow(context, workflowId);
  return (await bindingsOfWorkflows(context.sql, [workflowId])).map(presentBinding);
}

/**
 * Ends a link. Active runs go on. Its memory of who launched when goes with it: whoever wants
 * to pause a binding and keep the promise switches it off instead.
 */
export async function deleteBinding(context: ServiceContext, id: string): Promise<void> {
  await context.transaction(async (context) => {
    const binding = await bindingById(context.sql, id);
    if (binding === undefined || !(await deleteRow(context.sql, id))) {
      throw new AppError("not_found", `there is no binding ${id}`);
    }
    // A regular start has an event type of its own; Temporal's schedule goes with the next sweep.
    if (binding.source === "schedule") await deleteEventType(context.sql, binding.eventTypeId);
  });
}

/** The type of a regular start's events: the system's, made and deleted with the binding. */
export async function makeRegularType(
  context: ServiceContext,
  bindingId: string,
  workflowName: string,
): Promise<string> {
  const id = newId();
  const name = `Regular start of ${workflowName}`.slice(0, 200);
  await insertRegularType(context.sql, { id, key: regularTypeKey(bindingId), name });
  return id;
}

function segmentOf({ source, forEach }: BindingRow): string | null {
  return source === "schedule" && forEach !== null && "segment" in forEach ? forEach.segment : null;
}

/** A binding as the API shows it. */
function presentBinding(row: BindingRow): BindingAnswer {
  const span = (seconds: number | null) => (seconds === null ? null : spanOf(seconds));
  return {
    id: row.id,
    role: row.role,
    source: row.source,
    workflow: { id: row.workflowId, name: row.workflowName, status: row.workflowStatus },
    eventType: { id: row.eventTypeId, key: row.eventTypeKey, name: row.eventTypeName },
    enabled: row.enabled,
    frequency: row.frequency,
    subject: row.subject,
    filter: row.filter,
    ignoreOlderThan: span(row.ignoreOlderThan),
    avoidInProgress: row.avoidInProgress,
    includeMachines: row.includeMachines,
    forEachMemberOf: row.source === "schedule" ? null : row.forEach,
    segment: segmentOf(row),
    schedule: row.schedule,
    match: row.match,
    lookBack: span(row.lookBack),
    words: bindingLabel(row),
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  };
}
