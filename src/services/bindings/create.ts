import { v7 } from "uuid";
import type { BindingAnswer, CreateBinding } from "../../contract/api/binding.ts";
import { AppError } from "../../contract/errors.ts";
import { insertBinding } from "../../db/workflows/binding-rows.ts";
import type { Database, Sql } from "../../db/core/database.ts";
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
  db: Database,
  workflowId: string,
  body: CreateBinding,
): Promise<BindingAnswer> {
  const id = v7();
  return db.tx(async (sql) => {
    const workflow = await lockWorkflow(sql, workflowId);
    if (workflow === undefined) throw noSuchWorkflow(workflowId);
    if (workflow.status === "archived") throw new AppError("conflict", archived);
    const settings = settingsOf(body);
    await requireSegment(sql, settings.forEach);
    const source = body.role === "start" ? body.source : "event";
    const eventTypeId =
      source === "schedule"
        ? await makeRegularType(sql, id, workflow.name)
        : (await requireEventType(sql, body)).id;
    const binding = { id, role: body.role, source, workflowId, eventTypeId, ...settings };
    await insertBinding(sql, binding).catch(asTwiceBound);
    if (source === "schedule") await insertSchedule(sql, id);
    return getBinding(sql, id);
  });
}

/** The type of a regular start's events: the system's, made and deleted with the binding. */
async function makeRegularType(sql: Sql, bindingId: string, workflowName: string): Promise<string> {
  const id = v7();
  const name = `Regular start of ${workflowName}`.slice(0, 200);
  await insertRegularType(sql, { id, key: regularTypeKey(bindingId), name });
  return id;
}
