import type { Page } from "../../contract/api/page.ts";
import { badCursor, cutPage, decodeCursor } from "../../contract/api/page.ts";
import type { Doer, HistoryEntry } from "../../contract/api/workflow-history.ts";
import { AppError } from "../../contract/errors.ts";
import type { Publisher } from "../../db/workflows/live-versions.ts";
import type { BindingState, HistoryRow } from "../../db/workflows/workflow-history.ts";
import { historyBelow, historyRow } from "../../db/workflows/workflow-history.ts";
import { bindingLabel } from "../bindings/label.ts";
import type { ServiceContext } from "../context.ts";
import { requireWorkflow } from "./require.ts";

/** What people and API keys changed of a workflow, newest first. Saving the draft is no change of it. */
export async function listHistory(
  context: ServiceContext,
  workflowId: string,
  { limit, after }: { limit: number; after?: string },
): Promise<Page<HistoryEntry>> {
  await requireWorkflow(context, workflowId);
  const below = after === undefined ? null : idIn(after);
  const rows = await historyBelow(context.sql, workflowId, below, limit + 1);
  const page = cutPage(rows, limit, ({ id }) => [id]);
  return { ...page, items: page.items.map(presentChange) };
}

/** @throws AppError `not_found` */
export async function requireChange(
  context: ServiceContext,
  workflowId: string,
  id: number,
): Promise<HistoryRow> {
  await requireWorkflow(context, workflowId);
  const row = await historyRow(context.sql, workflowId, id);
  if (row !== undefined) return row;
  throw new AppError("not_found", `the workflow's history has no change ${id}`);
}

/** Who published a version; null where nobody was noted. */
export function publisherOf({ byKind, byId, byName }: Publisher): Doer | null {
  return byKind === null ? null : { kind: byKind, id: byId, name: byName };
}

/** Whether a change can be taken back as things stand. */
export function canUndo(row: HistoryRow): boolean {
  if (row.entity === "workflow") return row.stopRulesWere !== null;
  if (row.entity !== "binding" || (row.was === null && row.becomes === null)) return false;
  return row.action === "deleted" ? !row.isThere : row.isThere;
}

function idIn(cursor: string): number {
  const [text] = decodeCursor(cursor, 1);
  const id = Number(text);
  if (!Number.isSafeInteger(id) || id < 1) throw badCursor();
  return id;
}

function presentChange(row: HistoryRow): HistoryEntry {
  const { id, at, actorKind, actorId, actorName, version } = row;
  return {
    id: String(id),
    at,
    actor: { kind: actorKind, id: actorId, name: actorName },
    kind: kindOf(row),
    version,
    status: fromTo(row, "status"),
    name: fromTo(row, "name"),
    binding: row.entity === "binding" ? bindingIn(row) : null,
    canUndo: canUndo(row),
  };
}

function kindOf({ entity, action, before, after }: HistoryRow): HistoryEntry["kind"] {
  if (entity === "workflowVersion") return "published";
  if (entity === "binding") return "binding";
  if (action === "created") return "created";
  const changed = { ...before, ...after };
  if ("status" in changed) return "status";
  if ("stop_rules" in changed) return "stopRules";
  if ("goal" in changed) return "goal";
  return "name" in changed ? "name" : "holdout";
}

/** A column of a workflow that was changed. */
function fromTo({ entity, action, before, after }: HistoryRow, column: "status" | "name") {
  if (entity !== "workflow" || action !== "updated") return null;
  const text = (of: Record<string, unknown> | null) => {
    const value = of?.[column];
    return typeof value === "string" ? value : null;
  };
  const change = { before: text(before), after: text(after) };
  return change.before === null && change.after === null ? null : change;
}

function bindingIn(row: HistoryRow): HistoryEntry["binding"] {
  const { was, becomes, eventTypeId, eventTypeKey, eventTypeName } = row;
  const state = becomes ?? was;
  const isKnown = eventTypeId !== null && eventTypeKey !== null && eventTypeName !== null;
  return {
    id: row.entityId,
    action: row.action,
    role: state?.role ?? null,
    source: state?.source ?? null,
    eventType: isKnown ? { id: eventTypeId, key: eventTypeKey, name: eventTypeName } : null,
    before: presentState(was),
    after: presentState(becomes),
  };
}

export function presentState(
  state: (Pick<BindingState, "enabled" | "role"> & Parameters<typeof bindingLabel>[0]) | null,
) {
  return state === null ? null : { enabled: state.enabled, words: bindingLabel(state) };
}
