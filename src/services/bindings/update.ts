import type { ServiceContext } from "../context.ts";
import { isDeepStrictEqual } from "node:util";
import type { BindingAnswer, UpdateBinding } from "../../contract/api/binding.ts";
import type { FieldError } from "../../contract/errors.ts";
import { AppError } from "../../contract/errors.ts";
import { findWorkspace } from "../../db/core/workspace.ts";
import { scheduleWithin } from "../../domain/schedule.ts";
import type { Workspace } from "../../domain/workspace.ts";
import type { BindingRow, BindingSettings } from "../../db/workflows/binding-rows.ts";
import {
  bindingById,
  lockBinding,
  updateBinding as updateRow,
} from "../../db/workflows/binding-rows.ts";
import { isLockTimeout } from "../../db/core/database-errors.ts";
import { excludeReadersOfBindings } from "../../db/events/gate-recount.ts";
import { serverTime } from "../../db/core/server-time.ts";
import { asTwiceBound, requireSegment } from "./requirements.ts";
import { getBinding } from "./bindings.ts";
import { recountGates } from "./recount-gates.ts";
import { secondsOf } from "./settings.ts";

/**
 * Changes a binding. A new frequency or subject holds for launches of the past too: whoever was
 * launched under the old one launches again when the new one allows it. Turned to "each", gates
 * are kept and not asked.
 *
 * Why it is safe while events come in: an ingest transaction reads the binding and writes its
 * gate, and between the two a changed frequency would leave a gate that says the old window. So
 * this transaction first locks `bindings` exclusively: those that read it before have committed
 * their gates, which are recounted here; those that come later read the new frequency.
 */
export async function updateBinding(
  context: ServiceContext,
  id: string,
  body: UpdateBinding,
): Promise<BindingAnswer> {
  return orInUse(() => context.transaction((context) => change(context, id, body)));
}

/** @throws AppError `conflict` where bindings could not be locked in time */
export async function orInUse<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!isLockTimeout(error)) throw error;
    const message = "the binding is in use by a long transaction: nothing was changed, try again";
    throw new AppError("conflict", message);
  }
}

async function change(
  context: ServiceContext,
  id: string,
  body: UpdateBinding,
): Promise<BindingAnswer> {
  const { frequency, subject } = body;
  const row = await lockToChange(context, id, frequency !== undefined || subject !== undefined);
  const settings = await changedSettings(context, row, body);
  await putSettings(context, row, settings);
  return getBinding(context, id);
}

/**
 * The binding, locked. Either lock comes before the row is read: two changes at once then see each
 * other's outcome.
 * @param counts its frequency or subject may change
 */
export async function lockToChange(
  context: ServiceContext,
  id: string,
  counts: boolean,
): Promise<BindingRow> {
  if (counts) await excludeReadersOfBindings(context.sql);
  else await lockBinding(context.sql, id);
  const row = await bindingById(context.sql, id);
  if (row === undefined) throw new AppError("not_found", `there is no binding ${id}`);
  return row;
}

/** What a binding would be after a change. @throws AppError `invalid` for fields that it doesn't have */
export async function changedSettings(
  context: ServiceContext,
  row: BindingRow,
  body: UpdateBinding,
): Promise<BindingSettings> {
  const settings = merged(row, body, await findWorkspace(context.sql));
  refuseForeignFields(row, body, settings);
  return settings;
}

/** Whether a change is one of who is counted, and how. */
export function countsOtherwise(before: BindingSettings, after: BindingSettings): boolean {
  return !isDeepStrictEqual(before.frequency, after.frequency) || before.subject !== after.subject;
}

/** Settles a binding that is locked; with another frequency, its gates are counted anew. */
export async function putSettings(
  context: ServiceContext,
  row: BindingRow,
  settings: BindingSettings,
): Promise<void> {
  await requireSegment(context, settings.forEach);
  await updateRow(context.sql, row.id, settings).catch(asTwiceBound);
  const { frequency, subject } = settings;
  if (frequency === null || subject === null || !countsOtherwise(row, settings)) return;
  await recountGates(context, row, { frequency, subject }, await serverTime(context.sql));
}

const ofStarts = [
  "frequency",
  "subject",
  "ignoreOlderThan",
  "avoidInProgress",
  "includeMachines",
] as const;
const ofSchedules = ["segment", "schedule"] as const;

/** The fields that another sort of binding has. */
function foreignFields({ role, source }: BindingRow): readonly (keyof UpdateBinding)[] {
  if (role === "stop") return [...ofStarts, "forEachMemberOf", ...ofSchedules];
  if (source === "schedule") return ["match", "lookBack", "forEachMemberOf", "includeMachines"];
  return ["match", "lookBack", ...ofSchedules];
}

function refuseForeignFields(
  row: BindingRow,
  body: UpdateBinding,
  { forEach, subject }: BindingSettings,
): void {
  const kind = row.source === "schedule" ? "regular start" : `${row.role} binding`;
  const faults: FieldError[] = foreignFields(row)
    .filter((field) => body[field] !== undefined)
    .map((path) => ({ path, message: `a ${kind} has no ${path}` }));
  if (forEach !== null && subject !== "contact") {
    const message = "for each member of a segment, the contact is what is counted";
    faults.push({ path: "subject", message });
  }
  if (faults.length > 0)
    throw new AppError("invalid", "the body has fields that don't go with this binding", {
      faults,
    });
}

function merged(row: BindingRow, body: UpdateBinding, workspace: Workspace): BindingSettings {
  const { ignoreOlderThan, lookBack } = body;
  return {
    enabled: body.enabled ?? row.enabled,
    frequency: body.frequency ?? row.frequency,
    subject: body.subject ?? row.subject,
    filter: body.filter === undefined ? row.filter : body.filter,
    ignoreOlderThan:
      ignoreOlderThan === undefined ? row.ignoreOlderThan : secondsOf(ignoreOlderThan),
    match: body.match ?? row.match,
    lookBack: lookBack === undefined ? row.lookBack : secondsOf(lookBack),
    avoidInProgress: body.avoidInProgress ?? row.avoidInProgress,
    includeMachines: body.includeMachines ?? row.includeMachines,
    forEach: forEachOf(row, body),
    schedule:
      body.schedule === undefined
        ? row.schedule
        : scheduleWithin(body.schedule, row.schedule?.timeZone ?? workspace.timeZone),
  };
}

function forEachOf(row: BindingRow, { segment, forEachMemberOf }: UpdateBinding) {
  if (segment !== undefined) return { segment };
  return forEachMemberOf === undefined ? row.forEach : forEachMemberOf;
}
