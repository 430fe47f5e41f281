import type { ServiceContext } from "../context.ts";
import { v7 } from "uuid";
import type { BindingAnswer, CreateBinding } from "../../contract/api/binding.ts";
import { AppError } from "../../contract/errors.ts";
import { insertBinding } from "../../db/workflows/binding-rows.ts";
import { insertRegularType, insertSchedule } from "../../db/queue/schedules.ts";
import { lockWorkflow } from "../../db/workflows/workflow-rows.ts";
import { regularTypeKey } from "../../domain/fan-out.ts";
import { noSuchWorkflow } from "../workflows/require.ts";
import { asTwiceBound } from "./bound-twice.ts";
import { getBinding } from "./get.ts";
import { requireEventType } from "./require-event-type.ts";
import { requireSegment } from "./require-segment.ts";
import { settingsOf } from "./settings.ts";

export const archived = "the workflow is archived: nothing can start it any more";

/** Links an event type to a workflow: to start it, or to stop its runs. */
export async function createBinding(
  context: ServiceContext,
  workflowId: string,
  body: CreateBinding,
): Promise<BindingAnswer> {
  const id = v7();
  return context.transaction(async (context) => {
    const workflow = await lockWorkflow(context.sql, workflowId);
    if (workflow === undefined) throw noSuchWorkflow(workflowId);
    if (workflow.status === "archived") throw new AppError("conflict", archived);
    const settings = settingsOf(body);
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

/** The type of a regular start's events: the system's, made and deleted with the binding. */
async function makeRegularType(
  context: ServiceContext,
  bindingId: string,
  workflowName: string,
): Promise<string> {
  const id = v7();
  const name = `Regular start of ${workflowName}`.slice(0, 200);
  await insertRegularType(context.sql, { id, key: regularTypeKey(bindingId), name });
  return id;
}
