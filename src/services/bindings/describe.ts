import type { ServiceContext } from "../context.ts";
import type { BindingDescription, CreateBinding } from "../../contract/api/binding.ts";
import type { FieldError } from "../../contract/errors.ts";
import { AppError } from "../../contract/errors.ts";
import { findWorkspace } from "../../db/core/workspace.ts";
import { hasSameStart } from "../../db/workflows/binding-rows.ts";
import { requireWorkflow } from "../workflows/require.ts";
import { boundTwice, requireEventType, requireSegment } from "./requirements.ts";
import { archived } from "./bindings.ts";
import { settingsOf } from "./settings.ts";
import { bindingLabel } from "./label.ts";

/**
 * What a binding would do, in words, and what would keep it from being made now. Nothing is kept.
 * @param bindingId the one that is being changed into it, which does not stand in its own way
 * @throws AppError `not_found` for the workflow
 */
export async function describeBinding(
  context: ServiceContext,
  workflowId: string,
  body: CreateBinding,
  bindingId?: string,
): Promise<BindingDescription> {
  const { status } = await requireWorkflow(context, workflowId);
  const settings = settingsOf(body, await findWorkspace(context.sql));
  const faults: FieldError[] = [];
  if (status === "archived") faults.push({ path: "", message: archived });
  const isRegular = body.role === "start" && body.source === "schedule";
  const type = isRegular
    ? undefined
    : await requireEventType(context, body).catch(noting(faults, "eventTypeKey"));
  await requireSegment(context, settings.forEach).catch(noting(faults, "segment"));
  if (body.role === "start" && type !== undefined) {
    const start = { workflowId, eventTypeId: type.id, filter: settings.filter };
    if (await hasSameStart(context.sql, start, bindingId)) {
      faults.push({ path: "eventTypeKey", message: boundTwice });
    }
  }
  return { words: bindingLabel({ role: body.role, ...settings }), faults };
}

/** What making it would answer becomes a fault; everything else is thrown on. */
function noting(faults: FieldError[], path: string) {
  return (error: unknown): undefined => {
    if (!(error instanceof AppError)) throw error;
    faults.push({ path, message: error.message });
    return undefined;
  };
}
