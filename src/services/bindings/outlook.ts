import type { BindingOutlook, PlannedChange } from "../../contract/api/binding-outlook.ts";
import { AppError } from "../../contract/errors.ts";
import { serverTime } from "../../db/core/server-time.ts";
import { findWorkspace } from "../../db/core/workspace.ts";
import { eventsPerDay } from "../../db/events/event-days.ts";
import type { BindingRow } from "../../db/workflows/binding-rows.ts";
import { bindingById, bindingsOfWorkflows } from "../../db/workflows/binding-rows.ts";
import { isDeepStrictEqual } from "node:util";
import type { BindingState } from "../../db/workflows/workflow-history.ts";
import type { ServiceContext } from "../context.ts";
import { presentState, requireChange } from "../workflows/history.ts";
import { requireWorkflow } from "../workflows/require.ts";
import { launchOutlook } from "./launch-outlook.ts";
import { requireEventType } from "./requirements.ts";
import { settingsOf } from "./settings.ts";
import { changedSettings, countsOtherwise } from "./update.ts";

type State = Omit<BindingState, "id"> & { id: string | null };
type EventType = BindingOutlook["eventType"];

/** A binding before and after a change; null where it is not there. */
interface Turn {
  before: State | null;
  after: State | null;
  eventType: EventType;
}

/** What a change of a binding means, before it is made: nothing is kept. */
export async function bindingOutlook(
  context: ServiceContext,
  workflowId: string,
  planned: PlannedChange,
): Promise<BindingOutlook> {
  const { status } = await requireWorkflow(context, workflowId);
  const { before, after, eventType } = await turnOf(context, workflowId, planned);
  const state = after ?? before;
  if (state === null) throw new AppError("conflict", "only changes of bindings have an outlook");
  const others = (await bindingsOfWorkflows(context.sql, [workflowId])).filter(
    ({ id, role, enabled }) => id !== state.id && role === "start" && enabled,
  );
  const days =
    eventType === null
      ? []
      : ((await eventsPerDay(context.sql, [eventType.id])).get(eventType.id) ?? []);
  return {
    role: state.role,
    source: state.source,
    eventType,
    isLive: status === "active",
    before: presentState(before),
    after: presentState(after),
    subject: state.subject,
    changesFrequency: before !== null && after !== null && countsOtherwise(before, after),
    changesFilter:
      before !== null && after !== null && !isDeepStrictEqual(before.filter, after.filter),
    ...(await launchOutlook(context, before, after, await serverTime(context.sql))),
    isLastStart:
      state.role === "start" &&
      before?.enabled === true &&
      after?.enabled !== true &&
      others.length === 0,
    eventsLast7Days: days.slice(-7).reduce((sum, events) => sum + events, 0),
  };
}

async function turnOf(
  context: ServiceContext,
  workflowId: string,
  planned: PlannedChange,
): Promise<Turn> {
  if (planned.does === "create") {
    const { binding: body } = planned;
    const { role } = body;
    const source = role === "start" ? body.source : "event";
    const settings = settingsOf(body, await findWorkspace(context.sql));
    const type = source === "schedule" ? null : await requireEventType(context, body);
    const eventType = type === null ? null : { ...type, name: type.name };
    const after = { id: null, role, source, workflowId, eventTypeId: type?.id ?? "", ...settings };
    return { before: null, after, eventType };
  }
  if (planned.does === "undo") return undoneBy(context, workflowId, Number(planned.change));
  const row = await bindingById(context.sql, planned.bindingId);
  if (row === undefined || row.workflowId !== workflowId) {
    throw new AppError("not_found", `the workflow has no binding ${planned.bindingId}`);
  }
  const eventType = typeOf(row);
  if (planned.does === "delete") return { before: row, after: null, eventType };
  const after = { ...row, ...(await changedSettings(context, row, planned.change)) };
  return { before: row, after, eventType };
}

/** From how a binding is now to how it was before a change. */
async function undoneBy(
  context: ServiceContext,
  workflowId: string,
  change: number,
): Promise<Turn> {
  const { entityId, entity, was, ...row } = await requireChange(context, workflowId, change);
  const now = entity === "binding" ? await bindingById(context.sql, entityId) : undefined;
  const { eventTypeId, eventTypeKey, eventTypeName } = row;
  const isKnown = eventTypeId !== null && eventTypeKey !== null && eventTypeName !== null;
  const known = isKnown ? { id: eventTypeId, key: eventTypeKey, name: eventTypeName } : null;
  return { before: now ?? null, after: was, eventType: now === undefined ? known : typeOf(now) };
}

function typeOf({ eventTypeId, eventTypeKey, eventTypeName }: BindingRow): EventType {
  return { id: eventTypeId, key: eventTypeKey, name: eventTypeName };
}
