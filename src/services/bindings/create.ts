import { v7 } from "uuid";
import type { BindingAnswer, CreateBinding } from "../../contract/api/binding.ts";
import { AppError } from "../../contract/errors.ts";
import type { BindingSettings } from "../../db/binding-rows.ts";
import { eventTypeBy, insertBinding, keysLike } from "../../db/binding-rows.ts";
import type { Database, Sql } from "../../db/database.ts";
import { insertRegularType, insertSchedule } from "../../db/schedules.ts";
import { lockWorkflow } from "../../db/workflow-rows.ts";
import { regularTypeKey } from "../../domain/fan-out.ts";
import { noSuchWorkflow } from "../workflows/require.ts";
import { asTwiceBound } from "./bound-twice.ts";
import { getBinding } from "./get.ts";
import { requireSegment } from "./require-segment.ts";
import { secondsOf } from "./span.ts";

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
    if (workflow.status === "archived") {
      throw new AppError("conflict", "the workflow is archived: nothing can start it any more");
    }
    const settings = settingsOf(body);
    await requireSegment(sql, settings.forEach);
    const source = body.role === "start" ? body.source : "event";
    const eventTypeId =
      source === "schedule"
        ? await makeRegularType(sql, id, workflow.name)
        : await requireEventType(sql, body);
    const binding = { id, role: body.role, source, workflowId, eventTypeId, ...settings };
    await insertBinding(sql, binding).catch(asTwiceBound);
    if (source === "schedule") await insertSchedule(sql, id);
    return getBinding(sql, id);
  });
}

function settingsOf(body: CreateBinding): BindingSettings {
  const { enabled, filter } = body;
  const unused = {
    frequency: null,
    subject: null,
    ignoreOlderThan: null,
    match: null,
    lookBack: null,
    avoidInProgress: false,
    forEach: null,
    schedule: null,
  };
  return body.role === "start"
    ? {
        ...unused,
        enabled,
        filter,
        frequency: body.frequency ?? { kind: "each" },
        subject: body.subject,
        ignoreOlderThan: secondsOf(body.ignoreOlderThan),
        avoidInProgress: body.avoidInProgress,
        forEach: body.segment === undefined ? body.forEachMemberOf : { segment: body.segment },
        schedule: body.schedule ?? null,
      }
    : { ...unused, enabled, filter, match: body.match, lookBack: secondsOf(body.lookBack) };
}

/** The type of a regular start's events: the system's, made and deleted with the binding. */
async function makeRegularType(sql: Sql, bindingId: string, workflowName: string): Promise<string> {
  const id = v7();
  const name = `Regular start of ${workflowName}`.slice(0, 200);
  await insertRegularType(sql, { id, key: regularTypeKey(bindingId), name });
  return id;
}

async function requireEventType(sql: Sql, body: CreateBinding): Promise<string> {
  const { eventTypeId: id, eventTypeKey: key } = body;
  const found = await eventTypeBy(sql, { id, key });
  if (found !== undefined) return found.id;
  if (key === undefined) throw new AppError("not_found", `there is no event type ${id ?? ""}`);
  const similar = await keysLike(sql, key);
  const hint =
    similar.length > 0
      ? `is it one of: ${similar.join(", ")}?`
      : "make it first, or send one event with this key, which registers it";
  throw new AppError("not_found", `there is no event type "${key}"; ${hint}`, {
    details: { similar },
  });
}
